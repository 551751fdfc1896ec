"""What a customer is to the shop by the records: kinds of classes, their values, and what speaks for each (domain.md 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ClassKind(StrEnum):
    """A way to sort customers; each gives a customer one value, `CARE` any number."""

    TIME = "time_class"
    PHASE = "trade_phase"
    MARKET = "market_rank"
    RELATION = "relation_state"
    SCOPE = "party_scope"
    CHAIN = "chain_tier"
    OWED = "ar_state"
    PROFIT = "profitable"
    VALUE = "value_class"
    PYRAMID = "pyramid"
    CONTRIBUTION = "contribution_class"
    LOYALTY = "loyalty_index"
    SERVICE = "service_class"
    CARE = "care_tag"
    FREQUENCY = "frequency"
    AMOUNT = "amount_class"
    STABILITY = "stability"
    DEVELOPMENT = "development"
    HOME = "home_class"
    REGION = "region_class"
    SETTLEMENT = "settlement"
    RELATIONSHIP = "relationship_type"
    RELATIONSHIP_DUE = "relationship_due"
    SCORE = "relationship_score"
    COST = "cost_class"
    PROFILE = "profile_match"
    ATTENTION = "attention"


class TimeClass(StrEnum):
    """时间序列 (S0-04)."""

    OLD = "old"
    NEW = "new"
    FUTURE = "future"


class TradePhase(StrEnum):
    """交易过程 (S0-05); `NONE` where nothing was ever agreed or offered."""

    PAST = "past"
    CURRENT = "current"
    UPCOMING = "upcoming"
    NONE = "none"


class MarketRank(StrEnum):
    """交易数量和市场地位 (S0-07)."""

    MAJOR = "major"
    NORMAL = "normal"
    SPORADIC = "sporadic"


class RelationState(StrEnum):
    """客户与企业关系 (S1-02)."""

    NONE = "none"
    POTENTIAL = "potential"
    TARGET = "target"
    ACTUAL = "actual"
    CHURNED = "churned"


class PartyScope(StrEnum):
    """客户范畴 (S1-01, S3-01 dimension 9)."""

    ENTERPRISE = "enterprise"
    CHANNEL = "channel"
    CONSUMER = "consumer"
    INTERNAL = "internal"


class ChainTier(StrEnum):
    """客户来源的部门 (S1-03)."""

    TERMINAL = "terminal"
    INTERMEDIATE = "intermediate"
    PUBLIC = "public"


class OwedState(StrEnum):
    """所欠应收款情况 (S1-06)."""

    NONE = "none"
    SHORT = "short"
    LONG = "long"
    BAD = "bad"


class Profit(StrEnum):
    """对企业赢利贡献 (S1-07)."""

    PROFITABLE = "profitable"
    UNPROFITABLE = "unprofitable"


class ValueClass(StrEnum):
    """价值分类 (S3-24); never shown without its word, since intent levels have the same letters."""

    A = "A"
    B = "B"
    C = "C"


class Pyramid(StrEnum):
    """客户金字塔 (S1-11), the top layer supplied by domain.md."""

    GOLD = "gold"
    SILVER = "silver"
    IRON = "iron"
    LEAD = "lead"


class ContributionClass(StrEnum):
    """一般客户、核心客户、VIP客户 (S1-07)."""

    VIP = "vip"
    CORE = "core"
    ORDINARY = "ordinary"


class ServiceClass(StrEnum):
    """关键客户、合适客户、一般客户 (S2-01)."""

    KEY = "key"
    SUITABLE = "suitable"
    ORDINARY = "ordinary"


class CareTag(StrEnum):
    """Who gets more than is asked for (S2-03)."""

    HEAVY = "heavy"
    OLD = "old"
    KEY = "key"
    FUSSY = "fussy"


class Frequency(StrEnum):
    """消费频度 (S3-01 dimension 6)."""

    REGULAR = "regular"
    OCCASIONAL = "occasional"


class AmountClass(StrEnum):
    """消费额大小 (S3-01 dimension 7)."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class Stability(StrEnum):
    """稳定程度 (S3-01 dimension 8); `UNKNOWN` where neither a contact nor a grade says anything."""

    STABLE = "stable"
    AT_RISK = "at_risk"
    CHURNED = "churned"
    UNKNOWN = "unknown"


class Development(StrEnum):
    """发展阶段 (S3-01 dimension 10), from first to last."""

    POTENTIAL = "potential"
    NEW = "new"
    SATISFIED = "satisfied"
    KEPT = "kept"
    OLD = "old"
    LOYAL = "loyal"


class HomeClass(StrEnum):
    """客户所处的地域, first axis 国内、国外 (S1-04); `UNKNOWN` where no address tells it."""

    DOMESTIC = "domestic"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


class RegionClass(StrEnum):
    """客户所处的地域, second axis 本区域、外区域 (S1-04): the shop's own city, or not."""

    LOCAL = "local"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Settlement(StrEnum):
    """与客户结算方式 (S1-05), by the latest order that was handed over."""

    PREPAID = "prepaid"
    CASH = "cash"
    CREDIT = "credit"


class Relationship(StrEnum):
    """客户关系五类型 (S1-08), from the loosest to the closest."""

    BASIC = "basic"
    REACTIVE = "reactive"
    ACCOUNTABLE = "accountable"
    PROACTIVE = "proactive"
    PARTNERSHIP = "partnership"


class CostClass(StrEnum):
    """Who causes cost (S3-18), and the dragging share among buyers (S3-19)."""

    DRAGS = "drags"
    COSTS = "costs"
    NONE = "none"


class Attention(StrEnum):
    """细心呵护: top customers who complained repeatedly (S3-21)."""

    CHERISH = "cherish"


class Why(StrEnum):
    """What speaks for a value; each is the code of a sentence."""

    A_COMPANY = "a_company"
    A_PERSON = "a_person"
    ABROAD = "abroad"
    ALL_DONE = "all_done"
    ANOTHER_CITY = "another_city"
    BOUGHT = "bought"
    BRINGS_MUCH = "brings_much"
    BY_HAND = "by_hand"
    CAME_AGAIN = "came_again"
    CAME_ONLY = "came_only"
    CAUSES_COST = "causes_cost"
    CAUSES_MOST = "causes_most"
    CAUSES_NONE = "causes_none"
    COMPLAINED = "complained"
    COMPLAINT_LATE = "complaint_late"
    CONTENT_AND_IN_TOUCH = "content_and_in_touch"
    CONTRIBUTION = "contribution"
    COSTS_MORE = "costs_more"
    DEALS = "deals"
    DUE_BY_VALUE = "due_by_value"
    DUE_OWN_WORK = "due_own_work"
    EXPECTED_MORE = "expected_more"
    FIRST_DEAL_LATELY = "first_deal_lately"
    FIRST_DEAL_LONG_AGO = "first_deal_long_ago"
    FITS = "fits"
    GRADED = "graded"
    GRADED_WELL = "graded_well"
    HAS_A_NEED = "has_a_need"
    IN_CHINA = "in_china"
    IS_GOLD = "is_gold"
    IS_KEY = "is_key"
    IS_LOYAL = "is_loyal"
    IS_MAJOR = "is_major"
    IS_NEITHER = "is_neither"
    IS_OLD = "is_old"
    IS_VALUE_A = "is_value_a"
    IS_VALUE_B = "is_value_b"
    LONG_WITH_US = "long_with_us"
    LOYALTY = "loyalty"
    LOYALTY_TOP_GRADE = "loyalty_top_grade"
    MANY_DEALS = "many_deals"
    NEITHER = "neither"
    NEVER_GRADED = "never_graded"
    NO_ADDRESS = "no_address"
    NO_DEAL = "no_deal"
    NO_GAIN = "no_gain"
    NO_NEED_KNOWN = "no_need_known"
    NO_SIGN_SINCE = "no_sign_since"
    NO_TALK = "no_talk"
    NOT_SATISFIED = "not_satisfied"
    NOTHING_OFFERED = "nothing_offered"
    OFFER_OPEN = "offer_open"
    ONCE_AND_LITTLE = "once_and_little"
    ORDER_RUNS = "order_runs"
    OUR_CITY = "our_city"
    OUT_OF_RHYTHM = "out_of_rhythm"
    OWES_NOTHING = "owes_nothing"
    OWES_SINCE = "owes_since"
    PAID_AFTER = "paid_after"
    PAID_BEFORE = "paid_before"
    PAID_WITH = "paid_with"
    PUBLIC_BODY = "public_body"
    RANK_BY_MONEY = "rank_by_money"
    RANK_OF_ALL = "rank_of_all"
    REMINDERS_MISSED = "reminders_missed"
    SAID_CHURNED = "said_churned"
    SCORED = "scored"
    SELLS_ON = "sells_on"
    SHARE_OF_GAIN = "share_of_gain"
    SHOP_UNPLACED = "shop_unplaced"
    SPENDS_MUCH = "spends_much"
    TALKED = "talked"
    TIMES_LATELY = "times_lately"
    TOP_COMPLAINS = "top_complains"
    USES_IT = "uses_it"
    WANTED_BY_US = "wanted_by_us"
    WORKS_HERE = "works_here"
    WRITTEN_OFF = "written_off"


OF_MARGIN = frozenset({Why.NO_GAIN, Why.COSTS_MORE, Why.CONTRIBUTION})
"""Reasons with the margin in them, which only the owner sees."""
Figure = int | date | str


@dataclass(frozen=True)
class ByHand:
    """That somebody of the shop set a class himself: why, when and who; `computed` = what the rules give, None where they give nothing."""

    value: str
    note: str
    set_on: date
    staff: str = ""
    computed: Classed | None = None


@dataclass(frozen=True)
class Classed:
    """A value of a class with its reason and the figures that speak for it."""

    value: str | int
    why: Why
    figures: Mapping[str, Figure] = field(default_factory=dict)
    by_hand: ByHand | None = None
