"""Pictures and files of a customer: what they are and how large they may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import AttachmentKind

LARGEST = 50 * 1024 * 1024
LONGEST_CAPTION = 200
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp", "image/webp": "webp"}


class AttachmentTooLarge(DomainError):
    """The file is larger than 50 MB. Parameters: name, megabytes."""


class AttachmentEmpty(DomainError):
    """The file has no content. Parameter: name."""


class AttachmentIsFolder(DomainError):
    """A folder was given where files belong. Parameter: name."""


class CaptionTooLong(DomainError):
    """A caption is longer than one line. Parameter: most."""


class AttachmentMissing(DomainError):
    """The file is not in the attachments folder any more. Parameter: name."""


class AttachmentDamaged(DomainError):
    """The file's content is not what was kept. Parameter: name."""


class AttachmentNotFound(DomainError):
    """The attachment was removed meanwhile."""


@dataclass(frozen=True)
class Belongs:
    """What of a customer a picture belongs to; nothing given = the customer himself."""

    delivery_id: int | None = None
    check_id: int | None = None
    request_id: int | None = None
    complaint_id: int | None = None
    order_id: int | None = None
    change_id: int | None = None
    trade_in_id: int | None = None
    job_id: int | None = None
    acceptance_id: int | None = None


@dataclass(frozen=True)
class KeptFile:
    """A file whose content is kept already, while nothing says yet where it belongs."""

    name: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment. `size` in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    kind: AttachmentKind = AttachmentKind.OTHER
    caption: str = ""


def media_type(data: bytes) -> str:
    """Tell the kind of a file by its first bytes, never by its name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data):
        return "image/bmp"
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), "application/octet-stream")


def extension(kind: str) -> str:
    """Return the usual file ending of a picture; 'pdf' or 'bin' else."""
    return _EXTENSIONS.get(kind, "pdf" if kind == "application/pdf" else "bin")
