"""Products are found, written, set aside and deleted in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import ProductDraft, ProductInUse
from dealer_crm.i18n import Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.services.trade import Trade
from dealer_crm.ui.settings.product_dialog import ProductDialog
from dealer_crm.ui.settings.products_part import ProductDoors, ProductsPart
from dealer_crm.ui.widgets import LineEdit
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Show
from tests.ui.unsaved import PassingDrafts


class Shelf:
    """Holds products as the service does; number 2 was sold."""

    def __init__(self) -> None:
        self.drafts = {
            1: ProductDraft("净水器", category="water_purifier", price=268_000, cost=150_000),
            2: ProductDraft("地暖", category="floor_heating"),
        }
        self.owner = True
        self.unsaved = PassingDrafts()

    def doors(self) -> ProductDoors:
        return ProductDoors(self.ids, self.rows, self.create, self.edit, self.delete, Trade().categories, lambda: self.owner, self.unsaved)

    def ids(self, words: str) -> list[int]:
        return [key for key, draft in self.drafts.items() if words in draft.name]

    def rows(self, ids: object) -> list[ProductRow]:
        return [ProductRow(key, 1, self.drafts[key], self.drafts[key].cost) for key in ids if key in self.drafts]  # type: ignore[attr-defined]

    def create(self, draft: ProductDraft) -> int:
        self.drafts[len(self.drafts) + 1] = draft.checked()
        return len(self.drafts)

    def edit(self, key: int, draft: ProductDraft, _version: int) -> None:
        self.drafts[key] = draft.checked()

    def delete(self, key: int) -> None:
        if key == 2:
            raise ProductInUse
        del self.drafts[key]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def part(shelf: Shelf, t: Translator, show: Show) -> ProductsPart:
    part = ProductsPart(t, shelf.doors())
    part.resize(760, 420)
    show(part)
    part.reload()
    return part


def dialog(part: ProductsPart) -> ProductDialog:
    return next(one for one in part.window().findChildren(ProductDialog) if one.isVisible())


def field(dialog: ProductDialog, name: str) -> LineEdit:
    found = dialog.findChild(LineEdit, f"field_product_{name}")
    assert found is not None
    return found


def test_product_is_written_and_refused_without_a_name(part: ProductsPart, shelf: Shelf, qtbot: QtBot) -> None:
    qtbot.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    shown = dialog(part)
    assert clipped(shown) + nameless(shown) == []
    with pytest.raises(DomainError):
        shown.draft().checked()
    shown.accept()
    assert shown.isVisible()
    qtbot.keyClicks(field(shown, "model"), "RO-1")
    qtbot.keyClicks(field(shown, "price"), "99.5")
    shown.accept()
    assert (shelf.drafts[3].model, shelf.drafts[3].price) == ("RO-1", 9950)
    assert list(part.model.ids()) == [1, 2, 3]


def test_product_is_set_aside_and_deleted(part: ProductsPart, shelf: Shelf, qtbot: QtBot) -> None:
    part.table.select_id(1)
    qtbot.mouseClick(part.aside_button, Qt.MouseButton.LeftButton)
    assert not shelf.drafts[1].active
    part.table.select_id(2)
    part.delete()
    assert "Set it aside" in part.message.text()
    part.table.select_id(1)
    part.delete()
    assert list(shelf.drafts) == [2]


def test_search_narrows(part: ProductsPart) -> None:
    part.search.setText("地")
    assert list(part.model.ids()) == [2]
    assert clipped(part) + nameless(part) == []


def test_clerk_sees_no_cost(shelf: Shelf, t: Translator, show: Show) -> None:
    shelf.owner = False
    part = ProductsPart(t, shelf.doors())
    show(part)
    part.reload()
    assert "cost" not in [column.key for column in part.model.columns]
    part.edit()
    assert not field(dialog(part), "cost").isVisible()
