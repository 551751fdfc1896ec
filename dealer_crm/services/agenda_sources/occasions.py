"""What comes with the year and the house: birthdays by the sun and the moon, and the weeks before a decoration begins."""

from __future__ import annotations

from sqlalchemy import Date, FromClause, exists, func, literal_column, select, type_coerce

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.agenda_sources.source import LINE, Column, Dated, text_of
from dealer_crm.storage.models import CalendarDay, Contact, Customer, Premises, PremisesHolder, SalesOrder

_CUSTOMER, _CONTACT, _DAY = Customer.__table__, Contact.__table__, CalendarDay.__table__
_HOUSE, _HOLDING, _ORDER = Premises.__table__, PremisesHolder.__table__, SalesOrder.__table__
BIRTHDAY, BIRTHDAY_CONTACT, DECORATION = "birthday", "birthday_contact", "decoration"
ASKED = (21, 14)
"""So many days before the decoration begins the house wants its contract (domain.md 3.1); the later call takes the place of the first."""
_KEPT_THEN: Column = literal_column("+calendar_day.birthday")
"""Without the affinity of its column, else the index of an expression, which has none, is not used."""
_NO_CONTRACT = (OrderState.DRAFT, OrderState.CANCELLED)


def _kept(table: str) -> Column:
    """Return the birthday without its year, letter for letter as its index has it."""
    name = f"{table}.birthday"
    return literal_column(f"substr({name}, 1, {name} LIKE 'L%') || substr({name}, -5 - ({name} LIKE '%+'))")


def _welcome(customer: Column, name: str) -> tuple[Column, Column]:
    """Return what leaves out who is not to be called: nobody's file, and whoever wants to be left alone.

    Looked up for each that is due: as a join, SQLite would begin with all who may be called.
    """
    person, line = Customer.__table__.alias(f"{name}_customer"), LINE.alias(f"{name}_line")
    quiet = select(person.c.do_not_disturb).where(person.c.id == customer).scalar_subquery()
    stage = select(line.c.stage).where(line.c.customer_id == customer).scalar_subquery()
    return quiet.is_(False), stage != text_of(Stage.INVALID)


def _birthday(name: str, record: FromClause, customer: Column, words: Column) -> Dated:
    """Return the source of birthdays; one that is past is made up for only where somebody moved it there."""
    return Dated(
        name=name,
        kind=AgendaKind.BIRTHDAY,
        record=record,
        joins=((_DAY, _kept(record.name) == _KEPT_THEN),),  # type: ignore[attr-defined]
        day=_DAY.c.day,
        customer=customer,
        where=(record.c.birthday != text_of(""), *_welcome(customer, name)),
        columns={"code": record.c.birthday, "words": words, "until": _DAY.c.day, "record_id": customer},
        keep=0,
        lasting=True,
        derived=True,
    )


_STARTS_TEXT: Column = literal_column("""substr(premises.details, instr(premises.details, '"deco_start_on": "') + 18, 10)""")
_STARTS = type_coerce(_STARTS_TEXT, Date())
_KNOWN = literal_column("""instr(premises.details, '"deco_start_on": "')""") > literal_column("0")
_HOLDER = (
    select(_HOLDING.c.id)
    .where(_HOLDING.c.premises_id == _HOUSE.c.id, _HOLDING.c.to_on.is_(None))
    .order_by(_HOLDING.c.position, _HOLDING.c.id)
    .limit(1)
    .correlate(_HOUSE)
    .scalar_subquery()
)
_CONTRACTED = exists(literal_column("1")).where(
    _ORDER.c.customer_id == _HOLDING.c.customer_id, _ORDER.c.state.not_in(map(text_of, _NO_CONTRACT))
)


def _decoration(days: int, until: int) -> Dated:
    """Return the source of the call so many days ahead; it is moot once fewer than `until` days are left."""
    name = f"{DECORATION}_{days}"
    return Dated(
        name=name,
        kind=AgendaKind.MILESTONE,
        record=_HOUSE,
        joins=((_HOLDING, _HOLDING.c.id == _HOLDER),),
        day=_STARTS,
        customer=_HOLDING.c.customer_id,
        where=(_KNOWN, func.date(_STARTS_TEXT) == _STARTS_TEXT, ~_CONTRACTED, *_welcome(_HOLDING.c.customer_id, name)),
        columns={"code": literal_column(f"'{days}'"), "until": _STARTS, "record_id": _HOLDING.c.customer_id},
        lead=days,
        keep=until,
        lasting=until == 0,
        derived=True,
    )


OCCASIONS = (
    _birthday(BIRTHDAY, _CUSTOMER, _CUSTOMER.c.id, literal_column("''")),
    _birthday(BIRTHDAY_CONTACT, _CONTACT, _CONTACT.c.customer_id, _CONTACT.c.name),
    *(_decoration(days, until) for days, until in zip(ASKED, (ASKED[1] + 1, 0), strict=True)),
)
