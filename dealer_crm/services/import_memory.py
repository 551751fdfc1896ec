"""Remembers which columns of a source fill which fields, once a user chose them otherwise than they were found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from dealer_crm.domain.details import FormFields
from dealer_crm.domain.import_details import Slot, slot
from dealer_crm.domain.import_headings import plain
from dealer_crm.placing import write_whole

KEPT = 50
Memory = dict[str, list[str]]
"""Targets by the key of a source."""


def key_of(headings: Sequence[str]) -> str:
    """Return what tells one source from another: its headings in their order."""
    return hashlib.sha256("\n".join(map(plain, headings)).encode()).hexdigest()


def recall(memory: Mapping[str, Sequence[str]], headings: Sequence[str], fields: FormFields) -> tuple[Slot, ...] | None:
    """Return what was chosen for this source; None for a new one, or for a field that this version does not know."""
    try:
        found = tuple(slot(text, fields) for text in memory[key_of(headings)])
    except (KeyError, ValueError):
        return None
    return found if len(found) == len(headings) else None


def read(file: Path) -> Memory:
    """Return what is remembered; nothing where the file is missing or spoiled."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(file: Path, headings: Sequence[str], targets: Sequence[Slot]) -> None:
    """Remember a choice; the oldest of too many are forgotten. Silent where the file cannot be written."""
    memory = read(file)
    key = key_of(headings)
    memory.pop(key, None)
    memory[key] = [target.value for target in targets]
    with suppress(OSError):
        write_whole(file, json.dumps(dict(list(memory.items())[-KEPT:])).encode())
