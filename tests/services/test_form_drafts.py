"""What was typed and not saved is there again after the worst."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dealer_crm.domain.customers import ContactDraft, CustomerDraft, Interest, Nature, PhoneDraft
from dealer_crm.domain.details import Detail
from dealer_crm.domain.followups import FollowUpDraft, Outcome
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.drafts import KIND_COMPLAINT, KIND_CUSTOMER, KIND_FOLLOW_UP, KIND_ORDER, Drafts

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)
FULL = CustomerDraft(
    name="单小凡\ud800",
    phones=(PhoneDraft("142 0000 0911", "本人"),),
    nature=Nature.COMPANY,
    interests=(Interest.BOILER,),
    consent_on=date(2026, 11, 18),
    birthday="农历八月",
    target_account=True,
    details=(Detail("budget_band", "to_4"), Detail("residents", "about four")),
    contacts=(ContactDraft("王芳", phones=(PhoneDraft("14200000912"),), birthday="L06-01+"),),
    premises=(
        PremisesDraft(community="云上花园", house_type=HouseType.FLAT, area=96_500, id=3, details=(Detail("deco_stage", "plumbing"),)),
    ),
)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts", lambda: NOW)


def test_draft_comes_back_as_it_was(drafts: Drafts) -> None:
    drafts.save(KIND_CUSTOMER, "new-1", plain(FULL), "单小凡\x00")
    assert restored(CustomerDraft, drafts.load(KIND_CUSTOMER, "new-1")) == FULL
    assert [(row.kind, row.key, row.title, row.at) for row in drafts.all()] == [(KIND_CUSTOMER, "new-1", "单小凡", NOW)]


def test_dropped_draft_is_gone_and_its_key_is_free(drafts: Drafts) -> None:
    told: list[int] = []
    drafts.listeners.append(lambda: told.append(len(drafts.all())))
    assert drafts.free_key(KIND_CUSTOMER) == "new-1"
    drafts.save(KIND_CUSTOMER, "new-1", {})
    assert drafts.free_key(KIND_CUSTOMER) == "new-2"
    drafts.drop(KIND_CUSTOMER, "new-1")
    drafts.drop(KIND_CUSTOMER, "new-1")
    assert drafts.load(KIND_CUSTOMER, "new-1") is None
    assert drafts.free_key(KIND_CUSTOMER) == "new-1"
    assert told == [1, 0, 0]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"at": "x"}', '{"at": "2026-11-18", "kind": 1, "key": "", "title": "", "content": {}}'])
def test_damaged_file_counts_as_absent_and_stays(drafts: Drafts, tmp_path: Path, text: str) -> None:
    file = tmp_path / "drafts" / "customer-1.json"
    file.parent.mkdir()
    file.write_text(text)
    assert drafts.load(KIND_CUSTOMER, "1") is None
    assert drafts.all() == []
    assert file.exists()


def test_draft_of_another_version_is_taken_as_far_as_it_fits() -> None:
    content = plain(FULL) | {"nature": "alien", "colour": "red", "consent_on": "soon", "do_not_disturb": 1, "interests": ["boiler", "x"]}
    read = restored(CustomerDraft, content)
    assert read is not None
    assert (read.name, read.nature, read.consent_on, read.interests) == (FULL.name, Nature.INDIVIDUAL, None, (Interest.BOILER,))
    assert restored(CustomerDraft, ["no"]) is None


def test_call_without_its_customer_is_no_draft() -> None:
    call = FollowUpDraft(7, outcome=Outcome.REFUSED, happened_at=NOW)
    assert restored(FollowUpDraft, plain(call)) == call
    assert restored(FollowUpDraft, {"words": "hello"}) is None


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreReadOnly):
        Drafts(blocked, lambda: NOW).save(KIND_CUSTOMER, "1", {})


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dealer_crm.services.drafts import Drafts
drafts, n = Drafts(Path(sys.argv[1]), lambda: datetime.now(UTC)), 0
while True:
    n += 1
    drafts.save("customer", "new-1", {"n": n, "filling": "x" * 100_000})
    print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_while_writing_leaves_a_whole_draft(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        written = next(n for line in process.stdout if (n := int(line)) >= 20)
        process.send_signal(signal.SIGKILL)
    content = Drafts(tmp_path, lambda: NOW).load("customer", "new-1")
    assert content
    assert content["n"] >= written


def test_after_a_restore_no_draft_is_about_another_record(drafts: Drafts, tmp_path: Path) -> None:
    content = {"draft": plain(FULL), "customer_id": 31, "version": 7, "base": plain(FULL), "referrer": "王芳"}
    drafts.save(KIND_CUSTOMER, "31", content, "单小凡")
    drafts.save(KIND_FOLLOW_UP, "31", {"draft": {"words": "说了很多"}}, "单小凡")
    drafts.save(KIND_CUSTOMER, "new-1", {"draft": {**plain(FULL), "referrer_id": 31}}, "新客")
    drafts.save(KIND_ORDER, "new-1", {"draft": {"customer_id": 31}}, "单小凡")
    drafts.save(KIND_COMPLAINT, "new-1", {"draft": {"customer_id": 31, "words": "响"}, "who": "KH20261122001"}, "单小凡")
    aside = drafts.unbind()
    left = {(row.kind, row.key, row.title) for row in drafts.all()}
    assert left == {(KIND_CUSTOMER, "new-1", "新客"), (KIND_CUSTOMER, "new-2", "单小凡"), (KIND_COMPLAINT, "new-1", "单小凡")}
    assert (drafts.load(KIND_CUSTOMER, "new-1") or {})["draft"]["referrer_id"] is None
    assert (drafts.load(KIND_COMPLAINT, "new-1") or {})["who"] == ""
    kept = drafts.load(KIND_CUSTOMER, "new-2")
    assert kept is not None
    assert (kept["customer_id"], kept["base"]) == (None, None)
    whole = restored(CustomerDraft, kept["draft"])
    assert whole is not None
    assert (whole.name, whole.contacts[0].name, whole.premises[0].id) == (FULL.name, "王芳", None)
    assert sorted(aside) == sorted((tmp_path / "drafts" / "before-restore").iterdir())
    assert len(aside) == 2


def test_a_draft_that_cannot_be_read_is_not_written_over(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(KIND_CUSTOMER, "new-1", {"n": 1})
    (tmp_path / "drafts" / "customer-new-1.json").write_text("{", "ascii")
    assert drafts.free_key(KIND_CUSTOMER) == "new-2"
