"""A customer in a few lines of plain text, as shops send them to an installer by WeChat."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.domain.text import clean, one_line
from dealer_crm.i18n import translator


@dataclass(frozen=True)
class CustomerTextData:
    """What somebody on his way to the customer needs; phones as they are shown, one line for each machine."""

    name: str
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    access_notes: str = ""
    equipment: tuple[str, ...] = ()
    next_step: str = ""


def customer_text(data: CustomerTextData, language: str) -> str:
    """Return the lines that have something to say, in the given language."""
    t = translator(language)
    separator = t(", ")
    several = (
        (t("Phone"), data.phones),
        (t("Address"), data.addresses),
        (t.context("record", "Access"), (data.access_notes,)),
        (t.context("customer", "Equipment"), data.equipment),
        (t.context("record", "Next step"), (data.next_step,)),
    )
    lines = [one_line(data.name)]
    for label, values in several:
        text = separator.join(filter(None, map(one_line, values)))
        if text:
            lines.append(t("{label}: {text}").format(label=label, text=text))
    return clean("\n".join(filter(None, lines)))
