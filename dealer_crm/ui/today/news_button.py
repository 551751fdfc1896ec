"""The quiet line of the morning that says how many customers came into another class, and leads to who and why."""

from __future__ import annotations

from collections.abc import Callable

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.buttons import Button, Role


class NewsButton(Button):
    """Hidden while there is no news; asked beside the window."""

    def __init__(self, t: Translator, count: Callable[[], int]) -> None:
        super().__init__("", role=Role.QUIET, icon="tags", name="class_news_button")
        self._t, self._count = t, count
        self._asked = Asked(self)
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        self._asked.ask(self._count, self._show)

    def _show(self, count: int) -> None:
        words = self._t.plural("{n} customer changed class", "{n} customers changed class", count)
        self.set_label(words.format(n=count))
        self.setVisible(count > 0)
