"""Further fields come in from sheets by name or code, go out again, and what they cannot hold is kept in the note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.details import Detail, FieldDraft, Holder, ValueDraft, ValueKind
from dealer_crm.domain.import_details import slots
from dealer_crm.domain.imports import Choice, Effect, ImportOptions, Outcome, Target
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.i18n import translator
from dealer_crm.services.customer_list import CustomerList, CustomerSpec
from dealer_crm.services.customers import Customers
from dealer_crm.services.exports import ExportOrder, Exports
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.services.history import History
from dealer_crm.services.imports import Imports, run_here
from dealer_crm.storage.database import Database
from dealer_crm.words.imports import change_text, target_label, value_text
from tests.services.conftest import Clock
from tests.services.test_imports import sheet
from tests.storage.shops import digest, pinyin

Desk = tuple[Imports, Database, Clock, Path]
SAMPLES = {
    ValueKind.TEXT: "一句话",
    ValueKind.LINES: "两行\n字",
    ValueKind.NUMBER: "12.5",
    ValueKind.DATE: "2026-03-01",
    ValueKind.YES_NO: "no",
}


@pytest.fixture
def imports(db: Database, actor: Callable[[], Actor], clock: Clock, tmp_path: Path) -> Imports:
    """Return the imports of an empty store."""
    return Imports(db, actor, clock, tmp_path / "staging")


@pytest.fixture
def desk(imports: Imports, db: Database, clock: Clock, tmp_path: Path) -> Desk:
    """Return all that a small import needs."""
    return imports, db, clock, tmp_path


def bring(imports: Imports, path: Path, **options: Any) -> None:
    """Check a file and write what is to be written."""
    imports.prepare(path, ImportOptions(**options), run_here, NoProgress())
    imports.apply()


def drafts(db: Database, clock: Clock) -> list[CustomerDraft]:
    """Return every file."""
    customers = Customers(db, Actor, clock)
    return [customers.draft(one)[0] for one in CustomerList(db, clock).ids(CustomerSpec(sort="number"))]


@pytest.mark.parametrize(
    ("heading", "cell", "code", "stored"),
    [
        ("装修阶段", "水电", "deco_stage", "plumbing"),
        ("Stage of decoration", "Tiling", "deco_stage", "tiling"),
        ("deco_stage", "木工/吊顶", "deco_stage", "carpentry"),
        ("预算区间", "2-4万", "budget_band", "to_4"),
        ("痛点", "噪音、潮湿", "pain_points", "damp noise"),
        ("痛点*（选填）", "冬冷 / 水垢", "pain_points", "cold scale"),
        ("现有空调", "挂/柜机", "ac_now", "split"),
        ("外墙保温", "无", "wall_insulation", "none"),
        ("层高", "2.80", "ceiling_height", "2.8"),
        ("采暖面积", "120㎡", "heated_area", "120"),
        ("交房日期", "2026年3月1日", "handover_on", "2026-03-01"),
        ("电梯", "有", "lift", "yes"),
        ("电梯", "否", "lift", "no"),
        ("户型", "三室两厅", "layout", "三室两厅"),
        ("宠物", "猫", "pets", "猫"),
    ],
)
def test_a_cell_fills_the_field_its_heading_names(desk: Desk, heading: str, cell: str, code: str, stored: str) -> None:
    imports, db, clock, tmp_path = desk
    bring(imports, sheet(tmp_path, f"姓名,电话,{heading}", f"王芳,13912340000,{cell}"))
    draft = drafts(db, clock)[0]
    assert (*draft.details, *(one for place in draft.premises for one in place.details)) == (Detail(code, stored),)
    assert draft.note == ""


@pytest.mark.parametrize(
    ("heading", "cell"), [("装修阶段", "差不多了"), ("层高", "挺高的"), ("交房日期", "明年春天"), ("痛点", "噪音和邻居")]
)
def test_what_a_field_cannot_hold_is_kept_in_the_note(desk: Desk, heading: str, cell: str) -> None:
    imports, db, clock, tmp_path = desk
    imports.prepare(sheet(tmp_path, f"姓名,{heading}", f"王芳,{cell}"), ImportOptions(), run_here, NoProgress())
    row = imports.rows([2])[0]
    t = translator("zh")
    assert [change_text(one.target, one.before, one.after, t) for one in row.changes] == [f"{heading}：“{cell}”写进备注"]
    imports.apply()
    draft = drafts(db, clock)[0]
    assert (draft.details, draft.note) == ((), f"{heading}：{cell}")


def test_everything_that_goes_out_comes_in_again(db: Database, actor: Callable[[], Actor], clock: Clock, tmp_path: Path) -> None:
    book = FormFieldBook(db, actor)
    list_code = book.add_list("阳台", "Balcony")
    values = [book.add_value(list_code, ValueDraft(name)) for name in ("封闭/南", "开放、北")]
    own = book.add_field(FieldDraft("阳台", kind=ValueKind.CHOICES, list_code=list_code))
    book.add_field(FieldDraft("电话", holder=Holder.PREMISES))
    fields = book.fields()

    def details(holder: Holder) -> tuple[Detail, ...]:
        told = [Detail(one.code, SAMPLES.get(one.kind) or fields.values(one.list_code)[-1].code) for one in fields.of(holder)]
        return tuple(sorted(told, key=lambda one: one.code))

    his = tuple(replace(one, value=" ".join(values)) if one.code == own else one for one in details(Holder.CUSTOMER))
    house = PremisesDraft(street="解放路1号", details=details(Holder.PREMISES))
    draft = CustomerDraft(name="王芳", phones=(PhoneDraft("13912340000"),), details=his, premises=(house,))
    Customers(db, actor, clock).create(draft)
    book.retire_field("residents", True)
    for language in ("zh", "en"):
        target = tmp_path / f"{language}.xlsx"
        Exports(db, clock).save(ExportOrder(target, language, whole=True), NoProgress())
        other = Database(_copy_with_fields(db, tmp_path / f"{language}.sqlite"), pinyin(), clock)
        try:
            bring(Imports(other, actor, clock, tmp_path / f"staging-{language}"), target)
            found = drafts(other, clock)[0]
        finally:
            other.close()
        assert dict((one.code, one.value) for one in found.details) == {one.code: one.value for one in his}
        assert found.premises[0].details == house.details


def _copy_with_fields(db: Database, path: Path) -> Path:
    """Return a store with the same fields and nobody in it."""
    db.copy_into(path)
    shop = Database(path, pinyin(), db.now)
    customers = Customers(shop, Actor, db.now)
    for one in CustomerList(shop, db.now).ids(CustomerSpec()):
        customers.delete(one)
    shop.close()
    return path


def test_a_known_file_gains_fields_and_loses_none(desk: Desk, actor: Callable[[], Actor]) -> None:
    imports, db, clock, tmp_path = desk
    house = PremisesDraft(street="解放路1号", details=(Detail("deco_stage", "design"), Detail("lift", "yes")))
    his = (Detail("residents", "3"), Detail("decider", "妻子"))
    Customers(db, actor, clock).create(CustomerDraft(name="王芳", phones=(PhoneDraft("13912340000"),), details=his, premises=(house,)))
    before = digest(db)
    path = sheet(tmp_path, "姓名,电话,地址,常住人口,宠物,装修阶段,层高", "王芳,13912340000,解放路1号,5,狗,水电,3")
    imports.prepare(path, ImportOptions(), run_here, NoProgress())
    effects = {str(line.target): line.effect for line in imports.detail(2).fields}
    assert (effects["customer:residents"], effects["customer:pets"]) == (Effect.DIFFERS, Effect.FILLS)
    assert (effects["premises:deco_stage"], effects["premises:ceiling_height"]) == (Effect.DIFFERS, Effect.FILLS)
    line = next(one for one in imports.detail(2).fields if one.target == "premises:deco_stage")
    t = translator("zh")
    assert target_label(line.target, t) == "装修阶段"
    assert [value_text(line.target, value, t) for value in (line.sheet, line.file)] == ["水电", "设计中"]
    imports.apply()
    draft = drafts(db, clock)[0]
    assert draft.details == (Detail("decider", "妻子"), Detail("pets", "狗"), Detail("residents", "3"))
    assert draft.premises[0].details == (Detail("ceiling_height", "3"), Detail("deco_stage", "design"), Detail("lift", "yes"))
    History(db, actor).undo_entry(_last(db))
    assert digest(db) == before
    imports.prepare(path, ImportOptions(), run_here, NoProgress())
    imports.choose_all(Outcome.UPDATE, Choice.OVERWRITE)
    imports.apply()
    assert Detail("deco_stage", "plumbing") in drafts(db, clock)[0].premises[0].details


def _last(db: Database) -> int:
    return History(db, Actor).rows(1)[0].id


def test_two_rows_of_one_customer_add_up(imports: Imports, db: Database, clock: Clock, tmp_path: Path) -> None:
    bring(imports, sheet(tmp_path, "姓名,电话,常住人口,层高", "王芳,13912340000,3,", "王芳,13912340000,4,2.8"))
    draft = drafts(db, clock)[0]
    assert draft.details == (Detail("residents", "3"),)
    assert [place.details for place in draft.premises] == [(Detail("ceiling_height", "2.8"),)]


def test_a_column_may_be_given_to_a_field_by_hand_and_is_remembered(imports: Imports, db: Database, clock: Clock, tmp_path: Path) -> None:
    path = sheet(tmp_path, "姓名,电话,住几个人", "王芳,13912340000,4")
    fields = FormFieldBook(db, Actor).fields()
    residents = next(one for one in slots(fields) if one.known.code == "residents")
    bring(imports, path, columns=(Target.NAME, Target.PHONE, residents))
    assert drafts(db, clock)[0].details == (Detail("residents", "4"),)
    again = imports.prepare(path, ImportOptions(), run_here, NoProgress())
    assert [column.target for column in again.columns] == [Target.NAME, Target.PHONE, residents]


def test_headings_of_foreign_sheets_mean_what_they_meant(imports: Imports, tmp_path: Path) -> None:
    preview = imports.prepare(sheet(tmp_path, "姓名,性别,使用面积", "王芳,女,80"), ImportOptions(), run_here, NoProgress())
    assert [column.target for column in preview.columns] == [Target.NAME, Target.SALUTATION, Target.AREA]
