"""What stands beside the jobs of a site: what the hand-over still wants, the sheets, the deliveries, promises that are open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.text import apart
from dealer_crm.i18n import Translator
from dealer_crm.services.failed_items import FailedItem
from dealer_crm.services.sites import SiteFile
from dealer_crm.ui.deliveries.phrases import state_chip
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.side_cards import ListCard
from dealer_crm.ui.sites.phrases import Extra, failed_words, long_zone, missing_words, sheet_chip
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Chip, ChipLabel, IconButton, Label
from dealer_crm.ui.widgets.text import set_tip
from dealer_crm.words.labels import label

Today = Callable[[], date]
MOST = 9
"""So many lines of what is still wanted are shown."""


class MissingCard(ListCard):
    """What is still wanted; an item that failed says whole what and where it is."""

    def add_failed(self, words: str, chip: Chip, opening: IconButton, whole: str = "") -> None:
        """Append an item that failed, with the day by which it is mended and a button that opens it; `whole` = its long zone."""
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        said = Label(words, Type.CAPTION, wrap=True)
        set_tip(said, whole)
        box.addWidget(said, 1)
        box.addWidget(ChipLabel(chip))
        box.addWidget(opening)
        self._lines.addWidget(line)
        self._shown.append(line)


class SiteSide(QWidget):
    """Signals carry what is to be opened or begun."""

    sheet_requested = Signal(int)
    begin_requested = Signal(str)
    delivery_requested = Signal(int)
    item_requested = Signal(str)
    mend_requested = Signal()

    def __init__(self, t: Translator, today: Today) -> None:
        super().__init__()
        self._t, self._today = t, today
        self.setObjectName("site_side")
        self.begin_button = Button(t("Begin a sheet…"), icon="plus", name="site_begin_sheet")
        self.begin_button.set_wordless(True)
        self.mend_button = Button(t("Plan the rectification…"), icon="wrench", name="site_mend")
        self.mend_button.set_wordless(True)
        self.missing = MissingCard("site_missing", t("Still wanted for the hand-over"), self.mend_button)
        self.sheets = ListCard("site_sheets", t("Acceptance sheets"), self.begin_button)
        self.deliveries = ListCard("site_deliveries", t("Deliveries"))
        self.promises = ListCard("site_promises", t("Promised to the customer"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        for card in (self.missing, self.sheets, self.deliveries, self.promises):
            box.addWidget(card)
        box.addStretch(1)
        self.begin_button.clicked.connect(lambda: self.begin_requested.emit(""))
        self.mend_button.clicked.connect(self.mend_requested)

    def show_file(self, file: SiteFile, extra: Extra) -> None:
        """Show what hangs on a site."""
        name = getattr(self.focusWidget(), "objectName", str)()
        self._show_missing(file, extra)
        self._show_sheets(file, extra)
        self._show_deliveries(file)
        self.promises.clear()
        for one in extra.promises:
            day = short_day(one.due_on, self._today()) if one.due_on else ""
            tone = {PromiseState.OPEN: Tone.WARN, PromiseState.KEPT: Tone.DONE}.get(one.state, Tone.DANGER)
            self.promises.add_line((one.words, day), Chip(label(one.state, self._t), tone))
        self.promises.setVisible(bool(extra.promises))
        again = self.findChild(Button, name) or self.findChild(IconButton, name) if name else None
        if again is not None:
            again.setFocus()

    def _show_missing(self, file: SiteFile, extra: Extra) -> None:
        self.missing.clear()
        self.mend_button.setVisible(bool(file.failed_items))
        for item in file.failed_items:
            self._show_failed(item, file)
        said = missing_words(file, extra, self._t)
        for words in said[:MOST]:
            self.missing.add_words(f"· {words}")
        if len(said) > MOST:
            self.missing.add_words(self._t("… and {n} more").format(n=len(said) - MOST))
        if not said and not file.failed_items:
            self.missing.add_words(self._t("Nothing is open"))

    def _show_failed(self, item: FailedItem, file: SiteFile) -> None:
        """Show an item that failed with the day by which it is mended; it opens where it stands."""
        t = self._t
        late = item.due_on is not None and item.due_on < self._today()
        day = short_day(item.due_on, self._today()) if item.due_on else label(CheckResult.FAIL, t)
        opening = IconButton("folder-open", t("Go to the item"), name=f"failed_open_{item.check_id}")
        opening.clicked.connect(lambda: self.item_requested.emit(item.subject))
        chip = Chip(day, Tone.DANGER if late else Tone.WARN, "triangle-alert")
        self.missing.add_failed(failed_words(item, file, t), chip, opening, long_zone(item, file))

    def _show_sheets(self, file: SiteFile, extra: Extra) -> None:
        t = self._t
        self.sheets.clear()
        for row in file.acceptances:
            opening = IconButton("folder-open", t("Open this sheet"), name=f"sheet_open_{row.id}")
            opening.clicked.connect(lambda _on=False, one=row.id: self.sheet_requested.emit(one))
            words = " · ".join(filter(None, (row.words(t.language), apart(row.zone))))
            self.sheets.add_line((words,), sheet_chip(row, self._today(), t), opening)
        for sheet in extra.wanted:
            if sheet.own and not sheet.begun:
                begin = IconButton("plus", t("Begin this sheet"), name=f"sheet_begin_{sheet.code}")
                begin.clicked.connect(lambda _on=False, one=sheet.code: self.begin_requested.emit(one))
                self.sheets.add_line((sheet.words(t.language),), Chip(t("not begun"), Tone.NEUTRAL, "circle-dashed"), begin)
        if not file.acceptances and not any(sheet.own for sheet in extra.wanted):
            self.sheets.add_words(t("The goods of this order want no sheet of their own."))

    def _show_deliveries(self, file: SiteFile) -> None:
        t = self._t
        self.deliveries.clear()
        for row in file.deliveries:
            day = short_day(row.planned_on, self._today()) if row.planned_on else ""
            opening = IconButton("folder-open", t("Open this delivery"), name=f"delivery_open_{row.id}")
            opening.clicked.connect(lambda _on=False, one=row.id: self.delivery_requested.emit(one))
            chip = state_chip(row.kind, row.state, row.finished_at, t)
            self.deliveries.add_line((" ".join(filter(None, (day, row.goods))),), chip, opening)
        if not file.deliveries:
            self.deliveries.add_words(t("No delivery is planned yet."))
