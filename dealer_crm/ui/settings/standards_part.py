"""The standards of service: what the customer may count on, changed here and printed for the wall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.standards import TEXTS, Standard, StandardArea, StandardDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_STANDARD, NEW, DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.settings.ordered_table import OrderedDoors, OrderedTable, OrderedWords
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, Chip, Choice, Column, Combo, Dialog, FormGrid, LineEdit, Role
from dealer_crm.words.labels import label

WIDEST = 1000


@dataclass(frozen=True)
class StandardDoors:
    """What the part may call; the writes raise DomainError."""

    standards: Callable[[], Sequence[Standard]]
    add: Callable[[StandardDraft], str]
    edit: Callable[[str, StandardDraft], object]
    retire: Callable[[str, bool], object]
    move: Callable[[str, int], object]
    print: Callable[[], object]
    drafts: Drafts


class StandardsPart(Part):
    """A table in the order of the page, with what can be done to the chosen standard; every change can be undone."""

    def __init__(self, t: Translator, doors: StandardDoors) -> None:
        sentence = t("What a customer may count on, by what it is measured and how you check it. The page is for the wall.")
        super().__init__("standards", t("Service standards"), sentence, widest=WIDEST)
        self._t, self._doors = t, doors
        self.list = OrderedTable(
            t,
            self._columns(),
            OrderedDoors(doors.standards, doors.move, doors.retire),
            OrderedWords("standards", t("Service standards"), t("New standard")),
        )
        self.print_button = Button(t("Print the page…"), icon="printer", name="standards_print")
        self.list.row.add(self.print_button)
        self.box.addWidget(self.list, 1)
        self.list.add_requested.connect(self.add)
        self.list.edit_requested.connect(self.edit)
        self.print_button.clicked.connect(lambda: doors.print())
        self.findable(t("New standard"), self.list.add_button)
        self.findable(t("Print the page…"), self.print_button)
        self.findable(t("Service standards"), self.list.table)

    def _columns(self) -> list[Column]:
        t, language = self._t, self._t.language
        return [
            Column("area", t("Where it holds"), lambda one: label(one.area, t), 16, quiet=True, rank=2),
            Column("words", t("Standard"), lambda one: one.said(language), 30, bold=True, stretch=3),
            Column("measure", t.context("paper", "Measure"), lambda one: one.measured(language), 24, stretch=2, rank=1),
            Column("check", t("How it is checked"), lambda one: one.checked_by(language), 18, quiet=True, stretch=2, rank=3),
            Column("state", t("State"), lambda _one: "", 14, chip=self._state),
        ]

    def _state(self, one: Standard) -> Chip | None:
        if one.retired:
            return Chip(self._t("No longer used"), Tone.NEUTRAL)
        return Chip(self._t("In use"), Tone.DONE)

    def reload(self) -> None:
        """Show the standards as stored."""
        self.list.reload()

    def add(self) -> None:
        """Ask for a new standard, where the chosen one holds."""
        chosen = self._of(self.list.current())
        draft = StandardDraft(chosen.area if chosen else StandardArea.RECEPTION)
        self._open(draft, self._doors.add, NEW)

    def edit(self, code: str) -> None:
        """Ask for changes of a standard."""
        one = self._of(code)
        if one:
            self._open(one.draft(), lambda draft: self._doors.edit(code, draft), code)

    def _of(self, code: str) -> Standard | None:
        return next((one for one in self._doors.standards() if one.code == code), None)

    def _open(self, draft: StandardDraft, save: Callable[[StandardDraft], object], key: str) -> None:
        self.list.message.clear()
        dialog = StandardDialog(self._t, draft, save, self.window())
        KeptDialog(self._t, dialog, self._doors.drafts, DraftPlace(KIND_STANDARD, key, dialog.windowTitle()))
        dialog.saved.connect(lambda code: self.list.reload(code))
        dialog.open()


class StandardDialog(Dialog):
    """`save` may refuse; then the dialog stays open. `saved` carries the code of a new one."""

    saved = Signal(str)

    def __init__(self, t: Translator, draft: StandardDraft, save: Callable[[StandardDraft], object], parent: QWidget | None) -> None:
        super().__init__(t, draft.said(t.language) or t("New standard"), parent, name="standard_dialog", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._save = draft, save
        self.form = form = FormGrid(t, name="standard_form")
        self.area = Combo([Choice(area, label(area, t)) for area in StandardArea], name="field_standard_area", label=t("Where it holds"))
        self._texts = {name: LineEdit(name=f"field_standard_{name}") for name in TEXTS}
        form.add("area", t("Where it holds"), self.area)
        for name, words in (
            ("zh", t("In Chinese")),
            ("en", t("In English")),
            ("measure_zh", t("Measure in Chinese")),
            ("measure_en", t("Measure in English")),
            ("check_zh", t("How it is checked, in Chinese")),
            ("check_en", t("How it is checked, in English")),
        ):
            self._texts[name].setText(getattr(draft, name))
            form.add(name, words, self._texts[name], required=name == "zh")
        self.area.set_value(draft.area)
        self.box.addWidget(form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="standard_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="standard_leave").clicked.connect(self.reject)
        form.set_last(button)

    def draft(self) -> StandardDraft:
        """Return the standard as the fields say it."""
        return replace(self._draft, area=StandardArea(self.area.value()), **{name: field.text() for name, field in self._texts.items()})

    def accept(self) -> None:
        """Save, or say why not and stay."""
        try:
            code = self._save(self.draft())
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit(code if isinstance(code, str) else "")
            super().accept()
