"""What the program says of itself: version, licences, where the data lie; and all keys on one card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from dealer_crm import __version__, resources
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, Prompts
from dealer_crm.ui.shell.shortcuts import MENUS, TABLE, Command, Scope, key_words, words_of
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Dialog, Ink, Label, Role

COLUMNS = 3
_UNDERLINED = re.compile(r"\(&.\)|&")
"""What a menu's title has to be reached by Alt and a letter."""


def show_about(t: Translator, prompts: Prompts, data: Path) -> None:
    """Tell version, licence and folders."""
    lines = (
        t("Version {version}, MIT licence. It works offline; nothing leaves this computer.").format(version=__version__),
        t("Your data: {folder}").format(folder=data),
        t("Licences of everything that is bundled: {folder}").format(folder=resources.licenses()),
    )
    prompts.tell(t("Dealer CRM"), "\n".join(lines))


def show_shortcuts(t: Translator, window: MainWindow) -> Dialog:
    """Show every key that somebody answers with its command, by menu, in columns of about the same length."""
    dialog = Dialog(t, t("Keyboard shortcuts"), window, name="shortcuts_dialog", width=895)
    sides, row = _sides(_parts(t, window)), QHBoxLayout()
    row.setSpacing(Space.XL)
    for side in sides:
        row.addLayout(_column(side, t), 1)
    dialog.box.addLayout(row)
    button = dialog.add_button(t("Close"), role=Role.PRIMARY, key="Esc", name="shortcuts_close")
    button.clicked.connect(dialog.reject)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _sides(parts: Mapping[str, list[Command]]) -> list[dict[str, list[Command]]]:
    """Share the parts among the columns, in their order."""
    lines, each = 0, sum(len(part) + 1 for part in parts.values()) / COLUMNS
    sides: list[dict[str, list[Command]]] = [{} for _ in range(COLUMNS)]
    for title, commands in parts.items():
        middle = lines + (len(commands) + 1) / 2
        sides[min(COLUMNS - 1, int(middle / each))][title] = commands
        lines += len(commands) + 1
    return sides


def _column(side: Mapping[str, list[Command]], t: Translator) -> QGridLayout:
    grid, row = QGridLayout(), 0
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for title, commands in side.items():
        grid.addWidget(Label(title, Type.LABEL, tone=Ink.TEXT2), row, 0, 1, 2)
        for command in commands:
            row += 1
            keys = "  ".join(t("Space") if key == "Space" else key_words(key) for key in command.keys)
            grid.addWidget(Label(keys, Type.STRONG, name=f"key_{command.name}"), row, 0)
            grid.addWidget(Label(words_of(command, t), name=f"command_{command.name}"), row, 1)
        grid.setRowMinimumHeight(row + 1, Space.S)
        row += 2
    grid.setRowStretch(row, 1)
    return grid


def _parts(t: Translator, window: MainWindow) -> dict[str, list[Command]]:
    """Return the commands that have a key, by the title of their menu; those of forms and lists have none."""
    menus = {key: _UNDERLINED.sub("", t(text)) for key, text in MENUS}
    parts: dict[str, list[Command]] = {}
    for one in TABLE:
        if one.keys and (one.scope is not Scope.WINDOW or window.commands.exists(one.name)):
            title = menus[one.menu] if one.menu else t("In lists") if one.scope is Scope.LIST else t("In forms")
            parts.setdefault(title, []).append(one)
    last = [title for title in (menus["view"], t("In lists")) if title in parts]
    return {title: parts[title] for title in [*(one for one in parts if one not in last), *last]}
