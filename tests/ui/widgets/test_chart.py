"""A chart by mouse and keys: walked through, chosen from, told aloud, painted in both looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.charts import Bars, Lines, Pareto, Series
from dealer_crm.ui.theme import apply_theme
from dealer_crm.ui.theme.tokens import DARK, LIGHT, Tokens
from dealer_crm.ui.widgets.chart import ChartView, Face

NAMES = ("价格过高", "质量不良", "服务作业不当")
FACE = Face(Pareto(NAMES, (2, 7, 1)), ("price", "quality", "operation"), ("Price 2", "Quality 7", "Work 1"), ("Complaints", "Together"))


@pytest.fixture
def chart(show: Callable[..., QWidget], qtbot: QtBot) -> ChartView:
    """Return a Pareto in an active window."""
    view = ChartView("chart", "Complaints by subtype")
    view.set_face(FACE)
    view.setMinimumSize(420, 260)
    show(view)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def test_click_chooses_a_bar_and_gives_it_back(chart: ChartView, qtbot: QtBot) -> None:
    told: list[object] = []
    chart.chosen.connect(told.append)
    for key in ("quality", "price", "price"):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.spot(key).toPoint())
    assert told == ["quality", "price", None]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert told[3:] == []


def test_arrows_walk_as_it_is_seen_and_enter_chooses(chart: ChartView) -> None:
    assert chart.accessibleName() == "Complaints by subtype: Quality 7"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName().endswith("Price 2")
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.value() == "price"
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert chart.value() == "operation"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleName().endswith("Quality 7")


def test_mouse_is_told_in_full_what_it_rests_on(chart: ChartView, qtbot: QtBot) -> None:
    qtbot.mouseMove(chart, chart.spot("price").toPoint())
    qtbot.waitUntil(lambda: chart.toolTip() == "Price 2")
    qtbot.mouseMove(chart, QPoint(1, 1))
    qtbot.waitUntil(lambda: chart.toolTip() == "")


def test_choice_stays_while_it_is_there(chart: ChartView) -> None:
    chart.set_value("price")
    chart.set_face(FACE)
    assert chart.value() == "price"
    chart.set_face(Face(Bars(("a",), (1,)), ("other",), ("a 1",)))
    assert (chart.value(), chart.accessibleName()) == (None, "Complaints by subtype: a 1")


def test_nothing_to_show_is_no_trouble(chart: ChartView) -> None:
    chart.set_face(Face(Bars((), ())))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_End):
        QTest.keyClick(chart, key)
    chart.grab()
    assert (chart.value(), chart.accessibleName()) == (None, "Complaints by subtype")


def colours(image: QImage) -> set[str]:
    """Return the colours of a picture."""
    return {image.pixelColor(x, y).name().upper() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_bars_lines_and_focus_are_painted_in_the_look(chart: ChartView, qtbot: QtBot, mode: str, tokens: Tokens) -> None:
    apply_theme(QGuiApplication.instance(), mode)  # type: ignore[arg-type]
    found = colours(chart.grab().toImage())
    assert {tokens.charts[0].upper(), tokens.accent.upper()} <= found
    series = (Series("half", (1, None, 3)), Series("most", (4, 5, 6)))
    chart.set_face(Face(Lines(NAMES, series), ("a", "b", "c"), NAMES, ("half", "most")))
    assert {tokens.charts[0].upper(), tokens.charts[1].upper()} <= colours(chart.grab().toImage())


def test_picture_for_paper_is_light_in_a_dark_window(chart: ChartView) -> None:
    apply_theme(QGuiApplication.instance(), "dark")  # type: ignore[arg-type]
    image = chart.picture(QSize(400, 240))
    assert image.size() == QSize(800, 480)
    assert image.pixelColor(0, 0) == QColor("#FFFFFF")
    assert LIGHT.charts[0].upper() in colours(image)
