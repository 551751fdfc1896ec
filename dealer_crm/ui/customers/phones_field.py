"""Several phone numbers, each with a word for whose it is; another line opens when the last is filled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_crm.domain.customers import PhoneDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, LineEdit, PhoneEdit, Role

FIRST_LINES = 4


class PhonesField(QWidget):
    """Numbers are kept as typed; the service takes them apart and cleans them."""

    edited = Signal()
    doubtful = Signal(str)

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self._t = t
        self._lines: list[tuple[PhoneEdit, LineEdit]] = []
        self.setObjectName(name)
        self.more = Button(t("Another number"), role=Role.QUIET, icon="plus", name=f"{name}_more")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.XS)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)
        for _ in range(FIRST_LINES):
            self._add_line()
        self.more.clicked.connect(self._on_more)
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show_lines(1)
        self.setFocusProxy(self._lines[0][0])

    def _add_line(self) -> None:
        at = len(self._lines)
        number = PhoneEdit(self._t, name=f"{self.objectName()}_{at + 1}")
        whose = LineEdit(name=f"{self.objectName()}_{at + 1}_label", placeholder=self._t("Whose"))
        number.setAccessibleName(self._t("Phone {n}").format(n=at + 1))
        whose.setAccessibleName(self._t("Whose phone {n} is").format(n=at + 1))
        number.setPlaceholderText("13x xxxx xxxx" if not at else "")
        for field in (number, whose):
            field.textChanged.connect(self._on_text)
        number.doubtful.connect(self.doubtful)
        self._grid.addWidget(number, at, 0)
        self._grid.addWidget(whose, at, 1)
        self._grid.addWidget(self.more, at + 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._lines.append((number, whose))

    def value(self) -> tuple[PhoneDraft, ...]:
        """Return the numbers as typed, empty lines left out; whose a number is stays also while the number is missing."""
        typed = (PhoneDraft(number.text(), whose.text()) for number, whose in self._lines)
        return tuple(phone for phone in typed if phone.number.strip() or phone.label.strip())

    def set_value(self, phones: tuple[PhoneDraft, ...]) -> None:
        """Show stored or typed numbers."""
        while len(self._lines) < len(phones):
            self._add_line()
        empty = (PhoneDraft(""),) * (len(self._lines) - len(phones))
        for (number, whose), phone in zip(self._lines, (*phones, *empty), strict=True):
            if phone.number.isdecimal():
                number.set_value(phone.number)
            else:
                number.setText(phone.number)
            whose.setText(phone.label)
        self._show_lines(max(1, len(phones)))

    def adopt(self, filtering: QObject) -> None:
        """Let a form see the keys of lines that were added after it."""
        for line in self._lines[FIRST_LINES:]:
            for field in line:
                field.removeEventFilter(filtering)
                field.installEventFilter(filtering)

    def _shown(self) -> int:
        return sum(not number.isHidden() for number, _ in self._lines)

    def _show_lines(self, count: int) -> None:
        for at, line in enumerate(self._lines):
            for field in line:
                field.setVisible(at < count)
        self._arrange_more()

    def _arrange_more(self) -> None:
        shown = [number for number, _ in self._lines if not number.isHidden()]
        self.more.setVisible(all(number.text().strip() for number in shown))

    def _on_more(self) -> None:
        shown = self._shown()
        if shown == len(self._lines):
            self._add_line()
        self._show_lines(shown + 1)
        self._lines[shown][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text(self) -> None:
        self._arrange_more()
        self.edited.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Nothing may be cut at another text size."""
        super().changeEvent(event)
        self.updateGeometry()
