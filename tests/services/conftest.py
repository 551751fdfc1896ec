"""A real store in a temporary folder, a clock that stands, and somebody who works."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.services.demo import Demo
from dealer_crm.storage.database import Database
from tests.shared import made_once
from tests.storage.shops import empty_file, pinyin

Store = Callable[[str], Database]


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = field(default=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    def on(self, days: float) -> None:
        """Let days pass."""
        self.at += timedelta(days=days)

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self.at)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the test."""
    return Clock()


@pytest.fixture
def db(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    """Open an empty store."""
    path = tmp_path / "shop" / "shop.sqlite"
    path.parent.mkdir()
    path.write_bytes(empty_file())
    opened = Database(path, pinyin(), clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a store with the sample shop in Chinese, made once."""

    def make(folder: Path) -> None:
        (folder / "shop.sqlite").write_bytes(empty_file())
        clock = Clock()
        made = Database(folder / "shop.sqlite", pinyin(), clock)
        Demo(made, clock).fill("zh")
        made.close()

    return (made_once(tmp_path_factory, "sample-store", make) / "shop.sqlite").read_bytes()


@pytest.fixture
def sample(tmp_path: Path, sample_file: bytes, clock: Clock) -> Iterator[Database]:
    """Open a sample shop of one's own."""
    path = tmp_path / "sample" / "shop.sqlite"
    path.parent.mkdir()
    path.write_bytes(sample_file)
    opened = Database(path, pinyin(), clock)
    yield opened
    opened.close()


@pytest.fixture
def actor() -> Callable[[], Actor]:
    """Return who works: the owner, nobody's staff number."""
    return Actor
