"""The papers in the settings by keys and clicks: each choice is kept at once, what is undone is shown, refusals keep the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.documents.pdf.pages import PageSetup, ShopHead, paper_of
from dealer_crm.documents.pdf.samples import sample_of
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, PaperTemplate, Words
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.services.trade import Trade
from dealer_crm.ui.settings.paper_doors import LogoDoors, PaperDoors, PreviewDoors, PreviewPage, Wish
from dealer_crm.ui.settings.papers_part import PAGE, TYPING_MS, PapersPart
from dealer_crm.ui.settings.product_picture import PictureDoors
from dealer_crm.ui.shell.tasks import TaskRunner
from dealer_crm.ui.widgets import Button, CheckBox, InlineMessage, LineEdit, Segments, TextEdit
from tests.ui.checks import clipped, nameless
from tests.ui.finding import find
from tests.ui.scripted import ScriptedPrompts

NOTE = "delivery_note"
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
A4 = PaperChoice("A4", "A4", 210, 297)


class PaperOffice:
    """Templates in memory: what was chosen before comes back with `undo`."""

    def __init__(self) -> None:
        self.trade = Trade()
        self.steps: list[PaperTemplate] = [PaperTemplate(NOTE)]
        self.refusal: DomainError | None = None
        self.wishes: list[Wish] = []
        self.asked: list[str] = []
        self.runner = TaskRunner()
        self.changed: Callable[[], object] = lambda: None

    def template(self, kind: str) -> PaperTemplate:
        """Return what stands."""
        return next((one for one in reversed(self.steps) if one.kind == kind), PaperTemplate(kind))

    def save(self, template: PaperTemplate) -> None:
        """Keep a step."""
        if self.refusal:
            raise self.refusal
        fitted = self.trade.paper_kind(template.kind).fitted(template)
        if fitted != self.template(template.kind):
            self.steps.append(replace(fitted, version=template.version + 1))

    def undo(self) -> None:
        """Take the last step back."""
        self.steps.pop()

    def make(self, wish: Wish) -> PreviewPage:
        """Make a sample."""
        self.wishes.append(wish)
        page = PageSetup(paper_of(wish.paper), "en", template=self.template(wish.kind), usual=self.trade.paper_kind(wish.kind).copies)
        return PreviewPage(sample_of(wish.kind, page, ShopHead("Warm House")), "")

    def part(self, t: Translator) -> PapersPart:
        """Return the part."""
        names = tuple(copy.name.en for copy in self.trade.paper_kind(NOTE).copies)
        doors = PaperDoors(
            self.trade.paper_kinds,
            self.template,
            self.save,
            lambda kind: self.save(PaperTemplate(kind, version=self.template(kind).version)),
            PreviewDoors(lambda _kind: (A4,), lambda _kind: names, self.make, self.runner),
            LogoDoors(lambda: "", lambda: None, PictureDoors(lambda _name, _data: "", lambda _sha: b"", ScriptedPrompts)),
            self.undo,
            lambda: None,
            self.asked.append,
            lambda: self.asked.append("file"),
        )
        return PapersPart(t, doors)


@pytest.fixture
def office() -> PaperOffice:
    """Return templates in memory."""
    return PaperOffice()


@pytest.fixture
def part(office: PaperOffice, t: Translator, qtbot: QtBot) -> PapersPart:
    """Show the delivery note's part; the page is made beside it."""
    part = office.part(t)
    qtbot.addWidget(part)
    part.resize(1150, 560)
    part.show_kind(NOTE)
    part.show()
    with qtbot.waitActive(part):
        part.activateWindow()
    return part


def columns(part: PapersPart) -> tuple[str, ...]:
    assert part.form
    assert part.form.columns
    return part.form.columns.chosen()


def test_a_column_is_left_out_and_moved_by_keys_and_comes_back(part: PapersPart, office: PaperOffice) -> None:
    assert part.form
    assert part.form.columns
    rows = part.form.columns.rows
    rows.setFocus()
    rows.setCurrentRow(5)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert "price" not in office.template(NOTE).columns
    rows.setCurrentRow(7)
    QTest.keyClick(rows, Qt.Key.Key_Up, ALT)
    assert office.template(NOTE).columns[-2:] == ("serials", "amount")
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert "product" in columns(part), "the paper means nothing without it"
    while len(office.steps) > 1:
        QTest.mouseClick(find(part, Button, "papers_undo"), LEFT)
    assert columns(part) == tuple(one.code for one in office.trade.paper_kind(NOTE).columns)


def test_typing_is_kept_after_a_moment_as_one_step(part: PapersPart, office: PaperOffice, qtbot: QtBot) -> None:
    title = find(part, LineEdit, "field_title_en")
    title.setFocus()
    QTest.keyClicks(title, "Goods out")
    assert len(office.steps) == 1
    qtbot.waitUntil(lambda: len(office.steps) == 2, timeout=TYPING_MS * 4)
    assert office.template(NOTE).title == Words("", "Goods out")
    terms = find(part, TextEdit, "field_words_terms_zh")
    terms.setFocus()
    terms.set_text("当面点清\n概不退换")
    part.leave()
    assert office.template(NOTE).words["terms"].zh == "当面点清\n概不退换"


def test_blocks_signs_and_letters_are_one_click_each(part: PapersPart, office: PaperOffice) -> None:
    for name in ("paper_blocks_money", "paper_signs_warehouse", "field_code", "field_struck"):
        tick = find(part, CheckBox, name)
        QTest.mouseClick(tick, LEFT)
    QTest.mouseClick(find(part, Segments, "field_text_scale").buttons()[2], LEFT)
    kept = office.template(NOTE)
    assert (kept.without, kept.code, kept.struck, kept.text_scale) == (("money", "warehouse"), False, False, 110)
    assert not find(part, CheckBox, "paper_signs_customer").isEnabled()
    QTest.mouseClick(find(part, Button, "papers_usual"), LEFT)
    assert office.template(NOTE).plain() == {}
    assert find(part, CheckBox, "paper_blocks_money").isChecked()


def test_copies_are_added_named_coloured_and_turned(part: PapersPart, office: PaperOffice) -> None:
    QTest.mouseClick(find(part, Button, "paper_copies_add"), LEFT)
    name = find(part, LineEdit, "field_copy_en")
    QTest.keyClicks(name, "Store")
    find(part, CheckBox, "field_copy_prices").click()
    part.leave()
    last = office.template(NOTE).copies[-1]
    assert (last.name.en, last.prices, last.colour) == ("Store", False, CopyColour.GREEN)
    QTest.mouseClick(find(part, Button, "paper_copies_earlier"), LEFT)
    assert [copy.name.en for copy in office.template(NOTE).copies] == ["Stub", "Customer", "Store", "Receipt"]
    QTest.mouseClick(find(part, Button, "paper_copies_remove"), LEFT)
    assert office.template(NOTE).copies == (), "they are as usual again"


def test_what_is_refused_is_said_and_what_was_typed_stays(part: PapersPart, office: PaperOffice) -> None:
    office.refusal = EditConflict(mine=1, theirs=2)
    office.steps.append(PaperTemplate(NOTE, copies=(CopyStyle(Words("a", "a")),), version=2))
    find(part, CheckBox, "field_code").click()
    assert find(part, InlineMessage, "papers_message").isVisible()
    office.refusal = None
    part.reload()
    assert part.form
    assert part.form.template().version == 2


def test_the_page_follows_the_newest_wish(part: PapersPart, office: PaperOffice, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.preview.page.pages() == 1)
    for name in ("field_code", "paper_blocks_money"):
        find(part, CheckBox, name).click()
    qtbot.waitUntil(lambda: len(office.wishes) >= 2 and not part.preview.waiting())
    assert office.wishes[-1] == Wish(NOTE, "A4", "Stub")
    part.preview.copy.set_value("Customer")
    part.preview.look()
    qtbot.waitUntil(lambda: office.wishes[-1].copy == "Customer" and not part.preview.waiting())


def test_in_a_small_window_form_and_page_take_turns(part: PapersPart, qtbot: QtBot) -> None:
    part.resize(560, 330)
    qtbot.waitUntil(lambda: not part.preview.isVisible())
    assert part.body.isVisible()
    part.which.buttons()[1].click()
    assert part.which.value() == PAGE
    assert part.preview.isVisible()
    assert not part.body.isVisible()
    assert [clipped(part), nameless(part)] == [[], []]


def test_files_are_asked_for_with_the_kind_in_view(part: PapersPart, office: PaperOffice) -> None:
    QTest.mouseClick(find(part, Button, "papers_send"), LEFT)
    QTest.mouseClick(find(part, Button, "papers_take"), LEFT)
    assert office.asked == [NOTE, "file"]


def test_every_kind_has_its_form_without_a_field_that_lacks_a_name(part: PapersPart, office: PaperOffice) -> None:
    for kind in office.trade.paper_kinds()[::4]:
        part.preview.hide()
        part.show_kind(kind.code)
        assert nameless(part) == []
        assert part.form
        assert kind.fitted(part.form.template()).plain() == {}, "showing chooses nothing"


def test_a_paper_without_usual_copies_gets_some_and_loses_them_again(part: PapersPart, office: PaperOffice) -> None:
    part.show_kind("quote")
    assert part.form
    assert not find(part.form, LineEdit, "field_copy_en").isVisible()
    QTest.mouseClick(find(part.form, Button, "paper_copies_add"), LEFT)
    QTest.keyClicks(find(part.form, LineEdit, "field_copy_en"), "Office")
    part.leave()
    assert [copy.name.en for copy in office.template("quote").copies] == ["Office"]
    QTest.mouseClick(find(part.form, Button, "paper_copies_remove"), LEFT)
    assert office.template("quote").copies == ()
    part.show_kind("labels")
    assert part.form.copies is None, "labels are not made in copies"
