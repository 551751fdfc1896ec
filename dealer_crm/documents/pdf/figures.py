"""Amounts, quantities and days as papers write them, always from whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dealer_crm.domain.amounts import CURRENCY, english_amount, in_words
from dealer_crm.i18n import Translator

SAMPLE_DAY = "2026-12-28"
"""As wide as a day gets."""
SAMPLE_SHORT_DAY = "12-28"


def money(fen: int | None) -> str:
    """Return 分 as 元 with two decimals, for example 18,600.00; '' for none."""
    if fen is None:
        return ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def yuan(fen: int | None) -> str:
    """Return 分 with the sign of the currency directly before the digits: ¥18,600.00."""
    shown = money(fen)
    return f"-¥{shown[1:]}" if shown.startswith("-") else shown and f"¥{shown}"


def amount_in_words(fen: int, t: Translator) -> str:
    """Return the form of an amount that no pen can change: 人民币… on a Chinese paper."""
    return CURRENCY + in_words(fen) if t.language == "zh" else english_amount(fen)


def quantity(thousandths: int) -> str:
    """Return a quantity with as few decimals as it needs: 46.5, 1, -2."""
    whole, rest = divmod(abs(thousandths), 1000)
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{'-' if thousandths < 0 else ''}{whole}{decimals}"


def longest_word(texts: Iterable[str], most: int = 20) -> str:
    """Return the longest word of some texts that a column should not break; longer ones than `most` signs are broken all the same."""
    return max((word for text in texts for word in text.split() if len(word) <= most and word.isascii()), key=len, default="")


def day(when: date | None) -> str:
    """Return a day, '' for none."""
    return f"{when.year:04d}-{when.month:02d}-{when.day:02d}" if when else ""


def short_day(when: date | None) -> str:
    """Return a day without its year, '' for none."""
    return f"{when.month:02d}-{when.day:02d}" if when else ""


def moment(when: datetime | None) -> str:
    """Return a moment of the wall clock to the minute, '' for none."""
    return when.strftime("%Y-%m-%d %H:%M") if when else ""
