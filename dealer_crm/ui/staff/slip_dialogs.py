"""Dialogs of the hand-over slip 交接单: hand a customer on, and answer a slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.slips import PAPERS, SlipDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.slips import SlipPage
from dealer_crm.ui.staff.slip_doors import SlipDoors
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, Ink, Label, MultiSegments, Role, TextEdit
from dealer_crm.words.labels import label


class SlipDialog(Dialog):
    """A new slip, begun with what is known; `sent` carries its id."""

    sent = Signal(int)

    def __init__(self, t: Translator, doors: SlipDoors, draft: SlipDraft, parent: QWidget) -> None:
        name = doors.customer(draft.customer_id)
        super().__init__(t, t("Hand on {name}").format(name=name), parent, name="slip_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._draft = doors, draft
        self.form = form = FormGrid(t, name="slip_form")
        departments = [Choice(one, label(one, t)) for one in Department]
        people = [Choice(person.id, person.name) for person in doors.staff()]
        self.giver = form.add("from_department", t("From"), Combo(departments, name="slip_from"))
        self.giver_person = form.add("from_id", t("Handed on by"), Combo([Choice(None, t("Nobody")), *people], name="slip_from_person"))
        self.receiver = form.add("to_department", t("To"), Combo(departments, name="slip_to"))
        nobody = [Choice(None, t("Choose…"))]
        self.person = form.add("to_id", t("Handed on to"), Combo([*nobody, *people], name="slip_to_person"), required=True)
        self.due_on = form.add("due_on", t("Answer until"), DateField(t, doors.today, name="slip_due"))
        self.promised = form.add("promised", t("What was promised"), TextEdit(name="slip_promised", lines=3))
        self.open_points = form.add("open_points", t("What is still open"), TextEdit(name="slip_open", lines=2))
        papers = [Choice(kind, label(kind, t)) for kind in PAPERS]
        self.papers = form.add("papers", t("Papers handed on"), MultiSegments(papers, name="slip_papers"))
        self.box.addWidget(form)
        self._fill()
        button = self.add_button(t("Hand on"), role=Role.PRIMARY, key="F8", name="slip_send", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="slip_leave").clicked.connect(self.reject)
        form.set_last(button)

    def _fill(self) -> None:
        draft = self._draft
        self.giver.set_value(draft.from_department)
        self.giver_person.set_value(draft.from_id)
        self.receiver.set_value(draft.to_department)
        self.person.set_value(draft.to_id)
        self.due_on.set_value(draft.due_on)
        self.promised.set_text(draft.promised)
        self.open_points.set_text(draft.open_points)
        self.papers.set_values(draft.papers)

    def draft(self) -> SlipDraft:
        """Return the slip as the fields say it."""
        return replace(
            self._draft,
            from_department=Department(self.giver.value()),
            from_id=self.giver_person.value(),
            to_department=Department(self.receiver.value()),
            to_id=self.person.value(),
            due_on=self.due_on.value() or self._draft.due_on,
            promised=self.promised.text(),
            open_points=self.open_points.text(),
            papers=tuple(AttachmentKind(kind) for kind in self.papers.values()),
        )

    def accept(self) -> None:
        """Send, or say why not and stay."""
        if self.form:
            self.form.clear_errors()
        try:
            slip_id = self._doors.send(self.draft())
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()
        self.sent.emit(slip_id)


class AnswerDialog(Dialog):
    """A slip as it stands; who receives it answers, and a refused one goes back to its sender. `changed` when something was written."""

    changed = Signal()
    again_requested = Signal(int)

    def __init__(self, t: Translator, doors: SlipDoors, page: SlipPage, parent: QWidget) -> None:
        super().__init__(t, f"{t('Hand-over slip')} {page.number}", parent, name="answer_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._page = doors, page
        self.form = form = FormGrid(t, name="answer_form")
        for key, title, words in told(page, t):
            if words:
                form.add(key, title, Label(words, name=f"answer_{key}", wrap=True, tone=Ink.TEXT))
        if page.state is SlipState.SENT:
            self.reason = form.add("reason", t("Reason of a refusal"), TextEdit(name="answer_reason", lines=2))
        self.box.addWidget(form)
        self._add_buttons()

    def _add_buttons(self) -> None:
        t, page = self._t, self._page
        if page.state is SlipState.SENT:
            self._deed(t("Accept"), lambda: self._doors.accept(page.id), "answer_accept", primary=True)
            self._deed(t("Refuse"), lambda: self._doors.refuse(page.id, self.reason.text()), "answer_refuse")
        elif page.state is SlipState.REFUSED:
            again = self.add_button(t("Send anew…"), role=Role.PRIMARY, name="answer_again", icon="pencil")
            again.clicked.connect(self._on_again)
            self._deed(t("Settled"), lambda: self._doors.settle(page.id), "answer_settle")
        if self._doors.print:
            printer = self._doors.print
            self.add_button(t("Print…"), name="answer_print", icon="printer").clicked.connect(lambda: printer(page.id))
        self.add_button(t("Close"), key="Esc", name="answer_close").clicked.connect(self.reject)

    def _deed(self, words: str, run: Callable[[], object], name: str, *, primary: bool = False) -> None:
        button = self.add_button(words, role=Role.PRIMARY if primary else Role.PLAIN, key="F8" if primary else "", name=name)
        button.clicked.connect(lambda: self._do(run))

    def _do(self, run: Callable[[], object]) -> None:
        if self.form:
            self.form.clear_errors()
        try:
            run()
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()
        self.changed.emit()

    def _on_again(self) -> None:
        super().accept()
        self.again_requested.emit(self._page.id)


def told(page: SlipPage, t: Translator) -> list[tuple[str, str, str]]:
    """Return what a slip says: the name of each line, its title and its words; "" where there are none."""
    way = f"{_side(page.from_department, page.from_staff, t)} → {_side(page.to_department, page.to_staff, t)}"
    sent = f"{local_day(page.sent_at):%Y-%m-%d}"
    answer = label(page.state, t)
    if page.answered_at:
        answer = " · ".join(filter(None, (answer, page.answered_by, f"{local_day(page.answered_at):%Y-%m-%d}")))
    elif page.state is SlipState.SENT:
        answer = f"{answer} · {t('until {day}').format(day=page.due_on.isoformat())}"
    return [
        ("customer", t("Customer"), " · ".join(filter(None, (page.customer or page.customer_number, page.phone, page.address)))),
        ("order", t("Order"), page.order_number),
        ("way", t("Handed on"), f"{way} · {sent}"),
        ("promised", t("What was promised"), page.promised),
        ("open_points", t("What is still open"), page.open_points),
        ("papers", t("Papers handed on"), "、".join(label(kind, t) for kind in page.papers)),
        ("state", t("Answer"), answer),
        ("why", t("Reason"), page.reason),
    ]


def _side(department: Department, person: str, t: Translator) -> str:
    return " ".join(filter(None, (label(department, t), person)))
