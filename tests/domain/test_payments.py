"""定金 stays within a fifth, cash stays with the installer, an issued invoice has its number."""

from datetime import date

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.invoices import InvoiceAmountMissing, InvoiceDraft, InvoiceNumberMissing, InvoiceTitleMissing
from dealer_crm.domain.journal import Role
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import AmountMissing, PaymentDraft, earnest_cap, earnest_warning, stays_with_staff


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
    assert PaymentDraft(1, 500, PayKind.REFUND).checked().signed == -500
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
