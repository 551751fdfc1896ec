"""Who may grant compensation, who pays as far as is known, and what a cost and the authority's block need: tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_costs import (
    MOST,
    ApprovalRole,
    AuthorityDraft,
    CostAmountMissing,
    CostDraft,
    CostTooMuch,
    FiledAhead,
    Grant,
    MediationBeforeFiling,
    OwnAsk,
    SpentAhead,
    check_decides,
    goes_outside,
    needs_approval,
    proposed_payer,
)
from dealer_crm.domain.complaint_waiting import PersonRole
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, LiableParty
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role

TODAY = date(2026, 11, 23)
TRIP = CostDraft(CostKind.TRIP, 80_00, Payer.SHOP, TODAY, " 上门两次\x00 ")
STAFF = (Role.SALES, Role.INSTALLER, Role.SERVICE)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(TRIP, amount=0), CostAmountMissing),
        (replace(TRIP, amount=-1), CostAmountMissing),
        (replace(TRIP, amount=MOST + 1), CostTooMuch),
        (replace(TRIP, spent_on=date(2026, 11, 24)), SpentAhead),
    ],
)
def test_cost_is_refused(draft: CostDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked(TODAY)


def test_cost_is_cleaned() -> None:
    assert TRIP.checked(TODAY).words == "上门两次"


@pytest.mark.parametrize(
    ("kind", "grant", "role", "waits"),
    [
        (CostKind.COMPENSATION, Grant(1), Role.SERVICE, True),
        (CostKind.COMPENSATION, Grant(200_00, 0, 200_00), Role.SERVICE, False),
        (CostKind.COMPENSATION, Grant(200_01, 0, 200_00), Role.SALES, True),
        (CostKind.COMPENSATION, Grant(100_00, 150_00, 200_00), Role.SALES, True),
        (CostKind.COMPENSATION, Grant(50_00, 150_00, 200_00), Role.INSTALLER, False),
        (CostKind.COMPENSATION, Grant(1), Role.MANAGER, True),
        (CostKind.COMPENSATION, Grant(9_999_00), Role.OWNER, False),
        *[(kind, Grant(9_999_00), Role.SALES, False) for kind in CostKind if kind is not CostKind.COMPENSATION],
    ],
)
def test_compensation_beyond_the_limit_waits(kind: CostKind, grant: Grant, role: Role, waits: bool) -> None:
    assert needs_approval(kind, grant, role) is waits


@pytest.mark.parametrize(
    ("role", "who", "asked_by", "refusal"),
    [
        (Role.OWNER, 1, 2, None),
        (Role.OWNER, 1, 1, None),
        (Role.OWNER, None, None, None),
        (Role.MANAGER, 3, 2, None),
        (Role.MANAGER, 3, None, None),
        (Role.MANAGER, 3, 3, OwnAsk),
        *[(role, 4, 2, ApprovalRole) for role in STAFF],
        *[(role, 4, 4, ApprovalRole) for role in STAFF],
    ],
)
def test_only_who_stands_higher_decides(role: Role, who: int | None, asked_by: int | None, refusal: type[PersonRole] | None) -> None:
    if refusal is None:
        check_decides(role, who, asked_by)
        return
    with pytest.raises(refusal) as refused:
        check_decides(role, who, asked_by)
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("liable", "payer"),
    [
        (None, Payer.SHOP),
        (LiableParty.MANUFACTURER, Payer.MANUFACTURER),
        (LiableParty.SALES, Payer.SHOP),
        (LiableParty.INSTALLATION, Payer.INSTALLERS),
        (LiableParty.THIRD_PARTY, Payer.THIRD_PARTY),
        (LiableParty.CUSTOMER, Payer.CUSTOMER),
    ],
)
def test_who_is_liable_pays(liable: LiableParty | None, payer: Payer) -> None:
    assert proposed_payer(liable) is payer


@pytest.mark.parametrize(
    ("level", "channel", "outside"),
    [
        (ComplaintLevel.THIRD_PARTY, ComplaintChannel.PHONE, True),
        *[
            (ComplaintLevel.DIRECT, channel, name in ("hotline_12315", "consumer_council", "media", "lawyer"))
            for name, channel in ((one.value, one) for one in ComplaintChannel)
        ],
        (ComplaintLevel.SILENT, ComplaintChannel.WECHAT, False),
    ],
)
def test_which_cases_are_known_outside(level: ComplaintLevel, channel: ComplaintChannel, outside: bool) -> None:
    assert goes_outside(level, channel) is outside


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (AuthorityDraft("1", date(2026, 11, 24)), FiledAhead),
        (AuthorityDraft("1", date(2026, 11, 20), date(2026, 11, 19)), MediationBeforeFiling),
    ],
)
def test_days_before_the_authority_follow_each_other(draft: AuthorityDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked(TODAY)


def test_authority_is_cleaned() -> None:
    draft = AuthorityDraft(" 1440\n3 ", date(2026, 11, 20), date(2026, 12, 20), " 调解\n成功 ").checked(TODAY)
    assert draft == AuthorityDraft("1440 3", date(2026, 11, 20), date(2026, 12, 20), "调解\n成功")
