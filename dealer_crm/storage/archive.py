"""A backup file: a zip with a manifest, sealed with the SHA-256 of all that stands before the seal."""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from dealer_crm.domain.backups import BackupDamaged, BackupForeign, BackupInfo, BackupNewer, BackupNotReadable, Reason
from dealer_crm.storage.files import PIECE, file_sha

FORMAT = 1
NOTE, MANIFEST, STORE, TEXTS, PICTURES = "dealer-crm.txt", "manifest.json", "store.sqlite", "data", "attachments"
SEAL = b"dealer-crm backup, sha256 "
SEAL_LENGTH = 64
MOST_MANIFEST = 64 * 1024 * 1024
MOST_RATIO = 200
_HASH = re.compile(r"[0-9a-f]{64}")


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
                raise BackupNewer(file=file, needed=values["program"], known=FORMAT)
            values["made_at"], values["day"] = datetime.fromisoformat(values["made_at"]), date.fromisoformat(values["day"])
            values["newest"] = datetime.fromisoformat(values["newest"]) if values["newest"] else None
            values["reason"] = Reason(values["reason"])
            values["files"] = {name: Part(**part) for name, part in values["files"].items()}
            manifest = cls(**values)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupForeign(file=file) from error
        if STORE not in manifest.files or not all(map(_HASH.fullmatch, manifest.pictures)):
            raise BackupForeign(file=file)
        return manifest


class Archive:
    """A backup file, open for reading. Nothing is taken from it but what its manifest names, whole and checked."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = file
        self._name = path.name
        self.manifest = Manifest.from_json(self._read(MANIFEST, MOST_MANIFEST), self._name)

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Archive]:
        """Open a backup. Raises BackupNotReadable, BackupForeign, BackupDamaged, BackupNewer."""
        try:
            with refused(path):
                file = zipfile.ZipFile(path)
        except OSError as error:
            raise BackupNotReadable(file=path.name) from error
        with file:
            with refused(path):
                archive = cls(path, file)
            yield archive

    def info(self) -> BackupInfo:
        """Return what lists show."""
        m = self.manifest
        return BackupInfo(
            path=str(self.path),
            number=m.number,
            made_at=m.made_at,
            day=m.day,
            reason=m.reason,
            counts=m.counts,
            pictures=len(m.pictures),
            missing=len(m.missing),
            size=self.path.stat().st_size,
            verified=self._zip.comment.startswith(SEAL) and all(self._fits(name) for name in m.files),
            newest=m.newest,
            sequence=m.sequence,
            head=m.head,
        )

    def verify(self, progress: Callable[[], None] = lambda: None) -> None:
        """Compare the seal and every file with what was written. Raises BackupDamaged."""
        whole = self.path.stat().st_size
        if self._zip.comment != SEAL + file_sha(self.path, whole - SEAL_LENGTH).encode():
            raise BackupDamaged(file=self._name)
        for name in self.manifest.files:
            self.copy(name, None)
            progress()

    def copy(self, name: str, target: IO[bytes] | None) -> None:
        """Write a named file to the target (None = nowhere), checked by length and hash. Raises BackupDamaged."""
        part = self.manifest.files[name]
        if not self._fits(name):
            raise BackupDamaged(file=self._name)
        digest, size = hashlib.sha256(), 0
        with refused(self.path), self._zip.open(name) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                if target is not None and size <= part.size:
                    target.write(piece)
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BackupDamaged(file=self._name)

    def _fits(self, name: str) -> bool:
        """Tell whether the zip holds the file as long as it should be, and does not unpack to far more than it is."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return False
        return info.file_size == self.manifest.files[name].size <= max(info.compress_size * MOST_RATIO, PIECE)

    def _read(self, name: str, most: int) -> bytes:
        with self._zip.open(name) as source:
            data = source.read(most + 1)
        if len(data) > most:
            raise BackupDamaged(file=self._name)
        return data


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Turn what goes wrong inside a zip into the refusals that have a sentence."""
    try:
        yield
    except KeyError as error:
        raise BackupForeign(file=path.name) from error
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError) as error:
        raise (BackupDamaged if _ours(path) else BackupForeign)(file=path.name) from error


def _ours(path: Path) -> bool:
    """Tell whether a broken file once was a backup of ours: its note comes first, its seal last."""
    with path.open("rb") as file:
        start = file.read(200)
        file.seek(-min(200, path.stat().st_size), os.SEEK_END)
        return NOTE.encode() in start or SEAL in file.read()


def seal(path: Path) -> None:
    """Write the SHA-256 of the file over its last 64 bytes, which the zip's comment keeps for it."""
    size = path.stat().st_size - SEAL_LENGTH
    digest = file_sha(path, size)
    with path.open("r+b") as file:
        file.seek(size)
        file.write(digest.encode())


def parts(file: zipfile.ZipFile, members: Iterator[tuple[str, bytes | Path]]) -> dict[str, Part]:
    """Write members into a zip and return what the manifest says of them."""
    written: dict[str, Part] = {}
    for name, content in members:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if name.startswith(PICTURES) else zipfile.ZIP_DEFLATED
        written[name] = _write(file, info, content)
    return written


def _write(file: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes | Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with file.open(info, "w", force_zip64=True) as target:
        for piece in _pieces(content):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return Part(size, digest.hexdigest())


def _pieces(content: bytes | Path) -> Iterator[Any]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
