"""What closing still wants, each line leading to where it is given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.complaint_steps import Missing
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, Type, tokens_of
from dealer_crm.ui.widgets import Button, FlowRow, IconButton, Label, Role
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon
from dealer_crm.words.complaint_errors import missing_words


class ClosingList(QWidget):
    """Hidden until something is missing; `chosen` carries what to lead to."""

    chosen = Signal(object)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("closing_list")
        self._missing: list[Missing] = []
        self._title = Label("", Type.STRONG, name="closing_title", wrap=True)
        self.hide_button = IconButton("x", t("Hide this list"), name="closing_hide")
        self._links = FlowRow("closing_links", Space.XS)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.hide_button, alignment=Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.M + icon_side() + Space.S, Space.XS, Space.S, Space.S)
        box.setSpacing(Space.XS)
        box.addLayout(head)
        box.addWidget(self._links)
        self.hide_button.clicked.connect(self.hide)
        self.hide()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """List what is missing; nothing hides the list."""
        self._missing = list(missing)
        self._links.clear()
        for one, words in zip(missing, missing_words(missing, self._t), strict=True):
            link = Button(words, role=Role.QUIET, icon="chevron-right", name=f"missing_{one.value}")
            link.clicked.connect(lambda _on=False, one=one: self.chosen.emit(one))
            self._links.add(link)
        count = len(missing)
        sentence = self._t.plural(
            "{n} thing is missing before this can be closed:", "{n} things are missing before this can be closed:", count
        )
        self._title.setText(sentence.format(n=count))
        self.setVisible(bool(missing))

    def refresh(self, missing: Sequence[Missing]) -> None:
        """Bring an open list up to date; the focus stays in it while there is something to give."""
        if self.isHidden() or list(missing) == self._missing:
            return
        focused = self._links.isAncestorOf(self.window().focusWidget())
        self.show_missing(missing)
        if focused and missing:
            self.links()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def links(self) -> list[Button]:
        """Return the lines."""
        return [button for button in self._links.findChildren(Button) if not button.isHidden()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of a warning and its sign."""
        painter = QPainter(self)
        pair = tokens_of(self).tone(Tone.WARN)
        paint_box(painter, self.rect(), pair.bg)
        paint_icon(painter, "list-checks", pair.fg, QPointF(Space.M, Space.S))
