"""The same shop as the customer pages have."""

from tests.ui.customers.conftest import empty_shop, four_store, page, shop

__all__ = ["empty_shop", "four_store", "page", "shop"]
