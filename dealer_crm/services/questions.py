"""The two questions of a contact: what to ask a customer, and answers written into his file with the day they were given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, Interest, PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import FormField, FormFields, Holder, ListValue, ValueKind
from dealer_crm.domain.questions import Answer, Wanted, answered, worth_asking
from dealer_crm.services import facts
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.customers import change_file
from dealer_crm.services.form_fields import checked_details, form_fields
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Verification

OWN = frozenset({"phones", "premises", "interests", "wechat", "preferred_channel", "birthday"})
"""Facts that are fields of the file itself; the others are further fields."""
ENUMS: dict[str, tuple[StrEnum, ...]] = {"interests": tuple(Interest), "preferred_channel": tuple(PreferredChannel)}


@dataclass(frozen=True)
class Question:
    """What is asked, and how it is answered: one of the values where there are some, else a text of that kind."""

    wanted: Wanted
    kind: ValueKind = ValueKind.TEXT
    values: tuple[ListValue, ...] = ()
    enums: tuple[StrEnum, ...] = ()
    unit: str = ""

    @property
    def code(self) -> str:
        """The field that is asked."""
        return self.wanted.fact.code


class Asking:
    """Says what is worth asking."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def of(self, customer_id: int) -> tuple[Question, ...]:
        """Return at most two questions, the most valuable first; none where he is gone meanwhile."""
        with self._db.read() as session:
            found, filed = read_file(session, customer_id), _filed_on(session, customer_id)
            if found is None or filed is None:
                return ()
            fields = form_fields(session)
            verified = select(Verification.field, Verification.verified_on).where(Verification.customer_id == customer_id)
            days = {row.field: row.verified_on for row in session.execute(verified)}
            return _questions(found[0], fields, days, (filed, local_day(self._now())))


def _filed_on(session: Session, customer_id: int) -> date | None:
    at = session.execute(select(Customer.created_at).where(Customer.id == customer_id)).scalar()
    return local_day(at) if at else None


def _questions(draft: CustomerDraft, fields: FormFields, verified: dict[str, date], days: tuple[date, date]) -> tuple[Question, ...]:
    asked = facts.questions()
    in_use = {one.code for one in fields.fields if not one.retired}
    offered = tuple(fact for fact in asked.facts if fact.code in OWN or fact.code in in_use)
    of_house = frozenset(one.code for one in fields.of(Holder.PREMISES))
    wanted = worth_asking(replace(asked, facts=offered, of_house=of_house), draft, verified, *days)
    return tuple(_question(one, fields) for one in wanted)


def _question(wanted: Wanted, fields: FormFields) -> Question:
    code = wanted.fact.code
    if code in OWN:
        return Question(wanted, ValueKind.CHOICE if code in ENUMS else ValueKind.TEXT, enums=ENUMS.get(code, ()))
    field = fields.field(code)
    assert field is not None
    return Question(wanted, field.kind, _offered(field, fields), unit=field.unit)


def _offered(field: FormField, fields: FormFields) -> tuple[ListValue, ...]:
    return tuple(one for one in fields.values(field.list_code) if not one.retired) if field.list_code else ()


def write_answers(session: WriteSession, customer_id: int, answers: Iterable[Answer], day: date, staff_id: int | None) -> None:
    """Write answers into the file as part of the caller's write: new values as the form would save them, each confirmed on the day.

    Raises CustomerNotFound, AnswerNotInList and the errors of the draft.
    """
    given = tuple(answers)
    if not given:
        return
    found = read_file(session, customer_id)
    if found is None:
        raise CustomerNotFound(number=str(customer_id))
    fields, draft = form_fields(session), found[0]
    for answer in given:
        if answer.value is not None:
            field = fields.field(answer.code)
            draft = answered(draft, answer.code, answer.value, field.holder if field else None)
    change_file(session, customer_id, (found[0], checked_details(session, draft.checked())), day, staff_id)
    session.flush()
    facts.confirm(session, customer_id, [answer.code for answer in given], day, staff_id)
