"""How a page gives out what it shows: its list and the record in view, as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Exporting:
    """Lists go by the names of `services.listings`, records by the kinds of `services.record_books`."""

    list: Callable[[str, Sequence[int]], object]
    record: Callable[[str, int], object]

    def list_command(self, name: str, ids: Callable[[], Sequence[int]]) -> dict[str, Callable[[], object]]:
        """Return the command that writes a list as it is shown."""
        return {"export_list": lambda: self.list(name, tuple(ids()))}

    def record_command(self, kind: str, record_id: int) -> dict[str, Callable[[], object]]:
        """Return the command that writes a record, none where there is no record in view."""
        return {"export_record": lambda: self.record(kind, record_id)} if record_id else {}
