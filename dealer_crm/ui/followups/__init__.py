"""Logging a call or visit with what comes next."""
