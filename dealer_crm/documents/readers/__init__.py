"""Readers that turn foreign files into plain tables, within limits."""
