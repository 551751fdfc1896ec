"""Words of the user are never markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.ui.theme import Type, advance, apply_theme, line_of, one_line
from dealer_crm.ui.widgets import Chip, ChipLabel, ElidedLabel, EmptyState, FactBox, FlowRow, Label, set_tip, tag
from tests.ui.checks import clipped

HOSTILE = ["<b>bold</b>", "a & b", "&lt;i&gt;", "<img src=x>", "line\nbreak", "\u202eabc", "王芳 & <哥>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_painted_lines_show_markup_as_it_is(qapp: QApplication, text: str) -> None:
    line = line_of(text, Type.BODY, 1000)
    assert line.glyphs.textFormat() is Qt.TextFormat.PlainText
    assert line.glyphs.text() == line.text == one_line(text)


@pytest.mark.parametrize("kind", Type)
def test_a_line_is_shortened_only_where_it_is_too_long(qapp: QApplication, kind: Type) -> None:
    for text in ("28", "Wj(x", "中文，", "张三 138 0013 8000", "nächste Öffnung"):
        assert line_of(text, kind, advance(text, kind)).text == text
        assert line_of(text, kind, advance(text, kind) // 2).text != text


def test_another_text_size_forgets_the_lines_of_the_last(qapp: QApplication) -> None:
    before = line_of("中文", Type.BODY, 1000).room
    try:
        apply_theme(qapp, "light", 150)
        assert line_of("中文", Type.BODY, 1000).room > before
    finally:
        apply_theme(qapp, "light", 100)


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_show_markup_as_it_is(qtbot: QtBot, text: str) -> None:
    label = Label(text)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_tooltips_show_markup_as_it_is(qtbot: QtBot, text: str) -> None:
    label = Label("x")
    qtbot.addWidget(label)
    set_tip(label, text)
    assert "<b>" not in label.toolTip()
    assert "<img" not in label.toolTip()
    if "<" in text or "&" in text:
        assert label.toolTip().startswith("<span>")


def test_short_label_gives_way_and_keeps_the_whole_text(qtbot: QtBot) -> None:
    label = ElidedLabel("a very long name of a community in a far away town")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_clip_check_finds_a_cut_label(qtbot: QtBot) -> None:
    label = Label("too long for this box", name="cut")
    qtbot.addWidget(label)
    label.show()
    label.resize(40, 20)
    assert clipped(label) == ["cut: too long for this box"]
    label.resize(400, 30)
    assert clipped(label) == []


def test_chip_speaks_its_words(qtbot: QtBot) -> None:
    label = ChipLabel(Chip("3 days overdue"), "state")
    qtbot.addWidget(label)
    assert label.accessibleName() == "3 days overdue"
    label.set_chip(None)
    assert label.isHidden()
    assert tag("A").picture() == ""
    assert Chip("x").picture() == "circle-dashed"


def test_a_chip_is_no_window_before_it_has_its_place(qtbot: QtBot) -> None:
    row = FlowRow("chips")
    qtbot.addWidget(row)
    row.show()
    late, ready = ChipLabel(), ChipLabel(Chip("3 days overdue"))
    late.set_chip(Chip("today"))
    assert not late.isVisible()
    assert not ready.isVisible()
    for label in (late, ready):
        row.add(label)
    qtbot.waitUntil(lambda: late.isVisible() and ready.isVisible())


def test_fact_speaks_title_and_value(qtbot: QtBot) -> None:
    fact = FactBox("Owes", "none")
    qtbot.addWidget(fact)
    fact.set_value("1,000.00")
    assert fact.accessibleName() == "Owes 1,000.00"


def test_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    empty = EmptyState("Nobody here yet.", button="New customer", key="F3")
    qtbot.addWidget(empty)
    assert empty.button is not None
    with qtbot.waitSignal(empty.clicked):
        empty.button.click()


def test_flow_row_wraps_and_frees(qtbot: QtBot) -> None:
    row = FlowRow("row")
    qtbot.addWidget(row)
    for n in range(6):
        row.add(ChipLabel(Chip(f"chip number {n}")))
    row.show()
    assert row.heightForWidth(200) > row.heightForWidth(2000)
    row.clear()
    assert row.heightForWidth(200) == 0
