"""What every test gets: no screen, no network, no folder of the user, and the corpora where they are."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run folders of its own: nothing reads or writes those of the user, and papers take no letters from this computer's fonts."""
    folder = tempfile.TemporaryDirectory(prefix="dealer-crm-home-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = folder.name
    os.environ["DEALER_CRM_FONTS"] = ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give slow tests more time than the others before they count as hanging."""
    for item in items:
        slow = item.get_closest_marker("slow") or item.get_closest_marker("nightly")
        if slow and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves the machine: the program never needs one."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None | NoReturn:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"a test reaches for the network: {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(autouse=True)
def _nothing_left_in_sight() -> Iterator[None]:
    """Refuse a window, box or menu that is still open when a test has ended: it would take the focus from those of the next."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
        for widget in left:
            widget.hide()
            widget.deleteLater()
        assert not left, f"left open: {left}"


@pytest.fixture(autouse=True, scope="session")
def _one_compiler() -> Iterator[None]:
    """Compile a statement once a run instead of once a store: every test opens a store of its own, and all are of one kind."""
    kept = LRUCache[Any, Any](2000)
    build = Engine.__init__

    def share(self: Engine, *arguments: Any, **named: Any) -> None:
        build(self, *arguments, **named)
        self._compiled_cache = kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", share)
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda self: hash(type(self)))
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda self, other: type(self) is type(other))
        yield


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of hostile data, which is not part of the project."""
    return _beside("DEALER_CRM_CORPORA", "corpora")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real import files of other programs, which is not part of the project."""
    return _beside("DEALER_CRM_SAMPLES", "samples")


def _beside(variable: str, name: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / name).resolve()
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent; {variable} names the folder")
    return folder
