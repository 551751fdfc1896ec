"""The goods of a delivery with their serial numbers: a scanner types into a field, Enter goes to the next one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.deliveries import PIECE
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile, DeliveryLineRow
from dealer_crm.ui.deliveries.doors import DeliveryWrites
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, ElidedLabel, FlowRow, HLine, Ink, InlineMessage, Label, LineEdit
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.figures import quantity

MOST_FIELDS = 24


class GoodsView(Card):
    """`changed` tells that serial numbers were noted."""

    changed = Signal()

    def __init__(self, t: Translator, writes: DeliveryWrites) -> None:
        super().__init__("delivery_goods")
        self._t, self._writes = t, writes
        self._shown: tuple[DeliveryLineRow, ...] = ()
        self._open = False
        self._fields: dict[int, list[LineEdit]] = {}
        self.message = InlineMessage(t, name="goods_message")
        self._body = ScrollBody("goods_lines", margin=Space.M)
        self._lines = QWidget()
        self._body.box.addWidget(self._lines)
        self._body.box.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        head.addWidget(Label(t("Goods"), Type.SECTION, name="goods_title"))
        head.addStretch(1)
        head.addWidget(Label(t("Scan each serial number into its field"), Type.CAPTION, tone=Ink.TEXT2, name="goods_hint"))
        self.box.setContentsMargins(1, 0, 1, 1)
        self.box.setSpacing(0)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addWidget(self.message)
        self.box.addWidget(self._body, 1)

    def show_file(self, file: DeliveryFile) -> None:
        """Show the goods; fields that are being typed in stay when nothing else changed."""
        if (file.lines, file.is_open) == (self._shown, self._open):
            return
        same = [_shape(line) for line in file.lines] == [_shape(line) for line in self._shown] and file.is_open == self._open
        self._shown, self._open = file.lines, file.is_open
        if same:
            self._show_serials()
        else:
            self._build(file)

    def _show_serials(self) -> None:
        for line in self._shown:
            for place, field in enumerate(self._fields.get(line.id, ())):
                if not field.isModified():
                    field.setText(line.serials[place] if place < len(line.serials) else "")

    def _build(self, file: DeliveryFile) -> None:
        self._fields = {}
        old, self._lines = self._lines, QWidget()
        box = QVBoxLayout(self._lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        for line in file.lines:
            box.addWidget(self._line(line))
        self._body.box.replaceWidget(old, self._lines)
        self._lines.show()
        old.hide()
        old.deleteLater()

    def _line(self, line: DeliveryLineRow) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(ElidedLabel(" ".join(filter(None, (line.name, line.brand, line.model, line.spec))), Type.STRONG), 1)
        if line.room:
            first.addWidget(ElidedLabel(line.room, Type.CAPTION, tone=Ink.TEXT2))
        first.addWidget(Label(f"{quantity(line.quantity)} {line.unit}".strip(), Type.STRONG, name=f"quantity_{line.id}"))
        box.addLayout(first)
        if line.machine and line.by_piece:
            box.addWidget(self._serials(line))
        if line.note:
            box.addWidget(Label(line.note, Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        box.addWidget(HLine())
        return holder

    def _serials(self, line: DeliveryLineRow) -> QWidget:
        count = max(1, min(abs(line.quantity) // PIECE, MOST_FIELDS), len(line.serials))
        flow = FlowRow(f"serials_{line.id}")
        self._fields[line.id] = [self._field(line, place) for place in range(count)]
        for field in self._fields[line.id]:
            flow.add(field)
        return flow

    def _field(self, line: DeliveryLineRow, place: int) -> LineEdit:
        t = self._t
        field = LineEdit(name=f"serial_{line.id}_{place}", placeholder=t("Serial number"), icon="scan-line")
        field.setAccessibleName(t("Serial number {n} of {goods}").format(n=place + 1, goods=line.name or line.model))
        field.setFixedWidth(advance("0" * 22))
        field.setText(line.serials[place] if place < len(line.serials) else "")
        field.setReadOnly(not self._open)
        field.editingFinished.connect(lambda: self._keep(line.id))
        field.returnPressed.connect(lambda: self._go_on(line.id, place))
        return field

    def _keep(self, line_id: int) -> bool:
        """Note what stands in the fields of a line; tell whether it was taken."""
        line = next((one for one in self._shown if one.id == line_id), None)
        wanted = tuple(filter(None, (field.text().strip() for field in self._fields.get(line_id, ()))))
        if line is None or wanted == line.serials or not self._open:
            return True
        try:
            self._writes.set_serials(line_id, wanted)
        except DomainError as error:
            self.message.show_error(error)
            return False
        self.message.clear()
        for field in self._fields.get(line_id, ()):
            field.setModified(False)
        self.changed.emit()
        return True

    def _go_on(self, line_id: int, place: int) -> None:
        """After Enter: the next field, of this line or of the one below."""
        if not self._keep(line_id):
            return
        names = [(line, at) for line, fields in self._fields.items() for at in range(len(fields))]
        following = names[names.index((line_id, place)) + 1 :] if (line_id, place) in names else []
        if following:
            line, at = following[0]
            self._fields[line][at].setFocus(Qt.FocusReason.TabFocusReason)
            self._fields[line][at].selectAll()

    def focus_start(self) -> None:
        """Go to the first field without a number."""
        fields = [field for line in self._fields.values() for field in line]
        empty = [field for field in fields if not field.text()]
        if fields:
            (empty or fields)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def counts(self) -> tuple[int, int]:
        """Return how many serial numbers are noted, and how many machines want one."""
        wanted = [line for line in self._shown if line.machine and line.by_piece]
        return sum(len(line.serials) for line in wanted), sum(abs(line.quantity) // PIECE for line in wanted)


def _shape(line: DeliveryLineRow) -> DeliveryLineRow:
    """Return a line without what its fields say."""
    return replace(line, serials=())
