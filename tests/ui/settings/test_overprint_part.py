"""The list of printed forms in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.overprint import OverprintForm, OverprintNotFound
from dealer_crm.i18n import translator
from dealer_crm.ui.settings.overprint_part import OverprintListDoors, OverprintPart


def test_forms_are_made_opened_and_deleted_from_the_list(qtbot: QtBot) -> None:
    forms = [replace(OverprintForm("A", "receipt"), id=3), replace(OverprintForm("B", "certificate"), id=4)]
    opened: list[int] = []

    def delete(form_id: int) -> None:
        if form_id == 3:
            raise OverprintNotFound(name="A")
        forms.pop()

    part = OverprintPart(
        translator("en"), OverprintListDoors(lambda: forms, str.title, lambda form_id, _told: opened.append(form_id), delete)
    )
    qtbot.addWidget(part)
    part.reload()
    assert part.list.item(0).text() == "A · Receipt · 210 × 297 mm"
    part.new_button.click()
    part.list.setCurrentRow(1)
    part.open_button.click()
    assert opened == [0, 4]
    part.delete_button.click()
    assert part.list.count() == 1
    part.show()
    part.list.setFocus()
    QTest.keyClick(part.list, Qt.Key.Key_Delete)
    part.delete_chosen()
    assert "There is no form" in part.message.text()
    forms.clear()
    part.reload()
    assert not part.open_button.isEnabled()
    assert not part.nothing.isHidden()
