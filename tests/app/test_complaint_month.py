"""The month report of complaints in the whole program: as PDF, as workbook, refused by a file that cannot be replaced, cancelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.windows import running
from tests.documents.reading import words
from tests.ui.finding import find


@pytest.mark.slow
def test_the_report_is_written_shown_and_refused_where_the_file_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        opened = run.opened
        opened.settings.change(first_run_done=True)
        customer_id = opened.customers.create(CustomerDraft(name="=1+1<b>"))
        opened.complaints.log(ComplaintDraft(customer_id, subtype=ComplaintSubtype.QUALITY, words="@SUM(1)"))
        run.window.go("reports", "complaints")
        page = run.window.page("reports")
        items = {item.name: item.run for item in page._papers()}  # noqa: SLF001 - what the menu offers
        pdf, book, taken = tmp_path / "month.pdf", tmp_path / "month.xlsx", tmp_path / "taken.pdf"
        taken.mkdir()
        run.answer(pdf, book, taken)
        items["complaints_pdf"]()
        run.wait(pdf.exists)
        assert "=1+1<b>" in words(pdf.read_bytes())
        items["complaints_book"]()
        run.wait(book.exists)
        assert load_workbook(book).worksheets[1]["C2"].value == "=1+1<b>"
        items["complaints_pdf"]()
        run.wait(lambda: len(run.prompts.asked) == 4)
        assert "taken.pdf" in run.prompts.asked[-1][1]
        assert list(tmp_path.glob("~*")) == []
        page.commands()["print_preview"]()
        preview = find(run.window, PrintDialog)
        run.wait(lambda: preview.preview.pages() > 0)
        preview.reject()
