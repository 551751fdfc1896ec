"""Dialogs of roles in a house: somebody gets one, one ends, and a new owner takes the house over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.houses import RoleDraft
from dealer_crm.domain.premises import PremisesRole
from dealer_crm.domain.relations import RelationToSelf
from dealer_crm.i18n import Translator
from dealer_crm.services.house_roles import HolderRow, HouseRow
from dealer_crm.ui.customers.people_dialog import PeopleDialog
from dealer_crm.ui.customers.people_doors import PeopleDoors
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, PhoneEdit, Segments
from dealer_crm.words.labels import label


class RoleDialog(PeopleDialog):
    """Somebody who owns, rents, pays for or looks after the house, from a day, perhaps to a day."""

    def __init__(self, t: Translator, doors: PeopleDoors, customer_id: int, house: HouseRow, parent: QWidget) -> None:
        super().__init__(t, t("Who has a part in this house"), parent, name="role_dialog")
        self._doors, self._house = doors, house
        add = self.fields.add
        self.fields.add_wide(Label(house.address, Type.STRONG, name="role_house", wrap=True))
        self.other = add("other", t("Who"), CustomerPicker(t, doors.reads.find, name="role_other"), required=True)
        self.other.claim_keys()
        self.role = add("role", t("Part he plays"), Segments([Choice(role, label(role, t)) for role in PremisesRole], name="role_role"))
        self.from_on = add("from_on", t("From"), DateField(t, doors.today, name="role_from"))
        self.to_on = add("to_on", t("Until"), DateField(t, doors.today, name="role_to"))
        self.role.set_value(PremisesRole.TENANT)
        self.finish(t("Save"), self._save, (doors.drafts, f"{customer_id}-role-{house.premises_id}", doors.reads.name(customer_id)))

    def _save(self) -> None:
        other = self.other.value()
        if other is None:
            raise RelationToSelf
        role = PremisesRole(self.role.value())
        self._doors.writes.add_role(RoleDraft(self._house.premises_id, other, role, self.from_on.value(), self.to_on.value()))


class EndRoleDialog(PeopleDialog):
    """The last day of a role."""

    def __init__(self, t: Translator, doors: PeopleDoors, holder: HolderRow, parent: QWidget) -> None:
        super().__init__(t, t("Until when"), parent, name="end_role_dialog")
        self._doors, self._holder = doors, holder
        words = " · ".join((holder.name, label(holder.role, t)))
        self.fields.add_wide(Label(words, Type.STRONG, name="end_role_who", wrap=True))
        self.to_on = self.fields.add("to_on", t("Until"), DateField(t, doors.today, name="end_role_day"))
        self.to_on.set_value(doors.today())
        self.finish(t("End it"), lambda: doors.writes.end_role(holder.id, self.to_on.value() or doors.today()))


class NewOwnerDialog(PeopleDialog):
    """A customer who is known, or name and phone of one who is not; and the day from which the house is his."""

    def __init__(self, t: Translator, doors: PeopleDoors, customer_id: int, house: HouseRow, parent: QWidget) -> None:
        super().__init__(t, t("New owner"), parent, name="new_owner_dialog")
        self._doors, self._house = doors, house
        add, wide = self.fields.add, self.fields.add_wide
        wide(Label(house.address, Type.STRONG, name="new_owner_house", wrap=True))
        wide(Label(_leaving(house, t), tone=Ink.TEXT2, name="new_owner_said", wrap=True))
        self.other = add("other", t("Known customer"), CustomerPicker(t, doors.reads.find, name="new_owner_other"))
        self.other.claim_keys()
        self.name = add("name", t("or new: name"), LineEdit(name="new_owner_name"))
        self.phone = add("phones", t("Phone"), PhoneEdit(t, name="new_owner_phone"))
        self.on = add("on", t("From"), DateField(t, doors.today, name="new_owner_day"))
        self.on.set_value(doors.today())
        self.finish(t("Hand the house over"), self._save, (doors.drafts, f"{customer_id}-owner-{house.premises_id}", house.address))
        self.other.picked.connect(lambda _id: self._follow())
        self._follow()

    def _follow(self) -> None:
        for name in ("name", "phones"):
            self.fields.set_row_visible(name, self.other.value() is None)

    def _save(self) -> None:
        phones = (PhoneDraft(self.phone.text()),) if self.phone.text().strip() else ()
        known = self.other.value()
        who = CustomerDraft(name=self.name.text(), phones=phones) if known is None else known
        self._doors.writes.new_owner(self._house.premises_id, who, self.on.value() or self._doors.today())


def _leaving(house: HouseRow, t: Translator) -> str:
    """Say who leaves and what stays."""
    going = [one.name for one in house.holders if one.to_on is None and one.role is not PremisesRole.PROPERTY]
    words = t("{names}: until the day before.").format(names=", ".join(going)) if going else ""
    stays = t("Machines, warranty and care stay with the house; calls and visits go to the new owner.")
    return " ".join(filter(None, (words, stays)))
