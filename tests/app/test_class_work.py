"""Classes are worked out beside the window: after a change, and not while it closes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from dealer_crm.app import class_work
from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.ui.today.news_button import NewsButton
from tests.app.windows import running
from tests.ui.finding import find

BOILER = LineDraft(name="壁挂炉", unit="台", quantity=1000, price=10_000_00, cost=7_500_00, category="boiler")


def test_a_change_is_worked_out_and_news_stands_in_the_morning(qtbot: QtBot, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(class_work, "AFTER_MS", 1)
    with running(qtbot, tmp_path / "shop", "zh") as run:
        run.opened.settings.change(first_run_done=True)
        one = run.opened.customers.create(CustomerDraft(name="王芳"))
        run.opened.orders.confirm(run.opened.orders.create(OrderDraft(one, (BOILER,))))
        work, book = run.wiring.classes, run.opened.class_book
        with qtbot.waitSignal(work.worked, timeout=20_000):
            work.begin()
        assert not book.waits()
        button = find(run.window, NewsButton, "class_news_button")
        assert not button.isVisibleTo(run.window)
        with qtbot.waitSignal(work.worked, timeout=20_000):
            run.opened.customer_classes.override(one, ClassKind.SERVICE, "ordinary", "只买一次")
        run.wait(lambda: button.text() == "1 位客户分类有变化")
        button.click()
        assert run.window.page("reports").report().key == "classes"
        run.window.page("reports").deed_button.click()
        assert run.opened.class_changes.count() == 0
        work.unplug()
        run.opened.customers.create(CustomerDraft(name="陈静"))
        QCoreApplication.processEvents()
        assert not any(timer.isActive() for timer in work.findChildren(QTimer))
        assert book.waits()
