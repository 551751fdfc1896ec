"""The fields of the customer form that are shipped are complete: lists, both languages, and every value that the domain names."""

from __future__ import annotations

from collections import Counter

import pytest

from dealer_crm.domain.details import COLOURS, NAME_LENGTH, FieldDraft, Holder, Section, ValueKind
from dealer_crm.services.complaint_topics import TOPICS
from dealer_crm.services.form_fields import shipped

FIELDS = shipped()
NAMED = {
    "tenure": "自住 出租 商用",
    "insulation": "无 一般 好",
    "house_condition": "新房 二手 老房改造",
    "deco_stage": "未交房 已交房未开工 设计中 拆改 水电 防水/瓦工前 瓦工中 木工/吊顶 油漆 安装收尾 已入住 局部改造",
    "deco_way": "全包 半包 清包 整装 自装",
    "ceiling_plan": "局部 整屋 无",
    "heating_now": "无 集中供暖 壁挂炉+地暖 壁挂炉+暖气片 空气源热泵 电地暖 空调制热 电暖器 煤/柴",
    "ac_now": "无 挂/柜机 风管机 多联机 水机",
    "gas": "天然气已开通 未开通 液化气 无",
    "power_phase": "单相 三相",
    "pain_points": "冬冷 潮湿 甲醛 水垢 噪音 能耗 老人小孩",
    "budget_band": "2万以下 2–4万 4–6万 6–10万 10–20万 20万以上",
    "priority": "价格 品牌 节能 噪音 美观 售后 环保",
    "consumption_mode": "理性消费 感性消费",
    "partner_conditions": "为人诚实 吃苦耐劳 时空同步 终端网络 几乎没有库存 目标市场是终端 现款现货",
    "delivery_method": "自送 托运 自提",
    TOPICS: "漏水 噪音 不制冷 不热 延期 收费 异味 报故障 损坏装修 缺件错件",
}
"""The values as the domain's form names them, in its order."""
ASKED = (
    "开票抬头 性别 年龄段 职业 教育程度 收入段 所属行业 所处地区 消费模式 消费习惯 户型 使用面积 "
    "采暖面积 层高 所在楼层 总层数 电梯 朝向 交房日期 计划入住日期 计划开工日 水电进场日 吊顶封板日 地面回填日 "
    "装修公司 设计师 设计师推荐 装修风格 电力 水压 解决方案 温度要求 宠物 过敏 常住人口 每日在家时长（小时） "
    "意向品牌 决策人 决策参与者 预计购买时间 付款方式偏好 经营者 服务区域 规模 始交易日 信用与交易条件 存在的问题 未来对策 "
    "客户期望"
)


def test_codes_are_given_once_over_both_holders() -> None:
    assert [code for code, count in Counter(one.code for one in FIELDS.fields).items() if count > 1] == []
    for values in FIELDS.lists.values():
        assert len({one.code for one in values}) == len(values)


@pytest.mark.parametrize("list_code", NAMED)
def test_a_list_has_every_value_of_the_form(list_code: str) -> None:
    assert [one.zh.replace(" ", "") for one in FIELDS.values(list_code)] == NAMED[list_code].split()


def test_every_field_of_the_form_is_asked() -> None:
    assert set(ASKED.split()) <= {one.zh for one in FIELDS.fields}


def test_fields_are_such_as_a_shop_could_make() -> None:
    for one in FIELDS.fields:
        draft = FieldDraft(one.zh, one.en, one.holder, one.kind, one.section, one.list_code, one.unit, one.only_companies)
        assert draft.checked(FIELDS, one.code) == draft
        assert all((one.zh, one.en, one.source))


def test_lists_are_complete_and_used() -> None:
    assert set(FIELDS.lists) == {one.list_code for one in FIELDS.fields} - {""} | {TOPICS}
    for values in FIELDS.lists.values():
        names = [name for one in values for name in (one.zh, one.en)]
        assert {1 <= len(name) <= NAME_LENGTH for name in names} == {True}
        assert len({one.zh for one in values}) == len({one.en for one in values}) == len(values)
        assert {one.colour for one in values} <= {"", *COLOURS}
        assert not any(" " in one.code for one in values)


def test_a_part_of_the_form_is_of_one_holder() -> None:
    for section in set(Section) - {Section.OWN}:
        assert len({one.holder for one in FIELDS.fields if one.section is section}) == 1
    assert {one.kind for one in FIELDS.fields} == set(ValueKind)
    assert FIELDS.of(Holder.PREMISES, Section.DECORATION)[0].code == "deco_stage"
