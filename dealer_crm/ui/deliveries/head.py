"""The head of an open delivery: who, where and when, how far it is, and its papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.deliveries.phrases import planned_chip, slot_words, state_chip, title_of
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.theme import Space, Type, line_height, tokens_of
from dealer_crm.ui.widgets import Button, ChipLabel, ElidedLabel, IconButton, Ink, MenuButton, MenuItem
from dealer_crm.ui.widgets.painting import advance, paint_text

ARROW = "  ›  "


class StateRail(QWidget):
    """The way of a delivery on one line; where it is now is bold."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("state_rail")
        self._names = [t("Draft"), t("Printed"), t("On its way"), t("Signed for"), t("Handed over")]
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_file(self, file: DeliveryFile) -> None:
        """Show how far the delivery is."""
        order = [DeliveryState.DRAFT, DeliveryState.PRINTED, DeliveryState.SENT, DeliveryState.SIGNED]
        state = DeliveryState.SIGNED if file.state is DeliveryState.PARTLY else file.state
        self._at = 4 if file.finished_at else order.index(state) if state in order else -1
        self.setVisible(self._at >= 0 and file.kind is DeliveryKind.DELIVERY)
        self.setAccessibleName(self._names[self._at] if self._at >= 0 else "")
        self.update()

    def sizeHint(self) -> QSize:
        """One line with every name."""
        width = sum(advance(name, Type.LABEL) for name in self._names) + 4 * advance(ARROW, Type.CAPTION)
        return QSize(width + 4, line_height(Type.CAPTION))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names in order."""
        painter, tokens, x = QPainter(self), tokens_of(self), 0
        for place, name in enumerate(self._names):
            kind = Type.LABEL if place == self._at else Type.CAPTION
            colour = tokens.accent if place == self._at else tokens.done.fg if place < self._at else tokens.text2
            width = advance(name, kind) + 1
            paint_text(painter, QRect(x, 0, width, self.height()), name, colour, kind)
            x += width
            if place < len(self._names) - 1:
                paint_text(painter, QRect(x, 0, advance(ARROW, Type.CAPTION), self.height()), ARROW, tokens.text2, Type.CAPTION)
                x += advance(ARROW, Type.CAPTION)


class DeliveryHead(QWidget):
    """Buttons tell what is asked for; what they do is the page's business."""

    closed = Signal()
    note_requested = Signal()
    checklist_requested = Signal()
    customer_requested = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.setObjectName("delivery_head")
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="delivery_back")
        self.close_button = IconButton("x", t("Close this delivery"), name="delivery_close", key="Esc")
        self._title = ElidedLabel("", Type.TITLE, name="delivery_title")
        self._state, self._planned = ChipLabel(name="delivery_state"), ChipLabel(name="delivery_planned")
        self._facts = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="delivery_facts")
        self.rail, self.care = StateRail(t), CareNotes()
        self.care.set_compact(True)
        self.note_button = Button(t("Delivery note"), icon="printer", key="Ctrl+P", name="delivery_print_note")
        self.checklist_button = Button(t("Checklist A–H"), icon="list-checks", name="delivery_print_checklist")
        self.more_button = MenuButton(t("More"), (), icon="ellipsis", name="delivery_more")
        self._lay_out()
        self.set_narrow(False)
        self.back_button.clicked.connect(self.closed)
        self.close_button.clicked.connect(self.closed)
        self.note_button.clicked.connect(self.note_requested)
        self.checklist_button.clicked.connect(self.checklist_requested)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.back_button)
        first.addWidget(self._title, 1)
        first.addWidget(self._state)
        first.addWidget(self._planned)
        for button in (self.note_button, self.checklist_button, self.more_button, self.close_button):
            first.addWidget(button)
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(Space.M)
        second.addWidget(self._facts, 1)
        second.addWidget(self.rail)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(first)
        box.addWidget(self._second)
        box.addWidget(self.care)

    def set_compact(self, compact: bool) -> None:
        """Show the buttons by their icons, without the line of states."""
        for button in (self.note_button, self.checklist_button, self.more_button):
            button.set_wordless(compact)

    def set_narrow(self, narrow: bool) -> None:
        """Show the way back to a hidden list, or the cross beside a visible one."""
        self.back_button.setVisible(narrow)
        self.close_button.setVisible(not narrow)

    def set_low(self, low: bool) -> None:
        """Leave the second line out where every row counts."""
        self._second.setVisible(not low)

    def show_file(self, file: DeliveryFile, deeds: Sequence[MenuItem]) -> None:
        """Show a delivery with what can be done with it."""
        prints = self._doors.prints
        self._title.setText(title_of(file))
        self._title.setAccessibleDescription(file.number)
        self._state.set_chip(state_chip(file.kind, file.state, file.finished_at, self._t))
        self._planned.set_chip(planned_chip(file, self._doors.today(), self._t))
        crew = " ".join(filter(None, (file.staff, file.draft.driver, file.draft.vehicle)))
        facts = (file.number, file.order_number, *slot_words(file, self._doors.now(), self._t))
        facts += (self._doors.reads.site(file.order_id), phones.shown(file.draft.phone), crew, file.access)
        self._facts.setText(" · ".join(filter(None, facts)))
        self.rail.show_file(file)
        self.care.show_words(file.care_notes)
        self.note_button.setVisible(prints.preview_note is not None)
        self.checklist_button.setVisible(prints.preview_checklist is not None and file.kind is DeliveryKind.DELIVERY)
        self.more_button.set_items(deeds)
