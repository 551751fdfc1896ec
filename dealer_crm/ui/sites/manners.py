"""The ticks of a job on a site: manners and what else stands on its sheet, each noted where it is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.deliveries import NoteMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.deliveries.check_line import CheckLine
from dealer_crm.ui.deliveries.found import Found
from dealer_crm.ui.deliveries.group_view import WANTS
from dealer_crm.ui.sheets.doors import MendDays
from dealer_crm.ui.sites.doors import Ticks
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Ink, InlineMessage, Label
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.errors import sentence


class MannersPart(QWidget):
    """`changed` tells that something was noted."""

    changed = Signal()

    def __init__(self, t: Translator, ticks: Ticks, days: MendDays) -> None:
        super().__init__()
        self._t, self._ticks, self._days = t, ticks, days
        self._lines: list[CheckLine] = []
        self.setObjectName("job_manners")
        self._title = Label("", Type.LABEL, name="manners_title")
        self.pass_button = Button(t("All others passed"), icon="copy-check", name="manners_pass")
        self.pass_button.clicked.connect(self.pass_rest)
        self.message = InlineMessage(t, name="manners_message")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.pass_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(head)
        box.addWidget(self.message)
        box.addLayout(self._rows)

    def show_checks(self, checks: Sequence[CheckRow]) -> None:
        """Show the ticks of a job, or the same ones as they stand now."""
        if [line.check.id for line in self._lines] == [check.id for check in checks]:
            for line, check in zip(self._lines, checks, strict=True):
                line.show_check(check)
        else:
            self._build(checks)
        settled = sum(check.result is not None for check in checks)
        words = self._t("{done} of {all} settled").format(done=settled, all=len(checks))
        self._title.setText(self._t("{label}: {text}").format(label=self._t("Manners on the site"), text=words))
        self._title.set_ink(Ink.TEXT2)
        self.pass_button.setVisible(settled < len(checks))
        self.setVisible(bool(checks))

    def _build(self, checks: Sequence[CheckRow]) -> None:
        self.message.clear()
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [CheckLine(self._t, check, self._days) for check in checks]
        for line in self._lines:
            line.found.connect(self._on_found)
            line.moved.connect(lambda step, line=line: self._move(line, step))
            line.entered.connect(self._make_current)
            line.doubted.connect(self._doubt)
            self._rows.addWidget(line)
            line.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the standards to the second line."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        codes = max((advance(line.check.code, Type.CAPTION) for line in self._lines), default=0) + Space.S
        for line in self._lines:
            line.set_columns(codes=codes, standards=False, values=False)

    def _make_current(self, check_id: int) -> None:
        for line in self._lines:
            line.set_current(line.check.id == check_id)

    def focus_code(self, code: str) -> None:
        """Be on an item."""
        line = next((one for one in self._lines if one.check.code == code), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, line: CheckLine, step: int) -> None:
        at = self._lines.index(line) + step
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_found(self, found: Found) -> None:
        line = next((one for one in self._lines if one.check.id == found.check_id), None)
        if line is None:
            return
        try:
            self._ticks.tick(found.check_id, found.result, found.value, found.note, **found.more)
        except NoteMissing as error:
            self.message.clear()
            line.ask_note(found, line.wants(found) or sentence(error, self._t))
        except WANTS as error:
            self.message.clear()
            line.ask_more(found, sentence(error, self._t))
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()
            self.changed.emit()

    def _doubt(self, check_id: int) -> None:
        """What failed stands until it passes; where it was noted by mistake, that is said."""
        words, action = self._t("This stands as failed until it passes."), self._t("It was noted by mistake") if check_id else ""
        self.message.show_message(words, Tone.WARN, action=action, run=lambda: self._take_back(check_id))

    def _take_back(self, check_id: int) -> None:
        try:
            self._ticks.tick(check_id, None, mistake=True)
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()
            self.changed.emit()

    def pass_rest(self) -> None:
        """Pass what nobody has looked at otherwise."""
        try:
            self._ticks.pass_all([line.check.id for line in self._lines])
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()
            self.changed.emit()
