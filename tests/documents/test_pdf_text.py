"""Characters, widths and lines on paper."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealer_crm.documents.pdf import fonts
from dealer_crm.documents.pdf.wrapping import fitted, lines

CONSENT = "本人同意本店为报价、安装、保修和售后提醒之目的保存并使用以上信息；本店不向第三方提供（型号 NJ-160W）。"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("张三 𬱖䶮㛃", "张三 𬱖䶮㛃"),
        ("张\u200b三\u202e\ufeff", "张三"),
        ("a\tb\x07", "a b"),
        ("😀", "□"),
        ("ﬁ ㎡ ℃ φ ½", "fi ㎡ ℃ φ ½"),
        ("e\u0301", "é"),
        ("Z\u0335\u0321", "Z"),
        ("\u2028x\u205fy", "x y"),
    ],
)
def test_text_is_drawn_with_what_the_fonts_have(text: str, drawn: str) -> None:
    assert fonts.printable(text) == drawn


def test_missing_characters_are_named_once() -> None:
    assert fonts.missing("😀 暖 اab😀 □") == "😀ا"
    assert fonts.missing("尉迟暖 𬱖\n") == ""


def test_bold_falls_back_to_regular_for_single_characters() -> None:
    regular, heavy = fonts.faces()
    only_regular = next((chr(code) for code in regular.widths if code not in heavy.widths), "")
    assert fonts.runs("暖a", bold=True) == [(fonts.BOLD, "暖a")]
    assert fonts.runs(f"暖{only_regular}", bold=True)[-1][0] == (fonts.REGULAR if only_regular else fonts.BOLD)
    assert fonts.runs("", bold=False) == fonts.runs("", bold=True) == []
    assert fonts.width("暖暖", 10) == fonts.width("暖暖", 10, bold=True) == 20


def test_search_table_knows_characters_beyond_the_first_plane() -> None:
    table = fonts.to_unicode("F", [0x41, 0x2CC56, *range(0x4E00, 0x4E00 + 150)])
    assert "<01> <D873DC56>" in table
    assert table.count("beginbfchar") == 2
    assert "100 beginbfchar" in table


@example("1“1””）", 42)
@given(st.text("暖，。（）、；“” abc12-/\n", max_size=60), st.integers(40, 200))
def test_lines_lose_nothing_and_obey_the_rules(text: str, room: int) -> None:
    found = lines(text, room, 10)
    assert "".join(found).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    for line in found:
        assert fonts.width(line, 10) <= room + 0.01


@pytest.mark.parametrize("room", range(60, 320, 7))
def test_no_line_begins_or_ends_with_the_wrong_sign(room: int) -> None:
    found = lines(CONSENT, room, 10.5)
    assert not any(line[0] in "，。；、）" for line in found)
    assert not any(line[-1] in "（" for line in found)
    assert room < 70 or any("NJ-160W" in line for line in found)


def test_long_words_are_cut_and_empty_texts_are_one_line() -> None:
    assert all(fonts.width(line, 10) <= 50 for line in lines("https://example.com/" + "a" * 100, 50, 10))
    assert lines("", 50, 10) == [""]
    assert lines("a\n\nb\n\n", 50, 10) == ["a", "", "b"]


def test_what_does_not_fit_on_one_line_is_shortened() -> None:
    assert fitted("暖居", 100, 10) == "暖居"
    assert fitted("暖居\n暖通 " + "很长" * 5000, 60, 10) == "暖居 暖通…"
    assert fitted("暖居", 5, 10) == ""
