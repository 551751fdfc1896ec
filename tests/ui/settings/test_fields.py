"""Fields, lists and standards are set up in the settings, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.details import Section, ValueKind
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import Translator
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.services.standards import StandardBook
from dealer_crm.ui.settings.field_dialogs import FieldDialog, ListDialog, ValueDialog
from dealer_crm.ui.settings.fields_part import LISTS, FieldDoors, FieldsPart
from dealer_crm.ui.settings.standards_part import StandardDialog, StandardDoors, StandardsPart
from tests.storage.shops import Shop, opened
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Show
from tests.ui.unsaved import PassingDrafts

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path / "shop") as one:
        yield one


@pytest.fixture
def book(shop: Shop) -> FormFieldBook:
    return FormFieldBook(shop.db, Actor)


@pytest.fixture
def part(t: Translator, book: FormFieldBook, show: Show) -> FieldsPart:
    names = [name for name in FieldDoors.__dataclass_fields__ if name != "drafts"]
    made = FieldsPart(t, FieldDoors(**{name: getattr(book, name) for name in names}, drafts=PassingDrafts()))
    show(made).resize(731, 400)
    made.reload()
    return made


def test_field_of_the_shops_own_is_added_moved_and_set_out_of_use(part: FieldsPart, book: FormFieldBook, qtbot: QtBot) -> None:
    part.section.set_value(Section.OWN)
    part.fields.reload()
    for name in ("Pool", "Sauna"):
        part.add_field()
        dialog = part.window().findChildren(FieldDialog)[-1]
        dialog.zh.setText(name)
        dialog.kind.set_value(ValueKind.YES_NO)
        dialog.accept()
    qtbot.keyClick(part.fields.table, Key.Key_Up, ALT)
    own = [one for one in book.fields().fields if one.own]
    assert [(one.zh, one.kind, one.section) for one in own] == [(n, ValueKind.YES_NO, Section.OWN) for n in ("Sauna", "Pool")]
    qtbot.keyClick(part.fields.table, Key.Key_Delete)
    assert [one.zh for one in book.fields().fields if one.retired] == ["Sauna"]
    assert part.fields.turn_button.text() == "Use again"


def test_shipped_field_may_be_renamed_and_keeps_its_kind(part: FieldsPart, book: FormFieldBook, qtbot: QtBot) -> None:
    part.section.set_value(Section.NEEDS)
    part.fields.reload()
    part.edit_field("budget_band")
    dialog = part.window().findChildren(FieldDialog)[-1]
    assert not dialog.kind.isEnabled()
    dialog.en.setText("Money he has")
    dialog.accept()
    field = book.fields().field("budget_band")
    assert field is not None
    assert (field.en, field.kind) == ("Money he has", ValueKind.CHOICE)


def test_refused_name_stays_in_the_dialog(part: FieldsPart, qtbot: QtBot) -> None:
    part.add_field()
    dialog = part.window().findChildren(FieldDialog)[-1]
    dialog.accept()
    assert dialog.isVisible()


def test_list_and_its_values_get_words_and_colours(part: FieldsPart, book: FormFieldBook, qtbot: QtBot) -> None:
    part.which.set_value(LISTS)
    part.add_list()
    dialog = part.window().findChildren(ListDialog)[-1]
    dialog.en.setText("Pets")
    dialog.accept()
    part.add_value()
    value = part.window().findChildren(ValueDialog)[-1]
    value.en.setText("Dog")
    value.colour.set_value("warn")
    value.accept()
    (found,) = book.fields().values(part.list_code.value())
    assert (found.zh, found.colour) == ("Dog", "warn")
    qtbot.waitUntil(lambda: not clipped(part))
    assert not nameless(part)


def test_standard_is_changed_moved_and_printed(t: Translator, shop: Shop, show: Show, qtbot: QtBot) -> None:
    book, printed = StandardBook(shop.db, Actor), []
    doors = StandardDoors(book.standards, book.add, book.edit, book.retire, book.move, lambda: printed.append(1), PassingDrafts())
    part = StandardsPart(t, doors)
    show(part).resize(731, 400)
    part.reload()
    qtbot.keyClick(part.list.table, Key.Key_Down, ALT)
    part.list.edit()
    dialog = part.window().findChildren(StandardDialog)[-1]
    dialog._texts["en"].setText("Say hello first")  # noqa: SLF001 - the one field of that name
    dialog.accept()
    qtbot.mouseClick(part.print_button, Qt.MouseButton.LeftButton)
    assert [one.en for one in book.standards()][1] == "Say hello first"
    assert printed == [1]
    qtbot.waitUntil(lambda: not clipped(part))
