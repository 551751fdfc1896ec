"""The sheet of an order: head, lines, fields, and beside them sums and what hangs on it; one or two columns wide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.premises import short_line
from dealer_crm.i18n import Translator
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.orders.change_card import ChangesCard
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.fields import OrderFields
from dealer_crm.ui.orders.line_grid import LineGrid
from dealer_crm.ui.orders.line_model import LineModel
from dealer_crm.ui.orders.line_more import LineMore
from dealer_crm.ui.orders.phrases import state_chip
from dealer_crm.ui.orders.plan_card import PlanCard
from dealer_crm.ui.orders.side_cards import DeliveriesCard, InvoicesCard, PaymentsCard, SiteCard
from dealer_crm.ui.orders.sums import SumsCard
from dealer_crm.ui.orders.trade_in_card import TradeInCard
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, Chip, ChipLabel, HLine, Ink, InlineMessage, Label, MenuButton, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.follow_focus import bring_into_view
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.figures import money

TWO_COLUMNS_FROM, TWO_COLUMNS_DIGITS = 1080, 108
"""Lines and sums stand beside each other from this width on, and only where so many digits have room: letters may be large."""
SIDE_DIGITS = 44


class OrderHead(QWidget):
    """Who ordered, in what state, and what can be done."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.back_button = Button(t("Back"), icon="arrow-left", name="order_back")
        self.title = ElidedLabel("", Type.TITLE, name="order_title")
        self.chip = ChipLabel()
        self.signed = ChipLabel()
        self.signed.setObjectName("order_signed")
        self.signed.hide()
        self.about = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="order_about")
        self._about: list[str] = []
        self._money = ""
        self.deliver_button = Button(t("Deliver"), icon="truck", name="order_deliver")
        self.hand_on_button = Button("", role=Role.QUIET, icon="copy-check", name="order_hand_on")
        self.more_button = MenuButton(t("More"), icon="ellipsis", name="order_more_deeds")
        who = QHBoxLayout()
        who.setSpacing(Space.S)
        who.addWidget(self.title)
        who.addWidget(self.chip)
        who.addWidget(self.signed)
        who.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(who)
        words.addWidget(self.about)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.back_button)
        box.addLayout(words, 1)
        box.addWidget(self.hand_on_button)
        box.addWidget(self.deliver_button)
        box.addWidget(self.more_button)

    def show_new(self, customer: CustomerDraft) -> None:
        """Say whose new order it is."""
        self.title.setText(self._t("New order for {name}").format(name=customer.name or self._t("No name yet")))
        place = next((short_line(place) for place in customer.premises), "")
        phone = next((phones.shown(phone.number) for phone in customer.phones), "")
        self._about = [place, phone]
        self.show_money(self._money)
        self.chip.hide()
        self.signed.hide()
        self.deliver_button.hide()
        self.hand_on_button.hide()
        self.more_button.hide()

    def show_file(self, file: OrderFile) -> None:
        """Say whose order it is and how it stands."""
        self.title.setText(f"{file.customer or file.customer_number} · {file.number}")
        day = file.draft.ordered_on.isoformat() if file.draft.ordered_on else ""
        self._about = [file.address, phones.shown(file.phone), day, file.staff, file.cancel_reason]
        self.show_money(self._money)
        self.chip.set_chip(state_chip(file.state, self._t))
        self.chip.show()
        signed = file.draft.signed_on
        self.signed.setVisible(signed is not None)
        if signed is not None:
            self.signed.set_chip(Chip(self._t("Signed {day}").format(day=signed.isoformat()), Tone.DONE, "check"))

    def show_money(self, words: str) -> None:
        """Say before all else what is to pay, where the sums are out of sight."""
        self._money = words
        self.about.setText(" · ".join(filter(None, (words, *self._about))))


class OrderSheet(Card):
    """Only lays out; the page fills it and listens."""

    def __init__(self, t: Translator, doors: OrderDoors) -> None:
        super().__init__("order_sheet", margin=0, spacing=0)
        self._t = t
        self._two = False
        self._totals = Totals()
        self.head = OrderHead(t)
        self.message = InlineMessage(t, name="order_message")
        self.lines = LineModel(t, doors.today, costs=doors.reads.sees_cost())
        self.grid = LineGrid(t, self.lines, doors.reads.products, self)
        self.grid.offer_new(doors.reads.new_product)
        self.more = LineMore(t, self.lines, self.grid)
        self.hint = Label(
            t(
                "F7 picks a product · Enter goes on · Space turns the state of the goods · Ctrl+D repeats the one above"
                " · Ctrl+C, Ctrl+V copy rows and take those of a sheet · Alt+↑↓ moves a line · Insert adds one · Ctrl+Del removes it"
                " · Ctrl+Z takes back · Alt+Enter shows what has no column here"
            ),
            Type.CAPTION,
            tone=Ink.TEXT2,
            wrap=True,
        )
        self.lines.group_of = doors.reads.group_of
        self.lines.refused.connect(self._on_refused)
        self.held = InlineMessage(t, name="order_held")
        self.fields = OrderFields(t, doors.today, doors.reads.presets())
        self.sums = SumsCard(t)
        self.plan = PlanCard(t, doors.today)
        self.payments = PaymentsCard(t, doors.today)
        self.invoices = InvoicesCard(t)
        self.deliveries = DeliveriesCard(t, doors.today)
        self.site = SiteCard(t)
        self.changes = ChangesCard(t, doors.today)
        self.trade_ins = TradeInCard(t, doors.today)
        self.kept = Label("", Type.CAPTION, tone=Ink.TEXT2, name="order_kept")
        self.confirm_button = Button(t("Confirm the order"), icon="check", key="F12", name="order_confirm")
        self.save_button = Button(t("Save"), role=Role.PRIMARY, key="F8", icon="check", name="order_save")
        self.close_button = Button(t("Save and close"), key="Ctrl+Enter", name="order_save_close")
        self.later_button = Button(t("Later"), key="Esc", name="order_later")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(self.head)
        head.addWidget(self.message)
        self._body = body = ScrollBody("order_body", margin=Space.L)
        body.box.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(Space.L)
        main = QVBoxLayout()
        main.setSpacing(Space.S)
        for widget in (self.held, self.grid, self.hint, self.more, self.fields):
            main.addWidget(widget)
        main.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(Space.S)
        for card in (self.sums, self.plan, self.payments, self.invoices, self.deliveries, self.site, self.changes, self.trade_ins):
            side.addWidget(card)
        side.addStretch(1)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side)
        body.box.addLayout(self._columns, 1)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addWidget(body, 1)
        self.box.addWidget(HLine())
        self.box.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.S)
        for button in (self.save_button, self.confirm_button, self.close_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.kept)
        foot.addWidget(self.later_button)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put sums and money beside the lines where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_side"):
            self._arrange()

    def _arrange(self) -> None:
        two = self.width() >= max(TWO_COLUMNS_FROM, advance("8") * TWO_COLUMNS_DIGITS)
        self._side.setMaximumWidth(advance("8") * SIDE_DIGITS if two else 16777215)
        self._side.setMinimumWidth(advance("8") * SIDE_DIGITS if two else 0)
        if two != self._two:
            self._two = two
            self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)

        self._show_money()

    def show_totals(self, totals: Totals) -> None:
        """Show other sums."""
        self._totals = totals
        self.sums.show_totals(totals)
        self._show_money()

    def _show_money(self) -> None:
        t, sums = self._t, self._totals
        owed = f"{t('Still owed')} {money(sums.owed)}" if sums.paid else ""
        words = " · ".join(filter(None, (f"{t('To pay')} {money(sums.total)}", owed)))
        self.head.show_money("" if self._two else words)

    def _on_refused(self, why: str) -> None:
        """Say why a cell is red, as long as it is."""
        self.message.show_message(why, Tone.DANGER) if why else self.message.clear()

    def show_held(self, change: Callable[[], object] | None) -> None:
        """The contract is signed: say what stays and by what it changes; None = it is not."""
        self.lines.held = change is not None
        self.fields.set_held(change is not None)
        if change is None:
            self.held.clear()
            return
        words = self._t("The contract is signed. Goods, quantities, prices, discount and tax change by a change order only.")
        self.held.show_message(words, Tone.INFO, action=self._t("Change order…"), run=change)

    def point_at(self, name: str) -> None:
        """Bring a button into view and to the keys, once everything has its place; nothing where there is none."""
        button = self.findChild(QWidget, name)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, button, partial(bring_into_view, self._body, button))

    def start(self) -> None:
        """Type where typing starts."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.begin()
