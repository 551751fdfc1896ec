"""What the program says of itself: version, licences, where the data lie; and all keys on one card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout

from dealer_crm import __version__, resources
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, Prompts
from dealer_crm.ui.shell.shortcuts import TABLE, Scope, words_of
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Dialog, Label, Role


def show_about(t: Translator, prompts: Prompts, data: Path) -> None:
    """Tell version, licence and folders."""
    lines = (
        t("Version {version}, MIT licence. It works offline; nothing leaves this computer.").format(version=__version__),
        t("Your data: {folder}").format(folder=data),
        t("Licences of everything that is bundled: {folder}").format(folder=resources.licenses()),
    )
    prompts.tell(t("Dealer CRM"), "\n".join(lines))


def show_shortcuts(t: Translator, window: MainWindow) -> Dialog:
    """Show every key that somebody answers with its command, in two columns."""
    dialog = Dialog(t, t("Keyboard shortcuts"), window, name="shortcuts_dialog", width=760)
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    commands = [one for one in TABLE if one.keys and (one.scope is not Scope.WINDOW or window.commands.exists(one.name))]
    half = (len(commands) + 1) // 2
    for place, command in enumerate(commands):
        row, column = place % half, 2 * (place // half)
        keys = "  ".join(key.replace("Return", "Enter") for key in command.keys)
        grid.addWidget(Label(keys, Type.STRONG, name=f"key_{command.name}"), row, column)
        grid.addWidget(Label(words_of(command, t), name=f"command_{command.name}"), row, column + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    dialog.box.addLayout(grid)
    button = dialog.add_button(t("Close"), role=Role.PRIMARY, key="Esc", name="shortcuts_close")
    button.clicked.connect(dialog.reject)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
