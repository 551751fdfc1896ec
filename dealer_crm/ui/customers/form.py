"""The form of a customer file: typed with the keyboard alone, saved by F8, never lost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_CUSTOMER
from dealer_crm.ui.customers.conflict import ConflictDialog, PathWords
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.customers.duplicate_hint import DuplicateHint
from dealer_crm.ui.customers.form_fields import NO_PLAN, TELLS_APART, CustomerFields
from dealer_crm.ui.customers.form_state import FormState, state_of
from dealer_crm.ui.customers.joining import join
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, HLine, Ink, InlineMessage, Label, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.text import ElidedLabel


class CustomerForm(Card):
    """Shows one FormState; tells what was saved and when the user leaves."""

    saved = Signal(int)
    closed = Signal(int)
    open_requested = Signal(int)
    step_requested = Signal(int)

    def __init__(self, t: Translator, doors: CustomerDoors) -> None:
        super().__init__("customer_form_card", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._state = FormState(CustomerDraft(), NO_PLAN)
        self._fresh = self._state
        self._previous: CustomerDraft | None = None
        self.fields = CustomerFields(t, doors.reads.find, doors.today)
        self.fields.offer_communities(doors.reads.communities)
        self.hint = DuplicateHint(t, doors.reads.like, self.fields.draft)
        self.message = InlineMessage(t, name="customer_form_message")
        self.keeper = DraftKeeper(t, doors.drafts, KIND_CUSTOMER, doors.now, self)
        self.keeper.content = self._content
        self._title = ElidedLabel("", Type.TITLE, name="customer_form_title")
        self._kept = Label("", Type.CAPTION, tone=Ink.TEXT2, name="customer_form_kept")
        self._foot = QWidget()
        self.save_button = Button(t("Save"), role=Role.PRIMARY, icon="check", key="Ctrl+Enter", name="customer_save")
        self.stay_button = Button(t("Save, stay"), key="F8", name="customer_save_stay")
        self.next_button = Button(t("Save, new one"), name="customer_save_next")
        self.later_button = Button(t("Later"), key="Esc", name="customer_later")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._kept)
        told = QVBoxLayout()
        told.setContentsMargins(Space.L, Space.S, Space.L, 0)
        told.setSpacing(Space.S)
        told.addWidget(self.message)
        told.addWidget(self.hint)
        body = ScrollBody("customer_form_body", margin=Space.L)
        body.box.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.box.addWidget(self.fields)
        body.box.addStretch(1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.S)
        for button in (self.save_button, self.stay_button, self.next_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.later_button)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addLayout(told)
        self.box.addWidget(body, 1)
        self.box.addWidget(HLine())
        self.box.addWidget(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside a sheet there is only room for what the buttons are called, not for their keys."""
        super().resizeEvent(event)
        keys = {self.save_button: "Ctrl+Enter", self.stay_button: "F8", self.later_button: "Esc"}
        for button, key in keys.items():
            button.set_key(key)
        if self._foot.sizeHint().width() > self.width():
            for button in keys:
                button.set_key("")

    def _listen(self) -> None:
        self.keeper.told.connect(self._kept.setText)
        self.fields.edited.connect(self._on_edited)
        self.fields.left.connect(self.keeper.write)
        self.fields.grid.submitted.connect(self.save_and_close)
        self.fields.grid.set_last(self.save_button)
        self.hint.open_requested.connect(self._on_open_other)
        self.save_button.clicked.connect(self.save_and_close)
        self.stay_button.clicked.connect(self.save_and_stay)
        self.next_button.clicked.connect(self.save_and_new)
        self.later_button.clicked.connect(self.leave)
        keys = {
            "F8": self.save_and_stay,
            "Ctrl+S": self.save_and_stay,
            "Ctrl+Return": self.save_and_close,
            "Ctrl+Enter": self.save_and_close,
            "Ctrl+D": self.same_as_previous,
            "Ctrl+PgUp": lambda: self._step(-1),
            "Ctrl+PgDown": lambda: self._step(1),
            "F7": self.pick,
        }
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # opening

    def new(self, phone: str = "", name: str = "") -> None:
        """Start an empty file, with what a caller card knows already."""
        numbers = (PhoneDraft(phone),) if phone else ()
        empty = self._empty()
        self.fields.fold_all()
        known = replace(empty, draft=replace(empty.draft, name=name, phones=numbers))
        self._open(empty, known, self._doors.drafts.free_key(KIND_CUSTOMER))
        if phone or name:
            self.keeper.touch()
            self.hint.look()

    def _empty(self) -> FormState:
        """Return how a new file starts: it belongs to whoever works now."""
        operator = self._doors.operator()
        here = operator in [one.id for one in self._doors.reads.staff()]
        return FormState(CustomerDraft(owner_id=operator if here else None), NO_PLAN)

    def edit(self, customer_id: int) -> None:
        """Open a file, with the draft that was left of it. Raises CustomerNotFound."""
        self.fields.fold_all()
        self._edit(customer_id)

    def _edit(self, customer_id: int) -> None:
        draft, version = self._doors.reads.draft(customer_id)
        stored = FormState(draft, NO_PLAN, customer_id, version, draft, self._doors.reads.open(customer_id).referrer)
        content = self._doors.drafts.load(KIND_CUSTOMER, str(customer_id))
        if content is None:
            self._open(stored, stored, str(customer_id))
            return
        self._open(stored, state_of(content, stored), str(customer_id), content)
        self._offer_to_discard()

    def resume(self, key: str) -> None:
        """Open a draft again. Raises CustomerNotFound when its customer is gone."""
        content = self._doors.drafts.load(KIND_CUSTOMER, key)
        if key.isdecimal():
            self.edit(int(key))
        elif content is not None:
            empty = self._empty()
            self._open(empty, state_of(content, empty), key, content)
            self._offer_to_discard()

    def _open(self, fresh: FormState, state: FormState, key: str, written: dict[str, object] | None = None) -> None:
        """Show `state`; `fresh` is how the form looks when there is nothing to keep."""
        self._fresh = fresh
        self.keeper.begin("")
        self.fields.set_staff(self._doors.reads.staff(), state.draft.owner_id)
        self.fields.set_fields(self._doors.reads.fields())
        self._show(fresh)
        self._fresh = self.state()
        self._show(state)
        self.keeper.begin(key, written)
        self.message.clear()
        self.hint.begin(state.customer_id)
        self.fields.grid.focus_first()

    def _show(self, state: FormState) -> None:
        self._state = state
        self.fields.show_draft(state.draft, state.referrer, self._doors.reads.stages() if state.customer_id else ())
        self.fields.next_step.show_plan(state.plan)
        self.fields.house.show_raw(state.raw.get("area", ""))
        new = state.customer_id is None
        self.fields.grid.set_row_visible("next", new)
        self.next_button.setVisible(new)
        self._title.setText(self._t("New customer") if new else self._t("Edit {name}").format(name=state.base.name if state.base else ""))

    def _offer_to_discard(self) -> None:
        words = self._t("This is the draft you left; it is not saved yet.")
        self.message.show_message(words, Tone.INFO, action=self._t("Discard the draft"), run=self.discard)

    def discard(self) -> None:
        """Throw the draft away and show the file as it is saved."""
        self.keeper.forget()
        self._show(self._fresh)
        self.message.clear()
        self.fields.grid.focus_first()

    # what is typed

    def state(self) -> FormState:
        """Return everything as it stands."""
        raw = {"area": text} if (text := self.fields.house.raw()) else {}
        old = self._state
        plan = self.fields.next_step.plan()
        return FormState(self.fields.draft(), plan, old.customer_id, old.version, old.base, old.referrer, raw)

    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        now = self.state()
        return (now.draft, now.plan, now.raw) != (self._fresh.draft, self._fresh.plan, self._fresh.raw)

    def _content(self) -> tuple[dict[str, object], str] | None:
        now = self.state()
        title = now.draft.name or next((phone.number for phone in now.draft.phones), "") or (now.base.name if now.base else "")
        return (now.content(), title) if self.is_changed() else None

    def _on_edited(self, name: str) -> None:
        self.keeper.touch()
        if name in TELLS_APART:
            self.hint.touch()

    def same_as_previous(self) -> None:
        """Give the focused field the value of the file saved before."""
        if self._previous is not None and (name := self.fields.name_of_focused()):
            self.fields.show_field(name, self._previous)

    def pick(self) -> None:
        """Go to the field that is picked from the archive."""
        self.fields.focus_on("referrer")

    # saving and leaving

    def save_and_close(self) -> None:
        """Save; when it is saved, close."""
        if saved := self._save():
            self.closed.emit(saved)

    def save_and_stay(self) -> None:
        """Save and go on in the same file."""
        if saved := self._save():
            focused = self.fields.name_of_focused()
            self._edit(saved)
            self.fields.focus_on(focused)
            self.message.show_message(self._t("Saved."), Tone.DONE)

    def save_and_new(self) -> None:
        """Save and start the next file."""
        if self._save():
            self.new()

    def _save(self) -> int:
        """Return the id of the saved file, 0 when it was refused."""
        self.message.clear()
        self.fields.grid.clear_errors()
        if self.fields.complain():
            self.keeper.write()
            return 0
        state = self.state()
        try:
            return self._write(state)
        except EditConflict:
            self._join(state)
        except DomainError as error:
            self.keeper.write()
            if not self.fields.show_error(error):
                self.message.show_error(error)
        return 0

    def _write(self, state: FormState) -> int:
        writes = self._doors.writes
        if state.customer_id is None:
            saved = writes.create(state.draft, state.plan.day, state.plan.purpose)
        else:
            saved = state.customer_id
            writes.edit(saved, state.draft, state.version)
        self.keeper.forget()
        self.keeper.begin("")  # fields that write their value anew when they lose the focus are no typing
        self._previous = state.draft
        self.fields.last_note = state.draft.note or self.fields.last_note
        self._fresh = state
        self.saved.emit(saved)
        return saved

    def _join(self, state: FormState) -> None:
        assert state.customer_id is not None
        theirs, version = self._doors.reads.draft(state.customer_id)
        joined = join(state.base or theirs, state.draft, theirs)
        names = {f"owner_id{one.id}": one.name for one in self._doors.reads.staff()}
        for draft in (theirs, state.draft):
            names.setdefault(f"referrer_id{draft.referrer_id}", self._name(draft.referrer_id))
        dialog = ConflictDialog(self._t, joined, theirs, PathWords(self._t, self._doors.reads.fields(), names), self)
        dialog.chosen.connect(lambda draft: self._take_joined(draft, theirs, version))
        if joined.contested:
            dialog.open()
        else:
            self._take_joined(joined.draft, theirs, version)
            dialog.deleteLater()

    def _take_joined(self, draft: CustomerDraft, theirs: CustomerDraft, version: int) -> None:
        old = self._state
        self._show(FormState(draft, old.plan, old.customer_id, version, theirs, self._name(draft.referrer_id)))
        self.save_and_close()

    def _name(self, customer_id: int | None) -> str:
        rows = self._doors.reads.rows([customer_id]) if customer_id else ()
        return rows[0].name if rows else ""

    def leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self.keeper.write()
        self.closed.emit(self._state.customer_id or 0)

    def _step(self, step: int) -> None:
        self.keeper.write()
        self.step_requested.emit(step)

    def _on_open_other(self, customer_id: int) -> None:
        self.keeper.write()
        self.open_requested.emit(customer_id)

    def customer_id(self) -> int:
        """Return the customer being edited, 0 for a new one."""
        return self._state.customer_id or 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
