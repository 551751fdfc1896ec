"""Workbooks and delimited texts come in as they are: nothing is repaired, nothing is lost."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dealer_crm.documents.readers.delimited import read_delimited
from dealer_crm.documents.readers.files import LIMITS, read_table
from dealer_crm.documents.readers.table import Limits, collected
from dealer_crm.domain import files


def book(path: Path, rows: list[list[Any]], at: tuple[int, int] = (1, 1)) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "客户"
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.cell(at[0] + r, at[1] + c, value)
    workbook.create_sheet("空")
    workbook.create_sheet("藏").sheet_state = "hidden"
    workbook.save(path)
    return path


def test_cells_of_a_workbook_stay_what_they_are(tmp_path: Path) -> None:
    row = ["00123", 13800138000, 12.5, datetime(2026, 11, 21), datetime(2026, 11, 21, 9, 30), None, "a\nb", True, None, " "]  # noqa: DTZ001
    table = read_table(book(tmp_path / "客户.xlsx", [["编号"], row, [], ["  "]]))
    assert table.rows[1] == ("00123", 13800138000.0, 12.5, date(2026, 11, 21), row[4], None, "a\nb", True)
    assert table.rows[0] == ("编号", *[None] * 7)
    assert (len(table.rows), table.width, table.sheet, table.sheets) == (2, 8, "客户", ("客户", "空"))
    assert isinstance(table.rows[1][1], float)


def test_rows_keep_their_numbers_when_the_sheet_starts_further_down(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "x.xlsx", [["姓名"], ["张三"]], at=(4, 3)))
    assert table.rows[3] == (None, None, "姓名")
    assert table.rows[0] == (None, None, None)


def test_a_sheet_can_be_chosen_and_an_empty_one_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [["姓名"]])
    assert read_table(path, sheet="客户").rows == (("姓名",),)
    for name in ("空", "没有"):
        with pytest.raises(files.FileEmpty):
            read_table(path, sheet=name)


def test_real_files_of_other_programs_are_read(samples: Path) -> None:
    table = read_table(samples / "jsherp" / "jsherp_customer_template.xls")
    assert table.rows[1][:3] == ("名称*", "联系人", "手机号码")
    assert table.rows[2][2] == 13000000000.0


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("姓名,电话\r\n张三,00123\r\n".encode("utf-8-sig"), "utf-8-sig"),
        ("姓名,电话\n张三,00123".encode(), "utf-8-sig"),
        ("姓名,电话\r\n张三,00123\r\n".encode("gb18030"), "gb18030"),
        ("姓名\t电话\r\n张三\t00123\r\n".encode("utf-16"), "utf-16"),
        ("姓名;电话\r张三;00123\r".encode("gbk"), "gb18030"),
        ("sep=;\r\n姓名;电话\r\n张三;00123\r\n".encode(), "utf-8-sig"),
        ('"姓名","电话"\r\n"张三","00123"\r\n'.encode(), "utf-8-sig"),
    ],
)
def test_delimited_text_is_understood_in_every_encoding(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes(content)
    table = read_table(path)
    assert table.rows == (("姓名", "电话"), ("张三", "00123"))
    assert table.encoding == encoding


def test_quoted_cells_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('name,note\r\n"Li, ""Lao""","a\r\nb; c; d; e"\r\n', "utf-8")
    assert read_table(path).rows[1] == ('Li, "Lao"', "a\r\nb; c; d; e")


def test_delimiters_inside_quotes_do_not_mislead(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('"a","b"\r\n' + '"",";\n;"\r\n' * 2, "utf-8")
    assert read_table(path).rows == (("a", "b"), (None, ";\n;"), (None, ";\n;"))


def test_the_encoding_can_be_forced_and_must_fit(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("姓名,電話".encode("big5hkscs"))
    assert read_delimited(path, LIMITS, "big5hkscs").rows == (("姓名", "電話"),)
    for wrong in ("utf-8-sig", "rot13"):
        with pytest.raises(files.FileEncodingUnknown):
            read_delimited(path, LIMITS, wrong)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("x.csv", b"", files.FileEmpty),
        ("x.csv", b" \r\n,,\r\n", files.FileEmpty),
        ("x.csv", b"a,b\0\0", files.FileEncodingUnknown),
        ("x.csv", b'a,"' + b"x" * 200_000, files.FileNotReadable),
        ("x.xls", b"<html><table>", files.FileKindUnknown),
        ("x.pdf", b"%PDF-1.4", files.FileKindUnknown),
        ("x.csv", b"%PDF-1.4", files.FileKindUnknown),
        ("x.doc", b"text", files.FileKindUnknown),
        ("x.xlsx", b"PK\3\4 not a package", files.FileNotReadable),
    ],
)
def test_what_is_no_table_gets_its_sentence(tmp_path: Path, name: str, content: bytes, kind: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind):
        read_table(path)


def test_a_missing_file_or_a_folder_is_not_readable(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.xlsx", tmp_path):
        with pytest.raises(files.FileNotReadable) as caught:
            read_table(path)
        assert caught.value.parameters == {"file": path.name}


def test_old_exports_that_are_text_named_xls_are_read(tmp_path: Path) -> None:
    path = tmp_path / "客户.xls"
    path.write_bytes("姓名\t电话\r\n张三\t123\r\n".encode("gbk"))
    assert read_table(path).rows[1] == ("张三", "123")


SMALL = Limits(part_bytes=3_000_000, total_bytes=4_000_000, ratio=50, parts=20, rows=100, columns=8, cells=500)


def package(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **parts}.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"xl/a.xml": b" " * 2_000_000}, files.FileBomb),
        ({"xl/a.bin": bytes(range(256)) * 13_000}, files.FileBomb),
        ({f"xl/{n}.xml": b"" for n in range(20)}, files.FileBomb),
        ({"xl/a.xml": b'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">]><a/>'}, files.FileBomb),
        ({"xl/a.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")}, files.FileBomb),
        ({"xl/a.xml": b'<c r="A101"><v>1</v></c>'}, files.FileTooManyRows),
        ({"xl/a.xml": b'<x:c s="1" r="I1" t="s">\n<v>1</v></c>'}, files.FileTooManyRows),
        ({"xl/a.xml": b'<c r="A1"><v>1</v></c>', "xl/b.xml": b'<c r="AAAAAAA1"><v>1</v></c>'}, files.FileTooManyRows),
    ],
)
def test_a_bomb_is_refused_before_a_parser_sees_it(tmp_path: Path, parts: dict[str, bytes], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        read_table(package(tmp_path / "x.xlsx", parts), SMALL)


def test_a_package_that_lies_about_its_size_is_still_counted(tmp_path: Path) -> None:
    path = package(tmp_path / "x.xlsx", {"xl/a.xml": b" " * 9_000_000})
    path.write_bytes(path.read_bytes().replace((9_000_000).to_bytes(4, "little"), (9_000).to_bytes(4, "little")))
    with pytest.raises((files.FileBomb, files.FileNotReadable)):
        read_table(path, SMALL)


def test_formatted_but_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    source = io.BytesIO(book(tmp_path / "a.xlsx", [["姓名"], ["张三"]]).read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            far = b'</row><row r="1048576"><c r="XFD1048576" s="0"/><c r="XFE1048576" s="0"></c></row></sheetData>'
            new.writestr(name, old.read(name).replace(b"</row></sheetData>", far))
    assert len(read_table(tmp_path / "b.xlsx").rows) == 2


def test_other_packages_are_no_tables_and_locked_ones_say_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as made:
        made.writestr("photo.jpg", b"x")
    with pytest.raises(files.FileKindUnknown):
        read_table(tmp_path / "x.xlsx")
    path = package(tmp_path / "y.xlsx", {})
    path.write_bytes(path.read_bytes().replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"))
    with pytest.raises(files.FilePasswordProtected):
        read_table(path)


def test_limits_count_filled_cells_only() -> None:
    limits = Limits(rows=3, columns=2, cells=5)
    rows, width = collected("x", [["a"], [None, ""], ["b", "c", " "], *[[]] * 50], limits)
    assert (rows, width) == ((("a", None), (None, None), ("b", "c")), 2)
    for too_much in ([["a", "b", "c"]], [["a"]] * 4, [["a"], *[[]] * 9, ["b"]], [["a", "b"]] * 3):
        with pytest.raises(files.FileTooManyRows):
            collected("x", too_much, limits)


def test_large_texts_and_cards_are_refused_by_size(tmp_path: Path) -> None:
    for name in ("x.csv", "x.vcf", "x.xls"):
        path = tmp_path / name
        path.write_bytes((b"\xd0\xcf\x11\xe0" if name.endswith("xls") else b"a,b\n") * 1000)
        with pytest.raises(files.FileTooLarge) as caught:
            read_table(path, Limits(part_bytes=2**10))
        assert caught.value.parameters["file"] == name
