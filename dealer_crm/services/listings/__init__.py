"""The lists of the shop as they go out: one table of fields for window export, command line and paper alike."""
