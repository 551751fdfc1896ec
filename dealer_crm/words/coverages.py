"""One sentence for each coverage of a machine, for the answer on the phone, and for the ages of gas appliances."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dealer_crm.domain.care import WarrantyAnswer
from dealer_crm.domain.coverages import Coverage, CoverageState, StartBasis, days_left, state_of
from dealer_crm.domain.equipment import Verdict
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.labels import label

COUNTED_FROM = {
    StartBasis.INVOICE: N_("from the invoice of {date}"),
    StartBasis.SALE: N_("from the sale on {date}"),
    StartBasis.DELIVERY: N_("from the delivery on {date}"),
    StartBasis.COMMISSIONING: N_("from commissioning on {date}"),
    StartBasis.ACCEPTANCE: N_("from acceptance on {date}"),
    StartBasis.PRODUCTION: N_("from production, as of {date}"),
}
NOT_KNOWN = {
    StartBasis.INVOICE: N_("not started, the day of the invoice is not known"),
    StartBasis.SALE: N_("not started, the day of the sale is not known"),
    StartBasis.DELIVERY: N_("not started, the day of delivery is not known"),
    StartBasis.COMMISSIONING: N_("not started, the day of commissioning is not known"),
    StartBasis.ACCEPTANCE: N_("not started, the day of acceptance is not known"),
    StartBasis.PRODUCTION: N_("not started, the day of production is not known"),
}
GRADES = (
    N_("0 Not satisfied"),
    N_("1 Satisfied"),
    N_("2 Satisfied, would come again"),
    N_("3 Satisfied, would send friends"),
)
"""The four grades of satisfaction (S1-14)."""


def coverage_sentence(covered: Coverage, today: date, t: Translator) -> str:
    """Say what is covered, until when, and what it is counted from."""
    return t("{what}: {state}").format(what=label(covered.kind, t), state=coverage_state(covered, today, t))


def coverage_state(covered: Coverage, today: date, t: Translator) -> str:
    """Say until when a coverage runs and what it is counted from, without its name."""
    if covered.start_on is None or covered.end_on is None:
        return t(NOT_KNOWN[covered.basis])
    counted = t(COUNTED_FROM[covered.basis]).format(date=covered.start_on.isoformat())
    added = [counted]
    if covered.repair_days:
        added.append(t.plural("{n} day in repair added", "{n} days in repair added", covered.repair_days).format(n=covered.repair_days))
    return t("{until} ({counted})").format(until=_until(covered, covered.end_on.isoformat(), today, t), counted=t(", ").join(added))


def _until(covered: Coverage, end: str, today: date, t: Translator) -> str:
    match state_of(covered, today):
        case CoverageState.NOT_STARTED:
            return t("starts only then, until {date}").format(date=end)
        case CoverageState.ENDED:
            return t("ended on {date}").format(date=end)
        case _:
            return t("covered until {date}, {left}").format(date=end, left=left_words(days_left(covered, today) or 0, t))


def provisional_note(coverages: Iterable[Coverage], today: date, t: Translator) -> str:
    """Say of which ends nobody can be sure, because the holidays of their years are not published; "" where all are sure."""
    ends = [one.end_on for one in coverages if one.provisional and one.end_on and one.end_on >= today]
    years = t(", ").join(str(year) for year in sorted({end.year for end in ends}))
    return (
        t("An end in {years} moves by some days where it falls on a holiday: those are not published yet.").format(years=years)
        if years
        else ""
    )


def left_words(days: int, t: Translator) -> str:
    """Say how many days are left."""
    return t.plural("{n} day left", "{n} days left", days).format(n=days) if days else t("today is the last day")


def verdict_sentence(found: Verdict, today: date, t: Translator) -> str:
    """Answer on the phone: free of charge, charged, or what has to be known first."""
    by = found.by
    if by is None:
        return t("Warranty not known: nothing is written down for this machine. Ask for the invoice or the certificate.")
    what = label(by.kind, t)
    if found.answer is WarrantyAnswer.IN:
        left = left_words(days_left(by, today) or 0, t)
        return t("In warranty ({what}) until {date}, {left}. A fault is repaired free of charge.").format(
            what=what, date=_day(by), left=left
        )
    if found.answer is WarrantyAnswer.OUT:
        return t("Out of warranty since {date}. The repair is charged: say so before the visit.").format(date=_day(by))
    if state_of(by, today) is CoverageState.RUNNING:
        return t("Only this is still covered until {date}: {what}. The answer depends on what is broken.").format(what=what, date=_day(by))
    return t("Warranty not known: {what} {state}.").format(what=what, state=coverage_state(by, today, t))


def no_machine_sentence(t: Translator) -> str:
    """Say why there is no answer without a machine."""
    return t("Warranty not known without the machine. Ask for the serial number on its plate.")


def proof_sentence(until: date, today: date, t: Translator) -> str:
    """Say who has to prove a defect (消法 §23)."""
    if today <= until:
        return t("Until {date} it is the shop that has to prove a defect is not its own.").format(date=until.isoformat())
    return t("The shop's burden of proof ended on {date}.").format(date=until.isoformat())


def retire_sentence(on: date, today: date, t: Translator) -> str:
    """Say when a gas appliance has reached the age at which it is to be retired."""
    if today >= on:
        return t("Past its safe age since {date}: it is to be retired.").format(date=on.isoformat())
    return t("To be retired for its age on {date}.").format(date=on.isoformat())


def grade_words(grade: int | None, t: Translator) -> str:
    """Say how satisfied somebody is; "" where nobody said."""
    return "" if grade is None else t(GRADES[grade])


def _day(covered: Coverage) -> str:
    return covered.end_on.isoformat() if covered.end_on else ""
