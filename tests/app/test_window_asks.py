"""The whole window while an answer is held back: it lives, a write leads to a fresh answer, and nothing that goes hears of it."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.ui.widgets import TableView
from tests.app.windows import Running, running


class Gate:
    """Holds the ids of customers back, once they are read, while it is closed."""

    def __init__(self) -> None:
        self._open, self.reached = threading.Event(), threading.Event()
        self.open()

    def open(self) -> None:
        """Let everything through."""
        self._open.set()

    def close(self) -> None:
        """Hold back whatever is read from now on."""
        self._open.clear()
        self.reached.clear()

    def passed(self, found: array[int]) -> array[int]:
        """Return what was read, as soon as the gate is open."""
        self.reached.set()
        assert self._open.wait(20)
        return found


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    found, ids = Gate(), CustomerList.ids
    monkeypatch.setattr(CustomerList, "ids", lambda self, spec: found.passed(ids(self, spec)))
    yield found
    found.open()


def table(run: Running) -> TableView:
    found = run.window.findChild(TableView, "customer_table")
    assert isinstance(found, TableView)
    return found


def names(run: Running) -> list[str]:
    model = table(run).model()
    column = [one.key for one in model.columns].index("name")  # type: ignore[attr-defined]
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_the_window_lives_while_it_asks(qtbot: QtBot, tmp_path: Path, gate: Gate) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        first = run.opened.customers.create(CustomerDraft(name="王芳"))
        run.window.go("customers")
        run.wait(lambda: names(run) == ["王芳"])
        run.program.runner.patience = 0
        gate.close()
        run.window.page("customers").reload()
        assert gate.reached.wait(20)
        run.window.go("customers", str(first))  # old rows can be used
        run.wait(lambda: table(run).current_id() == first)
        second = run.opened.customers.create(CustomerDraft(name="李娜"))  # read before this write: nobody wants that answer any more
        run.wait(lambda: "李娜" in run.window.commands.action("undo").text())
        table(run).select_id(second)
        assert names(run) == ["王芳"]
        gate.open()
        run.wait(lambda: sorted(names(run)) == ["李娜", "王芳"])
        run.wait(lambda: table(run).current_id() == second)

        gate.close()
        run.window.page("customers").reload()
        assert gate.reached.wait(20)
        run.program.rebuild()
        gate.open()
        run.wait(lambda: run.program.runner.running() == 0)
        run.wait(lambda: sorted(names(run)) == ["李娜", "王芳"])

        gate.close()
        run.window.page("customers").reload()
        assert gate.reached.wait(20)
        threading.Timer(0.1, gate.open).start()
        run.program.close_now()  # waits until nobody reads any more
        assert run.program.opened is None
        assert run.program.runner.running() == 0
    assert [file.name for file in (tmp_path / "shop").glob("store.sqlite*")] == ["store.sqlite"]
