"""Plain data of sheets and jobs that somebody broke by hand: every page, paper and export goes on, and the check names it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import text

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.plain_data import ids_read, mapping_read, parsed, rows_read, whole, words_read
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.sheet_shapes import shape_of
from dealer_crm.services.acceptance_list import AcceptanceList
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.check import Check
from dealer_crm.services.expectations import Expectations
from dealer_crm.services.job_list import JobList
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.sheet_book import SheetBook
from dealer_crm.services.site_papers import SitePapers
from dealer_crm.services.sites import Sites
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Staff
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.loading import load

BROKEN = (
    "",
    "null",
    "7",
    "NaN",
    "true",
    '"rows"',
    "not json {",
    '["a", null, 7, {"row": {"x": [1]}}]',
    '[{"p1": 4.0, "t1": null, "row": "\\ud800<b>", "p2": NaN, "t2": "' + "9" * 5000 + '"}]',
    '{"AC-H4": 3, "x": null, "\\ud800": ["y"]}',
    '{"grid": [], "steps": {}}',
    '{"grid": {"rows": "moons", "columns": []}}',
    '{"grid": {"rows": "room", "columns": [{"code": 1}], "labels": 5, "least": 99999999999}}',
    '{"grid": {"rows": "room", "labels": [["a"]], "columns": [{"code": "p", "zh": "a", "en": "b", "low": 1' + "0" * 40 + "}]}}",
    '{"steps": [{"code": "a", "zh": "x", "en": 3}]}',
    "[" * 100_000,
    json.dumps([{"row": "x" * 10_000}] * 3000),
    json.dumps({str(n): "y" for n in range(5000)}),
)


class Look(Protocol):
    """Looks at everything that shows a filled sheet and a job."""

    def __call__(self, *, papers: bool) -> list[object]:
        """Return what there is to be seen."""
        ...


@pytest.mark.parametrize("stored", BROKEN, ids=range(len(BROKEN)))
def test_whatever_stands_there_is_read_as_far_as_it_goes(stored: str) -> None:
    found = parsed(stored)
    kinds = {type(word) for row in (words_read(found), *rows_read(found)) for word in row.values()}
    assert kinds <= {str}
    assert {type(one) for one in ids_read(found)} <= {int}
    grid, steps = shape_of(mapping_read(found))
    assert (grid, steps) == (None, ())


@pytest.mark.parametrize(
    ("stored", "rows"),
    [
        ('[{"p1": 4}, 5, {"p1": " a  b ", "t": true}]', [{"p1": "4"}, {}, {"p1": "a b"}]),
        ('[{"p1": 4.25, "p2": NaN, "t": Infinity}]', [{"p1": "4.25"}]),
        ('{"p1": "4"}', []),
    ],
)
def test_a_number_counts_as_its_word_and_rows_keep_their_places(stored: str, rows: list[dict[str, str]]) -> None:
    assert rows_read(parsed(stored)) == rows
    assert not whole(stored, rows_read)
    assert whole(json.dumps(rows), rows_read)


@pytest.fixture
def look(db: Database, actor: Callable[[], Actor], clock: Clock) -> Look:
    """Return what looks at everything that shows a filled sheet and a job, in a shop that has them."""
    shop = load(db, actor, clock)
    with db.write(actor(), Action.CREATE, Subject.STAFF) as session:
        session.add(Staff(name="老周", role=Role.INSTALLER))
    trade, person, delivery = Trade(), 1, shop.deliveries.plan(1)
    jobs, sheets, book = Jobs(db, actor, clock, trade), Acceptances(db, actor, clock, trade), SheetBook(db, trade, actor, clock)
    job = jobs.plan(1, JobDraft(JobStage.HIDDEN, clock.today, "9:00", 2, leader_id=person))
    changed = book.shipped("central_ac_hidden")
    book.save(replace(changed, zh=changed.zh + "（本店）"))
    sheet = sheets.begin(1, "central_ac_hidden", AcceptanceDraft(zone="一层"))
    printed, choice = SitePapers(db, clock, trade, desk(db, clock)), PrintChoice(paper="A4")

    def everything(*, papers: bool) -> list[object]:
        agenda = Agenda(db, actor, clock, trade)
        first, last = clock.today - timedelta(days=9), clock.today + timedelta(days=9)
        seen: list[object] = [sheets.open(sheet), AcceptanceList(db, trade).of_order(1), AcceptanceList(db, trade).wanted(1)]
        seen += [shop.deliveries.open(delivery), Expectations(db, actor, clock, trade).of(delivery), jobs.open(job), JobList(db).page(9)]
        seen += [Sites(db, clock, trade).rows(), Sites(db, clock, trade).open(1), book.sheets(), book.editions("central_ac_hidden")]
        seen += [agenda.range(first, last), agenda.range(first, last, person), agenda.month(first, last, person)]
        if papers:
            seen += [printed.acceptance(sheet, choice, "zh"), printed.dispatch(job, choice, "en"), printed.readings([sheet], "zh")]
        return seen

    return everything


@pytest.mark.slow
@pytest.mark.parametrize("column", ["readings", "steps", "shape"])
@pytest.mark.parametrize("first", [0, len(BROKEN) // 2])
def test_no_page_paper_or_export_stops_at_a_broken_item(look: Look, db: Database, tmp_path: Path, column: str, first: int) -> None:
    assert Check(db, DataFolder(tmp_path / "shop")).run() == []
    with db.derive() as connection:
        for nth, row_id in enumerate(connection.execute(text("SELECT id FROM delivery_check ORDER BY id DESC")).scalars().all()):
            stored = {"stored": BROKEN[(nth + first) % len(BROKEN)], "id": row_id}
            connection.execute(text(f"UPDATE delivery_check SET {column} = :stored WHERE id = :id"), stored)  # noqa: S608 - names of ours
    look(papers=True)
    (found,) = Check(db, DataFolder(tmp_path / "shop")).run()
    assert found.kind is FindingKind.CONTENTS


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), [("job", "members"), ("own_sheet", "body")])
def test_no_page_stops_at_a_broken_team_or_version_of_a_sheet(look: Look, db: Database, tmp_path: Path, table: str, column: str) -> None:
    for nth, stored in enumerate(BROKEN):
        with db.derive() as connection:
            connection.execute(text(f"UPDATE {table} SET {column} = :stored"), {"stored": stored})  # noqa: S608 - names of ours
        look(papers=nth % 6 == 0)
        (found,) = Check(db, DataFolder(tmp_path / "shop")).run()
        assert found.kind is FindingKind.CONTENTS, stored[:60]
