"""Feeds the import with delimited texts in every encoding that a shop meets, and with texts that are made to trip a reader."""

from __future__ import annotations

import codecs
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.documents.readers.files import read_table
from dealer_crm.domain.errors import DomainError
from tests.faults.files import SEED, FileFigures, counted, feed, mutations

MUTATIONS = 200
MEGABYTE = 2**20
ROWS = (("姓名", "手机", "备注"), ("尉迟暖", "013800138000", "00123"), ("O'Neil é 𠮷䶮㛃", "+86 138", "“好”, 说"))
PLAIN = (("姓名", "手机"), ("张三", "00123"))
_TEXT = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS) + "\r\n"
_SHORT = "姓名,手机\r\n张三,00123\r\n"


@dataclass(frozen=True)
class Case:
    """A text as it may come, and what must become of it: these rows, or a refusal of this name."""

    name: str
    content: bytes
    rows: tuple[tuple[str | None, ...], ...] = ()
    refusal: str = ""


def _spread(sign: str) -> bytes:
    return _SHORT.replace(",", sign).encode()


CASES = (
    Case("utf-8", _TEXT.encode(), ROWS),
    Case("utf-8 with its mark", _TEXT.encode("utf-8-sig"), ROWS),
    Case("gb18030", _TEXT.encode("gb18030"), ROWS),
    Case("gbk", _SHORT.encode("gbk"), PLAIN),
    Case("utf-16 le with its mark", codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), ROWS),
    Case("utf-16 be with its mark", codecs.BOM_UTF16_BE + _TEXT.encode("utf-16-be"), ROWS),
    Case("utf-16 le without", _TEXT.encode("utf-16-le"), refusal="FileEncodingUnknown"),
    Case("utf-16 be without", _TEXT.encode("utf-16-be"), refusal="FileEncodingUnknown"),
    Case("utf-16 cut inside a character", (codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"))[:-1], refusal="FileEncodingUnknown"),
    Case("utf-32 with its mark", _TEXT.encode("utf-32"), refusal="FileEncodingUnknown"),
    Case("gbk with a byte that is none", _SHORT.encode("gbk") + b"\xff\r\n", refusal="FileEncodingUnknown"),
    Case("utf-8 with a byte that is none", _TEXT.encode() + b"\xff\r\n", refusal="FileEncodingUnknown"),
    Case("utf-8 cut inside a character", _TEXT.encode()[:-5], refusal="FileEncodingUnknown"),
    Case("utf-8 cut where gb18030 fits by chance", "姓名,手机\r\n张".encode()[:-1], (("濮撳悕", "鎵嬫満"), ("寮", None))),
    Case("line ends of three systems", "姓名,手机\n张三,00123\r李四,1\r\n".encode(), (*PLAIN, ("李四", "1"))),
    Case("old mac", _SHORT.replace("\r\n", "\r").encode("gbk"), PLAIN),
    Case("zeros", b"a,b\0\r\n", refusal="FileEncodingUnknown"),
    Case("zeros in utf-16", codecs.BOM_UTF16_LE + "a,\0\r\n".encode("utf-16-le"), refusal="FileEncodingUnknown"),
    Case("a quote that is never closed", b'a,b\r\n"c,d\r\n', (("a", "b"), ("c,d\r\n", None))),
    Case("a quote in the middle", b'a,b\r\n5" pipe,d\r\n', (("a", "b"), ('5" pipe', "d"))),
    Case("one column", "姓名\r\n张三\r\n李,四\r\n".encode(), (("姓名", None), ("张三", None), ("李", "四"))),
    Case("semicolons", _spread(";"), PLAIN),
    Case("tabs", _spread("\t"), PLAIN),
    Case("bars are no columns", _spread("|"), (("姓名|手机",), ("张三|00123",))),
    Case("announced", b"sep=;\r\n" + _spread(";"), PLAIN),
    Case("wrongly announced", b"sep=|\r\n" + _spread(";"), (("sep=|", None), *PLAIN)),
    Case("ragged", b"a\r\nb,c,d\r\n,,,,\r\ne,f\r\n", (("a", None, None), ("b", "c", "d"), (None, None, None), ("e", "f", None))),
    Case("only line ends", b"\r\n" * 100, refusal="FileEmpty"),
    Case("only commas", b",,,\r\n" * 100, refusal="FileEmpty"),
    Case("nothing", b"", refusal="FileEmpty"),
    Case("ten thousand columns", b",".join(b"%d" % n for n in range(10_000)), refusal="FileTooManyRows"),
    Case("ten thousand empty columns", b"a,b" + b"," * 10_000, (("a", "b"),)),
    Case("a cell of 200,000 characters", b"a," + b"x" * 200_000, refusal="FileNotReadable"),
    Case("markup", b"\xef\xbb\xbf<html><table><tr><td>", refusal="FileKindUnknown"),
)
"""Big5 cannot be told from GB18030; whoever has such a file chooses it by hand."""


def heavy(folder: Path) -> list[Path]:
    """Write the large ones: a line of 50 MB, a quote around 50 MB, a million lines, and many cells."""
    made = {
        "line": b"a,b\r\n" + b"x" * (50 * MEGABYTE),
        "cells": b"a," * (25 * MEGABYTE),
        "quoted": b'a,"' + b"line\r\n" * (8 * MEGABYTE),
        "lines": b"a,b\r\n" * 1_000_000,
        "blanks": b"\r\n" * 20_000_000 + b"a,b",
        "big5": ("姓名,電話\r\n" + "張三,1\r\n" * 1_000).encode("big5hkscs"),
    }
    for name, content in made.items():
        (folder / f"heavy-{name}.csv").write_bytes(content)
    return sorted(folder.glob("heavy-*.csv"))


def different(folder: Path) -> list[str]:
    """Read every case and name those that ended otherwise than they must."""
    wrong = []
    for number, case in enumerate(CASES):
        path = folder / f"{number}.csv"
        path.write_bytes(case.content)
        try:
            ended: object = read_table(path).rows
        except DomainError as error:
            ended = type(error).__name__
        if ended != (case.refusal or case.rows):
            wrong.append(f"{case.name}: {ended}")
    return wrong


def written(folder: Path) -> list[Path]:
    """Write all cases as files."""
    for number, case in enumerate(CASES):
        (folder / f"{number}.csv").write_bytes(case.content)
    return sorted(folder.glob("[0-9]*.csv"))


def figures(count: int | None) -> FileFigures:
    """Feed the cases, the heavy ones and so many mutations of the cases (200)."""
    with tempfile.TemporaryDirectory(prefix="dealer-crm-texts-") as place:
        folder = Path(place)
        seeds = [path for path in written(folder) if path.stat().st_size]
        damaged = mutations(seeds, folder, MUTATIONS if count is None else count, SEED)
        return counted(feed([*seeds, *heavy(folder), *damaged]))
