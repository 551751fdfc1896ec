"""Makes workbooks that are far more inside than outside, reach for other files, or lie about their size."""

from __future__ import annotations

import zipfile
from pathlib import Path

BOMBS = frozenset({"blanks", "blanks-inside", "laughs", "foreign", "far", "lying", "parts"})
"""Those that no parser may see; a false dimension alone does no harm."""
BLANKS = 300 * 2**20
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="x" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}
SHEET = "xl/worksheets/sheet1.xml"
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
_ROWS = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)) + b"]>"
_FOREIGN = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


def bombs(folder: Path, blanks: int = BLANKS) -> list[Path]:
    """Write them all; none of them can be told by its size. `blanks` is how much the two large ones unpack to."""
    sound = folder / "sound.xlsx"
    with zipfile.ZipFile(sound, "w") as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        package.writestr(SHEET, _SHEET % (_ROWS % b"x"))
    return [
        _with(sound, folder / "blanks.xlsx", _ROWS % b"x", blanks),
        _with(sound, folder / "blanks-inside.xlsx", b"<sheetData>\0</sheetData>", blanks),
        _with(sound, folder / "laughs.xlsx", _ROWS % b"&a11;", defined=_LAUGHS),
        _with(sound, folder / "foreign.xlsx", _ROWS % b"&secret;", defined=_FOREIGN),
        _with(sound, folder / "wide.xlsx", b'<dimension ref="A1:XFD1048576"/>' + _ROWS % b"x"),
        _with(sound, folder / "far.xlsx", (_ROWS % b"x").replace(b"A1", b"XFD1048576").replace(b'r="1"', b'r="1048576"')),
        _lying(sound, folder / "lying.xlsx"),
        _parts(sound, folder / "parts.xlsx"),
    ]


def _with(sound: Path, target: Path, content: bytes, blanks: int = 0, defined: bytes = b"") -> Path:
    """Write the package with this in its sheet; the blanks stand at the zero byte, or at the end."""
    front, _, end = (defined + _SHEET % content).partition(b"\0")
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            if name != SHEET:
                package.writestr(name, source.read(name))
        with package.open(SHEET, "w") as part:
            part.write(front)
            for _ in range(blanks // 2**20):
                part.write(b" " * 2**20)
            part.write(end)
    return target


def _lying(sound: Path, target: Path) -> Path:
    """Say in the directory that the blanks are a few bytes."""
    bomb = _with(sound, target, _ROWS % b"x", blanks=4 * 2**20)
    with zipfile.ZipFile(bomb) as package:
        size = package.getinfo(SHEET).file_size
    content = bomb.read_bytes()
    bomb.write_bytes(content.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")))
    return bomb


def _parts(sound: Path, target: Path) -> Path:
    target.write_bytes(sound.read_bytes())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(2_001):
            package.writestr(f"xl/media/{number}.xml", b"")
    return target
