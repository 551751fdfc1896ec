"""Writes staged rows into the files of known customers, inside the caller's one write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.customers import CONSENT_WORDING, IntentLevel, Stage
from dealer_crm.domain.details import Holder
from dealer_crm.domain.import_details import stored
from dealer_crm.domain.import_merging import PLACES, effects, home, house, merged, taken
from dealer_crm.domain.imports import PLACE, Choice, Target, Values
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.facts import keep_address
from dealer_crm.services.import_additions import Additions, typed, with_details
from dealer_crm.services.import_people import OWN_COLUMNS, known
from dealer_crm.services.relations import in_circle
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, OpeningBalance, Opportunity, Premises
from dealer_crm.storage.rows import CHUNK
from dealer_crm.storage.staging import StagedRow

ADDRESS = tuple(target for target in PLACE if target not in (Target.HOUSE_TYPE, Target.AREA, Target.ACCESS_NOTES))


class ImportWriter:
    """Writes rows chunk by chunk inside one write session. `made_of` tells which customers earlier rows of the sheet became."""

    def __init__(self, session: WriteSession, today: date, made_of: Callable[[Iterable[int]], Mapping[int, int]]) -> None:
        self._session = session
        self._today = today
        self._additions = Additions(session, today)
        self._made_of = made_of

    def merge(self, rows: Sequence[StagedRow]) -> None:
        """Fill or overwrite the files of the customers whom the rows match, as each row's choice says."""
        made = self._made_of(row.match_row for row in rows if not row.match_id and row.match_row)
        owners = [row.match_id or made[row.match_row or 0] for row in rows]
        files = known(self._session.connection(), owners)
        customers = self._customers(list(files))
        for row, owner in zip(rows, owners, strict=True):
            self._merge(row, customers[owner], files)
        self._session.flush()
        self._additions.write()
        self._session.expunge_all()

    def _merge(self, row: StagedRow, customer: Customer, files: dict[int, Values]) -> None:
        file, choice, values = files[customer.id], Choice(row.choice), row.values
        written = {target for target, effect in effects(values, file).items() if taken(effect, choice)}
        after = merged(values, file, choice)
        own = {column: after[target] for target, column in OWN_COLUMNS.items() if target in written}
        if "referrer_id" in own and in_circle(self._session, customer.id, own["referrer_id"]):
            own.pop("referrer_id")
        for name, value in typed(Customer, own).items():
            setattr(customer, name, value)
        if details := stored({name: values[name] for name in written if name in values}, Holder.CUSTOMER):
            customer.details = {**customer.details, **details}
        if Target.CONSENT_ON in written:
            customer.consent_on, customer.consent_wording = date.fromisoformat(values[Target.CONSENT_ON]), CONSENT_WORDING
        self._merge_chance(values, file, written)
        if Target.OPENING in written and "opening_id" in file:
            self._session.get_one(OpeningBalance, file["opening_id"]).amount = values[Target.OPENING]
        self._merge_house(customer.id, (values, file), written)
        houses = len(file[PLACES])
        self._additions.add(customer.id, values, file)
        if len(file[PLACES]) > houses:
            after[PLACES] = file[PLACES]
        files[customer.id] = after

    def _merge_chance(self, values: Values, file: Values, written: set[str]) -> None:
        if not written & {Target.STAGE, Target.INTENT_LEVEL} or "opportunity_id" not in file:
            return
        chance = self._session.get_one(Opportunity, file["opportunity_id"])
        if Target.STAGE in written:
            chance.stage = Stage(values[Target.STAGE])
        if Target.INTENT_LEVEL in written:
            chance.intent_level = IntentLevel(values[Target.INTENT_LEVEL])

    def _merge_house(self, customer_id: int, merging: tuple[Values, Values], written: set[str]) -> None:
        """Fill the house that the row's address means; a further house comes with the additions."""
        values, file = merging
        where = home(values, file)
        wanted = {name: value for name, value in house(values).items() if name in written}
        if where is None or not wanted:
            return
        line = self._additions.house_line(wanted)
        if where["id"] < 0:
            self._additions.change_house(where["id"], line)
            return
        keep_address(self._session, customer_id, (_address(where), _address({**where, **wanted})), self._today)
        place = self._session.get_one(Premises, where["id"])
        for name, value in with_details(line, place.details).items():
            setattr(place, name, value)

    def _customers(self, ids: list[int]) -> dict[int, Customer]:
        found: dict[int, Customer] = {}
        for start in range(0, len(ids), CHUNK):
            for customer in self._session.scalars(select(Customer).where(Customer.id.in_(ids[start : start + CHUNK]))):
                found[customer.id] = customer
        return found


def _address(house: Values) -> PremisesDraft:
    parts: dict[str, Any] = {target.value: house.get(target) or "" for target in ADDRESS}
    return PremisesDraft(**parts)
