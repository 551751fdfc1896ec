"""Rules of the trade: enums, drafts, errors and formulas. No I/O, no clock, no words."""
