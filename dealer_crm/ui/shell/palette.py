"""What Ctrl+K finds: records and commands in a list under the search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.commands import Commands
from dealer_crm.ui.shell.shortcuts import Command
from dealer_crm.ui.theme import Type, line_height, row_height, tokens_of
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.inputs import SearchField
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_box, paint_icon, paint_text

HITS, COMMANDS_SHOWN, WAIT_MS, WIDTH = 8, 6, 40, 620
OFFERED = (
    "new_customer",
    "log_followup",
    "caller",
    "paste_customer",
    "import_customers",
    "go_today",
    "go_customers",
    "history",
    "settings",
)


@dataclass(frozen=True)
class Hit:
    """A record or command that was found, why, and what happens when it is chosen."""

    text: str
    detail: str
    why: str
    icon: str
    run: Callable[[], object]
    key: str = ""


Search = Callable[[str], Sequence[Hit]]
"""Asked beside the window: it touches no widget."""


class _Rows(QWidget):
    """The painted list; one row is current."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette_rows")
        self.setMouseTracking(True)
        self.hits: list[Hit] = []
        self.current = 0
        self.nothing = ""

    def show_hits(self, hits: list[Hit]) -> None:
        self.hits, self.current = hits, 0
        self._announce()
        self.update()

    def step(self, by: int) -> None:
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
            self._announce()
            self.update()

    def _announce(self) -> None:
        hit = self.hits[self.current] if self.hits else None
        self.setAccessibleName(" ".join(part for part in (hit.text, hit.detail, hit.why) if part) if hit else self.nothing)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, max(1, len(self.hits)) * row_height() + 8)

    def _at(self, event: QMouseEvent) -> int:
        place = (int(event.position().y()) - 4) // row_height()
        return place if 0 <= place < len(self.hits) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (place := self._at(event)) >= 0 and place != self.current:
            self.current = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (place := self._at(event)) >= 0:
            self.chosen.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        paint_box(painter, self.rect(), tokens.surface, tokens.border, radius=6)
        if not self.hits:
            paint_text(painter, self.rect().adjusted(12, 0, -12, 0), self.nothing, tokens.text2)
        for place, hit in enumerate(self.hits):
            self._paint_hit(painter, QRect(4, 4 + place * row_height(), self.width() - 8, row_height()), hit, on=place == self.current)

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: Hit, *, on: bool) -> None:
        tokens = tokens_of(self)
        if on:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), QColor(tokens.accent))
        paint_icon(
            painter, hit.icon, tokens.accent if on else tokens.text2, QPointF(rect.x() + 10, rect.y() + (rect.height() - icon_side()) / 2)
        )
        tail = hit.key or hit.why
        tail_width = min(advance(tail, Type.CAPTION) + 2, rect.width() // 3)
        left, right = rect.x() + 20 + icon_side(), rect.right() - 8 - tail_width
        width = min(advance(hit.text, Type.STRONG) + 1, right - left - 8)
        paint_text(painter, QRect(left, rect.y(), width, rect.height()), hit.text, tokens.text, Type.STRONG if not hit.key else Type.BODY)
        left += width + 12
        paint_text(painter, QRect(left, rect.y(), max(0, right - left - 8), rect.height()), hit.detail, tokens.text2)
        paint_text(painter, QRect(right, rect.y(), tail_width, rect.height()), tail, tokens.text2, Style(Type.CAPTION, RIGHT))


class Palette(QObject):
    """Belongs to one search field; the list is a child of the window, never a popup."""

    def __init__(self, t: Translator, window: QWidget, field: SearchField, commands: Commands) -> None:
        super().__init__(window)
        self._t, self._window, self._field, self._commands = t, window, field, commands
        self._search: Search | None = None
        self._before: QWidget | None = None
        self._asked = Asked(self)
        self.rows = _Rows(window)
        self.rows.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT_MS)
        self._later.timeout.connect(self.refresh)
        field.typed.connect(lambda _text: self._later.start())
        field.entered.connect(self._on_entered)
        field.escaped.connect(self.leave)
        field.moved.connect(self._on_moved)
        field.installEventFilter(self)
        self.rows.chosen.connect(self._run)

    def set_search(self, search: Search) -> None:
        """Ask this for records."""
        self._search = search

    def open(self) -> None:
        """Go to the field with everything selected."""
        focused = QApplication.focusWidget()
        self._before = focused if focused is not self._field else self._before
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.refresh()
        self._show()

    def leave(self) -> None:
        """Clear the field, hide the list, go back to where the focus was."""
        self._close()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._field.clearFocus()

    def _close(self) -> None:
        self._later.stop()
        self._asked.drop()
        self.rows.hide()
        self._field.clear()

    def refresh(self) -> None:
        """Search now and show what was found."""
        self._later.stop()
        t = self._t
        self.rows.nothing = t("Nothing found. F3 makes a new file.") if self._commands.exists("new_customer") else t("Nothing found.")
        query = self._field.query().strip()
        if self._search and query:
            self._asked.ask(partial(self._search, query), partial(self._show_found, query))
        else:
            self._asked.drop()
            self._show_found(query, ())

    def _show_found(self, query: str, found: Sequence[Hit]) -> None:
        self.rows.show_hits([*found[:HITS], *self._matching(query)])
        if self._field.hasFocus() or self.rows.isVisible():
            self._show()

    def _show(self) -> None:
        self._place()
        self.rows.show()
        self.rows.raise_()

    def _matching(self, query: str) -> list[Hit]:
        wanted = query.casefold()
        offers = {command.name: (command, text, key) for command, text, key in self._commands.available() if command.name != "search"}
        if not wanted:
            return [self._hit(*offers[name]) for name in OFFERED if name in offers]
        fitting = [offer for offer in offers.values() if any(wanted in called.casefold() for called in _called(offer))]
        fitting.sort(key=lambda offer: (offer[0].name == "delete", not _begins(offer, wanted)))
        return [self._hit(*offer) for offer in fitting[:COMMANDS_SHOWN]]

    def _hit(self, command: Command, text: str, key: str) -> Hit:
        return Hit(text.rstrip("…"), "", "", command.icon or "chevron-right", partial(self._commands.run, command.name), key)

    def _place(self) -> None:
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 2))
        size = self.rows.sizeHint()
        width = min(size.width(), self._window.width() - corner.x() - 12)
        height = min(size.height(), self._window.height() - corner.y() - line_height())
        self.rows.setGeometry(corner.x(), corner.y(), width, height)

    def _on_moved(self, by: int) -> None:
        if self.rows.isHidden():
            self.refresh()
        else:
            self.rows.step(by)

    def _on_entered(self) -> None:
        if self._later.isActive():
            self.refresh()
        self._asked.then(self._run_current)

    def _run_current(self) -> None:
        if self.rows.isVisible():
            self._run(self.rows.current)

    def _run(self, place: int) -> None:
        if 0 <= place < len(self.rows.hits):
            hit = self.rows.hits[place]
            self.leave()
            hit.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes when the field loses the focus."""
        if watched is self._field and event.type() is QEvent.Type.FocusOut and not self.rows.underMouse():
            self.rows.hide()
        return False


def _called(offer: tuple[Command, str, str]) -> tuple[str, str]:
    """Return what a command is called, here and in English."""
    return offer[1], offer[0].text


def _begins(offer: tuple[Command, str, str], wanted: str) -> bool:
    return any(called.casefold().startswith(wanted) for called in _called(offer))
