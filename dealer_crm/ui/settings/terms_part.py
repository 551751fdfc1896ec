"""Terms of complaints: which hours count, and by when each severity is answered, planned and closed; every version is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_rules import Deadlines, Span
from dealer_crm.domain.complaint_terms import BY_WEIGHT, LONGEST, SPANS, TermOutOfRange, Terms, TermsEdition
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, Card, Choice, Combo, FlowRow, FormGrid, Ink, InlineMessage, Label, LineEdit, NumberField, Segments
from dealer_crm.ui.widgets.narrow import Narrow
from dealer_crm.words.labels import label

UNITS = {"hours": N_("hours"), "days": N_("days"), "workdays": N_("working days")}
NAMES = {"respond": N_("First answer within"), "plan": N_("Plan within"), "close": N_("Closed within")}


@dataclass(frozen=True)
class TermDoors:
    """The terms as they hold; all versions, the newest first; what they would mean now; writes a version; puts the shipped one back."""

    terms: Callable[[], Terms]
    editions: Callable[[], Sequence[TermsEdition]]
    preview: Callable[[Terms], Mapping[Severity, Deadlines]]
    save: Callable[[Terms, str], int]
    reset: Callable[[], int]


class SpanField(FlowRow):
    """A number of hours, days or working days; empty = no such time."""

    changed = Signal()

    def __init__(self, t: Translator, name: str) -> None:
        super().__init__(name)
        self._t = t
        self.number = NumberField(name=f"{name}_number", decimals=0)
        units = [Choice(unit, t(words)) for unit, words in UNITS.items()]
        self.unit = Combo(units, name=f"{name}_unit", label=" / ".join(unit.text for unit in units))
        self.add(Narrow(self.number))
        self.add(self.unit)
        self.setFocusProxy(self.number)
        self.number.changed.connect(lambda _value: self.changed.emit())
        self.unit.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def value(self) -> Span | None:
        """Return what is entered. Raises TermOutOfRange where it is no number."""
        if not self.number.is_valid():
            raise TermOutOfRange(most=LONGEST[self.unit.value()])
        number = self.number.value()
        return None if number is None else Span(**{self.unit.value(): number})

    def set_value(self, span: Span | None) -> None:
        """Show a time; where there is none, hours are offered."""
        given = {unit: number for unit in UNITS if span is not None and (number := getattr(span, unit)) is not None}
        unit, number = next(iter(given.items()), ("hours", None))
        self.number.set_value(number)
        self.unit.set_value(unit)


class TermsPart(Part):
    """What is entered holds with its button for cases from then on; it can be undone."""

    def __init__(self, t: Translator, doors: TermDoors) -> None:
        sentence = t(
            "By when a complaint is answered, planned and closed. A case that runs keeps the terms it began with; "
            "no time goes beyond the 15 days of the law, and what is more severe is never due later than what is less."
        )
        super().__init__("terms", t("Terms of complaints"), sentence)
        self._t, self._doors = t, doors
        self._shown: Terms | None = None
        self.fields: dict[tuple[Severity, str], SpanField] = {}
        self.told: dict[Severity, Label] = {}
        self.message = InlineMessage(t, name="terms_message")
        self.box.addWidget(self.message)
        self._build_hours(t)
        for severity in BY_WEIGHT:
            self._build_severity(t, severity)
        self._build_keeping(t)
        self.box.addStretch(1)

    def _build_hours(self, t: Translator) -> None:
        card = self.add_card("terms_hours", t("Which hours count"))
        self.kind = Segments([Choice(kind, label(kind, t)) for kind in ClockKind], name="terms_kind")
        self.kind.setAccessibleName(t("Which hours count"))
        self.hours = Label("", tone=Ink.TEXT2, name="terms_hours_told", wrap=True)
        card.box.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        card.box.addWidget(self.hours)
        self.kind.changed.connect(lambda _kind: self._on_typed())
        self.findable(t("Which hours count"), self.kind)

    def _build_severity(self, t: Translator, severity: Severity) -> None:
        card: Card = self.add_card(f"terms_{severity.value}", label(severity, t))
        form = FormGrid(t, name=f"terms_{severity.value}_form")
        for name in SPANS:
            field = SpanField(t, f"terms_{severity.value}_{name}")
            form.add(name, t(NAMES[name]), field)
            field.changed.connect(self._on_typed)
            self.fields[severity, name] = field
        self.told[severity] = Label("", tone=Ink.TEXT2, name=f"terms_{severity.value}_told", wrap=True)
        card.box.addWidget(form)
        card.box.addWidget(self.told[severity])
        form.submitted.connect(self.save)
        self.findable(label(severity, t), self.fields[severity, "respond"])

    def _build_keeping(self, t: Translator) -> None:
        card = self.add_card("terms_keep", t("Versions"))
        form = FormGrid(t, name="terms_keep_form")
        self.note = form.add("note", t("What changed, and why"), LineEdit(name="field_terms_note"))
        self.save_button = Button(t("From now on"), icon="check", name="terms_save")
        self.reset_button = Button(t("Back to the shipped terms"), icon="undo-2", name="terms_reset")
        row = FlowRow("terms_buttons")
        row.add(self.save_button)
        row.add(self.reset_button)
        self.versions = Label(name="terms_versions", wrap=True)
        for widget in (form, row, self.versions):
            card.box.addWidget(widget)
        form.set_last(self.save_button)
        form.submitted.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        self.findable(t("Back to the shipped terms"), self.reset_button)

    # showing

    def reload(self) -> None:
        """Show the terms as they hold; what was typed meanwhile and not kept stays."""
        held = self._doors.terms()
        if self._shown is None or not self._typed():
            self._show(held)
        self._shown = held
        self._dress()

    def _show(self, terms: Terms) -> None:
        self.kind.set_value(terms.kind)
        for (severity, name), field in self.fields.items():
            field.set_value(getattr(terms.rules[severity], name))

    def _typed(self) -> bool:
        """Tell whether the fields say something else than what was shown."""
        try:
            return self._shown is not None and self.entered() != self._shown
        except DomainError:
            return True

    def entered(self) -> Terms:
        """Return what the fields say. Raises TermMissing, TermOutOfRange."""
        held = self._doors.terms()
        rules = {}
        for severity in BY_WEIGHT:
            spans: dict[str, Any] = {name: self.fields[severity, name].value() for name in SPANS}
            rules[severity] = replace(held.rules[severity], **spans)
        return replace(held, kind=self.kind.value(), rules=rules)

    def _on_typed(self) -> None:
        self.message.clear()
        self._dress()

    def _dress(self) -> None:
        t, editions = self._t, self._doors.editions()
        self.versions.setText("\n".join(map(self._version, editions)))
        held, shipped = self._doors.terms(), editions[-1].terms
        self.reset_button.setEnabled(replace(held, number=0) != replace(shipped, number=0))
        self.save_button.setEnabled(self._typed())
        opens = f"{held.hours.opens_at:%H:%M} – {held.hours.closes_at:%H:%M}"
        told = t("The shop is open {hours}; danger does not wait for it.").format(hours=opens)
        self.hours.setText(told if self.kind.value() is ClockKind.SHOP else t("The clock runs on at night, at weekends and on holidays."))
        try:
            found = self._doors.preview(self.entered().checked())
        except DomainError:
            found = {}
        for severity, line in self.told.items():
            line.setText(self._means(found[severity]) if severity in found else "")

    def _means(self, found: Deadlines) -> str:
        t = self._t
        ends = ((t("answer {at}"), found.respond_by), (t("plan {at}"), found.plan_by), (t("closed {at}"), found.close_by))
        told = " · ".join(words.format(at=_moment(end)) for words, end in ends if end)
        return t("A case that comes now: {times}").format(times=told)

    def _version(self, one: TermsEdition) -> str:
        t = self._t
        if one.shipped or one.written_at is None:
            return t("Shipped with the program")
        said = " · ".join(filter(None, (_moment(one.written_at, "%Y-%m-%d %H:%M"), one.by, one.note)))
        return t("Version {number}: {told}").format(number=one.terms.number, told=said)

    # deeds

    def save(self) -> None:
        """Let what is entered hold from now on."""
        if self._do(lambda: self._doors.save(self.entered(), self.note.text())):
            self.note.setText("")

    def reset(self) -> None:
        """Let the shipped terms hold again."""
        self._do(self._doors.reset)

    def _do(self, deed: Callable[[], int]) -> bool:
        try:
            deed()
        except DomainError as error:
            self.message.show_error(error)
            return False
        self._shown = None
        self.reload()
        self.message.show_message(self._t("These terms hold from now on; cases that run keep theirs."), Tone.DONE)
        return True


def _moment(at: datetime, pattern: str = "%m-%d %H:%M") -> str:
    return at.astimezone().strftime(pattern)
