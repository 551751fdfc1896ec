"""Tasks of the usability script around what goes wrong or has to wait: interrupted, moved, postponed, deleted, restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.dates import local_day
from dealer_crm.ui.calendar.month import MonthBoard
from dealer_crm.ui.widgets import TableView
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.tasks import Task

Key = Qt.Key
DAY = timedelta(days=1)


def test_5_form_comes_back_after_a_power_cut(desk: Desk) -> None:
    typed = {"field_name": "王小芳", "field_phones_1": "139 0000 1111", "field_community": "云上花园"}
    clerk = desk.clerk()
    clerk.key(Key.Key_F3)
    for words in typed.values():
        clerk.type(words)
        clerk.enter()
    clerk.wait(lambda: "云上花园" in str([clerk.opened.drafts.load(row.kind, row.key) for row in clerk.opened.drafts.all()]))
    task = Task(desk, "5 interrupted", "customers", clerk=desk.killed())
    with task.at_most(1) as clerk:
        clerk.tab_to("drafts_button")
        clerk.enter()
        clerk.seen("field_name")
    assert {name: text_of(clerk, name) for name in typed} == typed
    assert clerk.run.prompts.asked == []
    clerk.click("customer_form_message_action")
    clerk.wait(lambda: not clerk.opened.drafts.all())
    task.end()


def text_of(clerk: Clerk, name: str) -> str:
    """Return what stands in a field."""
    field = clerk.seen(name)
    assert isinstance(field, QLineEdit)
    return field.text()


@pytest.mark.parametrize("way", ["keys", "menu", "drag"])
def test_6_what_is_due_tomorrow_goes_to_friday(desk: Desk, way: str) -> None:
    task = Task(desk, f"6 move by {way}")
    clerk = task.clerk
    clerk.go("calendar")
    month = clerk.seen("calendar_month")
    assert isinstance(month, MonthBoard)
    clerk.key(Key.Key_T)
    clerk.key(Key.Key_Right)
    clerk.settle()
    if month.current() is None:  # so low that no day of a month has room for an item
        clerk.key(Key.Key_W)
        clerk.settle()
    row = month.current()
    assert row is not None
    friday = month.day + 3 * DAY
    with task.at_most(3):
        {"keys": by_keys, "menu": by_menu, "drag": by_drag}[way](clerk, month, friday)
        clerk.wait(lambda: day_of(clerk, row) == month.day == friday)
    task.end()


def day_of(clerk: Clerk, row: AgendaRow) -> date | None:
    """Return the day on which an item stands now."""
    month = clerk.opened.agenda.month(row.due_on - 7 * DAY, row.due_on + 14 * DAY)
    return next((item.due_on for item in month.items if item.key == row.key), None)


def by_keys(clerk: Clerk, month: MonthBoard, friday: date) -> None:
    """Ctrl+Right, day by day."""
    for days in (2, 1, 0):
        clerk.key(Key.Key_Right, CONTROL)
        clerk.wait(lambda days=days: month.day == friday - days * DAY)  # type: ignore[misc]


def by_menu(clerk: Clerk, _month: MonthBoard, friday: date) -> None:
    """P, another day, typed as one says it."""
    clerk.key(Key.Key_P)
    clerk.wait(lambda: QApplication.activePopupWidget() is not None)
    clerk.key(Key.Key_4)
    clerk.seen("field_day_text")
    clerk.type(f"{friday:%m%d}")
    clerk.enter()
    clerk.enter()


def by_drag(clerk: Clerk, month: MonthBoard, friday: date) -> None:
    """The mouse takes the item over."""
    start, end = month._chip_box(month.day, 0), month._box(friday)  # noqa: SLF001 - where the days were painted
    clerk.drag(month, start.center(), end.center())


def test_6_keys_drag_and_menu_write_the_same(desk: Desk) -> None:
    task = Task(desk, "6 equal entries")
    clerk, history = task.clerk, task.clerk.opened.history
    clerk.go("calendar")
    clerk.key(Key.Key_T)
    clerk.key(Key.Key_W)
    clerk.key(Key.Key_Right)
    clerk.settle()
    month = clerk.seen("calendar_month")
    assert isinstance(month, MonthBoard)
    written, start = [], month.day
    ways: tuple[Callable[[], object], ...] = (
        lambda: clerk.key(Key.Key_Right, CONTROL),
        partial(by_drag, clerk, month, start + DAY),
        partial(by_menu, clerk, month, start + DAY),
    )
    for way in ways:
        way()
        clerk.wait(lambda: month.day == start + DAY)
        clerk.settle()
        (entry,) = history.rows(1)
        changes = [change for change in history.changes(entry.id) if change.column != "version"]
        written.append((entry.action, entry.subject, entry.subject_id, entry.label, changes))
        clerk.key(Key.Key_Z, CONTROL)
        clerk.wait(lambda: month.day == start)
        clerk.settle()
    assert written[0] == written[1] == written[2]
    assert written[0][-1]
    clerk.key(Key.Key_M)
    task.end()


def test_7_all_that_is_late_goes_to_monday_from_the_calendar(desk: Desk) -> None:
    task = Task(desk, "7 postpone all, calendar")
    opened = task.clerk.opened
    late = opened.agenda.overdue()
    with task.at_most(4) as clerk:
        clerk.go("calendar")
        clerk.settle()
        if not clerk.sees("side_all"):
            pytest.skip("so narrow that Today has the list of what is late")
        clerk.tab_to("side_all")
        clerk.enter()
        clerk.wait(lambda: QApplication.activePopupWidget() is not None)
        clerk.key(Key.Key_3)
        clerk.wait(lambda: len(opened.agenda.overdue()) < len(late))
    assert not [row for row in opened.agenda.overdue() if row.movable]
    clerk.key(Key.Key_Z, CONTROL)
    clerk.wait(lambda: opened.agenda.overdue() == late)
    task.end()


def test_7_all_that_is_late_goes_to_monday(desk: Desk) -> None:
    task = Task(desk, "7 postpone all")
    opened = task.clerk.opened
    late, monday = opened.agenda.overdue(), local_day(opened.now()) + 7 * DAY
    with task.at_most(4) as clerk:
        clerk.key(Key.Key_F, CONTROL)
        clerk.key(Key.Key_Right)
        clerk.tab_to("today_list")
        clerk.wait(lambda: rows_of(clerk, "today_list") == len(late))
        clerk.key(Key.Key_A, CONTROL)
        clerk.key(Key.Key_P)
        clerk.wait(lambda: QApplication.activePopupWidget() is not None)
        clerk.key(Key.Key_3)
        clerk.wait(lambda: len(opened.agenda.overdue()) < len(late))
    assert not [row for row in opened.agenda.overdue() if row.movable]
    assert len([row for row in opened.agenda.range(monday, monday) if row.movable]) >= len([row for row in late if row.movable])
    clerk.key(Key.Key_Z, CONTROL)
    clerk.wait(lambda: opened.agenda.overdue() == late)
    task.end()


def rows_of(clerk: Clerk, name: str) -> int:
    """Return how many lines a list has."""
    view = clerk.seen(name)
    assert isinstance(view, TableView)
    return view.model().rowCount()


@pytest.mark.slow
def test_12_sheet_with_faults_imported_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "customers.csv"
    sheet.write_bytes("\r\n".join(["姓名,电话,小区,房号", *sheet_lines()]).encode("gb18030"))
    task = Task(desk, "12 import")
    clerk, count = task.clerk, task.clerk.opened.customer_list.count
    before = count()
    clerk.run.answer(str(sheet))
    with task.at_most(5):  # and one in the file dialog of the desktop
        clerk.find("导入客户" if desk.look.language == "zh" else "import cust", lambda: clerk.sees("import_drop_button"))
        clerk.tab_to("import_drop_button")
        clerk.enter()
        clerk.wait(lambda: clerk.sees("import_columns") and QApplication.activeModalWidget() is None)
        clerk.save()
        clerk.wait(lambda: clerk.sees("import_rows") and QApplication.activeModalWidget() is None)
        task.look("check")
        shown = {key: clerk.seen(f"import_tiles_{key}").accessibleName() for key in ("all", "new", "duplicate", "error")}
        assert all(str(number) in shown[key] for key, number in (("all", 500), ("new", 475), ("duplicate", 20), ("error", 5)))
        clerk.save()
        clerk.wait(lambda: clerk.sees("button_undo_import") and QApplication.activeModalWidget() is None)
    assert count() == before + 475
    clerk.click("button_close_import")
    task.end()
    assert count() == before


def sheet_lines() -> list[str]:
    """Return 475 new customers, 20 of them once more, and 5 with a number that lost its digits."""
    good = [f"测试{n:03d},139{n:08d},云上花园,{n % 30 + 1}-1-{100 + n}" for n in range(475)]
    return [*good, *good[:20], *(f"坏号{n},1.38E+10,云上花园,1-1-{n}" for n in range(5))]


@pytest.mark.parametrize("way", ["undo button", "recycle bin"])
def test_13_deleted_by_mistake_and_back(desk: Desk, way: str) -> None:
    task = Task(desk, f"13 {way}", "customers")
    clerk, count = task.clerk, task.clerk.opened.customer_list.count
    before = count()
    clerk.go("customers")
    clerk.key(Key.Key_Home)
    clerk.key(Key.Key_Delete)
    clerk.wait(lambda: count() == before - 1)
    with task.at_most(2, then=lambda: clerk.leave("history_dialog")):
        if way == "undo button":
            clerk.click("button_undo")
        else:
            clerk.key(Key.Key_H, CONTROL | SHIFT)
            clerk.seen("bin_list")
            clerk.enter()
        clerk.wait(lambda: count() == before)
    task.end()


@pytest.mark.slow
def test_14_backed_up_changed_and_restored(desk: Desk) -> None:
    task = Task(desk, "14 restore")
    backups = Path(task.clerk.opened.folder.backups)
    with task.at_most(2) as clerk:
        clerk.click("status_backup")
        clerk.click("backup_now")
        clerk.wait(lambda: rows_of(clerk, "backup_table") == 1 and not clerk.sees("progress"))
    customer = clerk.opened.customer_list.find("zyy", 1)[0].id
    clerk.opened.followups.plan([customer], local_day(clerk.opened.now()) + DAY)
    with task.at_most(3) as clerk:
        clerk.click("backup_restore")
        assert [clerk.seen(name).isVisible() for name in ("now_customer", "backup_customer", "now_latest")] == [True] * 3
        before = clerk.run.window
        clerk.click("restore_action")
        clerk.wait(lambda: clerk.run.window is not before)
        clerk.run.ready()
        clerk.wait(lambda: clerk.run.window.pages.page() is not None and not clerk.sees("progress"))
    assert len(list(backups.glob("*.zip"))) == 2
    task.end()
    desk.close()


def test_15_phone_mended_with_the_mouse_alone(desk: Desk) -> None:
    task = Task(desk, "15 mouse only", "customers")
    opened = task.clerk.opened
    customer = opened.customer_list.find("zyy", 1)[0].id
    with task.at_most(5) as clerk:
        clerk.click("search_field")
        clerk.type("zyy")
        clerk.wait(lambda: bool(clerk.run.window.finder.rows.hits) and clerk.run.window.finder.rows.isVisible())
        clerk.click_at(clerk.run.window.finder.rows, QPoint(60, 15))
        clerk.wait(lambda: clerk.sees("customer_timeline"))
        clerk.click("customer_pencil" if clerk.sees("customer_pencil") else "customer_edit")
        clerk.click("field_phones_1")
        clerk.key(Key.Key_End)
        clerk.key(Key.Key_Backspace)
        clerk.type("9")
        task.look("form")
        body = clerk.seen("customer_form_body")
        assert isinstance(body, QAbstractScrollArea)
        assert body.horizontalScrollBar().maximum() == 0
        clerk.click("customer_save")
        clerk.wait(lambda: opened.customers.draft(customer)[0].phones[0].number == "14200000009")
    assert not [action for action in clerk.counter.actions if not action.startswith("click")]
    task.end()
