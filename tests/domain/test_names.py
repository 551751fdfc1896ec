"""Names are found by every way they are said."""

from __future__ import annotations

import pytest

from dealer_crm import resources
from dealer_crm.domain.names import Pinyin


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin(resources.path("pinyin", "pinyin.txt").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("张三", ["zhangsan"]),
        ("曾有余", ["zengyouyu", "cengyouyu"]),
        ("单小凡", ["shanxiaofan", "danxiaofan"]),
        ("仇不同", ["qiubutong", "choubutong"]),
        ("尉迟暖", ["yuchinuan", "weichinuan"]),
        ("欧阳 晴", ["ouyangqing"]),
        ("单", ["shan", "dan"]),
        ("欧阳", ["ouyang"]),
        ("𬱖喆", ["dizhe"]),
        ("Anna 王", ["annawang"]),
        ("", [""]),
    ],
)
def test_readings_of_a_name_surname_first(pinyin: Pinyin, name: str, readings: list[str]) -> None:
    assert [reading.full for reading in pinyin.readings(name)] == readings


def test_initials_take_one_letter_of_each_syllable(pinyin: Pinyin) -> None:
    assert [reading.initials for reading in pinyin.readings("曾有余")] == ["zyy", "cyy"]


def test_names_sort_by_sound_then_by_character(pinyin: Pinyin) -> None:
    assert sorted(["张伟", "安乐", "曾有余", "章伟"], key=pinyin.sort_key) == ["安乐", "曾有余", "张伟", "章伟"]
