"""Rows that come from a sheet: tab-separated text, with or without a row of headings in any order."""

from __future__ import annotations

from collections.abc import Sequence

from dealer_crm.domain.text import fold

MOST_ROWS = 2000
HEADINGS: dict[str, tuple[str, ...]] = {
    "goods": (
        "名称",
        "品名",
        "商品",
        "商品名称",
        "产品",
        "产品名称",
        "设备名称",
        "材料名称",
        "项目",
        "项目名称",
        "goods",
        "name",
        "item",
        "product",
    ),
    "model": ("型号", "规格", "规格型号", "型号规格", "型号、规格", "model", "spec", "model, spec"),
    "quantity": ("数量", "qty", "quantity"),
    "unit": ("单位", "unit", "sold by"),
    "price": ("单价", "价格", "销售价", "单价(元)", "单价（元）", "price", "unit price"),
    "share": ("折扣", "折扣率", "折扣%", "% of list"),
    "list_price": ("原价", "列表价", "标价", "折前单价", "list price"),
    "room": ("房间", "区域", "位置", "分区", "安装位置", "room", "which room"),
    "group": ("分组", "类别", "分类", "品类", "group"),
    "serials": ("序列号", "机号", "sn", "serial number"),
    "note": ("备注", "说明", "note", "remark", "remarks"),
    "cost": ("成本", "进价", "cost"),
    "": ("金额", "小计", "合计", "总价", "序号", "品牌", "amount", "no.", "#", "成本合计", "到货", "arrival"),
}
"""What the columns of other people's sheets are called; those under "" are known and left out."""
_COLUMN = {fold(name): key for key, names in HEADINGS.items() for name in names}
_SUMS = ("合计", "总计", "小计", "total", "subtotal")
BRANDS = frozenset(map(fold, ("品牌", "brand")))


def pasted(text: str, columns: Sequence[str], ahead: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return for which columns the texts are ("" = for none), and the rows of texts.

    Headings name any of `columns`; without them the texts are for those `ahead`, in order.
    Rows that add others up are left out where there are headings.
    """
    rows = [row for row in table(text) if any(cell.strip() for cell in row)][:MOST_ROWS]
    first = [fold(cell) for cell in rows[0]] if rows else []
    known = [_COLUMN.get(cell, "") for cell in first]
    if "goods" not in known and "model" not in known or len([key for key in known if key]) < 2:
        return list(ahead), rows
    keys = [key if key in columns or not key else "" for key in known]
    body = [_with_brand(first, keys, row) for row in rows[1:]]
    return keys, [row for row in body if not fold(next(filter(str.strip, row), "")).startswith(_SUMS)]


def _with_brand(names: Sequence[str], keys: Sequence[str], row: list[str]) -> list[str]:
    """Put the brand, which has no column of its own, before the goods."""
    found = list(row)
    brands = [found[at].strip() for at, name in enumerate(names) if name in BRANDS and at < len(found)]
    at = keys.index("goods") if "goods" in keys else -1
    if brands and brands[0] and 0 <= at < len(found) and not found[at].startswith(brands[0]):
        found[at] = f"{brands[0]} {found[at]}"
    return found


def table(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text; a cell in quotes may hold tabs, line ends and doubled quotes, as sheets write it."""
    rows: list[list[str]] = [[]]
    plain, at = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), 0
    while at <= len(plain):
        cell, at = _quoted(plain, at) if plain.startswith('"', at) else _bare(plain, at)
        rows[-1].append(cell)
        if at < len(plain) and plain[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _bare(text: str, at: int) -> tuple[str, int]:
    ends = [end for sign in "\t\n" if (end := text.find(sign, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return a cell in quotes and where it ends; a quote that is not closed is a sign like others."""
    end, found = at + 1, ""
    while (quote := text.find('"', end)) >= 0:
        found += text[end:quote]
        if not text.startswith('"', quote + 1):
            after = quote + 1
            return (found, after) if after == len(text) or text[after] in "\t\n" else _bare(text, at)
        found, end = found + '"', quote + 2
    return _bare(text, at)
