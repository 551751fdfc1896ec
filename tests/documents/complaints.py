"""A month of complaints for the tests: figures, charts and cases of the shop."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dealer_crm.documents.pdf.complaint_report import CaseLine, ChartBlock, ComplaintReportData, FigureKind, KeyFigure
from dealer_crm.domain.charts import Bars, Pareto
from tests.documents.records import SHOP

FIRST = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - the wall clock of a paper
SUBTYPES = ("服务作业不当", "质量不良", "营业员的服务态度欠佳", "价格过高", "标示不符", "对服务制度的抱怨")
TOPICS = ("漏水", "噪音", "不制冷", "延期", "收费")


def case(number: int) -> CaseLine:
    """Return a complaint; every third one is open."""
    came = FIRST + timedelta(days=number)
    done = number % 3 != 2
    return CaseLine(
        f"TS202611{came.day:02d}{number:03d}",
        came,
        "" if number == 4 else f"陈静{number}",
        "对服务的抱怨",
        SUBTYPES[number % 4],
        TOPICS[number % 5],
        "多联机 NJ-160W",
        "一组",
        ("一般", "重大", "紧急")[number % 3],
        "层次1",
        "电话",
        "本店安装" if done else "",
        came + timedelta(hours=2),
        2.0,
        came + timedelta(days=3) if done else None,
        72.0 if done else None,
        int(number == 6),
        5 if done else None,
        12_000 if number % 4 == 1 else 0,
        "空调漏水，把地板泡了",
    )


REPORT = ComplaintReportData(
    SHOP,
    date(2026, 11, 1),
    date(2026, 11, 30),
    (
        KeyFigure("complaints", "投诉", FigureKind.COUNT, 21, note="4 件未结"),
        KeyFigure("rate", "每百张服务单", FigureKind.SHARE, 21 / 145, 21, 145),
        KeyFigure("third_party", "层次3", FigureKind.COUNT, 1),
        KeyFigure("cost", "费用", FigureKind.MONEY, 1_234_500),
        KeyFigure("answered", "及时响应率", FigureKind.SHARE, 18 / 21, 18, 21),
        KeyFigure("closed", "按期办结率", FigureKind.SHARE, 14 / 17, 14, 17),
        KeyFigure("fixed", "一次解决率", FigureKind.SHARE, 15 / 17, 15, 17),
        KeyFigure("content", "客户满意率", FigureKind.SHARE, 2 / 3, 2, 3),
        KeyFigure("repeated", "重复投诉率", FigureKind.SHARE, 1 / 17, 1, 17),
        KeyFigure("answer_hours", "首次响应", FigureKind.HOURS, 3.25),
        KeyFigure("closing_hours", "平均办结", FigureKind.HOURS, None),
        KeyFigure("asked", "待批补偿", FigureKind.MONEY, 50_000),
    ),
    (
        ChartBlock("subtype", "按子类", Pareto(SUBTYPES, (9, 5, 3, 2, 1, 1), "件")),
        ChartBlock("topic", "按主题", Pareto(TOPICS, (8, 6, 3, 2, 1), "件")),
        ChartBlock("model", "按产品", Pareto(tuple(f"产品型号 {n}" for n in range(15)), tuple(range(15, 0, -1)), "件")),
        ChartBlock("type", "按类型", Pareto(("对服务的抱怨", "对商品的抱怨"), (14, 7), "件")),
        ChartBlock("category", "按品类", Pareto(("多联机", "壁挂炉"), (12, 9), "件")),
        ChartBlock("team", "按班组", Pareto(("一组", "张伟组"), (12, 3), "件")),
        ChartBlock("liable", "按责任归属", Pareto(("本店安装", "厂家"), (9, 5), "件")),
        ChartBlock("month", "按月", Bars(("2026-09", "2026-10", "2026-11"), (12, 30, 21), (82.5, 70.0, 66.0), "件", "%"), "按期办结"),
    ),
    tuple(case(number) for number in range(21)),
    silent=525,
)
