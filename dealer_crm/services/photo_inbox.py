"""A folder into which phones and scanners save: what is new there is offered to the customer whose file is open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from dealer_crm.domain.attachments import LARGEST, media_type
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".pdf"})
MOST = 100
"""So many of the newest files are looked at."""


@dataclass(frozen=True)
class InboxPlace:
    """Which folder, and since when: older files were there before and are nobody's news."""

    folder: Path
    since: datetime


@dataclass(frozen=True)
class NewPhoto:
    """A picture or scanned paper that no customer has yet; the file stays where it is."""

    file: Path
    sha256: str


@dataclass(frozen=True)
class InboxLook:
    """What is offered, newest first; `growing` = something is still being written; `gone` = the folder is not there."""

    photos: tuple[NewPhoto, ...] = ()
    growing: bool = False
    gone: bool = False


class PhotoInbox:
    """Looks into the folder; nothing in it is changed. A file is ready once two looks found it alike."""

    def __init__(self, db: Database, place: Callable[[], InboxPlace | None]) -> None:
        self._db, self._place = db, place
        self._seen: dict[Path, tuple[int, int]] = {}
        self._known: dict[tuple[Path, int, int], str] = {}

    def look(self) -> InboxLook:
        """Return what is new, without what some customer has already: it is known by its content."""
        place = self._place()
        if place is None:
            return InboxLook()
        try:
            found = sorted(_files(place), key=lambda one: one[2], reverse=True)[:MOST]
        except OSError:
            return InboxLook(gone=True)
        still = [(file, size, at) for file, size, at in found if size and self._seen.get(file) == (size, at)]
        self._seen = {file: (size, at) for file, size, at in found}
        photos = [NewPhoto(file, sha256) for file, size, at in still if (sha256 := self._content(file, size, at))]
        taken = self._taken({one.sha256 for one in photos})
        fresh = {one.sha256: one for one in photos if one.sha256 not in taken}
        return InboxLook(tuple(fresh.values()), growing=len(still) < len(found))

    def _content(self, file: Path, size: int, at: int) -> str:
        """Return the hash of a picture or paper, "" for anything else and for what cannot be read now."""
        key = (file, size, at)
        if key not in self._known:
            try:
                data = file.read_bytes()
            except OSError:
                return ""
            shown = media_type(data).startswith("image/") or media_type(data) == "application/pdf"
            self._known[key] = hashlib.sha256(data).hexdigest() if shown else ""
        return self._known[key]

    def _taken(self, hashes: set[str]) -> set[str]:
        with self._db.read() as session:
            return set(session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(hashes))))


def _files(place: InboxPlace) -> Iterator[tuple[Path, int, int]]:
    """Yield file, size and time of the pictures and papers that came since. Raises OSError where the folder is gone."""
    since = place.since.timestamp()
    for file in place.folder.iterdir():
        if file.suffix.lower() not in ENDINGS:
            continue
        try:
            found = file.stat()
        except OSError:
            continue
        if found.st_mtime >= since and found.st_size <= LARGEST and file.is_file():
            yield file, found.st_size, found.st_mtime_ns
