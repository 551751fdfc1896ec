"""What every paper says of the shop."""

from __future__ import annotations

from dealer_crm.documents.pdf.pages import ShopHead
from dealer_crm.domain.shop import ShopDraft


def shop_head(shop: ShopDraft) -> ShopHead:
    """Return the head of a paper; the shop's telephone stands in for a hotline."""
    phone = shop.phone if shop.hotline else ""
    return ShopHead(shop.name, shop.address, shop.hotline or shop.phone, shop.credit_code, shop.note, shop.postcode, phone)
