"""How a paper looks with what was chosen of it: a real page, made beside the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.preview import FIT_WIDTH, Preview
from dealer_crm.ui.settings.paper_doors import PreviewDoors, PreviewPage, Wish
from dealer_crm.ui.shell.tasks import Task
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Choice, Combo, FlowRow
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.errors import sentence

ROOM = 26
"""Digits that leafing takes beside the zoom."""


class PaperPreview(QWidget):
    """Of several wishes only the last one counts; nothing is made while it is not seen."""

    def __init__(self, t: Translator, doors: PreviewDoors) -> None:
        super().__init__()
        self.setObjectName("paper_preview")
        self._t, self._doors = t, doors
        self._kind = ""
        self._wish = Wish("", "")
        self._task: Task | None = None
        self._again = self._due = False
        self.paper = Combo((), name="paper_preview_paper", label=t("Paper"))
        self.copy = Combo((), name="paper_preview_copy", label=t.context("paper", "Copies"))
        self.page = Preview(t)
        for button in (self.page.copy, self.page.text):
            button.hide()
        self.page.zoom.set_value(FIT_WIDTH)
        row = FlowRow("paper_preview_row")
        row.add(self.paper)
        row.add(self.copy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.page, 1)
        self.paper.picked.connect(lambda _paper: self.look())
        self.copy.picked.connect(lambda _copy: self.look())

    def show_kind(self, kind: str) -> None:
        """Show another kind of paper, or the same one with the copies that it has now."""
        other = kind != self._kind
        self._kind = kind
        if other:
            self.paper.set_choices([Choice(paper.key, paper.name) for paper in self._doors.papers(kind)])
            self.paper.set_value(None)
        names = self._doors.copies(kind)
        if names != self.copy.offered():
            self.copy.set_choices([Choice(name, name) for name in names])
        self.copy.setVisible(bool(names))
        self.look()

    def look(self) -> None:
        """Make the page anew, as soon as it is seen."""
        self._due = True
        if not self.isVisible() or not self._kind or not self.paper.offered():
            return
        if self._task is not None:
            self._again = True
            return
        self._due = False
        self.page.wait()
        self._wish = Wish(self._kind, self.paper.value(), self.copy.value() or "")
        self._task = task = Task(partial(_make, self._doors, self._wish))
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        self._doors.runner.start(task)

    def waiting(self) -> bool:
        """Tell whether a page is being made."""
        return self._task is not None

    def _on_finished(self, made: PreviewPage) -> None:
        if self._next():
            return
        wish = self._wish
        paper = next((one for one in self._doors.papers(wish.kind) if one.key == wish.paper), None)
        if paper is not None:
            self.page.show_pdf(made.pdf, paper)
        self.page.set_caption(made.caption)

    def _on_failed(self, error: Exception) -> None:
        if self._next():
            return
        self.page.fail()
        if not isinstance(error, DomainError):
            raise error
        self.page.set_caption(sentence(error, self._t))

    def _next(self) -> bool:
        """Begin with what was wished meanwhile."""
        self._task = None
        again, self._again = self._again, False
        if again:
            self.look()
        return self._task is not None

    def hasHeightForWidth(self) -> bool:
        """Take the room there is: the page is fitted into it."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer to zoom where there is room."""
        super().resizeEvent(event)
        self.page.zoom.setVisible(self.width() >= self.page.zoom.width() + ROOM * advance("8"))

    def showEvent(self, event: QShowEvent) -> None:
        """Make what was wished while nobody saw it."""
        super().showEvent(event)
        if self._due:
            self.look()


def _make(doors: PreviewDoors, wish: Wish, _progress: Progress) -> PreviewPage:
    return doors.make(wish)
