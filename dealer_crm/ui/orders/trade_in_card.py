"""Claims of 以旧换新 beside the lines of an order: how each stands, what is there of its evidence, and what is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from dealer_crm.domain.trade_ins import WAITING, TradeInState
from dealer_crm.i18n import Translator
from dealer_crm.services.trade_in_reading import TradeInRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.side_cards import ListCard
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, CheckBox, Chip, IconButton
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

TONES = {
    TradeInState.COLLECTING: (Tone.WARN, "clock"),
    TradeInState.SUBMITTED: (Tone.INFO, "clock"),
    TradeInState.PAID: (Tone.DONE, "check"),
    TradeInState.REFUSED: (Tone.DANGER, "x"),
    TradeInState.TO_REPAY: (Tone.DANGER, "undo-2"),
    TradeInState.REPAID: (Tone.NEUTRAL, "check"),
}


class TradeInCard(ListCard):
    """Evidence is ticked here, picture by picture. Hidden as long as there is no claim."""

    ticked = Signal(int, str, bool)
    edit_requested = Signal(int)
    attach_requested = Signal(int)
    submit_requested = Signal(int)
    paid_requested = Signal(int)
    refuse_requested = Signal(int)
    want_back_requested = Signal(int)
    repaid_requested = Signal(int)
    remove_requested = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        self.add_button = Button(t("Trade-in"), icon="plus", name="trade_in_add")
        super().__init__("order_trade_ins", t("Trade-ins"), self.add_button)
        self._t, self._today = t, today
        self.hide()

    def show_claims(self, rows: Sequence[TradeInRow]) -> None:
        """Show other claims."""
        name = getattr(self.focusWidget(), "objectName", str)()
        self.clear()
        for row in rows:
            self._add(row)
        self.setVisible(bool(rows))
        again = [one for one in self._shown if one.objectName() == name] if name else []
        for box in again:
            box.setFocus()

    def _add(self, row: TradeInRow) -> None:
        tone, icon = TONES[row.state]
        name = row.program.said(self._t.language) or self._t("Trade-in")
        self.add_line((name, money(row.draft.amount)), Chip(label(row.state, self._t), tone, icon))
        self.add_line((self._when(row),), None, *self._deeds(row))
        photos = self._t.plural("{n} picture", "{n} pictures", row.photos).format(n=row.photos) if row.photos else ""
        if about := " · ".join(filter(None, (row.goods, row.draft.claim_number, photos))):
            self.add_words(about)
        if row.state in (TradeInState.COLLECTING, TradeInState.REFUSED):
            for piece in row.pieces:
                self._add_piece(row, piece.code, piece.said(self._t.language), required=piece.required)

    def _when(self, row: TradeInRow) -> str:
        """Say what is due when, of a claim that was paid, or paid back, when it was."""
        t, due = self._t, row.draft.due_on
        if row.state is TradeInState.TO_REPAY and due is not None:
            return t("pay back by {day}").format(day=short_day(due, self._today()))
        if row.repaid_on is not None:
            return t("paid back on {day}").format(day=short_day(row.repaid_on, self._today()))
        if row.paid_on is not None:
            return short_day(row.paid_on, self._today())
        if due is None or row.state is TradeInState.REFUSED:
            return ""
        until = t("by {day}") if row.state is TradeInState.COLLECTING else t("ask on {day}")
        return until.format(day=short_day(due, self._today()))

    def _add_piece(self, row: TradeInRow, code: str, words: str, *, required: bool) -> None:
        box = CheckBox(words if required else self._t("{words} (where asked for)").format(words=words), name=f"evidence_{row.id}_{code}")
        box.setChecked(code in row.draft.evidence)
        box.clicked.connect(lambda: self.ticked.emit(row.id, code, box.isChecked()))
        self._lines.addWidget(box)
        self._shown.append(box)

    def _deeds(self, row: TradeInRow) -> list[IconButton]:
        t, found = self._t, []
        if row.state in (TradeInState.COLLECTING, TradeInState.REFUSED):
            found.append(self._deed(row.id, "file-up", t("Hand the claim in"), self.submit_requested.emit))
        if row.state is TradeInState.SUBMITTED:
            found.append(self._deed(row.id, "check", t("The state paid"), self.paid_requested.emit))
        if row.state is TradeInState.TO_REPAY:
            found.append(self._deed(row.id, "check", t("Paid back to the state"), self.repaid_requested.emit))
        if row.state in WAITING:
            found.append(self._deed(row.id, "x", t("The claim was refused"), self.refuse_requested.emit))
        if row.state is TradeInState.PAID:
            found.append(self._deed(row.id, "undo-2", t("The state wants it back"), self.want_back_requested.emit))
        if row.state in (*WAITING, TradeInState.REFUSED):
            found.append(self._deed(row.id, "pencil", t("Change this claim"), self.edit_requested.emit))
        found.append(self._deed(row.id, "paperclip", t("Add a picture to the claim"), self.attach_requested.emit))
        if row.state is TradeInState.COLLECTING:
            found.append(self._deed(row.id, "trash-2", t("Take this claim out"), self.remove_requested.emit))
        return found

    def _deed(self, claim_id: int, icon: str, words: str, run: Callable[[int], object]) -> IconButton:
        button = IconButton(icon, words, name=f"claim_{icon.split('-')[0]}_{claim_id}")
        button.clicked.connect(lambda: run(claim_id))
        return button
