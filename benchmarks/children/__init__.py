"""Whole processes that are measured: each prints one line of JSON."""
