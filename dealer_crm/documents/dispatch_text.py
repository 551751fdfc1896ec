"""A delivery or a visit in a few lines of plain text, as a shop sends it to its people by WeChat."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.documents.pdf import figures
from dealer_crm.domain.text import clean, one_line
from dealer_crm.i18n import Translator, translator


@dataclass(frozen=True)
class DispatchMachine:
    """Goods to bring or a machine to look after; quantity in thousandths of its unit."""

    name: str
    model: str = ""
    serial: str = ""
    place: str = ""
    quantity: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class DispatchTextData:
    """What somebody on his way needs: `what` and `when` as they are shown, money to collect in 分 (None: nobody said)."""

    what: str
    number: str = ""
    when: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    access_notes: str = ""
    machines: tuple[DispatchMachine, ...] = ()
    to_collect: int | None = None
    note: str = ""
    crew: tuple[str, ...] = ()


def dispatch_text(data: DispatchTextData, language: str) -> str:
    """Return the lines that have something to say, in the given language; every value stands on one line."""
    t = translator(language)
    several = (
        (t.context("paper", "When"), (data.when,)),
        (t.context("paper", "Customer"), (data.customer,)),
        (t("Phone"), data.phones),
        (t("Address"), (data.address,)),
        (t.context("record", "Access"), (data.access_notes,)),
        (t.context("paper", "Crew"), data.crew),
        (t.context("paper", "Remark"), (data.note,)),
        (t.context("paper", "Money to collect"), (_to_collect(data.to_collect, t),)),
    )
    lines = [" ".join(filter(None, (one_line(data.what), one_line(data.number))))]
    for label, values in several:
        text = t.context("paper", ", ").join(filter(None, map(one_line, values)))
        if text:
            lines.append(t("{label}: {text}").format(label=label, text=text))
    machines = [f"{number}. {_machine(machine)}" for number, machine in enumerate(data.machines, 1)]
    if machines:
        lines += [t.context("paper", "Machines:"), *machines]
    return clean("\n".join(filter(None, lines)))


def _to_collect(fen: int | None, t: Translator) -> str:
    if fen is None:
        return ""
    return figures.yuan(fen) if fen > 0 else t.context("paper", "nothing, all is paid")


def _machine(machine: DispatchMachine) -> str:
    count = f"× {figures.quantity(machine.quantity)} {machine.unit}" if machine.quantity is not None else ""
    return " ".join(filter(None, map(one_line, (machine.name, machine.model, count, machine.serial, machine.place))))
