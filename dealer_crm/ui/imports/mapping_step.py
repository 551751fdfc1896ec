"""Second step: how the file was read, and what each column fills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dealer_crm.domain.import_details import DetailTarget, Slot, slots
from dealer_crm.domain.imports import SEVERAL, Column, ImportOptions, Target
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.import_views import Preview
from dealer_crm.ui.theme import Space, Tone, control_height
from dealer_crm.ui.widgets import Card, Choice, Combo, ElidedLabel, FlowRow, Ink, InlineMessage, Label
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.imports import TARGETS, target_label
from dealer_crm.words.labels import label

ENCODINGS = (("utf-8-sig", "UTF-8"), ("gb18030", "GBK / GB18030"), ("big5hkscs", N_("Big5 (traditional)")), ("utf-16", "UTF-16"))
MOST_COLUMNS, HEADER_ROWS = 120, 30


class MappingStep(QWidget):
    """`options_changed` asks to read the file again; `targets_changed` tells that a column fills something else."""

    options_changed = Signal(ImportOptions)
    targets_changed = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("import_mapping_step")
        self._columns: Sequence[Column] = ()
        self._combos: dict[int, Combo] = {}
        self._built_in = self._choices = [Choice(target, target_label(target, t)) for target in _order()]
        self.message = InlineMessage(t, name="mapping_message")
        self.sheet = Combo(name="field_sheet", label=t("Sheet"))
        self.encoding = Combo([Choice(value, t(text)) for value, text in ENCODINGS], name="field_encoding", label=t("Encoding"))
        self.header = Combo(name="field_header_row", label=t("Headings"))
        self._sheet_word, self._encoding_word = Label(t("Sheet"), tone=Ink.TEXT2), Label(t("Encoding"), tone=Ink.TEXT2)
        line = FlowRow(name="import_reading")
        headings = Label(t("Headings"), tone=Ink.TEXT2)
        for word in (self._sheet_word, self._encoding_word, headings):
            word.setMinimumHeight(control_height())
        for widget in (self._sheet_word, self.sheet, self._encoding_word, self.encoding, headings, self.header):
            line.add(widget)
        for combo in (self.sheet, self.encoding, self.header):
            combo.picked.connect(lambda _value: self.options_changed.emit(self.reading()))
        self._body = ScrollBody("import_columns", margin=Space.M)
        card = Card("import_columns_card", margin=0)
        card.box.addWidget(self._body)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(line)
        box.addWidget(self.message)
        box.addWidget(card, 1)

    def show_preview(self, preview: Preview) -> None:
        """Show what was read."""
        t = self._t
        self.sheet.set_choices([Choice(name, name) for name in preview.sheets])
        self.sheet.set_value(preview.sheet)
        self.encoding.set_value(preview.encoding)
        rows = [Choice(0, t("none"))] + [Choice(n, t("row {n}").format(n=n)) for n in range(1, HEADER_ROWS + 1)]
        self.header.set_choices(rows)
        self.header.set_value(preview.header_row)
        for widget in (self.sheet, self._sheet_word):
            widget.setVisible(len(preview.sheets) > 1)
        for widget in (self.encoding, self._encoding_word):
            widget.setVisible(bool(preview.encoding))
        further = [Choice(one, self._further_name(one)) for one in slots(preview.fields) if not one.known.retired]
        self._choices = [*self._built_in, *further]
        self._columns = preview.columns
        self._fill([column for column in preview.columns if column.heading or column.samples][:MOST_COLUMNS])

    def _further_name(self, target: DetailTarget) -> str:
        """Return the name of a further field behind the part of the form it stands in."""
        return f"{label(target.known.section, self._t)} · {target_label(target, self._t)}"

    def reading(self) -> ImportOptions:
        """Return how the file is to be read; columns are found anew."""
        encoding = self.encoding.value() if self.encoding.isVisibleTo(self) else None
        return ImportOptions(self.sheet.value(), encoding, self.header.value())

    def targets(self) -> tuple[Slot, ...]:
        """Return what each column fills."""
        return tuple(self._combos[c.index].value() if c.index in self._combos else c.target for c in self._columns)

    def changed(self) -> bool:
        """Tell whether a column fills something else than was found."""
        return self.targets() != tuple(column.target for column in self._columns)

    def options(self) -> ImportOptions:
        """Return how the file is to be read, with the columns as chosen."""
        reading = self.reading()
        return ImportOptions(reading.sheet, reading.encoding, reading.header_row, self.targets())

    def _fill(self, columns: Sequence[Column]) -> None:
        t = self._t
        self._combos = {}
        inner = QWidget()
        inner.setObjectName("import_columns_grid")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for place, word in enumerate((t("In the sheet"), t("Fills"), t("For example"))):
            grid.addWidget(Label(word, tone=Ink.TEXT2, name=f"import_head_{place}"), 0, place)
        for row, column in enumerate(columns, 1):
            heading = column.heading or t("Column {n}").format(n=column.index + 1)
            combo = Combo(self._choices, name=f"field_target_{column.index}", label=heading)
            combo.set_value(column.target)
            combo.picked.connect(lambda value, index=column.index: self._on_picked(index, value))
            self._combos[column.index] = combo
            grid.addWidget(ElidedLabel(heading, name=f"import_heading_{column.index}"), row, 0)
            samples = t.context("list", ", ").join(column.samples)
            grid.addWidget(ElidedLabel(samples, tone=Ink.TEXT2, name=f"import_samples_{column.index}"), row, 2)
            grid.addWidget(combo, row, 1)
        grid.setRowStretch(len(columns) + 1, 1)
        _clear(self._body)
        self._body.box.addWidget(inner)
        self._say_left_out()

    def _on_picked(self, index: int, target: Slot) -> None:
        """Let a field be filled once: another column that filled it goes into the note."""
        if target not in SEVERAL:
            for other, combo in self._combos.items():
                if other != index and combo.value() == target:
                    combo.set_value(Target.KEEP)
        self._say_left_out()
        self.targets_changed.emit()

    def _say_left_out(self) -> None:
        left = [c.heading for c, target in zip(self._columns, self.targets(), strict=True) if target is Target.NOTHING and c.samples]
        if left:
            names = self._t.context("list", ", ").join(left[:6]) + ("…" if len(left) > 6 else "")
            self.message.show_message(self._t("Left out: {columns}").format(columns=names), Tone.INFO)
        else:
            self.message.clear()


def _order() -> list[Target]:
    """Return the fields as they are offered: what to do with a column that fits nowhere stands first."""
    last = [Target.NOTHING, Target.KEEP]
    return [*last, *(target for target in TARGETS if target not in last)]


def _clear(body: ScrollBody) -> None:
    while item := body.box.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()
