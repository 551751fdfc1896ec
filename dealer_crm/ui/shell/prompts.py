"""The only place that opens modal boxes; pages get a `Prompts`, tests a scripted one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.choosing import Choice, RadioCards
from dealer_crm.ui.widgets.dialog import Dialog
from dealer_crm.ui.widgets.forms import FormGrid
from dealer_crm.ui.widgets.inputs import LineEdit
from dealer_crm.ui.widgets.text import Label


class Prompts:
    """Questions that cannot be undone, files and folders. Buttons name what they do."""

    def __init__(self, t: Translator, parent: QWidget | None) -> None:
        self._t, self._parent = t, parent
        self._place = _documents()

    def confirm(self, title: str, text: str, action: str) -> bool:
        """Ask before something that cannot be undone; the safe button has the focus."""
        dialog = self._dialog(title, text, "prompt_confirm")
        dialog.add_button(action, role=Role.DANGER, name="prompt_action").clicked.connect(dialog.accept)
        cancel = self._cancel(dialog)
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(_run(dialog))

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        dialog = self._dialog(title, text, "prompt_tell")
        dialog.add_button(self._t("Close"), role=Role.PRIMARY, key="Enter", name="prompt_close").clicked.connect(dialog.accept)
        dialog.foot.buttons[0].setDefault(True)
        _run(dialog)

    def ask_choice(self, title: str, text: str, options: Sequence[tuple[Any, str]]) -> Any:
        """Ask for one of a few; None when left."""
        dialog = self._dialog(title, text, "prompt_choice")
        cards = RadioCards([Choice(i, label) for i, (_value, label) in enumerate(options)], "prompt_options")
        cards.set_value(0)
        dialog.box.addWidget(cards)
        dialog.add_button(self._t("Choose"), role=Role.PRIMARY, key="Ctrl+Enter", name="prompt_action").clicked.connect(dialog.accept)
        self._cancel(dialog)
        return options[cards.value()][0] if _run(dialog) else None

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        """Ask for one line; None when left."""
        dialog = self._dialog(title, "", "prompt_text")
        dialog.form = FormGrid(self._t, name="prompt_form")
        field = dialog.form.add("text", label, LineEdit(name="prompt_field"))
        field.setText(text)
        dialog.box.addWidget(dialog.form)
        button = dialog.add_button(self._t("Save"), role=Role.PRIMARY, key="Ctrl+Enter", name="prompt_action")
        button.clicked.connect(dialog.accept)
        dialog.form.set_last(button)
        self._cancel(dialog)
        return field.text() if _run(dialog) else None

    def choose_file(self, title: str, filters: str, folder: str = "") -> Path | None:
        """Ask for a file to read."""
        name, _ = QFileDialog.getOpenFileName(self._parent, title, folder or str(self._place), filters)
        return self._chosen(name)

    def save_file(self, title: str, name: str, filters: str) -> Path | None:
        """Ask where to write; an existing file was confirmed."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, str(self._place / name), filters)
        return self._chosen(chosen)

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title)
        return Path(chosen) if chosen else None

    def _chosen(self, name: str) -> Path | None:
        """Begin beside this file the next time; a bare name would begin in the program's own folder."""
        if not name:
            return None
        self._place = Path(name).parent
        return Path(name)

    def _dialog(self, title: str, text: str, name: str) -> Dialog:
        dialog = Dialog(self._t, self._t("Dealer CRM"), self._parent, name=name, width=440)
        dialog.box.addWidget(Label(title, Type.SECTION, name="prompt_title", wrap=True))
        if text:
            dialog.box.addWidget(Label(text, name="prompt_words", wrap=True))
        return dialog

    def _cancel(self, dialog: Dialog) -> Button:
        button = dialog.add_button(self._t("Cancel"), key="Esc", name="prompt_cancel")
        button.clicked.connect(dialog.reject)
        return button


def _documents() -> Path:
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def _run(dialog: Dialog) -> int:
    answer = dialog.exec()
    dialog.deleteLater()
    return answer
