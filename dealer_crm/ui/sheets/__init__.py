"""Sheets that are filled item by item: readings in grids, small ticks, and the acceptance sheet as one page."""
