"""The line at the foot: how things stand at the left, the keys of the page at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets.buttons import MenuItem, build_menu
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_icon, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip

DOT = "  •  "


@dataclass(frozen=True)
class StatusItem:
    """One thing said at the left; with `run` it can be clicked. `tip` says more."""

    key: str
    text: str
    icon: str = ""
    tone: Tone | None = None
    run: Callable[[], object] | None = None
    tip: str = ""


def _side() -> int:
    return icon_side() - 2


class _Item(QAbstractButton):
    def __init__(self, item: StatusItem) -> None:
        super().__init__()
        self.item = item
        self.setObjectName(f"status_{item.key}")
        self.setText(item.text.replace("&", "&&"))
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(item.tip)
        set_tip(self, item.tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if item.run else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if self.item.run:
            self.item.run()

    def sizeHint(self) -> QSize:
        icon = _side() + 6 if self.item.icon else 0
        return QSize(advance(self.item.text, Type.CAPTION) + icon + 4, line_height(Type.CAPTION) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        left = 1
        if self.item.icon:
            colour = tokens.tone(self.item.tone).fg if self.item.tone else tokens.text2
            paint_icon(painter, self.item.icon, colour, QPointF(left, (self.height() - _side()) / 2), _side())
            left += _side() + 6
        colour = tokens.accent if self.item.run and self.underMouse() else tokens.text2
        paint_text(painter, QRect(left, 0, self.width() - left, self.height()), self.item.text, colour, Type.CAPTION)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)


class _Keys(QWidget):
    """As many key hints as fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status_keys")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._parts: list[str] = []

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        self._parts = [f"{key} {text}" for key, text in keys]
        self.setAccessibleName(", ".join(self._parts))
        self.update()

    def words(self) -> str:
        parts = list(self._parts)
        while parts and advance(DOT.join(parts), Type.CAPTION) > self.width():
            parts.pop()
        return DOT.join(parts)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_text(QPainter(self), self.rect(), self.words(), tokens_of(self).text2, Style(Type.CAPTION, RIGHT))


class StatusBar(QWidget):
    """State items from the left in their order, dropped from the right where it is narrow."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("status_bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._items: list[_Item] = []
        self._staff: _Item | None = None
        self._reading: _Item | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(Space.M, 0, Space.M, 0)
        self._box.setSpacing(Space.M)
        self.keys = _Keys()
        self._box.addWidget(self.keys, 1)

    def sizeHint(self) -> QSize:
        """One caption line."""
        return QSize(300, max(24, line_height(Type.CAPTION) + 7))

    def set_items(self, items: Sequence[StatusItem]) -> None:
        """Say these at the left."""
        for old in self._items:
            self._remove(old)
        self._items = [_Item(item) for item in items]
        for place, widget in enumerate(self._items, int(self._reading is not None)):
            self._box.insertWidget(place, widget)
        self._fit()

    def set_staff(self, people: Sequence[tuple[int, str]], current: int, pick: Callable[[int], object]) -> None:
        """Show who works here now; a click offers the others."""
        if self._staff:
            self._remove(self._staff)
        name = next((name for number, name in people if number == current), self._t("Nobody chosen"))

        def choose() -> None:
            items = [MenuItem(n, partial(pick, number), f"staff_{number}", checked=number == current) for number, n in people]
            menu = build_menu(items, "staff_menu")
            menu.setParent(self, menu.windowFlags())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.mapToGlobal(self.rect().topLeft()))

        self._staff = _Item(StatusItem("staff", name, "user", None, choose))
        self._staff.setAccessibleName(self._t("Working now: {name}").format(name=name))
        self._box.insertWidget(len(self._items) + int(self._reading is not None), self._staff)
        self._fit()

    def say_reading(self, *, on: bool) -> None:
        """Say that something asked for takes its time; what is in view stays usable."""
        if on and not self._reading:
            self._reading = _Item(StatusItem("reading", self._t("Reading…"), "clock"))
            self._box.insertWidget(0, self._reading)
        elif not on and self._reading:
            self._remove(self._reading)
            self._reading = None
        self._fit()

    def _remove(self, widget: QWidget) -> None:
        self._box.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() * 3 // 5
        first = [widget for widget in (self._reading, self._staff) if widget]
        for widget in [*first, *self._items]:
            room -= widget.sizeHint().width() + Space.M
            widget.setVisible(room >= 0)
