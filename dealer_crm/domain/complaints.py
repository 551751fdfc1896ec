"""A complaint as it is taken: type and subtype (S0-16), level (S3-44), severity, the customer's words; the eight steps (S3-46)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum

from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.errors import DomainError, NotFound
from dealer_crm.domain.text import clean, fold, one_line


class ComplaintType(StrEnum):
    """对商品的抱怨 / 对服务的抱怨 (S0-16)."""

    PRODUCT = "product"
    SERVICE = "service"


class ComplaintSubtype(StrEnum):
    """The eight subtypes of S0-16, exactly."""

    QUALITY = "quality"
    PRICE = "price"
    LABEL_MISMATCH = "label_mismatch"
    MANNER = "manner"
    ATTITUDE = "attitude"
    MISCONDUCT = "misconduct"
    OPERATION = "operation"
    POLICY = "policy"


SUBTYPES = {
    ComplaintType.PRODUCT: (ComplaintSubtype.QUALITY, ComplaintSubtype.PRICE, ComplaintSubtype.LABEL_MISMATCH),
    ComplaintType.SERVICE: (
        ComplaintSubtype.MANNER,
        ComplaintSubtype.ATTITUDE,
        ComplaintSubtype.MISCONDUCT,
        ComplaintSubtype.OPERATION,
        ComplaintSubtype.POLICY,
    ),
}
"""Which subtypes belong to which type."""


class ComplaintChannel(StrEnum):
    """渠道 (domain.md 2.11)."""

    PHONE = "phone"
    WECHAT = "wechat"
    SHOP = "shop"
    VISIT = "visit"
    CALL_BACK = "call_back"
    HOTLINE_12315 = "hotline_12315"
    CONSUMER_COUNCIL = "consumer_council"
    MANUFACTURER = "manufacturer"
    MEDIA = "media"
    LAWYER = "lawyer"


class ComplaintLevel(StrEnum):
    """抱怨三层次 (S3-44): to us, to everybody but us, through third parties."""

    DIRECT = "1"
    SILENT = "2"
    THIRD_PARTY = "3"


class DissatisfiedType(StrEnum):
    """不满意客户四类型 (S3-45)."""

    VOICER = "voicer"
    PASSIVE = "passive"
    ANGRY = "angry"
    ACTIVIST = "activist"


class Severity(StrEnum):
    """严重度 (domain.md 2.11)."""

    NORMAL = "normal"
    MAJOR = "major"
    URGENT = "urgent"


class Demand(StrEnum):
    """客户要求 (domain.md 2.11)."""

    REPAIR = "repair"
    EXCHANGE = "exchange"
    RETURN = "return"
    COMPENSATION = "compensation"
    APOLOGY = "apology"
    EXPLANATION = "explanation"
    OTHER = "other"


class LiableParty(StrEnum):
    """归责 (S0-17)."""

    MANUFACTURER = "manufacturer"
    SALES = "sales"
    INSTALLATION = "installation"
    THIRD_PARTY = "third_party"
    CUSTOMER = "customer"


class ComplaintState(StrEnum):
    """Open until closed with the customer's word."""

    OPEN = "open"
    CLOSED = "closed"


class Step8(IntEnum):
    """处理抱怨八步法 (S3-46), in order."""

    THANK = 1
    APPRECIATE = 2
    APOLOGIZE = 3
    PROMISE = 4
    ASK = 5
    CORRECT = 6
    CONFIRM = 7
    PREVENT = 8


class ComplaintCustomerMissing(DomainError):
    """Nobody was chosen who complains."""

    field = "customer"


class ComplaintSubtypeMissing(DomainError):
    """It was not said what the complaint is about."""

    field = "subtype"


class ComplaintSubtypeForeign(DomainError):
    """The subtype belongs to the other type."""

    field = "subtype"


class ComplaintWordsMissing(DomainError):
    """The customer's own words are missing."""

    field = "words"


class ComplaintMatched(DomainError):
    """The complaint has a customer already. Parameters: number, name."""


class ComplaintNotFound(NotFound):
    """The complaint was deleted or never existed. Parameter: number."""


class ComplaintNotOpen(DomainError):
    """The complaint was closed meanwhile. Parameter: number."""


class ComplaintNotClosed(DomainError):
    """The complaint is open already. Parameter: number."""


_FIRE = r"(?<![点打熄着])(?<!不着)火(?![气锅急爆候])|着火(?<!不着火)"
_SAFETY = re.compile(
    rf"漏水|漏气|漏燃气|[煤燃]气味|煤气中毒|漏电|触电|麻手|一氧化碳|(?<![a-z0-9])co(?![a-z0-9])|{_FIRE}|烟(?![管道机囱])"
    r"|坠落|掉下来|砸到人|伤(?![心神])"
    r"|\b(?:gas|water) leak|leak(?:s|ing)? (?:gas|water)|smells? of gas|carbon monoxide|electric shock"
    r"|\bsmok(?:e|ing)\b|on fire|\bfire\b|injur|fell down"
)
"""What makes a complaint urgent (domain.md 2.11); parts of machines and figures of speech with the same signs do not."""

SAFETY_PHRASES = {
    "safety_co": ("一氧化碳", "煤气中毒", "carbon monoxide", "co"),
    "safety_gas": (
        *("漏气", "漏燃气", "煤气味", "燃气味"),
        *("gas leak", "leaks gas", "leak gas", "leaking gas", "smell of gas", "smells of gas"),
    ),
    "safety_electric": ("漏电", "触电", "麻手", "electric shock"),
    "safety_water": ("漏水", "water leak", "leaks water", "leak water", "leaking water"),
    "safety_fire": ("火", "着火", "烟", "smoke", "smoking", "on fire", "fire"),
    "safety_injury": ("坠落", "掉下来", "砸到人", "伤", "injur", "fell down"),
}
"""Which of the trade's phrases answers which words of danger."""


def safety_word(words: str) -> str:
    """Return the first word in the customer's text that speaks of danger, "" where there is none."""
    found = _SAFETY.search(fold(words))
    return found.group().upper() if found and found.group() == "co" else found.group() if found else ""


def safety_code(word: str) -> str:
    """Return which of the trade's phrases answers a word of danger, "" where none does."""
    found = fold(word)
    return next((code for code, words in SAFETY_PHRASES.items() if found in words), "")


def type_of(subtype: ComplaintSubtype) -> ComplaintType:
    """Return the type a subtype belongs to."""
    return next(kind for kind, subtypes in SUBTYPES.items() if subtype in subtypes)


@dataclass(frozen=True)
class ComplaintDraft:
    """A complaint as registered. `opened_at` aware UTC, None = now; without a `type` that of the subtype counts.

    `customer_id` 0 = somebody else complains, `complainant` with his `reporter_phone`; `nobody` says that this is meant, so that both may
    stay empty (anonymous). `topic` is the shop's own third level, the code of a value of its list. `detected` is told of a silent one.
    `authority_on` and `mediation_on` are the days at an authority. `picture_ids` are attachments of the customer that show what he
    speaks of.
    """

    customer_id: int = 0
    type: ComplaintType | None = None
    subtype: ComplaintSubtype | None = None
    severity: Severity = Severity.NORMAL
    level: ComplaintLevel = ComplaintLevel.DIRECT
    channel: ComplaintChannel = ComplaintChannel.PHONE
    words: str = ""
    demand: Demand = Demand.REPAIR
    demand_words: str = ""
    complainant: str = ""
    dissatisfied: DissatisfiedType | None = None
    order_id: int | None = None
    equipment_id: int | None = None
    external_number: str = ""
    topic: str = ""
    detected: Detected | None = None
    reporter_phone: str = ""
    opened_at: datetime | None = None
    picture_ids: tuple[int, ...] = ()
    authority_on: date | None = None
    mediation_on: date | None = None
    nobody: bool = False

    def checked(self) -> ComplaintDraft:
        """Return the draft cleaned, with its type.

        Raises ComplaintCustomerMissing, ComplaintSubtypeMissing, ComplaintSubtypeForeign, ComplaintWordsMissing.
        """
        draft = replace(
            self,
            words=clean(self.words).strip(),
            demand_words=one_line(self.demand_words),
            complainant=one_line(self.complainant),
            external_number=one_line(self.external_number),
            topic=one_line(self.topic),
            reporter_phone=one_line(self.reporter_phone),
            detected=self.detected if self.level is ComplaintLevel.SILENT else None,
        )
        if not (draft.customer_id or draft.complainant or draft.nobody):
            raise ComplaintCustomerMissing
        if draft.subtype is None:
            raise ComplaintSubtypeMissing
        kind = type_of(draft.subtype)
        if draft.type not in (None, kind):
            raise ComplaintSubtypeForeign
        if not draft.words:
            raise ComplaintWordsMissing
        return replace(draft, type=kind, nobody=not draft.customer_id)
