"""Cells as spreadsheets spoil them, made values again: phones, dates, amounts, words; or refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from dealer_crm.domain import phones
from dealer_crm.domain.dates import YEARS
from dealer_crm.domain.imports import AmountUnreadable, DateUnreadable, DigitsLost, PhoneDigitsLost, PhoneLengthWrong

Cell = str | int | float | bool | date | datetime | time | timedelta | None

EXACT = 10**15
"""Spreadsheets keep 15 digits of a number; what is longer was rounded."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}")
_POINT_ZERO = re.compile(r"(\d)\.0+(?!\d)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_MOBILE_LIKE = re.compile(r"1[3-9]\d{7,11}")
_PIECES = re.compile(r"[/、,，;；|\n]+")
_LABEL = re.compile(r"[^\W\d_]+(?:[ ·][^\W\d_]+)*")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日号月]?(?:[T\s].*)?")
_SHORT_DAY = re.compile(r"(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_FOREIGN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s.*)?")
_PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_DAY = re.compile(r"0{4}\D0{1,2}\D0{1,2}.*")
_AMOUNT = re.compile(
    r"(?:约|共|欠|¥|￥|RMB|CNY|元)*\s*(-?\d+(?:\.\d+)?)\s*(万)?\s*(?:元|块|整|㎡|m2|平方米|平方|平米|平|左右|\s)*", re.IGNORECASE
)
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL = 20_000


def text_of(cell: Cell) -> str:
    """Return what the cell says: whole numbers without .0, dates in ISO form, spaces at the ends gone."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e22 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def known_text(cell: Cell) -> str:
    """Return what is known of a cell's text: a number that was rounded shows its fifteen digits and claims no more."""
    if isinstance(cell, str):
        return cell.strip()
    rounded = isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT
    return f"{cell:.14E}" if rounded else text_of(cell)


def exact_text(cell: Cell) -> str:
    """Return the text of a code or serial number. Raises DigitsLost for a number that was rounded."""
    text = text_of(cell)
    long = isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT
    if long or (_SCIENTIFIC.fullmatch(text) and ("+" in text or "." in text)):
        raise DigitsLost(text=text)
    return text


def phone_text(cell: Cell) -> str:
    """Return the text of a phone cell without the .0 of a number that went through a table of numbers."""
    return _POINT_ZERO.sub(r"\1", unicodedata.normalize("NFKC", text_of(cell)))


def phones_of(cell: Cell) -> list[tuple[str, str]]:
    """Return the stored numbers of a cell with the words that stand beside them.

    Raises PhoneDigitsLost when the spreadsheet rounded a number, PhoneLengthWrong for a broken mobile number.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and (abs(cell) >= EXACT or cell != int(cell)):
        raise PhoneDigitsLost(text=text_of(cell))
    text = text_of(cell)
    if _MOBILE.fullmatch(text):
        return [(text, "")]
    text = phone_text(cell)
    found: dict[str, str] = {}
    for piece in _PIECES.split(text):
        whole = _whole_number(piece.strip())
        for number in phones.split(whole):
            if _MOBILE_LIKE.fullmatch(number) and len(number) != 11:
                raise PhoneLengthWrong(text=piece.strip(), digits=len(number))
            found.setdefault(number, _words_beside(whole))
    return list(found.items())


def number_with(number: str, words: Iterable[str]) -> str:
    """Write words beside a stored number, as many as `phones_of` would read again as they are: digits among them would join the number."""
    written = number
    for word in filter(None, words):
        try:
            read = phones_of(f"{written} {word}")
        except (PhoneDigitsLost, PhoneLengthWrong):
            continue
        if read == [(number, f"{written} {word}".removeprefix(f"{number} "))]:
            written = f"{written} {word}"
    return written


def _whole_number(piece: str) -> str:
    """Write 1.3801370911E+10 out; refuse 1.38E+10, whose last digits are gone."""
    if not _SCIENTIFIC.fullmatch(piece):
        return piece
    number = Decimal(piece)
    digits = len(number.as_tuple().digits)
    if number != number.to_integral_value() or digits <= number.adjusted():
        raise PhoneDigitsLost(text=piece)
    return str(int(number))


def _words_beside(piece: str) -> str:
    words = [word for word in _LABEL.findall(piece) if word.casefold() not in {"ext", "转", "电话", "手机", "tel"}]
    return " ".join(words)


def date_of(cell: Cell) -> date | None:
    """Return the day a cell means: a date, a serial number, or one of the usual ways to write it; a month is its first day.

    Raises DateUnreadable.
    """
    if isinstance(cell, date):
        return _counted(cell.date() if isinstance(cell, datetime) else cell, text_of(cell))
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text or _NO_DAY.fullmatch(text):
        return None
    if isinstance(cell, float) and not cell.is_integer() and cell < _FIRST_SERIAL:
        raise DateUnreadable(text=text)  # 2026.1 may have been 2026.10
    try:
        found = _serial_day(text) or _written_day(text)
    except (ValueError, OverflowError) as error:
        raise DateUnreadable(text=text) from error
    return _counted(found, text)


def _counted(day: date | None, text: str) -> date:
    if day is None or day.year not in YEARS:
        raise DateUnreadable(text=text)
    return day


def _serial_day(text: str) -> date | None:
    """Read a spreadsheet's day number (1954 to 2119)."""
    try:
        number = float(text)
    except ValueError:
        return None
    return _EPOCH + timedelta(days=int(number)) if _FIRST_SERIAL <= number < 80_000 else None


def _written_day(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _PACKED_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT_DAY.fullmatch(text):
        return date(2000 + int(found[1]), int(found[2]), int(found[3]))
    if found := _FOREIGN_DAY.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        if one > 12 or one == other:
            return date(year, other, one)
        return date(year, one, other) if other > 12 else None
    return None


def amount_of(cell: Cell, decimals: int) -> int | None:
    """Return an amount in 10^-decimals (2 = 分, 3 = thousandths): '¥1,234.5', '1.2万', '约120㎡'. Raises AmountUnreadable."""
    written = text_of(cell).replace("m²", "㎡")
    if any(sign.isdigit() and not sign.isdecimal() for sign in written):  # 4² is not 42, ① is no sum
        raise AmountUnreadable(text=written)
    text = unicodedata.normalize("NFKC", written).replace(",", "").replace(" ", "")
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    try:
        number = Decimal(found[1]) if found else Decimal(text)
    except InvalidOperation as error:
        raise AmountUnreadable(text=text) from error
    if not number.is_finite() or abs(number) >= 10**12:
        raise AmountUnreadable(text=text)
    if found and found[2]:
        number *= 10_000
    return int((number * 10**decimals).quantize(Decimal(1), ROUND_HALF_UP))


_SHOWN = (int, float, type(None))


def shown_cells(cells: Sequence[Cell]) -> list[Any]:
    """Return cells as JSON holds them: numbers and switches stay, the rest becomes text."""
    return [cell.strip() if type(cell) is str else cell if isinstance(cell, _SHOWN) else text_of(cell) for cell in cells]


def was_rounded(cell: Cell, number: int | None, decimals: int) -> bool:
    """Tell whether digits behind the last one that is kept were dropped; what is only a computer's way to write 0.1 does not count."""
    text = text_of(cell)
    if number is None or not text.replace(".", "", 1).isdecimal():
        return False
    return abs(Decimal(text).scaleb(decimals) - number) >= Decimal("0.001")


def decimal_text(number: int | None, decimals: int) -> str:
    """Return a whole number of so many decimals as it is written."""
    return "" if number is None else f"{number / 10**decimals:.{decimals}f}".rstrip("0").rstrip(".")
