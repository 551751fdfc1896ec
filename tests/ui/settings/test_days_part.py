"""The part of the settings with the working days, on a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.workdays import ShopHours
from dealer_crm.i18n import translator
from dealer_crm.services.history import History
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.storage.database import Database
from dealer_crm.ui.settings.days_part import DayDoors, DaysPart
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return the store of an empty shop."""
    path = tmp_path / "shop.sqlite"
    path.write_bytes(empty_file())
    db = Database(path, pinyin(), Clock())
    yield db
    db.close()


@pytest.fixture
def days(db: Database) -> ShopDays:
    """Return the working days of the shop."""
    return ShopDays(db, Actor, db.now)


@pytest.fixture
def part(days: ShopDays, qtbot: QtBot) -> DaysPart:
    """Return the part, shown."""
    enter: Callable[[int, bool], int] = lambda year, entered: days.enter_year(year, entered=entered)  # noqa: E731
    doors = DayDoors(days.hours, days.set_hours, days.year, days.set_days, days.remove, enter, lambda: date(2026, 11, 22))
    part = DaysPart(translator("zh"), doors)
    qtbot.addWidget(part)
    part.reload()
    return part


def test_showing_it_and_leaving_it_writes_nothing(part: DaysPart, db: Database) -> None:
    part.reload()
    part.leave()
    assert History(db, Actor).rows(9) == []


def test_a_year_is_pasted_entered_and_shown(part: DaysPart, days: ShopDays) -> None:
    assert part.entered.isHidden()
    assert part.model.rowCount() > 20
    part.later.click()
    assert (part.year_label.text(), part.model.rowCount(), part.entered.isHidden()) == ("2027", 0, False)
    part.pasted.set_text("2027-01-01 休 元旦\n2027-02-05~2027-02-12 休 春节\n2027-02-14 班 春节")
    part.paste_button.click()
    assert (part.model.rowCount(), part.pasted.text()) == (10, "")
    part.entered.click()
    assert "店里录入" in part.state.text()
    assert days.own().years == {2027}


def test_a_line_that_says_nothing_stays_to_be_mended(part: DaysPart, days: ShopDays) -> None:
    part.pasted.set_text("2027-01-01 休 元旦\n春节放假")
    part.paste_button.click()
    assert "春节放假" in part.message.text()
    assert "2027-01-01" in part.pasted.text()
    assert days.own().works == {}


def test_days_are_added_and_taken_out(part: DaysPart, days: ShopDays) -> None:
    part.first.set_value(date(2026, 12, 24))
    part.name.setText("盘点")
    part.add_button.click()
    assert days.own().works == {date(2026, 12, 24): False}
    row = next(place for place, one in enumerate(days.year(2026).days) if one.own)
    part.table.selectRow(row)
    assert part.remove_button.isEnabled()
    part.remove_button.click()
    assert days.own().works == {}
    assert not part.remove_button.isEnabled()


def test_hours_and_rest_are_kept_when_left_and_nonsense_is_told(part: DaysPart, days: ShopDays) -> None:
    part.opens.setText("9:00")
    part.rest.set_values([0])
    part.leave()
    assert days.hours() == ShopHours(time(9), time(18), frozenset({0}))
    part.closes.setText("7:00")
    part.leave()
    assert "关门要晚于开门" in part.message.text()
    assert days.hours().closes_at == time(18)
