"""The ids of a list, as an array: read from the driver as they are, for a hundred thousand of them need no conversion."""

from __future__ import annotations

from array import array
from itertools import chain
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session


def ids_of(session: Session, query: Select[Any]) -> array[int]:
    """Return what a query of one column of whole numbers finds, in its order."""
    result = session.connection().execute(query)
    try:
        return array("q", chain.from_iterable(result.cursor.fetchall()))
    finally:
        result.close()
