"""Where the parts of one shop's data lie below its data folder, and what a start clears away there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFolder:
    """The layout of a data folder; nothing is made by asking."""

    path: Path

    @property
    def store(self) -> Path:
        """The store itself; one file while the program is closed."""
        return self.path / "store.sqlite"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the folder is in use; never deleted."""
        return self.path / "store.lock"

    @property
    def attachments(self) -> Path:
        """Pictures and files under their SHA-256."""
        return self.path / "attachments"

    @property
    def backups(self) -> Path:
        """The verified copies kept on this disk."""
        return self.path / "backups"

    @property
    def drafts(self) -> Path:
        """Forms that were left before they were saved."""
        return self.path / "drafts"

    @property
    def logs(self) -> Path:
        """What went wrong, for whoever mends it."""
        return self.path / "logs"

    @property
    def staging(self) -> Path:
        """Files of work under way; emptied at every start."""
        return self.path / "staging"

    def clear_staging(self) -> None:
        """Remove what a killed program left behind; call at the start, before any import."""
        shutil.rmtree(self.staging, ignore_errors=True)

    @property
    def holds_data(self) -> bool:
        """Tell whether a shop has worked here, even if its store is gone now."""
        log = self.store.with_name(self.store.name + "-wal")
        if any(path.exists() and path.stat().st_size for path in (self.store, log)):
            return True
        return any(next(folder.glob(name), None) for folder, name in self._traces())

    def _traces(self) -> tuple[tuple[Path, str], ...]:
        asides = ((self.path, name) for name in (f"{self.store.stem}-*", f"{SET_ASIDE}*", f"{self.store.name}{DAMAGED}*"))
        return (self.backups, "*.zip"), (self.attachments, "*/*"), *asides


SET_ASIDE = "before-restore-"
"""How a store is called that a restore replaced."""
DAMAGED = ".damaged-"
"""What is added to the name of a store that could not be read, with the time; its log lies beside it."""
