"""One record as a workbook: what the window shows of it, for people who work on in a spreadsheet."""
