"""Who saves second keeps what the first one entered, and never writes over it unasked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from dealer_crm.domain.equipment import MachineDraft
from dealer_crm.domain.errors import EditConflict
from dealer_crm.ui.desk.second_save import save_both

FIRST = MachineDraft(product="Boiler", serial="1")


@dataclass
class Record:
    """One record with its version."""

    draft: MachineDraft = FIRST
    version: int = 1

    def edit(self, draft: MachineDraft, version: int) -> None:
        """Save what was opened at `version`."""
        if version != self.version:
            raise EditConflict(mine=version, theirs=self.version)
        self.draft, self.version = draft, version + 1

    def read(self) -> tuple[MachineDraft, int]:
        """Return the record as it is."""
        return self.draft, self.version


def test_changes_of_different_fields_are_joined() -> None:
    record = Record()
    record.edit(replace(FIRST, serial="2"), 1)
    save_both(record.edit, replace(FIRST, note="loud"), (FIRST, 1), record.read)
    assert record.draft == replace(FIRST, serial="2", note="loud")


def test_the_same_change_twice_is_no_conflict() -> None:
    record = Record()
    record.edit(replace(FIRST, serial="2"), 1)
    save_both(record.edit, replace(FIRST, serial="2", note="loud"), (FIRST, 1), record.read)
    assert record.draft == replace(FIRST, serial="2", note="loud")


def test_a_field_that_both_changed_is_refused_and_nothing_saved() -> None:
    record = Record()
    record.edit(replace(FIRST, serial="2"), 1)
    with pytest.raises(EditConflict):
        save_both(record.edit, replace(FIRST, serial="3", note="loud"), (FIRST, 1), record.read)
    assert record.read() == (replace(FIRST, serial="2"), 2)
