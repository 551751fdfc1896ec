"""What is typed in a dialog is there again after it was left, whatever took it away, until it is saved or thrown away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, LineEdit, MoneyField, MultiSegments, Segments
from dealer_crm.ui.widgets.narrow import Narrow

PLACE = DraftPlace("sample", "7", "Sample 7")


class Fuel(Enum):
    GAS, HEAT_PUMP = "gas", "heat_pump"


class Asked(Dialog):
    """Has a field of every kind, filled from a record."""

    def __init__(self, t: Translator, drafts: Drafts, note: str = "as saved") -> None:
        super().__init__(t, "Sample", None, name="asked")
        form = self.form = FormGrid(t, name="asked_form")
        self.note = form.add("note", "Note", LineEdit(name="note"))
        self.narrow = LineEdit(name="narrow")
        form.add("narrow", "Narrow", Narrow(self.narrow))
        self.amount = form.add("amount", "Amount", MoneyField(name="amount"))
        self.day = form.add("day", "Day", DateField(t, lambda: date(2026, 11, 22), name="day"))
        fuels = [Choice(fuel, fuel.value) for fuel in Fuel]
        self.fuel = form.add("fuel", "Fuel", Segments(fuels, name="fuel"))
        self.fuels = form.add("fuels", "Fuels", MultiSegments(fuels, name="fuels"))
        self.who = form.add("who", "Who", Combo([Choice(None, "nobody"), Choice(3, "Li")], name="who"))
        self.note.setText(note)
        self.fuel.set_value(Fuel.GAS)
        self.box.addWidget(form)
        KeptDialog(t, self, drafts, PLACE)

    def values(self) -> tuple[object, ...]:
        """Return what stands in the fields."""
        fields = (self.amount, self.day, self.fuel, self.who)
        return (self.note.text(), self.narrow.text(), *(field.value() for field in fields), tuple(self.fuels.values()))

    def type_everything(self) -> None:
        """Change each field as a person would."""
        self.note.setText("three rooms")
        self.narrow.setText("801")
        self.amount.setText("1200")
        self.day.edit.setText("+3")
        self.day.edit.textEdited.emit("+3")
        self.fuel.set_value(Fuel.HEAT_PUMP)
        self.fuels.set_values([Fuel.GAS, Fuel.HEAT_PUMP])
        self.who.set_value(3)


TYPED = ("three rooms", "801", 120_000, date(2026, 11, 25), Fuel.HEAT_PUMP, 3, (Fuel.GAS, Fuel.HEAT_PUMP))
FRESH = ("as saved", "", None, None, Fuel.GAS, None, ())


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """Drafts of a folder."""
    return Drafts(tmp_path, lambda: datetime(2026, 11, 22, 2, tzinfo=UTC))


def shown(t: Translator, drafts: Drafts, qtbot: QtBot, note: str = "as saved") -> Asked:
    """Open the dialog."""
    dialog = Asked(t, drafts, note)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_was_typed_is_back_and_says_so(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    left = shown(t, drafts, qtbot)
    left.type_everything()
    left.reject()
    again = shown(t, drafts, qtbot)
    assert again.values() == TYPED
    assert "not saved yet" in again.message.text()
    assert [(row.kind, row.title) for row in drafts.all()] == [("sample", "Sample 7")]


def test_typing_is_kept_while_the_dialog_is_still_open(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    dialog = shown(t, drafts, qtbot)
    dialog.note.setText("three rooms")
    qtbot.waitUntil(lambda: drafts.load("sample", "7") is not None)
    assert dialog.isVisible()


def test_only_changed_fields_are_kept_and_the_others_show_what_is_true_now(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    left = shown(t, drafts, qtbot)
    left.amount.setText("12oo")
    left.reject()
    again = shown(t, drafts, qtbot, "changed by a colleague")
    assert (again.note.text(), again.amount.text()) == ("changed by a colleague", "12oo")


def test_saving_forgets_the_draft_and_nothing_typed_leaves_none(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    shown(t, drafts, qtbot).reject()
    assert drafts.all() == []
    left = shown(t, drafts, qtbot)
    left.type_everything()
    left.accept()
    assert drafts.all() == []
    assert shown(t, drafts, qtbot).values() == FRESH


def test_a_draft_can_be_thrown_away(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    left = shown(t, drafts, qtbot)
    left.type_everything()
    left.reject()
    again = shown(t, drafts, qtbot)
    button = again.message.findChild(QPushButton, "asked_message_action")
    assert button is not None
    button.click()
    assert again.values() == FRESH
    assert drafts.all() == []


def test_a_message_makes_the_dialog_grow_instead_of_hiding_fields(t: Translator, drafts: Drafts, qtbot: QtBot) -> None:
    dialog = shown(t, drafts, qtbot)
    before = dialog.height()
    dialog.message.show_message("One word.")
    assert dialog.height() >= before + dialog.message.sizeHint().height()
    one_line = dialog.height()
    dialog.message.show_message("Many words. " * 30)
    qtbot.waitUntil(lambda: dialog.height() > one_line)
