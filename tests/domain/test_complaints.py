"""What a complaint needs, what speaks of danger, which deadline runs and what closing wants: tables of cases."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaint_steps import (
    Clock,
    Due,
    Missing,
    PreventionDayMissing,
    PreventionMissing,
    PreventionPersonMissing,
    StepDraft,
    steps_missing,
    what_is_missing,
)
from dealer_crm.domain.complaints import (
    SUBTYPES,
    ComplaintCustomerMissing,
    ComplaintDraft,
    ComplaintLevel,
    ComplaintSubtype,
    ComplaintSubtypeForeign,
    ComplaintSubtypeMissing,
    ComplaintType,
    ComplaintWordsMissing,
    LiableParty,
    Severity,
    Step8,
    safety_code,
    safety_word,
    type_of,
)
from dealer_crm.domain.errors import DomainError

FULL = ComplaintDraft(7, subtype=ComplaintSubtype.QUALITY, words=" 主卧不制热\r\n还很响 ", demand_words=" 今天\n修好 ")
AT = datetime(2026, 11, 21, 6, 20, tzinfo=UTC)


def test_draft_is_cleaned_and_knows_its_type() -> None:
    draft = FULL.checked()
    assert (draft.type, draft.words, draft.demand_words) == (ComplaintType.PRODUCT, "主卧不制热\n还很响", "今天 修好")


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(FULL, customer_id=0), ComplaintCustomerMissing),
        (replace(FULL, subtype=None), ComplaintSubtypeMissing),
        (replace(FULL, type=ComplaintType.SERVICE), ComplaintSubtypeForeign),
        (replace(FULL, words=" \n\x00"), ComplaintWordsMissing),
    ],
)
def test_incomplete_complaint_is_refused(draft: ComplaintDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_every_subtype_belongs_to_one_type() -> None:
    assert [len(subtypes) for subtypes in SUBTYPES.values()] == [3, 5]
    assert {subtype: type_of(subtype) for subtype in ComplaintSubtype} == {s: k for k, each in SUBTYPES.items() for s in each}


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("阳台在漏水，滴到楼下", "漏水"),
        ("闻到漏气", "漏气"),
        ("面板漏电麻手", "漏电"),
        ("CO 报警器响了", "CO"),
        ("怀疑ＣＯ超标", "CO"),
        ("一氧化碳报警", "一氧化碳"),
        ("外机冒烟", "烟"),
        ("插座着火了", "着火"),
        ("看见火苗", "火"),
        ("支架松了，外机坠落", "坠落"),
        ("师傅把人砸伤了", "伤"),
        ("There is a gas leak", "gas leak"),
        ("主卧不制热", ""),
        ("壁挂炉打不着火", ""),
        ("点火失败，自动熄火", ""),
        ("烟管没装直", ""),
        ("客户很火大，伤心", "火"),
        ("太伤心了", ""),
        ("COOL 模式不冷", ""),
        ("CO2 传感器不准", ""),
        ("厨房有煤气味", "煤气味"),
        ("花洒麻手", "麻手"),
        ("it is leaking water", "leaking water"),
        ("外机面板掉下来了", "掉下来"),
    ],
)
def test_words_of_danger_are_heard(words: str, word: str) -> None:
    assert safety_word(words) == word


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("CO", "safety_co"),
        ("煤气味", "safety_gas"),
        ("leaks gas", "safety_gas"),
        ("触电", "safety_electric"),
        ("漏水", "safety_water"),
        ("烟", "safety_fire"),
        ("坠落", "safety_injury"),
        ("", ""),
    ],
)
def test_every_danger_has_its_phrase(word: str, code: str) -> None:
    assert safety_code(word) == code


def test_nobody_of_ours_is_said_not_forgotten() -> None:
    stranger = replace(FULL, customer_id=0, nobody=True, complainant=" 楼下邻居 ", reporter_phone=" 13900000000\n")
    assert (stranger.checked().complainant, stranger.checked().reporter_phone) == ("楼下邻居", "13900000000")
    assert replace(stranger, complainant="", reporter_phone="").checked().nobody
    assert not replace(FULL, nobody=True).checked().nobody, "a customer is somebody"
    silent = replace(FULL, detected=Detected.NEIGHBOUR)
    assert replace(silent, level=ComplaintLevel.SILENT).checked().detected is Detected.NEIGHBOUR
    assert silent.checked().detected is None, "what was told to us was not noticed"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (StepDraft(), PreventionMissing),
        (StepDraft(prevention="  "), PreventionMissing),
        (StepDraft(prevention="装前检查排水"), PreventionPersonMissing),
        (StepDraft(prevention="装前检查排水", prevention_staff_id=1), PreventionDayMissing),
    ],
)
def test_last_step_needs_measure_person_and_day(draft: StepDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked(Step8.PREVENT)
    assert draft.checked(Step8.THANK).prevention == draft.prevention.strip()


@pytest.mark.parametrize(
    ("clock", "kind", "hours"),
    [
        (Clock(AT + timedelta(hours=2)), Due.RESPONSE, 2),
        (Clock(AT, AT + timedelta(hours=24), responded_at=AT), Due.PLAN, 24),
        (Clock(AT, AT + timedelta(hours=24), None, AT + timedelta(hours=4), AT), Due.PROMISE, 4),
        (Clock(AT, None, AT + timedelta(hours=99), AT + timedelta(hours=4), AT), Due.PROMISE, 4),
        (Clock(AT, AT + timedelta(hours=24), AT + timedelta(hours=99), None, AT, planned=True), Due.CLOSE, 99),
        (Clock(AT, None, AT + timedelta(hours=99), None, AT), Due.CLOSE, 99),
        (Clock(AT, AT, None, None, AT, planned=True), Due.DAILY, 24),
        (Clock(AT, AT, None, None, AT, planned=True, told_at=AT + timedelta(hours=3)), Due.DAILY, 27),
        (Clock(AT, waits_until=AT + timedelta(days=3)), Due.WAITING, 72),
    ],
)
def test_one_deadline_runs_at_a_time(clock: Clock, kind: Due, hours: int) -> None:
    assert clock.running() == (kind, AT + timedelta(hours=hours))


@dataclass(frozen=True)
class Worked:
    """A case as far as closing looks at it."""

    cause: str = "三通阀卡住"
    liable: LiableParty | None = LiableParty.MANUFACTURER
    prevention: str = "开机前试阀"
    prevention_staff_id: int | None = 3
    prevention_on: date | None = date(2026, 12, 1)
    verification: str = "抽查五户"
    severity: Severity = Severity.NORMAL
    level: ComplaintLevel = ComplaintLevel.DIRECT
    owner_words: str = ""


@pytest.mark.parametrize(
    ("case", "ticked", "missing"),
    [
        (Worked(), {Step8.CONFIRM, Step8.PREVENT}, []),
        (Worked(), set(Step8) - {Step8.CONFIRM}, [Missing.CONFIRMED]),
        (replace(Worked(), verification=""), set(Step8), [Missing.VERIFICATION]),
        (replace(Worked(), cause="", liable=None), set(Step8), [Missing.CAUSE, Missing.LIABLE]),
        (Worked("", None, "", None, None, "", Severity.URGENT), set(), list(Missing)),
        (replace(Worked(), severity=Severity.MAJOR), set(Step8), [Missing.OWNER_WORDS]),
        (replace(Worked(), level=ComplaintLevel.THIRD_PARTY), set(Step8), [Missing.OWNER_WORDS]),
        (replace(Worked(), level=ComplaintLevel.SILENT), set(Step8), []),
        (replace(Worked(), severity=Severity.URGENT, owner_words="免费换阀"), set(Step8), []),
    ],
)
def test_closing_says_what_is_missing(case: Worked, ticked: set[Step8], missing: list[Missing]) -> None:
    assert what_is_missing(case, frozenset(ticked)) == missing


def test_what_is_missing_leads_to_its_step() -> None:
    assert steps_missing(list(Missing)) == [Step8.ASK, Step8.CONFIRM, Step8.PREVENT]
    assert (Missing.LIABLE.step, Missing.LIABLE.field, Missing.CONFIRMED.field) == (Step8.ASK, "liable", "")
    assert (Missing.OWNER_WORDS.step, Missing.OWNER_WORDS.field) == (None, "")
