"""How short text becomes part of a line: a share of the list price, a group by its letters or number, a quantity with its unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from dealer_crm.domain.discounts import price_at, share_of
from dealer_crm.domain.orders import LineDraft, LineGroup
from dealer_crm.domain.pay_plan import FULL
from dealer_crm.domain.text import fold
from dealer_crm.i18n import Translator
from dealer_crm.services.line_words import line_words
from dealer_crm.ui.widgets.typed_fields import read_number
from dealer_crm.words.labels import label

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(%?)")
_QUANTITY = re.compile(r"([\d.,]+)\s*([^\d.,\s\-+]\S{0,5})")
_TENTHS = 1000
LETTERS: dict[LineGroup, str] = {
    LineGroup.UNITS: "zjwj",
    LineGroup.CONTROL: "kzxkq",
    LineGroup.PIPES: "tglm",
    LineGroup.INSULATION: "bw",
    LineGroup.WATER_PIPES: "lnsgsg",
    LineGroup.CABLES: "dxxhx",
    LineGroup.FLOOR_HEATING: "dn",
    LineGroup.MATERIALS: "fc",
    LineGroup.LABOUR: "azrg",
    LineGroup.DRILLING: "kcdd",
    LineGroup.COMMISSIONING: "ts",
    LineGroup.REMOVAL: "cjljqy",
    LineGroup.OPTIONS: "xp",
}
"""The letters by which a Chinese keyboard names each group."""


def read_share(text: str) -> int | None:
    """Return what share of a price is meant, in hundredths of a percent: "95", "95%", "95折", "9.5折"; None beyond the whole.

    Up to ten without % is 折, tenths of the price: nobody sells at a twentieth.
    """
    plain, words = unicodedata.normalize("NFKC", text).strip(), line_words()
    for before in words.share_before:
        plain = plain.removeprefix(before).strip()
    found = _SHARE.fullmatch(plain.removesuffix(words.tenths).strip())
    if found is None:
        return None
    share = round(float(found[1]) * 100)
    share *= 10 if share <= _TENTHS and found[2] != "%" else 1
    return share if share <= FULL else None


def share_text(line: LineDraft) -> str:
    """Return what share of its list price a line costs, "" without a list price."""
    return f"{share_of(line.list_price, line.price) / 100:g}%" if line.list_price else ""


def take_share(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    """Set the price from the list price; nothing typed brings that back."""
    listed = line.list_price or line.price
    share = read_share(text) if text.strip() else FULL
    price = None if share is None else price_at(listed, share)
    return None if price is None else replace(line, price=price, list_price=None if share == FULL else listed)


def take_list_price(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    """Set what a unit cost before its discount; it is never below the price."""
    if not text.strip():
        return replace(line, list_price=None)
    listed = read_number(text, 2)
    if listed is None or listed < line.price:
        return None
    return replace(line, price=line.price or listed, list_price=listed if line.price else None)


def take_quantity(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    """Take "2", "118.5", or with its unit "2台"."""
    value = read_number(text, 3)
    if value is not None:
        return replace(line, quantity=value)
    found = _QUANTITY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    value = read_number(found[1], 3) if found else None
    return replace(line, quantity=value, unit=found[2]) if found and value is not None else None


def groups_like(text: str, t: Translator) -> list[LineGroup]:
    """Return the groups that a number, letters or a piece of their name may mean; all of them where nothing is typed."""
    asked = fold(text).strip()
    every = list(LineGroup)
    if not asked:
        return every
    if asked.isdecimal():
        return every[int(asked) - 1 : int(asked)] if 0 < int(asked) <= len(every) else []
    named = [group for group in every if fold(label(group, t)).startswith(asked) or LETTERS[group].startswith(asked)]
    return list(dict.fromkeys([*named, *(group for group in every if asked in fold(label(group, t)))]))


def take_group(t: Translator, line: LineDraft, text: str, _today: date) -> LineDraft | None:
    """Put a line into the first group that the text may mean; sheets join what a group holds by strokes and commas."""
    if not text.strip():
        return replace(line, group=None)
    parts = re.split("|".join(map(re.escape, line_words().between)), text)
    found = next(filter(None, (groups_like(part, t) for part in (text, *parts) if part.strip())), None)
    return replace(line, group=found[0]) if found else None


def group_words(t: Translator, line: LineDraft) -> str:
    """Return what the group of a line is called."""
    return label(line.group, t) if line.group else ""
