"""Keeps what is typed in a dialog until it is saved: one call for any dialog with a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject

from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import DraftPlace, Drafts
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Dialog
from dealer_crm.ui.widgets.form_content import Content, content_of, fill


class KeptDialog(QObject):
    """Made once the dialog shows its record: whatever differs from that later is kept under `place`, and back when it is opened again.

    An accepted dialog has saved; one that is left keeps what was typed and says so the next time.
    """

    def __init__(self, t: Translator, dialog: Dialog, drafts: Drafts, place: DraftPlace) -> None:
        super().__init__(dialog)
        form = dialog.form
        assert form is not None
        self._t, self._dialog, self._form, self._title = t, dialog, form, place.title
        self._fresh = content_of(form)
        self.keeper = DraftKeeper(t, drafts, place.kind, drafts.now, dialog)
        self.keeper.content = self._content
        kept = drafts.load(place.kind, place.key)
        if kept is not None:
            fill(form, kept)
            words = t("This is the draft you left; it is not saved yet.")
            dialog.message.show_message(words, Tone.INFO, action=t("Discard the draft"), run=self._discard)
        self.keeper.begin(place.key, kept)
        form.edited.connect(lambda _name: self.keeper.touch())
        form.left.connect(lambda _name: self.keeper.write())
        dialog.accepted.connect(self._on_saved)
        dialog.installEventFilter(self)

    def _content(self) -> tuple[dict[str, Any], str] | None:
        """Return the fields that were changed: the others show what is true when the dialog is opened again."""
        typed: Content = {name: held for name, held in content_of(self._form).items() if held != self._fresh.get(name)}
        return (typed, self._title) if typed else None

    def _discard(self) -> None:
        fill(self._form, self._fresh)
        self.keeper.forget()
        self._dialog.message.clear()
        self._form.focus_first()

    def _on_saved(self) -> None:
        self.keeper.forget()
        self.keeper.begin("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed when the dialog goes away, whatever takes it away."""
        if event.type() is QEvent.Type.Hide:
            self.keeper.write()
        return super().eventFilter(watched, event)
