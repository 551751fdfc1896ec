"""Suggests file names from the worst of texts and asks three systems' rules, and the disk, whether a file may be called so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from dealer_crm.domain.text import file_name

SLOW = 20_000
SEED = 20261122
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$", *(f"{p}{n}" for p in ("com", "lpt") for n in "0123456789¹²³")}
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
TABLE = (
    "", " ", ".", "..", "...", "-", "~", ". .", "\t", "\u3000",
    "CON", "con", "Con.txt", "PRN.pdf", "AUX", "aux.tar.gz", "NUL", "nul .pdf", "NUL.", "COM0", "COM1",
    "com9.xlsx", "COM¹", "LPT1", "lpt³.pdf",
    "CONIN$", "CONOUT$.txt", "CLOCK$", " con", "con ", "\u200bcon", "c\u202eon", "\uff23\uff2f\uff2e",
    "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "\\\\server\\share\\x.pdf", "C:\\x.pdf",
    "C:x", "a/b", "a\\b", "file:///x",
    "a:b", "x.pdf:stream", "x.pdf::$DATA", "a*b?c", '"quoted"', "<b>x</b>", "a|b", "%TEMP%", "$HOME", "`id`",
    "$(id)", "; rm -rf x", "-rf", "~$lock",
    "名字.", "名字 ", "名字. .", "名字.pdf.", "名字.pdf ", "a\x00b", "a\nb", "a\rb", "a\x1bb", "a\x7fb", "\ufeffx",
    "半\ud800个", "\udc80", "\ufffe",
    "张\u202e三fdp.exe", "\u2066张三\u2069", "\u200f\u200e张三", "\u200d", "👨\u200d👩\u200d👧 家.pdf", "🏠" * 80,
    "é" * 200, "e\u0301" * 200,
    "暖" * 85, "暖" * 86, "暖" * 300 + ".xlsx", "𬱖" * 100 + ".pdf", "a" * 255, "a" * 256, "a" * 300 + ".pdf",
    "." * 300, " " * 300 + "x", "x" + "." * 300,
    "x." + "y" * 300, ".pdf", ".htaccess", "desktop.ini", "Thumbs.db", "a.lnk", "ﷺ" * 60, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙" * 30,
    "\ue000私", "١٢٣.pdf",
)  # fmt: skip
"""Texts that a customer, a machine or a report may be called."""
PIECES = ("CON", "..", "/", "\\", ":", ".", "\u202e", "\ud83d", "\0", "暖", "🏠", "\u0301", "a", "-", "~", "nul", "com1", "$", " ", "\n")


@dataclass(frozen=True)
class Figures:
    """What became of the suggested names."""

    tried: int
    unsafe: int
    refused_by_the_disk: int
    changed_by_the_disk: int
    suffix_lost: int


def unsafe(name: str) -> str:
    """Return why Windows, macOS or Linux, or a careful reader, would not have this name; "" when all would."""
    if not name or len(name.encode("utf-8", "surrogatepass")) > 255 or len(name.encode("utf-16-le", "surrogatepass")) > 510:
        return "too short or too long"
    if set(name) & set('<>:"/\\|?*') or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        return "a sign that is none for names"
    if name[-1] in " ." or name[0] in "-~ .":
        return "a dot, dash or space at an end"
    return "a device" if name.split(".")[0].rstrip(" ").casefold() in DEVICES else ""


def figures(count: int | None = None) -> Figures:
    """Try the table and `count` random texts."""
    chance = Random(SEED)
    return tried([*TABLE, *(_random(chance) for _ in range(SLOW if count is None else count))], file_name)


def tried(texts: Sequence[str], suggest: Callable[[str], str]) -> Figures:
    """Suggest a name for each text, with and without an ending, and make the file."""
    wrong = {"unsafe": 0, "refused_by_the_disk": 0, "changed_by_the_disk": 0, "suffix_lost": 0}
    with TemporaryDirectory() as place:
        for text in texts:
            for said in (text, f"{text}.xlsx"):
                name = suggest(said)
                wrong["unsafe"] += bool(unsafe(name))
                wrong["suffix_lost"] += said != text and not name.endswith("xlsx")
                if what := _made(Path(place), name):
                    wrong[what] += 1
    return Figures(tried=2 * len(texts), **wrong)


def _made(place: Path, name: str) -> str:
    """Make a file in the folder itself; return what went wrong. A name that leads out of the folder is never tried."""
    if Path(name).name != name:
        return "refused_by_the_disk"
    try:
        path = place / name
        path.write_bytes(b"x")
        there = [one.name for one in place.iterdir()]
        path.unlink()
    except (OSError, ValueError):
        return "refused_by_the_disk"
    return "" if there == [name] else "changed_by_the_disk"


def _random(chance: Random) -> str:
    signs = (
        "CON",
        "..",
        "/",
        "\\",
        ":",
        " ",
        ".",
        "\u202e",
        "\ud83d",
        "\0",
        "\n",
        "暖",
        "🏠",
        "\u0301",
        "a",
        "-",
        "~",
        "nul",
        "com1",
        "$",
        "%",
    )
    kinds = [lambda: chance.choice(signs), lambda: chr(chance.randrange(0x110000)), lambda: chr(chance.randrange(0x20, 0x7F))]
    return "".join(chance.choice(kinds)() for _ in range(chance.choice((1, 2, 3, 5, 8, 30, 300))))
