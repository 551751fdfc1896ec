"""What closes a delivery: the money to bring back, who signs, what is still open, and the button that hands over."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.orders import PayWay
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import CheckRow, DeliveryFile
from dealer_crm.ui.deliveries.phrases import gap_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, Choice, Ink, Label, LineEdit, Role, Segments, set_tip
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

WIDTH = 244
WAYS = (PayWay.WECHAT, PayWay.CASH, PayWay.TRANSFER)
MOST_LINKS = 4
SIGNATURE_HEIGHT = 72


class MoneyCard(Card):
    """`collected` carries way and 分 of money that was just received."""

    collected = Signal(object, int)

    def __init__(self, t: Translator) -> None:
        super().__init__("delivery_money")
        self._t = t
        self._due = 0
        self._amount = Label("", Type.TITLE, name="money_due")
        self._facts = Label("", Type.CAPTION, tone=Ink.TEXT2, name="money_facts", wrap=True)
        self.ways = Segments([Choice(way, label(way, t)) for way in WAYS], name="money_way", label=t("How it was paid"))
        self.ways.set_value(PayWay.WECHAT)
        self.collect_button = Button(t("Received"), icon="wallet", name="money_collect")
        self.collect_button.clicked.connect(lambda: self.collected.emit(self.ways.value(), self._due))
        self._ways = QWidget()
        line = QVBoxLayout(self._ways)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.ways)
        sum_line = QHBoxLayout()
        sum_line.addWidget(self._amount)
        sum_line.addStretch(1)
        sum_line.addWidget(self.collect_button)
        self.box.setSpacing(Space.XS)
        self.box.addWidget(Label(t("To collect now"), Type.SECTION, name="money_title"))
        self.box.addLayout(sum_line)
        self.box.addWidget(self._facts)
        self.box.addWidget(self._ways)

    def show_file(self, file: DeliveryFile) -> None:
        """Show the money of the order and what of it this delivery brings back."""
        t, sums = self._t, file.money
        self._due = file.to_collect
        self._amount.setText(money(self._due))
        facts = [t("Order {total}").format(total=money(sums.total)), t("paid {paid}").format(paid=money(sums.paid))]
        if sums.owed != self._due:
            facts.append(t("owed {owed}").format(owed=money(sums.owed)))
        self._facts.setText(" · ".join(facts))
        self._ways.setVisible(self._due > 0)
        self.collect_button.setVisible(self._due > 0)


class MissingCard(Card):
    """`led` carries the item to go to; `open_items_requested` asks for the hand-over although something is open."""

    led = Signal(int)
    open_items_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__("delivery_missing")
        self._t = t
        self._title = Label("", Type.SECTION, name="missing_title", wrap=True)
        self._done = Label("", tone=Ink.TEXT2, name="handed_over", wrap=True)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._buttons: list[Button] = []
        self.anyway_button = Button(t("Deliver with open items…"), role=Role.QUIET, name="delivery_anyway")
        self.anyway_button.clicked.connect(self.open_items_requested)
        self.box.setSpacing(Space.XS)
        self.box.addWidget(self._title)
        self.box.addWidget(self._done)
        self.box.addLayout(self._links)
        self.box.addWidget(self.anyway_button, alignment=Qt.AlignmentFlag.AlignRight)
        self.box.addStretch(1)

    def show_file(self, file: DeliveryFile, now_words: str) -> None:
        """Show what is open and lead there; of a finished delivery how it was handed over."""
        missing = file.missing if file.is_open else ()
        self._show_links(missing)
        if file.is_open:
            left = self._t.plural("{n} item still open", "{n} items still open", len(missing)).format(n=len(missing))
            self._title.setText(left if missing else self._t("Nothing is open"))
            self._title.set_ink(Ink.TEXT if missing else Ink.DONE)
        else:
            self._title.setText(now_words)
            self._title.set_ink(Ink.TEXT)
        self._done.setText(self._closing(file))
        self._done.setVisible(bool(self._done.text()))
        self.anyway_button.setVisible(bool(missing))

    def _closing(self, file: DeliveryFile) -> str:
        t = self._t
        parts = [t("Signed by {name}").format(name=file.signed_by)] if file.signed_by else []
        if file.handed_with:
            parts.append(t("Handed over with {number}").format(number=file.handed_with))
        if file.open_reason:
            parts.append(t("Open items: {reason} ({name})").format(reason=file.open_reason, name=file.open_staff or t("nobody named")))
        if file.refusal:
            partly = file.state is DeliveryState.PARTLY
            parts.append((t("A part stayed behind: {reason}") if partly else t("Refused: {reason}")).format(reason=file.refusal))
        if file.kind is DeliveryKind.RETURN and file.draft.note:
            parts.append(t("Reason: {reason}").format(reason=file.draft.note))
        return "\n".join(parts)

    def _show_links(self, missing: tuple[CheckRow, ...]) -> None:
        for button in self._buttons:
            self._links.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._link(check) for check in missing[:MOST_LINKS]]
        for button in self._buttons:
            self._links.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _link(self, check: CheckRow) -> Button:
        said = gap_words(check, self._t)
        words = " ".join(filter(None, (check.code, said or check.words(self._t.language))))
        icon = "triangle-alert" if check.result is not None else "circle"
        button = Link(words, role=Role.QUIET, icon=icon, name=f"missing_{check.code}")
        set_tip(button, words)
        button.clicked.connect(lambda: self.led.emit(check.id))
        return button


class Link(Button):
    """A quiet button that is shortened where there is no room."""

    def sizeHint(self) -> QSize:
        """Never wider than its card: the words are shortened."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), WIDTH - 2 * Space.L), hint.height())


class SignatureView(QWidget):
    """A signature as it was drawn, on white in both looks, under who made it and when."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._image = QImage()
        self.setObjectName("delivery_signature")
        self.setFixedHeight(SIGNATURE_HEIGHT)
        self.hide()

    def is_signed(self) -> bool:
        """Tell whether there is one."""
        return not self._image.isNull()

    def show_picture(self, name: str, picture: bytes) -> None:
        """Show a signature; b"" for none."""
        self._image = QImage.fromData(picture) if picture else QImage()
        self.setAccessibleName(self._t("Signature of {name}").format(name=name))
        self.setVisible(self.is_signed())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and the signature on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, self._image)


class Side(QWidget):
    """The three cards below each other; the button that hands over stays in sight."""

    finish_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("delivery_side")
        self._compact = False
        self.finish_button = Button(t("Hand over"), role=Role.PRIMARY, icon="circle-check", key="Ctrl+Enter", name="delivery_finish")
        self.finish_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.finish_button.clicked.connect(self.finish_requested)
        self.money = MoneyCard(t)
        self.missing = MissingCard(t)
        self.sign = Card("delivery_sign")
        self.signed_by = LineEdit(name="delivery_signed_by")
        self.signed_by.setAccessibleName(t("Who signs"))
        self._signed = Label("", Type.CAPTION, tone=Ink.TEXT2, name="delivery_signed")
        head = QHBoxLayout()
        head.addWidget(Label(t("Customer signs"), Type.SECTION, name="sign_title"))
        head.addStretch(1)
        head.addWidget(self._signed)
        self.sign.box.setSpacing(Space.XS)
        self.picture = SignatureView(t)
        self.sign.box.addLayout(head)
        self.sign.box.addWidget(self.signed_by)
        self.sign.box.addWidget(self.picture)
        body = ScrollBody("delivery_closing", margin=0)
        body.box.setSpacing(Space.S)
        for card in (self.money, self.sign):
            body.box.addWidget(card)
        body.box.addWidget(self.missing, 1)
        self.cards = body.box
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(body, 1)
        box.addWidget(self.finish_button)

    def set_compact(self, compact: bool) -> None:
        """Leave the button to the foot of the page."""
        self._compact = compact
        self.finish_button.setVisible(not compact)

    def show_file(self, file: DeliveryFile, now: object) -> None:
        """Show a delivery."""
        when = file.finished_at or file.signed_at
        words = moment(when, now, self._t) if when is not None else ""  # type: ignore[arg-type]
        self.money.show_file(file)
        self.money.setVisible(file.kind is DeliveryKind.DELIVERY)
        self.missing.show_file(file, self._t("Closed {time}").format(time=words) if words else self._t("Closed"))
        self._signed.setText(words)
        self.signed_by.setVisible(file.is_open)
        self.sign.setVisible(file.is_open or self.picture.is_signed())
        self.finish_button.setVisible(file.is_open and not self._compact)
        self.signed_by.setPlaceholderText(file.draft.receiver)
        if file.signed_by and not self.signed_by.isModified():
            self.signed_by.setText(file.signed_by)

    def begin(self) -> None:
        """Forget who signed the delivery before."""
        self.signed_by.clear()
        self.signed_by.setModified(False)
