"""One step of a complaint: what to say, what was said, and the button that ticks it and goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.complaint_steps import StepContested, StepDraft, steps_missing
from dealer_crm.domain.complaints import ComplaintState, Step8
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.phrases import BLANK, filled
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.draft_content import contested, on_top, plain, restored
from dealer_crm.services.drafts import KIND_CASE
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrase_block import PhraseBlock
from dealer_crm.ui.complaints.phrases import customer_name, draft_words, record_words
from dealer_crm.ui.complaints.step_fields import StepFields
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, ElidedLabel, HLine, Ink, InlineMessage, Label, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.complaints import step_names
from dealer_crm.words.moments import moment

FOOT_ROOMY = 560
STEP_PHRASE = "step8_"
Write = Callable[[int, Step8, StepDraft, StepDraft | None], None]


class StepPane(QWidget):
    """Works on one complaint; `moved` tells another step, `changed` that something was saved."""

    moved = Signal(object)
    changed = Signal()
    wording_requested = Signal(str)

    def __init__(self, t: Translator, doors: ComplaintDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self._file: ComplaintFile | None = None
        self._typed: dict[Step8, StepDraft] = {}
        self._bases: dict[Step8, StepDraft] = {}
        self._shown: tuple[int, Step8] | None = None
        self.step = Step8.THANK
        self.setObjectName("step_pane")
        self.phrase = PhraseBlock(t)
        self.phrase.keep_button.setVisible(doors.case.own is not None)
        self.fields = StepFields(t, doors)
        self.message = InlineMessage(t, name="step_message")
        self.keeper = DraftKeeper(t, doors.drafts, KIND_CASE, doors.now, self)
        self.keeper.content = self._content
        self._head = QWidget()
        self._title = ElidedLabel("", Type.SECTION, name="step_title")
        self._place = Label("", Type.CAPTION, tone=Ink.TEXT2, name="step_place")
        self._done = ElidedLabel("", tone=Ink.DONE, name="step_done")
        self.record = Label("", name="step_record", wrap=True)
        self._foot_words = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="step_wants")
        self.untick_button = Button(t("Take the tick back"), role=Role.QUIET, icon="undo-2", name="step_untick")
        self.back_button = Button(t("Step back"), icon="chevron-left", name="step_back")
        self.keep_button = Button(t("Keep"), icon="save", key="F8", name="step_keep")
        self.tick_button = Button(t("Tick and next"), role=Role.PRIMARY, icon="check", key="Ctrl+Enter", name="step_tick")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        done = QHBoxLayout()
        done.addWidget(self._done, 1)
        done.addWidget(self.untick_button)
        self.body = ScrollBody("step_body", margin=Space.M)
        self.body.box.setSpacing(Space.S)
        self.body.box.addWidget(self._head)
        self.body.box.addLayout(done)
        for widget in (self.message, self.phrase, self.fields, self.record):
            self.body.box.addWidget(widget)
        self.body.box.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        foot.setSpacing(Space.S)
        foot.addWidget(self.back_button)
        foot.addWidget(self.keep_button)
        foot.addWidget(self._foot_words, 9)
        foot.addStretch(1)
        foot.addWidget(self.tick_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.body, 1)
        box.addWidget(HLine())
        box.addLayout(foot)

    def _listen(self) -> None:
        self.fields.edited.connect(self._on_edited)
        self.fields.left.connect(self.keeper.write)
        self.fields.submitted.connect(self.tick)
        self.keeper.told.connect(self._place_words)
        self.phrase.copied.connect(lambda _words: self.message.show_message(self._t("Copied. Paste it into WeChat."), Tone.DONE))
        self.phrase.keep_requested.connect(lambda: self.wording_requested.emit(f"{STEP_PHRASE}{int(self.step)}"))
        self.back_button.clicked.connect(lambda: self.go_to(Step8(max(1, self.step - 1))))
        self.keep_button.clicked.connect(self.keep)
        self.tick_button.clicked.connect(self.tick)
        self.untick_button.clicked.connect(self.untick)

    # showing

    def show_file(self, file: ComplaintFile) -> None:
        """Show a complaint at the step where one left it; the same one again keeps step and typing."""
        again = self._file is not None and self._file.id == file.id
        if not again:
            self.put_away()
            content = self._doors.drafts.load(KIND_CASE, str(file.id))
            self._typed, self._bases = _typed(content, "steps"), _typed(content, "bases")
            self.step = file.next_step()
            self.keeper.begin(str(file.id), content)
        self._file = file
        self._follow(file)
        self._show_step()

    def _follow(self, file: ComplaintFile) -> None:
        """Let fields that nobody types in follow the store; what two wrote into one field is settled when it is saved."""
        for step, typed in list(self._typed.items()):
            base, now = self._bases.setdefault(step, file.step_draft(step)), file.step_draft(step)
            if now != base and not contested(base, typed, now):
                self._typed[step], self._bases[step] = on_top(now, base, typed), now
        self._typed = {step: draft for step, draft in self._typed.items() if draft != file.step_draft(step)}
        self._bases = {step: base for step, base in self._bases.items() if step in self._typed}

    def put_away(self) -> None:
        """Write what is typed; nothing is shown from here on."""
        self.keeper.write()
        self.keeper.begin("")
        self._file, self._typed, self._bases, self._shown = None, {}, {}, None

    def go_to(self, step: Step8, field: str = "") -> None:
        """Go to a step, to a field of it."""
        self.keeper.write()
        self.step = step
        self.message.clear()
        self._show_step()
        self.moved.emit(step)
        self.fields.focus_start(field)

    def _show_step(self) -> None:
        file, t, step = self._file, self._t, self.step
        if file is None:
            return
        now = self._doors.now()
        self._title.setText(f"{int(step)}  {step_names(t)[int(step) - 1]}")
        self._place_words()
        done = file.done(step)
        is_open = file.state is ComplaintState.OPEN
        words = t("Done {when} {who}").format(when=moment(done.at, now, t), who=done.staff) if done else ""
        self._done.setText(words)
        self._done.setVisible(done is not None)
        self.untick_button.setVisible(done is not None and is_open)
        self.back_button.setEnabled(step is not Step8.THANK)
        self.tick_button.set_label(t("Save, next") if done else t("Tick and next"))
        for part in (self.tick_button, self.keep_button, self.fields):
            part.setVisible(is_open)
        self.record.setVisible(not is_open)
        shown = self._typed.get(step, file.step_draft(step))
        if step is not self.fields.step or shown != self.fields.draft():
            self.fields.show_step(step, shown)
        self.record.setText("" if is_open else record_words(file, step, t))
        self._show_phrase(self._phrase(shown) if is_open else "")
        wanted = ", ".join(str(int(one)) for one in steps_missing(file.missing()))
        self._foot_words.setText(t("Closing wants steps {steps}").format(steps=wanted) if wanted and is_open else "")

    def _show_phrase(self, words: str) -> None:
        """Show what to say; a wording that is being changed stays while the same step is shown."""
        at = (self._file.id if self._file else 0, self.step)
        if at == self._shown and words:
            self.phrase.refresh(words)
        else:
            self.phrase.show_words(words)
        self._shown = at

    def set_low(self, low: bool) -> None:
        """Leave to the rail what it says already where the window is low."""
        self._head.setVisible(not low)
        self.body.box.setContentsMargins(Space.M, Space.XS if low else Space.M, Space.M, Space.XS if low else Space.M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out of the foot where there is no room for them."""
        super().resizeEvent(event)
        self.back_button.set_wordless(self.width() < FOOT_ROOMY)
        self._foot_words.setVisible(self.width() >= FOOT_ROOMY)

    def _place_words(self, kept: str = "") -> None:
        self._place.setText(kept or self._t("Step {n} of 8").format(n=int(self.step)))

    def _phrase(self, draft: StepDraft) -> str:
        """Return the wording of the step with what is known filled in."""
        file, language, wording = self._file, self._t.language, self._doors.wording
        found = [phrase for phrase in wording.phrases("step8") if phrase.code == f"{STEP_PHRASE}{int(self.step)}"]
        if file is None or not found:
            return ""
        until = draft.promised_by or file.clock.promised_by or file.clock.running()[1]
        now = self._doors.now()
        values = {
            "deadline": moment(until, now, self._t),
            "date": moment(until, now, self._t),
            "measure": draft.measure or file.measure,
            "prevention": draft.prevention or file.prevention,
            "staff": file.staff or wording.speaker(),
            "shop": wording.shop(),
            "salutation": customer_name(file.customer, file.phone),
        }
        words = filled(found[0].said(language), values)
        return words if words.strip(BLANK) else ""

    # typing and ticking

    def _on_edited(self) -> None:
        if self._file is None:
            return
        draft = self.fields.draft()
        if draft == self._file.step_draft(self.step):
            self._typed.pop(self.step, None)
            self._bases.pop(self.step, None)
        else:
            self._typed[self.step] = draft
            self._bases.setdefault(self.step, self._file.step_draft(self.step))
        self.phrase.refresh(self._phrase(draft))
        self.keeper.touch()

    def propose_measure(self, words: str) -> None:
        """Put words behind the measure that is typed at step 6, once; nothing is saved."""
        typed = self.fields.measure.text().strip()
        if words not in typed:
            self.fields.measure.set_text("\n".join(filter(None, (typed, words))))
        self.fields.focus_start("measure")

    def _content(self) -> tuple[dict[str, Any], str] | None:
        if self._file is None or not self._typed:
            return None
        kept = {"steps": self._typed, "bases": self._bases}
        found = {name: {str(int(step)): plain(draft) for step, draft in held.items()} for name, held in kept.items()}
        return found, self._file.customer

    def tick(self) -> None:
        """Tick the step with what is typed and go to the next open one."""
        file, step = self._file, self.step
        if file is None or file.state is not ComplaintState.OPEN:
            return
        if self._save(self._doors.writes.tick):
            self._saved(step)
            if self._file is not None:
                self.go_to(self._next(step))

    def untick(self) -> None:
        """Take the tick back; the words stay to be said again."""
        file, step = self._file, self.step
        if file is None:
            return
        typed = self.fields.draft()
        if self._try(lambda: self._doors.writes.untick(file.id, step)):
            if typed.words:
                self._typed[step] = typed
                self.keeper.touch()
            self.changed.emit()

    def keep(self) -> None:
        """Save what is typed without ticking; the words of a step that is not ticked are kept as a draft."""
        file, step, draft = self._file, self.step, self.fields.draft()
        if file is None:
            return
        if file.done(step):
            kept = self._save(self._doors.writes.tick)
        else:
            bare, stored = replace(draft, words=""), replace(file.step_draft(step), words="")
            kept = bare == stored or self._save(self._doors.writes.note)
        if kept:
            self._rebase()
            self.changed.emit()
            self.keeper.write()
            self.message.show_message(self._t("Kept. You can go on later."), Tone.DONE)

    def _save(self, write: Write) -> bool:
        """Save the step over what it was when typing began; where somebody else wrote into the same field, ask which holds."""
        file, step, draft = self._file, self.step, self.fields.draft()
        if file is None:
            return False
        base = self._bases.get(step, file.step_draft(step))
        try:
            write(file.id, step, draft, base)
        except StepContested as error:
            return self._settle(write, draft, error)
        except DomainError as error:
            return self._try(_raising(error))
        self.message.clear()
        return True

    def _settle(self, write: Write, draft: StepDraft, error: StepContested) -> bool:
        """Somebody wrote here meanwhile: ask which is right; tell whether what is typed is saved."""
        t, file, step = self._t, self._file, self.step
        theirs = error.parameters["theirs"]
        if file is None or not isinstance(theirs, StepDraft):
            return False
        self.keeper.write()
        latest = next(iter(self._doors.case.history(file.id)), None)
        words = t("{who} wrote at this step while you were typing: {what}")
        words = words.format(who=(latest.actor if latest else "") or t("Somebody"), what=draft_words(theirs, file, t))
        options: list[tuple[object, str]] = [("mine", t("Save what I typed")), ("theirs", t("Take what was saved meanwhile"))]
        chosen = self._doors.case.ask(t("Changed by somebody else"), words, options)
        if chosen == "mine":
            return self._try(lambda: write(file.id, step, draft, theirs))
        if chosen == "theirs":
            self._saved(step)
        return False

    def _rebase(self) -> None:
        """Words that are kept as a draft stand on what was saved just now."""
        self._bases.pop(self.step, None)

    def _saved(self, step: Step8) -> None:
        self._typed.pop(step, None)
        self._bases.pop(step, None)
        self.keeper.write()
        self.changed.emit()

    def _next(self, step: Step8) -> Step8:
        """Return the next open step, from here on and round; the following one when all are done."""
        order = [Step8((step - 1 + more) % 8 + 1) for more in range(1, 9)]
        ticked = self._file.ticked if self._file else frozenset()
        return next((one for one in order if one not in ticked), Step8(min(step + 1, 8)))

    def _try(self, run: Any) -> bool:
        self.message.clear()
        try:
            run()
        except DomainError as error:
            self.keeper.write()
            if not self.fields.show_error(error):
                self.message.show_error(error)
            return False
        return True


def _raising(error: DomainError) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


def _typed(content: dict[str, Any] | None, part: str) -> dict[Step8, StepDraft]:
    """Return the steps that a part of a draft file holds."""
    steps = content.get(part) if content else None
    if not isinstance(steps, dict):
        return {}
    found = {Step8(int(key)): restored(StepDraft, value) for key, value in steps.items() if key in {str(int(one)) for one in Step8}}
    return {step: draft for step, draft in found.items() if draft is not None}
