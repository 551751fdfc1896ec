"""Files on their way into the attachments: out of a drop or a paste, read whole, folders and what is too large refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from dealer_crm.domain.attachments import LARGEST, AttachmentIsFolder, AttachmentTooLarge
from dealer_crm.domain.files import FileNotReadable


def files_in(mime: QMimeData) -> list[Path]:
    """Return the files on this computer that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def content_of(file: Path) -> bytes:
    """Return the bytes of a file. Raises AttachmentIsFolder, AttachmentTooLarge, FileNotReadable."""
    try:
        if file.is_dir():
            raise AttachmentIsFolder(name=file.name)
        if file.stat().st_size > LARGEST:
            raise AttachmentTooLarge(name=file.name, megabytes=LARGEST // 1024 // 1024)
        return file.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=file.name) from error
