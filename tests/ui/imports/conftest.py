"""An import page on a real store; long work runs at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.progress import Cancelled, NoProgress, Progress
from dealer_crm.i18n import translator
from dealer_crm.services.customers import Customers
from dealer_crm.services.imports import Imports, run_here
from dealer_crm.storage import undo
from dealer_crm.storage.database import Database
from dealer_crm.ui.imports.doors import ImportDoors
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.shell import Prompts
from dealer_crm.ui.theme import apply_theme
from tests.storage.shops import empty_file, pinyin
from tests.ui.scripted import ScriptedPrompts

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@dataclass
class Desk:
    """The window's part: questions are answered by a script, work is done at once."""

    prompts: Prompts = field(default_factory=ScriptedPrompts)
    progress: Progress = field(default_factory=NoProgress)
    titles: list[str] = field(default_factory=list)

    def run_task(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> object:
        self.titles.append(title)
        try:
            result = work(self.progress)
        except Cancelled:
            return SimpleNamespace(cancelled=SimpleNamespace(connect=lambda heard: heard()))
        except Exception as error:
            assert failed is not None
            failed(error)
        else:
            assert done is not None
            done(result)
        return None


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "shop.sqlite"
    path.write_bytes(empty_file())
    opened = Database(path, pinyin(), lambda: AT)
    yield opened
    opened.close()


@pytest.fixture
def customers(db: Database) -> Customers:
    found = Customers(db, Actor, lambda: AT)
    found.create(CustomerDraft(name="王芳", phones=(PhoneDraft("14200000911"),)))
    found.create(CustomerDraft(name="陈静", phones=(PhoneDraft("14200000317"),)))
    return found


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def doors(db: Database, tmp_path: Path) -> ImportDoors:
    def take_back(entry_id: int, *, progress: Progress) -> None:
        with db.write(Actor(), Action.UNDO, Subject.CUSTOMER, undoes_id=entry_id) as session:
            undo.apply(session, entry_id)

    return ImportDoors(Imports(db, Actor, lambda: AT, tmp_path / "staging"), run_here, take_back)


@pytest.fixture
def page(request: pytest.FixtureRequest, qtbot: QtBot, doors: ImportDoors, desk: Desk, customers: Customers) -> ImportPage:
    """Show the page; a parameter gives language and look."""
    look: tuple[str, Literal["light", "dark"]] = getattr(request, "param", ("en", "light"))
    language, mode = look
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, mode, language=language)
    shown = ImportPage(translator(language), doors, desk)
    qtbot.addWidget(shown)
    shown.resize(1210, 560)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Ten rows in GBK: two faulty, one known, one of the same phone, one repeated."""
    path = tmp_path / "业主名单.csv"
    rows = [f"客户{i},1420000100{i},云上花园 1-1-{i},{90 + i}" for i in range(5)]
    rows += ["赵一鸣,142000017,锦样里 1-1,", ",,锦样里 2-2,"]
    rows += ["王芳,14200000911,星河湾样 12-1803,126", "陈晶,14200000317,锦样里 3-3,", "客户0,14200001000,云上花园 1-1-0,90"]
    path.write_bytes("\r\n".join(["业主名单,,,", "姓名*,手机（必填）,地址,面积(㎡)", *rows]).encode("gb18030"))
    return path
