"""Foreign cells: values that spreadsheets spoiled are made whole or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dealer_crm.domain import import_cells as cells
from dealer_crm.domain.imports import AmountUnreadable, DateUnreadable, DigitsLost, PhoneDigitsLost, PhoneLengthWrong

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)  # as workbooks hold it


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  王芳 ", "王芳"),
        (None, ""),
        (13000000000.0, "13000000000"),
        (1.5, "1.5"),
        (1e30, "1e+30"),
        (7, "7"),
        (True, "True"),
        (MIDNIGHT, "2026-03-01"),
        (MIDNIGHT.replace(hour=10, minute=20), "2026-03-01 10:20"),
        (date(2026, 3, 1), "2026-03-01"),
        (time(10, 20), "10:20:00"),
        (timedelta(hours=2), "2:00:00"),
    ],
)
def test_cell_says_what_the_sheet_shows(cell: cells.Cell, text: str) -> None:
    assert cells.text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [(999_999_999_999_999, "999999999999999"), (10**15, "1.00000000000000E+15"), (-(10.0**15), "-1.00000000000000E+15"), (True, "True")],
)
def test_number_beyond_fifteen_digits_claims_no_more(cell: cells.Cell, text: str) -> None:
    assert cells.known_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (13000000000.0, [("13000000000", "")]),
        ("13800000000.0", [("13800000000", "")]),
        (13801370911, [("13801370911", "")]),
        ("1.3801370911E+10", [("13801370911", "")]),
        ("138-0137-0911 / 021-55556666", [("13801370911", ""), ("02155556666", "")]),
        ("１３８０１３７０９１１", [("13801370911", "")]),
        ("13801370911(王先生)", [("13801370911", "王先生")]),
        ("+86 138 0137 0911", [("13801370911", "")]),
        ("电话13801370911", [("13801370911", "")]),
        ("13801370911、13801370911", [("13801370911", "")]),
        ("13801370911 13901370911", [("13801370911", ""), ("13901370911", "")]),
        ("400-820-8820", [("4008208820", "")]),
        ("+1-919-676-9515", [("+19196769515", "")]),
        ("没有", []),
        ("", []),
        (None, []),
    ],
)
def test_phones_are_made_whole(cell: cells.Cell, found: list[tuple[str, str]]) -> None:
    assert cells.phones_of(cell) == found


@pytest.mark.parametrize("cell", [1.38e18, 138.5, "1.38E+10", "1.38e10", "1.23456789E+17", 10**15])
def test_lost_digits_are_refused(cell: cells.Cell) -> None:
    with pytest.raises(PhoneDigitsLost):
        cells.phones_of(cell)


@pytest.mark.parametrize(("cell", "digits"), [("142000017", 9), ("1380137091", 10), ("138013709111", 12)])
def test_broken_mobile_numbers_are_refused(cell: cells.Cell, digits: int) -> None:
    with pytest.raises(PhoneLengthWrong) as refused:
        cells.phones_of(cell)
    assert refused.value.parameters["digits"] == digits


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2026, 3, 1, 8, tzinfo=UTC), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (46082.0, date(2026, 3, 1)),
        (46082.75, date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("２０２６年３月１日", date(2026, 3, 1)),
        ("2026年3月", date(2026, 3, 1)),
        ("2026-10", date(2026, 10, 1)),
        ("2026/3/1 10:20:30", date(2026, 3, 1)),
        ("2026-03-01T10:20:30Z", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        (20260301.0, date(2026, 3, 1)),
        ("26-3-1", date(2026, 3, 1)),
        ("24/12/2025", date(2025, 12, 24)),
        ("12/24/2025", date(2025, 12, 24)),
        ("5/5/2025", date(2025, 5, 5)),
        ("13/4/2025", date(2025, 4, 13)),
        ("4/13/2025", date(2025, 4, 13)),
        ("0000-00-00 00:00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_days_are_understood(cell: cells.Cell, day: date | None) -> None:
    assert cells.date_of(cell) == day


NO_DAYS = ["2026-13", "2026-02-30", "下周", "3/4/2025", "1200-01-01", 2026.1, 12.0, "99999999", time(8), "2101-01-01"]


@pytest.mark.parametrize("cell", [*NO_DAYS, date(9999, 12, 31), MIDNIGHT.replace(year=1899)])
def test_what_is_no_day_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(DateUnreadable):
        cells.date_of(cell)


@pytest.mark.parametrize(
    ("cell", "decimals", "number"),
    [
        (100.0, 2, 10000),
        ("¥1,234.50", 2, 123450),
        ("1.2万", 2, 1200000),
        ("欠3000元", 2, 300000),
        ("-50", 2, -5000),
        ("0.005", 2, 1),
        ("约120㎡", 3, 120000),
        ("118.5平方米", 3, 118500),
        ("1e3", 2, 100000),
        ("", 2, None),
        (None, 3, None),
    ],
)
def test_amounts_are_understood(cell: cells.Cell, decimals: int, number: int | None) -> None:
    assert cells.amount_of(cell, decimals) == number


@pytest.mark.parametrize("cell", ["一百多", "100-200", "4²", "①", "NaN", "1e40", "9" * 13])
def test_what_is_no_amount_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(AmountUnreadable):
        cells.amount_of(cell, 2)


@pytest.mark.parametrize(("cell", "text"), [("00123", "00123"), (2001.0, "2001"), ("SN-12E3", "SN-12E3"), (True, "True"), ("12E3", "12E3")])
def test_codes_are_kept(cell: cells.Cell, text: str) -> None:
    assert cells.exact_text(cell) == text


@pytest.mark.parametrize("cell", [1.1010519491231e17, "1.23457E+17", 10**16])
def test_rounded_codes_are_refused(cell: cells.Cell) -> None:
    with pytest.raises(DigitsLost):
        cells.exact_text(cell)


@pytest.mark.parametrize("cell", [14200000911.0, "14200000911.0", "14200000911.00", "14200000911", "１４２００００09１1.0"])
def test_a_phone_that_was_a_number_has_no_point(cell: str | float) -> None:
    assert cells.phone_text(cell) == "14200000911"
    assert cells.phones_of(cell) == [("14200000911", "")]
