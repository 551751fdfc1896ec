"""The room of reports by keys and clicks, on books in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaint_figures import ComplaintFigures
from dealer_crm.domain.health import Health
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import translator
from dealer_crm.services.money import MoneyDay
from dealer_crm.ui.reports.page import ReportsPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.reports.books import TODAY, Books

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def books() -> Books:
    """A month of a small shop."""
    return Books()


def opened(window: MainWindow, books: Books, language: str = "en") -> ReportsPage:
    """Go to the room as the user does."""
    page = ReportsPage(translator(language), books.doors())
    window.set_page("reports", lambda: page)
    window.go("reports")
    return page


def counts(page: ReportsPage) -> int:
    return page.tables[page.report().key].model().rowCount()


def test_follow_ups_of_the_month_come_first(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    assert page.cards.value() == "contacts"
    assert Period(date(2026, 11, 1), TODAY) in books.periods
    assert counts(page) == 42
    assert "周强" in page.finding.text()


def test_bar_shows_its_own_lines_and_gives_all_back(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    bar = page.chart.lines()[0]
    qtbot.mouseClick(bar, LEFT)
    mine = sum(line.staff == "周强" for line in books.lines)
    assert 0 < counts(page) == mine < 42
    qtbot.mouseClick(bar, LEFT)
    assert counts(page) == 42


def test_news_keep_the_chosen_bar(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    page.chart.lines()[0].click()
    before = counts(page)
    page.reload()
    assert page.chart.value() is not None
    assert counts(page) == before


def test_grouping_by_way_keeps_no_old_choice(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    qtbot.mouseClick(page.chart.lines()[0], LEFT)
    page.groupings.buttons()[1].click()
    assert page.chart.value() is None
    assert counts(page) == 42
    QTest.keyClick(page.chart.lines()[2], Qt.Key.Key_Space)
    assert counts(page) == sum(line.way == page.chart.value() for line in books.lines)


def test_lines_lead_to_customer_and_order(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    with qtbot.waitSignal(page.customer_requested) as asked:
        page.tables["contacts"].opened.emit(5)
    assert asked.args == [5]
    page.show_subject("owed")
    with qtbot.waitSignal(page.order_requested) as asked:
        page.tables["owed"].opened.emit(1)
    assert asked.args == [71, 1]
    with qtbot.waitSignal(page.customer_requested) as asked:
        page.tables["owed"].opened.emit(3)
    assert asked.args == [3]


def test_debts_are_sorted_into_ages(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    page.show_subject("owed")
    assert [bar.bar.value for bar in page.chart._lines] == [120_050, 5_067_200, 298_000, 0]  # noqa: SLF001 - what is painted
    assert "98%" in page.finding.text()
    assert not page.period.spans.isEnabled()


def test_money_to_give_back_and_from_the_state_stand_beside_the_debts(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    page.show_subject("owed")
    table = page.tables["owed"]
    page.groupings.buttons()[1].click()
    assert (counts(page), "880.00" in page.finding.text()) == (1, True)
    page.groupings.buttons()[2].click()
    assert (counts(page), "2,000.00" in page.finding.text()) == (2, True)
    page.chart.lines()[0].click()
    assert counts(page) == 1
    table.choose_first()
    with qtbot.waitSignal(page.order_requested) as asked:
        table.opened.emit(table.current_id())
    assert asked.args == [71, 1]
    page.commands()["print_preview"]()
    assert books.printed_accounts == [1]
    page.export_button.click()
    assert books.exported[-1].rows[0][-2:] == (2, 150_000)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = page.findChild(QMenu, "owed_menu")
    assert menu is not None
    assert [action.isEnabled() for action in menu.actions()] == [True, True, False, True, True]
    menu.actions()[-1].trigger()
    assert books.printed_accounts == [1, 1]
    menu.close()


def test_day_is_counted_by_way_staff_and_cash_out(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    page.show_subject("takings")
    assert page.period.span() is Span.TODAY
    assert counts(page) == 3
    page.groupings.buttons()[2].click()
    assert counts(page) == 2
    assert "4,500.00" in page.finding.text()
    page.chart.lines()[1].click()
    assert counts(page) == 1


def test_every_report_keeps_its_period(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    page.period.spans.buttons()[3].click()
    assert books.periods[-1] == Period(date(2026, 10, 1), TODAY)
    page.show_subject("takings")
    assert page.period.span() is Span.TODAY
    page.show_subject("contacts")
    assert page.period.span() is Span.QUARTER


def test_own_days_are_typed(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    assert not page.period.own.isVisible()
    page.period.spans.buttons()[5].click()
    qtbot.waitUntil(page.period.own.isVisible)
    page.period.first.edit.selectAll()
    QTest.keyClicks(page.period.first.edit, "2026-11-10")
    assert books.periods[-1] == Period(date(2026, 11, 10), TODAY)


def test_export_takes_the_lines_in_view(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    page.chart.lines()[0].click()
    page.export_button.click()
    sheet = books.exported[0]
    assert len(sheet.rows) == counts(page)
    for key in ("owed", "takings"):
        page.show_subject(key)
        page.commands()["export_list"]()
    for sheet in books.exported:
        assert sheet.rows
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_only_the_money_is_printed(window: MainWindow, books: Books) -> None:
    page = opened(window, books)
    assert "print_preview" not in page.commands()
    page.show_subject("takings")
    page.commands()["print_preview"]()
    page.commands()["print_now"]()
    assert books.printed == [TODAY, TODAY]
    assert page.print_button.isVisibleTo(page)


def test_the_complaints_of_the_period_go_on_paper_and_into_files(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    assert not page.paper_button.isVisible()
    page.show_subject("complaints")
    assert page.paper_button.isVisible()
    page.commands()["print_preview"]()
    qtbot.mouseClick(page.paper_button, LEFT)
    menu = page.paper_button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert books.papers == [(way, page.period.period()) for way in ("print", "print", "pdf", "book")]


def test_empty_books_say_so(window: MainWindow, books: Books) -> None:
    books.lines, books.debts, books.money = [], [], MoneyDay(TODAY, (), (), (), ())
    books.favours, books.claims = [], []
    books.class_news, books.health = [], Health(0, (), 0)
    books.marks, books.mark_lines, books.complaints = [], [], ComplaintFigures()
    page = opened(window, books)
    for key in page.reports:
        page.show_subject(key)
        assert page.finding.text()
        assert counts(page) == 0
        assert page.chart.lines() == ()


def test_refund_only_day_has_a_bar_without_length(window: MainWindow, books: Books) -> None:
    refund = books.money.receipts[2]
    way = replace(books.money.by_way[1], count=1, received=0, returned=refund.amount)
    books.money = MoneyDay(TODAY, (refund,), (way,), (), ())
    page = opened(window, books)
    page.show_subject("takings")
    window.grab()
    assert "-200.00" in page.chart.lines()[0].accessibleName()


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
@pytest.mark.parametrize("look", [("zh", "light"), ("en", "dark")])
def test_fits_every_window(window: MainWindow, books: Books, qtbot: QtBot, size: tuple[int, int], look: tuple[str, str]) -> None:
    language, mode = look
    apply_theme(QGuiApplication.instance(), mode, language=language)  # type: ignore[arg-type]
    window.resize(*size)
    page = opened(window, books, language)
    for key in page.reports:
        page.show_subject(key)
        qtbot.waitUntil(lambda: clipped(page) == [])
        assert page.width() <= size[0]
        assert nameless(page) == []
        assert low_contrast(page) == []


def test_who_works_in_the_list_goes_on_in_the_list_of_another_report(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    qtbot.waitUntil(page.tables["contacts"].hasFocus)
    page.show_subject("owed")
    assert page.tables["owed"].hasFocus()


def test_changes_of_class_are_read_and_put_away(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    page.show_subject("classes")
    assert (counts(page), page.report().card().number, page.finding.text()) == (2, 1, "Changes of class: 50% for the worse")
    assert page.deed_button.isVisible()
    qtbot.mouseClick(page.deed_button, LEFT)
    assert counts(page) == 0
    assert not page.deed_button.isVisible()


def test_a_finding_leads_to_the_form_at_its_field(window: MainWindow, books: Books, qtbot: QtBot) -> None:
    page = opened(window, books)
    page.show_subject("health")
    assert page.report().card().number == "88%"
    assert counts(page) == 9
    page.chart.lines()[1].click()
    assert counts(page) == 3
    table = page.tables["health"]
    with qtbot.waitSignal(page.form_requested) as asked:
        table.opened.emit(1)
    assert asked.args == [1, "phones"]
    qtbot.mouseClick(page.deed_button, LEFT)
    assert books.mended == [2]
