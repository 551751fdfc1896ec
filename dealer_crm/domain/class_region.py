"""Where an address is, as far as it tells: in China or abroad, in the shop's own city or not (S1-04)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dealer_crm.domain.classes import HomeClass, RegionClass

PROVINCES = frozenset(
    {"北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽"}
    | {"福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西"}
    | {"甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门"}
)
ABROAD = ("国外", "海外", "境外")
_PARTS = re.compile(
    r"^(?P<province>[^市县区省]{2,7}(?:省|自治区|特别行政区))?(?P<city>[^省市县区]{2,10}(?:市|自治州|地区))?(?P<district>[^省市县区]{1,10}[区县市旗])?"
)
_ENDINGS = re.compile(r"(?:市|自治州|地区|区|县|旗|省|自治区|特别行政区)$")


@dataclass(frozen=True)
class Spot:
    """Where an address is, by the names it gives; "" where it does not say."""

    province: str = ""
    city: str = ""
    district: str = ""


def spot(province: str, city: str, district: str, line: str = "") -> Spot:
    """Return where an address is, from its parts, and from its line where those are empty."""
    found = _PARTS.match(line.strip()) if line and not (province or city or district) else None
    if found:
        province, city, district = (found[name] or "" for name in ("province", "city", "district"))
    if not city and province.endswith("市"):
        city = province
    return Spot(_bare(province), _bare(city), _bare(district))


def home_of(spots: Iterable[Spot], shop: Spot) -> HomeClass:
    """Return the first axis; a customer with one house in China is of China."""
    found = {_home(one, shop) for one in spots}
    return next((home for home in HomeClass if home in found), HomeClass.UNKNOWN)


def region_of(spots: Iterable[Spot], shop: Spot) -> RegionClass:
    """Return the second axis; a customer with one house in the shop's city is of its region."""
    found = {_region(one, shop) for one in spots}
    return next((region for region in RegionClass if region in found), RegionClass.UNKNOWN)


def _home(one: Spot, shop: Spot) -> HomeClass:
    if any(one.province.startswith(word) for word in ABROAD):
        return HomeClass.ABROAD
    ours = (one.province and one.province == shop.province) or (one.city and one.city == shop.city)
    known = one.province in PROVINCES or one.city in PROVINCES or any(one.province.startswith(name) for name in PROVINCES)
    return HomeClass.DOMESTIC if ours or known or _region(one, shop) is RegionClass.LOCAL else HomeClass.UNKNOWN


def _region(one: Spot, shop: Spot) -> RegionClass:
    if one.city and shop.city:
        return RegionClass.LOCAL if one.city == shop.city else RegionClass.OUTSIDE
    if one.province and shop.province and one.province != shop.province:
        return RegionClass.OUTSIDE
    return RegionClass.LOCAL if one.district and one.district == shop.district and not one.city else RegionClass.UNKNOWN


def _bare(name: str) -> str:
    return _ENDINGS.sub("", name.strip()) if len(name.strip()) > 2 else name.strip()
