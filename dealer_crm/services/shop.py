"""The shop's own data and its staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from sqlalchemy import func, select

from dealer_crm.domain.errors import EditConflict, NotFound
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.shop import LastOwner, ShopDraft, StaffDraft
from dealer_crm.domain.text import fold
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Shop, Staff

SHOP_ID = 1


@dataclass(frozen=True)
class StaffRow:
    """A person of the shop, as chosen in forms and the status bar."""

    id: int
    name: str
    role: Role
    phone: str
    active: bool


class ShopData:
    """Use-cases of shop and staff. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def shop(self) -> ShopDraft:
        """Return the shop's data with the version to save it by."""
        with self._db.read() as session:
            shop = session.get_one(Shop, SHOP_ID)
            return ShopDraft(**{f.name: getattr(shop, f.name) for f in fields(ShopDraft)})

    def save_shop(self, draft: ShopDraft) -> None:
        """Save the shop's data. Raises EditConflict."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            shop = session.get_one(Shop, SHOP_ID)
            if shop.version != draft.version:
                raise EditConflict(mine=draft.version, theirs=shop.version)
            for f in fields(ShopDraft):
                if f.name != "version" and getattr(shop, f.name) != getattr(draft, f.name):
                    setattr(shop, f.name, getattr(draft, f.name))
            session.about(SHOP_ID, draft.name)

    def staff(self, *, everyone: bool = False) -> list[StaffRow]:
        """Return active staff by name order of entry; with `everyone` also those who left."""
        query = select(Staff).order_by(Staff.id)
        with self._db.read() as session:
            found = session.scalars(query if everyone else query.where(Staff.active))
            return [StaffRow(s.id, s.name, s.role, s.phone, s.active) for s in found]

    def staff_id(self, name: str) -> int:
        """Return the person of that name, who works here before who left. Raises NotFound."""
        wanted = fold(name)
        found = [person for person in self.staff(everyone=True) if fold(person.name) == wanted]
        if not found:
            raise NotFound(number=name)
        return max(found, key=lambda person: person.active).id

    def add_staff(self, draft: StaffDraft) -> int:
        """Add a person and return the id. Raises StaffNameMissing."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.STAFF) as session:
            person = Staff(name=draft.name, role=draft.role, phone=draft.phone, active=draft.active)
            session.add(person)
            session.flush()
            session.about(person.id, person.name)
            return person.id

    def save_staff(self, staff_id: int, draft: StaffDraft) -> None:
        """Change a person. Raises StaffNameMissing, NotFound, LastOwner."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.STAFF) as session:
            person = session.get(Staff, staff_id)
            if person is None:
                raise NotFound(number=str(staff_id))
            if person.role is Role.OWNER and person.active and not (draft.role is Role.OWNER and draft.active):
                refuse_last_owner(session, staff_id)
            for f in fields(StaffDraft):
                if getattr(person, f.name) != getattr(draft, f.name):
                    setattr(person, f.name, getattr(draft, f.name))
            session.about(person.id, person.name)


def refuse_last_owner(session: WriteSession, staff_id: int) -> None:
    """Raise LastOwner where nobody else owns the shop."""
    others = select(func.count()).where(Staff.role == Role.OWNER, Staff.active, Staff.id != staff_id)
    if session.execute(others).scalar_one() == 0:
        raise LastOwner
