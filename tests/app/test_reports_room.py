"""The room of reports in the whole program: two actions to the month, its workbook, its paper, the way to the customer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.followups import FollowUpDraft, Way
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.printing.missing import MissingDialog
from dealer_crm.ui.widgets import Button
from tests.app.windows import Running, running
from tests.ui.finding import find


def follow(run: Running, name: str) -> int:
    """File a customer, speak with him and take his money."""
    opened = run.opened
    customer_id = opened.customers.create(CustomerDraft(name=name))
    opened.followups.log(FollowUpDraft(customer_id, Way.PHONE, words="asks for a quote", no_next_reason="will call"))
    opened.payments.receive(PaymentDraft(customer_id, 12_345, PayKind.PREPAYMENT, PayWay.CASH))
    return customer_id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_month_is_two_actions_away_and_leads_on(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    with running(qtbot, tmp_path / "shop", language) as run:
        run.opened.settings.change(first_run_done=True)
        customer_id = follow(run, "Wang Fang")
        qtbot.keyClick(run.window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
        page = run.window.page("reports")
        assert page.report().card().number == 1
        book = tmp_path / "month.xlsx"
        run.answer(book)
        page.export_button.click()
        run.wait(book.exists)
        with CalamineWorkbook.from_path(book) as found:
            rows = found.get_sheet_by_index(0).to_python()
        assert len(rows) == 2
        assert "Wang Fang" in rows[1]
        table = page.tables["contacts"]
        table.opened.emit(table.model().ids()[0])
        run.wait(lambda: run.window.page("customers") is not None)
        assert run.window.page("customers").host.current_customer() == customer_id


def test_money_of_the_day_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.settings.change(first_run_done=True)
        follow(run, "Wang Fang")
        run.window.go("reports", "takings")
        page = run.window.page("reports")
        assert page.cards.value() == "takings"
        qtbot.keyClick(run.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        find(find(run.window, MissingDialog), Button, "missing_pass").click()
        preview = find(run.window, PrintDialog)
        run.wait(lambda: preview.preview.pages() == 1)
        preview.reject()


def test_debt_opens_its_order(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        opened = run.opened
        opened.settings.change(first_run_done=True)
        customer_id = opened.customers.create(CustomerDraft(name="Wang Fang"))
        order_id = opened.orders.create(OrderDraft(customer_id, (LineDraft(name="Water filter", price=100_000),)))
        opened.orders.confirm(order_id)
        run.window.go("reports", "owed")
        page = run.window.page("reports")
        assert page.cards.value() == "owed"
        table = page.tables["owed"]
        table.opened.emit(table.model().ids()[0])
        run.wait(lambda: run.window.page("customers") is not None)
        order = run.window.page("customers").order_page()
        assert order is not None
        assert order.current_customer() == customer_id


def test_news_reach_the_report_in_view(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.settings.change(first_run_done=True)
        run.window.go("reports")
        page = run.window.page("reports")
        assert page.report().card().number == 0
        follow(run, "Wang Fang")
        run.wait(lambda: page.report().card().number == 1)


@pytest.mark.slow
def test_bar_of_the_analysis_leads_to_the_case(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.settings.change(first_run_done=True)
        customer_id = run.opened.customers.create(CustomerDraft(name="Wang Fang"))
        case = run.opened.complaints.log(ComplaintDraft(customer_id, subtype=ComplaintSubtype.QUALITY, words="no heat"))
        run.window.go("reports", "complaints")
        page = run.window.page("reports")
        run.wait(lambda: page.report().card().number == 1)
        combo = page.analysis.views
        combo.setCurrentIndex(combo.offered().index("subtype"))
        combo.activated.emit(combo.currentIndex())
        chart = page.analysis.chart
        run.wait(lambda: chart.face().keys == ("quality",))
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.spot("quality").toPoint())
        table = page.tables["complaints"]
        run.wait(lambda: list(table.model().ids()) == [case])
        table.opened.emit(case)
        run.wait(lambda: run.window.page("complaints") is not None)
        run.wait(lambda: run.window.page("complaints").record_id() == case)
