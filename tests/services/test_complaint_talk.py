"""CLEAR is ticked letter by letter; two who write at one step keep both words unless they are of the same field."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dealer_crm.domain.complaint_case import Clear
from dealer_crm.domain.complaint_steps import SatisfactionOutOfRange, StepContested, StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintNotOpen, ComplaintSubtype, LiableParty, Severity, Step8
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.complaint_talk import ComplaintTalk
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint
from tests.services.conftest import Clock
from tests.storage.shops import pinyin

EMPTY = StepDraft()


@pytest.fixture
def case(db: Database, actor: Callable[[], Actor], clock: Clock) -> Complaints:
    """One open case of 张伟, taken by 孙涛; 李娜 works here as well."""
    Customers(db, actor, clock).create(CustomerDraft(name="张伟"))
    for name in ("孙涛", "李娜"):
        ShopData(db, actor).add_staff(StaffDraft(name))
    complaints = Complaints(db, actor, clock, Trade())
    complaints.log(ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="主卧不制热"))
    return complaints


@pytest.fixture
def other(db: Database, case: Complaints, clock: Clock, tmp_path: Path) -> Iterator[Complaints]:
    """李娜 on the same store, by a door of her own."""
    hers = Database(tmp_path / "shop" / "shop.sqlite", pinyin(), clock)
    yield Complaints(hers, lambda: Actor(staff_id=2), clock, Trade())
    hers.close()


def finish(case: Complaints, db: Database, clock: Clock) -> None:
    """Do all that closing wants."""
    case.tick(1, Step8.ASK, StepDraft("昨晚开始", cause="三通阀卡住", liable=LiableParty.MANUFACTURER))
    case.tick(1, Step8.CONFIRM, StepDraft("电话确认，满意", satisfaction=5))
    last = StepDraft(prevention="开机前试阀", prevention_staff_id=1, prevention_on=clock.today, verification="抽查五户")
    case.tick(1, Step8.PREVENT, last)
    with db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        found = session.get(Complaint, 1)
        assert found is not None
        found.owner_words = "同意"


def the_file(db: Database) -> ComplaintFile:
    return ComplaintFiles(db).open(1)


def test_letters_have_time_person_and_words_and_go_back(db: Database, case: Complaints, clock: Clock) -> None:
    talk, history = ComplaintTalk(db, lambda: Actor(staff_id=1), clock), History(db, Actor)
    talk.keep(1, Clear.LISTEN, " 他说了十分钟 ")
    first = clock.at
    clock.on(1)
    ComplaintTalk(db, lambda: Actor(staff_id=2), clock).keep(1, Clear.LISTEN, "听完")
    talk.keep(1, Clear.CONTROL)
    found = [(done.letter, done.at, done.staff, done.words) for done in the_file(db).parts.clear]
    assert found == [(Clear.LISTEN, first, "孙涛", "听完"), (Clear.CONTROL, clock.at, "孙涛", "")]
    talk.untick(1, Clear.LISTEN)
    talk.untick(1, Clear.APOLOGIZE)
    assert [done.letter for done in the_file(db).parts.clear] == [Clear.CONTROL]
    history.undo()
    assert len(the_file(db).parts.clear) == 2


def test_a_closed_case_takes_no_letters(db: Database, case: Complaints, clock: Clock) -> None:
    finish(case, db, clock)
    case.close(1)
    with pytest.raises(ComplaintNotOpen):
        ComplaintTalk(db, Actor, clock).keep(1, Clear.LISTEN)


def test_two_write_different_fields_of_a_step_and_both_stay(db: Database, case: Complaints, other: Complaints) -> None:
    other.note(1, Step8.ASK, StepDraft(liable=LiableParty.MANUFACTURER), EMPTY)
    case.tick(1, Step8.ASK, StepDraft("昨晚开始", cause="三通阀卡住"), EMPTY)
    file = the_file(db)
    assert (file.cause, file.liable, file.steps[0].words) == ("三通阀卡住", LiableParty.MANUFACTURER, "昨晚开始")


def test_the_same_field_is_refused_with_what_stands_there(db: Database, case: Complaints, other: Complaints) -> None:
    other.tick(1, Step8.ASK, StepDraft("她问过了", cause="缺氟"), EMPTY)
    with pytest.raises(StepContested) as refused:
        case.tick(1, Step8.ASK, StepDraft("昨晚开始", cause="三通阀卡住"), EMPTY)
    assert refused.value.parameters["fields"] == ("words", "cause")
    theirs = the_file(db).step_draft(Step8.ASK)
    assert refused.value.parameters["theirs"] == theirs
    case.tick(1, Step8.ASK, StepDraft("昨晚开始", cause="三通阀卡住"), theirs)
    done = the_file(db).steps[0]
    assert (done.words, done.staff, the_file(db).cause) == ("昨晚开始", "李娜", "三通阀卡住")


def test_how_content_he_is_is_told_at_the_end_and_asked_again_after_reopening(db: Database, case: Complaints, clock: Clock) -> None:
    with pytest.raises(SatisfactionOutOfRange):
        case.tick(1, Step8.CONFIRM, StepDraft(satisfaction=6))
    finish(case, db, clock)
    assert the_file(db).satisfaction == 5
    case.close(1)
    first = the_file(db)
    case.reopen(1)
    again = the_file(db)
    assert (again.satisfaction, again.reopened, again.clock.respond_by) == (None, 1, first.clock.respond_by)
