"""An import is all or nothing; one that commits on the way is caught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_crm.storage.new_files import Filing
from tests.faults.imports import AllOrNothing, tried


def sound(found: AllOrNothing) -> bool:
    """Tell whether nothing stayed."""
    return (found.rows_left, found.digests_changed, found.lists_wrong, found.traces) == (0, 0, 0, 0)


def test_import_that_fails_at_any_row_leaves_nothing(tmp_path: Path) -> None:
    found = tried(tmp_path, 20)
    assert (found.failed, found.undone) == (20, 1)
    assert sound(found), found


@pytest.mark.slow
def test_many_imports_that_fail_leave_nothing(tmp_path: Path) -> None:
    found = tried(tmp_path, 200, rows=120)
    assert (found.failed, found.undone) == (200, 10)
    assert sound(found), found


def test_sabotage_a_commit_on_the_way_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Filing.copy

    def committing(self: Filing) -> Iterator[int]:
        for done in copy(self):
            self._connection.exec_driver_sql("COMMIT")  # noqa: SLF001 - the sabotage
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")  # noqa: SLF001
            yield done

    monkeypatch.setattr(Filing, "copy", committing)
    found = tried(tmp_path, 4)
    assert found.rows_left > 0
    assert found.digests_changed > 0
