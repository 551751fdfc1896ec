"""Forms that were printed elsewhere: kept one step each, their scans made small, filled from records or made-up values."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dealer_crm.domain.attachments import AttachmentEmpty, AttachmentTooLarge
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.overprint import (
    OverprintField,
    OverprintForm,
    OverprintKindUnsuited,
    OverprintNameMissing,
    OverprintNameTaken,
    OverprintNotFound,
    OverprintTable,
)
from dealer_crm.domain.products import PictureUnreadable
from dealer_crm.services import overprint_forms
from dealer_crm.services.history import History
from dealer_crm.services.overprint_forms import OverprintForms
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database

CARD = OverprintForm(
    "NJ 保修卡", "certificate", 2100, 1400, fields=(OverprintField("customer", 100, 200),), table=OverprintTable(300, 70, 5)
)
A_PDF = b"%PDF-1.4 broken"


@pytest.fixture
def forms(db: Database, actor: Callable[[], Actor], tmp_path: Path) -> OverprintForms:
    """Return the use-cases on a fresh store."""
    return OverprintForms(db, tmp_path / "attachments", actor, Trade())


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "white").save(target, kind)
    return target.getvalue()


def test_a_form_is_kept_opened_changed_and_deleted_and_each_can_be_undone(
    forms: OverprintForms, db: Database, actor: Callable[[], Actor]
) -> None:
    history = History(db, actor)
    form_id = forms.create(CARD)
    opened = forms.open(form_id)
    assert replace(opened, version=0) == CARD
    assert (opened.id, [one.name for one in forms.all()], forms.named("certificate", "nj 保修卡").id) == (form_id, ["NJ 保修卡"], form_id)
    forms.edit(form_id, replace(opened, fields=(OverprintField("customer", 120, 200),)))
    assert forms.open(form_id).fields[0].x == 120
    history.undo()
    assert forms.open(form_id).fields == CARD.fields
    forms.delete(form_id)
    assert forms.all() == []
    history.undo()
    assert forms.open(form_id).fields == CARD.fields


def test_what_does_not_go_is_refused_and_nothing_is_kept(forms: OverprintForms) -> None:
    form_id = forms.create(CARD)
    opened = forms.open(form_id)
    forms.edit(form_id, opened)
    tries: list[tuple[OverprintForm, type[DomainError]]] = [
        (replace(CARD, name=""), OverprintNameMissing),
        (replace(CARD, name="nj 保修卡"), OverprintNameTaken),
        (replace(CARD, kind="quote"), OverprintKindUnsuited),
    ]
    for form, error in tries:
        with pytest.raises(error):
            forms.create(form)
    forms.edit(form_id, replace(forms.open(form_id), width=2_200))
    with pytest.raises(EditConflict):
        forms.edit(form_id, opened)
    with pytest.raises(OverprintNotFound):
        forms.open(99)
    with pytest.raises(OverprintNotFound):
        forms.named("receipt", CARD.name)
    assert len(forms.all()) == 1


def test_only_forms_with_fields_are_offered_for_printing(forms: OverprintForms) -> None:
    forms.create(replace(CARD, fields=(), name="空"))
    forms.create(CARD)
    assert [one.name for one in forms.of_kind("certificate")] == [CARD.name]
    assert forms.of_kind("receipt") == []


@pytest.mark.parametrize(("size", "kept"), [((6_000, 4_000), (1_653, 1_102)), ((4_000, 6_000), (1_102, 1_653)), ((400, 300), (400, 300))])
def test_a_scan_is_kept_no_finer_than_a_screen_needs_it(forms: OverprintForms, size: tuple[int, int], kept: tuple[int, int]) -> None:
    sha256 = forms.keep_scan("scan.png", picture(size), (2100, 1400))
    with Image.open(io.BytesIO(forms.scan(sha256))) as found:
        assert found.format == "JPEG"
        assert found.size == pytest.approx(kept, abs=2)
    assert forms.scan("") == b""


def test_the_first_page_of_a_scanned_pdf_is_taken(forms: OverprintForms) -> None:
    sha256 = forms.keep_scan("scan.pdf", picture((400, 300), "PDF"), (2100, 1400))
    with Image.open(io.BytesIO(forms.scan(sha256))) as found:
        assert found.width / found.height == pytest.approx(4 / 3, abs=0.01)


def test_what_is_no_scan_is_refused(forms: OverprintForms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overprint_forms, "LARGEST", 1_000)
    tries = [(b"", AttachmentEmpty), (b"x" * 1_001, AttachmentTooLarge), (b"text", PictureUnreadable), (A_PDF, PictureUnreadable)]
    for data, error in tries:
        with pytest.raises(error):
            forms.keep_scan("scan", data, (2100, 1400))
