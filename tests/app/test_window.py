"""The window of the whole program: painted first, wired to its folder, moved, rebuilt, closed."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.app.crash import record
from dealer_crm.app.past import show_history
from dealer_crm.app.paths import log_file
from dealer_crm.app.single import lock_or_wake, wake
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.domain.store import StoreFull, StoreInUse
from dealer_crm.services.followups import FollowUps
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from tests.app.windows import running

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "python_calamine", "rustpy_xlsxwriter", "pypdfium2", "vobject", "sqlite3")
LATER = (
    "PySide6.QtNetwork",
    "dealer_crm.app.single",
    "dealer_crm.domain.printing",
    "dealer_crm.domain.backups",
    "platformdirs",
    "html",
    "hashlib",
)
"""Not heavy, but each as much as some of the window's own parts."""
ROOT = Path(__file__).parents[2]


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dealer_crm.app import start\n"
        "seen = []\n"
        "class Watched(start.Program):\n"
        "    def _on_shown_first(self):\n"
        "        seen.extend(sys.modules)\n"
        "        self.app.exit(0)\n"
        "start.Program = Watched\n"
        f"assert start.run_window(Path({str(tmp_path / 'shop')!r})) == 0\n"
        f"heavy = [name for name in seen if name.split('.')[0] in {HEAVY!r} or name in {LATER!r}]\n"
        "assert seen and not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, timeout=60)


def test_opening_a_folder_loads_nothing_that_writes_workbooks_or_papers() -> None:
    script = "import sys, dealer_crm.app.opened; assert not {'openpyxl', 'reportlab', 'pypdfium2'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, timeout=60)


def test_a_new_folder_welcomes_and_a_full_one_does_not(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        assert run.window.page("today").has_primary
        assert run.wiring.rooms.welcome() is not None
        run.opened.customers.create(CustomerDraft(name="王芳"))
        run.wait(lambda: run.wiring.rooms.welcome() is None)
    with running(qtbot, tmp_path / "shop") as run:
        assert run.opened.settings.value.first_run_done
        assert run.opened.customer_list.count() == 1


def test_a_step_that_touches_much_is_reversed_behind_a_progress(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.app.wiring.MANY", 0)
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        run.wiring.undo()
        run.wait(lambda: run.opened.customer_list.count() == 0 and run.window.runner.running() == 0)
        run.wiring.redo()
        run.wait(lambda: run.opened.customer_list.count() == 1 and run.window.runner.running() == 0)


def test_a_refused_step_that_touches_much_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.app.wiring.MANY", 0)
    with running(qtbot, tmp_path / "shop") as run:
        customer = run.opened.customers.create(CustomerDraft(name="王芳"))
        followups = FollowUps(run.opened.db, lambda: Actor(origin=Origin.COMMAND), run.opened.now, run.opened.trade)
        followups.plan([customer], run.opened.now().date())
        run.wiring.undo()
        run.wait(lambda: len(run.prompts.asked) == 1)
        assert run.opened.customer_list.count() == 1


def test_much_is_taken_back_from_the_history_off_the_windows_thread(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.ui.history.dialog.MANY", 0)
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        threads: list[str] = []
        run.opened.db.on_commit.append(lambda _news: threads.append(threading.current_thread().name))
        dialog = show_history(run.wiring, run.window, run.opened, "history")
        dialog.details.button.click()
        run.wait(lambda: dialog.message.text() == "Taken back.")
        assert run.opened.customer_list.count() == 0
        assert threads == ["task"]
        dialog.reject()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_room_opens(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    with running(qtbot, tmp_path / "shop", language) as run:
        for room in ("today", "customers", "calendar", "deliveries", "care", "complaints", "reports", "settings"):
            run.window.go(room)
            assert run.window.page(room) is not None


def test_a_look_that_cannot_be_kept_leaves_what_was_asked_for_at_the_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(qtbot, tmp_path / "shop", "en") as run:
        run.opened.settings.change(language="zh", theme="dark")
        before = run.wiring.look.look()

        def refuse(**_changes: object) -> None:
            raise StoreFull(folder="here")

        monkeypatch.setattr(run.opened.settings, "change", refuse)
        with pytest.raises(StoreFull):
            run.wiring.look.commands()["density_compact"]()
        assert run.wiring.look.look() == before
        assert (before.language, before.mode) == ("en", "light")


def test_another_language_rebuilds_the_window_in_place(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        run.window.go("customers")
        before, store = run.window, run.opened.db
        run.wiring.look.commands()["language_zh"]()
        run.wait(lambda: run.window is not before)
        assert "客户档案" in run.window.windowTitle()
        assert run.opened.db is store
        assert run.opened.settings.value.language == "zh"
        run.opened.history.undo()
        run.wait(lambda: run.opened.customer_list.count() == 0)


def test_look_is_put_on_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        commands = run.wiring.look.commands()
        for name in ("theme_dark", "density_compact", "text_larger"):
            commands[name]()
        kept = run.opened.settings.value
        assert (kept.theme, kept.density, kept.text_size) == ("dark", "compact", 110)
        commands["text_normal"]()
        commands["text_smaller"]()
        assert run.opened.settings.value.text_size == 100


def test_sample_shop_is_kept_apart_and_left_with_one_click(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "shop"
    with running(qtbot, home) as run:
        run.wiring.open_demo()
        run.wait(lambda: run.program.data == home / "demo" and run.program.wiring is not None)
        assert run.opened.customer_list.count() == 30
        assert run.window.banner.isVisible()
        run.window.commands.run("demo_leave")
        run.wait(lambda: run.program.data == home and run.program.wiring is not None)
        assert run.opened.customer_list.count() == 0
        assert not run.window.banner.isVisible()


def test_second_start_wakes_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.window.showMinimized()
        assert lock_or_wake(tmp_path / "shop") is None
        run.wait(lambda: not run.window.isMinimized())
    assert not wake(tmp_path / "shop")


def test_a_lock_without_a_window_is_refused_in_the_end(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.app.single.PATIENCE_S", 0.3)
    with FolderLock(DataFolder(tmp_path).lock), pytest.raises(StoreInUse):
        lock_or_wake(tmp_path)
    lock = lock_or_wake(tmp_path)
    assert lock is not None
    lock.release()


def test_what_nobody_expected_is_noted_without_personal_data_and_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    told = "王芳 13800138000"

    def fail() -> None:
        raise ValueError(told)

    with running(qtbot, tmp_path / "shop") as run:
        run.may_crash = True
        for _ in range(2):
            QTimer.singleShot(0, fail)
        run.wait(lambda: log_file(tmp_path / "shop").exists() and len(run.prompts.asked) == 1)
        run.wait(lambda: log_file(tmp_path / "shop").read_text("utf-8").count("builtins.ValueError") == 2)
    noted = log_file(tmp_path / "shop").read_text("utf-8")
    assert "in fail" in noted
    assert "王芳" not in noted
    assert "13800138000" not in noted


def test_causes_are_noted_too(tmp_path: Path) -> None:
    told = "王芳"
    try:
        try:
            raise KeyError(told)
        except KeyError as error:
            raise RuntimeError(told) from error
    except RuntimeError as error:
        code = record(tmp_path, error)
    noted = log_file(tmp_path).read_text("utf-8")
    assert all(word in noted for word in (code, "builtins.KeyError", "builtins.RuntimeError"))
    assert told not in noted


def test_unreadable_settings_are_told_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "settings.json").write_text("{")
    with running(qtbot, shop) as run:
        run.wait(lambda: len(run.prompts.asked) == 1)
        assert "settings-unreadable-" in run.prompts.asked[0][1]
    assert len(list(shop.glob("settings-unreadable-*.json"))) == 1


def test_a_folder_in_use_leaves_the_window_where_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with running(qtbot, tmp_path / "shop") as run, FolderLock(DataFolder(other).lock):
        run.program.move_later(other, None)
        run.wait(lambda: bool(run.prompts.asked))
        assert run.program.data == tmp_path / "shop"
        assert run.opened.customer_list.count() == 0


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_store_is_refused_and_kept(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "store.sqlite").write_bytes(content)
    script = (
        "from pathlib import Path\n"
        "from dealer_crm.app import start\n"
        "from dealer_crm.ui.shell import Prompts\n"
        "Prompts.tell = lambda self, title, text: print(text)\n"
        "Prompts.ask_choice = lambda self, title, text, options: print(text) or ''\n"
        f"raise SystemExit(start.run_window(Path({str(shop)!r}), language='en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "store.sqlite" in done.stdout
    assert (shop / "store.sqlite").read_bytes() == content


def test_the_style_is_ours_whatever_the_desktop_asks_for() -> None:
    script = "from dealer_crm.app.start import application; print(application().style().name())"
    environment = {**os.environ, "QT_STYLE_OVERRIDE": "Windows"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip().lower() == "fusion"
