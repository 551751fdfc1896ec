"""The head of a site: whose it is and where, how to get in, what to mind, and the buttons that concern the whole site."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.services.sites import SiteFile
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, ElidedLabel, Ink, MenuButton, MenuItem


class SiteHead(QWidget):
    """Buttons tell what is asked for."""

    closed = Signal()
    customer_requested = Signal()
    order_requested = Signal()
    deliver_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("site_head")
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="site_back")
        self.title = ElidedLabel("", Type.TITLE, name="site_title")
        self._facts = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="site_facts")
        self.care = CareNotes()
        self.care.set_compact(True)
        self.plan_button = Button(t("Plan a job"), icon="plus", key="Ctrl+N", name="site_plan")
        self.more_button = MenuButton(t("More"), (), icon="ellipsis", name="site_more")
        self.more_button.set_items(
            [
                MenuItem(t("Plan a delivery"), self.deliver_requested.emit, "site_deliver"),
                MenuItem(t("Open the order"), self.order_requested.emit, "site_order"),
                MenuItem(t("Open the customer's file"), self.customer_requested.emit, "site_customer"),
            ]
        )
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.back_button)
        first.addWidget(self.title, 1)
        first.addWidget(self.plan_button)
        first.addWidget(self.more_button)
        for words in (self.title, self._facts):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(first)
        box.addWidget(self._facts)
        box.addWidget(self.care)
        self.back_button.clicked.connect(self.closed)

    def set_compact(self, compact: bool) -> None:
        """Show the buttons by their icons."""
        self.more_button.set_wordless(compact)

    def set_low(self, low: bool) -> None:
        """Leave the second line out where every row counts."""
        self._facts.setVisible(not low)

    def show_file(self, file: SiteFile, t: Translator) -> None:
        """Show whose site it is."""
        self.title.setText(" · ".join(filter(None, (file.customer or file.customer_number, file.community or file.address))))
        access = t("How to get in: {access}").format(access=file.access) if file.access else ""
        self._facts.setText(" · ".join(filter(None, (file.order_number, phones.shown(file.phone), file.address, access, file.goods))))
        self.care.show_words(file.care_notes)
