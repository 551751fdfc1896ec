"""Lines and cards of the tab of people and places: one tie, one house with its holders, one moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.services.facts import PHONES, FormerRow
from dealer_crm.services.house_roles import HolderRow, HouseRow
from dealer_crm.services.moments import MomentRow
from dealer_crm.services.relations import RelationRow
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, ElidedLabel, FlowRow, Ink, Label, section
from dealer_crm.words.labels import label


class Part(QWidget):
    """A titled part of the tab: its buttons beside the title, its rows below, a sentence where there are none."""

    def __init__(self, name: str, title: str, buttons: Sequence[Button] = (), none: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows: list[QWidget] = []
        self._none = Label(none, tone=Ink.TEXT2, name=f"{name}_none", wrap=True)
        head = FlowRow(f"{name}_head")
        head.add(section(title))
        for button in buttons:
            head.add(button)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(Space.XS)
        self.box.addWidget(head)
        self.box.addWidget(self._none)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show other rows."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = list(rows)
        for row in rows:
            self.box.addWidget(row)
        self._none.setVisible(not rows and bool(self._none.text()))


def row_of(words: str, facts: str, buttons: Sequence[QWidget], name: str) -> QWidget:
    """Return a line: what it is, a quiet word about it, what can be done."""
    row = QWidget()
    row.setObjectName(name)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(ElidedLabel(words, Type.STRONG, name=f"{name}_words"))
    if facts:
        text.addWidget(ElidedLabel(facts, Type.CAPTION, tone=Ink.TEXT2, name=f"{name}_facts"))
    line.addLayout(text, 1)
    for button in buttons:
        line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    return row


def tie_words(row: RelationRow, t: Translator) -> str:
    """Return the tie as one reads it: 李娜 · 介绍来的."""
    return " · ".join((row.name or row.number, label(row.tie, t)))


def tie_facts(row: RelationRow) -> str:
    """Return what else is known of the tie."""
    return " · ".join(filter(None, (phones.shown(row.phone), row.note)))


def span_words(from_on: date | None, to_on: date | None, t: Translator) -> str:
    """Return the days of a role in words."""
    if to_on is not None:
        return f"{from_on.isoformat()} – {to_on.isoformat()}" if from_on else t("until {day}").format(day=to_on.isoformat())
    return t("since {day}").format(day=from_on.isoformat()) if from_on else ""


def holder_words(holder: HolderRow, t: Translator) -> str:
    """Return who has or had which part in the house, and when."""
    return " · ".join(filter(None, (holder.name, label(holder.role, t), span_words(holder.from_on, holder.to_on, t))))


def house_card(house: HouseRow, customer_id: int, t: Translator, holders: Sequence[QWidget], buttons: Sequence[Button]) -> Card:
    """Return a house: its address, what stands there, who has it and had it."""
    card = Card(f"house_{house.premises_id}", spacing=Space.XS)
    present = house.present(customer_id)
    when = "" if present else t("former house")
    machines = t.plural("{n} machine", "{n} machines", house.machines).format(n=house.machines) if house.machines else ""
    card.box.addWidget(Label(house.address or t("No address yet"), Type.STRONG, name=f"house_{house.premises_id}_address", wrap=True))
    facts = " · ".join(filter(None, (when, machines)))
    if facts:
        card.box.addWidget(Label(facts, Type.CAPTION, tone=Ink.TEXT2, name=f"house_{house.premises_id}_facts"))
    for holder in holders:
        card.box.addWidget(holder)
    foot = FlowRow(f"house_{house.premises_id}_buttons")
    for button in buttons:
        foot.add(button)
    card.box.addWidget(foot)
    return card


def moment_row(row: MomentRow, t: Translator, buttons: Sequence[QWidget]) -> QWidget:
    """Return a moment: its words whole, below them kind, day, who wrote it, and whether it may be shown."""
    shown = t("may be shown") if row.may_show else t("not to be shown")
    facts = " · ".join(filter(None, (label(row.kind, t), row.happened_on.isoformat(), row.staff, shown)))
    holder = QWidget()
    holder.setObjectName(f"moment_{row.id}")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(Label(row.words, name=f"moment_{row.id}_words", wrap=True))
    text.addWidget(Label(facts, Type.CAPTION, tone=Ink.TEXT2, name=f"moment_{row.id}_facts", wrap=True))
    line.addLayout(text, 1)
    for button in buttons:
        line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    return holder


def former_row(row: FormerRow, t: Translator) -> QWidget:
    """Return a number or address that was right before."""
    number = row.field == PHONES
    words = phones.shown(row.words) if number else row.words
    kind = t("Former number") if number else t("Former address")
    facts = " · ".join((kind, t("until {day}").format(day=row.until_on.isoformat())))
    return row_of(words, facts, (), f"former_{row.field}_{row.until_on:%Y%m%d}")
