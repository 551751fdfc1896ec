"""The head of a sheet counts one way and in words, and offers what was read as a workbook."""

from __future__ import annotations

from dataclasses import replace

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.i18n import translator
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.ui.sheets.head import count_words, has_readings
from dealer_crm.ui.widgets import Label
from tests.ui.finding import find
from tests.ui.sheets.test_sheet_page import Sheets, deeds, sheets, yard

__all__ = ["deeds", "sheets", "yard"]


def test_a_sheet_counts_its_required_items_in_words_and_the_others_apart(sheets: Sheets, deeds: Acceptances) -> None:
    page = sheets()
    file = deeds.open(1)
    required = [check for check in file.checks if check.required]
    others = len(file.checks) - len(required)
    words = count_words(file, translator("en"))
    assert words.startswith(f"required items: 0 of {len(required)} settled")
    assert str(others) in words.partition("·")[2]
    assert find(page, Label, "sheet_count").text() == words
    assert not find(page, Label, "group_count").isVisible()
    settled = tuple(replace(check, result=CheckResult.NA) for check in file.checks)
    done = replace(file, groups=(replace(file.groups[0], checks=settled),))
    assert count_words(done, translator("zh")) == f"必检项已查 {len(required)}/{len(required)}"


def test_readings_are_offered_where_something_is_measured(sheets: Sheets, deeds: Acceptances) -> None:
    page = sheets()
    asked: list[tuple[int, str]] = []
    assert "export_record" not in page.commands()
    page._doors = replace(page._doors, readings=lambda *told: asked.append(told))  # noqa: SLF001 - as the wiring gives it
    page.reload()
    page.commands()["export_record"]()
    page.head.readings_requested.emit()
    assert asked == [(1, deeds.open(1).number)] * 2
    plain = tuple(replace(check, unit="", grid=None) for check in deeds.open(1).checks)
    assert not has_readings(replace(deeds.open(1), groups=(replace(deeds.open(1).groups[0], checks=plain),)))
