"""The facts that classes are worked out from, where a buyer stands among all, and the thresholds of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.classes import HomeClass, RegionClass, Relationship, Settlement
from dealer_crm.domain.customers import Channel, Nature, PartyKind, Stage
from dealer_crm.domain.premises import HouseType
from dealer_crm.domain.trade import Entry


@dataclass(frozen=True)
class Traits:
    """What is compared with the best customers (S2-08): where and how he lives, how he came, what he can spend; empty = not known."""

    communities: frozenset[int] = frozenset()
    house_types: frozenset[HouseType] = frozenset()
    channel: Channel | None = None
    budget: str = ""

    @property
    def parts(self) -> tuple[frozenset[str], ...]:
        """Return the four traits, each as the values it has."""
        channel, budget = (frozenset([value] if value else []) for value in (self.channel and self.channel.value, self.budget))
        return (frozenset(map(str, self.communities)), frozenset(one.value for one in self.house_types), channel, budget)

    @property
    def known(self) -> list[frozenset[str]]:
        """Return the traits of which anything is known."""
        return [part for part in self.parts if part]


NO_TRAITS = Traits()


@dataclass(frozen=True)
class Facts:
    """What the records say of one customer. Money in 分; days are local dates; no order of the tuples matters.

    `deals` are the days of confirmed orders, `services` those of paid work, `touched` the last day of an effective contact.
    `contribution` = margin less cost to serve and `money` = turnover, each over its own window of `ClassRules`.
    `owed_since` is the day from which the oldest unpaid sum is owed. `services_due` = care that fell due, `services_own` = done by us.
    `placed` = an address with a city or district is written down. `settled` = orders that were handed over, by the day and the way
    they were paid. `talks`, `came` (requests and complaints of his own) and `complaints_lately` count within a year, `cost` to serve and
    `free_visits` within the window of the contribution. `installed` = a machine stands at his house. `matches` = how many of his
    traits are those of the best customers.
    """

    nature: Nature = Nature.INDIVIDUAL
    party_kind: PartyKind = PartyKind.END_CUSTOMER
    stage: Stage = Stage.POTENTIAL
    staff: bool = False
    deals: tuple[date, ...] = ()
    services: tuple[date, ...] = ()
    touched: date | None = None
    every_days: int | None = None
    ordered: bool = False
    offered: bool = False
    contribution: int = 0
    money: int = 0
    owed_since: date | None = None
    written_off: bool = False
    wants: bool = False
    graded: bool = False
    target: bool = False
    referrals: int = 0
    grade: int | None = None
    gap: int | None = None
    complaints: int = 0
    complaint_late: bool = False
    reminders_missed: int = 0
    services_due: int = 0
    services_own: int = 0
    home: HomeClass = HomeClass.UNKNOWN
    region: RegionClass = RegionClass.UNKNOWN
    placed: bool = False
    settled: tuple[tuple[date, Settlement], ...] = ()
    owned: bool = False
    installed: bool = False
    talks: int = 0
    came: int = 0
    complaints_lately: int = 0
    promises_kept: int = 0
    promises_broken: int = 0
    appointments: int = 0
    on_time: int = 0
    free_visits: int = 0
    cost: int = 0
    traits: Traits = NO_TRAITS
    matches: int = 0

    @property
    def latest(self) -> date | None:
        """The day of the latest deal."""
        return max(self.deals, default=None)


@dataclass(frozen=True)
class Place:
    """Where a customer stands among all who ever bought.

    `rank` runs from 1 by contribution, `by_money` by turnover, `by_cost` by cost to serve against margin. `gained` is the share
    (in thousandths) of all gain that he and those before him brought; `above_median` = his contribution is not below the middle one.
    """

    rank: int
    by_money: int
    of: int
    gained: int
    above_median: bool
    by_cost: int = 0


@dataclass(frozen=True)
class ClassRules(Entry):
    """The thresholds, from data. Months, days, counts, points, and shares in percent."""

    old_months: int
    old_deals: int
    major_deals: int
    major_share: int
    major_months: int
    recent_months: int
    short_days: int
    long_days: int
    value_a: int
    value_b: int
    gold: int
    silver: int
    iron: int
    risk_months: int
    churn_months: int
    missed_reminders: int
    regular_deals: int
    large_share: int
    medium_share: int
    fussy_complaints: int
    fussy_gap: int
    cap: int
    repeat_points: int
    referral_points: int
    service_points: int
    grade_points: int
    suitable_loyalty: int
    loyal: int
    margin: int
    best_share: int
    profile_share: int
    profile_matches: int
    visit_cost: int
    drag_share: int
    credit_days: int
    partner_days: int
    proactive_days: int
    accountable_days: int
    due_a: Relationship
    due_b: Relationship
    due_c: Relationship
    touch_score: int
    grade_score: int
    promise_score: int
    service_score: int
