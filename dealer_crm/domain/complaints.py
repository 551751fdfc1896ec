"""Names of a complaint: type and subtype (S0-16), level (S3-44), severity, liability, the eight steps (S3-46)."""

from __future__ import annotations

from enum import IntEnum, StrEnum


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
