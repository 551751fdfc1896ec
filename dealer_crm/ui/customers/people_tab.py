"""People and places of a customer, as a tab of his file: ties, houses with their roles, good moments, what was right before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.relations import Tie
from dealer_crm.i18n import Translator
from dealer_crm.services.house_roles import HolderRow, HouseRow
from dealer_crm.services.moments import MomentRow
from dealer_crm.services.relations import RelationRow
from dealer_crm.ui.customers.people_dialog import PeopleDialog
from dealer_crm.ui.customers.people_dialogs import MomentDialog, RelationDialog, TreeDialog
from dealer_crm.ui.customers.people_doors import PeopleDoors
from dealer_crm.ui.customers.people_house_dialogs import EndRoleDialog, NewOwnerDialog, RoleDialog
from dealer_crm.ui.customers.people_rows import Part, former_row, holder_words, house_card, moment_row, row_of, tie_facts, tie_words
from dealer_crm.ui.desk.doors import FileTab
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Dialog, IconButton, InlineMessage, Role

MOST = 40
"""Ties that the tab shows; the tree has the rest."""


class PeopleTab(FileTab):
    """Every row has its buttons, reached by Tab; changes can be taken back with Ctrl+Z like all others."""

    def __init__(self, t: Translator, doors: PeopleDoors) -> None:
        super().__init__("people_tab", margin=Space.L)
        self._t, self._doors = t, doors
        self._customer_id = 0
        self.message = InlineMessage(t, name="people_message")
        self.add_button = Button(t("Tie somebody"), icon="plus", name="relation_add")
        self.tree_button = Button(t("Who brought whom"), role=Role.QUIET, icon="users", name="relation_tree")
        self.moment_button = Button(t("Write one down"), icon="plus", name="moment_add")
        self.relations = Part("people_relations", t("Relations"), (self.add_button, self.tree_button), t("Nobody is tied to him yet."))
        self.houses = Part("people_houses", t("Houses"), (), t("No house yet. Enter the address in the form."))
        none = t("No praise yet. What he says and what made him happy belongs here.")
        self.moments = Part("people_moments", t("Praise and good moments"), (self.moment_button,), none)
        self.former = Part("people_former", t("Was right before"))
        self.box.addWidget(self.message)
        for part in (self.relations, self.houses, self.moments, self.former):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(lambda: self._ask(RelationDialog(self._t, self._doors, self._customer_id, self.window())))
        self.tree_button.clicked.connect(lambda: TreeDialog(self._t, self._doors, self._customer_id, self.window()).open())
        self.moment_button.clicked.connect(lambda: self._ask(MomentDialog(self._t, self._doors, self._customer_id, self.window())))

    def show_customer(self, customer_id: int) -> None:
        """Show another customer, or the same one again."""
        if customer_id != self._customer_id:
            self.message.clear()
        self._customer_id = customer_id
        reads = self._doors.reads
        relations = reads.relations(customer_id)
        brought = any(row.tie in (Tie.BROUGHT, Tie.BROUGHT_BY) for row in relations)
        self.tree_button.setVisible(brought)
        self.relations.show_rows([self._relation(row) for row in relations[:MOST]])
        self.houses.show_rows([self._house(house) for house in reads.houses(customer_id)])
        self.moments.show_rows([self._moment(row) for row in reads.moments(customer_id)])
        former = reads.former(customer_id)
        self.former.show_rows([former_row(row, self._t) for row in former])
        self.former.setVisible(bool(former))

    def new_owner(self) -> None:
        """Ask who has the customer's house now; of several houses the first of today."""
        house = next((one for one in self._doors.reads.houses(self._customer_id) if one.present(self._customer_id)), None)
        if house is not None:
            self._ask(NewOwnerDialog(self._t, self._doors, self._customer_id, house, self.window()))

    def _ask(self, dialog: Dialog) -> None:
        if isinstance(dialog, PeopleDialog):
            dialog.saved.connect(lambda: self.show_customer(self._customer_id))
        dialog.open()

    def _run(self, write: Callable[[], object]) -> None:
        self.message.clear()
        try:
            write()
        except DomainError as error:
            self.message.show_error(error)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_customer(self._customer_id)

    # rows

    def _relation(self, row: RelationRow) -> QWidget:
        words = tie_words(row, self._t)
        key = str(row.id).replace("-", "of_")
        opened = Button(self._t.context("button", "Open"), role=Role.QUIET, icon="chevron-right", name=f"relation_open_{key}")
        remove = IconButton("x", self._t("Take back: {words}").format(words=words), name=f"relation_remove_{key}")
        opened.clicked.connect(partial(self._doors.open_customer, row.other_id))
        remove.clicked.connect(lambda: self._run(partial(self._doors.writes.unrelate, row.id)))
        return row_of(words, tie_facts(row), (opened, remove), f"relation_{key}")

    def _house(self, house: HouseRow) -> QWidget:
        t, doors, customer_id = self._t, self._doors, self._customer_id
        one = house.premises_id
        buttons: list[Button] = []
        if house.present(customer_id):
            owner = Button(t("New owner"), icon="user-check", name=f"house_owner_{one}")
            owner.clicked.connect(lambda: self._ask(NewOwnerDialog(t, doors, customer_id, house, self.window())))
            role = Button(t("Add a part"), role=Role.QUIET, icon="plus", name=f"house_role_{one}")
            role.clicked.connect(lambda: self._ask(RoleDialog(t, doors, customer_id, house, self.window())))
            buttons += [owner, role]
        if house.community_id is not None:
            community = Button(house.community, role=Role.QUIET, icon="building-2", name=f"house_community_{one}")
            community.clicked.connect(partial(doors.open_community, house.community_id))
            buttons.append(community)
        return house_card(house, customer_id, t, [self._holder(holder) for holder in house.holders], buttons)

    def _holder(self, holder: HolderRow) -> QWidget:
        buttons: list[Button] = []
        if holder.customer_id != self._customer_id:
            opened = Button(self._t.context("button", "Open"), role=Role.QUIET, icon="chevron-right", name=f"holder_open_{holder.id}")
            opened.clicked.connect(partial(self._doors.open_customer, holder.customer_id))
            buttons.append(opened)
        if holder.to_on is None:
            end = Button(self._t("End it"), role=Role.QUIET, name=f"holder_end_{holder.id}")
            end.clicked.connect(lambda: self._ask(EndRoleDialog(self._t, self._doors, holder, self.window())))
            buttons.append(end)
        return row_of(holder_words(holder, self._t), "", buttons, f"holder_{holder.id}")

    def _moment(self, row: MomentRow) -> QWidget:
        t = self._t
        edit = IconButton("pencil", t("Change this moment"), name=f"moment_edit_{row.id}")
        remove = IconButton("trash-2", t("Remove this moment"), name=f"moment_remove_{row.id}")
        edit.clicked.connect(lambda: self._ask(MomentDialog(t, self._doors, self._customer_id, self.window(), row)))
        remove.clicked.connect(lambda: self._run(partial(self._doors.writes.remove_moment, row.id)))
        return moment_row(row, t, (edit, remove))
