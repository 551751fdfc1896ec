"""What every row is given: shops of the sizes asked for, one to write in, a folder for files, and the open services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.measuring import ROUNDS
from benchmarks.moment import now
from benchmarks.shop.making import SEED, copied, kept
from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.journal import Origin
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock


@dataclass
class Bench:
    """One run. `place` is a folder that is thrown away at the end; shops are kept in `cache`."""

    customers: int
    place: Path
    cache: Path | None = None
    rounds: int = ROUNDS
    sizes: tuple[int, ...] = ()
    seed: int = SEED

    def shop(self, customers: int = 0) -> DataFolder:
        """Return a shop as it was made, of the size of the run where none is asked for."""
        return kept(customers or self.customers, self.seed, self.cache)

    @cached_property
    def own(self) -> DataFolder:
        """Return a shop of the size of the run to write in, one for all rows."""
        return self.own_of(self.customers)

    def own_of(self, customers: int) -> DataFolder:
        """Return a shop to write in, copied when it is first asked for."""
        target = self.place / f"shop-{customers}"
        if not target.exists():
            copied(self.shop(customers), target)
        return DataFolder(target)

    @contextmanager
    def opened(self, folder: DataFolder | None = None) -> Iterator[Opened]:
        """Open a shop as the program does, at the moment at which it stands."""
        folder = folder or self.own
        opened = open_folder(folder.path, Origin.USER, now, FolderLock(folder.lock))
        try:
            yield opened
        finally:
            opened.close()
