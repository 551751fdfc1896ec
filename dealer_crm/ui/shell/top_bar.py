"""Search field and the commands one needs from everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.commands import Commands
from dealer_crm.ui.shell.shortcuts import command, shown
from dealer_crm.ui.theme import Space, control_height
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.inputs import SearchField
from dealer_crm.ui.widgets.text import set_tip

BUTTONS = ("caller", "new_customer", "log_followup", "paste_customer")
SEARCH_WIDE, SEARCH_NARROW, SEARCH_LEAST, AROUND = 372, 220, 120, 6


class TopBar(QWidget):
    """Buttons stand here only while their command exists."""

    def __init__(self, t: Translator, commands: Commands) -> None:
        super().__init__()
        self._t, self._commands = t, commands
        self._search_width = SEARCH_WIDE
        self.setObjectName("top_bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search = SearchField(name="search_field", hint=shown("search"))
        self.search.setAccessibleName(t("Search and commands"))
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(Space.M, AROUND, Space.M, AROUND)
        self._box.setSpacing(Space.S)
        self._box.addWidget(self.search)
        self._box.addSpacing(Space.XS)
        self.buttons: dict[str, Button] = {}
        for name in BUTTONS:
            self._add(name)
        self._box.addStretch(1)
        self._add("undo")
        commands.changed.connect(self.refresh)
        self.set_narrow(False)
        self.refresh()

    def _add(self, name: str) -> None:
        entry = command(name)
        key = "" if name == "paste_customer" else shown(name)
        button = Button(self._t(entry.text), icon=entry.icon, key=key, name=f"button_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where the work is: Undo turns grey under it
        button.clicked.connect(lambda: self._commands.run(name))
        self.buttons[name] = button
        self._box.addWidget(button)

    def refresh(self) -> None:
        """Show what exists; undo is grey when there is nothing to undo."""
        for name, button in self.buttons.items():
            button.setVisible(self._commands.exists(name))
        self.buttons["undo"].setEnabled(self._commands.action("undo").isEnabled())
        self._fit()

    def set_undo_tip(self, sentence: str) -> None:
        """Say in the tooltip what the button would undo."""
        set_tip(self.buttons["undo"], sentence)

    def set_log_look(self, *, filled: bool, sheet_open: bool) -> None:
        """Fill the log button, or show that its sheet is open."""
        button = self.buttons["log_followup"]
        button.set_role(Role.PRIMARY if filled and not sheet_open else Role.PLAIN)
        button.set_pressed_look(sheet_open)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Give the search field its width."""
        self._search_width = SEARCH_NARROW if narrow else SEARCH_WIDE
        wide = self._t("Name, phone, estate, serial, pinyin")
        self.search.setPlaceholderText(self._t("Search") if narrow else wide)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop keys, then words, where the room ends."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown_buttons = {name: button for name, button in self.buttons.items() if not button.isHidden()}
        room = 0
        for keys, words in ((True, True), (False, True), (False, False)):
            for name, button in shown_buttons.items():
                button.set_key(shown(name) if keys and name != "paste_customer" else "")
                button.set_wordless(not words and name != "log_followup")
            wanted = sum(button.sizeHint().width() + Space.S for button in shown_buttons.values())
            room = self.width() - 2 * Space.M - Space.L - wanted
            if self._search_width <= room:
                break
        self.search.setFixedWidth(max(SEARCH_LEAST, min(self._search_width, room)))
        self.setFixedHeight(control_height() + 2 * AROUND)
