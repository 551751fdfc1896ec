"""The month report of complaints from real rows: the same sums as the analysis, told piece by piece, cancelled without a trace."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaints import ComplaintLevel
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import Cancelled
from dealer_crm.services import complaint_report_papers as subject
from dealer_crm.services.complaint_report import ComplaintReport
from dealer_crm.services.complaint_report_papers import ComplaintReportPapers
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintCost
from tests.documents.reading import words
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.test_complaint_report import AUTUMN, within, written

A4 = PrintChoice(paper="A4")


class Steps:
    """Hears every step, and cancels at one of them."""

    def __init__(self, stop: int = -1) -> None:
        self.heard: list[tuple[int, int]] = []
        self._stop = stop

    def step(self, done: int, total: int) -> None:
        if len(self.heard) == self._stop:
            raise Cancelled
        self.heard.append((done, total))


def papers(db: Database, clock: Clock) -> ComplaintReportPapers:
    return ComplaintReportPapers(ComplaintReport(db, clock), Trade(), desk(db, clock))


def spend(db: Database, clock: Clock, **more: Any) -> None:
    with db.write(Actor(), Action.CREATE, Subject.COMPLAINT) as session:
        session.add(ComplaintCost(kind=CostKind.PARTS, payer=Payer.SHOP, spent_on=clock.today, **more))


def test_figures_charts_and_cases_are_those_that_were_written(db: Database, clock: Clock) -> None:
    mine = within(written(db, 60))
    spend(db, clock, complaint_id=1, amount=12_345)
    data = papers(db, clock).data(AUTUMN, "zh")
    found = {one.code: one for one in data.figures}
    assert found["complaints"].value == len(data.cases) == len(mine)
    assert [one.number for one in data.cases] == [one["number"] for one in sorted(mine, key=lambda one: one["opened_at"])]
    assert found["third_party"].value == sum(one["level"] is ComplaintLevel.THIRD_PARTY for one in mine)
    assert found["rate"].value is None
    assert found["cost"].value == sum(one.cost for one in data.cases)
    charts = {one.code: one.chart for one in data.charts}
    assert list(charts) == ["type", "subtype", "topic", "category", "model", "liable", "month"]
    assert {sum(one.values) for one in charts.values()} == {len(mine)}
    assert data.silent == 25 * len(mine)


def test_what_is_typed_as_a_topic_or_a_model_is_only_words(db: Database, clock: Clock) -> None:
    written(db, 12)
    with db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        for one in session.scalars(select(Complaint)):
            one.topic, one.words = "=1+1<b>", "@SUM(1) 😀" + "长" * 200
    made = papers(db, clock)
    assert "=1+1<b>" in words(made.paper(AUTUMN, A4, "zh"))
    book = load_workbook(io.BytesIO(made.workbook(AUTUMN, "zh")))
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_progress_is_told_and_a_cancel_ends_it(db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "CHUNK", 10)
    count = len(within(written(db, 35)))
    steps = Steps()
    papers(db, clock).workbook(AUTUMN, "en", steps)
    assert steps.heard[0] == (0, count)
    assert steps.heard[-1] == (count, count)
    assert len(steps.heard) == -(-count // 10) + 1
    with pytest.raises(Cancelled):
        papers(db, clock).paper(AUTUMN, A4, "en", progress=Steps(stop=1))


def test_a_period_without_complaints_has_figures_and_no_charts(db: Database, clock: Clock) -> None:
    data = papers(db, clock).data(AUTUMN, "en")
    assert (data.cases, data.charts, data.silent) == ((), (), 0)
    assert "Nocomplaintcameinthisperiod." in words(papers(db, clock).paper(AUTUMN, A4, "en"))
