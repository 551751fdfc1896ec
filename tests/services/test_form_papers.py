"""The customer form from the store: every field in use, what is known ticked, nothing that is the shop's own business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import CustomerDraft, Nature, PhoneDraft
from dealer_crm.domain.details import Detail, FieldDraft, ValueKind
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.customers import Customers
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.services.form_papers import UNSHOWN, FormPapers
from dealer_crm.services.label_papers import LabelOrder, LabelPapers
from dealer_crm.storage.database import Database
from tests.documents.reading import words
from tests.services.conftest import Clock
from tests.services.desk import desk

A4 = PrintChoice(paper="A4")
PLACE = PremisesDraft(province="浙江省", city="宁波市", community="云上花园", building="8", room="2201")
HOUSE = replace(PLACE, details=(Detail("layout", "三室两厅"),))
SHOP = CustomerDraft(
    name="示例面馆",
    phones=(PhoneDraft("14200000317"),),
    nature=Nature.COMPANY,
    care_notes="老板爱讲价",
    note="小心",
    details=(Detail("company_problems", "总是拖款"), Detail("operator", "王大山"), Detail("budget_band", "to_4")),
    premises=(HOUSE,),
)


@pytest.fixture
def papers(db: Database, clock: Clock) -> FormPapers:
    return FormPapers(db, clock, desk(db, clock))


def test_every_field_in_use_stands_on_the_form_but_those_that_are_the_shops_business(
    db: Database, papers: FormPapers, actor: Callable[[], Actor], clock: Clock
) -> None:
    book = FormFieldBook(db, actor)
    book.add_field(FieldDraft("泳池面积", kind=ValueKind.NUMBER, unit="㎡"))
    book.retire_field("occupation", retired=True)
    customer_id = Customers(db, actor, clock).create(SHOP)
    said = words(papers.form(customer_id, A4, "zh", "王敏"))
    for field in book.fields().fields:
        assert ("".join(field.zh.split()) in said) is not (field.code in UNSHOWN or field.retired), field.code
    for expected in ("示例面馆", "14200000317", "王大山", "三室两厅", "云上花园8幢2201", "泳池面积(㎡)", "王敏"):
        assert expected in said, expected
    for kept in ("拖款", "讲价", "小心"):
        assert kept not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_blank_form_knows_nobody_and_no_clock(papers: FormPapers, clock: Clock, language: str) -> None:
    first = papers.form(None, A4, language)
    clock.on(1)
    assert papers.form(None, A4, language) == first
    assert "2026-11" not in words(first)


def test_letters_go_to_the_first_house_and_whoever_has_none_is_named(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customers = Customers(db, actor, clock)
    ids = (customers.create(replace(SHOP, salutation="王总")), customers.create(CustomerDraft(name="无名路")))
    labels = LabelPapers(db, clock, desk(db, clock))
    said = words(labels.labels(LabelOrder(ids, phone=True), PrintChoice(paper="LABELS_2x7"), "zh"))
    assert said == "示例面馆王总收浙江省宁波市云上花园8幢2201142****0317"
    assert labels.left_out(LabelOrder(ids), "LABELS_2x7", "zh").nowhere == ("无名路",)
