"""Reads hostile data of other people, which is never part of the project, and damages files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from random import Random


def strings(folder: Path) -> list[str]:
    """Return every hostile string of the corpora, as it comes."""
    found: list[str] = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    own = (folder / "own" / "hostile_zh.txt").read_text("utf-8").splitlines()
    formulas = (folder / "own" / "formula_payloads.txt").read_text("utf-8").splitlines()
    payloads = (folder / "csv_injection" / "csv-payload.txt").read_text("utf-8").splitlines()
    return [*found, *(json.loads(line) for line in own if line), *formulas, *payloads]


def mutated(data: bytes, chance: Random) -> bytes:
    """Damage a file in one of four ways."""
    way = chance.choice((_flip, _cut, _edit_part, _lie)) if data[:2] == b"PK" else chance.choice((_flip, _cut, _repeat))
    return way(data, chance)


def _flip(data: bytes, chance: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _repeat(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + chance.randint(1, 2000)] * chance.randint(2, 50) + data[start:]


def _edit_part(data: bytes, chance: Random) -> bytes:
    """Change the text inside one part of a sound package."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            chosen = chance.choice(source.namelist() or [""])
            for name in dict.fromkeys(source.namelist()):
                part = source.read(name)
                package.writestr(name, _edited(part, chance) if name == chosen and part else part)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return _flip(data, chance)
    return target.getvalue()


def _edited(part: bytes, chance: Random) -> bytes:
    swaps = ((b'r="A1"', b'r="XFD1048576"'), (b"<v>", b"<v>9e999"), (b't="s"', b't="n"'), (b"</row>", b""), (b"1", b"-1"), (b">", b""))
    old, new = chance.choice(swaps)
    return part.replace(old, new, chance.randint(1, 3)) if old in part else _flip(part, chance)


def _lie(data: bytes, chance: Random) -> bytes:
    """Change sizes and methods in the headers of a package."""
    damaged = bytearray(data)
    marks = [i for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for i in _places(data, mark)]
    if not marks:
        return _flip(data, chance)
    at = chance.choice(marks) + chance.randint(4, 30)
    damaged[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x01\0\0\0", bytes(chance.randrange(256) for _ in range(4))))
    return bytes(damaged)


def _places(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found
