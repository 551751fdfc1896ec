"""Amounts and quantities as the window and the lists write them."""

from __future__ import annotations

from dealer_crm.i18n import Translator


def money(fen: int) -> str:
    """Write 分 as ¥1,234.00."""
    return f"{'-' if fen < 0 else ''}¥{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def balance_words(fen: int, t: Translator) -> str:
    """Say what a customer owes, or what the shop owes him."""
    if fen < 0:
        return t("{amount} in his favour").format(amount=money(-fen))
    return money(fen) if fen else t("Nothing")


def quantity(thousandths: int) -> str:
    """Write a quantity with as few decimals as it needs: 46.5, 1, -2."""
    whole, rest = divmod(abs(thousandths), 1000)
    decimals = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{'-' if thousandths < 0 else ''}{whole}{decimals}"
