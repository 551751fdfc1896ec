"""Two versions of a quote side by side: what came, what went, what changed, and by how much it costs more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.quote_changes import LineChange, QuoteComparison, compare
from dealer_crm.i18n import Translator
from dealer_crm.services.quote_reading import QuoteFile
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Chip, Choice, Column, Combo, Dialog, EmptyState, Label, PagedModel, TableView
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.figures import money, quantity


@dataclass(frozen=True)
class _Row:
    """A line that differs; `at` numbers the rows."""

    at: int
    change: LineChange

    @property
    def id(self) -> int:
        """Return by what the table knows it."""
        return self.at


class CompareDialog(Dialog):
    """Any two versions can be chosen; the table follows."""

    def __init__(self, t: Translator, file: QuoteFile, position: int, parent: QWidget) -> None:
        super().__init__(t, t("Compare versions of {number}").format(number=file.number), parent, name="compare_dialog", width=820)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._t, self._file = t, file
        self._rows: dict[int, _Row] = {}
        choices = [Choice(one.position, t("Version {n}").format(n=one.position)) for one in file.versions]
        self.before = Combo(choices, name="compare_before", label=t("Before"))
        self.after = Combo(choices, name="compare_after", label=t("After"))
        later = max(position, 2)
        self.before.set_value(later - 1)
        self.after.set_value(later)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        for widget in (self.before, Label("→"), self.after):
            line.addWidget(widget)
        line.addStretch(1)
        self.sums = Label("", Type.STRONG, name="compare_sums", wrap=True)
        self.model = PagedModel(_columns(t), lambda: list(self._rows), lambda ids: [self._rows[one] for one in ids], self)
        self.table = TableView(t, self.model, name="compare_lines", label=t("What differs"))
        self.table.set_empty(EmptyState(t("No line differs."), icon="circle-check", name="compare_none"))
        self.table.setMinimumHeight(160)
        self.box.addLayout(line)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.sums)
        self.add_button(t("Close"), key="Esc", name="compare_close").clicked.connect(self.reject)
        for combo in (self.before, self.after):
            combo.picked.connect(lambda _value: self.show_difference())
        self.show_difference()

    def show_difference(self) -> None:
        """Compare the two versions that are chosen."""
        t = self._t
        before, after = (self._file.version(combo.value()) for combo in (self.before, self.after))
        found = compare(before.draft, after.draft)
        self._rows = {at: _Row(at, change) for at, change in enumerate((*found.changed, *found.added, *found.gone), 1)}
        self.model.reload()
        self.sums.setText(sums_words(found, t))


def sums_words(found: QuoteComparison, t: Translator) -> str:
    """Say what both versions come to, and how many lines stayed."""
    signed = money(found.difference) if found.difference < 0 else f"+{money(found.difference)}"
    words = t("To pay {before} → {after}, difference {difference}")
    same = t.plural("{n} line stayed the same", "{n} lines stayed the same", found.same).format(n=found.same)
    return " · ".join((words.format(before=money(found.before), after=money(found.after), difference=signed), same))


def _chip(row: _Row, t: Translator) -> Chip:
    change = row.change
    if change.before is None:
        return Chip(t("New line"), Tone.DONE, "plus")
    return Chip(t("Line taken out"), Tone.DANGER, "x") if change.after is None else Chip(t("Changed line"), Tone.INFO, "pencil")


def _both(before: str, after: str) -> str:
    return after if before == after else " → ".join(filter(None, (before, after)))


def _of(row: _Row, name: str) -> str:
    sides: Iterable[LineDraft | None] = (row.change.before, row.change.after)
    texts: Sequence[str] = [_shown(side, name) for side in sides if side is not None]
    return _both(texts[0], texts[-1])


def _shown(line: LineDraft, name: str) -> str:
    match name:
        case "goods":
            return " ".join(filter(None, (line.brand, line.name, line.model, line.room)))
        case "quantity":
            return f"{quantity(line.quantity)} {line.unit}".strip()
    return money(line.price)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("change", t("What changed"), lambda _row: "", 15, chip=lambda row: _chip(row, t), sortable=False),
        Column("goods", t("Goods"), lambda row: _of(row, "goods"), 20, sortable=False, stretch=True),
        Column("quantity", t("Quantity"), lambda row: _of(row, "quantity"), 14, RIGHT, sortable=False, rank=2),
        Column("price", t("Price"), lambda row: _of(row, "price"), 22, RIGHT, sortable=False, rank=1),
        Column("difference", t("Difference"), lambda row: money(row.change.difference), 12, RIGHT, bold=True, sortable=False),
    ]
