"""What can be written on the form: fields still to be placed, and those that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dealer_crm.domain.overprint import Blank, OverprintField, OverprintForm, Side, within
from dealer_crm.i18n import Translator
from dealer_crm.ui.overprint.editing import Editing

_CODE, _AT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_EDGE, _GAP = 200, 90
_BOXES = {"digits": Side.RIGHT, "capitals": Side.RIGHT, "boxes": Side.LEFT}
_AMOUNTS = ("total", "paid", "due_now", "owed", "amount", "order_total", "lines.price", "lines.amount", "lines.quantity")
_WIDE = ("address", "coverages")
_WIDTHS = ((("year", "month", "day_of_month", "lines.position", "lines.unit", "page", "lines.quantity"), 150), (_WIDE, 900))


class FieldList(QListWidget):
    """Enter or a double click places a field; a placed one is chosen."""

    placed = Signal()

    def __init__(self, t: Translator, editing: Editing) -> None:
        super().__init__()
        self._t, self._editing = t, editing
        self._blanks: Sequence[Blank] = ()
        self._shown: object = None
        self._next = 1
        self.setObjectName("overprint_fields")
        self.setAccessibleName(t("Fields"))
        self.setAccessibleDescription(t("Enter places a field on the form."))
        self.setProperty("framed", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(self._on_picked)
        self.currentItemChanged.connect(lambda item, _old: self._on_current(item))
        editing.changed.connect(self._on_changed)

    def show_blanks(self, blanks: Sequence[Blank]) -> None:
        """Offer what a kind can write."""
        self._blanks, self._shown = blanks, None
        self._on_changed()

    def _on_changed(self) -> None:
        codes = tuple(one.code for one in self._editing.form.fields)
        if self._shown != codes:
            self._shown = codes
            self._fill(codes)
        self._mark()

    def _fill(self, codes: tuple[str, ...]) -> None:
        row = self.currentRow()
        with QSignalBlocker(self):
            self.clear()
            names = {blank.code: blank.said(self._t.language) for blank in self._blanks}
            self._head(self._t("To be placed"))
            for blank in self._blanks:
                if blank.code not in codes:
                    self._item(names[blank.code], blank.code, -1)
            self._head(self._t("On the form"))
            for at, code in enumerate(codes):
                self._item(names.get(code, code), code, at)
            self.setCurrentRow(within(row, 1, self.count() - 1))

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _item(self, text: str, code: str, at: int) -> None:
        item = QListWidgetItem(text)
        item.setData(_CODE, code)
        item.setData(_AT, at)
        self.addItem(item)

    def _mark(self) -> None:
        """Stand at the field that is chosen on the form."""
        chosen = self._editing.chosen
        with QSignalBlocker(self):
            for row in range(self.count()):
                if chosen and self.item(row).data(_AT) == chosen[0]:
                    self.setCurrentRow(row)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        at = item.data(_AT) if item else None
        if at is not None and at >= 0:
            self._editing.choose((at,))

    def _on_picked(self, item: QListWidgetItem) -> None:
        code, at = item.data(_CODE), item.data(_AT)
        if not code:
            return
        if at >= 0:
            self._editing.choose((at,))
        else:
            self._next = self.row(item)
            self._editing.place(fresh(self._editing.form, code))
        self.placed.emit()

    def go_on(self) -> None:
        """Take the keyboard at the field behind the one that was placed last."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        waiting = [row for row in range(self.count()) if self.item(row).data(_AT) == -1]
        if waiting:
            self.setCurrentRow(next((row for row in waiting if row >= self._next), waiting[-1]))

    def place_again(self) -> None:
        """Place the field in view once more: forms have stubs."""
        code = self._current(_CODE)
        if code:
            self._editing.place(fresh(self._editing.form, str(code)))
            self.placed.emit()

    def _current(self, role: int) -> Any:
        """Return what the item in view says, None without one."""
        row = self.currentRow()
        return self.item(row).data(role) if row >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter places, Delete removes."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._current(_CODE):
                self._on_picked(self.item(self.currentRow()))
        elif event.key() == Qt.Key.Key_Delete and (self._current(_AT) or 0) >= 0 and self._editing.chosen:
            self._editing.remove()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


def fresh(form: OverprintForm, code: str) -> OverprintField:
    """Return a field where there is room for it, looking as such fields mostly do."""
    end = code.rpartition("_")[2]
    side = _BOXES.get(end, Side.RIGHT if code in _AMOUNTS else Side.LEFT)
    width = next((wide for codes, wide in _WIDTHS if code in codes), 450)
    one = OverprintField(code, _EDGE, width=width, side=side, lines=2 if code in _WIDE else 1)
    if one.column:
        right = max((each.x + each.width for each in form.columns), default=_EDGE - 20)
        return form.put(replace(one, x=right + 20, width=min(width, 250)))
    below = max((each.y for each in form.fields if not each.column), default=_EDGE - _GAP) + _GAP
    return form.put(replace(one, y=below, width=500, pitch=50) if end in _BOXES else replace(one, y=below))
