"""The first page of a fresh program: three things to say, all of which can wait, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.welcome.cards import BeginCard
from dealer_crm.ui.widgets import Button, Card, ElidedLabel, FormGrid, Ink, LineEdit, Role, heading
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.folder import FolderField
from dealer_crm.ui.widgets.narrow import Narrow
from dealer_crm.ui.widgets.tall import TallColumn, take_whole_height

WIDEST, SIDE_BY_SIDE_FROM = 900, 620


@dataclass(frozen=True)
class WelcomeDoors:
    """What the panel does. The first three are called when their field was left with a change."""

    shop_name: Callable[[str], object]
    operator: Callable[[str], object]
    backup_folder: Callable[[Path], object]
    choose_folder: Callable[[], Path | None]
    default_folder: Path


class WelcomePanel(QWidget):
    """`finished` says that the first run is over; looking at the sample shop does not end it."""

    import_requested = Signal()
    customer_requested = Signal()
    demo_requested = Signal()
    finished = Signal()

    def __init__(self, t: Translator, doors: WelcomeDoors) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._t, self._doors = t, doors
        self._kept = {"shop": "", "operator": "", "folder": ""}
        self.shop = LineEdit(name="field_shop", placeholder=t("As it stands on your papers"), chars=30)
        self.operator = LineEdit(name="field_operator", placeholder=t("Your own name"), chars=14)
        self.folder = FolderField(t, doors.choose_folder, name="field_folder", placeholder=str(doors.default_folder))
        self.form = FormGrid(t, name="welcome_form")
        self.form.add("shop", t("Shop name"), Narrow(self.shop))
        self.form.add("operator", t("Operator"), Narrow(self.operator))
        self.form.add("folder", t("Backups go to"), self.folder)
        self.cards = self._cards()
        self.later = Button(t("Begin without"), role=Role.QUIET, name="welcome_later")
        self._build()
        self._wire()
        self.setFocusProxy(self.shop)

    def _cards(self) -> tuple[BeginCard, BeginCard, BeginCard]:
        t = self._t
        return (
            BeginCard(
                "welcome_import",
                "file-spreadsheet",
                t("Import from Excel"),
                t("Bring in the list you have; see every change first."),
                Button(t("Choose a file…"), role=Role.PRIMARY, name="welcome_import"),
            ),
            BeginCard(
                "welcome_customer",
                "user-plus",
                t("File the first customer"),
                t("A name or a phone number is enough."),
                Button(t("New customer"), key="F3", name="welcome_customer"),
            ),
            BeginCard(
                "welcome_demo",
                "store",
                t("Look at the sample shop"),
                t("Kept apart: your own data stays empty."),
                Button(t("Open the sample"), name="welcome_demo"),
            ),
        )

    def _build(self) -> None:
        t = self._t
        body = ScrollBody("welcome_body", margin=Space.XS)
        take_whole_height(body)
        inner = TallColumn(WIDEST)
        box = inner.box
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(heading(t("Welcome"), "welcome_title"))
        hint = t("Leave empty what you like; the settings keep all of it.")
        head.addWidget(ElidedLabel(hint, tone=Ink.TEXT2, name="welcome_hint"), 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.later, alignment=Qt.AlignmentFlag.AlignBottom)
        box.addLayout(head)
        card = Card("welcome_fields")
        card.box.addWidget(self.form)
        box.addWidget(card)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.M)
        for begin in self.cards:
            self._row.addWidget(begin, 1)
        box.addLayout(self._row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        body.box.addStretch(1)
        body.box.addLayout(middle)
        body.box.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _wire(self) -> None:
        self.form.left.connect(lambda _name: self.keep())
        self.folder.changed.connect(self.keep)
        self.form.set_last(self.cards[0].button)
        for card, signal in zip(self.cards, (self.import_requested, self.customer_requested, self.demo_requested), strict=True):
            card.button.clicked.connect(self.keep)
            card.button.clicked.connect(signal)
        self.later.clicked.connect(self.keep)
        self.later.clicked.connect(self.finished)

    def show_values(self, shop: str, operator: str, folder: str) -> None:
        """Show what is known already, without saving it again."""
        self._kept = {"shop": shop, "operator": operator, "folder": folder}
        self.shop.setText(shop)
        self.operator.setText(operator)
        self.folder.set_text(folder)

    def keep(self) -> None:
        """Save what was changed since the last time."""
        now = {"shop": self.shop.text().strip(), "operator": self.operator.text().strip(), "folder": self.folder.text().strip()}
        before, self._kept = self._kept, now
        if now["shop"] != before["shop"]:
            self._doors.shop_name(now["shop"])
        if now["operator"] and now["operator"] != before["operator"]:
            self._doors.operator(now["operator"])
        if now["folder"] and now["folder"] != before["folder"]:
            self._doors.backup_folder(Path(now["folder"]))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when somebody leaves by another door."""
        self.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards one below the other where they find no room."""
        super().resizeEvent(event)
        asked = sum(card.minimumSizeHint().width() for card in self.cards) + 2 * Space.M + 2 * Space.L
        wide = self.width() >= max(SIDE_BY_SIDE_FROM, asked)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
