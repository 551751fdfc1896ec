"""The chip that says how many forms are unfinished and brings one back with a click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.drafts import KIND_CUSTOMER, KIND_FOLLOW_UP, KIND_ORDER, KIND_QUOTE, DraftRow, Drafts
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.widgets import MenuItem, build_menu
from dealer_crm.ui.widgets.buttons import Button, Role

CALLED = {
    KIND_CUSTOMER: N_("File: {name}"),
    KIND_FOLLOW_UP: N_("Call: {name}"),
    KIND_QUOTE: N_("Quote: {name}"),
    KIND_ORDER: N_("Order: {name}"),
}
"""The kinds of the customer page, with what a line of the menu calls them."""


class DraftsButton(Button):
    """Hidden while nothing of its kinds is unfinished; one draft opens at once, several in a menu."""

    resume_requested = Signal(str, str)

    def __init__(self, t: Translator, drafts: Drafts, called: Mapping[str, str] = CALLED) -> None:
        super().__init__("", role=Role.QUIET, icon="pencil", name="drafts_button")
        self._t, self._drafts, self._called = t, drafts, called
        self._rows: list[DraftRow] = []
        listeners, refresh = drafts.listeners, self.refresh
        listeners.append(refresh)
        self.destroyed.connect(_forgetter(listeners, refresh))
        self.clicked.connect(self._on_clicked)
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        self._rows = [row for row in self._drafts.all() if row.kind in self._called]
        count = len(self._rows)
        self.set_label(self._t.plural("{n} draft", "{n} drafts", count).format(n=count))
        self.setVisible(count > 0)

    def items(self) -> list[MenuItem]:
        """Return one line for each draft."""
        return [
            MenuItem(_line_of(row, self._called[row.kind], self._t), partial(self.resume_requested.emit, row.kind, row.key))
            for row in self._rows
        ]

    def _on_clicked(self) -> None:
        items = self.items()
        if len(items) == 1 and items[0].run:
            items[0].run()
        elif items:
            menu = build_menu(items, "drafts_menu")
            menu.setParent(self, menu.windowFlags())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _line_of(row: DraftRow, called: str, t: Translator) -> str:
    """Return how a menu calls a draft: what it is about and when it was last typed in."""
    day = local_day(row.at)
    return f"{t(called).format(name=row.title or t('No name yet'))}  {short_day(day, day)} {clock_time(row.at)}"


def _forgetter(listeners: list[Callable[[], None]], listener: Callable[[], None]) -> Callable[[], None]:
    """Return what takes the listener out when its button is gone."""

    def forget() -> None:
        if listener in listeners:
            listeners.remove(listener)

    return forget
