"""What a backup says of itself, written and read back; nothing of it is believed before its shape was looked over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from dealer_crm import __version__
from dealer_crm.domain.attachments import LARGEST
from dealer_crm.domain.backups import BackupForeign, BackupNewer, Reason

FORMAT = 1
NOTE, MANIFEST, STORE, TEXTS, PICTURES = "dealer-crm.txt", "manifest.json", "store.sqlite", "data", "attachments"
_HASH = re.compile(r"[0-9a-f]{64}")
_NAMES = re.compile(rf"{re.escape(NOTE)}|{re.escape(STORE)}|{TEXTS}/[a-z0-9_]+\.csv|{PICTURES}/[0-9a-f]{{2}}/[0-9a-f]{{62}}")
_MOST = 2**62


@dataclass(frozen=True)
class Part:
    """A file in the zip: how long it is and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `pictures` (SHA-256 → size) lie in the zip or in the folder beside it."""

    program: str
    schema: str
    number: int
    sequence: int
    head: str
    made_at: datetime
    day: date
    reason: Reason
    newest: datetime | None
    counts: dict[str, int]
    files: dict[str, Part]
    pictures: dict[str, int]
    missing: list[str]

    def to_json(self) -> bytes:
        """Return the text that goes into the zip."""
        return json.dumps({"format": FORMAT, **asdict(self)}, default=lambda value: value.isoformat(), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes, file: str) -> Manifest:
        """Read the text back. Raises BackupForeign, BackupNewer."""
        try:
            values = json.loads(text)
            if values.pop("format") > FORMAT:
                raise BackupNewer(file=file, needed=values["program"], known=__version__)
            values["made_at"], values["day"] = datetime.fromisoformat(values["made_at"]), date.fromisoformat(values["day"])
            values["newest"] = datetime.fromisoformat(values["newest"]) if values["newest"] else None
            values["reason"] = Reason(values["reason"])
            values["files"] = {name: Part(**part) for name, part in values["files"].items()}
            manifest = cls(**values)
            _look_over(manifest)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupForeign(file=file) from error
        return manifest


def _look_over(manifest: Manifest) -> None:
    """Raise ValueError or TypeError where a value is none that this program writes: paths, negative lengths, other types."""
    for at in (manifest.made_at, manifest.newest):
        if at is not None and at.tzinfo is None:
            raise ValueError(at)
    if not all(isinstance(words, str) for words in (manifest.program, manifest.schema, manifest.head)):
        raise TypeError(manifest.schema)
    _counts({"number": manifest.number, "sequence": manifest.sequence})
    _counts(manifest.counts)
    _counts(manifest.pictures, LARGEST)
    _counts({name: part.size for name, part in manifest.files.items()})
    _hashes([*manifest.pictures, *manifest.missing, *(part.sha256 for part in manifest.files.values())])
    if STORE not in manifest.files or not all(map(_NAMES.fullmatch, manifest.files)):
        raise ValueError(STORE)


def _counts(values: Mapping[Any, Any], most: int = _MOST) -> None:
    for value in values.values():
        if not isinstance(value, int) or not 0 <= value <= most:
            raise ValueError(value)


def _hashes(values: list[str]) -> None:
    if not all(map(_HASH.fullmatch, values)):
        raise ValueError(STORE)
