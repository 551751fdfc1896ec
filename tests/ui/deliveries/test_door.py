"""Around the door by keys and clicks: scanning, signing in whole and in part, completing the note, agreeing to the slot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryLineDraft, DeliveryState
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.orders import LineDraft, PayWay
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.drafts import KIND_SIGN_GOODS
from dealer_crm.ui.deliveries.agree_dialog import AgreeDialog
from dealer_crm.ui.deliveries.complete_dialog import CompleteDialog
from dealer_crm.ui.deliveries.handover_dialog import HandOverDialog
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.deliveries.scan_dialog import ScanDialog
from dealer_crm.ui.deliveries.sign_dialog import SignDialog
from dealer_crm.ui.widgets import Button, Dialog, ElidedLabel, IconButton, Label
from dealer_crm.ui.widgets.signature_dialog import SignatureDialog
from tests.ui.checks import clipped, focused, nameless
from tests.ui.deliveries.conftest import Pages
from tests.ui.deliveries.yard import NOW, Yard
from tests.ui.finding import find
from tests.ui.scripted import ScriptedPrompts

KEYS, CONTROL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
PIPE = LineDraft(name="铜管", unit="米", quantity=20_000, price=68_00)
Shown = TypeVar("Shown", bound=Dialog)


def shown(page: DeliveriesPage, qtbot: QtBot, kind: type[Shown]) -> Shown:
    """Return the dialog of that kind once it is in front."""
    dialog = find(page.window(), kind)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def opened(page: DeliveriesPage, delivery_id: int = 1) -> DeliveryFile:
    """Open a delivery."""
    page.open_record(delivery_id)
    assert page.pane.file is not None
    return page.pane.file


def type_in(qtbot: QtBot, text: str) -> None:
    """Scan: the letters and Enter, where the focus is."""
    qtbot.keyClicks(focused(), text)
    qtbot.keyClick(focused(), KEYS.Key_Return)


def save(qtbot: QtBot, dialog: Dialog) -> None:
    """Press Ctrl+Enter."""
    qtbot.keyClick(dialog, KEYS.Key_Return, CONTROL)


def draw(dialog: SignatureDialog) -> None:
    """Sign with the mouse."""
    QTest.mousePress(dialog.pad, LEFT, pos=QPoint(60, 60))
    for at in (QPoint(180, 120), QPoint(300, 50)):
        QTest.mouseMove(dialog.pad, at)
    QTest.mouseRelease(dialog.pad, LEFT, pos=QPoint(300, 50))


# scanning


def test_scans_by_keys_only_and_one_undo_takes_them_back(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    opened(page)
    page.commands()["scan_goods"]()
    dialog = shown(page, qtbot, ScanDialog)
    assert focused() is dialog.field
    for text in ("KFR-35GW", "S-1", "(21)S-2", "S-3"):
        type_in(qtbot, text)
    assert "every machine has its number" in dialog.said.text()
    qtbot.keyClick(focused(), KEYS.Key_Z, CONTROL)
    state = find(dialog, Label, f"scan_state_{next(iter(dialog.lines))}")
    assert state.text() == "1 of 2 counted · 1 of 2 numbers · S-1"
    type_in(qtbot, "s-1")
    assert "scanned twice" in dialog.said.text()
    assert yard.deliveries.open(1).lines[0].serials == ()
    type_in(qtbot, "S-9")
    save(qtbot, dialog)
    assert yard.deliveries.open(1).lines[0].serials == ("S-1", "S-9")
    yard.history.undo()
    assert yard.deliveries.open(1).lines[0].serials == ()


def test_a_column_is_pasted_and_stops_at_what_is_refused(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    other = yard.order("王芳")
    yard.deliveries.plan(other, DeliveryDraft(lines=(DeliveryLineDraft(2, 1000, ("T-1",)),)))
    opened(page)
    page.commands()["scan_goods"]()
    dialog = shown(page, qtbot, ScanDialog)
    QGuiApplication.clipboard().setText("A-1\r\n\nT-1\nA-2")
    qtbot.keyClick(dialog.field, KEYS.Key_V, CONTROL)
    assert dialog.field.text() == "T-1"
    assert "belongs to SH20261122002 王芳" in dialog.said.text()
    dialog.field.clear()
    save(qtbot, dialog)
    assert yard.deliveries.open(1).lines[0].serials == ("A-1",)


@pytest.mark.parametrize("text", ["A" * 5000, "\x07\x1b[31m", "<b>x</b>" * 20])
def test_a_scanner_gone_wild_does_no_harm(page: DeliveriesPage, qtbot: QtBot, text: str) -> None:
    opened(page)
    page.deeds.door.scan()
    dialog = shown(page, qtbot, ScanDialog)
    before = dict(dialog.lines)
    dialog.scan(text[:1] if text.startswith("\x07") else text)
    assert dialog.lines == before
    assert "Nobody can read" in dialog.said.text()
    assert not dialog.undo_button.isEnabled()
    dialog.reject()


# signing


def test_everything_is_signed_for_on_the_pad_with_the_money(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    opened(page)
    page.commands()["sign_goods"]()
    dialog = shown(page, qtbot, SignDialog)
    QTest.mouseClick(dialog.signature.button, LEFT)
    pad = shown(page, qtbot, SignatureDialog)
    draw(pad)
    qtbot.keyClick(pad.pad, KEYS.Key_Return)
    dialog = shown(page, qtbot, SignDialog)
    assert dialog.ways is not None
    dialog.ways.set_value(PayWay.CASH)
    save(qtbot, dialog)
    file = yard.deliveries.open(1)
    assert (file.state, file.signed_by) == (DeliveryState.SIGNED, "陈静")
    assert [row.name for row in yard.signatures.of(Signed(delivery_id=1))] == ["陈静"]
    assert page.pane.side.picture.is_signed()
    page.pane.show_stop("closing")
    assert page.pane.side.picture.isVisible()
    assert yard.told == [("collect", file.number, PayWay.CASH, 6560_00)]


def test_less_is_taken_with_a_reason_and_the_rest_is_planned_at_once(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    row = opened(page).lines[0]
    page.deeds.door.sign()
    dialog = shown(page, qtbot, SignDialog)
    assert not dialog.reason.isEnabled()
    QTest.mouseClick(find(dialog, IconButton, f"sign_amount_{row.id}_less"), LEFT)
    save(qtbot, dialog)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.reason, "one box dented")
    save(qtbot, dialog)
    file = yard.deliveries.open(1)
    assert (file.state, file.refusal, file.lines[0].quantity) == (DeliveryState.PARTLY, "one box dented", 1000)
    assert "stayed behind" in page.pane.message.text()
    QTest.mouseClick(find(page.pane.message, Button), LEFT)
    assert page.pane.delivery_id() == 2
    assert yard.deliveries.open(2).lines[0].quantity == 1000


def test_whose_number_stays_behind_is_said_at_the_door(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    yard.deliveries.set_serials(yard.deliveries.open(1).lines[0].id, ["S1", "S2"])
    row = opened(page).lines[0]
    page.deeds.door.sign()
    dialog = shown(page, qtbot, SignDialog)
    assert not dialog.stays[row.id].isVisible()
    QTest.mouseClick(dialog.amounts[row.id].less, LEFT)
    dialog.reason.setText("one box dented")
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.stays[row.id].isVisible()
    dialog.stays[row.id].set_values(["S1"])
    save(qtbot, dialog)
    assert yard.deliveries.open(1).lines[0].serials == ("S2",)
    assert page.pane.goods.counts() == (1, 1)


def test_nothing_taken_is_a_refusal(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    row = opened(page).lines[0]
    page.deeds.door.sign()
    dialog = shown(page, qtbot, SignDialog)
    for _ in range(3):
        QTest.mouseClick(dialog.amounts[row.id].less, LEFT)
    dialog.reason.setText("wrong colour")
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert "Nothing of" in dialog.message.text()
    assert yard.deliveries.open(1).state is DeliveryState.DRAFT
    dialog.reject()


def test_parts_that_were_signed_stand_ticked_at_the_hand_over(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    file = opened(page)
    yard.deliveries.sign(1, "陈静", {file.lines[0].id: 1000}, "later")
    rest = yard.deliveries.plan(1, DeliveryDraft(planned_on=NOW.date()))
    opened(page, rest)
    page.deeds.finish_with_open_items()
    dialog = shown(page, qtbot, HandOverDialog)
    assert dialog.parts is not None
    assert dialog.parts.values() == [1]
    dialog.reason.setText("in use")
    QTest.mouseClick(dialog.signature.button, LEFT)
    pad = shown(page, qtbot, SignatureDialog)
    draw(pad)
    qtbot.keyClick(pad.pad, KEYS.Key_Return)
    save(qtbot, shown(page, qtbot, HandOverDialog))
    assert yard.deliveries.open(1).handed_with == yard.deliveries.open(rest).number
    assert len(yard.signatures.of(Signed(delivery_id=rest))) == 1
    opened(page, 1)
    assert "Handed over with SH20261122002" in find(page, Label, "handed_over").text()


def test_money_is_received_at_the_door(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    page.pane.side.money.ways.set_value(PayWay.CASH)
    qtbot.mouseClick(page.pane.side.money.collect_button, Qt.MouseButton.LeftButton)
    assert yard.told == [("collect", "SH20261122001", PayWay.CASH, 6560_00)]


def test_a_refusal_keeps_its_reason(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    page.window().prompts = ScriptedPrompts(["", "外箱破损"])  # type: ignore[attr-defined]
    page.deeds.refuse()
    assert yard.deliveries.open(1).state is DeliveryState.DRAFT
    assert page.pane.message.text()
    page.deeds.refuse()
    assert yard.deliveries.open(1).refusal == "外箱破损"


# the note, the slot


@pytest.mark.parametrize("deed", ["print_now", "print_preview"])
def test_a_note_that_says_too_little_is_never_printed_silently(page: DeliveriesPage, yard: Yard, qtbot: QtBot, deed: str) -> None:
    delivery = yard.deliveries.plan(yard.order("王芳", PIPE))
    row = opened(page, delivery).lines[0]
    page.commands()[deed]()
    assert yard.told == []
    dialog = shown(page, qtbot, CompleteDialog)
    save(qtbot, dialog)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.fields[row.id, "model"], "TP2")
    qtbot.keyClicks(dialog.fields[row.id, "spec"], "9.52x0.8")
    save(qtbot, dialog)
    assert len(yard.told) == 1
    assert (yard.deliveries.open(delivery).lines[0].model, yard.deliveries.open(delivery).lacking) == ("TP2", ())


def test_it_may_go_out_as_it_is_when_somebody_says_so(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    delivery = yard.deliveries.plan(yard.order("王芳", PIPE))
    opened(page, delivery)
    page.deeds.send()
    dialog = shown(page, qtbot, CompleteDialog)
    assert "623" in find(dialog, Label, "complete_law").text()
    QTest.mouseClick(find(dialog, Button, "complete_as_it_is"), LEFT)
    assert yard.deliveries.open(delivery).state is DeliveryState.SENT


def test_the_slot_is_agreed_by_his_own_channel_and_he_is_called(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    opened(page)
    page.deeds.door.agree()
    dialog = shown(page, qtbot, AgreeDialog)
    dialog.channel.set_value(PreferredChannel.WECHAT)
    save(qtbot, dialog)
    page.deeds.door.called()
    file = yard.deliveries.open(1)
    assert (file.agreed_by, file.agreed_at, file.called_at) == (PreferredChannel.WECHAT, NOW, NOW)
    said = find(page, ElidedLabel, "delivery_facts").text()
    assert "time agreed by WeChat" in said
    assert "called ahead" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dialogs_fit_the_smallest_window(pages: Pages, yard: Yard, qtbot: QtBot, language: str) -> None:
    yard.deliveries.plan(yard.order("王芳", PIPE))
    page = pages((911, 440), language)
    opened(page, 2)
    door = page.deeds.door
    dialogs: tuple[tuple[Callable[[], None], type[Dialog]], ...] = (
        (door.scan, ScanDialog),
        (door.sign, SignDialog),
        (door.agree, AgreeDialog),
        (door.complete, CompleteDialog),
    )
    for show, kind in dialogs:
        show()
        dialog = shown(page, qtbot, kind)
        assert dialog.height() <= 440
        qtbot.waitUntil(lambda dialog=dialog: not clipped(dialog))  # type: ignore[misc]
        assert nameless(dialog) == []
        dialog.reject()


def test_what_was_typed_at_the_door_is_kept_until_it_is_signed(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    row = opened(page).lines[0]
    page.deeds.door.sign()
    dialog = shown(page, qtbot, SignDialog)
    QTest.mouseClick(find(dialog, IconButton, f"sign_amount_{row.id}_less"), LEFT)
    qtbot.keyClicks(dialog.reason, "one box dented")
    dialog.reject()
    assert [(kept.kind, kept.key) for kept in yard.drafts.all()] == [(KIND_SIGN_GOODS, "1")]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.deeds.door.sign()
    dialog = shown(page, qtbot, SignDialog)
    assert (dialog.taken()[row.id], dialog.reason.text(), dialog.reason.isEnabled()) == (1000, "one box dented", True)
    save(qtbot, dialog)
    assert yard.deliveries.open(1).refusal == "one box dented"
    assert yard.drafts.all() == []


@pytest.mark.parametrize("deed", ["sign", "hand over"])
def test_a_paper_that_was_signed_is_photographed(pages: Pages, yard: Yard, qtbot: QtBot, tmp_path: Path, deed: str) -> None:
    photo = tmp_path / "签收单 & 1.jpg"
    photo.write_bytes(b"\xff\xd8\xff a photo")
    page = pages()
    page.window().prompts = ScriptedPrompts([None, tmp_path, photo])  # type: ignore[attr-defined]
    opened(page)
    (page.deeds.door.sign if deed == "sign" else page.deeds.finish_with_open_items)()
    dialog = shown(page, qtbot, Dialog)
    assert isinstance(dialog, SignDialog | HandOverDialog)
    said = find(dialog, ElidedLabel, "sign_signature_said" if deed == "sign" else "handover_signature_said")
    for wanted in ("", "", "Signed on paper: 签收单 & 1.jpg"):
        dialog.signature.ask()
        QTest.mouseClick(find(shown(page, qtbot, SignatureDialog), Button, "signature_paper"), LEFT)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert said.text() == wanted
    assert yard.kept.at(Belongs(delivery_id=1)) == []
    if isinstance(dialog, HandOverDialog):
        dialog.reason.setText("先用")
    save(qtbot, shown(page, qtbot, type(dialog)))
    (kept,) = yard.kept.at(Belongs(delivery_id=1))
    assert (kept.name, kept.kind, yard.deliveries.open(1).signed_by) == (photo.name, AttachmentKind.FORM, "陈静")
    assert yard.signatures.of(Signed(delivery_id=1)) == ()
    yard.history.undo()
    assert (yard.kept.at(Belongs(delivery_id=1)), yard.deliveries.open(1).signed_at) == ([], None)
