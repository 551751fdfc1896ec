"""The exact numbers beside the form: of the whole form, of the chosen fields, of the rows of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.overprint import ROWS, FormValues, Side
from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.overprint.editing import Editing
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, CheckBox, Choice, Combo, FlowRow, FormGrid, InlineMessage, LineEdit, NumberField
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

OWN = ""
PAIRED, PAIRED_DIGITS = 560, 34
"""A width at which a form sets fields side by side; so many digits of room are enough for two numbers."""
_SIZE, _TABLE = ("width", "height"), ("top", "pitch", "rows")
_NUMBERS = ("x", "y", "width", "size", "lines", "pitch")


class OverprintPanel(QWidget):
    """Shows what is chosen in `editing` and changes it; a number counts once its field is left, or by Enter."""

    scan_chosen = Signal()
    scan_pasted = Signal()
    scan_removed = Signal()
    kind_changed = Signal()

    def __init__(self, t: Translator, editing: Editing, kinds: Sequence[PaperKind], sizes: Sequence[PaperChoice]) -> None:
        super().__init__()
        self._t, self._editing = t, editing
        self._sizes = {size.key: size for size in sizes}
        self._showing = False
        self.fit = InlineMessage(t, name="overprint_fit")
        self.form = form = _Form(t, name="overprint_form", labels_left=False)
        self.numbers: dict[str, NumberField] = {}
        with form.together():
            self._add_form(form.add_section("overprint_whole", t("The form"), opened=not editing.form.name), kinds)
            self._add_field(form)
            self._add_table(form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.fit)
        box.addWidget(form)
        box.addStretch(1)
        form.edited.connect(self._on_edited)
        form.left.connect(self.take)
        editing.changed.connect(self.show_state)
        self.show_state()

    # building

    def _add_form(self, form: FormGrid, kinds: Sequence[PaperKind]) -> None:
        t = self._t
        self.name = form.add("name", t.context("overprint", "Name of the form"), LineEdit(name="overprint_name"), required=True)
        self.kind = form.add(
            "kind", t("Is filled by"), Combo([Choice(one.code, one.said(t.language)) for one in kinds], name="overprint_kind")
        )
        own = Choice(OWN, t("Another size"))
        sizes = [Choice(size.key, size.name) for size in self._sizes.values()]
        self.size_box = form.add("size", t("Paper"), Combo([*sizes, own], name="overprint_size"))
        for name, words in (("form_width", t("Width")), ("form_height", t("Height"))):
            self.numbers[name] = form.add(name, words, NumberField(name=f"overprint_{name}", decimals=1, unit=t("mm")))
        self.continuous = form.add("continuous", "", CheckBox(t("Continuous paper"), "overprint_continuous"))
        self.scan_button = Button(t("Load a scan…"), icon="folder-open", name="overprint_scan")
        self.paste_button = Button(t("Paste"), icon="clipboard-paste", name="overprint_paste")
        self.bare_button = Button(t("Remove the scan"), icon="trash-2", name="overprint_bare")
        row = FlowRow("overprint_scan_row")
        for button, signal in (
            (self.scan_button, self.scan_chosen),
            (self.paste_button, self.scan_pasted),
            (self.bare_button, self.scan_removed),
        ):
            row.add(button)
            button.clicked.connect(signal)
        form.add_wide(row)

    def _add_field(self, form: FormGrid) -> None:
        t = self._t
        form.add_heading(t("Chosen field"))
        self._number("x", t("From the left"), 1, t("mm"))
        self._number("y", t("From the top"), 1, t("mm"), beside=True)
        self._number("width", t("Width of the field"), 1, t("mm"))
        self._number("size", t("Size of letters"), 1, t("pt"), beside=True)
        self._number("lines", t("Lines at most"), 0)
        self._number("pitch", t("Box for each sign"), 1, t("mm"), beside=True)
        sides = [Choice(side, label(side, t)) for side in Side]
        self.side = form.add("side", t("Text stands"), Combo(sides, name="overprint_side"))
        self.bold = form.add("bold", "", CheckBox(t("Bold"), "overprint_bold"))
        self.left_button = Button(t("Same left edge"), name="overprint_left")
        self.top_button = Button(t("Same height"), name="overprint_top")
        self.remove_button = Button(t("Remove the field"), icon="trash-2", key="Del", name="overprint_remove")
        row = FlowRow("overprint_field_row")
        for button in (self.left_button, self.top_button, self.remove_button):
            row.add(button)
        form.add_wide(row)
        self.left_button.clicked.connect(lambda: self._editing.align("left"))
        self.top_button.clicked.connect(lambda: self._editing.align("top"))
        self.remove_button.clicked.connect(self._editing.remove)

    def _add_table(self, form: FormGrid) -> None:
        t = self._t
        form.add_heading(t("Rows of goods"))
        self._number("table_top", t.context("overprint", "First row at"), 1, t("mm"))
        self._number("table_pitch", t("Height of a row"), 1, t("mm"), beside=True)
        self._number("table_rows", t("Rows on a sheet"), 0)

    def _number(self, name: str, text: str, decimals: int, unit: str = "", *, beside: bool = False) -> None:
        self.numbers[name] = self.form.add(name, text, NumberField(name=f"overprint_{name}", decimals=decimals, unit=unit), beside=beside)

    # showing

    def show_state(self) -> None:
        """Show the form and what is chosen; a field that is being typed in keeps its text."""
        self._showing = True
        try:
            self._show_state()
        finally:
            self._showing = False

    def _show_state(self) -> None:
        form = self._editing.form
        chosen = self._editing.fields()
        self._show_text()
        self.kind.set_value(form.kind)
        self.kind.setEnabled(not form.fields)
        self.continuous.setChecked(form.continuous)
        self.size_box.set_value(self._size_key())
        self.bare_button.setEnabled(bool(form.background))
        self._show_numbers("form_", form, _SIZE)
        self._show_numbers("table_", form.table, _TABLE)
        columns = bool(form.columns)
        for name in _TABLE:
            self.numbers[f"table_{name}"].setEnabled(columns)
        for name in _NUMBERS:
            values = {getattr(one, name) for one in chosen}
            value = form.table.top if name == "y" and chosen and chosen[0].column else next(iter(values), None)
            self._show_number(name, value if len(values) == 1 else None)
            self.numbers[name].setEnabled(bool(chosen))
        for widget in (self.side, self.bold, self.remove_button):
            widget.setEnabled(bool(chosen))
        for button in (self.left_button, self.top_button):
            button.setEnabled(len(chosen) > 1)
        if chosen:
            self.side.set_value(chosen[0].side)
            self.bold.setChecked(chosen[0].bold)

    def _show_text(self) -> None:
        if not self.name.hasFocus() and self.name.text() != self._editing.form.name:
            self.name.setText(self._editing.form.name)

    def _show_numbers(self, prefix: str, source: object, names: Sequence[str]) -> None:
        for name in names:
            self._show_number(f"{prefix}{name}", getattr(source, name))

    def _show_number(self, name: str, value: int | None) -> None:
        field = self.numbers[name]
        if field.value() != value or not field.is_valid():
            field.set_value(value)

    def _size_key(self) -> str:
        form = self._editing.form
        same = (
            key
            for key, size in self._sizes.items()
            if abs(size.width * 10 - form.width) < 1 and abs(size.height * 10 - form.height) < 1 and size.continuous == form.continuous
        )
        return next(same, OWN)

    def show_fit(self, words: str) -> None:
        """Say which of the example values has no room; '' takes it back."""
        if words:
            self.fit.show_message(words, Tone.WARN)
        else:
            self.fit.clear()

    def title_of_choice(self, values: FormValues) -> str:
        """Return what the chosen fields are called."""
        return " · ".join(values.names.get(one.code, one.code.removeprefix(ROWS)) for one in self._editing.fields())

    # taking

    def _on_edited(self, name: str) -> None:
        editing = self._editing
        if self._showing:
            return
        if name == "kind":
            editing.change_form(kind=self.kind.value())
            self.kind_changed.emit()
        elif name == "size":
            self._take_size()
        elif name == "continuous":
            editing.change_form(continuous=self.continuous.isChecked())
        elif name == "side" and editing.chosen:
            editing.change_fields(side=Side(self.side.value()))
        elif name == "bold" and editing.chosen:
            editing.change_fields(bold=self.bold.isChecked())

    def _take_size(self) -> None:
        size = self._sizes.get(self.size_box.value())
        if size is None:
            self.numbers["form_width"].setFocus(Qt.FocusReason.OtherFocusReason)
            self.numbers["form_width"].selectAll()
        else:
            self._editing.change_form(width=round(size.width * 10), height=round(size.height * 10), continuous=size.continuous)

    def take(self, name: str) -> None:
        """Take what was typed into a field."""
        if name == "name":
            self._editing.change_form(name=self.name.text())
            return
        field = self.numbers.get(name)
        value = field.value() if field else None
        if value is None:
            self.show_state()
            return
        prefix, _, rest = name.partition("_")
        if prefix == "form":
            self._editing.change_form(**{rest: value})
        elif prefix == "table" or (name == "y" and any(one.column for one in self._editing.fields())):
            self._take_table(rest or "top", value)
        elif self._editing.chosen:
            self._editing.change_fields(**{name: value})
        self.show_state()

    def _take_table(self, name: str, value: int) -> None:
        self._editing.change_form(table=replace(self._editing.form.table, **{name: value}))

    def take_all(self) -> None:
        """Take the name, and what stands in the field that has the focus."""
        self.take("name")
        for name, field in self.numbers.items():
            if field.hasFocus():
                self.take(name)


class _Form(FormGrid):
    """Sets two small numbers side by side although the panel is narrow."""

    def arrange(self, width: int) -> None:
        """Lay out as in a wide form."""
        super().arrange(max(width, PAIRED) if width >= advance("0" * PAIRED_DIGITS) else width)
