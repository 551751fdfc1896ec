"""The customer files: list, detail, form."""
