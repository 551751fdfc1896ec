"""Feeds the import with address books: those of real phones, damaged ones, and ones that are made to trip a reader."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.documents.hostile import mutated
from tests.faults.files import LARGEST_SEED, SEED, FileFigures, corpus, counted, feed

MUTATIONS = 300
MEGABYTE = 2**20
_NAMES = (b"zlib", b"bz2", b"hex", b"base64", b"rot13", b"undefined", b"idna", b"punycode", b"utf-16", b"unicode_escape", b"x" * 999)


def cards_of(folder: Path) -> list[Path]:
    """Return the address books of the corpora."""
    return sorted((folder / "vcard").glob("*.vcf"))


def tricks(folder: Path) -> list[Path]:
    """Write address books that no phone would: character sets that are none, endless lines, cards inside cards."""
    made = {f"charset-{name[:16].decode()}": card(b"FN;CHARSET=" + name + b":abc\xff=3D") for name in _NAMES}
    made |= {
        "one-line": card(b"FN:" + b"x" * (20 * MEGABYTE)),
        "many-phones": card(b"FN:x", *(b"TEL:%d" % (13800000000 + n) for n in range(3_000))),
        "many-cards": card(b"FN:x") * 2_000,
        "nested": b"BEGIN:VCARD\r\n" * 2_000 + b"FN:x\r\n" + b"END:VCARD\r\n" * 2_000,
        "folded": card(b"FN:x\r\n" + b" x\r\n" * 200_000),
        "soft": card(b"FN;ENCODING=QUOTED-PRINTABLE:=\r\n" + b"=\r\n" * 200_000),
        "names": card(b"N:" + b";" * 200_000, b"ADR:" + b"\\;" * 200_000, b"ORG:" + b"," * 200_000),
        "photo": card(b"FN:x", b"PHOTO;ENCODING=BASE64:" + b"A" * (8 * MEGABYTE)),
        "parameters": card(b"FN" + b";A=B" * 100_000 + b":x", b'TEL;TYPE="' + b"a" * 100_000 + b":1"),
        "utf-16": b"\xff\xfe" + card(b"FN:x").decode().encode("utf-16-le") + b"\xd8",
        "zeros": card(b"FN:\0\0a\0", b"\0:\0"),
        "empty": card(),
        "escapes": card(b"FN:" + b"\\" * 200_001, b"NOTE:\\n" * 3, b"BDAY:9999999999-99-99"),
    }
    for name, content in made.items():
        (folder / f"trick-{name}.vcf").write_bytes(content)
    return sorted(folder.glob("trick-*.vcf"))


def card(*lines: bytes) -> bytes:
    """Return one card as old phones write it."""
    return b"\r\n".join((b"BEGIN:VCARD", b"VERSION:2.1", *lines, b"END:VCARD", b""))


def mutations(seeds: Sequence[Path], folder: Path, count: int, seed: int = SEED) -> list[Path]:
    """Write so many damaged address books: half of them byte by byte, half of them line by line."""
    chance = Random(seed)
    small = [path for path in seeds if path.stat().st_size < LARGEST_SEED]
    made = []
    for number in range(count):
        origin = chance.choice(small).read_bytes()
        made.append(folder / f"{number:05d}.vcf")
        made[-1].write_bytes(mutated(origin, chance) if number % 2 else _rewritten(origin, chance))
    return made


def _rewritten(content: bytes, chance: Random) -> bytes:
    """Change lines where a reader decides something: parameters, encodings, folds, beginnings and ends."""
    lines = content.splitlines(keepends=True)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        changed = (
            lines[at].replace(b":", b";CHARSET=" + chance.choice(_NAMES) + b":", 1),
            lines[at].replace(b":", b";ENCODING=QUOTED-PRINTABLE:", 1).replace(b"\r\n", b"=\r\n"),
            lines[at].replace(b":", b";ENCODING=BASE64:", 1),
            lines[at].replace(b":", b"", 1),
            b" " + lines[at],
            lines[at] * chance.randint(2, 300),
            lines[at].replace(b";", b"\\;" * chance.randint(1, 50)),
            chance.choice((b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:4.0\r\n", b"\r\n", b"\0")),
        )
        lines[at] = chance.choice(changed)
    return b"".join(lines)


def figures(count: int | None) -> FileFigures:
    """Feed the corpora, the tricks and so many mutations (300)."""
    seeds = cards_of(corpus())
    with tempfile.TemporaryDirectory(prefix="dealer-crm-cards-") as place:
        damaged = mutations(seeds, Path(place), MUTATIONS if count is None else count)
        return counted(feed([*seeds, *tricks(Path(place)), *damaged]))
