"""A change order being written: why, what comes new, what becomes more or less, and what that makes of the price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.change_orders import ChangeDraft, Difference
from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import LineDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.change_reading import ChangeRow
from dealer_crm.services.drafts import KIND_CHANGE, DraftPlace
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.goods_rows import GoodsRows, rows_kept
from dealer_crm.ui.orders.phrases import change_effect
from dealer_crm.ui.widgets import Button, Choice, Combo, DateField, Dialog, FormGrid, Label, LineEdit, MoneyField, NumberField, Role

WIDTH = 760
FEW = 12
"""So many lines of the order a form lets become more or less at once."""


@dataclass(frozen=True)
class Opened:
    """What is written down: a new change of the order, or one that was opened at `version`."""

    draft: ChangeDraft
    change_id: int | None = None
    version: int = 0


class ChangeDialog(Dialog):
    """`saved` when it was written down; the order changes only once it is signed."""

    saved = Signal()

    def __init__(self, t: Translator, file: OrderFile, opened: Opened, doors: OrderDoors, parent: QWidget) -> None:
        title = t("Change order for {number}").format(number=file.number)
        super().__init__(t, title, parent, name="change_dialog", width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert doors.changes is not None
        self._opened, self._changes, self._file = opened, doors.changes, file
        self._differences: list[tuple[Combo, NumberField]] = []
        self.form = FormGrid(t, name="change_form", labels_left=False)
        place = DraftPlace(KIND_CHANGE, f"{file.id}-{opened.change_id or 0}", file.number)
        kept = doors.drafts.load(place.kind, place.key)
        self._fill(doors, opened.draft, kept)
        self.effect = Label("", name="change_effect", wrap=True)
        self.box.addWidget(self.form)
        self.box.addWidget(self.effect)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="change_save", icon="check")
        button.clicked.connect(self.accept)
        if opened.change_id is not None:
            self.add_button(t("Drop it"), name="change_drop", icon="x").clicked.connect(self._on_drop)
        self.add_button(t("Later"), key="Esc", name="change_leave").clicked.connect(self.reject)
        self.form.set_last(button)
        KeptDialog(t, self, doors.drafts, place)
        self.form.edited.connect(lambda _name: self._show_effect())
        self._show_effect()

    def _fill(self, doors: OrderDoors, draft: ChangeDraft, kept: object) -> None:
        t, form = self._t, self.form
        assert form is not None
        with form.together():
            self.reason = form.add("reason", t("Why it changes"), LineEdit(name="field_change_reason"), required=True)
            self._new = form.add_section("goods", t("New goods and work"), opened=True)
            self.goods = GoodsRows(t, self, self._new, doors.reads.products)
            self.goods.show(draft.lines, rows_kept(kept, "goods_"))
            form.add_wide(self.goods.add_button)
            self._less = form.add_section("differences", t("More or less of what is in the order"), opened=True)
            for _one in range(max(1, len(draft.differences), rows_kept(kept, "line_"))):
                self._add_difference()
            more = Button(t("Another line"), role=Role.QUIET, icon="plus", name="difference_add")
            more.clicked.connect(self._on_another)
            form.add_wide(more)
            rest = form.add_section("rest", t("Price and time"), opened=True)
            self.discount = rest.add("discount", t("Further discount"), MoneyField(name="field_change_discount"))
            days = NumberField(name="field_change_days", decimals=0, unit=t("days"))
            self.days = rest.add("days", t("The work takes longer by"), days, beside=True)
            self.asked = rest.add("asked_on", t("Asked for on"), DateField(t, doors.today, name="field_asked_on"), beside=True)
            self.note = rest.add("note", t("Note"), LineEdit(name="field_change_note"))
        self._show(draft, doors.today())

    def _show(self, draft: ChangeDraft, today: date) -> None:
        self.reason.setText(draft.reason)
        for (line, more), one in zip(self._differences, draft.differences, strict=False):
            line.set_value(one.order_line_id)
            more.set_value(one.quantity)
        self.discount.set_value(draft.discount or None)
        self.days.set_value(draft.days or None)
        self.asked.set_value(draft.asked_on or today)
        self.note.setText(draft.note)

    def _add_difference(self) -> None:
        t, at = self._t, len(self._differences)
        lines = [Choice(None, t("No line")), *(Choice(line.id, _called(line)) for line in self._file.draft.lines)]
        line = self._less.add(f"line_{at}", t("Line of the order"), Combo(lines, name=f"field_line_{at}", label=t("Line of the order")))
        field = NumberField(name=f"field_more_{at}", decimals=3)
        more = self._less.add(f"more_{at}", t("More (+) or less (−)"), field, beside=True)
        self._differences.append((line, more))

    def _on_another(self) -> None:
        if len(self._differences) < FEW:
            self._add_difference()
            self._differences[-1][0].setFocus()

    def draft(self) -> ChangeDraft:
        """Return the change as the fields say it."""
        chosen = [(line.value(), more.value() or 0) for line, more in self._differences]
        return ChangeDraft(
            self._opened.draft.order_id,
            self.reason.text(),
            self.goods.lines(),
            tuple(Difference(line_id, more) for line_id, more in chosen if line_id is not None and more),
            self.discount.value() or 0,
            self.days.value() or 0,
            self.asked.value(),
            self.note.text(),
        )

    def _show_effect(self) -> None:
        try:
            self.effect.setText(change_effect(self._changes.foresee(self.draft()), self._t))
        except DomainError:
            self.effect.setText("")

    def _on_drop(self) -> None:
        self._run(lambda: self._changes.drop(self._opened.change_id or 0))

    def accept(self) -> None:
        """Save, or say why not and stay."""
        if self._opened.change_id is None:
            self._run(lambda: self._changes.create_change(self.draft()))
        else:
            self._run(lambda: self._changes.edit_change(self._opened.change_id or 0, self.draft(), self._opened.version))

    def _run(self, save: Callable[[], object]) -> None:
        try:
            save()
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()


def _called(line: LineDraft) -> str:
    room = f" · {line.room}" if line.room else ""
    return f"{line.name} {line.model}".strip() + f" ×{shown_quantity(line.quantity)}{line.unit}{room}"


class SignDialog(Dialog):
    """The customer signed a change: when, and who; from then on it is part of the order."""

    signed = Signal()

    def __init__(self, t: Translator, change: ChangeRow, customer: str, doors: OrderDoors, parent: QWidget) -> None:
        super().__init__(t, t("{number} is signed").format(number=change.number), parent, name="sign_change", width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert doors.changes is not None
        self._changes, self._change_id = doors.changes, change.id
        self.form = FormGrid(t, name="sign_form")
        self.by = self.form.add("signed_by", t("Signed by"), LineEdit(name="field_signed_by", chars=16), required=True)
        self.day = self.form.add("signed_on", t("Signed on"), DateField(t, doors.today, name="field_signed_on"), required=True)
        self.by.setText(customer)
        self.day.set_value(doors.today())
        self.box.addWidget(self.form)
        words = t("From now on the order has the new goods and the new price.")
        self.box.addWidget(Label(words, name="sign_words", wrap=True))
        button = self.add_button(t("It is signed"), role=Role.PRIMARY, key="F8", name="sign_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="sign_leave").clicked.connect(self.reject)
        self.form.set_last(button)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_CHANGE, f"sign-{change.order_id}-{change.id}", change.number))

    def accept(self) -> None:
        """Sign, or say why not and stay."""
        try:
            self._changes.sign(self._change_id, self.day.value(), self.by.text())
        except DomainError as error:
            self.show_error(error)
        else:
            self.signed.emit()
            super().accept()
