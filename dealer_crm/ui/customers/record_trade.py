"""How trade with the customer stands now, as a part of the record; pure."""

from __future__ import annotations

from datetime import date

from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.trade_status import Sum, TradeStatus
from dealer_crm.ui.customers.record import Block, Line
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.words.coverages import grade_words
from dealer_crm.words.figures import money

MOST = 3
"""Steps and machines that are named."""


def trade_block(file: CustomerFile, status: TradeStatus, today: date, t: Translator) -> Block:
    """Return the part; what there is nothing of says so in one word, so that a calm record is a sure one."""
    none = t("None at present")
    steps = [f"{day_words(step.due_on, today, t)} {step.purpose}".strip() for step in file.steps]
    machines = [one.product or one.model or one.number for one in file.equipment]
    owed = t("{amount} for {days} days").format(amount=money(status.owed), days=status.owed_days)
    complaints = t("{open} open of {count}").format(open=status.complaints_open, count=status.complaints)
    lines = (
        Line(t("Next steps"), _few(steps, t) or none),
        Line(t("Open offers"), _orders(status.offers, t) or none),
        Line(t("Orders under way"), _orders(status.under_way, t) or none),
        Line(t("Deals so far"), _orders(status.deals, t) or none),
        Line(t("Still owed"), owed if status.owed else none),
        Line(t("Complaints"), complaints if status.complaints else none),
        Line(t("Open repair calls"), str(status.requests_open) if status.requests_open else none),
        Line(t("Machines"), _few(machines, t) or none),
        Line(t("Satisfaction"), _graded(status, t) or none),
    )
    return Block(t("Trade as it stands"), lines)


def _few(words: list[str], t: Translator) -> str:
    more = t("and {n} more").format(n=len(words) - MOST) if len(words) > MOST else ""
    return " · ".join([*words[:MOST], *([more] if more else [])])


def _orders(found: Sum, t: Translator) -> str:
    if not found.count or found.latest is None:
        return ""
    words = t("{count}, {amount}, the latest on {date}")
    return words.format(count=found.count, amount=money(found.total), date=found.latest.isoformat())


def _graded(status: TradeStatus, t: Translator) -> str:
    words = grade_words(status.grade, t)
    return t("{grade} ({date})").format(grade=words, date=status.graded_on.isoformat()) if words and status.graded_on else words
