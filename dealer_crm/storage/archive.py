"""A backup file: a zip with a manifest, sealed with the SHA-256 of all that stands before the seal."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from dealer_crm.domain.backups import BackupDamaged, BackupForeign, BackupInfo, BackupNotReadable
from dealer_crm.storage.files import PIECE, file_sha
from dealer_crm.storage.manifest import MANIFEST, NOTE, PICTURES, STORE, TEXTS, Manifest, Part

__all__ = ["MANIFEST", "NOTE", "PICTURES", "SEAL", "SEAL_LENGTH", "STORE", "TEXTS", "Archive", "Manifest", "Part", "parts", "seal"]

SEAL = b"dealer-crm backup, sha256 "
SEAL_LENGTH = 64
MOST_MANIFEST = 64 * 1024 * 1024
MOST_LIST = 16 * 1024 * 1024
"""Bytes of the zip's own list of members: room for 100,000 pictures."""
MOST_RATIO = 200
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Archive:
    """A backup file, open for reading. Nothing is taken from it but what its manifest names, whole and checked.

    No name in the zip ever becomes a path: the store goes to the caller's target, a picture under its own hash.
    """

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
            raw = _Bounded(path)
        except OSError as error:
            raise BackupNotReadable(file=path.name) from error
        with raw:
            with refused(path):
                file = zipfile.ZipFile(raw)
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
            verified=self._zip.comment.startswith(SEAL) and self._complete() and all(self._fits(name) for name in m.files),
            newest=m.newest,
            sequence=m.sequence,
            head=m.head,
        )

    def verify(self, progress: Callable[[], None] = lambda: None) -> None:
        """Compare the seal and every file with what was written. Raises BackupDamaged, BackupNotReadable."""
        if not self.sealed() or not self._complete():
            raise BackupDamaged(file=self._name)
        for name in self.manifest.files:
            self.copy(name, None)
            progress()

    def sealed(self) -> bool:
        """Tell whether every byte is the one that was written: the seal is the SHA-256 of all before it. Raises BackupNotReadable."""
        with refused(self.path):
            whole = self.path.stat().st_size
            return self._zip.comment == SEAL + file_sha(self.path, whole - SEAL_LENGTH).encode()

    def copy(self, name: str, target: IO[bytes] | None) -> None:
        """Write a named file to the target (None = nowhere), checked by length and hash. Raises BackupDamaged, BackupNotReadable."""
        part = self.manifest.files[name]
        if not self._fits(name):
            raise BackupDamaged(file=self._name)
        digest, size = hashlib.sha256(), 0
        for piece in self._read_pieces(name):
            digest.update(piece)
            size += len(piece)
            if target is not None and size <= part.size:
                target.write(piece)
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BackupDamaged(file=self._name)

    def _read_pieces(self, name: str) -> Iterator[bytes]:
        """Yield what is read; trouble with reading is a refusal, trouble with what the caller does with it is not."""
        with refused(self.path):
            source = self._zip.open(name)
        with source:
            while True:
                with refused(self.path):
                    piece = source.read(PIECE)
                if not piece:
                    return
                yield piece

    def _complete(self) -> bool:
        """Tell whether the zip holds what the manifest names, each once, nothing else, and not far more than its own length."""
        whole = sum(part.size for part in self.manifest.files.values())
        bounded = whole <= max(self.path.stat().st_size * MOST_RATIO, PIECE)
        return bounded and sorted(self._zip.namelist()) == sorted({MANIFEST, *self.manifest.files})

    def _fits(self, name: str) -> bool:
        """Tell whether the zip holds the file as long as it should be, and does not unpack to far more than it is."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return False
        bounded = info.file_size <= max(info.compress_size * MOST_RATIO, PIECE)
        return info.compress_type in _METHODS and bounded and info.file_size == self.manifest.files[name].size

    def _read(self, name: str, most: int) -> bytes:
        info = self._zip.getinfo(name)
        if info.compress_type not in _METHODS or info.file_size > min(most, max(info.compress_size * MOST_RATIO, PIECE)):
            raise BackupDamaged(file=self._name)
        with self._zip.open(name) as source:
            return source.read(most)


class _Bounded(io.BufferedReader):
    """Refuses to read a list of members that no backup has: it would be taken into memory whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb", buffering=0))

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does, but never more than the longest list."""
        if size is not None and size > MOST_LIST:
            raise zipfile.BadZipFile("list of members")
        return super().read(MOST_LIST if size is None or size < 0 else size)


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a zip is read into the refusals that have a sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, KeyError, RuntimeError, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise BackupNotReadable(file=path.name) from error
        try:
            ours = _ours(path)
        except OSError as unread:
            raise BackupNotReadable(file=path.name) from unread
        raise (BackupDamaged if ours else BackupForeign)(file=path.name) from error


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
