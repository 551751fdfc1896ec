"""Buttons: label with its key inside, icon-only with a name, never the one that Enter presses by surprise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QToolButton

from dealer_crm.ui.theme import RADIUS_CONTROL, Tokens, Type, control_height, tokens_of
from dealer_crm.ui.widgets.painting import advance, centred, icon_side, paint_box, paint_icon, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip

PAD, QUIET_PAD, GAP, CHEVRON = 10, 3, 6, 14


class Role(Enum):
    """How much a button asks for; one PRIMARY a screen."""

    PRIMARY = auto()
    PLAIN = auto()
    QUIET = auto()
    DANGER = auto()


@dataclass(frozen=True)
class _Ink:
    fill: str | None
    border: str | None
    text: str
    key: str


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button by Enter: not every desktop's Qt does. Held down it is no press, so that nobody runs through a form into Save."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """A worded button. `key` is only shown; the shortcut itself belongs to the window or dialog."""

    def __init__(self, text: str, *, role: Role = Role.PLAIN, icon: str = "", key: str = "", name: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._label, self._role, self._icon, self._key = text, role, icon, key
        self._pressed_look, self._wordless = False, False
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def role(self) -> Role:
        """Tell how the button is dressed."""
        return self._role

    @property
    def key(self) -> str:
        """Return the key that is shown."""
        return self._key

    @property
    def picture(self) -> str:
        """Return the name of the icon, "" for none."""
        return self._icon

    def set_label(self, text: str) -> None:
        """Change the words."""
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._changed()

    def set_key(self, key: str) -> None:
        """Change or hide the key shown beside the label."""
        self._key = key
        self._changed()

    def set_icon(self, name: str) -> None:
        """Change or remove the icon."""
        self._icon = name
        self._changed()

    def set_role(self, role: Role) -> None:
        """Dress the button otherwise."""
        self._role = role
        self._changed()

    def set_wordless(self, on: bool) -> None:
        """Show only the icon where there is no room; the words move into the tooltip."""
        self._wordless = on and bool(self._icon)
        set_tip(self, f"{self._label}  {self._key}".rstrip() if self._wordless else "")
        self._changed()

    def set_pressed_look(self, on: bool) -> None:
        """Show that what the button opens is open."""
        self._pressed_look = on
        self.update()

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, label and key."""
        return QSize(self._content_width() + 2 * (PAD if self._role is not Role.QUIET else QUIET_PAD), control_height())

    def minimumSizeHint(self) -> QSize:
        """A button is never cut."""
        return self.sizeHint()

    def _content_width(self) -> int:
        parts = [icon_side()] if self._icon else []
        parts += [advance(self._label, self._type())] if self._label and not self._wordless else []
        parts += [advance(self._key, Type.CAPTION)] if self._key and not self._wordless else []
        return sum(parts) + GAP * (len(parts) - 1) + self._tail_width()

    def _tail_width(self) -> int:
        return 0

    def _type(self) -> Type:
        return Type.STRONG if self._role is Role.PRIMARY else Type.BODY

    def _inks(self, tokens: Tokens) -> _Ink:
        if not self.isEnabled():
            return _Ink(tokens.window, None if self._role is Role.QUIET else tokens.hairline, tokens.disabled, tokens.disabled)
        hover, down = self.underMouse(), self.isDown()
        if self._pressed_look:
            return _Ink(tokens.selection, tokens.accent, tokens.accent, tokens.accent)
        match self._role:
            case Role.PRIMARY:
                fill = tokens.accent_hover if hover or down else tokens.accent
                return _Ink(fill, fill, tokens.on_accent, tokens.on_accent)
            case Role.QUIET:
                return _Ink(tokens.selection if hover or down else None, None, tokens.accent, tokens.text2)
            case Role.DANGER:
                return _Ink(tokens.danger.bg if hover or down else tokens.surface, tokens.danger.fg, tokens.danger.fg, tokens.text2)
            case _:
                fill = tokens.selection if down else tokens.alt if hover else tokens.surface
                return _Ink(fill, tokens.accent if hover else tokens.border, tokens.text, tokens.text2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus, as Space does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, frame, focus, then icon, label and key in one line."""
        tokens = tokens_of(self)
        inks = self._inks(tokens)
        painter = QPainter(self)
        paint_box(painter, self.rect(), inks.fill, inks.border, radius=RADIUS_CONTROL)
        if shows_focus(self):
            if self._role is Role.PRIMARY:
                paint_ring(painter, self.rect().adjusted(2, 2, -2, -2), tokens.on_accent, 1, 3)
            else:
                paint_ring(painter, self.rect(), tokens.accent)
        x = max(PAD if self._role is not Role.QUIET else QUIET_PAD, (self.width() - self._content_width()) // 2)
        self._paint_line(painter, inks, x)

    def _paint_line(self, painter: QPainter, inks: _Ink, x: int) -> None:
        if self._icon:
            colour = inks.text if self._role is not Role.PLAIN or self._pressed_look or not self.isEnabled() else inks.key
            paint_icon(painter, self._icon, colour, QPointF(x, (self.height() - icon_side()) / 2))
            x += icon_side() + GAP
        if self._wordless:
            return
        if self._label:
            room = self.width() - x - 2 - self._tail_width()
            width = min(advance(self._label, self._type()) + 1, room)
            paint_text(painter, QRect(x, 0, width, self.height()), self._label, inks.text, self._type())
            x += width - 1 + GAP
        if self._key:
            paint_text(painter, QRect(x, 0, advance(self._key, Type.CAPTION) + 1, self.height()), self._key, inks.key, Type.CAPTION)


class IconButton(QToolButton):
    """A square button without words; the name for screen readers is not optional."""

    def __init__(self, icon: str, accessible_name: str, *, name: str = "", key: str = "") -> None:
        super().__init__()
        if not accessible_name:
            raise ValueError(icon)
        self._icon = icon
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(accessible_name, key)

    def set_name(self, accessible_name: str, key: str = "") -> None:
        """Change what the button is called and which key its tooltip shows."""
        self.setAccessibleName(accessible_name)
        set_tip(self, f"{accessible_name}  {key}".rstrip())

    def set_icon(self, name: str) -> None:
        """Change the picture."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        """Square, as high as other controls."""
        return QSize(control_height(), control_height())

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus, as Space does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for the hover ground."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint without it."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the middle of a quiet square."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        active = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        if active:
            paint_box(painter, self.rect(), tokens.selection, radius=RADIUS_CONTROL)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
        colour = tokens.disabled if not self.isEnabled() else tokens.text if active else tokens.text2
        paint_icon(painter, self._icon, colour, QPointF(centred(self.rect(), QSize(icon_side(), icon_side())).topLeft()))


@dataclass(frozen=True)
class MenuItem:
    """One line of a menu; an empty text is a separator."""

    text: str
    run: Callable[[], object] | None = None
    name: str = ""
    key: str = ""
    checked: bool | None = None


def build_menu(items: Sequence[MenuItem], name: str = "menu") -> QMenu:
    """Return a menu of commands; keys are shown and installed nowhere."""
    menu = QMenu()
    menu.setObjectName(name)
    for item in items:
        if not item.text:
            menu.addSeparator()
            continue
        action = QAction(item.text.replace("&", "&&") + (f"\t{item.key}" if item.key else ""), menu)
        action.setObjectName(item.name)
        if item.checked is not None:
            action.setCheckable(True)
            action.setChecked(item.checked)
        run = item.run
        action.setEnabled(run is not None)
        if run is not None:
            action.triggered.connect(lambda _on=False, run=run: run())
        menu.addAction(action)
    return menu


class MenuButton(Button):
    """A plain button that opens a menu."""

    def __init__(self, text: str, items: Sequence[MenuItem] = (), *, icon: str = "", name: str = "") -> None:
        super().__init__(text, icon=icon, name=name)
        self._items = tuple(items)
        self.clicked.connect(self.open_menu)

    def set_items(self, items: Sequence[MenuItem]) -> None:
        """Replace the menu."""
        self._items = tuple(items)

    def open_menu(self) -> None:
        """Show the menu under the button."""
        menu = build_menu(self._items, f"{self.objectName()}_menu")
        menu.setParent(self, menu.windowFlags())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _tail_width(self) -> int:
        return CHEVRON + GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        tokens = tokens_of(self)
        colour = tokens.text2 if self.isEnabled() else tokens.disabled
        x = self.width() - PAD - CHEVRON + 2
        paint_icon(painter, "chevron-down", colour, QPointF(x, (self.height() - CHEVRON) / 2), CHEVRON)
