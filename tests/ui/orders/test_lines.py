"""Lines are typed like a sheet: groups by letters, shares of the list price, rows from Excel, moved, copied and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineDraft, LineGroup
from dealer_crm.domain.products import ProductDraft
from dealer_crm.i18n import translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.orders.line_grid import LineGrid
from dealer_crm.ui.orders.line_model import LineModel
from dealer_crm.ui.orders.line_paste import table
from dealer_crm.ui.orders.line_typing import groups_like, read_share
from dealer_crm.ui.orders.page import OrderPage
from tests.ui.orders.rig import CTRL, press, write

ENTER, ALT, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 11, 22)
SHEET = "序号\t品牌\t设备名称\t规格型号\t单位\t数量\t单价（元）\t金额\t备注\r\n"
SHEET += "1\t大金\t外机\tVRV-6\t台\t2\t16,800\t33,600\t\r\n\t\t合计\t\t\t\t\t33,600\r\n"


@pytest.fixture
def lines() -> LineModel:
    """An empty grid for the owner."""
    return LineModel(translator("zh"), lambda: TODAY, costs=True)


def put(model: LineModel, row: int, key: str, text: str) -> LineDraft:
    model.setData(model.index(row, model.keys().index(key)), text)
    return model.line(row)


@pytest.mark.parametrize(
    ("text", "share"),
    [("95", 9500), ("95%", 9500), ("９５％", 9500), ("95折", 9500), ("9.5折", 9500), ("8.8", 8800), ("打8折", 8000), ("折扣 95", 9500)]
    + [("5%", 500), ("100", 10_000), ("0", 0), ("101", None), ("100.5%", None), ("-5", None), ("abc", None), ("", None)],
)
def test_share_is_read(text: str, share: int | None) -> None:
    assert read_share(text) == share


def test_share_sets_the_price_from_the_list_price(lines: LineModel) -> None:
    put(lines, 0, "goods", "外机")
    put(lines, 0, "price", "1000")
    line = put(lines, 0, "share", "95")
    assert (line.price, line.list_price) == (95_000, 100_000)
    assert put(lines, 0, "share", "9折").price == 90_000
    told: list[str] = []
    lines.refused.connect(told.append)
    assert put(lines, 0, "share", "105").price == 90_000
    assert (lines.wrong(), told[-1]) == ({"0 share": "105"}, lines.t("A price is at most 100 % of the list price. Type for example 95."))
    line = put(lines, 0, "share", "")
    assert (line.price, line.list_price, lines.wrong()) == (100_000, None, {})
    put(lines, 0, "list_price", "1250")
    assert lines.data(lines.index(0, lines.keys().index("share"))) == "80%"
    put(lines, 0, "list_price", "900")
    assert lines.wrong() == {"0 list_price": "900"}
    assert put(lines, 0, "price", "2000").list_price is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("tg", LineGroup.PIPES),
        ("7", LineGroup.FLOOR_HEATING),
        ("保温", LineGroup.INSULATION),
        ("铜管/冷媒", LineGroup.PIPES),
        ("调", LineGroup.COMMISSIONING),
        ("14", None),
        ("qq", None),
    ],
)
def test_group_is_found_by_letters_number_or_name(text: str, group: LineGroup | None, lines: LineModel) -> None:
    put(lines, 0, "goods", "铜管")
    assert put(lines, 0, "group", text).group is group
    assert bool(lines.wrong()) is (group is None)
    assert len(groups_like("", lines.t)) == 13


def test_rows_of_a_sheet_come_by_their_headings(lines: LineModel) -> None:
    assert lines.paste(0, 0, SHEET) == 1
    (line,) = lines.lines()
    assert (line.name, line.model, line.unit, line.quantity, line.price) == ("大金 外机", "VRV-6", "台", 2000, 1_680_000)
    lines.paste(1, 2, "3台")
    assert (lines.line(1).quantity, lines.line(1).unit) == (3000, "台")
    lines.paste(2, 0, "数量\t名称\nx\t支架")
    assert (lines.line(2).name, lines.wrong()) == ("支架", {"2 quantity": "x"})


def test_a_row_whose_model_is_ours_becomes_our_product(lines: LineModel) -> None:
    ours = ProductRow(7, 1, ProductDraft("多联外机", brand="大金", model="vrv-6", category="central_ac", price=100, unit="套"), cost=5_000)
    twice = [ProductRow(n, 1, ProductDraft("铜管", model="φ10"), cost=None) for n in (8, 9)]
    lines.paste(0, 0, SHEET, [ours, *twice])
    (line,) = lines.lines()
    assert (line.product_id, line.category, line.name, line.brand, line.cost) == (7, "central_ac", "多联外机", "大金", 5_000)
    assert (line.quantity, line.price, line.unit) == (2000, 1_680_000, "台")
    lines.paste(1, 0, "名称\t型号\t数量\n紫铜管\tφ10\t3\n别家外机\tX-1\t1", [ours, *twice])
    assert [(one.product_id, one.name) for one in lines.lines()[1:]] == [(None, "紫铜管"), (None, "别家外机")]


def test_cells_in_quotes_hold_line_ends() -> None:
    assert table('"a\n""b"""\tc\r\nd') == [['a\n"b"', "c"], ["d"]]
    assert table('3" pipe\t"x') == [['3" pipe', '"x']]


def test_five_hundred_rows_are_one_step(lines: LineModel, qtbot: QtBot) -> None:
    with qtbot.waitSignals([lines.edited], timeout=2000):
        lines.paste(0, 0, "\n".join(f"管件{n}\tφ{n}\t{n}\t米\t6.8" for n in range(1, 501)))
    assert (len(lines.lines()), lines.lines()[-1].quantity) == (500, 500_000)
    lines.step(back=True)
    assert not lines.lines()
    lines.step(back=False)
    assert len(lines.lines()) == 500


def test_a_signed_contract_holds_what_it_says(lines: LineModel) -> None:
    lines.show_lines([LineDraft(name="外机", price=100)])
    lines.held = True
    assert lines.rowCount() == 1
    assert put(lines, 0, "price", "5").price == 100
    lines.remove(0)
    lines.insert(0)
    lines.paste(0, 0, "x")
    assert lines.lines() == (LineDraft(name="外机", price=100),)
    assert put(lines, 0, "room", "机房").room == "机房"
    assert put(lines, 0, "serials", "A1").serials == ("A1",)


def test_columns_that_another_paper_has_not_are_left_out(qtbot: QtBot) -> None:
    model = LineModel(translator("en"), lambda: TODAY, costs=False, without=("arrival", "serials"))
    assert {"arrival", "serials", "cost"}.isdisjoint(model.keys())
    grid = LineGrid(translator("en"), model, lambda _text, _most: (), None)  # type: ignore[arg-type]
    qtbot.addWidget(grid)
    grid.resize(420, 200)
    grid.show()
    shown = [key for at, key in enumerate(model.keys()) if not grid.isColumnHidden(at)]
    assert set(shown) >= {"goods", "quantity", "price", "amount"}


def test_enter_goes_down_the_lines_that_nobody_types_into(lines: LineModel, qtbot: QtBot) -> None:
    lines.show_lines([LineDraft(name="外机", price=100), LineDraft(name="内机", price=100)])
    lines.locked = True
    grid = LineGrid(translator("zh"), lines, lambda _text, _most: (), None)  # type: ignore[arg-type]
    qtbot.addWidget(grid)
    grid.setCurrentIndex(lines.index(0, 2))
    qtbot.keyClick(grid, ENTER)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 2)
    with qtbot.waitSignal(grid.left_behind):
        qtbot.keyClick(grid, ENTER)


def test_rows_are_moved_copied_and_taken_back_by_keys(page: OrderPage, qtbot: QtBot) -> None:
    model, grid = page.sheet.lines, page.sheet.grid

    def names() -> list[str]:
        return [line.name for line in model.lines()]

    model.show_lines([LineDraft(name=name, price=100) for name in "ABC"])
    grid.setFocus()
    grid.setCurrentIndex(model.index(0, 0))
    press(qtbot, Qt.Key.Key_Down, mod=ALT)
    assert (names(), grid.currentIndex().row()) == (["B", "A", "C"], 1)
    press(qtbot, Qt.Key.Key_Up, mod=ALT)
    press(qtbot, Qt.Key.Key_Down, mod=SHIFT)
    press(qtbot, Qt.Key.Key_C, mod=CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    grid.setCurrentIndex(model.index(3, 0))
    press(qtbot, Qt.Key.Key_V, mod=CTRL)
    assert names() == ["A", "B", "C", "A", "B"]
    press(qtbot, Qt.Key.Key_Z, mod=CTRL)
    assert names() == ["A", "B", "C"]
    press(qtbot, Qt.Key.Key_Y, mod=CTRL)
    assert len(names()) == 5
    grid.setCurrentIndex(model.index(1, 0))
    press(qtbot, Qt.Key.Key_Insert)
    assert model.line(1).empty
    grid.setCurrentIndex(model.index(3, model.keys().index("room")))
    write(qtbot, "x")
    press(qtbot, ENTER)
    grid.setCurrentIndex(model.index(4, model.keys().index("room")))
    press(qtbot, Qt.Key.Key_Apostrophe, mod=CTRL)
    assert model.line(4).room == "x"
    grid.setCurrentIndex(model.index(2, 0))
    press(qtbot, Qt.Key.Key_Down, mod=SHIFT)
    press(qtbot, Qt.Key.Key_Delete, mod=CTRL)
    assert names() == ["A", "", "A", "B"]


def test_group_is_chosen_from_its_list(page: OrderPage, qtbot: QtBot) -> None:
    model, grid = page.sheet.lines, page.sheet.grid
    model.show_lines([LineDraft(name="A")])
    grid.setColumnHidden(model.keys().index("group"), False)
    grid.begin(0, "group")
    press(qtbot, Qt.Key.Key_F7, Qt.Key.Key_Down, Qt.Key.Key_Down, ENTER)
    assert model.line(0).group is LineGroup.PIPES


def test_what_has_no_column_is_typed_below_the_lines(page: OrderPage, qtbot: QtBot) -> None:
    model, grid, more = page.sheet.lines, page.sheet.grid, page.sheet.more
    page.sheet.resize(800, 500)
    write(qtbot, "ro-6")
    press(qtbot, ENTER, Qt.Key.Key_Escape)
    assert grid.isColumnHidden(model.keys().index("group"))
    grid.setCurrentIndex(model.index(0, 0))
    press(qtbot, ENTER, mod=ALT)
    more.form.go_to("group")
    write(qtbot, "bw")
    more.form.go_to("share")
    write(qtbot, "95")
    more.form.go_to("note")
    write(qtbot, "ok")
    line = model.line(0)
    assert (line.group, line.price, line.list_price, line.note) == (LineGroup.INSULATION, 254_600, 268_000, "ok")
    assert page.sheet.sums.value("total") == "¥2,546.00"
