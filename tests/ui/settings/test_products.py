"""Products are found, written, set aside and deleted in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.product_imports import GoodsOutcome, GoodsRow
from dealer_crm.domain.products import PRICE_LEVELS, LevelPrice, PictureUnreadable, PriceNegative, ProductDraft, ProductInUse, ProductKind
from dealer_crm.i18n import Translator
from dealer_crm.services.form_fields import shipped
from dealer_crm.services.product_imports import GoodsPreview
from dealer_crm.services.products import ProductRow
from dealer_crm.services.trade import Trade
from dealer_crm.ui.settings.product_dialog import ProductDialog, ProductFormDoors
from dealer_crm.ui.settings.product_import import ProductImportDialog
from dealer_crm.ui.settings.product_picture import PictureDoors
from dealer_crm.ui.settings.products_part import ALL, ASIDE, GOODS, SERVICES, ProductDoors, ProductsPart
from dealer_crm.ui.widgets import LineEdit
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Show
from tests.ui.unsaved import PassingDrafts


class PassingChooser:
    """Chooses nothing."""

    def confirm(self, _title: str, _text: str, _action: str) -> bool:
        return True

    def choose_file(self, _title: str, _filters: str, _folder: str = "") -> None:
        return None


class Shelf:
    """Holds products as the service does; number 2 was sold."""

    def __init__(self) -> None:
        self.drafts = {
            1: ProductDraft("净水器", category="water_purifier", price=268_000, cost=150_000),
            2: ProductDraft("地暖", category="floor_heating"),
        }
        self.owner = True
        self.pictures: dict[str, bytes] = {}
        self.unsaved = PassingDrafts()

    def doors(self) -> ProductDoors:
        return ProductDoors(self.ids, self.rows, self.create, self.edit, self.delete, self.form(), self.unsaved)

    def form(self) -> ProductFormDoors:
        pictures = PictureDoors(self.keep, lambda sha256: self.pictures[sha256], PassingChooser)
        trade = Trade()
        return ProductFormDoors(
            trade.categories, lambda: shipped().values(PRICE_LEVELS), trade.checklists, lambda: self.owner, self.twin, pictures
        )

    def keep(self, name: str, data: bytes) -> str:
        if not data.startswith(b"\x89PNG"):
            raise PictureUnreadable(name=name)
        self.pictures["ab" * 32] = data
        return "ab" * 32

    def twin(self, barcode: str) -> str:
        return next((draft.title for draft in self.drafts.values() if barcode and draft.barcode == barcode), "")

    def ids(self, words: str, which: str) -> list[int]:
        kinds = {ALL: set(ProductKind), ASIDE: set(ProductKind), GOODS: {ProductKind.GOODS}, SERVICES: {ProductKind.SERVICE}}
        fitting = {key: draft for key, draft in self.drafts.items() if words in draft.name and draft.kind in kinds[which]}
        return [key for key, draft in fitting.items() if which != ASIDE or not draft.active]

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


def test_levels_margin_and_wrong_figures(part: ProductsPart, shelf: Shelf, qtbot: QtBot) -> None:
    part.table.select_id(1)
    part.edit()
    shown = dialog(part)
    assert shown.form is not None
    assert "44.0 %" in shown.form.row("cost").note.text()  # type: ignore[union-attr]
    field(shown, "price_trade").setText("2,000")
    field(shown, "price_member").setText("2000x")
    shown.accept()
    assert shown.isVisible()
    assert "2000x" in shown.form.row("price_member").note.text()  # type: ignore[union-attr]
    field(shown, "price_member").setText("99,999,999")
    shown.accept()
    assert "fifty million" in shown.form.row("price_member").note.text()  # type: ignore[union-attr]
    field(shown, "price_member").clear()
    qtbot.waitUntil(lambda: clipped(shown) + nameless(shown) == [])
    shown.accept()
    assert shelf.drafts[1].prices == (LevelPrice("trade", 200_000),)


def test_service_is_marked_and_narrowed_to(part: ProductsPart, shelf: Shelf) -> None:
    part.add()
    shown = dialog(part)
    field(shown, "name").setText("清洗")
    shown.kind.set_value(ProductKind.SERVICE)
    shown.kind.picked.emit(ProductKind.SERVICE)
    assert not field(shown, "whole_months").isVisible()
    shown.accept()
    part.which.set_value(SERVICES)
    part.reload()
    assert list(part.model.ids()) == [3]
    assert shelf.drafts[3].kind is ProductKind.SERVICE


def test_twin_barcode_is_said_and_a_picture_is_pasted(part: ProductsPart, shelf: Shelf) -> None:
    shelf.drafts[2] = ProductDraft("地暖", barcode="6901")
    part.table.select_id(1)
    part.edit()
    shown = dialog(part)
    assert shown.form is not None
    field(shown, "barcode").setText("6901")
    field(shown, "barcode").editingFinished.emit()
    assert "地暖" in shown.form.row("barcode").note.text()  # type: ignore[union-attr]
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    QGuiApplication.clipboard().setImage(image)
    shown.picture.paste()
    assert not shown.picture.frame.image.isNull()
    shown.accept()
    assert (shelf.drafts[1].barcode, shelf.drafts[1].picture) == ("6901", "ab" * 32)


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


def test_list_that_comes_in_says_of_each_row_what_becomes_of_it(t: Translator, part: ProductsPart, qtbot: QtBot) -> None:
    rows = (
        GoodsRow(2, GoodsOutcome.NEW, ProductDraft("净水器", price=5)),
        GoodsRow(3, GoodsOutcome.WRONG, ProductDraft("x"), error=PriceNegative()),
    )
    taken: list[int] = []
    dialog = ProductImportDialog(t, GoodsPreview("a.xls", rows), {}, lambda: taken.append(1), part.window())
    dialog.open()
    assert list(dialog.model.ids()) == [3, 2]
    assert "less than zero" in dialog.model.data(dialog.model.index(0, dialog.model.columnCount() - 1))
    assert clipped(dialog) + nameless(dialog) == []
    qtbot.mouseClick(dialog.action, Qt.MouseButton.LeftButton)
    assert taken == [1]
