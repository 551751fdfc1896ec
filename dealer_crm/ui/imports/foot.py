"""Below every step: what will be written, and the button that does it with the same number."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.imports import Plan
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets import Button, ElidedLabel, Role
from dealer_crm.ui.widgets.painting import icon_side, paint_icon

NARROW_BELOW = 900


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(icon_side(), icon_side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), "info", tokens_of(self).accent, QPointF(0, 0))


class ImportFoot(QWidget):
    """The page connects `back`, `export` and `primary`."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("import_foot")
        self._sign = _Sign()
        self.words = ElidedLabel("", name="import_plan")
        self.back = Button(t("Back"), icon="chevron-left", name="button_import_back")
        self.export = Button("", icon="file-down", name="button_export_faulty_now")
        self.primary = Button("", role=Role.PRIMARY, icon="", key="Ctrl+Enter", name="button_import_on")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self._sign)
        box.addWidget(self.words, 1)
        for button in (self.back, self.export, self.primary):
            box.addWidget(button)

    def show_step(self, words: str, primary: str, *, back: bool) -> None:
        """Say what to do in a step that writes nothing."""
        self._say(words)
        self.back.setVisible(back)
        self.export.hide()
        self.primary.set_icon("")
        self.primary.set_label(primary)
        self.primary.setEnabled(True)

    def show_plan(self, plan: Plan) -> None:
        """Say what will be written; the button carries the same number."""
        t = self._t
        parts = [
            t("{n} new").format(n=plan.create) if plan.create else "",
            t("{n} filled in").format(n=plan.fill) if plan.fill else "",
            t("{n} overwritten").format(n=plan.overwrite) if plan.overwrite else "",
        ]
        done = t.context("list", ", ").join(part for part in parts if part)
        words = t.plural("{n} row will be written: {parts}.", "{n} rows will be written: {parts}.", plan.written)
        words = words.format(n=plan.written, parts=done) if plan.written else t("Nothing will be written.")
        left = [
            t.plural("{n} is skipped.", "{n} are skipped.", plan.skip).format(n=plan.skip) if plan.skip else "",
            t.plural("{n} faulty row is left out.", "{n} faulty rows are left out.", plan.refused).format(n=plan.refused)
            if plan.refused
            else "",
            t("All of it can be taken back.") if plan.written else "",
        ]
        for part in filter(None, left):
            words = t.context("sentences", "{first} {second}").format(first=words, second=part)
        self._say(words)
        self.back.show()
        self.export.setVisible(plan.refused > 0)
        self.export.set_label(t.plural("Save {n} faulty row", "Save {n} faulty rows", plan.refused).format(n=plan.refused))
        self.primary.set_icon("import")
        self.primary.set_label(t.plural("Import {n} row", "Import {n} rows", plan.written).format(n=plan.written))
        self.primary.setEnabled(plan.written > 0)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self._sign.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out of the side buttons where there is no room."""
        super().resizeEvent(event)
        for button in (self.back, self.export):
            button.set_wordless(self.width() < NARROW_BELOW)
