"""The pages of a PDF, one at a time: leafing, fitting, zooming."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from dealer_crm.documents.pdf.render import page_count, page_image
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.canvas import MARGIN, MM_PER_INCH, PageCanvas
from dealer_crm.ui.printing.drawing import as_drawn
from dealer_crm.ui.printing.leaves import TINTS, Leaf, LeafChooser
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets import Button, Choice, Combo, ElidedLabel, HLine, IconButton, Ink, Label, Segments

FIT_PAGE, FIT_WIDTH, WHOLE = "page", "width", "whole"
SETTLE_MS = 60
PICTURE_DPI = 144
SMALLEST, LARGEST = 160, 2_400


class Preview(QFrame):
    """Give it a PDF and its paper; the picture of the page in view is `picture()`."""

    copy_requested = Signal()
    text_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setProperty("band", "surface")
        self._t = t
        self._pdf, self._page, self._pages = b"", 0, 0
        self._paper: PaperChoice | None = None
        self._narrow, self._room = False, 0
        self.canvas = PageCanvas()
        self.back = IconButton("chevron-left", t("Previous page"), name="print_back", key="PgUp")
        self.next = IconButton("chevron-right", t("Next page"), name="print_next", key="PgDn")
        self.count = Label("", name="print_count")
        zooms = [Choice(FIT_PAGE, t("Whole page")), Choice(FIT_WIDTH, t("Page width")), Choice(WHOLE, t("100 %"))]
        self.zoom = Segments(zooms, name="print_zoom", label=t("Zoom"), joined=True)
        self.zoom_box = Combo(zooms, name="print_zoom_box", label=t("Zoom"))
        self.copy = Button(t("Copy as picture"), icon="image", name="print_copy")
        self.text = Button(t("Copy as text"), icon="copy", name="print_text")
        self.leaves = LeafChooser(t)
        self._leaves: list[Leaf] = []
        self._leaf, self._passed = 0, False
        self.caption = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="print_caption")
        self.area = _Table(self.canvas)
        self._settle = QTimer(self)
        self._build()
        self._wire()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        bar.setSpacing(Space.S)
        for widget in (self.back, self.count, self.next):
            bar.addWidget(widget)
        bar.addSpacing(Space.S)
        bar.addWidget(self.zoom)
        bar.addWidget(self.zoom_box)
        bar.addStretch(1)
        bar.addWidget(self.leaves)
        bar.addWidget(self.copy)
        bar.addWidget(self.text)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        foot.addWidget(self.caption, 1)
        foot.addWidget(self.leaves.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(HLine())
        box.addWidget(self.area, 1)
        box.addWidget(HLine())
        box.addLayout(foot)
        self.zoom.set_value(FIT_WIDTH)
        self.zoom_box.set_value(FIT_WIDTH)
        self.zoom_box.hide()
        self.zoom.setFixedWidth(self.zoom.sizeHint().width())

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self.leaf(-1))
        self.next.clicked.connect(lambda: self.leaf(1))
        self.copy.clicked.connect(self.copy_requested)
        self.text.clicked.connect(self.text_requested)
        self.leaves.chosen.connect(self._on_leaf)
        self.zoom.changed.connect(lambda _zoom: self._draw())
        self.zoom_box.activated.connect(lambda _row: self._on_zoom_box())
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._draw)
        self._dress()

    def set_narrow(self, on: bool) -> None:
        """Leave words out where there is little room."""
        self._narrow = on
        self.leaves.set_narrow(on)
        self.zoom.setHidden(on)
        self.zoom_box.setVisible(on)
        self._dress()

    def set_room(self, width: int) -> None:
        """Tell how wide it may become: copies are a list where their names do not fit."""
        self._room = width

    def _room_for_copies(self) -> int:
        """Return how wide the copies may be beside what else stands in the bar; 0 = as they like."""
        beside = self.minimumSizeHint().width() - (0 if self.leaves.isHidden() else self.leaves.chips.minimumWidth() + Space.S)
        return max(self._room - beside - Space.S, 1) if self._room else 0

    def _on_zoom_box(self) -> None:
        self.zoom.set_value(self.zoom_box.value())
        self._draw()

    def wait(self) -> None:
        """Say that the paper is being made, where nothing is shown yet."""
        if not self._pdf:
            self._say(self._t("Preparing the paper…"))

    def fail(self) -> None:
        """Show nothing: the reason stands in the dialog's message."""
        self._pdf, self._pages = b"", 0
        self._say(self._t("This paper could not be made."))
        self._dress()

    def show_pdf(self, pdf: bytes, paper: PaperChoice, leaves: Sequence[Leaf] = (), *, passed: bool = False) -> None:
        """Show a finished PDF and its copies (`passed`: all of them are the same pages); the page in view stays, if there is one."""
        self._pdf, self._paper, self._pages = pdf, as_drawn(paper, pdf), page_count(pdf)
        self._page = min(self._page, self._pages - 1)
        self._leaves, self._passed = list(leaves), passed
        self._leaf = min(self._leaf, len(self._leaves) - 1) if passed and leaves else self._leaf_of(self._page)
        self._dress()  # the buttons lose their words before the copies need room
        self.leaves.show_leaves(self._leaves, self._leaf, self._room_for_copies())
        self._draw()
        self._dress()

    def set_caption(self, words: str) -> None:
        """Say below the page what kind of paper it is."""
        self.caption.setText(words)

    def paper(self) -> PaperChoice | None:
        """Return the sheet in view as it lies: some papers are drawn across the sheet that was chosen."""
        return self._paper

    def page(self) -> int:
        """Return which page is in view, 0 = first."""
        return self._page

    def pages(self) -> int:
        """Return how many there are."""
        return self._pages

    def leaf(self, step: int) -> None:
        """Turn to another page."""
        target = min(max(self._page + step, 0), self._pages - 1)
        if self._pages and target != self._page:
            self._page = target
            if not self._passed:
                self._leaf = self._leaf_of(target)
                self.leaves.mark(self._leaf)
            self._draw()
            self._dress()
            self.area.verticalScrollBar().setValue(0)

    def _leaf_of(self, page: int) -> int:
        return max((n for n, leaf in enumerate(self._leaves) if leaf.page <= page), default=0)

    def _on_leaf(self, leaf: int) -> None:
        if self._passed:
            self._leaf = leaf
            self._draw()
        else:
            self.leaf(self._leaves[leaf].page - self._page)

    def picture(self) -> QImage:
        """Return the page in view, as large as messengers show it well."""
        return picture_of(self._pdf, self._page)

    def _dress(self) -> None:
        self.back.setEnabled(self._page > 0)
        self.next.setEnabled(self._page + 1 < self._pages)
        for button in (self.copy, self.text):
            button.setEnabled(bool(self._pdf))
            button.set_wordless(self._narrow or len(self._leaves) > 1)
        self.count.setText(self._t("Page {number} / {pages}").format(number=self._page + 1 if self._pages else 0, pages=self._pages))

    def _say(self, words: str) -> None:
        self.canvas.setFixedSize(self.area.viewport().size())
        self.canvas.say(words)

    def _draw(self) -> None:
        if self._pdf and self._paper:
            tints = [TINTS[leaf.colour] for leaf in self._leaves] or [TINTS[CopyColour.WHITE]]
            self.canvas.set_colours(tints[self._leaf], tints[self._leaf + 1 :] + tints[: self._leaf])
            self.canvas.show_page(self._pdf, self._page, self._paper, self._width(self._paper))

    def _width(self, paper: PaperChoice) -> int:
        if self.zoom.value() == WHOLE:
            return round(paper.width / MM_PER_INCH * self.logicalDpiX())
        room = self.area.room()
        by_height = int(room.height() * paper.width / paper.height)
        width = min(room.width(), by_height) if self.zoom.value() == FIT_PAGE else room.width()
        return min(max(width, SMALLEST), LARGEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again once the size is settled."""
        super().resizeEvent(event)
        self._settle.start(SETTLE_MS)


def picture_of(pdf: bytes, page: int = 0) -> QImage:
    """Return a page (0 = first) as a picture for the clipboard."""
    found = page_image(pdf, page, PICTURE_DPI)
    return QImage(found.data, found.width, found.height, found.stride, QImage.Format.Format_BGR888).copy()


class _Table(QScrollArea):
    """The ground on which pages lie."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self.setObjectName("print_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        canvas.setAutoFillBackground(False)

    def room(self) -> QSize:
        """Return what a page may take: the scroll bar at the right is always counted, so that nothing jumps; pages round up."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.width() - bar - 2 * MARGIN - 2, self.height() - 2 * MARGIN - 2)

    def minimumSizeHint(self) -> QSize:
        """Gives way."""
        return QSize(200, 120)

    def sizeHint(self) -> QSize:
        """Takes what there is."""
        return QSize(640, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self.viewport()).fillRect(self.viewport().rect(), QColor(tokens_of(self.window()).hairline))
