"""The copies of a paper (联): which there are, in what order, and what differs on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.paper_templates import MOST_COPIES, CopyColour, CopyStyle, Words
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, CheckBox, Choice, Combo, FlowRow, FormGrid, LineEdit, MultiSegments, Segments
from dealer_crm.words.labels import label


class CopiesEditor(QWidget):
    """One copy is chosen and shown below; `changed` tells whether it was typed. A kind without usual copies may have none."""

    changed = Signal(bool)

    def __init__(self, t: Translator, kind: PaperKind) -> None:
        super().__init__()
        self.setObjectName("paper_copies")
        self._t, self._kind = t, kind
        self._copies: list[CopyStyle] = list(kind.copies)
        self._fewest = 1 if kind.copies else 0
        self._showing = False
        self.which = Segments((), name="paper_copies_which", label=t.context("paper", "Copies"), joined=True)
        self.form = self._form()
        self.buttons = FlowRow("paper_copies_buttons")
        self.add_button = self._button(t("Add a copy"), "plus", "add", self.add)
        self.earlier_button = self._button(t("Earlier"), "arrow-left", "earlier", lambda: self.move_current(-1))
        self.later_button = self._button(t.context("paper", "Further back"), "arrow-right", "later", lambda: self.move_current(1))
        self.remove_button = self._button(t("Remove"), "trash-2", "remove", self.remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        for widget in (self.which, self.buttons, self.form):
            box.addWidget(widget)
        self.which.changed.connect(lambda _at: self._show_current())
        self.form.edited.connect(self._on_edited)
        self._show(0)

    def _button(self, text: str, icon: str, name: str, run: Callable[[], object]) -> Button:
        button = Button(text, icon=icon, name=f"paper_copies_{name}")
        button.clicked.connect(run)
        self.buttons.add(button)
        return button

    def _form(self) -> FormGrid:
        t = self._t
        form = FormGrid(t, name="paper_copy_form")
        self.name_zh = form.add("copy_zh", t("Name in Chinese"), LineEdit(name="field_copy_zh", chars=12))
        self.name_en = form.add("copy_en", t("Name in English"), LineEdit(name="field_copy_en", chars=12), beside=True)
        colours = [Choice(one, label(one, t)) for one in CopyColour]
        self.colour = form.add("copy_colour", t("Colour of the sheet"), Combo(colours, name="field_copy_colour"))
        self.prices: CheckBox | None = None
        if self._kind.prices:
            self.prices = form.add("copy_prices", t("Contents"), CheckBox(t("Prices and amounts"), "field_copy_prices"), beside=True)
        loose = [Choice(part.code, part.said(t.language)) for part in (*self._kind.columns, *self._kind.blocks) if not part.fixed]
        self.without: MultiSegments | None = None
        if loose:
            self.without = form.add("copy_without", t("Left out on it"), MultiSegments(loose, name="field_copy_without"))
        self.remark_zh = form.add("copy_remark_zh", t("Remark in Chinese"), LineEdit(name="field_copy_remark_zh"))
        self.remark_en = form.add("copy_remark_en", t("Remark in English"), LineEdit(name="field_copy_remark_en"))
        return form

    # what is shown

    def copies(self) -> tuple[CopyStyle, ...]:
        """Return the copies in their order."""
        return tuple(self._copies)

    def show_copies(self, copies: Sequence[CopyStyle]) -> None:
        """Show others; the place that was chosen stays."""
        wanted = list(copies or self._kind.copies)
        if wanted != self._copies:
            self._copies = wanted
            self._show(self._at())

    def _at(self) -> int:
        return max(min(int(self.which.value() or 0), len(self._copies) - 1), 0)

    def _show(self, at: int) -> None:
        names = [copy.name.said(self._t.language) or self._t("New copy") for copy in self._copies]
        with QSignalBlocker(self.which):
            self.which.set_choices([Choice(place, f"{place + 1} {name}") for place, name in enumerate(names)])
            self.which.set_value(min(at, len(self._copies) - 1) if self._copies else None)
        self._show_current()

    def _show_current(self) -> None:
        at = self._at()
        self._showing = True
        if self._copies:
            self._fill(self._copies[at])
        self._showing = False
        for widget in (self.which, self.form):
            widget.setVisible(bool(self._copies))
        self.add_button.setEnabled(len(self._copies) < MOST_COPIES)
        self.remove_button.setEnabled(len(self._copies) > self._fewest)
        self.earlier_button.setEnabled(at > 0)
        self.later_button.setEnabled(at < len(self._copies) - 1)

    def _fill(self, copy: CopyStyle) -> None:
        texts = (
            (self.name_zh, copy.name.zh),
            (self.name_en, copy.name.en),
            (self.remark_zh, copy.remark.zh),
            (self.remark_en, copy.remark.en),
        )
        for field, text in texts:
            if field.text() != text:
                field.setText(text)
        self.colour.set_value(copy.colour)
        if self.prices:
            self.prices.setChecked(copy.prices)
        if self.without:
            self.without.set_values(copy.without)

    # deeds

    def _on_edited(self, name: str) -> None:
        if self._showing or not self._copies:
            return
        at = self._at()
        self._copies[at] = CopyStyle(
            Words(self.name_zh.text(), self.name_en.text()),
            self.colour.value(),
            self.prices.isChecked() if self.prices else True,
            tuple(self.without.values()) if self.without else (),
            Words(self.remark_zh.text(), self.remark_en.text()),
        )
        if name in ("copy_zh", "copy_en"):
            self._show(at)
        self.changed.emit(name not in ("copy_colour", "copy_prices", "copy_without"))

    def add(self) -> None:
        """Add a copy behind the others, and begin with its name."""
        taken = {copy.colour for copy in self._copies}
        colour = next((one for one in CopyColour if one not in taken), CopyColour.WHITE)
        place = len(self._copies) + 1
        self._copies.append(replace(CopyStyle(), name=_numbered(place), colour=colour))
        self._show(len(self._copies) - 1)
        self.changed.emit(False)
        field = self.name_zh if self._t.language == "zh" else self.name_en
        field.setFocus()
        field.selectAll()

    def remove(self) -> None:
        """Make the paper without the chosen copy."""
        at = self._at()
        if len(self._copies) > self._fewest:
            del self._copies[at]
            self._show(at)
            self.changed.emit(False)

    def move_current(self, step: int) -> None:
        """Put the chosen copy earlier or further back."""
        at, there = self._at(), self._at() + step
        if 0 <= there < len(self._copies):
            self._copies[at], self._copies[there] = self._copies[there], self._copies[at]
            self._show(there)
            self.changed.emit(False)


def _numbered(place: int) -> Words:
    """Return what a new copy is called until it has a name."""
    zh, en = (translator(language)("Copy {number}").format(number=place) for language in ("zh", "en"))
    return Words(zh, en)
