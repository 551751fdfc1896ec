"""Gives rows of chips and buttons the height that their lines need."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QSizePolicy, QWidget

Row = TypeVar("Row", bound=QWidget)


def wrapping(row: Row) -> Row:
    """Let a row that wraps grow with its lines; return it."""
    policy = row.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    row.setSizePolicy(policy)
    return row
