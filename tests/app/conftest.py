"""The sample shop as the command line makes it, once a run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dealer_crm.app.cli import run
from tests.shared import made_once


def _make(folder: Path) -> None:
    assert run(["demo", "--data", str(folder / "shop"), "--json"]) == 0


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample shop that nobody changes; take a copy."""
    return made_once(tmp_path_factory, "sample", _make) / "shop"


def copied(sample: Path, folder: Path) -> Path:
    """Return a copy of the sample shop."""
    folder.mkdir()
    for name in ("store.sqlite", "settings.json"):
        (folder / name).write_bytes((sample / name).read_bytes())
    shutil.copytree(sample / "attachments", folder / "attachments")
    return folder
