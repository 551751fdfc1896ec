"""What was typed and not saved is offered on the page of the day, and leads back to where it was typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_staff import hand_on
from dealer_crm.app.unsaved import CALLED_ALL, take_up
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.services import drafts
from dealer_crm.ui.orders.payment_dialog import PaymentDialog
from dealer_crm.ui.staff.slip_dialogs import SlipDialog
from tests.app.windows import running


def test_every_kind_of_draft_has_a_name_in_the_menu() -> None:
    assert {kind for name, kind in vars(drafts).items() if name.startswith("KIND_")} == set(CALLED_ALL)


def test_money_half_typed_is_taken_up_at_its_order(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        customer = run.opened.customers.create(CustomerDraft(name="Wang"))
        order = run.opened.orders.create(OrderDraft(customer, (LineDraft(name="Boiler", quantity=1000, price=10_000),)))
        run.opened.orders.confirm(order)
        run.opened.drafts.save(drafts.KIND_PAYMENT, str(order), {"amount": ["55"], "note": ["half"]}, "DD1")
        take_up(run.wiring.rooms, drafts.KIND_PAYMENT, str(order))
        dialog = run.window.findChild(PaymentDialog)
        assert dialog is not None
        assert (dialog.amount.text(), dialog.note.text()) == ("55", "half")
        dialog.reject()


def test_a_slip_half_typed_is_taken_up_for_its_customer(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        customer = run.opened.customers.create(CustomerDraft(name="Wang"))
        hand_on(run.wiring.rooms, customer)
        typed = run.window.findChild(SlipDialog)
        assert typed is not None
        typed.promised.set_text("two years of cleaning")
        typed.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        kept = run.opened.drafts.all()[0]
        take_up(run.wiring.rooms, kept.kind, kept.key)
        again = run.window.findChild(SlipDialog)
        assert again is not None
        assert (kept.title, again.promised.text()) == ("Wang", "two years of cleaning")
        again.reject()
