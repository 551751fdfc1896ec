"""Before a restore: the data of now beside the backup, and one button that names what happens."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_crm.domain.backups import Comparison, Figures
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Dialog, HLine, Ink, Label, Role
from dealer_crm.ui.widgets.tall import wrapped
from dealer_crm.words.moments import moment

RIGHT = Qt.AlignmentFlag.AlignRight


class RestoreDialog(Dialog):
    """`name` says which backup. The safe button has the focus; a copy of the data of now is made before anything is replaced."""

    restore_requested = Signal()

    def __init__(self, t: Translator, name: str, found: Comparison, now: datetime, parent: QWidget | None) -> None:
        super().__init__(t, t("Restore a backup"), parent, name="restore_dialog", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box.addWidget(wrapped(t("This is what the backup brings back"), Type.SECTION, name="restore_title"))
        self.box.addLayout(self._compared(found.now, found.backup, now))
        self.box.addWidget(HLine())
        words = t("The data of now is backed up first, so that you can come back to it. Then the window starts again.")
        self.box.addWidget(wrapped(words, ink=Ink.TEXT2, name="restore_words"))
        action = self.add_button(t("Restore to {moment}").format(moment=name), role=Role.DANGER, name="restore_action")
        action.clicked.connect(self._on_restore)
        self.safe = self.add_button(t("Keep the data of now"), key="Esc", name="restore_cancel")
        self.safe.clicked.connect(self.reject)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compared(self, here: Figures, there: Figures, now: datetime) -> QGridLayout:
        t = self._t
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(3, 1)
        for column, text in ((1, t("Now")), (2, t("In the backup"))):
            grid.addWidget(Label(text, Type.LABEL, tone=Ink.TEXT2), 0, column, RIGHT)
        rows = [
            *((name, text, _count(here, name), _count(there, name)) for name, text in _counted(t)),
            ("latest", t("Last change"), self._latest(here, now), self._latest(there, now)),
        ]
        for line, (name, text, mine, other) in enumerate(rows, 1):
            grid.addWidget(Label(text, tone=Ink.TEXT2), line, 0)
            grid.addWidget(Label(mine, name=f"now_{name}"), line, 1, RIGHT)
            grid.addWidget(Label(other, Type.STRONG if mine != other else Type.BODY, name=f"backup_{name}"), line, 2, RIGHT)
        return grid

    def _latest(self, figures: Figures, now: datetime) -> str:
        return moment(figures.newest, now, self._t) if figures.newest else self._t("Never changed")

    def _on_restore(self) -> None:
        self.accept()
        self.restore_requested.emit()


def _counted(t: Translator) -> list[tuple[str, str]]:
    return [("customer", t("Customers")), ("follow_up", t("Follow-ups")), ("attachment", t("Pictures and files"))]


def _count(figures: Figures, table: str) -> str:
    return f"{figures.counts.get(table, 0):,}"
