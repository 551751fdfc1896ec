"""What a list is filtered by in one field, as somebody sets it: values to tick, from and to, or a piece of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.details import DetailNotNumber, number_text
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_fields import CHOSEN, Condition, Field, FieldKind
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Choice, DateField, IconButton, Label, LineEdit, MoneyField, MultiSegments

COLUMNS = 4


@dataclass(frozen=True)
class _End:
    """One end of a range: its field, and how it is read and shown in the plain form of a condition."""

    field: QWidget
    read: Callable[[], str]
    show: Callable[[str], None]


class ConditionField(QWidget):
    """Tells every change, and when it is taken away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, t: Translator, field: Field, today: Callable[[], date], *, name: str) -> None:
        super().__init__()
        self._t, self._field, self._today = t, field, today
        self._ends: list[_End] = []
        self._values: MultiSegments | None = None
        self.setObjectName(name)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        self._fill(box)
        away = IconButton("x", t("Filter by {field} no more").format(field=field.title(t)), name=f"{name}_remove")
        away.clicked.connect(self.removed)
        box.addWidget(away, alignment=Qt.AlignmentFlag.AlignTop)

    def _fill(self, box: QHBoxLayout) -> None:
        name = self.objectName()
        if self._field.kind in CHOSEN:
            choices = [Choice(one.value, one.words) for one in self._field.options(self._t)]
            if self._field.empty_last:
                choices.append(Choice("", self._t("Not said")))
            self._values = MultiSegments(choices, name=f"{name}_values", columns=min(COLUMNS, len(choices)))
            self._values.changed.connect(lambda _values: self.changed.emit())
            box.addWidget(self._values, 1)
            self.setFocusProxy(self._values)
            return
        words = [""] if self._field.kind in {FieldKind.TEXT, FieldKind.PHONE} else [self._t("from"), self._t("to")]
        self._ends = [self._end(f"{name}_{place}", word) for place, word in enumerate(words)]
        for end, word in zip(self._ends, words, strict=True):
            if word:
                box.addWidget(Label(word))
            box.addWidget(end.field, 0 if word else 1)
        if words != [""]:
            box.addStretch(1)
        self.setFocusProxy(self._ends[0].field)

    def _end(self, name: str, label: str) -> _End:
        match self._field.kind:
            case FieldKind.DATE | FieldKind.INSTANT:
                end = self._day(name)
            case FieldKind.MONEY:
                end = self._money(name)
            case _:
                line = LineEdit(name=name, chars=10 if label else 0)
                line.textEdited.connect(lambda _text: self.changed.emit())
                end = _End(line, line.text, line.setText)
        end.field.setAccessibleName(f"{self._field.title(self._t)} {label}".strip())
        return end

    def _day(self, name: str) -> _End:
        day = DateField(self._t, self._today, name=name)
        day.changed.connect(lambda _day: self.changed.emit())
        return _End(day, lambda: value.isoformat() if (value := day.value()) else "", day.hold)

    def _money(self, name: str) -> _End:
        money = MoneyField(name=name)
        money.changed.connect(lambda _money: self.changed.emit())

        def read() -> str:
            return "" if money.value() is None else str(money.value())

        return _End(money, read, lambda text: money.set_value(int(text) if text else None))

    def condition(self) -> Condition:
        """Return what is asked; a number that is none yet asks nothing."""
        if self._values is not None:
            return Condition(self._field.key, tuple(self._values.values()))
        ends = [end.read().strip() for end in self._ends]
        if self._field.kind is FieldKind.NUMBER:
            ends = [_number(text) for text in ends]
        return Condition(self._field.key, (), ends[0], ends[1] if len(ends) > 1 else "")

    def show_condition(self, wanted: Condition) -> None:
        """Show what is asked."""
        if self._values is not None:
            self._values.set_values(wanted.values)
        for end, text in zip(self._ends, (wanted.low, wanted.high), strict=False):
            end.show(text)


def _number(text: str) -> str:
    try:
        return number_text("", text) if text else ""
    except DetailNotNumber:
        return ""


def condition_words(field: Field, wanted: Condition, t: Translator) -> str:
    """Name a condition on one line."""
    if field.kind in CHOSEN:
        words = {one.value: one.words for one in field.options(t)} | {"": t("Not said")}
        said = " / ".join(words.get(value, value) for value in wanted.values)
    elif field.kind in {FieldKind.TEXT, FieldKind.PHONE}:
        said = t("“{words}”").format(words=wanted.low)
    else:
        low, high = (_shown(field, text) for text in (wanted.low, wanted.high))
        said = f"{low}–{high}"
    return t("{field}: {value}").format(field=field.title(t), value=said)


def _shown(field: Field, text: str) -> str:
    return f"{int(text) / 100:,.2f}" if field.kind is FieldKind.MONEY and text else text
