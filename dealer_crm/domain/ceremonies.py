"""What a hand-over (E) or a signing ceremony may be made of, from what is known of the household: suggestions, never more (1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Ceremony(StrEnum):
    """What can be done; the words stand in `words/expectations.py`."""

    PHOTO = "photo"
    CARD = "card"
    OWNER = "owner"
    CHILD_GIFT = "child_gift"
    PET = "pet"
    QUIET = "quiet"
    ELDERLY = "elderly"
    PLANTS = "plants"
    TEA = "tea"
    BIRTHDAY = "birthday"
    WATER = "water"
    AIR = "air"


class Pictures(StrEnum):
    """What to mind before a picture is taken together: the household said no, or agreed to nothing yet."""

    REFUSED = "refused"
    NOT_AGREED = "not_agreed"
    MAY_ASK = "may_ask"


REFUSALS = ("不喜欢拍照", "不爱拍照", "不拍照", "不要拍照", "别拍照", "不愿合影", "不合影", "勿拍照", "no photo", "no picture")
"""Words of the care notes that refuse pictures."""
HINTS: dict[Ceremony, tuple[str, ...]] = {
    Ceremony.CHILD_GIFT: ("孩子", "宝宝", "小孩", "小朋友", "女儿", "儿子", "小名", "child", "kid", "baby", "daughter", "son "),
    Ceremony.PET: ("猫", "狗", "宠物", "cat", "dog", "pet"),
    Ceremony.QUIET: ("怕吵", "噪音", "午休", "安静", "低调", "不喜欢拍照", "quiet", "noise", "nap", "no photo"),
    Ceremony.ELDERLY: ("老人", "爸妈", "父母", "奶奶", "爷爷", "elderly", "parents", "grandm", "grandf"),
    Ceremony.PLANTS: ("花", "绿植", "养花", "flower", "plant", "garden"),
    Ceremony.TEA: ("茶", "tea"),
    Ceremony.BIRTHDAY: ("生日", "birthday"),
}
"""Words of the care notes, and what they speak for."""
BY_INTEREST: dict[str, Ceremony] = {
    "water_purifier": Ceremony.WATER,
    "drinking_water": Ceremony.WATER,
    "softener": Ceremony.WATER,
    "fresh_air": Ceremony.AIR,
    "dehumidifier": Ceremony.AIR,
}
ALWAYS = (Ceremony.PHOTO, Ceremony.CARD)
MOST = 4


def suggested(care_notes: str, interests: Iterable[str], *, large: bool = False) -> tuple[Ceremony, ...]:
    """Return what suits the household, what it told of itself first; with `large` the owner of the shop comes himself.

    Who wants his quiet is not photographed.
    """
    notes = care_notes.lower()
    found = [what for what, words in HINTS.items() if any(word in notes for word in words)]
    found += [BY_INTEREST[one] for one in interests if one in BY_INTEREST]
    shy = Ceremony.QUIET in found or _refused(notes)
    usual = [one for one in ALWAYS if one is not Ceremony.PHOTO or not shy]
    return tuple(dict.fromkeys([*([Ceremony.OWNER] if large else []), *found, *usual]))[:MOST]


def pictures(care_notes: str, *, agreed: bool) -> Pictures:
    """Return what to mind before a picture is taken; `agreed` = the household agreed that its file is kept."""
    if _refused(care_notes.lower()):
        return Pictures.REFUSED
    return Pictures.MAY_ASK if agreed else Pictures.NOT_AGREED


def _refused(notes: str) -> bool:
    return any(word in notes for word in REFUSALS)
