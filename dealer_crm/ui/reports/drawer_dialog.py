"""The drawer is counted: who still has cash hands it in, notes and coins help to add up, the difference is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dealer_crm.domain.cash import DENOMINATIONS, CashCloseDraft, count_up
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.cash_closing import CashDay
from dealer_crm.services.drafts import KIND_DRAWER, DraftPlace, Drafts
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, Dialog, FactBox, FlowRow, FormGrid, Ink, Label, LineEdit, MoneyField, Role
from dealer_crm.ui.widgets.typed_fields import NumberField
from dealer_crm.words.figures import money


@dataclass(frozen=True)
class DrawerDoors:
    """What the dialog may call; `day` and the changes may refuse."""

    day: Callable[[date], CashDay]
    close: Callable[[CashCloseDraft], int]
    edit: Callable[[int, CashCloseDraft, int], None]
    hand_in: Callable[[Iterable[int], date], None]
    staff: Callable[[], Sequence[StaffRow]]
    drafts: Drafts
    operator_id: int | None = None


class DrawerDialog(Dialog):
    """The drawer of one day; a day that was counted shows its count and can be counted again."""

    def __init__(self, t: Translator, day: date, doors: DrawerDoors, parent: QWidget) -> None:
        super().__init__(t, t("Count the drawer, {day}").format(day=day.isoformat()), parent, name="drawer_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._day, self._doors = day, doors
        self._state = doors.day(day)
        self.held = QWidget()
        self._held_box = QGridLayout(self.held)
        self._held_box.setContentsMargins(0, 0, 0, 0)
        self.facts = FlowRow("drawer_facts")
        self._facts = [self._fact(key, title) for key, title in self._titles()]
        self.box.addWidget(self.held)
        self.box.addWidget(self.facts)
        self._build_form()
        self._add_buttons()
        self._show()
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_DRAWER, day.isoformat(), day.isoformat()))
        self._on_count()

    def _titles(self) -> list[tuple[str, str]]:
        t = self._t
        return [
            ("opening", t("In the drawer before")),
            ("came_in", t("Came in")),
            ("given_back", t("Given back")),
            ("expected", t("Should be there")),
            ("difference", t("Difference")),
        ]

    def _fact(self, key: str, title: str) -> FactBox:
        fact = FactBox(title, "", name=f"drawer_{key}")
        self.facts.add(fact)
        return fact

    def _build_form(self) -> None:
        t = self._t
        self.form = form = FormGrid(t, name="drawer_form")
        self.opening = form.add("opening", t("In the drawer before"), MoneyField(name="field_opening"))
        form.set_row_visible("opening", self._state.since is None)
        self.pieces: dict[int, NumberField] = {}
        form.add("pieces", t("Notes and coins"), self._piece_fields())
        self.counted = form.add("counted", t("Counted"), MoneyField(name="field_counted"), required=True)
        self.taken_out = form.add("taken_out", t("Taken out"), MoneyField(name="field_taken_out"), beside=True)
        people = [Choice(None, t("Nobody named")), *(Choice(one.id, one.name) for one in self._doors.staff())]
        self.staff = form.add("staff_id", t("Counted by"), Combo(people, name="field_counted_by", label=t("Counted by")))
        self.note = form.add("note", t("Note"), LineEdit(name="field_drawer_note"))
        self.box.addWidget(form)
        for field in (*self.pieces.values(),):
            field.changed.connect(lambda _value: self._on_pieces())
        for money_field in (self.counted, self.opening):
            money_field.changed.connect(lambda _value: self._on_count())

    def _piece_fields(self) -> QWidget:
        """Return a field for the number of each note and coin."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        for at, value in enumerate(DENOMINATIONS):
            field = NumberField(name=f"field_piece_{value}", decimals=0)
            name = f"¥{value // 100}" if value >= 100 else f"¥0.{value // 10}"
            field.setAccessibleName(self._t("Number of {value}").format(value=name))
            self.pieces[value] = field
            row, column = divmod(at, 4)
            grid.addWidget(Label(f"{name} ×", Type.CAPTION, tone=Ink.TEXT2), row, 2 * column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, row, 2 * column + 1)
        return holder

    def _add_buttons(self) -> None:
        button = self.add_button(self._t("Save"), role=Role.PRIMARY, key="F8", name="drawer_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(self._t("Later"), key="Esc", name="drawer_leave").clicked.connect(self.reject)
        assert self.form is not None
        self.form.set_last(button)

    def _show(self) -> None:
        closed = self._state.closed
        self.opening.set_value(self._state.sums.opening or None)
        if closed is not None:
            self.counted.set_value(closed.counted)
            self.taken_out.set_value(closed.taken_out or None)
            self.note.setText(closed.note)
        self.staff.set_value(self._doors.operator_id if closed is None else closed.staff_id)
        self._show_held()
        if self._state.changed_since:
            words = self._t("Cash of this day was written down after the count: {amount}. Count again, or write the reason into the note.")
            self.message.show_message(words.format(amount=money(self._state.changed_since)), Tone.WARN)

    def _show_held(self) -> None:
        """Name everybody who still has cash, each with a button for all of his."""
        while (item := self._held_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        people = dict.fromkeys((row.staff_id, row.staff) for row in self._state.held)
        for at, (staff_id, name) in enumerate(people):
            self._held_box.addWidget(self._holder(staff_id, name or self._t("Nobody named")), at, 0)
        self.held.setVisible(bool(people))

    def _holder(self, staff_id: int | None, name: str) -> QWidget:
        mine = [row for row in self._state.held if row.staff_id == staff_id]
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        words = self._t.plural("{name} still has {amount} of {n} payment", "{name} still has {amount} of {n} payments", len(mine))
        shown = words.format(name=name, amount=money(sum(row.amount for row in mine)), n=len(mine))
        button = Button(self._t("Handed in"), icon="check", name=f"drawer_hand_in_{staff_id or 0}")
        button.clicked.connect(lambda: self._hand_in([row.payment_id for row in mine]))
        box.addWidget(Label(shown, wrap=True), 1)
        box.addWidget(button)
        return line

    def _hand_in(self, payment_ids: Sequence[int]) -> None:
        try:
            self._doors.hand_in(payment_ids, self._day)
        except DomainError as error:
            self.show_error(error)
        self._state = self._doors.day(self._day)
        self._show_held()
        self._on_count()
        self.counted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pieces(self) -> None:
        counted = {value: field.value() or 0 for value, field in self.pieces.items()}
        if any(counted.values()):
            self.counted.set_value(count_up(counted))
        self._on_count()

    def _on_count(self) -> None:
        """Say what should be there, and what is missing or too much."""
        sums = self._state.sums
        typed = (self.opening.value() or 0) - sums.opening if self._state.since is None else 0
        counted = self.counted.value()
        gap = None if counted is None else sums.difference(counted) - typed
        shown = (sums.opening + typed, sums.came_in, sums.given_back, sums.expected + typed)
        for fact, amount in zip(self._facts, shown, strict=False):
            fact.set_value(money(amount))
        tone = None if gap is None else Tone.DANGER if gap else Tone.DONE
        self._facts[-1].set_value("–" if gap is None else money(gap), tone)
        self.facts.updateGeometry()

    def draft(self) -> CashCloseDraft:
        """Return the count as the fields say it; a field that was left empty refuses itself."""
        counted = self.counted.value()
        return CashCloseDraft(
            self._day,
            -1 if counted is None else counted,
            self.taken_out.value() or 0,
            self.opening.value(),
            self.staff.value(),
            self.note.text(),
        )

    def accept(self) -> None:
        """Save, or say why not and stay."""
        closed = self._state.closed
        try:
            if closed is None:
                self._doors.close(self.draft())
            else:
                self._doors.edit(closed.id, self.draft(), closed.version)
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
