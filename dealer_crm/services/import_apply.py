"""Writes staged rows to the store: new files in bulk, known ones filled, everything inside the caller's one write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.customers import CONSENT_WORDING, IntentLevel, Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.import_merging import PLACES, effects, home, merged, part, taken
from dealer_crm.domain.imports import PLACE, Choice, Target, Values
from dealer_crm.services.import_additions import Additions, noon, typed
from dealer_crm.services.import_people import OWN_COLUMNS, known
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, OpeningBalance, Opportunity, Premises
from dealer_crm.storage.rows import CHUNK
from dealer_crm.storage.staging import StagedRow


class ImportWriter:
    """Writes rows chunk by chunk inside one write session. `now` is the moment of the import."""

    def __init__(self, session: WriteSession, now: datetime) -> None:
        self._session = session
        self._now = now
        self._today = local_day(now)
        self._additions = Additions(session, self._today)
        self._created: dict[int, int] = {}

    def create(self, rows: Sequence[StagedRow]) -> None:
        """Open a new file for each row, with its first opportunity."""
        files = [self._file(row.values) for row in rows]
        self._additions.give_numbers(files, numbers.CUSTOMER)
        ids = self._additions.insert(Customer, files)
        chances = [self._chance(row.values, customer_id) for row, customer_id in zip(rows, ids, strict=True)]
        self._additions.give_numbers(chances, numbers.OPPORTUNITY)
        self._additions.insert(Opportunity, chances)
        for row, customer_id in zip(rows, ids, strict=True):
            self._created[row.row] = customer_id
            self._additions.add(customer_id, row.values, {})
        self._additions.write()

    def merge(self, rows: Sequence[StagedRow]) -> None:
        """Fill or overwrite the files of the customers whom the rows match, as each row's choice says."""
        owners = [row.match_id or self._created[row.match_row or 0] for row in rows]
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
        for name, value in typed(Customer, own).items():
            setattr(customer, name, value)
        if Target.CONSENT_ON in written:
            customer.consent_on, customer.consent_wording = date.fromisoformat(values[Target.CONSENT_ON]), CONSENT_WORDING
        self._merge_chance(values, file, written)
        if Target.OPENING in written and "opening_id" in file:
            self._session.get_one(OpeningBalance, file["opening_id"]).amount = values[Target.OPENING]
        self._merge_house(values, file, written)
        houses = len(file[PLACES])
        self._additions.add(customer.id, values, file)
        if len(file[PLACES]) > houses:
            after[PLACES] = file[PLACES]
        files[customer.id] = after

    def _merge_chance(self, values: Values, file: Values, written: set[Target]) -> None:
        if not written & {Target.STAGE, Target.INTENT_LEVEL} or "opportunity_id" not in file:
            return
        chance = self._session.get_one(Opportunity, file["opportunity_id"])
        if Target.STAGE in written:
            chance.stage = Stage(values[Target.STAGE])
        if Target.INTENT_LEVEL in written:
            chance.intent_level = IntentLevel(values[Target.INTENT_LEVEL])

    def _merge_house(self, values: Values, file: Values, written: set[Target]) -> None:
        """Fill the house that the row's address means; a further house comes with the additions."""
        where = home(values, file)
        wanted = part(values, written & set(PLACE))
        if where is None or not wanted:
            return
        line = self._additions.house_line(wanted)
        if where["id"] < 0:
            self._additions.change_house(where["id"], line)
            return
        place = self._session.get_one(Premises, where["id"])
        for name, value in line.items():
            setattr(place, name, value)

    def _customers(self, ids: list[int]) -> dict[int, Customer]:
        found: dict[int, Customer] = {}
        for start in range(0, len(ids), CHUNK):
            for customer in self._session.scalars(select(Customer).where(Customer.id.in_(ids[start : start + CHUNK]))):
                found[customer.id] = customer
        return found

    def _file(self, values: Values) -> dict[str, Any]:
        line = typed(Customer, {column: values[target] for target, column in OWN_COLUMNS.items() if target in values})
        if Target.CONSENT_ON in values:
            line |= {"consent_on": date.fromisoformat(values[Target.CONSENT_ON]), "consent_wording": CONSENT_WORDING}
        day = values.get(Target.CREATED_ON)
        return {**line, "created_at": noon(date.fromisoformat(day)) if day else self._now}

    def _chance(self, values: Values, customer_id: int) -> dict[str, Any]:
        return {
            "customer_id": customer_id,
            "stage": Stage(values.get(Target.STAGE, Stage.POTENTIAL)),
            "intent_level": IntentLevel(values.get(Target.INTENT_LEVEL, IntentLevel.N)),
            "opened_on": date.fromisoformat(values.get(Target.CREATED_ON, self._today.isoformat())),
        }
