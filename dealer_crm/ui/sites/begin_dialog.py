"""Which acceptance sheet is begun: those that the goods want first, the others of the shop behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.acceptance_list import WantedSheet
from dealer_crm.ui.theme import row_height
from dealer_crm.ui.widgets import Dialog, Role
from dealer_crm.words.labels import label

WIDTH, MOST_ROWS = 560, 10
_CODE = Qt.ItemDataRole.UserRole


class BeginDialog(Dialog):
    """`picked` carries the code of the sheet."""

    picked = Signal(str)

    def __init__(self, t: Translator, wanted: Sequence[WantedSheet], parent: QWidget) -> None:
        super().__init__(t, t("Begin an acceptance sheet"), parent, name="begin_sheet", width=WIDTH)
        self.rows = QListWidget()
        self.rows.setObjectName("begin_sheet_rows")
        self.rows.setAccessibleName(t("Acceptance sheets"))
        self.rows.setProperty("framed", "true")
        self.rows.setUniformItemSizes(True)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in wanted:
            self.rows.addItem(self._item(one))
        first = next((at for at, one in enumerate(wanted) if one.own and not one.begun), 0)
        self.rows.setCurrentRow(first)
        self.rows.setMinimumHeight(row_height() * min(max(3, len(wanted)), MOST_ROWS) + 6)
        self.box.addWidget(self.rows)
        self.rows.itemDoubleClicked.connect(lambda _item: self.accept())
        button = self.add_button(t("Begin"), role=Role.PRIMARY, key="Enter", name="begin_sheet_save", icon="list-checks")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="begin_sheet_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _item(self, one: WantedSheet) -> QListWidgetItem:
        t = self._t
        begun = t.plural("{n} begun already", "{n} begun already", one.begun).format(n=one.begun) if one.begun else ""
        items = t.plural("{n} item", "{n} items", one.items).format(n=one.items)
        item = QListWidgetItem(" · ".join(filter(None, (one.words(t.language), items, begun, label(one.stage, t)))))
        item.setData(_CODE, one.code)
        return item

    def accept(self) -> None:
        """Begin the chosen sheet."""
        item: QListWidgetItem | None = self.rows.currentItem()  # the stub says that there always is one
        super().accept()
        if item is not None:
            self.picked.emit(str(item.data(_CODE)))
