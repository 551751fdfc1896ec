"""The sheet of a quote: head with its versions, lines, fields, and beside them the sums; one or two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.premises import short_line
from dealer_crm.domain.quotes import subtotals
from dealer_crm.i18n import Translator
from dealer_crm.services.quote_reading import QuoteFile, VersionFile
from dealer_crm.ui.orders.line_grid import LineGrid
from dealer_crm.ui.quotes.doors import QuoteDoors
from dealer_crm.ui.quotes.fields import QuoteFields
from dealer_crm.ui.quotes.lines import QuoteLines
from dealer_crm.ui.quotes.phrases import quote_chip
from dealer_crm.ui.quotes.sums import QuoteSums
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, ChipLabel, Choice, Combo, HLine, Ink, InlineMessage, Label, MenuButton, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.figures import money

TWO_COLUMNS_FROM = 1080
SIDE_DIGITS = 40


class QuoteHead(QWidget):
    """Whose quote it is, how it stands, which version is shown, and what can be done."""

    version_chosen = Signal(object)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.back_button = Button(t("Back"), icon="arrow-left", name="quote_back")
        self.title = ElidedLabel("", Type.TITLE, name="quote_title")
        self.chip = ChipLabel()
        self.about = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="quote_about")
        self.version = Combo(name="quote_version", label=t("Version"))
        self.order_button = Button(t("Open the order"), icon="receipt-text", name="quote_order")
        self.more_button = MenuButton(t("More"), icon="ellipsis", name="quote_more")
        self._about: list[str] = []
        self._money = ""
        who = QHBoxLayout()
        who.setSpacing(Space.S)
        who.addWidget(self.title)
        who.addWidget(self.chip)
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
        for widget in (self.version, self.order_button, self.more_button):
            box.addWidget(widget)
        self.version.picked.connect(self.version_chosen)

    def show_new(self, customer: CustomerDraft) -> None:
        """Say whose new quote it is."""
        self.title.setText(self._t("New quote for {name}").format(name=customer.name or self._t("No name yet")))
        place = next((short_line(place) for place in customer.premises), "")
        self._about = [place, next((phones.shown(phone.number) for phone in customer.phones), "")]
        self.show_money(self._money)
        for widget in (self.chip, self.version, self.order_button, self.more_button):
            widget.hide()

    def show_file(self, file: QuoteFile, shown: VersionFile, today: date) -> None:
        """Say whose quote it is, how it stands and which version is shown."""
        t = self._t
        self.title.setText(f"{file.customer or file.customer_number} · {file.number}")
        until = t("stands until {day}").format(day=shown.valid_until.isoformat()) if file.open else ""
        ended = t("order {number} was cancelled").format(number=file.order_number) if file.order_cancelled else ""
        self._about = [until or ended, file.address, phones.shown(file.phone), file.staff, file.decline_reason]
        self.show_money(self._money)
        self.chip.set_chip(quote_chip(file.state, file.valid_until, today, t))
        self.version.set_choices([Choice(one.position, _version_words(one, t)) for one in file.versions])
        self.version.set_value(shown.position)
        self.version.setVisible(len(file.versions) > 1)
        self.order_button.setVisible(file.order_id is not None)
        self.order_button.set_label(t("Open {number}").format(number=file.order_number))
        for widget in (self.chip, self.more_button):
            widget.show()

    def show_money(self, words: str) -> None:
        """Say before all else what is to pay, where the sums are out of sight."""
        self._money = words
        self.about.setText(" · ".join(filter(None, (words, *self._about))))


def _version_words(version: VersionFile, t: Translator) -> str:
    day = t("given {day}").format(day=f"{version.given_on:%m-%d}") if version.given_on else t("not given yet")
    return t("Version {n}, {day}").format(n=version.position, day=day)


class QuoteSheet(Card):
    """Only lays out; the page fills it and listens."""

    def __init__(self, t: Translator, doors: QuoteDoors) -> None:
        super().__init__("quote_sheet", margin=0, spacing=0)
        self._t, self._kinds = t, doors.trade.subtotals
        self._two = False
        self._totals = Totals()
        self.head = QuoteHead(t)
        self.message = InlineMessage(t, name="quote_message")
        self.lines = QuoteLines(t, doors.today, doors.trade.group_of, costs=doors.reads.sees_cost())
        self.lines.refused.connect(self._on_refused)
        self.grid = LineGrid(t, self.lines, doors.reads.products, self)
        self.grid.offer_new(doors.reads.new_product)
        self.grid.setAccessibleName(t("Lines of the quote"))
        words = t("F7 picks a product · Enter goes on · Ctrl+Del removes a line · Ctrl+D repeats the one above · Ctrl+V takes rows")
        self.hint = Label(words, Type.CAPTION, tone=Ink.TEXT2, wrap=True)
        self.fields = QuoteFields(t, doors.today, doors.trade.flags)
        self.sums = QuoteSums(t)
        self.kept = Label("", Type.CAPTION, tone=Ink.TEXT2, name="quote_kept")
        self.save_button = Button(t("Save"), role=Role.PRIMARY, key="F8", icon="check", name="quote_save")
        self.give_button = Button(t("Given to the customer"), icon="message-circle", name="quote_give")
        self.accept_button = Button(t("Make an order"), icon="receipt-text", key="F12", name="quote_accept")
        self.again_button = Button(t("New version"), icon="copy", name="quote_new_version")
        self.later_button = Button(t("Later"), key="Esc", name="quote_later")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(self.head)
        head.addWidget(self.message)
        body = ScrollBody("quote_body", margin=Space.L)
        body.box.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(Space.L)
        main = QVBoxLayout()
        main.setSpacing(Space.S)
        for widget in (self.grid, self.hint, self.fields):
            main.addWidget(widget)
        main.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.sums)
        side.addStretch(1)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side)
        body.box.addLayout(self._columns, 1)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addWidget(body, 1)
        self.box.addWidget(HLine())
        self.box.addLayout(self._foot((self.save_button, self.give_button, self.accept_button, self.again_button)))

    def _foot(self, buttons: Sequence[Button]) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.S)
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.kept)
        foot.addWidget(self.later_button)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sums beside the lines where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_side"):
            self._arrange()

    def _arrange(self) -> None:
        two = self.width() >= TWO_COLUMNS_FROM
        wide = advance("8") * SIDE_DIGITS
        self._side.setMaximumWidth(wide if two else 16777215)
        self._side.setMinimumWidth(wide if two else 0)
        if two != self._two:
            self._two = two
            self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)
        self._show_money()

    def show_totals(self, totals: Totals) -> None:
        """Show other sums."""
        self._totals = totals
        self.sums.show_sums(totals, subtotals((line for line in self.lines.lines() if not line.empty), self._kinds))
        self._show_money()

    def _show_money(self) -> None:
        self.head.show_money("" if self._two else f"{self._t('To pay')} {money(self._totals.total)}")

    def _on_refused(self, why: str) -> None:
        """Say why a cell is red, as long as it is."""
        self.message.show_message(why, Tone.DANGER) if why else self.message.clear()

    def lock(self, *, locked: bool) -> None:
        """Let nothing be typed into what the customer has."""
        self.lines.locked = locked
        self.fields.lock(locked=locked)
        self.hint.setVisible(not locked)
        self.save_button.setVisible(not locked)

    def start(self) -> None:
        """Type where typing starts."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.begin()
