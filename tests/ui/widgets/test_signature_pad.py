"""Somebody signs by mouse, finger or pen; a dot is no signature, and what comes out is always the same kind of picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QImage, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.signatures import SIZE
from dealer_crm.i18n import translator
from dealer_crm.services.signature_pictures import checked_picture
from dealer_crm.ui.widgets import Button
from dealer_crm.ui.widgets.signature_dialog import SignatureDialog
from dealer_crm.ui.widgets.signature_pad import SignaturePad
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.finding import find

LEFT = Qt.MouseButton.LeftButton
LINE = (QPoint(60, 60), QPoint(180, 120), QPoint(300, 50))


def sign(pad: SignaturePad) -> None:
    """Draw a line with the mouse."""
    QTest.mousePress(pad, LEFT, pos=LINE[0])
    for at in LINE[1:]:
        QTest.mouseMove(pad, at)
    QTest.mouseRelease(pad, LEFT, pos=LINE[-1])


@pytest.fixture
def dialog(qtbot: QtBot) -> SignatureDialog:
    """Return the dialog in front."""
    found = SignatureDialog(translator("en"), "陈静", SignRole.CUSTOMER, None, paper=True)
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_mouse_enter(dialog: SignatureDialog, qtbot: QtBot) -> None:
    assert focused() is dialog.pad
    sign(dialog.pad)
    with qtbot.waitSignal(dialog.signed) as told:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    name, picture = told.args or ("", b"")
    assert name == "陈静"
    assert checked_picture(picture) == picture
    image = QImage.fromData(picture)
    assert (image.width(), image.height(), image.pixelColor(0, 0).alpha()) == (*SIZE, 0)
    sheet = dialog.pad.sheet()
    inked = [(QPointF(at) - sheet.topLeft()) * SIZE[0] / sheet.width() for at in (QPoint(120, 90), QPoint(240, 85))]
    assert all(image.pixelColor(at.toPoint()).alpha() > 0 for at in inked)


def test_nothing_and_a_dot_are_refused(dialog: SignatureDialog, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert "Nothing is drawn" in dialog.message.text()
        QTest.mouseClick(dialog.pad, LEFT, pos=QPoint(90, 90))
    assert dialog.pad.picture() == b""
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_last_stroke_and_all_of_it_go_away(dialog: SignatureDialog, qtbot: QtBot) -> None:
    sign(dialog.pad)
    first = dialog.pad.picture()
    sign(dialog.pad)
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.pad.picture() == first
    QTest.mouseClick(dialog.clear_button, LEFT)
    assert dialog.pad.is_empty()
    assert not dialog.undo_button.isEnabled()


def test_a_finger_draws_one_line(dialog: SignatureDialog) -> None:
    pad, states = dialog.pad, QEventPoint.State
    for kind, state, at in (
        (QEvent.Type.TouchBegin, states.Pressed, LINE[0]),
        (QEvent.Type.TouchUpdate, states.Updated, LINE[1]),
        (QEvent.Type.TouchUpdate, states.Updated, LINE[2]),
        (QEvent.Type.TouchEnd, states.Released, LINE[2]),
    ):
        points = [QEventPoint(1, state, QPointF(at), QPointF(pad.mapToGlobal(at)))]
        device = QPointingDevice.primaryPointingDevice()
        QApplication.sendEvent(pad, QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, points))
    assert pad.is_signed()
    assert len(pad.strokes) == 1


def test_a_pen_draws_thicker_where_it_is_pressed(dialog: SignatureDialog) -> None:
    pad = dialog.pad
    for kind, at, pressure in (
        (QEvent.Type.TabletPress, LINE[0], 0.1),
        (QEvent.Type.TabletMove, LINE[1], 0.1),
        (QEvent.Type.TabletMove, LINE[2], 1.0),
        (QEvent.Type.TabletRelease, LINE[2], 0.0),
    ):
        place = QPointF(at)
        event = QTabletEvent(
            kind,
            QPointingDevice.primaryPointingDevice(),
            place,
            QPointF(pad.mapToGlobal(at)),
            pressure,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            LEFT,
            LEFT,
        )
        QApplication.sendEvent(pad, event)
    widths = pad.strokes[0].widths
    assert pad.is_signed()
    assert widths[2] > widths[1]


def test_a_signed_paper_is_photographed_instead(dialog: SignatureDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.paper_requested):
        QTest.mouseClick(find(dialog, Button, "signature_paper"), LEFT)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_smallest_window(qtbot: QtBot, language: str) -> None:
    dialog = SignatureDialog(translator(language), "陈静", SignRole.CUSTOMER, None, paper=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not clipped(dialog))
    assert dialog.height() <= 440
    assert (nameless(dialog), low_contrast(dialog)) == ([], [])
