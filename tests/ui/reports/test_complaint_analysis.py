"""The analysis of complaints by clicks and keys: chart, table and cases say the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaint_figures import Cut
from dealer_crm.i18n import translator
from dealer_crm.ui.reports.complaint_views import REST, Kind, More, Viewer
from dealer_crm.ui.reports.page import ReportsPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import PagedModel
from tests.ui.reports.books import Books

LEFT = Qt.MouseButton.LeftButton


def opened(window: MainWindow, what: str) -> ReportsPage:
    """Go to the analysis and choose a view as the user does."""
    page = ReportsPage(translator("en"), Books().doors())
    window.set_page("reports", lambda: page)
    window.go("reports", "complaints")
    combo = page.analysis.views
    combo.setCurrentIndex(combo.offered().index(what))
    combo.activated.emit(combo.currentIndex())
    return page


def cases(page: ReportsPage) -> list[int]:
    """Return the cases in the list."""
    model = page.tables["complaints"].model()
    assert isinstance(model, PagedModel)
    return list(model.ids())


def test_bar_shows_its_cases_and_gives_all_back(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, Cut.SUBTYPE)
    chart = page.analysis.chart
    assert len(cases(page)) == 60
    qtbot.mouseClick(chart, LEFT, pos=chart.spot("quality").toPoint())
    assert cases(page) == list(range(2, 61, 2))
    assert page.analysis.whose.text() == "Cases: Poor quality"
    qtbot.mouseClick(chart, LEFT, pos=chart.spot("quality").toPoint())
    assert len(cases(page)) == 60


def test_keys_choose_a_bar_and_a_line_and_open_a_case(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, Cut.TYPE)
    page.analysis.chart.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Return):
        QTest.keyClick(page.analysis.chart, key)
    assert page.analysis.chart.value() == "service"
    assert cases(page) == list(range(1, 61, 2))
    table = page.analysis.table()
    table.setFocus()
    table.choose_first()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.analysis.chart.value() == "product"
    with qtbot.waitSignal(page.complaint_requested) as asked:
        page.tables["complaints"].opened.emit(cases(page)[0])
    assert asked.args == [2]


def test_line_that_is_clicked_shows_its_cases(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, More.FIGURES)
    table = page.analysis.table()
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(1, 0)).center() + QPoint(2, 0))
    late = [row.cases for row in page.analysis._rows([2])]  # noqa: SLF001 - what the line stands for
    assert cases(page) == list(late[0])
    assert page.analysis.chart.value() == "closed"


def test_another_view_begins_with_all_cases(window: MainWindow) -> None:
    page = opened(window, Cut.TYPE)
    QTest.keyClick(page.analysis.chart, Qt.Key.Key_Return)
    assert len(cases(page)) == 30
    page.analysis.views.setCurrentIndex(page.analysis.views.offered().index(Cut.MONTH))
    page.analysis.views.activated.emit(0)
    assert len(cases(page)) == 60


def test_news_keep_the_chosen_bar(window: MainWindow) -> None:
    page = opened(window, Cut.TYPE)
    QTest.keyClick(page.analysis.chart, Qt.Key.Key_Return)
    page.reload()
    assert len(cases(page)) == 30


def test_rare_ones_share_a_bar(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, Cut.MODEL)
    chart = page.analysis.chart
    qtbot.mouseClick(chart, LEFT, pos=chart.spot(REST).toPoint())
    assert (len(cases(page)), page.analysis.whose.text()) == (16, "Cases: All others")
    assert page.analysis.table().model().rowCount() == 15


def test_narrow_window_shows_one_part_and_goes_to_the_cases(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(911, 440)
    page = opened(window, Cut.TYPE)
    qtbot.waitUntil(page.analysis.parts.isVisible)
    assert not page.tables["complaints"].isVisible()
    page.analysis.chart.setFocus()
    QTest.keyClick(page.analysis.chart, Qt.Key.Key_Return)
    assert page.tables["complaints"].isVisible()
    assert not page.analysis.chart.isVisible()
    page.analysis.parts.buttons()[1].click()
    assert page.analysis.table().isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("what", [*Cut, *More])
def test_every_view_says_the_same_in_chart_and_table(what: str, language: str) -> None:
    books = Books()
    viewer = Viewer(translator(language), {"ac": "空调", "boiler": "壁挂炉"}.__getitem__, {})
    view = viewer.view(what, books.complaints)
    keys = {one.key for one in view.lines}
    assert view.finding
    assert set(view.face.keys) - {REST} <= keys
    assert len(view.face.keys) == len(view.face.spoken) == len(view.face.chart.labels)
    if view.kind is Kind.GROUPS:
        assert sorted(case for one in view.lines for case in one.cases) == list(range(1, 61))
    empty = viewer.view(what, type(books.complaints)())
    assert (empty.face.keys, empty.finding != "") == ((), True)
