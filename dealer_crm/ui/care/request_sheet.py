"""The sheet that takes a repair call while the customer speaks: which machine, what is wrong, free or not, when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.care import RequestDraft, RequestKind
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.draft_content import on_top, plain, restored
from dealer_crm.services.drafts import KIND_REQUEST, NOBODY_YET
from dealer_crm.ui.care.appointment import AppointmentField
from dealer_crm.ui.care.banner import Banner
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.kept_sheet import KeptSheet
from dealer_crm.ui.care.phrases import ANSWER_TONES, short_name
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, FlowRow, Ink, Label, TextEdit
from dealer_crm.words.coverages import no_machine_sentence, verdict_sentence
from dealer_crm.words.labels import label

SYMPTOMS = (
    N_("Does not cool"),
    N_("Does not heat"),
    N_("Leaks"),
    N_("Noise"),
    N_("Error code"),
    N_("Does not start"),
    N_("Pressure too low"),
    N_("Smells"),
)
KINDS = tuple(kind for kind in RequestKind if kind is not RequestKind.COMPLAINT)


@dataclass(frozen=True)
class RequestStart:
    """What the sheet begins with: a new call of a customer (0 = not known yet) about a machine, or a request to mend.

    With a `complaint_id` the call belongs to that case, whose number is `case`.
    """

    customer_id: int = 0
    equipment_id: int | None = None
    kind: RequestKind = RequestKind.REPAIR
    request_id: int = 0
    symptom: str = ""
    complaint_id: int | None = None
    case: str = ""


class SymptomField(QWidget):
    """Words, and chips that add the usual ones."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("request_symptom")
        self.words = TextEdit(name="request_words", lines=2, placeholder=t("As the customer says it"))
        self.words.setAccessibleName(t("Symptom"))
        chips = FlowRow("request_symptoms", Space.XS)
        self.chips = [Button(t(text), name=f"symptom_{at}") for at, text in enumerate(SYMPTOMS, 1)]
        for chip, text in zip(self.chips, SYMPTOMS, strict=True):
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            chip.clicked.connect(lambda _on=False, text=text: self.add(t(text)))
            chips.add(chip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.words)
        box.addWidget(chips)
        self.setFocusProxy(self.words)

    def add(self, words: str) -> None:
        """Put words behind those that stand there, once."""
        there = self.words.text().strip()
        if words not in there:
            self.words.set_text(self._t(", ").join(filter(None, (there, words))))
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)


class RequestSheet(KeptSheet):
    """`saved` tells the request's id."""

    def __init__(self, t: Translator, doors: CareDoors, start: RequestStart = RequestStart()) -> None:  # noqa: B008 - frozen
        super().__init__(t, t("Repair call"), doors, KIND_REQUEST, name="request_sheet")
        self._start = start
        self._customer_id = 0
        self._complaint_id = start.complaint_id
        self._shown: RequestDraft | None = None
        """A request on file as the fields show it; what differs from it was typed."""
        self._build_fields()
        self.finish_building(t("Save"))
        self._listen()
        self._begin()

    def _build_fields(self) -> None:
        t, form, people = self._t, self.form, self._doors.people
        assert form is not None
        self.who = CustomerPicker(t, people.find, name="request_who", placeholder=t("Who? Name, phone, serial"))
        self.machine = Combo(name="request_machine_choice", label=t("Machine"))
        self.answer = Banner("request_verdict", Type.BODY)
        self.symptom = SymptomField(t)
        self.appointment = AppointmentField(t, self._doors.today, name="request_appointment")
        self.staff = Combo([Choice(None, t("Nobody yet")), *(Choice(one.id, one.name) for one in people.staff())], name="request_staff")
        self.kind = Combo([Choice(kind, label(kind, t)) for kind in KINDS], name="request_kind")
        self.note = TextEdit(name="request_note", lines=1)
        form.add("customer_id", t("Customer"), self.who)
        self.who.claim_keys()
        form.add("equipment_id", t("Machine"), self.machine)
        form.add_wide(self.answer)
        if self._start.case:
            form.add_wide(Label(t("For complaint {number}").format(number=self._start.case), tone=Ink.TEXT2, name="request_case"))
        form.add("symptom", t("Symptom"), self.symptom, required=True)
        form.add("appointment_on", t("Appointment on"), self.appointment)
        form.add("staff_id", t("Who goes"), self.staff)
        more = form.add_section("more", t("More"))
        more.add("kind", t("Kind"), self.kind)
        more.add("note", t("Note for the fitter"), self.note)

    def _listen(self) -> None:
        self.who.picked.connect(self._on_picked)
        self.machine.picked.connect(lambda _id: self._show_answer())
        self.appointment.changed.connect(self.keeper.touch)
        self.symptom.words.textChanged.connect(self.keeper.touch)

    def _begin(self) -> None:
        start = self._start
        if start.request_id:
            draft = self._doors.requests.draft(start.request_id)
            self._show_customer(draft.customer_id, besides=draft.equipment_id)
            self._show(draft)
            self._shown = self.draft()
            self.set_title(self._t("Change the request"), self._name())
            self.begin(f"request{start.request_id}")
        else:
            self._show_customer(start.customer_id)
            self._show(RequestDraft(start.customer_id, start.kind, start.equipment_id))
            self.begin(self._key())
            if start.equipment_id is not None:
                self.machine.set_value(start.equipment_id)
            if start.symptom and start.symptom not in self.symptom.words.text():
                self.symptom.words.set_text("\n".join(filter(None, (start.symptom, self.symptom.words.text()))))
        self._show_answer()
        first: QWidget = self.symptom.words if self._customer_id else self.who.field
        self.setFocusProxy(first)

    def _key(self) -> str:
        return str(self._customer_id) if self._customer_id else NOBODY_YET

    # whom and what it is about

    def _show_customer(self, customer_id: int, besides: int | None = None) -> None:
        """Offer the machines of a customer, and one `besides` that may be somebody else's by now."""
        t = self._t
        row = self._doors.people.row(customer_id) if customer_id else None
        self._customer_id = row.id if row else 0
        self.set_title(t("Repair call"), name_of(row) if row else "")
        self.mind(self._customer_id)
        machines = list(self._doors.machines.of(self._customer_id)) if self._customer_id else []
        if besides is not None and besides not in {one.id for one in machines}:
            machines += self._doors.machines.list.rows([besides])
        choices = [Choice(one.id, " · ".join(filter(None, (short_name(one), one.room, one.serial)))) for one in machines]
        self.machine.set_choices([*choices, Choice(None, t("Without machine"))])
        self.machine.set_value(machines[0].id if len(machines) == 1 else None)
        if self.form:
            self.form.set_row_visible("customer_id", row is None)
            self.form.set_row_visible("equipment_id", row is not None)
        self.answer.setVisible(row is not None)

    def _on_picked(self, customer_id: int | None) -> None:
        if customer_id:
            typed = self.draft()
            self.keeper.forget()
            self._show_customer(customer_id)
            self._show(replace(typed, customer_id=customer_id, equipment_id=self.machine.value()))
            self._show_answer()
            self.keeper.begin(self._key())
            self.keeper.touch()
            self.symptom.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answer(self) -> None:
        t, chosen = self._t, self.machine.value()
        found = self._doors.requests.answer(chosen)
        tone, icon = ANSWER_TONES[found.answer]
        words = no_machine_sentence(t) if chosen is None else verdict_sentence(found, self._doors.today(), t)
        self.answer.say(words, tone, icon)

    def _name(self) -> str:
        row = self._doors.people.row(self._customer_id)
        return name_of(row) if row else ""

    # what is typed

    def draft(self) -> RequestDraft:
        """Return the call as typed."""
        day, slot = self.appointment.appointment()
        return RequestDraft(
            self._customer_id,
            kind=self.kind.value() or RequestKind.REPAIR,
            equipment_id=self.machine.value(),
            symptom=self.symptom.words.text(),
            appointment_on=day,
            slot=slot,
            staff_id=self.staff.value(),
            note=self.note.text(),
            complaint_id=self._complaint_id,
        )

    def _show(self, draft: RequestDraft) -> None:
        self.kind.set_value(draft.kind)
        if draft.equipment_id is not None:
            self.machine.set_value(draft.equipment_id)
        self.symptom.words.set_text(draft.symptom)
        self.appointment.show_appointment(draft.appointment_on, draft.slot)
        self.staff.set_value(draft.staff_id)
        self.note.set_text(draft.note)

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Keep the call once something is wrong, a change of one with what it was made to."""
        draft = self.draft()
        if self._shown is not None:
            return ({"draft": plain(draft), "base": plain(self._shown)}, self._name()) if draft != self._shown else None
        return ({"draft": plain(draft)}, self._name()) if draft.symptom.strip() or draft.note.strip() else None

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept, on top of what the request says by now."""
        draft, base = restored(RequestDraft, content.get("draft")), restored(RequestDraft, content.get("base"))
        if draft is not None:
            self._complaint_id = self._complaint_id or draft.complaint_id
            self._show(on_top(self._shown, base, draft) if self._shown and base else draft)

    def write(self) -> int:
        """Take the call, or mend it. Raises DomainError."""
        draft, request_id = self.draft(), self._start.request_id
        if request_id and self._shown is not None:
            self._doors.requests.edit(request_id, on_top(self._doors.requests.draft(request_id), self._shown, draft))
            return request_id
        return self._doors.requests.take(draft)
