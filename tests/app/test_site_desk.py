"""Papers of sites at the print desk: shown, found again by their code, all of a day at once, readings as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_codes import code_hits
from dealer_crm.app.site_jobs import acceptance_job, dispatch_job, print_dispatch
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import JobDraft
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.site_papers import BLANK
from dealer_crm.ui.printing.batch_dialog import BatchDialog
from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.conftest import copied
from tests.app.windows import running

pytestmark = pytest.mark.slow


def test_papers_of_a_site_at_the_desk(qtbot: QtBot, sample: Path, tmp_path: Path) -> None:
    with running(qtbot, copied(sample, tmp_path / "shop")) as run:
        rooms, opened, today = run.wiring.rooms, run.opened, local_day(run.opened.now())
        order = next(one for one in range(1, 30) if opened.acceptance_list.wanted(one))
        job, sheet = opened.jobs.plan(order, JobDraft(planned_on=today)), opened.acceptances.begin(order, "central_ac_hidden")
        for kind, record in (("dispatch", job), ("acceptance", sheet)):
            hits = code_hits(rooms, opened.desk.code(kind, record))
            assert [hit.icon for hit in hits] == ["file-text"]
            hits[0].run()
            assert run.window.pages.key() == "deliveries"
        papers = acceptance_job(rooms, sheet)
        assert papers.render(PrintChoice(paper="A4")) != papers.render(PrintChoice(paper="A4", variant=BLANK))
        dispatch_job(rooms, job).printed(PrintChoice())
        assert opened.jobs.open(job).printed_at is not None
        print_dispatch(rooms, date(1999, 1, 1))
        assert len(run.prompts.asked) == 1
        print_dispatch(rooms, today)
        assert run.window.findChildren(BatchDialog) or run.window.findChildren(PrintDialog)
