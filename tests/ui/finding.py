"""Finds a widget by its kind and name, and says so when it is not there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Kind = TypeVar("Kind", bound=QWidget)


def find(root: QWidget, kind: type[Kind], name: str = "") -> Kind:
    """Return the one widget of that kind and name; fails the test when there is none."""
    found = root.findChild(kind, name) if name else root.findChild(kind)
    assert isinstance(found, kind), f"no {kind.__name__} {name} in {root.objectName()}"
    return found
