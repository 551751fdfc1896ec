"""A field that holds one customer: search by name, phone or sound, pick with Enter (F7 in the trade's programs)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.desk.hits import HitList
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import IconButton, SearchField
from dealer_crm.ui.widgets.text import ElidedLabel

PAUSE_MS, MOST = 120, 5


class CustomerPicker(QWidget):
    """Empty, it searches; filled, it names the customer and can be cleared."""

    picked = Signal(object)

    def __init__(self, t: Translator, find: Callable[[str, int], Sequence[CustomerRow]], *, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._t, self._find = t, find
        self._value: int | None = None
        self.setObjectName(name)
        self.field = SearchField(name=f"{name}_search", placeholder=placeholder or t("Name, phone, sound"), hint="F7")
        self.hits = HitList(t, name=f"{name}_hits", most=MOST)
        self._who = ElidedLabel("", Type.STRONG, name=f"{name}_who")
        self._clear = IconButton("x", t("Choose somebody else"), name=f"{name}_clear")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self.field, 1)
        line.addWidget(self._who, 1)
        line.addWidget(self._clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        box.addWidget(self.hits)
        self.setFocusProxy(self.field)
        self._pause.timeout.connect(self.search)
        self.field.typed.connect(lambda _text: self._pause.start())
        self.field.moved.connect(self.hits.choose_next)
        self.field.entered.connect(self._on_entered)
        self.field.escaped.connect(self._on_escaped)
        self.hits.picked.connect(lambda _id: self._take())
        self._clear.clicked.connect(self._on_clear)
        self.set_value(None)
        self.claim_keys()

    def claim_keys(self) -> None:
        """See Enter and Esc before the form does; call again after the picker was put into a form."""
        self.field.removeEventFilter(self)
        self.field.installEventFilter(self)

    def value(self) -> int | None:
        """Return the customer's id."""
        return self._value

    def set_value(self, value: int | None, name: str = "") -> None:
        """Hold a customer, or nobody."""
        self._value = value
        self._who.setText(name)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._pause.stop()
        self.hits.show_rows("", ())
        for widget in (self._who, self._clear):
            widget.setVisible(value is not None)
        self.field.setVisible(value is None)
        self.setFocusProxy(self.field if value is None else self._clear)

    def held(self) -> list[object]:
        """Return the customer's id and name, or None and what is typed."""
        return [self._value, self._who.text() if self._value is not None else self.field.text()]

    def hold(self, content: object) -> None:
        """Show whom it held, or what was typed."""
        match content:
            case [int(customer_id), str(name)]:
                self.set_value(customer_id, name)
            case [None, str(words)]:
                self.set_value(None)
                self.field.setText(words)

    def search(self) -> None:
        """Look now for what is typed."""
        query = self.field.query().strip()
        self.hits.show_rows(query, self._find(query, MOST) if query else ())

    def start(self) -> None:
        """Put the focus where one types."""
        target = self.field if self._value is None else self._clear
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        row = self.hits.current_row()
        if row:
            self.set_value(row.id, f"{name_of(row)}  {phones.shown(row.phone)}".strip())
            self.picked.emit(row.id)

    def _on_entered(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.search()
        self._take()

    def _on_escaped(self) -> None:
        self.field.clear()
        self.hits.show_rows("", ())

    def _on_clear(self) -> None:
        self.set_value(None)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter picks and Esc empties while something is typed; otherwise both belong to the form."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not self.field.composing():
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and self.field.text() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_entered()
                return True
            if event.key() == Qt.Key.Key_Escape and not self.field.text():
                event.ignore()
                return True
        return super().eventFilter(watched, event)
