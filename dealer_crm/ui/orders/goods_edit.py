"""A field for goods: words of one's own, or a product found by any piece of it while typing; F7 shows them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent

from dealer_crm.domain.orders import LineDraft
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.orders.line_cells import with_product
from dealer_crm.ui.orders.product_hits import ProductHits
from dealer_crm.ui.widgets import LineEdit

Find = Callable[[str, int], Sequence[ProductRow]]
MOST = 8


class GoodsEdit(LineEdit):
    """`picked` tells the goods of a product that was chosen."""

    picked = Signal(object)

    def __init__(self, find: Find, hits: ProductHits, *, name: str) -> None:
        super().__init__(name=name)
        self._find, self._hits = find, hits
        self._line: LineDraft | None = None
        self.textEdited.connect(self._on_typed)
        hits.picked.connect(self._on_clicked)

    def goods(self) -> LineDraft:
        """Return the goods with the words, not how many of them."""
        if self._line is not None and self.text() == _words(self._line):
            return self._line
        return LineDraft(name=self.text())

    def set_goods(self, line: LineDraft) -> None:
        """Show goods."""
        self._line = line
        self.setText(_words(line))

    def held(self) -> object:
        """Return what a draft keeps."""
        return plain(self.goods())

    def hold(self, content: object) -> None:
        """Show it again; what does not fit is left out."""
        line = restored(LineDraft, content)
        if line is not None:
            self.set_goods(line)

    def _on_typed(self, text: str) -> None:
        self._look(text.strip())

    def _look(self, text: str, *, everything: bool = False) -> None:
        found = self._find("" if everything else text, MOST) if text or everything else ()
        self._hits.show_rows(found, choose=everything or text.isascii())
        sheet = self._hits.parentWidget()
        if sheet is not None:
            self._hits.place(QRect(self.mapTo(sheet, QPoint(0, 0)), self.size()))

    def _take(self) -> None:
        product = self._hits.product()
        self._hits.hide()
        if product is not None:
            self.set_goods(with_product(LineDraft(), product))
            self.picked.emit(self._line)

    def _on_clicked(self) -> None:
        if self.hasFocus():
            self._take()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are being composed look for products too."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._look((self.text() + event.preeditString()).strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a product, F7 shows all, Esc closes the list."""
        key = event.key()
        if key == Qt.Key.Key_F7:
            self._look(self.text().strip(), everything=True)
        elif self._hits.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif self._hits.isVisible() and key == Qt.Key.Key_Escape:
            self._hits.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes on takes the product that is chosen."""
        self._take()
        super().focusOutEvent(event)


def _words(line: LineDraft) -> str:
    return " ".join(filter(None, (line.brand, line.name, line.model)))
