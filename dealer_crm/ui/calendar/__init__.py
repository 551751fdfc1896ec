"""The calendar: the agenda by month and as a list."""
