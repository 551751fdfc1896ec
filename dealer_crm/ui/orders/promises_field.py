"""What was promised beside the goods: one line each, with the day by which it is due; what promises too much is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.too_much import Flags, too_much_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, DateField, IconButton, Ink, Label, LineEdit, Role


class _PromiseRow(QWidget):
    edited = Signal()
    kept = Signal(int)
    broken = Signal(int)
    removed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], draft: PromiseDraft) -> None:
        super().__init__()
        self._id = draft.id
        self.words = LineEdit(name="promise_words", placeholder=t("For example: two free cleanings"))
        self.words.setAccessibleName(t("Promise"))
        self.words.setText(draft.words)
        self.due = DateField(t, today, name="promise_due")
        self.due.edit.setAccessibleName(t("Keep it by"))
        self.due.set_value(draft.due_on)
        self.due.setFixedWidth(self.due.sizeHint().width())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.words, 1)
        box.addWidget(self.due)
        if draft.id is not None:
            self._add(box, "check", t("This promise was kept"), "promise_keep").clicked.connect(lambda: self.kept.emit(self._id))
            self._add(box, "frown", t("This promise was broken…"), "promise_break").clicked.connect(lambda: self.broken.emit(self._id))
        self._add(box, "x", t("Remove this promise"), "promise_remove").clicked.connect(self.removed)
        self.words.textEdited.connect(lambda _text: self.edited.emit())
        self.due.changed.connect(lambda _day: self.edited.emit())

    def _add(self, box: QHBoxLayout, icon: str, words: str, name: str) -> IconButton:
        button = IconButton(icon, words, name=name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.addWidget(button)
        return button

    def draft(self) -> PromiseDraft:
        """Return the promise as it stands."""
        return PromiseDraft(self.words.text(), self.due.value(), self._id)


class PromisesField(QWidget):
    """As many lines as there are promises; a button adds one."""

    edited = Signal()
    kept = Signal(int)
    broken = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__()
        self._t, self._today = t, today
        self._rows: list[_PromiseRow] = []
        self._flags: Flags = lambda _text: ()
        self.setObjectName("order_promises")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.XS)
        self.add_button = Button(t("Add a promise"), role=Role.QUIET, icon="plus", name="promise_add")
        self.add_button.clicked.connect(self._on_add)
        self.too_much = Label("", Type.CAPTION, tone=Ink.WARN, name="promises_too_much", wrap=True)
        self.too_much.hide()
        self._box.addWidget(self.too_much)
        self._box.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def set_flags(self, flags: Flags) -> None:
        """Take what finds words that promise too much; they are told, and stay."""
        self._flags = flags
        self._look()

    def _look(self) -> None:
        words = too_much_words(self._flags("\n".join(draft.words for draft in self.value())), self._t)
        self.too_much.setText(words)
        self.too_much.setVisible(bool(words))

    def value(self) -> tuple[PromiseDraft, ...]:
        """Return the promises that say something."""
        return tuple(draft for row in self._rows if not (draft := row.draft()).empty)

    def set_value(self, promises: Sequence[PromiseDraft]) -> None:
        """Show other promises."""
        for row in list(self._rows):
            self._drop(row)
        for draft in promises:
            self._append(draft)
        self._look()

    def _append(self, draft: PromiseDraft) -> _PromiseRow:
        row = _PromiseRow(self._t, self._today, draft)
        self._rows.append(row)
        self._box.insertWidget(len(self._rows) - 1, row)
        row.edited.connect(self._look)
        row.edited.connect(self.edited)
        row.kept.connect(self.kept)
        row.broken.connect(self.broken)
        row.removed.connect(lambda: self._on_removed(row))
        return row

    def _drop(self, row: _PromiseRow) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add(self) -> None:
        self._append(PromiseDraft()).words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, row: _PromiseRow) -> None:
        self._drop(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()
        self.edited.emit()
