"""Pictures of products: kept in the attachments folder under their content, named by the product."""

from __future__ import annotations

from pathlib import Path

from dealer_crm.domain.attachments import LARGEST, AttachmentEmpty, AttachmentTooLarge, media_type
from dealer_crm.domain.products import PictureUnreadable
from dealer_crm.domain.text import file_name
from dealer_crm.storage.blobs import Blobs


class ProductPictures:
    """`folder` is the attachments folder; what no product names any more stays there, as with attachments."""

    def __init__(self, folder: Path) -> None:
        self._blobs = Blobs(folder)

    def keep(self, name: str, data: bytes) -> str:
        """Keep a picture and return its hash, for `ProductDraft.picture`.

        Raises AttachmentEmpty, AttachmentTooLarge, PictureUnreadable, StoreFull, StoreReadOnly.
        """
        name = file_name(name)
        if not data:
            raise AttachmentEmpty(name=name)
        if len(data) > LARGEST:
            raise AttachmentTooLarge(name=name, megabytes=LARGEST // 1024 // 1024)
        if not media_type(data).startswith("image/"):
            raise PictureUnreadable(name=name)
        return self._blobs.put(data)

    def read(self, sha256: str, name: str = "") -> bytes:
        """Return a picture. Raises AttachmentMissing, AttachmentDamaged."""
        return self._blobs.get(sha256, name)
