"""Dialogs of ties and good moments: tie somebody to the customer, write a moment down, look at who brought whom."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.knowledge import MomentKind
from dealer_crm.domain.moments import MomentDraft
from dealer_crm.domain.relations import RelationToSelf, Tie, draft_of
from dealer_crm.i18n import Translator
from dealer_crm.services.moments import MomentRow
from dealer_crm.services.relations import ReferralTree, TreeRow
from dealer_crm.ui.customers.people_dialog import PeopleDialog
from dealer_crm.ui.customers.people_doors import PeopleDoors
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, CheckBox, Choice, Combo, DateField, Dialog, Ink, Label, LineEdit, Role, Segments, TextEdit
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.labels import label

INDENT = 22


class RelationDialog(PeopleDialog):
    """Who, what he is to the customer, and a word about it."""

    def __init__(self, t: Translator, doors: PeopleDoors, customer_id: int, parent: QWidget) -> None:
        super().__init__(t, t("Tie somebody to this customer"), parent, name="relation_dialog")
        self._doors, self._customer_id = doors, customer_id
        add = self.fields.add
        self.other = add("other", t("Who"), CustomerPicker(t, doors.reads.find, name="relation_other"), required=True)
        self.other.claim_keys()
        self.tie = add("tie", t("What he is"), Combo([Choice(tie, label(tie, t)) for tie in Tie], name="relation_tie"))
        self.note = add("note", t("Note"), LineEdit(name="relation_note", placeholder=t("For example: younger sister, upstairs")))
        key = f"{customer_id}-relation"
        self.finish(t("Save"), self._save, (doors.drafts, key, doors.reads.name(customer_id)))

    def _save(self) -> None:
        other = self.other.value()
        if other is None:
            raise RelationToSelf
        self._doors.writes.relate(draft_of(self._customer_id, other, Tie(self.tie.value()), self.note.text()))


class MomentDialog(PeopleDialog):
    """Praise in the customer's words, or what else was good; with his consent it may be shown."""

    def __init__(self, t: Translator, doors: PeopleDoors, customer_id: int, parent: QWidget, known: MomentRow | None = None) -> None:
        super().__init__(t, t("Praise or a good moment"), parent, name="moment_dialog")
        self._doors, self._customer_id, self._known = doors, customer_id, known
        add = self.fields.add
        self.kind = add("kind", t("Kind"), Segments([Choice(kind, label(kind, t)) for kind in MomentKind], name="moment_kind"))
        self.words = add("words", t("In his words"), TextEdit(name="moment_words", lines=3), required=True)
        self.day = add("happened_on", t("On"), DateField(t, doors.today, name="moment_day"))
        self.may_show = CheckBox(t("He agrees that we show it to others"), name="moment_may_show")
        self.fields.add_wide(self.may_show)
        draft = known.draft() if known else MomentDraft("", doors.today())
        self.kind.set_value(draft.kind)
        self.words.set_text(draft.words)
        self.day.set_value(draft.happened_on)
        self.may_show.setChecked(draft.may_show)
        key = f"{customer_id}-moment-{known.id}" if known else f"{customer_id}-moment"
        self.finish(t("Save"), self._save, (doors.drafts, key, doors.reads.name(customer_id)))
        self.setFocusProxy(self.words)

    def _save(self) -> None:
        draft = MomentDraft(
            self.words.text(), self.day.value() or self._doors.today(), MomentKind(self.kind.value()), self.may_show.isChecked()
        )
        if self._known:
            self._doors.writes.edit_moment(self._known.id, draft)
        else:
            self._doors.writes.add_moment(self._customer_id, draft)


class TreeDialog(Dialog):
    """Who brought the customer and whom he brought, level by level, with what came of it."""

    def __init__(self, t: Translator, doors: PeopleDoors, customer_id: int, parent: QWidget) -> None:
        super().__init__(t, t("Who brought whom"), parent, name="tree_dialog", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors = doors
        self.said = Label("", Type.STRONG, name="tree_said", wrap=True)
        self.box.setSpacing(Space.XS)
        self.box.addWidget(self.said)
        self.box.addStretch(1)
        self.add_button(t("Close"), role=Role.PLAIN, key="Esc", name="tree_close").clicked.connect(self.reject)
        Asked(self).ask(partial(doors.reads.tree, customer_id), self._show)

    def _show(self, tree: ReferralTree) -> None:
        t = self._t
        people = t.plural("{n} customer came through him", "{n} customers came through him", len(tree.below)).format(n=len(tree.below))
        deals = t.plural("{n} deal", "{n} deals", tree.deals).format(n=tree.deals)
        cut = t("not all are shown") if tree.cut else ""
        self.said.setText(" · ".join(filter(None, (people, deals, cut))))
        rows = [(row, t("brought him here")) for row in reversed(tree.above)] + [(row, "") for row in tree.below]
        for place, (row, words) in enumerate(rows, 1):
            self.box.insertWidget(place, self._line(row, words, depth=max(row.level, 0)))
        self.resize(self.sizeHint())

    def _line(self, row: TreeRow, words: str, depth: int) -> QWidget:
        t = self._t
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(min(depth, 6) * INDENT, 0, 0, 0)
        line.setSpacing(Space.S)
        opened = Button(row.name or row.number, role=Role.QUIET, icon="user", name=f"tree_open_{row.customer_id}")
        opened.clicked.connect(partial(self._open, row.customer_id))
        brought = t.plural("brought {n}", "brought {n}", row.brought).format(n=row.brought) if row.brought else ""
        deals = t.plural("{n} deal", "{n} deals", row.deals).format(n=row.deals) if row.deals else t("no deal yet")
        facts = " · ".join(filter(None, (words, deals, brought)))
        line.addWidget(opened)
        line.addWidget(Label(facts, Type.CAPTION, tone=Ink.TEXT2), 1)
        return holder

    def _open(self, customer_id: int) -> None:
        self.reject()
        self._doors.open_customer(customer_id)
