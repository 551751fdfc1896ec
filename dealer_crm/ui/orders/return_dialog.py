"""Goods come back off an order, or are exchanged: how much, which machines, what is charged and given back; told before it happens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import PIECE, shown_quantity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_returns import ReturnDraft, ReturnKind
from dealer_crm.domain.orders import PayWay
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_TAKE_BACK, DraftPlace
from dealer_crm.services.order_file import OrderFile
from dealer_crm.services.return_reading import Returnable
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.goods_rows import GoodsRows, rows_kept
from dealer_crm.ui.widgets import Choice, Dialog, FormGrid, Label, LineEdit, MoneyField, MultiSegments, NumberField, Role, Segments
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label
from dealer_crm.words.order_effects import effect_words

WIDTH = 760


class OrderReturnDialog(Dialog):
    """`taken` with the id of the return. Stays open when it is refused."""

    taken = Signal(int)

    def __init__(self, t: Translator, file: OrderFile, doors: OrderDoors, parent: QWidget) -> None:
        super().__init__(t, t("Return or exchange: {number}").format(number=file.number), parent, name="order_return", width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert doors.changes is not None
        self._changes, self._file = doors.changes, file
        self._there = tuple(doors.changes.returnable(file.id))
        self.form = FormGrid(t, name="order_return_form", labels_left=False)
        self.quantities: dict[int, NumberField] = {}
        self.serials: dict[int, MultiSegments] = {}
        place = DraftPlace(KIND_TAKE_BACK, str(file.id), file.number)
        kept = doors.drafts.load(place.kind, place.key)
        with self.form.together():
            self._add_kind()
            for at, one in enumerate(self._there):
                self._add_line(at, one)
            self._add_rest(doors, rows_kept(kept, "goods_"))
        self.effect = Label("", name="order_return_effect", wrap=True)
        self.box.addWidget(self.form)
        self.box.addWidget(self.effect)
        button = self.add_button(t("Take back"), role=Role.PRIMARY, key="F8", name="order_return_save", icon="undo-2")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="order_return_leave").clicked.connect(self.reject)
        self.form.set_last(button)
        self._follow()
        KeptDialog(t, self, doors.drafts, place)
        self.form.edited.connect(lambda _name: self._follow())
        self.kind.changed.connect(lambda _value: self._follow())
        self._follow()

    def _add_kind(self) -> None:
        t, form = self._t, self.form
        assert form is not None
        kinds = [Choice(kind, label(kind, t)) for kind in ReturnKind]
        self.kind = form.add("kind", t("What happens"), Segments(kinds, name="field_return_kind"))
        self.kind.set_value(ReturnKind.RETURN)
        self.reason = form.add("reason", t("Reason"), LineEdit(name="field_return_reason"), required=True)

    def _add_line(self, at: int, one: Returnable) -> None:
        t, form, line = self._t, self.form, one.line
        assert form is not None
        assert line.id is not None
        name = "lines" if at == 0 else f"line_{at}"
        words = t("{goods} (of {count})").format(goods=f"{line.name} {line.model}".strip(), count=shown_quantity(one.delivered))
        field = NumberField(name=f"field_back_{at}", decimals=3, unit=line.unit)
        self.quantities[line.id] = form.add(name, words, field, beside=at % 2 == 1 and not one.serials)
        if one.serials:
            title = t("Serial numbers that come back")
            choice = MultiSegments([Choice(serial, serial) for serial in one.serials], name=f"field_serials_{at}", label=title)
            self.serials[line.id] = form.add(f"{name}_serials", title, choice)
            choice.changed.connect(lambda _values: self._show_effect())
            field.changed.connect(lambda value: choice.set_values(one.serials[: max(value or 0, 0) // PIECE]))

    def _add_rest(self, doors: OrderDoors, rows: int) -> None:
        t, form = self._t, self.form
        assert form is not None
        self._instead = form.add_section("replacement", t("Delivered instead"), opened=True)
        self.goods = GoodsRows(t, self, self._instead, doors.reads.products)
        self.goods.show((), max(rows, 1))
        form.add_wide(self.goods.add_button)
        rest = form.add_section("money", t("Charge and refund"), opened=True)
        self.fee = rest.add("fee", t("Charged for wear or missing parts"), MoneyField(name="field_return_fee"))
        self.refund = rest.add("refund", t("Given back now"), MoneyField(name="field_return_refund"), beside=True)
        ways = [Choice(way, label(way, t)) for way in PayWay]
        self.way = rest.add("way", t("Given back by"), Segments(ways, name="field_return_way"))
        self.way.set_value(PayWay.WECHAT)

    def draft(self) -> ReturnDraft:
        """Return the return as the fields say it."""
        back = tuple((line_id, field.value() or 0) for line_id, field in self.quantities.items() if field.value())
        taken = {line_id for line_id, _quantity in back}
        named = tuple(serial for line_id, choice in self.serials.items() if line_id in taken for serial in choice.values())
        return ReturnDraft(
            self._file.id,
            back,
            ReturnKind(self.kind.value()),
            self.reason.text(),
            self.fee.value() or 0,
            self.refund.value() or 0,
            PayWay(self.way.value()),
            named,
            self.goods.lines() if self.kind.value() is ReturnKind.EXCHANGE else (),
        )

    def _follow(self) -> None:
        """Show what an exchange asks, and what all of it does."""
        if None in (self.kind.value(), self.way.value()):
            return  # one is let go before the other is taken
        is_exchange = self.kind.value() is ReturnKind.EXCHANGE
        if self.form is not None:
            self.form.set_section_visible("replacement", is_exchange)
            self.form.set_row_visible("way", bool(self.refund.value()))
        self.goods.add_button.setVisible(is_exchange)
        self._show_effect()

    def _show_effect(self) -> None:
        draft = self.draft()
        try:
            effects = self._changes.return_effects(draft) if draft.back else ()
            words = "\n".join(f"· {effect_words(line, self._t)}" for line in effects)
        except DomainError as error:
            words = sentence(error, self._t)
        self.effect.setText(words or self._t("Enter how much comes back of which goods."))

    def accept(self) -> None:
        """Take back; the dialog stays open where that is refused."""
        assert self.form is not None
        self.form.clear_errors()
        try:
            return_id = self._changes.take_back(self.draft())
        except DomainError as error:
            self.show_error(error)
        else:
            self.taken.emit(return_id)
            super().accept()
