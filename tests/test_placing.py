"""Files get their names whole; a scanner that holds one for a moment fails nothing, one that keeps it fails with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dealer_crm import placing
from dealer_crm.app.settings import SettingsFile
from dealer_crm.documents.saving import save
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.i18n import translator
from dealer_crm.services.drafts import KIND_CUSTOMER, Drafts
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.files import known_trouble
from dealer_crm.words.errors import sentence

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TRIES = len(placing.WAITS) + 1


class Held(PermissionError):
    """What Windows says of a file that another program holds."""

    def __init__(self, winerror: int) -> None:
        super().__init__(13, "held by another program")
        self.winerror = winerror


class Scanner:
    """Holds every file for a number of tries."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.left, self.error, self.tries = 0, 32, 0
        self.waited: list[float] = []
        rename, remove = Path.replace, Path.unlink

        def replace(path: Path, target: Path) -> Path:
            self._look()
            return rename(path, target)

        def unlink(path: Path, missing_ok: bool = False) -> None:
            if not path.name.endswith((".part", ".tmp")):
                self._look()
            remove(path, missing_ok)

        patch.setattr(Path, "replace", replace)
        patch.setattr(Path, "unlink", unlink)
        patch.setattr("dealer_crm.placing.time.sleep", self.waited.append)

    def holds(self, tries: int, error: int = 32) -> None:
        """Hold what comes for some tries."""
        self.left, self.error, self.tries = tries, error, 0
        self.waited.clear()

    def _look(self) -> None:
        self.tries += 1
        if self.left:
            self.left -= 1
            raise Held(self.error)


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Scanner:
    """Return a scanner that holds nothing yet."""
    return Scanner(monkeypatch)


def _settings(folder: Path) -> None:
    SettingsFile(folder / "settings.json", lambda: NOW).change(text_size=125)


def _draft(folder: Path) -> None:
    Drafts(folder, lambda: NOW).save(KIND_CUSTOMER, "new-1", {"n": 1})


def _no_draft(folder: Path) -> None:
    Drafts(folder, lambda: NOW).drop(KIND_CUSTOMER, "new-1")


def _picture(folder: Path) -> None:
    Blobs(folder).put(b"picture")


def _paper(folder: Path) -> None:
    save(folder / "paper.pdf", b"%PDF")


def _store(folder: Path) -> None:
    with known_trouble(folder):
        placing.write_whole(folder / "store.sqlite", b"new")


SITES: list[tuple[Callable[[Path], None], type[DomainError]]] = [
    (_settings, StoreReadOnly),
    (_draft, StoreReadOnly),
    (_no_draft, StoreReadOnly),
    (_picture, StoreReadOnly),
    (_paper, FileNotWritable),
    (_store, StoreReadOnly),
]


@pytest.mark.parametrize("error", sorted(placing.HELD))
@pytest.mark.parametrize("held", [0, 1, 3, len(placing.WAITS)])
@pytest.mark.parametrize(("site", "_refusal"), SITES)
def test_a_file_held_for_a_moment_is_written(
    site: Callable[[Path], None], _refusal: type[DomainError], held: int, error: int, scanner: Scanner, tmp_path: Path
) -> None:
    scanner.holds(held, error)
    site(tmp_path)
    assert scanner.waited == list(placing.WAITS[:held])
    assert [path.name for path in tmp_path.rglob("*") if path.name.endswith((".part", ".tmp"))] == []


@pytest.mark.parametrize(("site", "refusal"), SITES)
def test_a_file_that_stays_held_is_refused_with_a_sentence(
    site: Callable[[Path], None], refusal: type[DomainError], scanner: Scanner, tmp_path: Path
) -> None:
    scanner.holds(TRIES)
    with pytest.raises(refusal) as refused:
        site(tmp_path)
    assert sentence(refused.value, translator("zh"))
    assert sum(scanner.waited) <= 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_old_file_is_there_after_a_refusal(scanner: Scanner, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    save(path, b"old")
    scanner.holds(TRIES)
    with pytest.raises(FileNotWritable):
        save(path, b"new")
    assert path.read_bytes() == b"old"
    scanner.holds(0)
    save(path, b"new")
    assert path.read_bytes() == b"new"


def test_other_refusals_are_not_waited_for(scanner: Scanner, tmp_path: Path) -> None:
    scanner.holds(1, error=19)
    with pytest.raises(FileNotWritable):
        _paper(tmp_path)
    assert (scanner.tries, scanner.waited) == (1, [])


def test_without_patience_a_moment_is_too_long(scanner: Scanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "WAITS", ())
    scanner.holds(1)
    with pytest.raises(FileNotWritable):
        _paper(tmp_path)
