"""Who answers for a machine, for what and until when (domain.md 3.2); periods are counted as 民法典 §§201-203 has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dealer_crm.domain.followups import add_months
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Entry, Standing
from dealer_crm.domain.workdays import WorkCalendar

PROOF_MONTHS = 6


class CoverageKind(StrEnum):
    """What is covered: 7日退货, 15日换货, 整机, 主要部件, 厂家延保, 安装, 管路, 付费延保."""

    RETURN7 = "return7"
    EXCHANGE15 = "exchange15"
    WHOLE_UNIT = "whole_unit"
    MAIN_PARTS = "main_parts"
    FACTORY_EXT = "factory_ext"
    INSTALLATION = "installation"
    PIPING = "piping"
    PAID_EXT = "paid_ext"


class StartBasis(StrEnum):
    """起算依据: the date from which a coverage is counted."""

    INVOICE = "invoice"
    SALE = "sale"
    DELIVERY = "delivery"
    COMMISSIONING = "commissioning"
    ACCEPTANCE = "acceptance"
    PRODUCTION = "production"


class Provider(StrEnum):
    """Who stands behind a coverage."""

    MANUFACTURER = "manufacturer"
    SHOP = "shop"


class CoverageState(StrEnum):
    """Where a coverage stands on a day; without its date it has not started."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class CoverageTerm(Entry):
    """The terms of one coverage, from data.

    `plus_months` lie between the basis and the start (出厂+6月); `days` counts instead of `months` where it is given;
    `full_seasons` of each season are waited for where that ends later.
    """

    code: str
    kind: CoverageKind
    basis: StartBasis
    provider: Provider
    version: int = 1
    months: int = 0
    days: int = 0
    plus_months: int = 0
    seasons: tuple[Season, ...] = ()
    full_seasons: int = 0


@dataclass(frozen=True)
class EquipmentDates:
    """What is known of a machine's life; None = nobody knows it yet."""

    invoice: date | None = None
    sale: date | None = None
    delivery: date | None = None
    commissioning: date | None = None
    acceptance: date | None = None
    production: date | None = None

    def of(self, basis: StartBasis) -> date | None:
        """Return the date a coverage with this basis is counted from."""
        found: date | None = getattr(self, basis.value)
        return found


@dataclass(frozen=True)
class Coverage:
    """A coverage of one machine by the rule `code` as it was in `version`. Both days are included, both None while the basis is unknown.

    `provisional` = the end may still move, because the holidays of its year are not published.
    """

    code: str
    version: int
    kind: CoverageKind
    basis: StartBasis
    provider: Provider
    start_on: date | None = None
    end_on: date | None = None
    repair_days: int = 0
    provisional: bool = False


def coverage(term: CoverageTerm, dates: EquipmentDates, calendar: WorkCalendar, repair_days: int = 0) -> Coverage:
    """Return the coverage a machine has by the term; `repair_days` = days it was in repair or waited for parts."""
    basis_on = dates.of(term.basis)
    found = Coverage(term.code, term.version, term.kind, term.basis, term.provider, repair_days=repair_days)
    if basis_on is None:
        return found
    start = add_months(basis_on, term.plus_months)
    last = calendar.next_workday(_last_day(term, start) + timedelta(days=repair_days))
    return replace(found, start_on=start, end_on=last, provisional=calendar.provisional(last))


def with_months(
    terms: Iterable[CoverageTerm], whole: int | None = None, parts: int | None = None, basis: StartBasis | None = None
) -> tuple[CoverageTerm, ...]:
    """Return a category's terms with what a product promises for 整机 and 主要部件, counted from its own `basis`.

    Never less than the law gives: what stands by law keeps its own day, and so does a longer promise from the production.
    """
    promised = {CoverageKind.WHOLE_UNIT: whole, CoverageKind.MAIN_PARTS: parts}
    return tuple(_counted(term, _promised(term, promised[term.kind]), basis) if term.kind in promised else term for term in terms)


def state_of(covered: Coverage, today: date) -> CoverageState:
    """Return where the coverage stands today; its last day still counts."""
    if covered.start_on is None or covered.end_on is None or today < covered.start_on:
        return CoverageState.NOT_STARTED
    return CoverageState.RUNNING if today <= covered.end_on else CoverageState.ENDED


def days_left(covered: Coverage, today: date) -> int | None:
    """Return how many days are left after today, 0 on the last one; None while it does not run."""
    if covered.end_on is None or state_of(covered, today) is not CoverageState.RUNNING:
        return None
    return (covered.end_on - today).days


def proof_until(accepted_on: date | None) -> date | None:
    """Return the last day on which the seller bears the burden of proof (举证期, 消法 §23); None before acceptance."""
    return None if accepted_on is None else add_months(accepted_on, PROOF_MONTHS)


def retirement_on(sold_on: date | None, months: int | None) -> date | None:
    """Return the day a gas appliance is to be retired (判废, GB 17905, from the sale); None where unknown or not limited."""
    return None if sold_on is None or months is None else add_months(sold_on, months)


def _promised(term: CoverageTerm, months: int | None) -> CoverageTerm:
    if months is None or (term.standing is Standing.LAW and months <= term.months):
        return term
    return replace(term, months=months, standing=Standing.CUSTOM)


def _counted(was: CoverageTerm, term: CoverageTerm, basis: StartBasis | None) -> CoverageTerm:
    """Return the term counted from a product's own basis where it may be."""
    legal = term.standing is Standing.LAW or (was.standing is Standing.LAW and basis is StartBasis.PRODUCTION)
    if basis in (None, term.basis) or legal:
        return term
    return replace(term, basis=basis, plus_months=0)


def _last_day(term: CoverageTerm, start: date) -> date:
    """Return the last day before repairs and holidays; the day of the start itself is not counted."""
    if term.days:
        return start + timedelta(days=term.days)
    ends = [season.full_season_end(start, term.full_seasons) for season in term.seasons if term.full_seasons]
    return max([add_months(start, term.months), *ends])
