"""A shop of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.shops import Shop, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Open an empty shop."""
    with opened(tmp_path / "店铺 数据") as one:
        yield one
