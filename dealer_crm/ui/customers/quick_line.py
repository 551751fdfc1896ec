"""One line above the timeline: what was said on the phone, without opening the sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.drafts import KIND_FOLLOW_UP, QUICK, Drafts
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.desk.thumbnails import on_clipboard
from dealer_crm.ui.followups.next_step import is_last_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Ink, Label, LineEdit
from dealer_crm.words.errors import sentence

SAVE_KEYS = ("Ctrl+Return", "Ctrl+Enter", "Return", "Enter")


@dataclass(frozen=True)
class QuickDoors:
    """What the line needs."""

    log: Callable[[FollowUpDraft], int]
    drafts: Drafts
    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


class QuickLine(QWidget):
    """Logs a call that reached the customer and keeps his next step; without one the sheet asks for it."""

    more_requested = Signal(str)
    picture_pasted = Signal()
    logged = Signal(int)

    def __init__(self, t: Translator, doors: QuickDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self._file: CustomerFile | None = None
        self._last = ""
        self.setObjectName("quick_line")
        self.field = LineEdit(
            name="quick_words", placeholder=t("A quick note on a call, no form needed…"), icon="pencil", hint="Ctrl+Enter"
        )
        self.field.setAccessibleName(t("Quick note on a call"))
        self._note = Label("", Type.CAPTION, tone=Ink.DANGER, name="quick_note", wrap=True)
        self._note.hide()
        self.keeper = DraftKeeper(t, doors.drafts, KIND_FOLLOW_UP, doors.now, self)
        self.keeper.content = self._content
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.field)
        box.addWidget(self._note)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._on_edited)
        self.setFocusProxy(self.field)

    def show_file(self, file: CustomerFile | None) -> None:
        """Write for this customer from now on; what was typed for another one stays as a draft.

        Two lines may write for one customer: what the other one logged or typed meanwhile is taken over.
        """
        same = file is not None and self._file is not None and file.id == self._file.id
        if not same:
            self.keeper.write()
        self._file = file
        key = f"{QUICK}{file.id}" if file else ""
        content = self._doors.drafts.load(KIND_FOLLOW_UP, key) if key else None
        if not same or self.keeper.overtaken(content):
            self.keeper.begin(key, content)
            self.field.setText(str(content.get("words", "")) if content else "")
            self._say("")

    def _content(self) -> tuple[dict[str, Any], str] | None:
        words = self.field.text().strip()
        return ({"words": words}, name_of(self._file.line)) if words and self._file else None

    def _on_edited(self) -> None:
        self._say("")
        self.keeper.touch()

    def log(self) -> None:
        """Save what is typed, or hand it to the sheet when the next step is open."""
        file, words = self._file, self._expanded()
        if file is None or not words:
            return
        step = next((step for step in file.steps if step.due_on > self._doors.today()), None)
        if step is None:
            self._done()
            self.more_requested.emit(words)
            return
        try:
            self._doors.log(FollowUpDraft(file.id, words=words, keeps_steps=True))
        except DomainError as error:
            self.keeper.write()
            self._say(sentence(error, self._t))
            return
        self._last = words
        self._done()
        self.logged.emit(file.id)

    def _done(self) -> None:
        self.field.setText("")  # clear() could be undone, and Ctrl+Z would bring the words back instead of undoing the log
        self.keeper.forget()

    def _expanded(self) -> str:
        words = self.field.text().strip()
        return self._last if is_last_words(words) else words

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Ctrl+Enter log; a picture pasted here goes to the attachments."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if QKeySequence(event.keyCombination()).toString() in SAVE_KEYS and self.field.text().strip():
            self.log()
            return True
        mime = on_clipboard()
        if event.matches(QKeySequence.StandardKey.Paste) and mime.hasImage() and not mime.hasText():
            self.picture_pasted.emit()
            return True
        return super().eventFilter(watched, event)
