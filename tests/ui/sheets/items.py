"""An item of a sheet as the parts that draw it get it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dealer_crm.services.check_rows import CheckRow

BARE = CheckRow(
    id=1,
    sheet="expectations",
    sheet_version=1,
    group="now",
    code="D",
    zh="配置和操作讲清楚",
    en="Configuration and operation are explained",
    standard_zh="",
    standard_en="",
    unit="",
    low=None,
    high=None,
    required=True,
    result=None,
    value="",
    note="",
    due_on=None,
    done_at=None,
    staff="",
    photos=0,
    later=False,
)


def item(**known: Any) -> CheckRow:
    """Return an item of which these facts differ."""
    return replace(BARE, **known)
