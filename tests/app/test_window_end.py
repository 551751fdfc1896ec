"""What the window keeps before it goes, backs up and brings back."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Role
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.store import StoreFull
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.drafts import KIND_ORDER
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import Restored, restore
from dealer_crm.ui.shell.progress import ProgressDialog
from dealer_crm.ui.widgets import Button, InlineMessage
from tests.app.windows import Now, Running, running


def test_news_reach_title_badge_undo_and_foot(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer = run.opened.customers.create(CustomerDraft(name="王芳"))
        run.wait(lambda: "王芳" in run.window.commands.action("undo").text())
        run.opened.customers.delete(customer)
        run.wait(lambda: run.window.undo_bar.isVisible())
        run.wiring.undo()
        run.wait(lambda: run.opened.customer_list.count() == 1)
        run.wait(lambda: "王芳" in run.window.commands.action("redo").text())


def test_closing_backs_up_what_changed(qtbot: QtBot, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    with running(qtbot, shop) as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        run.window.close()
        run.wait(lambda: run.program.opened is None)
    assert len(list((shop / "backups").glob("*.zip"))) == 1
    assert [file.name for file in shop.glob("store.sqlite*")] == ["store.sqlite"]
    with running(qtbot, shop) as run:
        run.window.close()
        run.wait(lambda: run.program.opened is None)
    assert len(list((shop / "backups").glob("*.zip"))) == 1


def foot(run: Running) -> list[str]:
    """Return what the foot of the window says."""
    return [button.accessibleName() for button in run.window.status.findChildren(QAbstractButton) if button.isVisible()]


@pytest.mark.parametrize("by", ["command", "settings"])
def test_the_foot_knows_of_a_backup_made_on_demand(qtbot: QtBot, tmp_path: Path, by: str) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.wait(lambda: any("No backup yet" in text for text in foot(run)))
        if by == "command":
            run.window.commands.run("backup")
        else:
            run.window.go("settings", "data")
            run.window.findChild(Button, "backup_now").click()
        run.wait(lambda: any("Backup: " in text for text in foot(run)))
        assert not any("No backup yet" in text for text in foot(run))


def test_a_backup_that_is_refused_on_demand_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_reason: Reason, progress: Progress) -> None:
        progress.step(0, 1)
        raise StoreFull(folder="somewhere")

    with running(qtbot, tmp_path / "shop") as run:
        monkeypatch.setattr(run.opened.backups, "make", refuse)
        run.window.commands.run("backup")
        run.wait(lambda: len(run.prompts.asked) == 1)
        assert run.prompts.asked[0][0] == "No backup was made"


def test_a_failed_backup_is_told_before_the_window_goes(qtbot: QtBot, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    with running(qtbot, shop) as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        (shop / "backups").write_text("a file where the folder should be")
        run.may_crash = True
        run.answer(False)
        run.window.close()
        run.wait(lambda: bool(run.prompts.asked))
        assert run.program.opened is not None
        run.answer(True)
        run.window.close()
        run.wait(lambda: run.program.opened is None)


def test_restoring_goes_back_and_keeps_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        made = run.opened.backups.make(Reason.DEMAND)
        run.opened.customers.create(CustomerDraft(name="李强"))
        run.opened.drafts.save(KIND_ORDER, "new-1", {"draft": {"customer_id": 2}}, "李强")
        before = run.window
        run.wiring.restore(Path(made.path))
        run.wait(lambda: run.window is not before and run.program.wiring is not None)
        notice = run.window.findChild(InlineMessage, "notice_drafts")
        assert str(run.opened.folder.drafts / "before-restore") in notice.text()
        assert [row.name for row in run.opened.customer_list.page(CustomerSpec(), 10)] == ["王芳"]
        before = run.window
        run.wiring.restore(tmp_path / "none.zip")
        run.wait(lambda: run.window is not before and run.program.wiring is not None)
        assert run.opened.customer_list.count() == 1


def test_restoring_goes_on_beside_an_empty_window_that_stays(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()

    def slow(folder: DataFolder, file: Path, now: Now, progress: Progress) -> Restored:
        progress.step(1, 4)
        assert may_go_on.wait(20)
        return restore(folder, file, now, progress)

    monkeypatch.setattr("dealer_crm.storage.restore.restore", slow)
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        made = run.opened.backups.make(Reason.DEMAND)
        run.opened.customers.create(CustomerDraft(name="李强"))
        run.wiring.restore(Path(made.path))
        run.wait(lambda: any(dialog.isVisible() for dialog in run.window.findChildren(ProgressDialog)))
        assert run.program.opened is None
        run.window.close()
        assert run.window.isVisible()
        may_go_on.set()
        run.wait(lambda: run.program.wiring is not None)
        assert run.opened.customer_list.count() == 1


def test_staff_is_switched_at_the_foot(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.wiring.rooms._name_operator("甄暖和")  # noqa: SLF001 - what the welcome panel calls
        operator = run.opened.operator
        assert operator is not None
        run.opened.customers.create(CustomerDraft(name="王芳"))
        assert run.opened.history.rows(1)[0].actor == "甄暖和"
        assert run.opened.settings.value.staff_id == operator.id
        assert operator.role is Role.OWNER


def test_damaged_data_are_restored_from_a_backup_at_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    with running(qtbot, shop) as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        made = Path(run.opened.backups.make(Reason.DEMAND).path)
    (shop / "store.sqlite").write_bytes(b"rubbish" * 1000)
    with running(qtbot, shop, answers=[made]) as run:
        assert run.opened.customer_list.count() == 1


def test_what_is_being_typed_survives_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.wiring.rooms.new_customer("13800138000", "王芳")
        run.window.close()
        run.wait(lambda: run.program.opened is None)
    with running(qtbot, tmp_path / "shop") as run:
        assert [draft.title for draft in run.opened.drafts.all()] == ["王芳"]
