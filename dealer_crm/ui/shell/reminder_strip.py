"""The line above the page that reminds: one thing after the other, until somebody dealt with each. It never takes the focus."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.panes import focus_into
from dealer_crm.ui.theme import Space, Tone, tokens_of
from dealer_crm.ui.widgets.buttons import Button, IconButton, MenuButton
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon
from dealer_crm.ui.widgets.text import ElidedLabel, Ink, Label

DONE, POSTPONE, OPEN, SHOW = "done", "postpone", "open", "show"


@dataclass(frozen=True)
class Said:
    """One thing to say, with what can be done about it; `urgent`: its time has come or is over."""

    key: Hashable
    text: str
    deeds: frozenset[str] = frozenset()
    urgent: bool = False


class _Bell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.INFO
        self.setFixedSize(icon_side(), icon_side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), "bell-ring", tokens_of(self).tone(self.tone).fg, QPointF(0, 0))


class _Postpone(MenuButton):
    """Whoever knows the days makes the menu."""

    asked = Signal()

    def open_menu(self) -> None:
        self.asked.emit()


class ReminderStrip(QWidget):
    """Hidden while there is nothing to say. `wanted` tells a deed and for which key; `left`: Esc leads back to the page."""

    wanted = Signal(str, object)
    left = Signal()
    told = Signal(bool)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("reminder_strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._said: Sequence[Said] = ()
        self._at = 0
        self._bell = _Bell()
        self._label = ElidedLabel("", name="reminder_text")
        self._place = Label("", tone=Ink.TEXT2, name="reminder_place")
        self._before = IconButton("chevron-left", t("Previous reminder"), name="reminder_previous", key="←")
        self._after = IconButton("chevron-right", t("Next reminder"), name="reminder_next", key="→")
        self.buttons: dict[str, Button] = {
            DONE: Button(t("Complete"), icon="check", name="reminder_done"),
            POSTPONE: _Postpone(t("Postpone"), icon="alarm-clock", name="reminder_postpone"),
            OPEN: Button(t("Open"), icon="external-link", name="reminder_open"),
            SHOW: Button(t("Show"), icon="list-checks", name="reminder_show"),
        }
        self._arrange()
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        for deed, button in self.buttons.items():
            pressed = button.asked if isinstance(button, _Postpone) else button.clicked
            pressed.connect(lambda *_on, deed=deed: self._want(deed))
        for stop in (self._before, self._after, *self.buttons.values()):
            stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where one works
            stop.installEventFilter(self)
        self.hide()

    def _arrange(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M, 2, Space.XS, 2)
        box.setSpacing(Space.S)
        box.addWidget(self._bell, alignment=Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._label, 1)
        for widget in (self._before, self._place, self._after, *self.buttons.values()):
            box.addWidget(widget)

    # what is said

    def say(self, said: Sequence[Said], *, new: frozenset[Hashable] = frozenset()) -> None:
        """Say these; what is `new` is shown first, unless somebody is busy with another one here."""
        kept = self.key()
        keys = [one.key for one in said]
        first_new = next((key for key in keys if key in new), None)
        busy = self._has_focus()
        self._said = said
        if first_new is not None and not busy:
            self._at = keys.index(first_new)
        elif kept in keys:
            self._at = keys.index(kept)
        self._show(alert=bool(new), busy=busy)

    def key(self) -> Hashable | None:
        """Return what is in view."""
        return self._said[self._at].key if self._said else None

    def text(self) -> str:
        """Return what is said now."""
        return self._label.text()

    def step(self, by: int) -> None:
        """Show the next one, or the one before."""
        if self._said:
            self._at = (self._at + by) % len(self._said)
            self._show(alert=False, busy=self._has_focus())

    def _show(self, *, alert: bool, busy: bool) -> None:
        self._at = min(self._at, max(0, len(self._said) - 1))
        shown = not self.isHidden()
        if not self._said:
            self.setVisible(False)
            if shown:
                self.told.emit(False)
            if busy:
                self.left.emit()
            return
        one = self._said[self._at]
        self._fill(one)
        self.show()
        if not shown:
            self.told.emit(True)
        if busy and not self._has_focus():
            focus_into(self)
        if alert:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _fill(self, one: Said) -> None:
        many = len(self._said) > 1
        place = self._t("{n} of {count}").format(n=self._at + 1, count=len(self._said)) if many else ""
        self._label.setText(one.text)
        self._place.setText(place)
        self.setAccessibleName(f"{self._t('Reminder')} {place}: {one.text}" if many else f"{self._t('Reminder')}: {one.text}")
        for widget in (self._before, self._place, self._after):
            widget.setVisible(many)
        for deed, button in self.buttons.items():
            button.setVisible(deed in one.deeds)
            button.setAccessibleDescription(one.text)
        self._bell.tone = Tone.WARN if one.urgent else Tone.INFO
        self.update()

    def _want(self, deed: str) -> None:
        if self._said:
            self.wanted.emit(deed, self.key())

    # keys

    def _has_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()  # the stub says that there always is one
        return focused is not None and self.isAncestorOf(focused) and self.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from one to the next, Esc goes back to the page; a button alone would take the arrows for itself."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Right:
                self.step(1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return super().eventFilter(watched, event)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a calm box in the colour of what is said."""
        tokens = tokens_of(self)
        tone = tokens.warn if self._said and self._said[self._at].urgent else tokens.info
        paint_box(QPainter(self), self.rect(), tone.bg, tokens.hairline)
