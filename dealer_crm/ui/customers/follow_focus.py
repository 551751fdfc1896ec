"""Stands here until nobody asks for it any more: `ScrollBody` follows the focus itself."""

from __future__ import annotations

from dealer_crm.ui.widgets.follow_focus import FocusFollower

__all__ = ["FocusFollower"]
