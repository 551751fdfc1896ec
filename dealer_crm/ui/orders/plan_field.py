"""The plan of payment: one line for each part, begun from a preset; 定金 above a fifth is said and divided by a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.pay_plan import FULL, NodeDraft, NodeTrigger, PayKind, plan_amounts
from dealer_crm.domain.pay_presets import PayPreset, earnest_excess, with_earnest_split
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Choice, Combo, DateField, FlowRow, IconButton, Ink, InlineMessage, Label, LineEdit, Role
from dealer_crm.ui.widgets.inputs import mark_wrong
from dealer_crm.ui.widgets.typed_fields import number_text, read_number
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

KINDS = (PayKind.EARNEST_MONEY, PayKind.PREPAYMENT, PayKind.PROGRESS, PayKind.BALANCE)


def read_part(text: str) -> tuple[int | None, int | None] | None:
    """Return share and amount of "30%", "30" (up to 100 it is a share) or "5,000"; neither where nothing is typed; None for no value."""
    plain = text.strip().replace("％", "%")
    if not plain:
        return None, None
    value = read_number(plain.removesuffix("%"), 2)
    if value is None or value < 0 or plain.endswith("%") and value > FULL:
        return None
    return (value, None) if plain.endswith("%") or value <= FULL else (None, value)


def part_text(node: NodeDraft) -> str:
    """Return a share or an amount as it is typed."""
    if node.fixed is not None:
        return number_text(node.fixed, 2)
    return "" if node.share is None else f"{node.share / 100:g}%"


class _PartRow(FlowRow):
    edited = Signal()
    removed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], node: NodeDraft) -> None:
        super().__init__("plan_part", spacing=Space.XS)
        self._t, self._node = t, node
        self.kind = Combo([Choice(kind, label(kind, t)) for kind in KINDS], name="part_kind", label=t("What for"))
        self.trigger = Combo([Choice(one, label(one, t)) for one in NodeTrigger], name="part_trigger", label=t("Falls due"))
        self.part = LineEdit(name="part_share", placeholder=t("the rest"), chars=9)
        self.part.setAccessibleName(t("Share or amount"))
        self.due = DateField(t, today, name="part_due")
        self.due.edit.setAccessibleName(t("Due on"))
        self.due.setFixedWidth(self.due.sizeHint().width())
        self.amount = Label("", tone=Ink.TEXT2, name="part_amount")
        self.remove = IconButton("x", t("Remove this part"), name="part_remove")
        self.kind.set_value(node.kind)
        self.trigger.set_value(node.trigger)
        self.part.setText(part_text(node))
        self.part.setFixedWidth(self.part.sizeHint().width())
        self.due.set_value(node.due_on)
        self.amount.setMinimumHeight(self.part.sizeHint().height())
        for widget in (self.part, self.kind, self.trigger, self.due, self.amount, self.remove):
            self.add(widget)
        self.remove.clicked.connect(self.removed)
        self.part.textEdited.connect(lambda _text: self.edited.emit())
        self.part.editingFinished.connect(self._tidy)
        for signal in (self.kind.picked, self.trigger.picked, self.due.changed):
            signal.connect(lambda _value: self.edited.emit())

    def _tidy(self) -> None:
        mark_wrong(self.part, not self.is_valid())
        if self.is_valid():
            self.part.setText(part_text(self.draft()))

    def is_valid(self) -> bool:
        """Tell whether share and day are values."""
        return read_part(self.part.text()) is not None and self.due.is_valid()

    def draft(self) -> NodeDraft:
        """Return the part as it stands."""
        share, fixed = read_part(self.part.text()) or (None, None)
        typed = replace(self._node, share=share, fixed=fixed, due_on=self.due.value())
        return replace(typed, kind=self.kind.value() or typed.kind, trigger=self.trigger.value() or typed.trigger)


class PlanField(QWidget):
    """`edited` for everything that is typed, chosen or divided; amounts follow the price (`show_sums`)."""

    edited = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], presets: Sequence[PayPreset]) -> None:
        super().__init__()
        self._t, self._today, self._total = t, today, 0
        self._rows: list[_PartRow] = []
        self.setObjectName("order_plan_field")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.XS)
        none = Choice(None, t("Choose a plan…"))
        self.presets = Combo(
            [none, *(Choice(one, one.said(t.language)) for one in presets)], name="plan_preset", label=t("Plan of payment")
        )
        if not presets:
            self.presets.hide()
        self.presets.picked.connect(self._on_preset)
        self.message = InlineMessage(t, name="plan_message")
        self.add_button = Button(t("Add a part of the plan"), role=Role.QUIET, icon="plus", name="plan_add")
        self.add_button.clicked.connect(self._on_add)
        for widget in (self.presets, self.message, self.add_button):
            self._box.addWidget(widget, alignment=Qt.AlignmentFlag(0) if widget is self.message else Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.presets if presets else self.add_button)

    def value(self) -> tuple[NodeDraft, ...]:
        """Return the parts as they stand."""
        return tuple(row.draft() for row in self._rows)

    def set_value(self, nodes: Sequence[NodeDraft]) -> None:
        """Show other parts."""
        for row in list(self._rows):
            self._drop(row)
        for node in nodes:
            self._append(node)
        self.presets.set_value(None)
        self._tell()

    def wrong(self) -> dict[str, str]:
        """Return the texts that are no values, by field."""
        found = {f"part-{at}": row.part.text() for at, row in enumerate(self._rows) if read_part(row.part.text()) is None}
        return {**found, **{f"part-{at}-day": row.due.text() for at, row in enumerate(self._rows) if not row.due.is_valid()}}

    def hold_wrong(self, wrong: dict[str, str]) -> None:
        """Show texts again that are no values."""
        for at, row in enumerate(self._rows):
            if f"part-{at}" in wrong:
                row.part.setText(wrong[f"part-{at}"])
            if f"part-{at}-day" in wrong:
                row.due.edit.setText(wrong[f"part-{at}-day"])

    def show_sums(self, totals: Totals) -> None:
        """Show what each part comes to."""
        self._total = totals.total
        self._tell()

    def _tell(self) -> None:
        from dealer_crm.words.errors import sentence  # the words of every subject: not before the first paint

        nodes = self.value()
        for row, amount in zip(self._rows, plan_amounts(self._total, nodes), strict=True):
            row.amount.setText(money(amount))
        warning = earnest_excess(self._total, nodes)
        if warning is None:
            self.message.clear()
            return
        words = sentence(warning, self._t)
        self.message.show_message(words, Tone.DANGER, action=self._t("Divide it"), run=self._split)

    def _split(self) -> None:
        self.set_value(with_earnest_split(self._total, self.value()))
        self.edited.emit()

    def _on_preset(self, chosen: PayPreset | None) -> None:
        if chosen is not None:
            self.set_value(with_earnest_split(self._total, chosen.nodes) if self._total else chosen.nodes)
            self.edited.emit()

    def _append(self, node: NodeDraft) -> _PartRow:
        row = _PartRow(self._t, self._today, node)
        self._rows.append(row)
        self._box.insertWidget(len(self._rows), row)
        row.edited.connect(self._on_edited)
        row.removed.connect(lambda: self._on_removed(row))
        return row

    def _drop(self, row: _PartRow) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _on_add(self) -> None:
        self._append(NodeDraft()).part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _on_removed(self, row: _PartRow) -> None:
        self._drop(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()
