"""Files kept under the SHA-256 of their content: written once, never changed, checked when read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from dealer_crm.domain.attachments import AttachmentDamaged, AttachmentMissing
from dealer_crm.placing import take_away, write_whole
from dealer_crm.storage.files import file_sha, known_trouble

_NAME = re.compile(r"[0-9a-f]{64}")


def names_one(sha256: object) -> bool:
    """Tell whether a value is a hash that a file may be kept under."""
    return isinstance(sha256, str) and _NAME.fullmatch(sha256) is not None


class Blobs:
    """The attachments folder: `ab/cdef…` for the hash `abcdef…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the content with this hash lies."""
        if not names_one(sha256):
            raise ValueError(sha256)
        return self._folder / sha256[:2] / sha256[2:]

    def put(self, data: bytes) -> str:
        """Keep the bytes durably and return their hash; the same content is kept once, a damaged file mended.

        Raises StoreFull, StoreReadOnly.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with known_trouble(self._folder.parent, len(data)):
            if not self.sound(sha256):
                write_whole(self.path(sha256), data)
        return sha256

    def sound(self, sha256: str) -> bool:
        """Tell whether the file is there and holds what its name says."""
        return self.has(sha256) and file_sha(self.path(sha256)) == sha256

    def has(self, sha256: str) -> bool:
        """Tell whether there is a file of that name."""
        return names_one(sha256) and self.path(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """Delete a file."""
        take_away(self.path(sha256))

    def get(self, sha256: str, name: str = "") -> bytes:
        """Return the content. Raises AttachmentMissing, AttachmentDamaged (parameter: name)."""
        if not names_one(sha256):
            raise AttachmentMissing(name=name)
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise AttachmentMissing(name=name) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise AttachmentDamaged(name=name)
        return data

    def all(self) -> Iterator[str]:
        """Yield the hashes of everything kept, in order."""
        for path in sorted(self._folder.glob("??/*")):
            if _NAME.fullmatch(path.parent.name + path.name):
                yield path.parent.name + path.name
