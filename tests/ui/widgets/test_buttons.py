"""Buttons say what they do, and Enter presses none of them by surprise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from dealer_crm.ui.widgets import Button, IconButton, MenuButton, MenuItem, Role, build_menu


def test_enter_in_a_field_presses_no_button(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QVBoxLayout(dialog)
    field, button = QLineEdit(), Button("Delete", role=Role.DANGER, name="delete")
    box.addWidget(field)
    box.addWidget(button)
    dialog.show()
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_key_takes_room_inside_the_button(qtbot: QtBot) -> None:
    button = Button("Caller", icon="phone-incoming", name="caller")
    qtbot.addWidget(button)
    plain = button.sizeHint().width()
    button.set_key("F9")
    assert button.sizeHint().width() > plain
    button.set_wordless(True)
    assert button.sizeHint().width() < plain
    assert button.accessibleName() == "Caller"
    assert "Caller" in button.toolTip()


def test_user_text_is_no_access_key(qtbot: QtBot) -> None:
    button = Button("Müller & Söhne")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Müller & Söhne"


def test_icon_alone_needs_a_name(qtbot: QtBot) -> None:
    button = IconButton("x", "Close", key="Esc")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close"
    assert button.toolTip() == "Close  Esc"
    assert min(button.sizeHint().toTuple()) >= 24
    with pytest.raises(ValueError, match="x"):
        IconButton("x", "")


def test_menu_runs_what_it_names(qtbot: QtBot) -> None:
    ran: list[str] = []
    menu = build_menu([MenuItem("Print", lambda: ran.append("print"), "print", "Ctrl+P"), MenuItem(""), MenuItem("Later")])
    qtbot.addWidget(menu)
    menu.actions()[0].trigger()
    assert ran == ["print"]
    assert menu.actions()[1].isSeparator()
    assert not menu.actions()[2].isEnabled()


def test_menu_button_opens_under_itself(qtbot: QtBot) -> None:
    button = MenuButton("Postpone", [MenuItem("Tomorrow", lambda: None, "tomorrow")], name="postpone")
    qtbot.addWidget(button)
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.findChild(type(build_menu([])), "postpone_menu")
    assert menu is not None
    menu.close()
