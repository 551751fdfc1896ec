"""The parts of cost and liability as they are read: costs with their approval, work that was set off, opinions, the authority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.complaint_case import CostKind, Escalation
from dealer_crm.domain.complaint_costs import goes_outside, may_decide
from dealer_crm.domain.complaint_steps import owner_speaks
from dealer_crm.domain.complaint_waiting import MAY_SEE
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_parts import CostRow
from dealer_crm.services.complaint_work import WorkKind, WorkRow
from dealer_crm.ui.complaints.phrases import one_line
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, Chip, ChipLabel, FlowRow, IconButton, Ink, Label
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

Deed = Callable[[], object]


@dataclass(frozen=True)
class Seen:
    """A case as somebody looks at it on a day."""

    file: ComplaintFile
    actor: Actor
    today: date
    now: datetime


class Section(Card):
    """A title with lines below it, built anew for each case."""

    def __init__(self, t: Translator, name: str, title: str) -> None:
        super().__init__(name, margin=Space.S, spacing=Space.XS)
        self._t = t
        self.box.addWidget(Label(title, Type.SECTION, wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.box.addLayout(self._lines)
        self._shown: list[QWidget] = []

    def clear(self) -> None:
        """Take every line out."""
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []

    def put(self, widget: QWidget) -> None:
        """Append a line."""
        self._lines.addWidget(widget)
        widget.show()
        self._shown.append(widget)

    def say(self, text: str, kind: Type = Type.BODY, tone: Ink = Ink.TEXT, name: str = "") -> None:
        """Append words; none take no room."""
        if text:
            self.put(Label(text, kind, tone=tone, name=name, wrap=True))

    def head(self, words: Label, *small: IconButton) -> None:
        """Append what a record is called, with its small buttons at the right."""
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, Space.XS, 0, 0)
        box.setSpacing(0)
        box.addWidget(words, 1)
        for button in small:
            box.addWidget(button)
        self.put(line)

    def offer(self, *buttons: Button) -> None:
        """Append buttons side by side, as far as there is room."""
        row = FlowRow(spacing=Space.XS)
        for button in buttons:
            row.add(button)
        self.put(row)

    def deed(self, text: str, icon: str, name: str, run: Deed) -> Button:
        """Return a button with words."""
        button = Button(text, icon=icon, name=name)
        button.clicked.connect(lambda: run())
        return button

    def small(self, icon: str, tip: str, name: str, run: Deed) -> IconButton:
        """Return a button without words."""
        button = IconButton(icon, tip, name=name)
        button.clicked.connect(lambda: run())
        return button


class CostSection(Section):
    """What the case cost, who bears it, and what waits for a yes."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t, "case_costs", t("Cost and liability"))
        self.add: Deed = lambda: None
        self.edit: Callable[[CostRow], object] = lambda row: None
        self.remove: Callable[[CostRow], object] = lambda row: None
        self.approve: Callable[[CostRow], object] = lambda row: None
        self.refuse: Callable[[CostRow], object] = lambda row: None

    def show_case(self, seen: Seen) -> None:
        """Show the costs of a case."""
        t, file = self._t, seen.file
        self.clear()
        self.say(
            t("Liable: {value}").format(value=label(file.liable, t)) if file.liable else t("Who is liable is found at step 5"),
            tone=Ink.TEXT2,
        )
        for row in file.parts.costs:
            self._show_cost(row, seen)
        borne: Counter[object] = Counter()
        for row in file.parts.costs:
            borne[row.payer] += row.amount if row.counts else 0
        if file.parts.costs:
            self.say(t("Counts so far: {amount}").format(amount=money(file.parts.cost)), Type.STRONG, name="case_cost_sum")
        if len(+borne) > 1:
            lines = [t("{label}: {text}").format(label=label(payer, t), text=money(sum_)) for payer, sum_ in (+borne).items()]  # type: ignore[arg-type]
            self.say(" · ".join(lines), Type.CAPTION, Ink.TEXT2)
        self.offer(self.deed(t("Write down a cost…"), "plus", "cost_add", lambda: self.add()))

    def _show_cost(self, row: CostRow, seen: Seen) -> None:
        t = self._t
        tone = Ink.TEXT if row.counts else Ink.TEXT2
        words = Label(f"{label(row.kind, t)} {money(row.amount)}", Type.STRONG, tone=tone, name=f"cost_{row.id}", wrap=True)
        edit = self.small("pencil", t("Change this cost"), f"cost_edit_{row.id}", lambda: self.edit(row))
        self.head(words, edit, self.small("trash-2", t("Take this cost out"), f"cost_remove_{row.id}", lambda: self.remove(row)))
        said = (t("{who} pays").format(who=label(row.payer, t)), short_day(row.spent_on, seen.today), row.staff, one_line(row.words))
        self.say(" · ".join(filter(None, said)), Type.CAPTION, Ink.TEXT2)
        if row.kind is CostKind.COMPENSATION:
            self.put(ChipLabel(approval_chip(row, t), name=f"cost_state_{row.id}"))
            self.say(t("“{words}”").format(words=row.answer) if row.answer else "", Type.CAPTION, Ink.TEXT2)
        if row.asked_on is not None and may_decide(seen.actor.role, seen.actor.staff_id, row.asked_by):
            approve = self.deed(t("Approve it"), "check", f"cost_approve_{row.id}", lambda: self.approve(row))
            self.offer(approve, self.deed(t("Say no…"), "x", f"cost_refuse_{row.id}", lambda: self.refuse(row)))


def approval_chip(row: CostRow, t: Translator) -> Chip:
    """Return how compensation stands: it waits, was approved, was refused."""
    if row.approved_at is not None:
        return Chip(
            t("Approved: {name}").format(name=row.approved_by).rstrip(" :：") if row.approved_by else t("Approved"), Tone.DONE, "check"
        )
    if row.refused_at is not None:
        return Chip(t("Refused: {name}").format(name=row.approved_by) if row.approved_by else t("Not approved"), Tone.DANGER, "circle-x")
    return Chip(t("Waits for approval"), Tone.WARN, "clock")


class WorkSection(Section):
    """Repair calls and jobs of the case, what came of them, and buttons for new ones."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t, "case_work", t("Repair and rectification"))
        self.repair: Deed = lambda: None
        self.rectify: Deed = lambda: None
        self.open: Callable[[WorkRow], object] = lambda row: None
        self.propose: Callable[[WorkRow], object] = lambda row: None

    def show_case(self, seen: Seen) -> None:
        """Show the work of a case."""
        t, file = self._t, seen.file
        self.clear()
        for row in file.parts.work:
            self._show_work(row, seen)
        if file.state is not ComplaintState.OPEN:
            return
        repair = self.deed(t("New repair call…"), "wrench", "work_repair", lambda: self.repair())
        repair.setEnabled(bool(file.draft.customer_id))
        rectify = self.deed(t("Plan a rectification…"), "house", "work_rectify", lambda: self.rectify())
        rectify.setEnabled(file.parts.mend_order_id is not None)
        self.offer(repair, rectify)
        if not file.draft.customer_id:
            self.say(t("A repair call needs a customer: find out first whose case it is."), Type.CAPTION, Ink.TEXT2)
        elif file.parts.mend_order_id is None:
            self.say(t("A rectification belongs to an order; this customer has none."), Type.CAPTION, Ink.TEXT2)

    def _show_work(self, row: WorkRow, seen: Seen) -> None:
        t, key = self._t, f"{row.kind}_{row.id}"
        name = t("Repair call") if row.kind is WorkKind.REQUEST else t("Rectification")
        opening = self.small("folder-open", t("Open {number}").format(number=row.number), f"work_open_{key}", lambda: self.open(row))
        self.head(Label(f"{name} {row.number}", Type.STRONG, name=f"work_{key}", wrap=True), opening)
        day = short_day(row.day, seen.today) if row.day else t("no day yet")
        self.say(" · ".join(filter(None, (day, row.staff))), Type.CAPTION, Ink.TEXT2)
        self.put(ChipLabel(work_chip(row, t), name=f"work_state_{key}"))
        self.say(done_words(row, t) if row.is_done else "", Type.CAPTION, Ink.TEXT2)
        if proposes(row, seen.file, t):
            self.offer(self.deed(t("Take over as measure"), "copy-check", f"work_take_{key}", lambda: self.propose(row)))


def work_chip(row: WorkRow, t: Translator) -> Chip:
    """Return how a piece of work stands."""
    if row.is_done:
        return Chip(label(row.state, t), Tone.DONE, "check")
    tone = Tone.INFO if row.is_open else Tone.NEUTRAL
    return Chip(label(row.state, t), Tone.WARN if row.state is JobState.UNDER_WAY else tone, "clock" if row.is_open else "")


def done_words(row: WorkRow, t: Translator) -> str:
    """Say what was done, and what was found."""
    work = one_line(row.work or row.words)
    return t("{work} (cause: {cause})").format(work=work, cause=one_line(row.cause)) if row.cause else work


def measure_words(row: WorkRow, t: Translator) -> str:
    """Return what step 6 can say of a piece of work that was done."""
    day = f"{row.day:%m-%d} " if row.day else ""
    return f"{day}{row.number}: {done_words(row, t)}"


def proposes(row: WorkRow, file: ComplaintFile, t: Translator) -> bool:
    """Tell whether step 6 does not say yet what was done."""
    return row.is_done and file.state is ComplaintState.OPEN and measure_words(row, t) not in file.measure


class OpinionSection(Section):
    """What the manager and the owner think of the case."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t, "case_opinions", t("Opinions"))
        self.write: Callable[[Escalation], object] = lambda level: None

    def show_case(self, seen: Seen) -> None:
        """Show the opinions on a case."""
        t, file = self._t, seen.file
        self.clear()
        needed = owner_speaks(file.severity, file.level) and not file.owner_words
        for level, title, words in (
            (Escalation.MANAGER, t("The manager's opinion"), file.manager_words),
            (Escalation.OWNER, t("The owner's opinion"), file.owner_words),
        ):
            self.say(title, Type.LABEL, Ink.TEXT2)
            warned = level is Escalation.OWNER and needed
            empty = t("Not written yet; the case is not closed without it") if warned else t("Not written yet")
            self.say(words or empty, tone=Ink.TEXT if words else Ink.WARN if warned else Ink.TEXT2, name=f"opinion_{level}_words")
            if seen.actor.role in MAY_SEE[level]:
                text, name = t("Change it…") if words else t("Write it…"), f"opinion_{level}"
                self.offer(self.deed(text, "pencil", name, lambda level=level: self.write(level)))  # type: ignore[misc]


class AuthoritySection(Section):
    """How the case stands before the authority; hidden for a case that stays between shop and customer."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t, "case_outside", t("12315 or consumer council"))
        self.edit: Deed = lambda: None

    def show_case(self, seen: Seen) -> None:
        """Show the authority's part of a case."""
        t, file = self._t, seen.file
        self.clear()
        told = (
            (t("Number there"), file.draft.external_number),
            (t("Filed with the authority on"), file.authority_on.isoformat() if file.authority_on else ""),
            (t("Mediation on"), file.mediation_on.isoformat() if file.mediation_on else ""),
            (t("Result at the authority"), file.authority_result),
        )
        for name, text in told:
            self.say(t("{label}: {text}").format(label=name, text=text) if text else "")
        known = any(text for _name, text in told)
        if not known:
            self.say(t("Ask for the number and the days, and write them down."), tone=Ink.TEXT2)
        self.offer(self.deed(t("Change it…") if known else t("Write it…"), "pencil", "authority_edit", lambda: self.edit()))
        self.setVisible(known or goes_outside(file.level, file.draft.channel))
