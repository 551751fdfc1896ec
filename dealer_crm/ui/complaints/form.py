"""The form that takes a complaint while the customer speaks; the deadlines stand below it at once, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaints import ComplaintCustomerMissing, ComplaintDraft, Severity, safety_word
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.silent_complaints import Sign
from dealer_crm.i18n import Translator
from dealer_crm.services.draft_content import on_top, plain, restored
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.form_fields import ComplaintFields, only_machine
from dealer_crm.ui.complaints.phrases import one_line, sign_words
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.desk.second_save import save_both
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, HLine, Ink, InlineMessage, Label, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.moments import moment

TITLE_CHARS = 16


class ComplaintForm(Card):
    """Registers a complaint, or changes what was registered. `closed` carries the complaint, 0 when there is none."""

    saved = Signal(int)
    closed = Signal(int)

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("complaint_form_card", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._complaint_id = self._version = 0
        self._fresh = ComplaintDraft()
        self._sign: Sign | None = None
        self.fields = ComplaintFields(t, doors, chooser)
        self.message = InlineMessage(t, name="complaint_form_message")
        self.keeper = DraftKeeper(t, doors.drafts, KIND_COMPLAINT, doors.now, self)
        self.keeper.content = self._content
        self._title = ElidedLabel("", Type.TITLE, name="complaint_form_title")
        self._kept = Label("", Type.CAPTION, tone=Ink.TEXT2, name="complaint_form_kept")
        self.clock = Label("", Type.STRONG, name="complaint_clock", wrap=True)
        self.save_button = Button(t("Take it down"), role=Role.PRIMARY, icon="check", key="F8", name="complaint_save")
        self.later_button = Button(t("Later"), key="Esc", name="complaint_later")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._kept)
        body = ScrollBody("complaint_form_body", margin=Space.L)
        body.box.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.box.addWidget(self.message)
        body.box.addWidget(self.fields)
        body.box.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.M)
        foot.addWidget(self.save_button)
        foot.addWidget(self.clock, 1)
        foot.addWidget(self.later_button)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addWidget(body, 1)
        self.box.addWidget(HLine())
        self.box.addLayout(foot)

    def _listen(self) -> None:
        self.keeper.told.connect(self._kept.setText)
        self.fields.edited.connect(lambda _name: self.keeper.touch())
        self.fields.left.connect(self.keeper.write)
        self.fields.severity_changed.connect(self._show_clock)
        self.fields.grid.submitted.connect(self.save)
        self.fields.grid.set_last(self.save_button)
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self.leave)
        keys = {"F8": self.save, "Ctrl+S": self.save, "Ctrl+Return": self.save, "Ctrl+Enter": self.save, "F7": self.fields.start_who}
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # opening

    def new(self, customer_id: int = 0, words: str = "", phone: str = "") -> None:
        """Start an empty one, for a customer who is known already; his words, or the number of who is not, may come from a caller card."""
        fresh = ComplaintDraft(customer_id, equipment_id=only_machine(self._doors, customer_id))
        if phone and not customer_id:
            fresh = replace(fresh, nobody=True, reporter_phone=phone)
        self._open(fresh, heard(replace(fresh, words=words)), self._doors.drafts.free_key(KIND_COMPLAINT))

    def propose(self, sign: Sign) -> None:
        """Start one from a sign that somebody is not content and has not said so."""
        draft = heard(replace(sign.draft(), equipment_id=only_machine(self._doors, sign.customer_id)))
        self._open(draft, draft, self._doors.drafts.free_key(KIND_COMPLAINT))
        self._sign = sign
        self.message.show_message(sign_words(sign, self._t), Tone.INFO, action=self._t("It is no complaint"), run=self._put_aside)

    def _put_aside(self) -> None:
        try:
            if self._sign is not None:
                self._doors.register.put_aside(self._sign)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.keeper.forget()
        self.closed.emit(0)

    def edit(self, complaint_id: int) -> None:
        """Open what was registered, with the draft that was left of it. Raises ComplaintNotFound."""
        file = self._doors.reads.open(complaint_id)
        content = self._doors.drafts.load(KIND_COMPLAINT, str(complaint_id))
        draft, base = (restored(ComplaintDraft, content.get(part)) if content else None for part in ("draft", "base"))
        draft = on_top(file.draft, base, draft) if draft and base else draft
        self._complaint_id, self._version = file.id, file.version
        self._open(file.draft, draft or file.draft, str(complaint_id), content)

    def resume(self, key: str) -> None:
        """Open a draft again. Raises ComplaintNotFound when its complaint is gone."""
        content = self._doors.drafts.load(KIND_COMPLAINT, key)
        if key.isdecimal():
            self.edit(int(key))
        elif content is not None:
            draft = restored(ComplaintDraft, content.get("draft")) or ComplaintDraft()
            row = self._doors.reads.customer(draft.customer_id) if draft.customer_id else None
            if draft.customer_id and (row is None or row.number != content.get("who")):  # after a restore ids mean other records
                draft = replace(draft, customer_id=0, order_id=None, equipment_id=None, picture_ids=())
            self._open(ComplaintDraft(), draft, key, content)

    def _open(self, fresh: ComplaintDraft, draft: ComplaintDraft, key: str, written: dict[str, Any] | None = None) -> None:
        if not key.isdecimal():
            self._complaint_id = self._version = 0
        self._sign = None
        self.keeper.begin("")
        self.fields.show_draft(fresh)
        self._fresh = self.fields.draft()
        self.fields.show_draft(draft)
        self.keeper.begin(key, written)
        self.message.clear()
        new = not self._complaint_id
        self._title.setText(self._t("New complaint") if new else self._t("Edit what was taken down"))
        self.save_button.set_label(self._t("Take it down") if new else self._t("Save"))
        if written is not None:
            words = self._t("This is the draft you left; it is not saved yet.")
            self.message.show_message(words, Tone.INFO, action=self._t("Discard the draft"), run=self.discard)
        self.fields.focus_start()

    def discard(self) -> None:
        """Throw the draft away and show what is saved."""
        self.keeper.forget()
        self.fields.show_draft(self._fresh)
        self.message.clear()
        self.fields.focus_start()

    def _show_clock(self, severity: Severity) -> None:
        self.clock.setText(clock_words(self._doors.reads.clock(severity), self._doors, self._t))

    # keeping and saving

    def complaint_id(self) -> int:
        """Return the complaint being changed, 0 for a new one."""
        return self._complaint_id

    def _content(self) -> tuple[dict[str, Any], str] | None:
        draft = self.fields.draft()
        if draft == self._fresh:
            return None
        row = self._doors.reads.customer(draft.customer_id) if draft.customer_id else None
        who = name_of(row) if row else draft.complainant if draft.nobody else ""
        title = " ".join(part for part in (who, one_line(draft.words)[:TITLE_CHARS]) if part)
        return {"draft": plain(draft), "base": plain(self._fresh), "who": row.number if row else ""}, title

    def save(self) -> None:
        """Save and go on with the case."""
        self.message.clear()
        self.fields.clear_errors()
        draft = self.fields.draft()
        try:
            saved = self._write(draft)
        except DomainError as error:
            self.keeper.write()
            if not self.fields.show_error(error):
                self.message.show_error(error)
            return
        self.keeper.forget()
        self.keeper.begin("")
        self.saved.emit(saved)
        self.closed.emit(saved)

    def _write(self, draft: ComplaintDraft) -> int:
        if not (draft.customer_id or draft.nobody):
            raise ComplaintCustomerMissing
        if not self._complaint_id:
            return self._doors.writes.log(draft)
        save_both(partial(self._doors.writes.edit, self._complaint_id), draft, (self._fresh, self._version), self._read)
        return self._complaint_id

    def _read(self) -> tuple[ComplaintDraft, int]:
        file = self._doors.reads.open(self._complaint_id)
        return file.draft, file.version

    def leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self.keeper.write()
        self.closed.emit(self._complaint_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def heard(draft: ComplaintDraft) -> ComplaintDraft:
    """Return a draft that is urgent where its words speak of danger."""
    return replace(draft, severity=Severity.URGENT) if safety_word(draft.words) else draft


def clock_words(clock: Deadlines, doors: ComplaintDoors, t: Translator) -> str:
    """Write by when to answer, plan and close."""
    now = doors.now()
    parts = [t("Answer by {when}").format(when=moment(clock.respond_by, now, t))]
    if clock.plan_by:
        parts.append(t("plan by {when}").format(when=moment(clock.plan_by, now, t)))
    close = t("close by {when}").format(when=moment(clock.close_by, now, t)) if clock.close_by else t("until it is solved")
    words = " · ".join([*parts, close])
    return words + t(" (provisional: the holidays of that year are not published)") if clock.provisional else words
