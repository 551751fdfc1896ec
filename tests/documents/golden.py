"""Three hundred cells as spreadsheets spoil them, each with what must become of it: the same, listed as changed, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dealer_crm.documents.readers.files import read_table
from dealer_crm.domain.import_rows import Cleaner
from dealer_crm.domain.imports import Cleaned, Target
from dealer_crm.services.import_layout import words

T = Target
Cell = Any


@dataclass(frozen=True)
class Case:
    """A cell of a column. `value` is what the field gets (None: refused); `listed` is the change that the preview must show."""

    target: Target
    cell: Cell
    value: object = None
    listed: tuple[str, str] | None = None


def _same(target: Target, *cells: Cell) -> list[Case]:
    return [Case(target, cell, cell) for cell in cells]


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _grouped(mobile: str) -> str:
    return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"


def cases() -> list[Case]:
    """Return the table."""
    mobiles = [f"1{second}{number:09d}" for second in range(3, 10) for number in (0, 800138000, 999999999)]
    days = [date(1980, 2, 29), date(1999, 12, 31), date(2026, 3, 1), date(2024, 2, 29)] + [date(2026, month, 28) for month in range(1, 13)]
    return [
        *(Case(T.PHONE, mobile, [[mobile, ""]]) for mobile in mobiles),
        *(Case(T.PHONE, int(mobile), [[mobile, ""]]) for mobile in mobiles),
        *(Case(T.PHONE, _wide(mobile), [[mobile, ""]], (_wide(mobile), mobile)) for mobile in mobiles),
        *(Case(T.PHONE, _grouped(mobile), [[mobile, ""]], (_grouped(mobile), mobile)) for mobile in mobiles),
        *(Case(T.PHONE, mobile[:-1]) for mobile in mobiles),
        *(Case(T.PHONE, f"{mobile}1") for mobile in mobiles),
        *(Case(T.PHONE, cell) for cell in ("1.38E+10", 1.38001380001234e20, 13800138000.5)),
        *_same(T.SERIAL, "00123", "0000000000001", "3A26110482", "1E10", "0x1F", "007-008", *(f"{n:012d}" for n in range(60))),
        *(Case(T.SERIAL, n, str(n)) for n in (1, 123, 123456789012345)),
        *(Case(T.SERIAL, cell) for cell in (110101199001011234, 10**15, "1.10101E+17", -(10**16), 1.5e300)),
        *(Case(T.SERIAL, f" {n} ", str(n)) for n in range(3)),
        *(Case(T.NOTE, cell, f"{cell:.14E}", (str(cell), f"{cell:.14E}")) for cell in (110101199001011200, 10**15, 622202100112345728)),
        *_same(T.NOTE, "110101199001011234", "00123", "1/2", "=1+1", "3-4"),
        *(Case(T.COMMUNITY, cell, f"{cell:.14E}", (str(cell), f"{cell:.14E}")) for cell in (10**15, 10**18)),
        *(Case(T.NAME, f"区\u3000{n}", f"区 {n}", (f"区\u3000{n}", f"区 {n}")) for n in range(5)),
        Case(T.NAME, "区\n长", "区 长", ("区\n长", "区 长")),
        Case(T.NAME, "区\t长", "区 长", ("区\t长", "区 长")),
        *(Case(T.CREATED_ON, day, day.isoformat()) for day in days),
        *(Case(T.CREATED_ON, datetime(day.year, day.month, day.day), day.isoformat()) for day in days),  # noqa: DTZ001
        *(Case(T.CREATED_ON, _serial(day), day.isoformat(), (str(_serial(day)), day.isoformat())) for day in days),
        *(Case(T.CREATED_ON, f"{day:%Y/%m/%d}", day.isoformat(), (f"{day:%Y/%m/%d}", day.isoformat())) for day in days),
        *(Case(T.CREATED_ON, cell) for cell in ("2026-02-30", "昨天", 2026.1, "13/13/2026", 99999, "2026-13-01")),
        *(Case(T.AREA, cell, thousandths) for cell, thousandths in ((126, 126_000), (98.5, 98_500), ("88.25", 88_250), (0.1 + 0.2, 300))),
        *(Case(T.AREA, cell, n, (cell, said)) for cell, n, said in (("约120㎡", 120_000, "120"), (_wide("98.5"), 98_500, "98.5"))),
        Case(T.AREA, 98.45678, 98_457, ("98.45678", "98.457")),
        *(Case(T.OPENING, cell, fen) for cell, fen in ((1200, 120_000), (0.1, 10), (298.40000000000003, 29_840), ("12.5", 1_250))),
        *(Case(T.OPENING, cell, fen, (str(cell), said)) for cell, fen, said in ((12.345, 1_235, "12.35"), ("¥1,234.5", 123_450, "1234.5"))),
        Case(T.OPENING, "1.2万", 1_200_000, ("1.2万", "12000")),
        *(Case(T.OPENING, cell) for cell in ("很多", "1e999", "12..5")),
    ]  # fmt: skip


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)) // timedelta(days=1)


def book(path: Path, table: Sequence[Case], *, mac: bool = False) -> Path:
    """Write one cell a row, days by the calendar of 1900 or of 1904."""
    made = Workbook()
    if mac:
        made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    for number, case in enumerate(table, 1):
        cell = sheet.cell(number, 1, case.cell)
        if isinstance(case.cell, str):
            cell.data_type = "s"
    made.save(path)
    return path


def cleaned(path: Path, table: Sequence[Case]) -> list[Cleaned]:
    """Read the workbook and clean every cell as a column of its case's field, with a name beside it."""
    rows = read_table(path).rows
    known = words()
    return [
        Cleaner((case.target, T.NAME), ("x", ""), known, {}).clean((row[0], _name(case))) for case, row in zip(table, rows, strict=True)
    ]


def _name(case: Case) -> str | None:
    return None if case.target is T.NAME else "区长乐"


def wrong(case: Case, found: Cleaned) -> str:
    """Return how a row differs from its case; '' for not at all."""
    if case.value is None:
        return "" if found.problems else "not refused"
    if found.problems:
        return f"refused: {found.problems}"
    value = found.values.get(case.target)
    listed = [(change.before, change.after) for change in found.changes if change.target is case.target]
    if value != case.value:
        return f"{value!r} instead of {case.value!r}"
    return "" if listed == ([case.listed] if case.listed else []) else f"listed {listed} instead of {case.listed}"
