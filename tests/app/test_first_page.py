"""What a start pays for: the window with its bars, then the page in view; everything else comes while nobody waits."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.app import warming
from tests.app.conftest import copied
from tests.app.windows import running

ROOT = Path(__file__).parents[2]
START = Path(__file__).with_name("first_page.py")
LATER = (
    "dealer_crm.services.agenda",
    "dealer_crm.services.imports",
    "dealer_crm.services.exports",
    "dealer_crm.services.listings",
    "dealer_crm.services.orders",
    "dealer_crm.services.deliveries",
    "dealer_crm.services.complaints",
    "dealer_crm.services.check",
    "dealer_crm.services.complaint_list",
    "dealer_crm.domain.printing",
    "dealer_crm.services.trade",
    "dealer_crm.documents",
    "dealer_crm.words.errors",
    "dealer_crm.ui.today",
    "dealer_crm.ui.calendar",
    "dealer_crm.ui.care",
    "dealer_crm.ui.complaints",
    "dealer_crm.ui.deliveries",
    "dealer_crm.ui.imports.page",
    "dealer_crm.ui.orders.page",
    "dealer_crm.ui.settings",
    "dealer_crm.ui.customers.file_pane",
    "dealer_crm.ui.customers.form",
    "dealer_crm.ui.followups.log_sheet",
    "sqlalchemy.dialects.postgresql",
    "alembic",
)
"""What the list of customers needs none of."""
MOST_STATEMENTS = 4
"""Who works, how many customers there are, how many of each kind, and who stands in the list; the paint asks for the rows themselves."""

MOST_LOOKS = 100
"""At Python's usual threshold there are more than two hundred."""


@dataclass(frozen=True)
class FirstPage:
    """What was loaded and asked, and how often garbage was looked for, when the first customers were painted."""

    modules: list[str]
    statements: list[str]
    looks: int


@pytest.fixture(scope="module")
def first_page(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> FirstPage:
    """Start on the sample shop in a process of its own, go to the customers at once."""
    shop = copied(sample, tmp_path_factory.mktemp("first") / "shop")
    done = subprocess.run([sys.executable, str(START), str(shop)], cwd=ROOT, timeout=120, capture_output=True, text=True, check=True)
    return FirstPage(**json.loads(done.stdout))


def test_the_first_customers_wait_for_no_other_room_and_no_paper(first_page: FirstPage) -> None:
    assert "dealer_crm.ui.customers.list_pane" in first_page.modules
    loaded = [name for name in first_page.modules if name.startswith(tuple(f"{later}." for later in LATER)) or name in LATER]
    assert loaded == []


def test_the_first_customers_wait_for_their_own_statements_only(first_page: FirstPage) -> None:
    asked = [sql for sql in first_page.statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert any("customer_line" in sql for sql in asked)
    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)


def test_a_start_seldom_looks_for_garbage(first_page: FirstPage) -> None:
    assert first_page.looks < MOST_LOOKS


@pytest.mark.parametrize("name", warming.MODULES)
def test_what_is_loaded_later_exists(name: str) -> None:
    assert import_module(name).__name__ == name


def test_the_rest_is_loaded_while_nobody_waits(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "AFTER_MS", 1)
    monkeypatch.setattr(warming, "BETWEEN_MS", 1)
    asked: list[str] = []
    monkeypatch.setattr(warming, "import_module", asked.append)
    with running(qtbot, tmp_path / "shop") as run:
        run.wait(lambda: asked == list(warming.MODULES))


def test_the_window_says_how_things_stand_right_after_its_first_page(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        assert run.window.findChild(QWidget, "status_customers") is not None
        assert run.window.findChild(QWidget, "status_staff") is not None
