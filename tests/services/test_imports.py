"""A foreign file becomes customers: counted before, written as counted, in one step that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.documents.readers.files import read_table
from dealer_crm.domain.customers import Channel, CustomerDraft, IntentLevel, PhoneDraft, Stage
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.files import FileKindUnknown
from dealer_crm.domain.imports import (
    Choice,
    Effect,
    ImportColumnsMissing,
    ImportOptions,
    ImportOutdated,
    Outcome,
    Reason,
    Target,
)
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import translator
from dealer_crm.services.customers import Customers
from dealer_crm.services.imports import ImportResult, Imports, run_here
from dealer_crm.services.shop import ShopData
from dealer_crm.storage import undo
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.journal import Recorder
from dealer_crm.storage.models import JOURNALLED, Customer, Equipment, FollowUp, NextStep, OpeningBalance, Opportunity, Phone, Premises

T = Target
Now = Callable[[], Any]


def digest(db: Database) -> str:
    """Return every recorded row but for its version."""
    with db.read() as session:
        rows = {
            model.__tablename__: [
                {k: str(v) for k, v in row.items() if k != "version"}
                for row in session.execute(select(model.__table__).order_by(model.__table__.c.id)).mappings()
            ]
            for model in JOURNALLED
        }
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def count(db: Database, model: type[Any]) -> int:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def imports(db: Database, actor: Callable[[], Actor], clock: Now, tmp_path: Path) -> Imports:
    return Imports(db, actor, clock, tmp_path / "staging")


@pytest.fixture
def customers(db: Database, actor: Callable[[], Actor], clock: Now) -> Customers:
    return Customers(db, actor, clock)


def sheet(tmp_path: Path, *lines: str, encoding: str = "gb18030") -> Path:
    path = tmp_path / "业主名单.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def check(imports: Imports, path: Path, **options: Any) -> Any:
    return imports.prepare(path, ImportOptions(**options), run_here, NoProgress())


def undone(db: Database, entry_id: int | None) -> None:
    assert entry_id is not None
    with db.write(Actor(), Action.UNDO, Subject.CUSTOMER, undoes_id=entry_id) as session:
        undo.apply(session, entry_id)


def go_live(tmp_path: Path) -> Path:
    """Write 500 rows in GBK: 20 duplicates, 5 faulty, the rest new (ux task 12)."""
    rows = [f"客户{i:03d},142{i:08d},云上花园{i % 9 + 1}-1-{i:03d},{80 + i % 90},2026-{i % 12 + 1:02d}-01" for i in range(475)]
    rows += [f"客户{i:03d},142{i:08d},云上花园{i % 9 + 1}-1-{i:03d},," for i in range(20)]
    rows += ["赵一鸣,142000017,a,,", ",,锦样里 5-2-901,,", "丁小雨,14200000561,a,,2026-13", "钱七,1.38E+10,a,,", "孙八,14200000562,b,,昨天"]
    return sheet(tmp_path, "业主名单 2026,,,,", "姓名*,手机,地址,面积,创建时间", *rows)


def test_counts_of_the_check_are_what_is_written(imports: Imports, db: Database, tmp_path: Path) -> None:
    before = digest(db)
    preview = check(imports, go_live(tmp_path))
    assert (preview.encoding, preview.header_row) == ("gb18030", 2)
    assert (preview.counts.new, preview.counts.duplicate, preview.counts.error, preview.counts.total) == (475, 20, 5, 500)
    assert [row.outcome for row in imports.page(None, 0, 6)] == [Outcome.ERROR] * 5 + [Outcome.DUPLICATE]
    result = imports.apply()
    assert (result.created, result.updated, result.skipped, len(result.errors)) == (475, 0, 20, 5)
    assert [row for row, _ in result.errors] == [498, 499, 500, 501, 502]
    assert (count(db, Customer), count(db, Phone), count(db, Opportunity), count(db, Premises)) == (475, 475, 475, 475)
    undone(db, result.entry_id)
    assert digest(db) == before


def test_same_file_again_changes_nothing(imports: Imports, db: Database, tmp_path: Path) -> None:
    path = go_live(tmp_path)
    check(imports, path)
    imports.apply()
    before = digest(db)
    preview = check(imports, path)
    assert (preview.counts.new, preview.counts.update, preview.counts.skip, preview.plan.written) == (0, 0, 495, 0)
    result = imports.apply()
    assert result == ImportResult(0, 0, 495, result.errors, None)
    assert digest(db) == before


def test_every_field_of_a_go_live_arrives(imports: Imports, db: Database, tmp_path: Path, actor: Callable[[], Actor], clock: Now) -> None:
    staff = ShopData(db, actor).add_staff(StaffDraft("李明"))
    path = sheet(
        tmp_path,
        "客户名称,联系人,手机,备用电话,微信,来源,意向级别,归属人,备注,创建时间,小区,楼栋,单元,房号,面积,房屋类型,最近沟通时间,沟通内容,"
        "下次联系时间,下次联系内容,产品,品牌,型号,序列号,安装日期,期初应收,接收营销,同意日期,需求品类,QQ",
        "王芳,王先生,138 0137 0911,021-55556666,wf,老带新,A(重点),李明,喜静,2025/3/1,云上花园,3,1,602,126,平层,2026-11-01,要新风,"
        "2026-12-01,报价,壁挂炉,炉小暖,LX-24S,SN0001,2025-11-05,1200,是,2025-03-01,地暖、新风,12345",
    )
    check(imports, path)
    imports.apply()
    with db.read() as session:
        customer = session.scalars(select(Customer)).one()
        machine = session.scalars(select(Equipment)).one()
        chance = session.scalars(select(Opportunity)).one()
        made, step = session.scalars(select(FollowUp)).one(), session.scalars(select(NextStep)).one()
        place, money = session.scalars(select(Premises)).one(), session.scalars(select(OpeningBalance)).one()
        numbers = session.scalars(select(Phone.digits).order_by(Phone.position)).all()
        contact = session.execute(text("SELECT name FROM contact")).scalar()
        line = session.execute(text("SELECT community, address, stage, balance FROM customer_line")).one()
        assert (customer.name, customer.source, customer.owner_id, customer.note) == ("王芳", Channel.REFERRAL, staff, "喜静\nQQ: 12345")
        assert (customer.created_at.date().isoformat(), customer.marketing_ok, customer.interests) == (
            "2025-03-01",
            True,
            ["floor_heating", "fresh_air"],
        )
        assert (customer.consent_on.isoformat() if customer.consent_on else "", bool(customer.consent_wording)) == ("2025-03-01", True)
        assert (numbers, contact) == (["13801370911", "02155556666"], "王先生")
        assert (chance.stage, chance.intent_level, chance.opened_on.isoformat()) == (Stage.BASE, IntentLevel.A, "2025-03-01")
        assert (place.building, place.unit, place.room, place.area) == ("3", "1", "602", 126000)
        assert (machine.product, machine.model, machine.serial, machine.premises_id) == ("壁挂炉", "LX-24S", "SN0001", place.id)
        assert (machine.installed_on.isoformat() if machine.installed_on else "", money.amount) == ("2025-11-05", 120000)
        assert (made.words, made.staff_id, step.due_on.isoformat(), step.purpose) == ("要新风", staff, "2026-12-01", "报价")
        assert tuple(line) == ("云上花园", "云上花园 3-1-602", "base", 120000)


def test_known_customer_is_filled_and_nothing_overwritten(imports: Imports, customers: Customers, db: Database, tmp_path: Path) -> None:
    place = PremisesDraft(community="云上花园", building="3", room="602", area=118000)
    customers.create(CustomerDraft(name="王芳", phones=(PhoneDraft("13801370911"),), premises=(place,)))
    before = digest(db)
    path = sheet(
        tmp_path,
        "姓名,手机,地址,面积,来源,微信,备注,序列号,期初应收,意向级别,下次跟进时间,推荐人,城市",
        "王芳,13801370911/021-55556666,云上花园3幢602室,126,抖音,wf,好,SN1,100,B,2026-12-05,王芳,宁波",
    )
    preview = check(imports, path)
    row = imports.page(None, 0, 1)[0]
    assert (preview.counts.update, row.choice, row.reason) == (1, Choice.FILL, Reason.PHONE_AND_NAME)
    assert {T.PHONE, T.SOURCE, T.WECHAT, T.NOTE, T.SERIAL, T.OPENING, T.CITY} <= set(row.gains)
    assert T.AREA not in row.gains
    effects = {line.target: (line.sheet, line.file, line.effect) for line in imports.detail(row.id).fields}
    assert effects[T.AREA] == (126000, 118000, Effect.DIFFERS)
    assert effects[T.REFERRER] == ("王芳", None, Effect.FILLS)
    result = imports.apply()
    assert (result.created, result.updated) == (0, 1)
    with db.read() as session:
        customer = session.scalars(select(Customer)).one()
        house = session.scalars(select(Premises)).one()
        assert (customer.source, customer.wechat, customer.note) == (Channel.DOUYIN, "wf", "好")
        assert (house.area, house.city, house.street) == (118000, "宁波", "")
        assert session.scalars(select(Opportunity)).one().intent_level is IntentLevel.B
    assert (count(db, Phone), count(db, Equipment), count(db, OpeningBalance), count(db, NextStep)) == (2, 1, 1, 1)
    undone(db, result.entry_id)
    assert digest(db) == before


def test_overwrite_takes_the_sheet(imports: Imports, customers: Customers, db: Database, tmp_path: Path) -> None:
    place = PremisesDraft(community="云上花园", building="3", room="602", area=118000)
    customers.create(CustomerDraft(name="王芳", note="旧", phones=(PhoneDraft("13801370911"),), premises=(place,)))
    path = sheet(tmp_path, "姓名,手机,小区,楼栋,房号,面积,备注,期初应收", "王方,13801370911,云上花园,3,602,126,新,5")
    preview = check(imports, path)
    assert (preview.counts.duplicate, preview.plan.skip) == (1, 1)
    assert imports.choose_all(Outcome.DUPLICATE, Choice.OVERWRITE).plan.overwrite == 1
    assert imports.apply().updated == 1
    with db.read() as session:
        customer, house = session.scalars(select(Customer)).one(), session.scalars(select(Premises)).one()
        assert (customer.name, customer.note, house.area) == ("王方", "新", 126000)
    check(imports, sheet(tmp_path, "姓名,手机,期初应收,小区,房号", "王方,13801370911,7,锦样里,1"))
    imports.choose(imports.ids(), Choice.OVERWRITE)
    imports.apply()
    with db.read() as session:
        assert session.scalars(select(OpeningBalance)).one().amount == 700
    assert count(db, Premises) == 2


def test_rows_of_one_household_become_one_file(imports: Imports, db: Database, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        "姓名,手机,地址,产品,序列号",
        "王芳,13801370911,云上花园3-602,壁挂炉,SN1",
        "王芳,13801370911,云上花园3-602,新风,SN2",
        "王芳,13801370911,锦样里1-1,热泵,SN3",
        "王芳,13801370911,锦样里1-1,净水,SN4",
        "王方,13801370911,锦样里1-1,净水,SN5",
    )
    preview = check(imports, path)
    assert (preview.counts.new, preview.counts.duplicate, preview.plan.fill, preview.plan.skip) == (1, 4, 3, 1)
    imports.choose([6], Choice.CREATE)
    result = imports.apply()
    assert (result.created, result.updated) == (2, 3)
    with db.read() as session:
        places = session.execute(text("SELECT premises_id, group_concat(serial) FROM equipment GROUP BY premises_id ORDER BY 1")).all()
    assert [set(serials.split(",")) for _, serials in places] == [{"SN1", "SN2"}, {"SN5"}, {"SN3", "SN4"}]


def test_create_anyway_makes_two(imports: Imports, customers: Customers, db: Database, tmp_path: Path) -> None:
    customers.create(CustomerDraft(name="王芳", phones=(PhoneDraft("13801370911"),)))
    check(imports, sheet(tmp_path, "姓名,手机", "陈静,13801370911", "新人,"))
    assert imports.choose(imports.ids(), Choice.CREATE).plan.create == 2
    imports.apply()
    assert count(db, Customer) == 3


def test_mended_row_is_checked_again_with_those_who_depend_on_it(imports: Imports, tmp_path: Path) -> None:
    check(imports, sheet(tmp_path, "姓名,手机", "王芳,13801370911", "王芳,13801370911", "赵一鸣,142000017", "谁,13801370911"))
    row = imports.rows([4])[0]
    assert row.wrong[1].parameters == {"text": "142000017", "digits": 9}
    mended = imports.fix(4, 1, "14200000017")
    assert (mended.outcome, mended.wrong, mended.cells) == (Outcome.NEW, {}, ("赵一鸣", "142 0000 0017"))
    assert [r.match_row for r in imports.rows([3, 5])] == [2, 2]
    imports.fix(2, 1, "13801370999")
    assert [(r.outcome, r.match_row) for r in imports.rows([2, 3, 5])] == [
        (Outcome.NEW, None),
        (Outcome.NEW, None),
        (Outcome.DUPLICATE, 3),
    ]
    assert imports.fix(4, 1, "13801370911").match_row == 3
    assert imports.detail(4).fields[0].target is T.NAME
    assert imports.preview().counts.total == 4
    with pytest.raises(NotFound):
        imports.fix(99, 0, "x")


def test_change_of_the_store_after_the_check_is_noticed(imports: Imports, customers: Customers, db: Database, tmp_path: Path) -> None:
    check(imports, sheet(tmp_path, "姓名,手机", "王芳,13801370911", "李娜,13801370912"))
    customers.create(CustomerDraft(name="陈静", phones=(PhoneDraft("13801370911"),)))
    with pytest.raises(ImportOutdated):
        imports.apply()
    assert imports.preview().counts.duplicate == 1
    customers.create(CustomerDraft(name="无关"))
    assert imports.apply().created == 1
    assert count(db, Customer) == 3


def test_faulty_rows_go_back_as_the_same_sheet(imports: Imports, tmp_path: Path) -> None:
    check(imports, go_live(tmp_path))
    for suffix in ("xlsx", "csv"):
        target = tmp_path / f"有误.{suffix}"
        assert imports.export_errors(target, translator("en")) == 5
        table = read_table(target)
        assert table.rows[0] == ("姓名*", "手机", "地址", "面积", "创建时间", "Reason")
        assert table.rows[1][:2] == ("赵一鸣", "142000017")
        assert "9 digits" in str(table.rows[1][5])
        assert check(imports, target).counts.error == 5


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("jsherp/jsherp_customer_template.xls", (2, 0)),
        ("odoo/res.partner.csv", (6, 0)),
    ],
)
def test_files_of_other_programs_come_in(imports: Imports, samples: Path, name: str, counts: tuple[int, int]) -> None:
    preview = check(imports, samples / name)
    assert (preview.counts.new, preview.counts.error) == counts
    assert imports.apply().created == counts[0]


def test_address_books_come_in(imports: Imports, corpora: Path) -> None:
    for path in sorted((corpora / "vcard").glob("*.vcf")):
        preview = check(imports, path)
        assert preview.plan.written + preview.plan.skip + preview.plan.refused == preview.counts.total
        imports.apply()


def test_workbook_keeps_its_types(imports: Imports, db: Database, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    write_list(path, [ListColumn("姓名"), ListColumn("手机"), ListColumn("备注")], [["王芳", "013801370911", "00123"]], "表")
    preview = check(imports, path)
    assert (preview.sheet, preview.sheets) == ("表", ("表",))
    imports.apply()
    with db.read() as session:
        assert session.scalars(select(Customer.note)).one() == "00123"


def test_columns_headings_and_sheet_may_be_chosen(imports: Imports, tmp_path: Path) -> None:
    path = sheet(tmp_path, "甲,乙", "王芳,13801370911")
    assert check(imports, path, header_row=1, columns=(T.NOTHING, T.NOTE)).counts.total == 0
    with pytest.raises(ImportColumnsMissing):
        imports.apply()
    preview = check(imports, path, header_row=1, columns=(T.NAME,))
    assert ([column.target for column in preview.columns], preview.counts.new) == ([T.NAME, T.NOTHING], 1)
    assert preview.left_out[0].heading == "乙"
    assert check(imports, sheet(tmp_path, "王芳,13801370911", "张伟,13801370912")).counts.new == 2


def test_staged_rows_do_not_stay(imports: Imports, tmp_path: Path) -> None:
    folder = tmp_path / "staging"
    check(imports, sheet(tmp_path, "姓名", "王芳"))
    assert [p.name for p in folder.glob("*/*")] == ["staging.sqlite"]
    check(imports, sheet(tmp_path, "姓名", "张伟"))
    assert len(list(folder.iterdir())) == 1
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.4")
    with pytest.raises(FileKindUnknown):
        check(imports, broken)
    assert list(folder.iterdir()) == []
    imports.discard()
    DataFolder(tmp_path).clear_staging()
    assert not folder.exists()


def test_rows_are_found_by_what_stands_in_them(imports: Imports, tmp_path: Path) -> None:
    check(imports, sheet(tmp_path, "姓名,手机", "王芳,13801370911", "张伟,13801370912"))
    assert imports.ids(text="张伟") == [3]
    assert [imports.place(row) for row in (2, 3, 9)] == [(1, 2), (2, 2), (0, 0)]
    assert [imports.neighbour(2, step) for step in (1, -1)] == [3, 3]
    assert [imports.neighbour(row, 1) for row in (3, 9)] == [2, 9]
    assert imports.ids(Outcome.ERROR) == []


def test_chosen_columns_are_remembered_for_the_next_file(imports: Imports, tmp_path: Path) -> None:
    path = sheet(tmp_path, "甲,乙", "王芳,13801370911")
    assert check(imports, path, header_row=1).columns[0].target is T.KEEP
    check(imports, path, header_row=1, columns=(T.NAME, T.PHONE))
    imports.apply()
    again = check(imports, sheet(tmp_path, "甲,乙", "张伟,13801370912"), header_row=1)
    assert [column.target for column in again.columns] == [T.NAME, T.PHONE]
    for spoiled in ('{"x": ["no such field"]}', "spoiled"):
        (tmp_path / "import-columns.json").write_text(spoiled, "utf-8")
        assert check(imports, path, header_row=1).columns[0].target is T.KEEP


def test_an_import_that_fails_can_be_tried_again_at_once(
    imports: Imports, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is attached beside the store is let go of, whatever ended the write."""
    check(imports, go_live(tmp_path))
    before = digest(db)

    def fail(*_arguments: object) -> None:
        raise OSError(5, "the disk failed")

    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(Recorder, "write", fail)
            with pytest.raises(OSError, match="the disk failed"):
                imports.apply()
        assert digest(db) == before
    assert imports.apply().created == 475
