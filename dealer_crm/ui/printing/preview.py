"""The pages of a PDF, one at a time: leafing, fitting, zooming."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from dealer_crm.documents.pdf.render import page_count, page_image
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.canvas import MARGIN, MM_PER_INCH, PageCanvas
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets import Button, Choice, ElidedLabel, HLine, IconButton, Ink, Label, Segments

FIT_PAGE, FIT_WIDTH, WHOLE = "page", "width", "whole"
SETTLE_MS = 60
PICTURE_DPI = 144
SMALLEST, LARGEST = 160, 2_400


class Preview(QFrame):
    """Give it a PDF and its paper; the picture of the page in view is `picture()`."""

    copy_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setProperty("band", "surface")
        self._t = t
        self._pdf, self._page, self._pages = b"", 0, 0
        self._paper: PaperChoice | None = None
        self.canvas = PageCanvas()
        self.back = IconButton("chevron-left", t("Previous page"), name="print_back", key="PgUp")
        self.next = IconButton("chevron-right", t("Next page"), name="print_next", key="PgDn")
        self.count = Label("", name="print_count")
        zooms = [Choice(FIT_PAGE, t("Whole page")), Choice(FIT_WIDTH, t("Page width")), Choice(WHOLE, t("100 %"))]
        self.zoom = Segments(zooms, name="print_zoom", label=t("Zoom"), joined=True)
        self.copy = Button(t("Copy as picture"), icon="image", name="print_copy")
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
        bar.addStretch(1)
        bar.addWidget(self.copy)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        foot.addWidget(self.caption, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(HLine())
        box.addWidget(self.area, 1)
        box.addWidget(HLine())
        box.addLayout(foot)
        self.zoom.set_value(FIT_WIDTH)
        self.zoom.setFixedWidth(self.zoom.sizeHint().width())

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self.leaf(-1))
        self.next.clicked.connect(lambda: self.leaf(1))
        self.copy.clicked.connect(self.copy_requested)
        self.zoom.changed.connect(lambda _zoom: self._draw())
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._draw)
        self._dress()

    def set_narrow(self, on: bool) -> None:
        """Leave the words of the copy button out where there is little room."""
        self.copy.set_wordless(on)

    def wait(self) -> None:
        """Say that the paper is being made, where nothing is shown yet."""
        if not self._pdf:
            self._say(self._t("Preparing the paper…"))

    def fail(self) -> None:
        """Show nothing: the reason stands in the dialog's message."""
        self._pdf, self._pages = b"", 0
        self._say(self._t("This paper could not be made."))
        self._dress()

    def show_pdf(self, pdf: bytes, paper: PaperChoice) -> None:
        """Show a finished PDF; the page in view stays, if there still is one."""
        self._pdf, self._paper, self._pages = pdf, paper, page_count(pdf)
        self._page = min(self._page, self._pages - 1)
        self._draw()
        self._dress()

    def set_caption(self, words: str) -> None:
        """Say below the page what kind of paper it is."""
        self.caption.setText(words)

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
            self._draw()
            self._dress()
            self.area.verticalScrollBar().setValue(0)

    def picture(self) -> QImage:
        """Return the page in view, as large as messengers show it well."""
        return picture_of(self._pdf, self._page)

    def _dress(self) -> None:
        self.back.setEnabled(self._page > 0)
        self.next.setEnabled(self._page + 1 < self._pages)
        self.copy.setEnabled(bool(self._pdf))
        self.count.setText(self._t("Page {number} / {pages}").format(number=self._page + 1 if self._pages else 0, pages=self._pages))

    def _say(self, words: str) -> None:
        self.canvas.setFixedSize(self.area.viewport().size())
        self.canvas.say(words)

    def _draw(self) -> None:
        if self._pdf and self._paper:
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
