"""Reads address books (.vcf): vCard 2.1, 3.0 and 4.0, many cards in one file; a broken card costs only itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vobject import readOne
from vobject.base import Component, VObjectError

from dealer_crm.documents.cards import Card
from dealer_crm.documents.readers.table import Cell, Limits, RowError, Table, collected
from dealer_crm.documents.readers.vcard_lines import Line, cards, properties
from dealer_crm.domain.files import CardNotReadable, FileEmpty, FileTooLarge, FileTooManyRows
from dealer_crm.domain.text import clean, one_line

CARD_HEADERS = ("Name", "Phone", "Email", "Address", "Company", "Birthday", "Note")
"""First row of an address book as a table; several values of one cell stand on lines of their own."""
_WANTED = frozenset({"VERSION", "N", "FN", "NICKNAME", "TEL", "EMAIL", "ADR", "LABEL", "ORG", "NOTE", "BDAY"})
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})|--(\d{2})-?(\d{2})")


@dataclass(frozen=True)
class CardFile:
    """The cards of a file in order, and the places (1 = first card) of those that could not be read."""

    cards: tuple[Card, ...]
    errors: tuple[RowError, ...]


def read_cards(path: Path, limits: Limits) -> CardFile:
    """Return every contact of the file. Raises FileTooLarge, FileTooManyRows, FileEmpty."""
    if path.stat().st_size > limits.part_bytes:
        raise FileTooLarge(file=path.name, megabytes=limits.part_bytes // 2**20)
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode()
    read: list[Card] = []
    errors: list[RowError] = []
    for place, lines in enumerate(cards(content.removeprefix(codecs.BOM_UTF8)), 1):
        if place > limits.rows:
            raise FileTooManyRows(file=path.name, rows=limits.rows, columns=limits.columns)
        try:
            read.append(_card(lines))
        except (VObjectError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
            errors.append(RowError(place, CardNotReadable(row=place)))
    if not read and not errors:
        raise FileEmpty(file=path.name)
    return CardFile(tuple(read), tuple(errors))


def card_table(file: str, book: CardFile) -> Table:
    """Show the cards as a table with CARD_HEADERS in its first row."""
    rows: list[tuple[Cell, ...]] = [CARD_HEADERS]
    for card in book.cards:
        several = (card.phones, card.emails, card.addresses)
        rows.append((card.name, *("\n".join(values) for values in several), card.org, card.birthday, card.note))
    kept, width = collected(file, rows, Limits(rows=len(rows)))
    return Table(file, kept, width, errors=book.errors)


def _card(lines: list[bytes] | None) -> Card:
    """Read one card. Raises ValueError or what vobject raises where it cannot be understood."""
    if lines is None:
        raise ValueError("not closed")
    found = list(properties(lines, _WANTED))
    card = readOne(_plain(found), ignoreUnreadable=False)
    org = one_line(" ".join(_texts(card, "org")))
    card_name = _name(card)
    phones = [line.value for line in sorted((x for x in found if x.name == "TEL"), key=_rank)]
    emails = [line.value for line in found if line.name == "EMAIL"]
    numbers = _each(_unescaped(phone).removeprefix("tel:") for phone in phones)
    mail = _each(_unescaped(email).removeprefix("mailto:") for email in emails)
    result = Card(
        name="" if card_name in (org, *numbers, *mail) else card_name,
        phones=numbers,
        emails=mail,
        addresses=_each(map(_address, _values(card, "adr"))) or _each(_texts(card, "label")),
        org=org,
        note=clean("\n".join(_texts(card, "note"))).strip(),
        birthday=_birthday(next((line.value for line in found if line.name == "BDAY"), "")),
    )
    if result == Card(""):
        raise ValueError("nothing in it")
    return result


def _plain(found: list[Line]) -> str:
    """Write the properties again without parameters, as vCard 3.0: what 2.1 leaves bare is escaped."""
    old = any(line.name == "VERSION" and line.value.strip() == "2.1" for line in found)
    lines = [f"{line.name}:{_escaped(line.value) if old else line.value}" for line in found if line.name != "VERSION"]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def _escaped(value: str) -> str:
    return re.sub(r"(?<!\\),", r"\\,", value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\([\\;,])", r"\1", value)


def _rank(line: Line) -> int:
    """Order numbers: mobile, others, fax."""
    if "FAX" in line.parameters:
        return 2
    return 0 if "CELL" in line.parameters else 1


def _values(card: Component, name: str) -> list[object]:
    """Return what vobject made of a property: text, a list of texts, a Name or an Address."""
    return [getattr(line, "value", "") for line in card.contents.get(name, ())]


def _texts(card: Component, name: str) -> list[str]:
    """Return the values of a property as text; structured ones joined by spaces."""
    return [" ".join(map(str, value)) if isinstance(value, list) else str(value) for value in _values(card, name)]


def _name(card: Component) -> str:
    """Return the name: Chinese ones family first without a space, others as the card shows them."""
    parts = next(iter(_values(card, "n")), None)
    family, given, more = (_text(getattr(parts, part, "")) for part in ("family", "given", "additional"))
    if _HAN.fullmatch(family + more + given):
        return family + more + given
    shown = one_line(" ".join(_texts(card, "fn")[:1]))
    return shown or one_line(f"{given} {more} {family}") or one_line(" ".join(_texts(card, "nickname")[:1]))


def _address(value: object) -> str:
    """Join an address from the large to the small, each part once."""
    parts = [_text(getattr(value, part, "")) for part in ("country", "region", "city", "street", "extended", "box", "code")]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _text(value: object) -> str:
    return one_line(" ".join(map(str, value)) if isinstance(value, list) else str(value))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(one_line, values) if text))


def _birthday(value: str) -> str:
    """Return yyyy-MM-dd, or --MM-dd without a year; anything else stays as written."""
    found = _DAY.match(value.strip())
    if not found:
        return one_line(value)
    year, month, day, later_month, later_day = found.groups()
    return f"{year}-{month}-{day}" if year else f"--{later_month}-{later_day}"
