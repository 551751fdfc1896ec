"""The shop's logo: made fit for paper, kept in the attachments folder under its content, named by the shop's row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from dealer_crm.domain.attachments import AttachmentEmpty, AttachmentTooLarge
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import file_name
from dealer_crm.services.shop import SHOP_ID
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Shop

LARGEST = 20 * 1024 * 1024


class ShopLogo:
    """`folder` is the attachments folder; a picture that was taken off stays there, so that it can come back with Ctrl+Z."""

    def __init__(self, db: Database, folder: Path, actor: Callable[[], Actor]) -> None:
        self._db, self._blobs, self._actor = db, Blobs(folder), actor

    def keep(self, name: str, data: bytes) -> str:
        """Print a picture in the head of papers; return its hash.

        Raises AttachmentEmpty, AttachmentTooLarge, PictureUnreadable, StoreFull, StoreReadOnly.
        """
        sha256 = self.put(name, data)
        self._name(sha256)
        return sha256

    def put(self, name: str, data: bytes) -> str:
        """Keep a picture as paper needs it and return its hash, without printing it yet. Raises as `keep`."""
        from dealer_crm.documents.logos import fitted_logo

        name = file_name(name)
        if not data:
            raise AttachmentEmpty(name=name)
        if len(data) > LARGEST:
            raise AttachmentTooLarge(name=name, megabytes=LARGEST // 1024 // 1024)
        return self._blobs.put(fitted_logo(data, name))

    def remove(self) -> None:
        """Print papers without a logo."""
        self._name("")

    def sha256(self) -> str:
        """Return the hash of the logo, '' for none."""
        with self._db.read() as session:
            return session.scalar(select(Shop.logo)) or ""

    def read(self) -> bytes:
        """Return the picture, b'' for none. Raises AttachmentMissing, AttachmentDamaged."""
        sha256 = self.sha256()
        return self._blobs.get(sha256, "logo") if sha256 else b""

    def _name(self, sha256: str) -> None:
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            shop = session.get_one(Shop, SHOP_ID)
            if shop.logo != sha256:
                shop.logo = sha256
            session.about(SHOP_ID, shop.name)
