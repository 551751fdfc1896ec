"""Words for what gets in each other's way in the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from dealer_crm.domain.clashes import Clash, ClashKind
from dealer_crm.i18n import Translator


def clash_words(clash: Clash, t: Translator) -> str:
    """Say what is in the way."""
    match clash.kind:
        case ClashKind.TIME:
            return t("at the same time as {customer} ({time})").format(customer=clash.who, time=f"{clash.at:%H:%M}" if clash.at else "")
        case ClashKind.AWAY:
            return t("{person} is away that day").format(person=clash.who)
        case ClashKind.CLOSED:
            return t("the shop is closed that day")
        case _:
            return t("{person} is with the customer the same day").format(person=clash.who)


def clashes_words(clashes: Iterable[Clash], t: Translator) -> str:
    """Say everything that is in the way of one item, in one line; "" where nothing is."""
    return t.context("clauses", "; ").join(clash_words(clash, t) for clash in clashes)
