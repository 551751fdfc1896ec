"""What the program says of itself: version, licences, where the data lie; and all keys on one card."""

from __future__ import annotations

from pathlib import Path

from dealer_crm import __version__, resources
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, Prompts
from dealer_crm.ui.shell.shortcuts import TABLE, words_of
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Dialog, Ink, Label, Role


def show_about(t: Translator, prompts: Prompts, data: Path) -> None:
    """Tell version, licence and folders."""
    lines = (
        t("Version {version}, MIT licence. It works offline; nothing leaves this computer.").format(version=__version__),
        t("Your data: {folder}").format(folder=data),
        t("Licences of everything that is bundled: {folder}").format(folder=resources.licenses()),
    )
    prompts.tell(t("Dealer CRM"), "\n".join(lines))


def show_shortcuts(t: Translator, window: MainWindow) -> Dialog:
    """Show every key with its command."""
    dialog = Dialog(t, t("Keyboard shortcuts"), window, name="shortcuts_dialog")
    for command in TABLE:
        if command.keys:
            keys = " · ".join(command.keys)
            dialog.box.addWidget(Label(f"{keys}    {words_of(command, t)}", Type.BODY, tone=Ink.TEXT, name=f"key_{command.name}"))
    button = dialog.add_button(t("Close"), role=Role.PRIMARY, key="Esc", name="shortcuts_close")
    button.clicked.connect(dialog.reject)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
