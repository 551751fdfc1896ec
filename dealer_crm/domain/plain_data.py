"""Plain data as a file holds it, read as far as it is what it should be: a file from elsewhere, or one broken by hand, holds anything."""

from __future__ import annotations

import json
import math
from typing import Any

from dealer_crm.domain.text import one_line

LONGEST, MOST = 200, 400
"""So long a word may be, so many rows or words there may be: no field takes more."""


def parsed(text: Any) -> Any:
    """Return what a text says as JSON, None where it says nothing that can be read."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None


def mapping_read(value: Any) -> dict[str, Any]:
    """Return a mapping, an empty one of anything else."""
    return value if isinstance(value, dict) else {}


def words_read(value: Any) -> dict[str, str]:
    """Return names with their words; a number counts as its word, what is neither is left out."""
    found = ((name, _word(one)) for name, one in mapping_read(value).items())
    return dict([(name, word) for name, word in found if word is not None][:MOST])


def rows_read(value: Any) -> list[dict[str, str]]:
    """Return rows of words; what is no row counts as an empty one, so that the others keep their places."""
    return [words_read(one) for one in value[:MOST]] if isinstance(value, list) else []


def ids_read(value: Any) -> list[int]:
    """Return ids, none of anything else."""
    known = value[:MOST] if isinstance(value, list) else []
    return [one for one in known if isinstance(one, int) and not isinstance(one, bool)]


def whole(text: Any, read: Any) -> bool:
    """Tell whether a text holds all that is read of it, nothing broken or left out."""
    found = parsed(text)
    return found is not None and bool(read(found) == found)


def _word(value: Any) -> str | None:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:LONGEST] if abs(value) < 10**LONGEST else None
    return one_line(value[:LONGEST]) if isinstance(value, str) else None
