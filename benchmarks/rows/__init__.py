"""The rows of the table, one small module for each group of them."""
