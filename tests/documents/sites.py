"""Papers of work on a site for the tests: dispatch sheets, acceptance sheets, signatures as somebody drew them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

from PIL import Image, ImageDraw

from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceGroup, AcceptanceLine, AcceptanceSheetData, to_take_along
from dealer_crm.documents.pdf.checklist_sheet import MachineLine
from dealer_crm.documents.pdf.dispatch_sheet import DispatchMachine, DispatchSheetData, MaterialLine, Signed
from dealer_crm.documents.pdf.reading_grids import GridBlock, GridCell, GridColumn, GridRow
from dealer_crm.domain.checklists import CheckResult
from tests.documents.records import SHOP
from tests.documents.sheets import CHECKLIST

DAY = date(2026, 11, 21)


@cache
def scrawl(turns: int = 3) -> bytes:
    """Return a signature as the pad draws it: lines on nothing."""
    picture = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
    pencil = ImageDraw.Draw(picture)
    points = [(150 + 60 * step, 200 + (-1) ** step * (40 + 25 * (step % turns))) for step in range(14)]
    pencil.line(points, fill=(20, 30, 90, 255), width=7, joint="curve")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


SIGNED = Signed("陈静", DAY, scrawl())
MANNERS = (
    "预约已确认，到前电话",
    "出示工牌，自我介绍",
    "穿鞋套",
    "铺保护布",
    "不吸烟",
    "不用客户物品",
    "垃圾清走",
    "物品归位",
    "离开前请客户检查",
)
DISPATCH = DispatchSheetData(
    SHOP,
    "AZ20261121002",
    "隐蔽安装",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "东门进，货梯需提前一天跟物业约，门禁 1102#",
    DAY,
    "9:00–12:00",
    3,
    "DD20261018002",
    "孙涛",
    ("王强", "李小军"),
    "周师傅（外协）",
    "焊工 T3302000817、电工 T3302001144",
    (
        DispatchMachine("多联机室外机", "NJ-160W 16 kW", "3A26110482", "设备平台", unit="台"),
        DispatchMachine("风管式室内机", "NJ-F71 7.1 kW", "3F26090117 3F26090118", "客厅、主卧", 2000, "台"),
    ),
    (
        MaterialLine("铜管 φ9.52 × 0.8", "m", 46_500, 3_200, "壁厚 0.8"),
        MaterialLine("PVC 排水管 φ25", "m", 24_000),
        MaterialLine("保温棉 25 mm", "m", 50_000),
    ),
    "有婴儿，13:00–15:00 请勿打孔；家里有猫，门随手关",
    ("客厅内机装在吊顶左侧，不占窗帘盒", "11-25 前完成隐蔽工程"),
    "吊顶 11-26 封板",
    tuple((word, n < 4) for n, word in enumerate(MANNERS)),
    "主机就位",
    date(2026, 12, 8),
    {"leader": Signed("孙涛", DAY, scrawl(5)), "customer": SIGNED},
)
BLANK_DISPATCH = DispatchSheetData(SHOP, manners=tuple((word, False) for word in MANNERS))


def _row(name: str, values: str, last: str = "", out: str = "") -> GridRow:
    """Return a row of values that stand apart by spaces; `out` names the places that are out of their limits."""
    read, before = values.split(), last.split()
    return GridRow(name, tuple(GridCell(one, before[n] if before else "", str(n) in out) for n, one in enumerate(read)))


HOLD = GridBlock(
    "AC-H5",
    "冷媒管氮气保压 24 h",
    "试验",
    (
        GridColumn("开始压力", "MPa", "3.8–4.2"),
        GridColumn("开始温度", "℃"),
        GridColumn("开始时间", words=True),
        GridColumn("结束压力", "MPa"),
        GridColumn("结束温度", "℃"),
        GridColumn("结束时间", words=True),
        GridColumn("按温度应有", "MPa", worked_out=True),
        GridColumn("泄漏", "MPa", "−0.02–0.02", worked_out=True),
    ),
    (_row("系统 1", "4.00 20 11-19/9:10 4.13 30 11-20/9:30 4.14 0.01"),),
    note="应有压力 =（P1 + 0.1013）×（273.15 + t2）÷（273.15 + t1）− 0.1013；差不超过 0.02 MPa 为不漏。",
)
ROOMS = GridBlock(
    "AC-F7",
    "各房间送回风温差",
    "房间",
    (
        GridColumn("送风", "℃"),
        GridColumn("回风", "℃"),
        GridColumn("温差", "℃", "≥ 8", worked_out=True),
        GridColumn("运转声音", words=True),
    ),
    (_row("客厅", "13.2 24.6 11.4 正常", "12.9 24.0 11.1 正常"), _row("主卧", "17.0 24.1 7.1 正常", "14.0 24.2 10.2 正常", out="2")),
    last_on="2025-07-02",
    sums=("冷媒追加 1.82 kg",),
)
HIDDEN = AcceptanceGroup(
    "隐蔽工程",
    (
        AcceptanceLine("AC-H1", "吊装牢固，减振到位", "吊杆 ≥ M10，双螺母，减振垫齐", result=CheckResult.PASS, photo=True, photos=True),
        AcceptanceLine("AC-H4", "排水坡度", "≥ 1 %", "1.2", "%", "1.3", CheckResult.PASS, photo=True, photos=True),
        AcceptanceLine("AC-H5", "冷媒管氮气保压 24 h", "4.0 MPa，温度修正后不漏", result=CheckResult.PASS, photo=True, gridded=True),
        AcceptanceLine(
            "AC-H6",
            "接地电阻",
            "≤ 4",
            "5.1",
            "Ω",
            result=CheckResult.FAIL,
            note="接地线松动",
            failure="接地线未接",
            due_on=date(2026, 11, 25),
            mended_on=date(2026, 11, 24),
        ),
        AcceptanceLine("AC-H7", "穿墙套管", "内外高差 ≥ 10 mm", result=CheckResult.NA),
    ),
)
ACCEPTANCE = AcceptanceSheetData(
    SHOP,
    "YS20261121001",
    "中央空调",
    "隐蔽验收",
    "验收合格 2026-11-21",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "DD20261018002",
    "一层",
    "孙涛",
    "李明",
    "某某装饰 张工",
    date(2026, 11, 19),
    DAY,
    (MachineLine("多联机室外机", "NJ-160W", "3A26110482", "设备平台", 1000, "台"),),
    (HIDDEN,),
    (HOLD, ROOMS),
    "吊顶 11-26 封板，封板前再看一次排水。",
    {code: Signed(name, DAY, scrawl(n)) for n, (code, name) in enumerate((("fitter", "孙涛"), ("customer", "陈静")), 4)},
)

BLANK_ACCEPTANCE = to_take_along(
    AcceptanceSheetData(
        SHOP, sheet="中央空调", stage="隐蔽验收", groups=(AcceptanceGroup("隐蔽工程", HIDDEN.lines * 4),), grids=(HOLD, ROOMS)
    )
)
_TWICE = tuple(zip(("A", "B", "C", "D1", "D2"), (CHECKLIST.expectations[at] for at in (0, 1, 2, 3, 3)), strict=True))
SIGNED_CHECKLIST = replace(
    CHECKLIST,
    expectations=(
        *(replace(line, letter=letter, mark=5 - n % 2, signature=scrawl(n + 3)) for n, (letter, line) in enumerate(_TWICE)),
        *CHECKLIST.expectations[4:],
    ),
    grids=(ROOMS,),
    signed={"customer": SIGNED},
)
