"""Quotes: typed like an order, given version by version, compared, and made an order."""
