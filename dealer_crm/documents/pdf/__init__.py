"""Papers: one module for each, drawn with one kit on every paper size."""
