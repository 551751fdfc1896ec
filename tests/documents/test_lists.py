"""Lists go out as workbooks and .csv and come back the same; nothing in them can attack a spreadsheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dealer_crm.documents.csv_file import guarded, unguarded, write_csv
from dealer_crm.documents.excel.list_workbook import filled_cells, sheet_name, write_list
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, titles
from dealer_crm.documents.readers.files import read_table
from dealer_crm.documents.readers.table import Limits
from dealer_crm.domain import files
from dealer_crm.domain.text import clean
from tests.documents.hostile import strings

COLUMNS = [
    ListColumn("姓名", width=12),
    ListColumn("电话", width=16),
    ListColumn("应收", ColumnKind.MONEY),
    ListColumn("面积", ColumnKind.AREA),
    ListColumn("次数", ColumnKind.NUMBER),
    ListColumn("建档", ColumnKind.DATE),
    ListColumn("更新", ColumnKind.DATETIME, 18),
]
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ROWS: list[Row] = [
    ("尉迟暖 𬱖", "013800138000", 5067205, 98500, 3, date(2026, 11, 21), MOMENT),
    ("=1+1", "+86 138", -120, 128000, None, date(1899, 12, 31), None),
    (None, "", 0, None, 2**60, None, None),
]


def test_a_workbook_holds_text_as_text_and_real_numbers_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "客户.xlsx"
    assert write_list(path, COLUMNS, iter(ROWS), "客户") == 3
    sheet = load_workbook(path).worksheets[0]
    kinds = [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert kinds == [["s", "s", "n", "n", "n", "d", "d"], ["s", "s", "n", "n", "n", "s", "n"], ["n", "n", "n", "n", "s", "n", "n"]]
    first = [cell.value for cell in sheet[2]]
    assert first[:5] == ["尉迟暖 𬱖", "013800138000", 50672.05, 98.5, 3]
    assert first[5:] == [datetime(2026, 11, 21), datetime(2026, 11, 21, 9, 30)]  # noqa: DTZ001
    assert sheet["F3"].value == "1899-12-31"
    assert sheet["E4"].value == str(2**60)
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("客户", "A2", "A1:G4")
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["A2"].quotePrefix
    assert 12 <= sheet.column_dimensions["A"].width < 14
    assert sheet.print_title_rows == "$1:$1"


def test_a_list_without_rows_still_has_its_titles(tmp_path: Path) -> None:
    assert write_list(tmp_path / "x.xlsx", COLUMNS, [], "客户") == 0
    assert write_csv(tmp_path / "x.csv", COLUMNS, []) == 0
    for name in ("x.xlsx", "x.csv"):
        assert read_table(tmp_path / name).rows == (tuple(titles(COLUMNS)),)


def test_equal_titles_are_told_apart() -> None:
    assert titles([ListColumn("电话"), ListColumn("电话 "), ListColumn("电话"), ListColumn("")]) == ["电话", "电话 (2)", "电话 (3)", ""]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_hostile_texts_come_back_as_they_went(corpora: Path, tmp_path: Path, kind: str) -> None:
    hostile = [clean(text)[:32_767] for text in strings(corpora)]
    rows = [[str(number), text, "."] for number, text in enumerate(hostile)]
    path = tmp_path / f"x.{kind}"
    columns = [ListColumn(title) for title in ("nr", "text", "end")]
    assert (write_list(path, columns, rows, "x") if kind == "xlsx" else write_csv(path, columns, rows)) == len(hostile)
    back = [row[1] or "" for row in read_table(path).rows[1:]]
    assert [unguarded(str(text)) if kind == "csv" else text for text in back] == hostile


def test_no_formula_no_link_and_every_user_cell_marked_as_text(corpora: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_list(path, [ListColumn("=1+1")], [[text[:32_767]] for text in strings(corpora)], "x")
    with zipfile.ZipFile(path) as package:
        assert not any("external" in name.lower() or "hyperlink" in name.lower() for name in package.namelist())
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
    assert not re.search(r"<f[ >]|<hyperlink", sheet)
    assert set(re.findall(r'<c r="A\d+" s="(\d+)" t="(\w+)"', sheet)) <= {("1", "inlineStr"), ("2", "inlineStr")}
    assert 'quotePrefix="1"' in styles


def test_no_csv_cell_begins_like_a_formula(corpora: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_csv(path, [ListColumn("=1+1")], [[text[:32_767]] for text in strings(corpora)])
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"\'=1+1"\r\n')
    for row in read_table(path).rows:
        assert not re.match(r"\s*[=+\-@\t\r＝＋－＠]", str(row[0] or ""))


def test_csv_numbers_and_dates_are_plain(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", COLUMNS, ROWS)
    assert read_table(tmp_path / "x.csv").rows[1] == (
        "尉迟暖 𬱖", "013800138000", "50672.05", "98.5", "3", "2026-11-21", "2026-11-21 09:30",
    )  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=12) | st.text("'=+-@ \t＝a", max_size=6))
def test_guarding_can_always_be_undone(text: str) -> None:
    kept = clean(text)
    assert unguarded(guarded(kept)) == kept
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r]", guarded(kept))


@given(st.lists(st.tuples(st.text(max_size=30), st.text("=+-@'\"\n\t,; 中文", max_size=10)), max_size=12))
def test_any_text_survives_a_workbook_and_a_csv(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    columns = [ListColumn(title) for title in ("a", "b", "end")]
    expected = [(clean(a) or None, clean(b) or None, ".") for a, b in rows]
    workbook, text = (tmp_path_factory.getbasetemp() / f"round.{suffix}" for suffix in ("xlsx", "csv"))
    write_list(workbook, columns, [(a, b, ".") for a, b in rows], "x")
    assert list(read_table(workbook).rows[1:]) == expected
    write_csv(text, columns, [(a, b, ".") for a, b in rows])
    back = [tuple(unguarded(cell) if isinstance(cell, str) else cell for cell in row) for row in read_table(text).rows[1:]]
    assert back == expected


def test_a_text_longer_than_a_cell_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"old")
    assert write_list(tmp_path / "fits.xlsx", [ListColumn("备注")], [["x" * 32_767], ["😀" * 16_383]], "x") == 2
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(files.CellTooLong) as caught:
            write_list(path, [ListColumn("姓名"), ListColumn("备注")], [["a", "b"], ["c", text]], "x")
        assert caught.value.parameters == {"row": 3, "column": "备注"}
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["fits.xlsx", "x.xlsx"]


def test_a_cancelled_export_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def rows() -> Iterator[Row]:
        yield ["a"]
        raise Stop

    with pytest.raises(Stop):
        write_list(tmp_path / "x.xlsx", [ListColumn("a")], rows(), "x")
    with pytest.raises(Stop):
        write_csv(tmp_path / "x.csv", [ListColumn("a")], rows())
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken.xlsx").mkdir()
    for target in (tmp_path / "gone" / "x.xlsx", tmp_path / "taken.xlsx"):
        with pytest.raises(files.FileNotWritable) as caught:
            write_list(target, [ListColumn("a")], [["b"]], "x")
        assert caught.value.parameters == {"file": target.name}
    assert [file.name for file in tmp_path.iterdir()] == ["taken.xlsx"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("客户", "客户"),
        ("a[b]c:d*e?f/g\\h", "a b c d e f g h"),
        ("'引号'", "引号"),
        ("", "Sheet1"),
        ("History", "Sheet1"),
        ("字" * 40, "字" * 31),
        ("😀" * 20, "😀" * 15),
        ("a\x07\nb", "a b"),
    ],
)
def test_sheet_names_are_such_as_excel_accepts(tmp_path: Path, title: str, name: str) -> None:
    assert sheet_name(title) == name
    write_list(tmp_path / "x.xlsx", [ListColumn("a")], [], title)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_complete(tmp_path: Path) -> None:
    columns = [ListColumn(f"c{number}") for number in range(25)]
    rows = ([f"{row}-{column}" for column in range(25)] for row in range(100_000))
    assert write_list(tmp_path / "x.xlsx", columns, rows, "x") == 100_000
    table = read_table(tmp_path / "x.xlsx", Limits())
    assert len(table.rows) == 100_001
    assert all(cell == f"{r}-{c}" for r, row in enumerate(table.rows[1:]) for c, cell in enumerate(row))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_with_a_damaged_part_is_not_taken_for_complete(tmp_path: Path, part: str) -> None:
    path = tmp_path / "list.xlsx"
    write_list(path, [ListColumn("a")], [[f"text {n}"] for n in range(500)], "s")
    with zipfile.ZipFile(path) as parts:
        start = parts.getinfo(part).header_offset + 30 + len(part)
    whole = bytearray(path.read_bytes())
    assert filled_cells(path, path.name) == 501
    whole[start + 100] ^= 0x55
    path.write_bytes(whole)
    with pytest.raises(files.FileNotComplete):
        filled_cells(path, path.name)
