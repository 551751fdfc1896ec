"""定金 stays within a fifth, cash stays with the installer, an issued invoice has its number."""

from datetime import date

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.invoices import InvoiceAmountMissing, InvoiceDraft, InvoiceNumberMissing, InvoiceTitleMissing
from dealer_crm.domain.journal import Role
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import (
    AmountMissing,
    PaymentDraft,
    earnest_cap,
    earnest_warning,
    excess_warning,
    next_payment,
    stays_with_staff,
)


@pytest.mark.parametrize(
    ("amount", "earlier", "total", "parts"),
    [
        (2000, 0, 10_000, None),
        (2001, 0, 10_000, (2000, 1)),
        (1500, 1000, 10_000, (1000, 500)),
        (500, 3000, 10_000, (0, 500)),
        (1, 0, 4, (0, 1)),
    ],
)
def test_earnest_money_above_a_fifth_is_split(amount: int, earlier: int, total: int, parts: tuple[int, int] | None) -> None:
    warning = earnest_warning(amount, earlier, total)
    assert (warning and (warning.cap_fen, warning.rest_fen)) == parts


def test_cap_of_nothing_is_nothing() -> None:
    assert earnest_cap(-100) == 0
    warning = earnest_warning(300_000, 0, 1_000_000)
    assert warning is not None
    assert warning.parameters == {"cap": "¥2,000.00", "rest": "¥1,000.00"}


@pytest.mark.parametrize(
    ("total", "paid", "parts", "likely"),
    [
        (10_000, 0, (), (PayKind.EARNEST_MONEY, 2000)),
        (10_000, 3000, (), (PayKind.BALANCE, 7000)),
        (10_000, 12_000, (), (PayKind.BALANCE, 0)),
        (10_000, 3000, ((PayKind.EARNEST_MONEY, 0), (PayKind.PROGRESS, 4000), (PayKind.BALANCE, 3000)), (PayKind.PROGRESS, 4000)),
        (10_000, 10_000, ((PayKind.BALANCE, 0),), (PayKind.BALANCE, 0)),
    ],
)
def test_next_open_part_is_paid_next(total: int, paid: int, parts: tuple[tuple[PayKind, int], ...], likely: tuple[PayKind, int]) -> None:
    assert next_payment(total, paid, parts) == likely


@pytest.mark.parametrize(("amount", "owed", "more"), [(100, 100, None), (101, 100, "¥0.01"), (5, 0, "¥0.05"), (5, -10, "¥0.05")])
def test_more_than_is_open_is_said(amount: int, owed: int, more: str | None) -> None:
    warning = excess_warning(amount, owed)
    assert (warning and warning.parameters["more"]) == more


@pytest.mark.parametrize(
    ("way", "role", "wish", "stays"),
    [
        (PayWay.CASH, Role.INSTALLER, None, True),
        (PayWay.CASH, Role.INSTALLER, False, False),
        (PayWay.CASH, Role.OWNER, None, False),
        (PayWay.CASH, None, None, False),
        (PayWay.CASH, Role.SALES, True, True),
        (PayWay.WECHAT, Role.INSTALLER, True, False),
    ],
)
def test_cash_stays_with_the_installer(way: PayWay, role: Role | None, wish: bool | None, stays: bool) -> None:
    assert stays_with_staff(way, role, wish) is stays


def test_refund_is_below_nothing() -> None:
    assert PaymentDraft(1, 500, PayKind.REFUND, note="退").checked().signed == -500
    assert PaymentDraft(1, 500).checked().signed == 500
    with pytest.raises(AmountMissing):
        PaymentDraft(1, 0).checked()


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (InvoiceDraft(1, amount=1), InvoiceTitleMissing),
        (InvoiceDraft(1, "王芳"), InvoiceAmountMissing),
        (InvoiceDraft(1, "王芳", amount=1, issued_on=date(2026, 1, 1)), InvoiceNumberMissing),
    ],
)
def test_wrong_invoice_is_refused(draft: InvoiceDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_invoice_is_cleaned() -> None:
    assert InvoiceDraft(1, " 某 公司 ", "91 35a", 1).checked() == InvoiceDraft(1, "某 公司", "9135A", 1)
