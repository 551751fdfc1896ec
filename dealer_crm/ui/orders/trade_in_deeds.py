"""What is done with claims of 以旧换新 from the page of an order: write, tick, hand in, paid, refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.trade_ins import Program, TradeInDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.order_file import OrderFile
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.ui.orders.repaid_dialog import RepaidDialog
from dealer_crm.ui.orders.trade_in_dialog import ClaimForm, TradeInDialog
from dealer_crm.ui.widgets import MenuItem
from dealer_crm.words.figures import money

if TYPE_CHECKING:
    from dealer_crm.ui.orders.doors import OrderDoors
    from dealer_crm.ui.orders.page import OrderPage


@dataclass(frozen=True)
class ClaimDoors:
    """What the page may call for claims; `attach` asks for a picture of customer, order and claim."""

    claims: TradeIns
    programs: Sequence[Program]
    attach: Callable[[int, int, int], object] | None = None


class TradeInDeeds:
    """Works on the page's own order; each deed is a write of its own that Ctrl+Z takes back."""

    def __init__(self, t: Translator, page: OrderPage, doors: OrderDoors) -> None:
        self._t, self._page, self._doors = t, page, doors
        card = page.sheet.trade_ins
        card.add_button.clicked.connect(self.write)
        card.edit_requested.connect(self.edit)
        card.attach_requested.connect(self.attach)
        card.submit_requested.connect(self.submit)
        card.refuse_requested.connect(self.refuse)
        card.want_back_requested.connect(self.want_back)
        card.repaid_requested.connect(self.repay)
        card.ticked.connect(lambda one, code, there: self._run(lambda claims: claims.tick(one, code, is_there=there)))
        card.paid_requested.connect(lambda one: self._run(lambda claims: claims.paid(one)))
        card.remove_requested.connect(lambda one: self._run(lambda claims: claims.remove(one)))

    def dress(self) -> list[MenuItem]:
        """Show the card, and return what the menu offers."""
        file, doors, card = self._page.file, self._doors.claims, self._page.sheet.trade_ins
        if file is None or doors is None:
            card.hide()
            return []
        card.show_claims(doors.claims.of_order(file.id))
        may = file.state is not OrderState.CANCELLED
        card.add_button.setVisible(may)
        return [MenuItem(self._t("Trade-in…"), self.write, name="order_trade_in")] if may else []

    def write(self) -> None:
        """Begin a claim."""
        file, doors = self._kept(), self._doors.claims
        if file is not None and doors is not None:
            line = max(file.draft.lines, key=lambda line: line.amount)
            draft = doors.claims.proposed(file.id, doors.programs[0].code)
            self._show(file, draft.with_line(line.id, line.serials), doors.claims.add, f"{file.id}")

    def edit(self, claim_id: int) -> None:
        """Change a claim."""
        file, doors = self._kept(), self._doors.claims
        if file is not None and doors is not None:
            row = doors.claims.open(claim_id)
            save = partial(self._save, claim_id, row.version)
            self._show(file, row.draft, save, f"{file.id}-{claim_id}")

    def _save(self, claim_id: int, version: int, draft: TradeInDraft) -> None:
        if self._doors.claims is not None:
            self._doors.claims.claims.edit(claim_id, draft, version)

    def _show(self, file: OrderFile, draft: TradeInDraft, save: Callable[[TradeInDraft], object], key: str) -> None:
        doors = self._doors.claims
        if doors is not None:
            form = ClaimForm(file, doors.programs, draft, self._doors.drafts, key)
            dialog = TradeInDialog(self._t, form, save, self._doors.today, self._page)
            dialog.saved.connect(self._page.reload)
            dialog.open()

    def submit(self, claim_id: int) -> None:
        """Hand a claim in: ask why where evidence is missing, then for its number."""
        doors, t = self._doors.claims, self._t
        if doors is None:
            return
        row, prompts, why = doors.claims.open(claim_id), self._doors.prompts(), ""
        if row.missing:
            lacking = t(", ").join(piece.said(t.language) for piece in row.missing)
            words = t("Missing: {pieces}. Why does the claim go without?").format(pieces=lacking)
            why = prompts.ask_text(t("Hand the claim in"), words) or ""
            if not why.strip():
                return
        number = prompts.ask_text(t("Hand the claim in"), t("Claim number, empty as long as nobody knows it"), row.draft.claim_number)
        if number is not None:
            self._run(lambda claims: claims.submit(claim_id, number, why))

    def refuse(self, claim_id: int) -> None:
        """Say what a refusal does, ask for the reason, then refuse."""
        doors, t = self._doors.claims, self._t
        if doors is None:
            return
        effect = doors.claims.refusal(claim_id)
        words = t("The customer then owes {after} instead of {before}. Why was it refused?")
        asked = words.format(after=money(effect.owed_after), before=money(effect.owed_before))
        if reason := self._doors.prompts().ask_text(t("The claim was refused"), asked):
            self._run(lambda claims: claims.refuse(claim_id, reason))

    def want_back(self, claim_id: int) -> None:
        """Say what it means that the state wants its money back, ask for the reason, then write it down."""
        doors, t = self._doors.claims, self._t
        if doors is None:
            return
        effect = doors.claims.refusal(claim_id)
        words = t("The customer then owes {after} instead of {before}. Why does the state want it back?")
        asked = words.format(after=money(effect.owed_after), before=money(effect.owed_before))
        if reason := self._doors.prompts().ask_text(t("The state wants it back"), asked):
            self._run(lambda claims: claims.want_back(claim_id, reason))

    def repay(self, claim_id: int) -> None:
        """Ask on which day it was paid back."""
        file, doors = self._kept(), self._doors.claims
        if file is not None and doors is not None:
            amount, repaid = doors.claims.open(claim_id).draft.amount, partial(doors.claims.repaid, claim_id)
            dialog = RepaidDialog(self._t, amount, self._doors.today, repaid, self._page)
            dialog.saved.connect(self._page.reload)
            dialog.open()

    def attach(self, claim_id: int) -> None:
        """Add a picture to a claim."""
        file, doors = self._page.file, self._doors.claims
        if file is not None and doors is not None and doors.attach is not None:
            attach = doors.attach
            self._run(lambda _claims: attach(file.customer_id, file.id, claim_id))

    def _run(self, deed: Callable[[TradeIns], object]) -> None:
        """Save what is typed, then write; refusals are told on the page."""
        file, doors = self._kept(), self._doors.claims
        if file is None or doors is None:
            return
        try:
            deed(doors.claims)
        except DomainError as error:
            self._page.sheet.message.show_error(error)
            return
        self._page.reload()

    def _kept(self) -> OrderFile | None:
        """Save what is typed; return the order, None where it could not be saved."""
        return self._page.file if self._page.keep() else None
