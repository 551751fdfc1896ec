"""The sheet of a call after a sale: what to ask, how it went, how satisfied the customer is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from dealer_crm.domain import phones
from dealer_crm.domain.care import VisitDone, VisitHint
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Outcome
from dealer_crm.i18n import Translator
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.drafts import KIND_VISIT
from dealer_crm.services.visits import VisitResult, VisitRow
from dealer_crm.ui.care.banner import Banner
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.kept_sheet import KeptSheet
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, Segments, TextEdit
from dealer_crm.words.coverages import GRADES
from dealer_crm.words.labels import label


class VisitSheet(KeptSheet):
    """`hinted` tells what the customer's grade asks for, with his id."""

    hinted = Signal(object, int)
    told = Signal(str)

    def __init__(self, t: Translator, doors: CareDoors, row: VisitRow) -> None:
        super().__init__(t, t("Call after a sale"), doors, KIND_VISIT, name="visit_sheet")
        self._row = row
        self.set_title(t("Call after a sale"), row.name)
        self.asked = Banner("visit_asked", Type.BODY)
        self.asked.say(row.asked(t.language), Tone.INFO, "message-circle")
        self.outcome = Segments([Choice(one, label(one, t)) for one in Outcome], name="visit_outcome", columns=3)
        self.grade = Segments([Choice(at, t(text)) for at, text in enumerate(GRADES)], name="visit_grade", columns=1)
        self.words = TextEdit(name="visit_words", lines=3)
        self.again = DateField(t, doors.today, name="visit_again")
        self.reason = LineEdit(name="visit_reason", placeholder=t("Why the call is left out"))
        self._lay_out()
        self.finish_building(t("Save"))
        self.skip_button = self.add_button(t("Skip this call"), name="visit_skip")
        self.skip_button.clicked.connect(self.skip)
        self.outcome.changed.connect(self._on_outcome)
        self.outcome.set_value(Outcome.REACHED)
        self._on_outcome(Outcome.REACHED)
        self.mind(row.customer_id)
        self.begin(str(row.id))
        self.setFocusProxy(self.words)

    def _lay_out(self) -> None:
        t, form, row = self._t, self.form, self._row
        assert form is not None
        facts = " · ".join(filter(None, (phones.shown(row.phone), row.address, row.about)))
        form.add_wide(Label(facts, tone=Ink.TEXT2, name="visit_facts", wrap=True))
        form.add_wide(self.asked)
        form.add("outcome", t("Outcome"), self.outcome)
        form.add("words", t("What was said"), self.words)
        form.add("grade", t("Satisfaction"), self.grade)
        form.add("again_on", t("Call again on"), self.again)
        more = form.add_section("skip", t("Leave this call out"))
        more.add("reason", t("Reason"), self.reason)

    def _on_outcome(self, outcome: Outcome) -> None:
        if self.form:
            self.form.set_row_visible("grade", outcome is Outcome.REACHED)
            self.form.set_row_visible("again_on", outcome is Outcome.RESCHEDULED)
        self.keeper.touch()

    def draft(self) -> VisitDone:
        """Return the call as typed."""
        return VisitDone(self.outcome.value() or Outcome.REACHED, self.words.text(), self.grade.value(), self.again.value())

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Keep the call once there are words."""
        return ({"draft": plain(self.draft())}, self._row.name) if self.words.text().strip() else None

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept."""
        draft = restored(VisitDone, content.get("draft"))
        if draft is not None:
            self.outcome.set_value(draft.outcome)
            self.words.set_text(draft.words)
            self.grade.set_value(draft.grade)
            self.again.set_value(draft.again_on)
            self._on_outcome(draft.outcome)

    def write(self) -> int:
        """Tell how the call went. Raises DomainError."""
        self._say(self._doors.visits.done(self._row.id, self.draft()))
        return self._row.id

    def _say(self, result: VisitResult) -> None:
        t = self._t
        if result.again_on is not None:
            self.told.emit(t("Planned again for {date}.").format(date=result.again_on.isoformat()))
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
