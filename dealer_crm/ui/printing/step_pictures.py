"""The four steps that define a form in Windows, as pictures: schematic windows painted from data, in the words of the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tokens, Type, line_height, tokens_of
from dealer_crm.ui.widgets import Label
from dealer_crm.ui.widgets.painting import CENTRE, Style, advance, paint_box, paint_icon, paint_ring, paint_text, shows_focus

WIDE, ROWS = 11, 7
"""A picture is so many lines of text wide, and holds so many rows below its title."""


class Part(Enum):
    """What a row of a window shows."""

    BAR = auto()
    PRINTER = auto()
    CHECK = auto()
    RADIO = auto()
    FIELD = auto()
    LIST = auto()
    BUTTON = auto()


@dataclass(frozen=True)
class Row:
    """One row: its words, what stands in its field, whether it is what the step is about."""

    part: Part
    words: str
    value: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Step:
    """One window of Windows and the sentence below it."""

    title: str
    rows: tuple[Row, ...]
    sentence: str


@dataclass(frozen=True)
class FormWords:
    """What is typed for a form: its name and its sides in cm."""

    name: str
    width: str
    height: str


def form_words(paper: PaperChoice) -> FormWords:
    """Return what is typed into Windows for a paper; its forms are measured in hundredths of a cm."""
    return FormWords(f"{paper.width:.0f}x{paper.height:.0f}", f"{paper.width / 10:.2f}", f"{paper.height / 10:.2f}")


def steps(t: Translator, paper: PaperChoice, printer: str) -> tuple[Step, ...]:
    """Return the four steps for a paper; where nothing is torn off, the sheet feeder stands in for the tractor."""
    form = form_words(paper)
    feeder = t.context("windows", "Tractor feeder") if paper.continuous else t.context("windows", "Sheet feeder")
    return (
        Step(
            t.context("windows", "Devices and Printers"),
            (
                Row(Part.BAR, t.context("windows", "Print server properties"), marked=True),
                Row(Part.PRINTER, printer or t("Printer"), marked=True),
            ),
            t("1. Click the printer, then “Print server properties” in the bar above."),
        ),
        Step(
            t.context("windows", "Print server properties"),
            (
                Row(Part.CHECK, t.context("windows", "Create a new form"), marked=True),
                Row(Part.FIELD, t.context("windows", "Form name"), form.name, marked=True),
                Row(Part.FIELD, t.context("windows", "Width"), f"{form.width} cm", marked=True),
                Row(Part.FIELD, t.context("windows", "Height"), f"{form.height} cm", marked=True),
                Row(Part.FIELD, t.context("windows", "Margins"), "0.00 cm"),
                Row(Part.BUTTON, t.context("windows", "Save form"), marked=True),
            ),
            t("2. Tick “Create a new form”, type these four, save the form."),
        ),
        Step(
            t.context("windows", "Printing preferences"),
            (
                Row(Part.LIST, t.context("windows", "Paper size"), form.name, marked=True),
                Row(Part.RADIO, t.context("windows", "Portrait"), "on", marked=True),
                Row(Part.RADIO, t.context("windows", "Landscape")),
                Row(Part.FIELD, t.context("windows", "Scale"), "100 %", marked=True),
            ),
            t("3. In the printing preferences choose this form, portrait, 100 %."),
        ),
        Step(
            t.context("windows", "Printer properties"),
            (
                Row(Part.BAR, t.context("windows", "Device settings")),
                Row(Part.LIST, feeder, form.name, marked=True),
                Row(Part.BUTTON, t.context("windows", "OK"), marked=True),
            ),
            t("4. In the printer properties, page “Device settings”, give the feeder this form."),
        ),
    )


class StepPicture(QWidget):
    """One window, drawn; screen readers hear its sentence. Tab brings it into sight."""

    def __init__(self, step: Step, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.step = step
        self.setAccessibleName(step.sentence)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words need; all are equally high."""
        line = line_height(Type.CAPTION)
        return QSize(WIDE * line, (ROWS + 1) * (line + 4))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, title and rows."""
        tokens, painter, high = tokens_of(self), QPainter(self), line_height(Type.CAPTION) + 4
        whole = self.rect()
        paint_box(painter, whole, tokens.surface, tokens.border)
        paint_box(painter, QRect(0, 0, whole.width(), high), tokens.selection, tokens.border)
        paint_text(painter, QRect(8, 0, whole.width() - 16, high), self.step.title, tokens.text, Type.CAPTION)
        for number, row in enumerate(self.step.rows):
            _paint_row(painter, QRect(8, high + 4 + number * high, whole.width() - 16, high - 3), row, tokens)
        if shows_focus(self):
            paint_ring(painter, whole, tokens.accent)


def _paint_row(painter: QPainter, place: QRect, row: Row, tokens: Tokens) -> None:
    if row.part in (Part.BAR, Part.BUTTON):
        box = QRect(place.x(), place.y(), min(advance(row.words, Type.CAPTION) + 18, place.width()), place.height())
        paint_box(painter, box, tokens.alt, tokens.border)
        paint_text(painter, box.adjusted(4, 0, -4, 0), row.words, tokens.text, Style(Type.CAPTION, CENTRE))
    elif row.part in (Part.FIELD, Part.LIST):
        box = place.adjusted(place.width() * 9 // 20, 0, 0, 0)
        paint_text(painter, QRect(place.x(), place.y(), box.x() - place.x() - 4, place.height()), row.words, tokens.text2, Type.CAPTION)
        paint_box(painter, box, tokens.surface, tokens.border)
        paint_text(painter, box.adjusted(6, 0, -18 if row.part is Part.LIST else -4, 0), row.value, tokens.text, Type.CAPTION)
        if row.part is Part.LIST:
            paint_icon(painter, "chevron-down", tokens.text2, QPointF(box.right() - 15, box.y() + (box.height() - 12) / 2), 12)
    else:
        box = _paint_sign(painter, place, row, tokens)
    if row.marked:
        paint_ring(painter, box.adjusted(-2, -1, 2, 1), tokens.accent)


def _paint_sign(painter: QPainter, place: QRect, row: Row, tokens: Tokens) -> QRect:
    """Paint a tick, a point or a printer with its words and return what they cover."""
    side = place.height() - 4
    sign = QRect(place.x() + 2, place.y() + 2, side, side)
    if row.part is Part.PRINTER:
        paint_icon(painter, "printer", tokens.text2, QPointF(sign.x(), sign.y()), side)
    elif row.part is Part.CHECK:
        paint_box(painter, sign, tokens.surface, tokens.border, radius=2)
        paint_icon(painter, "check", tokens.text, QPointF(sign.x() + 1, sign.y() + 1), side - 2)
    else:
        paint_box(painter, sign, tokens.surface, tokens.border, radius=side / 2)
        if row.value:
            painter.setBrush(QColor(tokens.text))
            painter.drawEllipse(sign.center() + QPointF(0.5, 0.5).toPoint(), side // 5, side // 5)
    words = QRect(sign.right() + 6, place.y(), place.right() - sign.right() - 6, place.height())
    paint_text(painter, words, row.words, tokens.text, Type.CAPTION)
    return QRect(place.x(), place.y(), min(side + 14 + advance(row.words, Type.CAPTION), place.width()), place.height())


class StepPictures(QWidget):
    """The steps beside each other, as many as there is room for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._cells: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.M)

    def show_steps(self, found: Sequence[Step]) -> None:
        """Show other steps."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [self._cell(step, number) for number, step in enumerate(found, 1)]
        self._columns = 0
        self._arrange()

    def _cell(self, step: Step, number: int) -> QWidget:
        cell = QWidget(self)
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(StepPicture(step, f"{self.objectName()}_{number}"))
        box.addWidget(Label(step.sentence, Type.CAPTION, name=f"{self.objectName()}_words_{number}", wrap=True))
        box.addStretch(1)
        return cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out anew where another number of them fits."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = WIDE * line_height(Type.CAPTION) + Space.M
        columns = max(1, min((self.width() + Space.M) // room, len(self._cells)))
        columns = 2 if columns == 3 else columns
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
            cell.show()
