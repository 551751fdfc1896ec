"""The sheet that logs a call or visit with what comes next, in the order in which one talks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Attitude, FollowUpDraft, NextChip, Outcome, Way
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.drafts import KIND_FOLLOW_UP, NOBODY_YET, Drafts
from dealer_crm.services.followups import Proposal
from dealer_crm.services.questions import Question
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.desk.events import WAY_ICONS
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.followups.asked_facts import KEYS, AskedFacts
from dealer_crm.ui.followups.next_step import NextStepField, Plan, is_last_words
from dealer_crm.ui.theme import Space, Tone, Type, control_height
from dealer_crm.ui.widgets import Choice, FormGrid, Role, Segments, SideSheet, TextEdit
from dealer_crm.ui.widgets.forms import LABELS_LEFT_FROM
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

WAYS = (Way.PHONE, Way.WECHAT, Way.SHOP, Way.VISIT)
ATTITUDES = {Attitude.INTERESTED: "smile", Attitude.CONSIDERING: "scale", Attitude.NOT_INTERESTED: "frown", Attitude.BOUGHT: "badge-check"}
LOW, LEFT_OVER = 560, 64


@dataclass
class LastWords:
    """What was said in the call logged before, for `..`."""

    words: str = ""


@dataclass(frozen=True)
class LogDoors:
    """What the sheet asks: `log` saves, with answers where something was asked, `find` searches, `row` reads one line, `next_after`
    names who comes next (0 = nobody), `proposed` answers when the customer's level asks for the next contact, `questions` what is
    worth asking, `care_notes` what to mind."""

    log: Callable[..., int]
    find: Callable[[str, int], Sequence[CustomerRow]]
    row: Callable[[int], CustomerRow | None]
    next_after: Callable[[int], int]
    drafts: Drafts
    now: Callable[[], datetime]
    last: LastWords = field(default_factory=LastWords)
    proposed: Callable[[int], Proposal | None] = lambda _customer_id: None
    questions: Callable[[int], Sequence[Question]] = lambda _customer_id: ()
    care_notes: Callable[[int], str] = lambda _customer_id: ""

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


class _SheetForm(FormGrid):
    """Puts the labels left of the fields where the window is low, however narrow the sheet is."""

    low = False

    def arrange(self, width: int) -> None:
        super().arrange(max(width, LABELS_LEFT_FROM) if self.low else width)


class LogSheet(SideSheet):
    """One use: it is freed when it closes. Without a customer it asks for one first."""

    logged = Signal(int)

    def __init__(self, t: Translator, doors: LogDoors, customer_id: int = 0, words: str = "") -> None:
        super().__init__(t, t("Log follow-up"), name="log_sheet")
        self._doors = doors
        self._customer_id = 0
        self._happened: datetime | None = None
        self.command = "log_followup"
        self.keeper = DraftKeeper(t, doors.drafts, KIND_FOLLOW_UP, doors.now, self)
        self.keeper.content = self._content
        self.who = CustomerPicker(t, doors.find, name="log_customer", placeholder=t("Who? Name, phone, sound"))
        self._form = _SheetForm(t, name="log_form")
        self.asked, self.care = AskedFacts(t), CareNotes()
        self._build_fields()
        self._build_buttons()
        self._listen()
        self.show_customer(customer_id)
        if words:
            self._add_words(words)

    def _build_fields(self) -> None:
        t = self._t
        self.way = Segments([Choice(way, label(way, t), WAY_ICONS[way]) for way in WAYS], name="log_way")
        self.outcome = Segments([Choice(outcome, label(outcome, t)) for outcome in Outcome], name="log_outcome", columns=3)
        self.attitude = Segments([Choice(value, label(value, t), icon) for value, icon in ATTITUDES.items()], name="log_attitude")
        self.words = TextEdit(name="log_words", lines=2, placeholder=t("In a few words; .. repeats the last ones"))
        self.next = NextStepField(t, self._doors.today, name="log_next", none=t("No more"), reasons=True)
        form = self._form
        form.add("customer", t("Customer"), self.who)
        self.who.claim_keys()
        form.add("way", t("How"), self.way)
        form.add("outcome", t("Outcome"), self.outcome)
        form.add("attitude", t("Attitude"), self.attitude)
        form.add("words", t("What was said"), self.words)
        form.add_wide(self.asked)
        form.add("next", t("Next contact"), self.next)
        self.box.setSpacing(Space.S)
        self.box.addWidget(self.care)
        self.box.addWidget(form)
        self.box.addStretch(1)

    def _build_buttons(self) -> None:
        t = self._t
        self.save_button = self.add_button(t("Save"), role=Role.PRIMARY, icon="check", key="Ctrl+Enter", name="log_save")
        self.next_button = self.add_button(t("Save, next one"), name="log_save_next")
        self.later_button = self.add_button(t("Later"), key="Esc", name="log_later")

    def _listen(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.save_and_next)
        self.later_button.clicked.connect(self.close_sheet)
        self.who.picked.connect(self._on_picked)
        self.keeper.told.connect(self.set_status)
        self._form.edited.connect(self._on_edited)
        self._form.left.connect(self._on_left)
        self._form.submitted.connect(self.save)
        self._form.set_last(self.save_button)
        self.outcome.changed.connect(self._on_outcome)
        self.next.changed.connect(self.keeper.touch)
        self.asked.edited.connect(self.keeper.touch)
        self.asked.left.connect(lambda: self.next.setFocus(Qt.FocusReason.TabFocusReason))
        self.can_close = self._keep
        ask = {key: partial(self.asked.start, place) for place, key in enumerate(KEYS, 1)}
        for key, run in {"Ctrl+PgDown": self.save_and_next, "F7": self.who.start, **ask}.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # whom it is about

    def customer_id(self) -> int:
        """Return whom the sheet is about, 0 for nobody yet."""
        return self._customer_id

    def show_customer(self, customer_id: int) -> None:
        """Start for a customer, with the draft that was left; 0 asks who it is."""
        row = self._doors.row(customer_id) if customer_id else None
        self._customer_id = row.id if row else 0
        self._happened = None
        self.set_title(self._t("Log follow-up"), name_of(row) if row else "")
        self._form.set_row_visible("customer", row is None)
        self._form.clear_errors()
        self.message.clear()
        self.next.propose(self._doors.proposed(row.id) if row else None)
        self.care.show_words(self._doors.care_notes(row.id) if row else "")
        self.asked.show_questions(self._doors.questions(row.id) if row else ())
        key = str(row.id) if row else NOBODY_YET
        content = self._doors.drafts.load(KIND_FOLLOW_UP, key)
        self.keeper.begin("")
        self._show(
            restored(FollowUpDraft, content.get("draft")) if content else None, restored(Plan, content.get("plan")) if content else None
        )
        self.asked.hold(content.get("answers") if content else None)
        self.keeper.begin(key, content)
        self.next_button.setVisible(bool(row and self._doors.next_after(row.id)))
        self.focus_start()

    def _add_words(self, words: str) -> None:
        """Put words below those of the draft that is shown."""
        self.words.set_text("\n".join(filter(None, (self.words.text().strip(), words))))
        self.keeper.touch()

    def focus_start(self) -> None:
        """Put the focus where typing starts."""
        start = self.words if self._customer_id else self.who.field
        self.setFocusProxy(start)
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, draft: FollowUpDraft | None, plan: Plan | None) -> None:
        shown = draft or FollowUpDraft(0)
        self.way.set_value(shown.way)
        self.outcome.set_value(shown.outcome)
        self.attitude.set_value(shown.attitude)
        self.words.set_text(shown.words)
        self.next.show_plan(plan or self.next.usual())

    def _on_picked(self, customer_id: int | None) -> None:
        """Keep what is typed already for whoever was picked."""
        row = self._doors.row(customer_id) if customer_id else None
        if row is None:
            return
        if self.words.text().strip():
            typed = self.words.text().strip()
            self.keeper.forget()
            self.keeper.begin("")
            self.show_customer(row.id)
            self._add_words(typed)
            self.next_button.setVisible(bool(self._doors.next_after(row.id)))
            self.focus_start()
        else:
            self.show_customer(row.id)

    # what is typed

    def draft(self) -> FollowUpDraft:
        """Return the contact as typed."""
        plan = self.next.plan()
        return FollowUpDraft(
            self._customer_id,
            way=self.way.value() or Way.PHONE,
            outcome=self.outcome.value() or Outcome.REACHED,
            attitude=self.attitude.value(),
            words=self.words.text(),
            next_on=plan.day,
            next_purpose=plan.purpose,
            next_way=plan.way,
            next_slot=plan.slot,
            no_next_reason=plan.reason,
            happened_at=self._happened,
        )

    def _content(self) -> tuple[dict[str, Any], str] | None:
        draft, plan = self.draft(), self.next.plan()
        plan = plan if plan.chip is NextChip.DATE else replace(plan, day=None)
        usual = (draft.words, draft.way, draft.outcome, draft.attitude, plan) == ("", Way.PHONE, Outcome.REACHED, None, self.next.usual())
        if usual and not self.asked.held():
            return None
        row = self._doors.row(self._customer_id) if self._customer_id else None
        return {"draft": plain(draft), "plan": plain(plan), "answers": self.asked.held()}, name_of(row) if row else draft.words[:20]

    def _on_edited(self, name: str) -> None:
        self.keeper.touch()
        if name == "words" and is_last_words(self.words.text()) and self._last():
            self.words.set_text(self._last())
            self.words.moveCursor(self.words.textCursor().MoveOperation.End)

    def _last(self) -> str:
        row = self._doors.row(self._customer_id) if self._customer_id else None
        return self._doors.last.words or (row.last_words if row else "")

    def _on_left(self, _name: str) -> None:
        self.keeper.write()

    def _on_outcome(self, outcome: Outcome) -> None:
        """Nobody has an attitude, and nobody is asked, who was not reached; a number that is dead needs no next call."""
        spoken = outcome in (Outcome.REACHED, Outcome.REACHED_VAIN, Outcome.REFUSED, Outcome.RESCHEDULED)
        self._form.set_row_visible("attitude", spoken)
        self.asked.setVisible(spoken and bool(self.asked.facts))
        if outcome in (Outcome.NO_ANSWER, Outcome.DEAD_NUMBER):
            self.attitude.set_value(None)

    # saving and leaving

    def save(self) -> None:
        """Save and close."""
        if self._save():
            self.close_sheet()

    def save_and_next(self) -> None:
        """Save and go on with whoever comes next."""
        following = self._doors.next_after(self._customer_id) if self._customer_id else 0
        if self._save():
            if following:
                self.show_customer(following)
            else:
                self.close_sheet()

    def _save(self) -> bool:
        if not self._customer_id:
            self.message.show_message(self._t("Choose the customer first."), Tone.DANGER)
            self.who.start()
            return False
        if self.next.date_missing():
            self._form.show_field_note("next", self._t("Choose the day, or another chip."), Tone.DANGER)
            self.next.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        draft, answers = self.draft(), self.asked.answers()
        try:
            self._doors.log(draft, answers) if answers else self._doors.log(draft)
        except DomainError as error:
            self.keeper.write()
            self.show_error(error)
            return False
        self._doors.last.words = draft.words.strip() or self._doors.last.words
        self.keeper.forget()
        self.keeper.begin("")
        self.logged.emit(self._customer_id)
        return True

    def show_error(self, error: DomainError) -> None:
        """Put the sentence under its field, or at the top where there is none."""
        self.message.clear()
        if not self._form.show_error(error):
            self.message.show_error(error)

    def _keep(self) -> bool:
        self.keeper.write()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose where labels stand."""
        super().resizeEvent(event)
        labels = max(advance(self._t(text), Type.LABEL) for text in (N_("Customer"), N_("What was said"), N_("Next contact")))
        on_one_line = self.way.heightForWidth(self.width() - labels - LEFT_OVER) == control_height()
        low = self.height() < LOW and on_one_line
        if low != self._form.low:
            self._form.low = low
            self._form.arrange(self._form.width())

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed, also when the window closes."""
        super().hideEvent(event)
        self.keeper.write()

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter while the sheet is open."""
        t = self._t
        return [("Enter", t("next field")), ("..", t("last words")), ("Ctrl+Enter", t("save")), ("Esc", t("later"))]
