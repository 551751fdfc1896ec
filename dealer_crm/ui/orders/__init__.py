"""Orders: the sheet with lines, sums, money and promises."""
