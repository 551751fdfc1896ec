"""Phone numbers as dealers write them: cleaned, judged, shown and masked (domain.md 3.8)."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}")
_SERVICE = re.compile(r"[48]00\d{7}")
_SHORT = re.compile(r"(95|96|12|10|11)\d{1,4}")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_EXTENSION = re.compile(r"(?:[-转#,]|ext\.?)\s*(\d{1,6})$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐-―()（）.·_]+")
_SPLIT = re.compile(
    r"[/、,，;；|\n]+|\s{2,}|\s(?=1[3-9]\d{9}\b)|(?<=\d{11})\s|(?<=\d)\s*(?:或者?|和|及|与|跟|or|and)\s*(?=[+(（\d])", re.IGNORECASE
)
_ABROAD = re.compile(r"00(?!86)[1-9]\d{6,}")
_TWO_DIGIT_AREA = ("010", "020", "021", "022", "023", "024", "025", "027", "028", "029")


class PhoneKind(StrEnum):
    """What a number looks like; `UNUSUAL` is a warning, never a refusal."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    SHORT = "short"
    FOREIGN = "foreign"
    LOCAL = "local"
    UNUSUAL = "unusual"


def digits(text: str) -> str:
    """Return the number as stored: digits without +86/0086, an extension behind `-`, `+` before a foreign one.

    '+86 138-0013-8000' → '13800138000', '(021) 5555 6666 转 12' → '02155556666-12'.
    Text without any digit gives ''.
    """
    plain = "".join(map(_western, unicodedata.normalize("NFKC", text))).strip()
    if _ABROAD.fullmatch(bare := re.sub(r"\D", "", plain)):
        return "+" + bare[2:]
    if plain.startswith("+") and not re.sub(r"\D", "", plain).startswith("86"):
        return "+" + re.sub(r"\D", "", plain) if re.search(r"\d", plain) else ""
    extension = ""
    landline = _SEPARATORS.sub("", plain)
    found = _EXTENSION.search(plain)
    if found and len(re.sub(r"\D", "", plain[: found.start()])) >= 10 and not _MOBILE.fullmatch(re.sub(r"\D", "", landline)):
        extension, plain = found.group(1), plain[: found.start()]
        if _joined_service(plain, extension):
            plain, extension = plain + extension, ""
    number = re.sub(r"\D", "", plain)
    for prefix in ("0086", "86"):
        rest = number.removeprefix(prefix)
        if rest != number and (
            _MOBILE.fullmatch(rest) or _LANDLINE.fullmatch(rest) or (plain.lstrip().startswith(("+", "00")) and len(rest) >= 7)
        ):
            number = rest if _MOBILE.fullmatch(rest) or rest.startswith("0") else "0" + rest
            break
    return f"{number}-{extension}" if extension and number else number


def _western(sign: str) -> str:
    """Return a digit of any script (٣, ३) as the one from 0 to 9 that it is; other signs as they are."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _joined_service(head: str, tail: str) -> bool:
    """Tell whether '400-820' + '8820' is one service number rather than a number with an extension."""
    return bool(_SERVICE.fullmatch(re.sub(r"\D", "", head + tail)))


def kind(number: str) -> PhoneKind:
    """Judge a number as stored by `digits`."""
    main = number.split("-", 1)[0]
    if main.startswith("+"):
        return PhoneKind.FOREIGN
    for pattern, result in (
        (_MOBILE, PhoneKind.MOBILE),
        (_LANDLINE, PhoneKind.LANDLINE),
        (_SERVICE, PhoneKind.SERVICE),
        (_SHORT, PhoneKind.SHORT),
        (_LOCAL, PhoneKind.LOCAL),
    ):
        if pattern.fullmatch(main):
            return result
    return PhoneKind.UNUSUAL


def shown(number: str) -> str:
    """Group a stored number for the eye: mobile 3-4-4, landline with its area code, others as they are."""
    main, _, extension = number.partition("-")
    match kind(number):
        case PhoneKind.MOBILE:
            text = f"{main[:3]} {main[3:7]} {main[7:]}"
        case PhoneKind.LANDLINE:
            area = 3 if main.startswith(_TWO_DIGIT_AREA) else 4
            text = f"{main[:area]}-{main[area:]}"
        case PhoneKind.SERVICE:
            text = f"{main[:3]}-{main[3:6]}-{main[6:]}"
        case _:
            text = main
    return f"{text}-{extension}" if extension else text


def masked(number: str) -> str:
    """Hide the middle: '138****8000'; numbers shorter than 7 digits stay as they are."""
    main = number.split("-", 1)[0]
    return main if len(main) < 7 else f"{main[:3]}{'*' * (len(main) - 7)}{main[-4:]}"


def split(text: str) -> list[str]:
    """Take one cell or field apart into stored numbers, in order, each once; pieces without digits vanish."""
    found: list[str] = []
    for piece in _SPLIT.split(unicodedata.normalize("NFKC", text)):
        number = digits(piece)
        if number and number not in found:
            found.append(number)
    return found
