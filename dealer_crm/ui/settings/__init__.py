"""Settings: shop, staff, look, data and backup."""
