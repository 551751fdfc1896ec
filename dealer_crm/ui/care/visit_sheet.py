"""The sheet of a call after a sale: what to ask, how it went, how satisfied the customer is, what he wants, whom he would bring."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from dealer_crm.domain import phones
from dealer_crm.domain.care import VisitDone, VisitHint
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.domain.visits import UNREACHED_CODE
from dealer_crm.i18n import Translator
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.drafts import KIND_VISIT
from dealer_crm.services.visits import VisitResult, VisitRow
from dealer_crm.ui.care.banner import Banner
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.kept_sheet import KeptSheet
from dealer_crm.ui.desk.events import WAY_ICONS
from dealer_crm.ui.followups.asked_facts import AskedFacts
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, Segments, TextEdit
from dealer_crm.words.coverages import GRADES
from dealer_crm.words.labels import label

TOO_SOON = ("d1", "d3")
"""Calls after the sale at which it is too soon to ask for marks."""
WAYS = (Way.PHONE, Way.WECHAT, Way.SMS, Way.VISIT)


class VisitSheet(KeptSheet):
    """`hinted` tells what the customer's grade asks for, with his id; `troubled` what he complained of."""

    hinted = Signal(object, int)
    told = Signal(str)
    troubled = Signal(str, int)

    def __init__(self, t: Translator, doors: CareDoors, row: VisitRow) -> None:
        super().__init__(t, t("Call after a sale"), doors, KIND_VISIT, name="visit_sheet")
        self._row = row
        self._message = doors.visits.message(row) if row.code == UNREACHED_CODE else ""
        self.set_title(t("Call after a sale"), row.name)
        self.asked = Banner("visit_asked", Type.BODY)
        self.asked.say(row.asked(t.language), Tone.INFO, "message-circle")
        self.way = Segments([Choice(way, label(way, t), WAY_ICONS[way]) for way in WAYS], name="visit_way", columns=4)
        self.outcome = Segments([Choice(one, label(one, t)) for one in Outcome], name="visit_outcome", columns=3)
        self.grade = Segments([Choice(at, t(text)) for at, text in enumerate(GRADES)], name="visit_grade", columns=1)
        self.words = TextEdit(name="visit_words", lines=3)
        self.trouble = TextEdit(name="visit_trouble", lines=1, placeholder=t("Becomes a repair call once this is saved"))
        self.suggestion = TextEdit(name="visit_suggestion", lines=1)
        self.friends = Segments([Choice(one, label(one, t)) for one in ReferralWill], name="visit_friends", columns=2)
        self.names = LineEdit(name="visit_names", placeholder=t("Name and phone; ask that they agree"))
        self.facts = AskedFacts(t)
        self.again = DateField(t, doors.today, name="visit_again")
        self.reason = LineEdit(name="visit_reason", placeholder=t("Why the call is left out"))
        self._lay_out()
        self.finish_building(t("Save"))
        marks, delivery = doors.visits.marks, row.delivery_id
        if marks is not None and delivery is not None and not self._message and row.code not in TOO_SOON:
            self.marks_button = self.add_button(t("His marks A–H…"), icon="smile", name="visit_marks")
            self.marks_button.clicked.connect(lambda: marks(delivery))
        self.skip_button = self.add_button(t("Skip this call"), name="visit_skip")
        self.skip_button.clicked.connect(self.skip)
        self._start()
        self.mind(row.customer_id)
        self.begin(str(row.id))
        self.setFocusProxy(self.words)

    def _start(self) -> None:
        self.facts.show_questions(() if self._message else self._doors.visits.questions(self._row.customer_id))
        self.facts.edited.connect(self.keeper.touch)
        self.facts.left.connect(self.save_button.setFocus)
        self.outcome.changed.connect(self._on_outcome)
        first = Outcome.NO_ANSWER if self._message else Outcome.REACHED
        self.way.set_value(Way.WECHAT if self._message else Way.PHONE)
        self.words.set_text(self._message)
        self.outcome.set_value(first)
        self._on_outcome(first)
        if self._message:
            self.copy_button = self.add_button(self._t("Copy the message"), icon="copy", name="visit_copy")
            self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.words.text()))

    def _lay_out(self) -> None:
        t, form, row = self._t, self.form, self._row
        assert form is not None
        facts = " · ".join(filter(None, (phones.shown(row.phone), row.address, row.about, row.slot)))
        form.add_wide(Label(facts, tone=Ink.TEXT2, name="visit_facts", wrap=True))
        form.add_wide(self.asked)
        form.add("way", t("How"), self.way)
        form.add("outcome", t("Outcome"), self.outcome)
        form.add("words", t("What was said"), self.words)
        form.add("grade", t("Satisfaction"), self.grade)
        form.add("trouble", t("Trouble"), self.trouble)
        form.add_wide(self.facts)
        form.add("again_on", t("Call again on"), self.again)
        more = form.add_section("friends", t("Suggestions and friends"))
        more.add("suggestion", t("Suggestion"), self.suggestion)
        more.add("friends", t("Would bring friends"), self.friends)
        more.add("names", t("Friends named"), self.names)
        less = form.add_section("skip", t("Leave this call out"))
        less.add("reason", t("Reason"), self.reason)

    def _on_outcome(self, outcome: Outcome) -> None:
        reached = outcome is Outcome.REACHED
        if self.form:
            for name in ("grade", "trouble"):
                self.form.set_row_visible(name, reached)
            self.form.set_section_visible("friends", reached)
            self.form.set_row_visible("again_on", outcome is Outcome.RESCHEDULED)
        self.facts.setVisible(reached and bool(self.facts.facts))
        self.keeper.touch()

    def draft(self) -> VisitDone:
        """Return the call as typed."""
        return VisitDone(
            self.outcome.value() or Outcome.REACHED,
            self.words.text(),
            self.grade.value(),
            self.again.value(),
            self.way.value(),
            self.trouble.text(),
            self.suggestion.text(),
            self.friends.value(),
            self.names.text(),
        )

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Keep the call once there is something said."""
        draft = self.draft()
        words = draft.words if draft.words != self._message else ""
        typed = any(text.strip() for text in (words, draft.trouble, draft.suggestion, draft.names)) or self.facts.answers()
        return ({"draft": plain(draft), "answers": self.facts.held()}, self._row.name) if typed else None

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept."""
        draft = restored(VisitDone, content.get("draft"))
        if draft is not None:
            self.outcome.set_value(draft.outcome)
            self.way.set_value(draft.way or Way.PHONE)
            self.words.set_text(draft.words)
            self.grade.set_value(draft.grade)
            self.again.set_value(draft.again_on)
            self.trouble.set_text(draft.trouble)
            self.suggestion.set_text(draft.suggestion)
            self.friends.set_value(draft.friends)
            self.names.setText(draft.names)
            self._on_outcome(draft.outcome)
        self.facts.hold(content.get("answers"))

    def write(self) -> int:
        """Tell how the call went. Raises DomainError."""
        draft = self.draft().checked()
        result = self._doors.visits.done(self._row.id, draft, self.facts.answers())
        self._say(result)
        if draft.trouble and result.hint is not VisitHint.COMPLAINT:
            self.troubled.emit(draft.trouble, self._row.customer_id)
        return self._row.id

    def _say(self, result: VisitResult) -> None:
        t = self._t
        if result.message:
            self.told.emit(t("Not reached in three calls: a message is to be sent. It stands in the list of calls."))
        elif result.again_on is not None:
            when = f"{result.again_on.isoformat()} {result.again_at}".strip()
            self.told.emit(t("Planned again for {date}.").format(date=when))
        elif result.hint is VisitHint.COMPLAINT:
            self.told.emit(t("Not satisfied: take it down as a complaint, so that it is solved."))
        elif result.hint is VisitHint.REFERRAL:
            self.told.emit(t("Would send friends: ask whom you may call."))
        if result.hint is not None:
            self.hinted.emit(result.hint, self._row.customer_id)

    def skip(self) -> None:
        """Leave the call out, with the reason."""
        try:
            self._doors.visits.skip(self._row.id, self.reason.text())
        except DomainError as error:
            self.show_error(error)
            return
        self.keeper.forget()
        self.keeper.begin("")
        self.saved.emit(self._row.id)
        self.close_sheet()
