"""Pictures of products go into the attachments, into backups, and back from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.domain.attachments import AttachmentEmpty
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import PictureUnreadable, ProductDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.product_pictures import ProductPictures
from dealer_crm.services.products import Products
from dealer_crm.services.trade import Trade
from dealer_crm.storage import restore
from dealer_crm.storage.blobs import Blobs
from tests.storage.shops import opened

PNG = b"\x89PNG\r\n\x1a\n" + b"product"


def test_a_picture_is_kept_and_read(tmp_path: Path) -> None:
    pictures = ProductPictures(tmp_path)
    sha256 = pictures.keep("a.png", PNG)
    assert (pictures.read(sha256), pictures.keep("b.png", PNG)) == (PNG, sha256)


@pytest.mark.parametrize(("data", "refusal"), [(b"", AttachmentEmpty), (b"%PDF-1.4", PictureUnreadable), (b"MZ", PictureUnreadable)])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        ProductPictures(tmp_path).keep("x", data)
    assert not list(tmp_path.iterdir())


def test_pictures_of_products_are_backed_up_checked_and_brought_back(tmp_path: Path) -> None:
    with opened(tmp_path / "店") as shop:
        blobs = Blobs(shop.folder.attachments)
        sha256 = ProductPictures(shop.folder.attachments).keep("a.png", PNG)
        Products(shop.db, shop.actor, shop.clock, Trade()).create(ProductDraft("壁挂机", picture=sha256))
        made = shop.backups.make(Reason.DEMAND)
        assert (made.pictures, made.missing) == (1, 0)
        blobs.remove(sha256)
        (lost,) = shop.check.run(repair=True)
        assert (lost.kind, lost.details, lost.repaired) == (FindingKind.PICTURES_MISSING, (f"{sha256} 壁挂机",), True)
        blobs.remove(sha256)
        shop.close()
        assert restore.restore(shop.folder, Path(made.path), shop.clock, NoProgress()).missing == 0
        assert blobs.sound(sha256)
