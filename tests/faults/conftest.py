"""What the fault harnesses share: the program, loaded once for children that die."""

from collections.abc import Iterator

import pytest

from tests.faults.mortal import Mortals


@pytest.fixture(scope="session")
def mortals() -> Iterator[Mortals]:
    """Load the program once."""
    with Mortals() as loaded:
        yield loaded
