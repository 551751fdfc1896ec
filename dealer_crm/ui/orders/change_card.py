"""Changes and returns of an order, beside its lines: what became of each, its paper, and what is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.i18n import Translator
from dealer_crm.services.change_reading import ChangeRow
from dealer_crm.services.return_reading import ReturnRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.side_cards import ListCard
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, Chip, IconButton
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

TONES = {ChangeState.DRAFT: (Tone.WARN, "clock"), ChangeState.SIGNED: (Tone.DONE, "check"), ChangeState.DROPPED: (Tone.NEUTRAL, "x")}


class ChangesCard(ListCard):
    """Each line leads to its paper; one that nobody signed can be changed and signed. Hidden as long as there is none."""

    sign_requested = Signal(int)
    edit_requested = Signal(int)
    attach_requested = Signal(int)
    pictures_requested = Signal(int)
    print_change_requested = Signal(int)
    print_return_requested = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        self.add_button = Button(t("Change order"), icon="plus", name="change_add")
        super().__init__("order_changes", t("Changes and returns"), self.add_button)
        self._t, self._today = t, today
        self.hide()

    def show_rows(self, changes: Sequence[ChangeRow], returns: Sequence[ReturnRow], *, papers: bool) -> None:
        """Show other changes and returns; `papers` can be printed."""
        self.clear()
        for change in changes:
            self._add_change(change, papers=papers)
        for one in returns:
            self._add_return(one, papers=papers)
        self.setVisible(bool(changes or returns))

    def _add_change(self, row: ChangeRow, *, papers: bool) -> None:
        t, deeds = self._t, []
        tone, icon = TONES[row.state]
        if row.state is ChangeState.DRAFT:
            deeds.append(self._deed(row.id, "check", t("The customer signed"), self.sign_requested.emit))
            deeds.append(self._deed(row.id, "pencil", t("Change this change order"), self.edit_requested.emit))
        elif row.state is ChangeState.SIGNED:
            if row.photos:
                count = t.plural("{n} picture", "{n} pictures", row.photos).format(n=row.photos)
                words = t("Show the signed paper: {pictures}").format(pictures=count)
                deeds.append(self._deed(row.id, "image", words, self.pictures_requested.emit))
            deeds.append(self._deed(row.id, "paperclip", t("Add a picture of the signed paper"), self.attach_requested.emit))
        if papers:
            deeds.append(self._deed(row.id, "printer", t("Print the change order"), self.print_change_requested.emit))
        words = f"{short_day(row.asked_on, self._today())} {row.reason}"
        self.add_line((words, signed_money(row.amount)), Chip(label(row.state, t), tone, icon))
        self.add_line((row.number,), None, *deeds)

    def _add_return(self, row: ReturnRow, *, papers: bool) -> None:
        t = self._t
        words = f"{short_day(row.returned_on, self._today())} {row.reason}"
        self.add_line((words, signed_money(row.fee - row.amount)), Chip(label(row.kind, t), Tone.INFO, "undo-2"))
        paper = self._deed(row.id, "printer", t("Print the return slip"), self.print_return_requested.emit)
        paper.setObjectName(f"return_printer_{row.id}")
        self.add_line((row.number,), None, *([paper] if papers else []))

    def _deed(self, one_id: int, icon: str, words: str, run: Callable[[int], object]) -> IconButton:
        button = IconButton(icon, words, name=f"change_{icon}_{one_id}")
        button.clicked.connect(lambda: run(one_id))
        return button


def signed_money(amount: int) -> str:
    """Return an amount with its sign: what becomes more has a plus."""
    return f"+{money(amount)}" if amount > 0 else money(amount)
