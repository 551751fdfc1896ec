"""Amounts on papers: what a line comes to, and the amount in words that no pen can change (domain.md 3.7)."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ((10**8, "亿"), (10**4, "万"))
CURRENCY = "人民币"
"""Stands before the amount in words, with no gap between them."""


def line_amount(quantity_thousandths: int, price_fen: int) -> int:
    """Return what a quantity comes to in 分; half a 分 goes up, and a return takes back exactly what was charged."""
    product = quantity_thousandths * price_fen
    rounded = (abs(product) + 500) // 1000
    return rounded if product >= 0 else -rounded


def in_words(fen: int) -> str:
    """Return an amount in capital characters without its currency, for example 叁万陆仟捌佰伍拾元整; 负 stands before less than nothing."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    words = "负" if fen < 0 else ""
    if yuan or not rest:
        words += _integer(yuan) + "元"
    if jiao:
        words += DIGITS[jiao] + "角"
    if not cents:
        return words + "整"
    if yuan and not jiao:
        words += DIGITS[0]
    return words + DIGITS[cents] + "分"


def figures(fen: int) -> str:
    """Return an amount in figures, the sign of the currency directly before the digits: ¥1,234.00."""
    return f"{'-' if fen < 0 else ''}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def english_amount(fen: int) -> str:
    """Return an amount as an English paper names it, for example CNY 36,850.00."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"CNY {sign}{yuan:,}.{rest:02d}"


def _integer(number: int) -> str:
    """Return a whole number in capital characters; a group that ends in zero is followed by one 零."""
    for size, name in GROUPS:
        if number >= size:
            high, low = divmod(number, size)
            gap = DIGITS[0] if low and (high % 10 == 0 or low * 10 < size) else ""
            return _integer(high) + name + gap + (_integer(low) if low else "")
    return _group(number)


def _group(number: int) -> str:
    """Return a number below ten thousand; zeros inside become one 零, zeros at the end none."""
    words, gap = "", False
    for place in reversed(range(len(UNITS))):
        digit = number // 10**place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + UNITS[place]
        gap = not digit
    return words or DIGITS[0]
