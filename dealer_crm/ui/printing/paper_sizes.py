"""The shop's own sizes of paper: added, changed, taken away. Stands in the printer wizard and in the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.wizard_doors import SizeDoors
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import (
    Button,
    CheckBox,
    Choice,
    Combo,
    Dialog,
    FlowRow,
    FormGrid,
    Ink,
    InlineMessage,
    Label,
    LineEdit,
    NumberField,
    Role,
)


class PaperSizes(QWidget):
    """A list of one line with its buttons. `changed` follows every change."""

    changed = Signal()

    def __init__(self, t: Translator, doors: SizeDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.setObjectName("paper_sizes")
        self.message = InlineMessage(t, name="paper_sizes_message")
        self.form = FormGrid(t, name="paper_sizes_form", labels_left=False)
        self.sizes = self.form.add("own", t("The shop's own sizes"), Combo([], name="paper_sizes_list"))
        self.add_button = Button(t("Add a size…"), icon="plus", name="paper_sizes_add")
        self.edit_button = Button(t("Change…"), icon="pencil", name="paper_sizes_edit")
        self.remove_button = Button(t("Remove"), icon="minus", name="paper_sizes_remove")
        row = FlowRow("paper_sizes_buttons")
        for button in (self.add_button, self.edit_button, self.remove_button):
            row.add(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        for widget in (self.message, self.form, row):
            box.addWidget(widget)
        self.add_button.clicked.connect(lambda: self._open(None))
        self.edit_button.clicked.connect(lambda: self._open(self.current()))
        self.remove_button.clicked.connect(self.remove)
        self.reload()

    def reload(self, key: str = "") -> None:
        """Show what is kept."""
        sizes = self._doors.sizes()
        sides = self._t("{name} ({width} × {height} mm)")
        words = [Choice(one.key, sides.format(name=one.name, width=f"{one.width / 10:g}", height=f"{one.height / 10:g}")) for one in sizes]
        self.sizes.set_choices(words or [Choice("", self._t("None yet"))])
        if key:
            self.sizes.set_value(key)
        for widget in (self.sizes, self.edit_button, self.remove_button):
            widget.setEnabled(bool(words))

    def current(self) -> OwnPaper | None:
        """Return the size in view."""
        return next((one for one in self._doors.sizes() if one.key == self.sizes.value()), None)

    def remove(self) -> None:
        """Take the size in view away; one that papers were printed on last is asked about."""
        current = self.current()
        if current is None:
            return
        kinds = self._doors.printed_on(current.key)
        if not kinds:
            self._remove(current.key)
            return
        words = self._t("On {size} these were printed last: {papers}. They go back to their usual paper.")
        self.message.show_message(
            words.format(size=current.name, papers=", ".join(kinds)),
            Tone.WARN,
            action=self._t("Remove it"),
            run=lambda: self._remove(current.key),
        )

    def _remove(self, key: str) -> None:
        self.message.clear()
        try:
            self._doors.remove(key)
        except DomainError as error:
            self.message.show_error(error)
            return
        self._told("")

    def _open(self, paper: OwnPaper | None) -> None:
        self.message.clear()
        dialog = SizeDialog(self._t, paper, self._doors.keep, self.window())
        dialog.saved.connect(self._told)
        dialog.open()

    def _told(self, key: str) -> None:
        self.reload(key)
        self.changed.emit()


class SizeDialog(Dialog):
    """One size. `saved` carries its key. It frees itself when it closes."""

    saved = Signal(str)

    def __init__(self, t: Translator, paper: OwnPaper | None, keep: Callable[[OwnPaper, str], object], parent: QWidget | None) -> None:
        title = t("New size of paper") if paper is None else paper.name
        super().__init__(t, title, parent, name="size_dialog", width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keep, self._old = keep, paper.key if paper else ""
        self.form: FormGrid = FormGrid(t, name="size_form")
        self.name = self.form.add("name", t.context("paper", "Name"), LineEdit(name="size_name"))
        self.across = self.form.add("size", t("Width"), NumberField(name="size_width", decimals=1, unit=t("mm")), required=True)
        self.above = self.form.add("height", t("Height"), NumberField(name="size_height", decimals=1, unit=t("mm")), required=True)
        self.holes = self.form.add("continuous", "", CheckBox(t("Continuous paper with holes at both sides"), "size_continuous"))
        self.box.addWidget(self.form)
        inches = t("Continuous paper is made in inches: 9.5 in = 241.3 mm, 5.5 in = 139.7 mm, 11 in = 279.4 mm.")
        self.box.addWidget(Label(inches, Type.CAPTION, tone=Ink.TEXT2, name="size_inches", wrap=True))
        if paper is not None:
            self.name.setText(paper.name)
            self.across.set_value(paper.width)
            self.above.set_value(paper.height)
            self.holes.setChecked(paper.continuous)
        save = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="size_save", icon="check")
        save.clicked.connect(self.accept)
        self.form.set_last(save)
        self.add_button(t("Cancel"), key="Esc", name="size_cancel").clicked.connect(self.reject)

    def accept(self) -> None:
        """Keep the size, or say why not and stay."""
        paper = OwnPaper(self.name.text(), self.across.value() or 0, self.above.value() or 0, self.holes.isChecked())
        try:
            self._keep(paper, self._old)
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
            self.saved.emit(paper.key)
