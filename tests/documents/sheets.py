"""Builds checklists, certificates and the shop's own sheets for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dealer_crm.documents.dispatch_text import DispatchMachine, DispatchTextData
from dealer_crm.documents.pdf.change_order_sheet import ChangeSheetData, ChangeSheetLine
from dealer_crm.documents.pdf.checklist_sheet import (
    ChecklistSheetData,
    ExpectationLine,
    InspectionGroup,
    InspectionLine,
    MachineLine,
)
from dealer_crm.documents.pdf.complaint_sheet import AuthorityBlock, ComplaintSheetData, Register, Settlement, StepLine
from dealer_crm.documents.pdf.day_sheet import DayLine, DaySheetData
from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, Side
from dealer_crm.documents.pdf.money_sheet import HeldLine, MoneySheetData, ReceiptLine, TakingsLine
from dealer_crm.documents.pdf.morning_list import MorningLine, MorningListData, MorningPerson, MorningTotals
from dealer_crm.documents.pdf.quote_sheet import DifferenceLine, OfferLine, OfferPart, QuoteDifferenceData, QuoteSheetData
from dealer_crm.documents.pdf.receipt import ReceiptData
from dealer_crm.documents.pdf.return_slip import ReturnSlipData, ReturnSlipLine
from dealer_crm.documents.pdf.statement import StatementData, StatementRow
from dealer_crm.documents.pdf.vehicle_sheet import Stop, VehicleSheetData
from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, PartyBlock, RepairLine, WarrantyCertificateData
from dealer_crm.documents.pdf.week_plan import WeekItem, WeekPerson, WeekPlanData
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.domain.pay_plan import PayKind
from tests.documents.records import SHOP

DELIVERED = date(2026, 11, 21)


def _kept(letter: str, title: str, *points: str) -> ExpectationLine:
    return ExpectationLine(letter, title, tuple((point, True) for point in points), "李明", DELIVERED, DELIVERED, kept=True)


def _begun(letter: str, title: str, *points: str) -> ExpectationLine:
    return ExpectationLine(letter, title, tuple((p, n == 0) for n, p in enumerate(points)), "王敏", date(2026, 11, 28), later=True)


EXPECTATIONS = (
    _kept("A", "时间方便", "您选的 11-21 14:00", "提前 30 分钟联系", "准时到达 13:56"),
    _kept("B", "承诺都兑现", "承诺 6 条逐条核对", "型号、数量、机号与合同一致"),
    _kept("C", "零缺陷，内外干净完好", "开箱外观完好并拍照", "现场清洁，垃圾带走"),
    _kept("D", "讲清楚，给凭证", "配置和操作", "三包政策", "三包凭证 BX20261121002", "保养计划已给", "疑问已答"),
    _kept("E", "为您办的交付仪式", "合影", "绿植一盆（您喜欢的龟背竹）"),
    _begun("F", "适时问您是否满意", "微信，工作日 19:00 后", "首次 11-22，再次 11-24、11-28"),
    _begun("G", "有疑问马上答", "热线卡已给您", "急事 2 小时，其他 24 小时"),
    _begun("H", "以后一直惦记您", "愿意收保养提醒", "愿意收活动消息", "兴趣：园艺、亲子"),
)
GROUPS = (
    InspectionGroup(
        "房间空调",
        (
            InspectionLine("AC-1", "墙洞已封堵", "内外两侧封严", result=CheckResult.PASS, photos=True),
            InspectionLine("AC-2", "绝缘电阻", "≥2", "50", "MΩ", CheckResult.PASS, photos=True),
            InspectionLine("AC-3", "接地电阻", "≤0.1", "0.35", "Ω", CheckResult.FAIL, note="整改期限 11-25"),
            InspectionLine("AC-4", "连续试运行", "≥30 min，制冷 ΔT ≥8 ℃", "9.1", "℃", CheckResult.PASS, photos=False),
        ),
    ),
    InspectionGroup(
        "上门礼仪",
        tuple(InspectionLine(f"M-{n}", item, result=CheckResult.PASS) for n, item in enumerate(("穿鞋套", "成品保护", "垃圾带走"), 1)),
    ),
)
CHECKLIST = ChecklistSheetData(
    SHOP,
    "YS20261121003",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样里 7 幢 2 单元 1102 室",
    "HT20261018002",
    "孙涛",
    "家用多联一拖五 + 冷凝壁挂炉",
    date(2026, 11, 2),
    DELIVERED,
    (MachineLine("多联机室外机", "NJ-160W", "3A26110482", "设备平台"), MachineLine("燃气壁挂炉", "NJ-L24", "5B26100933", "厨房")),
    EXPECTATIONS,
    GROUPS,
    care_ok=True,
    news_ok=False,
    channel="微信",
    interests=("园艺", "亲子"),
)
BLANK_CHECKLIST = ChecklistSheetData(
    SHOP,
    expectations=tuple(
        replace(line, points=tuple((p, False) for p, _ in line.points), responsible="", planned=None, done=None, kept=None)
        for line in EXPECTATIONS
    ),
    groups=tuple(
        replace(group, lines=tuple(replace(line, value="", result=None, photos=None, note="") for line in group.lines)) for group in GROUPS
    ),
)
OPEN_CHECKLIST = replace(CHECKLIST, left_open=("AC-3 接地电阻", "C 现场清洁"), open_reason="接地线待物业整改，客户同意先用", open_by="李明")
CERTIFICATE = WarrantyCertificateData(
    replace(SHOP, postcode="315200"),
    "BX20261121002",
    product="家用多联机室外机",
    brand="暖居 NJ",
    model="NJ-160W 16 kW",
    serial="3A26110482",
    origin="见铭牌",
    quantity="1 台",
    invoice="26117820",
    sold_on=DELIVERED,
    commissioned_on=DELIVERED,
    customer=PartyBlock("陈静", "锦样路 16 号 锦样里 7 幢 2 单元 1102 室", "142 0000 0317", "315200"),
    repairer=PartyBlock("暖居售后服务部", "锦样路 88 号建材城 B12", "1420000 8801", "315200"),
    installed_by="本店",
    installer="孙涛组",
    coverages=(
        CoverageLine("7 日退货", "7 日", "销售", DELIVERED, date(2026, 11, 28)),
        CoverageLine("15 日换货", "15 日", "销售", DELIVERED, date(2026, 12, 6)),
        CoverageLine("整机", "6 年", "安装调试", DELIVERED, date(2032, 11, 21)),
        CoverageLine("主要部件（压缩机、风扇电机、温控器）", "6 年", "安装调试", DELIVERED, date(2032, 11, 21)),
        CoverageLine("安装（本店）", "两采暖季", "验收"),
        CoverageLine("管路防渗漏（本店）", "5 年", "验收"),
    ),
    next_care_on=date(2027, 4, 15),
    next_care="换季清洗检查",
    repairs=(RepairLine(date(2027, 7, 2), "不制冷", "室外机控制板进水", "更换控制板，补充冷媒 0.4 kg", date(2027, 7, 5), "孙涛"),),
    duties=(True, True, True, True, False),
)
EMPTY_CERTIFICATE = WarrantyCertificateData(SHOP, "BX20261121009")
_NOON = datetime(2026, 11, 20, 9, 12)  # noqa: DTZ001
COMPLAINT = ComplaintSheetData(
    SHOP,
    "TS20261120001",
    Register(
        received_at=_NOON,
        received_by="王敏",
        channel="电话",
        complainant="陈先生（配偶）",
        customer="陈静 女士",
        phones=("142 0000 0317", "142 0000 0318"),
        address="锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
        order_number="HT20261018002",
        equipment="风管式室内机 NJ-F71 3F26090117 客厅",
        kind="对商品的抱怨",
        subtype="质量不良",
        level="1 直接向本店",
        mood="愤怒",
        severity="重大",
        words="客厅天花板滴水，地板都泡了，昨天打电话说今天上午来，到现在没人。",
        demands=("修理", "赔偿"),
        photos=3,
        respond_by=datetime(2026, 11, 20, 21, 12),  # noqa: DTZ001
        plan_by=datetime(2026, 11, 24, 18, 0),  # noqa: DTZ001
        close_by=datetime(2026, 11, 27, 18, 0),  # noqa: DTZ001
    ),
    (
        StepLine(_NOON, "王敏", "谢谢您直接告诉我们"),
        StepLine(_NOON, "王敏", "您不说我们就没有改正的机会"),
        StepLine(_NOON, "王敏", "给您添麻烦了，对不起"),
        StepLine(_NOON, "王敏", "我现在就处理，十一点前给您答复"),
        StepLine(_NOON, "王敏", "昨晚开始，客厅，屏上 E6"),
        StepLine(datetime(2026, 11, 20, 11, 40), "孙涛", "冷凝水管接头松脱，重做并满水试验"),  # noqa: DTZ001
    ),
    Settlement(
        responsible="孙涛",
        responded_at=datetime(2026, 11, 20, 9, 30),  # noqa: DTZ001
        cause="冷凝水管接头未粘牢，通水试验未做满 24 小时。",
        liable="安装",
        solution="重做接头，更换泡水踢脚线 4 米，天花修补由装修方完成，费用本店承担。",
        promised_on=date(2026, 11, 23),
        cost=68_000,
        borne_by="本店",
        prevention="冷凝水满水试验拍照上传，质检抽查。",
        prevention_by="李明",
        prevention_due=date(2026, 12, 1),
    ),
)
AUTHORITY_COMPLAINT = replace(
    COMPLAINT,
    authority=AuthorityBlock("12315-2026-000123", date(2026, 11, 22), None, (("合同", True), ("送货签收", True), ("验收单", False))),
)
EMPTY_COMPLAINT = ComplaintSheetData(SHOP, "TS20261120002")
DAY = DaySheetData(
    SHOP,
    DELIVERED,
    overdue=(DayLine("回访", "11-18", "林晓", ("142 0000 0101",), "云上花园 8-2201", "安装后第 3 天：使用还顺手吗？", "王敏"),),
    lines=tuple(
        DayLine(what, when, "陈静 女士", ("142 0000 0317",), "锦样里 7 幢 2 单元 1102 室", "先核对型号和数量；货车走南门", "李明", n == 0)
        for n, (when, what) in enumerate((("09:00", "送货 SH20261121003"), ("14:00", "上门量房"), ("", "投诉 TS20261120001 今天答复")))
    ),
)
STOP = Stop(
    "SH20261121003",
    "14:00–16:00",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样里 7 幢 2 单元 1102 室",
    "货车走南门；电梯登记找物业前台",
    ("多联机室外机 NJ-160W × 1 台", "铜管 × 46.5 米"),
    298_000,
    "家里有婴儿，不按门铃",
)
VEHICLE = VehicleSheetData(
    SHOP,
    DELIVERED,
    "闽D 88F21",
    ("孙涛", "周平"),
    (replace(STOP, number="SH20261118001", when="11-18", collect=100_000),),
    (STOP, replace(STOP, number="SH20261121009", is_return=True, collect=0, done=True)),
)
MORNING = MorningListData(
    SHOP,
    DELIVERED,
    MorningTotals(1, 2, 1, 1, 0, 298_000, 7),
    (
        MorningPerson(
            "李明",
            (
                MorningLine("跟进、收款", "11-18", "陈静 女士", "142 0000 0317", "送方案", "预算 6 万以内", "不按门铃", 298_000, late=2),
                MorningLine("上门量房", "14:00", "林晓", "142 0000 0101", "量客厅和主卧", due=1),
            ),
        ),
        MorningPerson("王敏", (MorningLine("回访", "", "林晓", due=1),), "请假"),
    ),
)
WEEK = WeekPlanData(
    SHOP,
    date(2026, 11, 16),
    (
        WeekPerson("李明", 3, {}, {DELIVERED: (WeekItem("14:00", "陈静 女士", "上门量房"), WeekItem("", "林晓", "回访", done=True))}),
        WeekPerson("王敏", 0, {date(2026, 11, 17): "请假"}, {date(2026, 11, 18): (WeekItem("", "朱琳", "跟进"),) * 30}),
    ),
    {date(2026, 11, 19): "店庆"},
    frozenset({DELIVERED, date(2026, 11, 22)}),
)
SLIP = HandoverSlipData(
    SHOP,
    "JJ20261121001",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样里 7 幢 2 单元 1102 室",
    "HT20261018002",
    Side("销售", "李明"),
    Side("安装", "孙涛"),
    datetime(2026, 11, 21, 9, 30),  # noqa: DTZ001
    date(2026, 11, 23),
    "安装当天上午 9 点前到，送分集水器一套",
    "空调孔还没开",
    "合同复印件、户型图",
)
MONEY = MoneySheetData(
    SHOP,
    DELIVERED,
    (TakingsLine("现金", 2, 298_000), TakingsLine("微信", 1, 10**9), TakingsLine("转账", 1, -120_000)),
    (TakingsLine("李明", 3, 10**9 - 120_000, 0), TakingsLine("孙涛", 1, 298_000, 298_000)),
    (HeldLine("孙涛", 298_000, DELIVERED, "陈静", "SK20261121004"),),
    (
        ReceiptLine("SK20261121001", 10**9, "09:10", "厦门某某工程有限公司", "HT20261018002", "尾款", "微信", "李明"),
        ReceiptLine("SK20261121002", -120_000, "10:30", "林晓", "HT20261018009", "退款", "转账", "李明"),
        ReceiptLine("SK20261121004", 298_000, "15:20", "陈静", "HT20261018002", "尾款", "现金", "孙涛"),
    ),
)
DISPATCH = DispatchTextData(
    "送货",
    "SH20261121003",
    "2026-11-21 14:00",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "货车走南门；\n电梯登记找物业前台",
    (DispatchMachine("多联机室外机", "NJ-160W", "3A26110482", "设备平台", 1000, "台"), DispatchMachine("铜管", quantity=46_500, unit="米")),
    298_000,
)
RECEIPT = ReceiptData(
    SHOP,
    "SK20261122001",
    PayKind.PROGRESS,
    1_842_500,
    customer="陈静 女士",
    purpose="进度款",
    way="银行转账",
    day=DELIVERED,
    belongs_to="DD20261018002",
    receiver="王敏",
    total=3_685_000,
    paid=2_579_500,
    owed=1_105_500,
)
DEPOSIT = replace(
    RECEIPT, kind=PayKind.EARNEST_MONEY, purpose="定金", amount=737_000, payer="陈国强", receipt_number="0012", note="签约当日"
)
REFUND = replace(RECEIPT, kind=PayKind.REFUND, purpose="退款", amount=10**12, note="多收的部分退回 " * 12, owed=-500)
OFFER = QuoteSheetData(
    SHOP,
    "BJ20261121001",
    2,
    "陈静 女士",
    DELIVERED,
    date(2026, 12, 6),
    "142 0000 0317",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "118.5 ㎡",
    "一拖四多联机",
    "林工",
    "贾晓新",
    parts=(
        OfferPart(
            "主机与室内外机",
            (OfferLine("云岭 多联外机", "YL-V120W 12 kW", "设备平台", "台", 1000, 1_680_000, 1_680_000, 1_780_000),),
            1_680_000,
        ),
        OfferPart(
            "铜管", tuple(OfferLine(f"铜管 {n}", unit="米", quantity=46_500, price=6_800, amount=316_200) for n in range(3)), 948_600
        ),
    ),
    subtotals=(("设备小计", 1_680_000), ("材料小计", 948_600)),
    beside=(("优惠", -8_600), ("国补", -200_000)),
    total=2_420_000,
    remarks=(("含与不含", "不含：电源 <b>& 空开</b>"), ("交货期", "")),
)
DIFFERENCE = QuoteDifferenceData(
    SHOP,
    "BJ20261121001",
    "陈静 女士",
    (1, 2),
    (DELIVERED, DELIVERED),
    (
        DifferenceLine("改动", "铜管", "客厅", "46.5 米 × ¥68.00", "40 米 × ¥68.00", 316_200, 272_000),
        DifferenceLine("新增", "软水机", "", "", "1 台 × ¥4,680.00", None, 468_000),
    ),
    (3_530_000, 3_953_800),
    4,
)
CHANGE_SHEET = ChangeSheetData(
    SHOP,
    "ZQ20261122001",
    "DD20261018002",
    "陈静 女士",
    "142 0000 0317",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    DELIVERED,
    "业主要求主卧加装一台内机，并改走廊风口",
    (
        ChangeSheetLine("内机 NJ-28", "2.8 kW", "台", 1000, 398_000, 398_000, "主卧"),
        ChangeSheetLine("铜管", "φ9.52", "米", -6_500, 6_800, -44_200),
        ChangeSheetLine("开孔", "", "个", 2000, 8_000, 16_000),
    ),
    5_000,
    3_685_000,
    4_049_800,
    2,
    "王敏",
    "线控器沿用",
)
LONG_CHANGE = replace(CHANGE_SHEET, lines=CHANGE_SHEET.lines * 12, discount=0, days=-1, after=0, signed_by="陈静", signed_on=DELIVERED)
RETURN_SLIP = ReturnSlipData(
    SHOP,
    "TH20261122001",
    ReturnKind.RETURN,
    "DD20261018002",
    "陈静 女士",
    "142 0000 0317",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    DELIVERED,
    "噪声大，客户不满意",
    (ReturnSlipLine("内机 NJ-28", "2.8 kW", "台", 1000, 398_000, 398_000, ("3A26110482",)),),
    398_000,
    20_000,
    3_307_000,
    3_685_000,
    -378_000,
    staff="孙涛",
)
EXCHANGE_SLIP = replace(RETURN_SLIP, kind=ReturnKind.EXCHANGE, instead="内机 NJ-36 ×1台", off=-40_000, fee=0, owed=40_000)
STATEMENT = StatementData(
    SHOP,
    "陈静 女士",
    "KH20261018001",
    "142 0000 0317",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "",
    date(2026, 1, 1),
    DELIVERED,
    120_000,
    (
        StatementRow(date(2026, 10, 18), "订单", "DD20261018002", "", 3_685_000, 3_805_000),
        StatementRow(date(2026, 10, 18), "收款", "SK20261018001", "定金", -737_000, 3_068_000),
        StatementRow(date(2026, 11, 2), "增项签证", "ZQ20261102001", "加一路回风 " * 9, 98_000, 3_166_000),
        StatementRow(DELIVERED, "收款", "SK20261121003", "=1+1 <b>", -3_166_000, 0),
    ),
)
