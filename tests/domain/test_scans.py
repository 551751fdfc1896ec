"""What comes of a scan, as a table; and nothing that a scanner may send does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.scans import Code, Scan, ScanKind, ScanLine, SerialPlace, read_code, scanned

OUT = ScanLine(1, ("2000000000015", "YL-V120W"), units=1, wants=1, serials=("X1",))
IN = ScanLine(2, ("2000000000022",), units=3, wants=3, serials=("A1",), counted=2)
PIPE = ScanLine(3, ("6901",), units=20, wants=0)
LINES = (OUT, IN, PIPE)
KIND = ScanKind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("YL26K000024", Code("", "YL26K000024")),
        ("  YL26K000024\r\n", Code("", "YL26K000024")),
        ("\x02YL26\x07K1\x03", Code("", "YL26K1")),
        ("(21)YL26K1", Code("", "YL26K1")),
        ("(01)02000000000015(21)YL26K1", Code("02000000000015", "YL26K1")),
        ("]C1010200000000001521YL26K1\x1d10LOT", Code("02000000000015", "YL26K1")),
        ("(01)02000000000015", Code("02000000000015", "")),
        ("0102000000000015", Code("", "0102000000000015")),
        ("(98)what", None),
        ("()", None),
        ("", None),
        ("\x00\x01\n", None),
        ("A" * 61, None),
        ("A" * 5000, None),
        ("(21)" + "A" * 61, None),
        ("序列号 7", Code("", "序列号 7")),
    ],
)
def test_a_scan_is_read(text: str, code: Code | None) -> None:
    assert read_code(text) == code


@pytest.mark.parametrize(
    ("text", "chosen", "place", "scan"),
    [
        ("2000000000022", 0, None, Scan(KIND.COUNTED, 2)),
        ("02000000000022", 0, None, Scan(KIND.COUNTED, 2)),
        ("yl-v120w", 0, None, Scan(KIND.COUNTED, 1)),
        ("(01)02000000000022", 0, None, Scan(KIND.COUNTED, 2)),
        ("B7", 0, None, Scan(KIND.PUT, 2, "B7")),
        ("B7", 2, None, Scan(KIND.PUT, 2, "B7")),
        ("B7", 1, None, Scan(KIND.FULL, 1, "B7")),
        ("B7", 3, None, Scan(KIND.FULL, 3, "B7")),
        ("(01)02000000000022(21)B7", 1, None, Scan(KIND.PUT, 2, "B7")),
        ("a1", 0, None, Scan(KIND.ALREADY, 2, "a1")),
        ("X1", 2, SerialPlace("SH1"), Scan(KIND.ALREADY, 1, "X1")),
        ("B7", 0, SerialPlace("SH2 王芳"), Scan(KIND.ELSEWHERE, 0, "B7", "SH2 王芳")),
        ("B7", 0, SerialPlace("SH2 王芳", foreign=True), Scan(KIND.FOREIGN, 0, "B7", "SH2 王芳")),
        ("A" * 5000, 0, None, Scan(KIND.UNREADABLE)),
        ("(01)99999999999999", 0, None, Scan(KIND.UNREADABLE)),
        ("0000000000000", 0, None, Scan(KIND.PUT, 2, "0000000000000")),
    ],
)
def test_what_comes_of_a_scan(text: str, chosen: int, place: SerialPlace | None, scan: Scan) -> None:
    assert scanned(text, LINES, chosen, place) == scan


def test_more_boxes_than_goods_are_told() -> None:
    counted = ScanLine(3, ("6901",), units=1, wants=0, counted=1)
    again = ScanLine(4, ("6901",), units=1, wants=0)
    assert scanned("6901", [counted]).kind is KIND.TOO_MANY
    assert scanned("6901", [counted, again]) == Scan(KIND.COUNTED, 4)
    assert scanned("Z", [OUT]).kind is KIND.FULL


@given(st.text(max_size=300), st.integers(0, 4))
def test_no_scan_does_harm(text: str, chosen: int) -> None:
    scan = scanned(text, LINES, chosen)
    assert len(scan.serial) <= 60
    assert scan.serial.isprintable() or not scan.serial
    assert scan.kind is not KIND.PUT or scan.line_id == 2
