"""Text: what is removed, what stays, and what a file may be called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.text import FILE_NAME_BYTES, apart, clean, file_name, fold, one_line

ANYTHING = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("张三", "张三"),
        ("a\x00b", "ab"),
        ("a\x07b\x0bc\x1fd\x7f", "abcd"),
        ("行一\r\n行二\r行三\n\t", "行一\n行二\n行三\n\t"),
        ("坏\ud83d半", "坏半"),
        ("\udc00", ""),
        ("好\U0001f600好", "好\U0001f600好"),
        ("a\ufffeb\uffffc", "abc"),
        ("e\u0301", "é"),
        ("\u200f右\u202e左", "\u200f右\u202e左"),
        ("𬱖䶮㛃𠮷", "𬱖䶮㛃𠮷"),
        (" 前后 ", " 前后 "),
        ("=1+1", "=1+1"),
        ("<b>&amp;%_", "<b>&amp;%_"),
    ],
)
def test_clean_removes_only_what_no_file_format_holds(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(ANYTHING)
def test_clean_text_stays_clean_and_can_be_stored(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    kept.encode("utf-8")
    assert unicodedata.is_normalized("NFC", kept)


def test_one_line_has_no_breaks_and_no_outer_spaces() -> None:
    assert one_line(" 张\t三 \r\n 先生\u2028 ") == "张 三 先生"
    assert one_line("Wang  Fang ") == "Wang Fang"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "STRASSE"),
        ("  云上 \u3000 花园 ", "云上 花园"),
        ("张\u200b三", "张三"),
        ("É", "e\u0301"),
        ("㎡", "m2"),
        ("（01）", "(01)"),
    ],
)
def test_folded_texts_meet(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


def test_folding_keeps_different_characters_apart() -> None:
    assert fold("里") != fold("裡")
    assert fold("100%") != fold("100")


def test_folding_twice_changes_nothing_for_any_character() -> None:
    odd = [hex(code) for code in range(0x20000) if fold(fold(chr(code))) != fold(chr(code))]
    assert odd == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("客户资料 2026-11-21.xlsx", "客户资料 2026-11-21.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        (".hidden", "hidden"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("nul .pdf", "_nul.pdf"),
        ("COM1", "_COM1"),
        ("lpt9.xlsx", "_lpt9.xlsx"),
        ("COM¹", "_COM¹"),
        ("CONIN$", "_CONIN$"),
        ("console.txt", "console.txt"),
        ("名字.", "名字"),
        ("名字 ", "名字"),
        ("张\u202e三fdp.exe", "张三fdp.exe"),
        ("\u200f\u200e张三", "张三"),
        ("多行\n名字\t表", "多行 名字 表"),
        ("a\x00b", "ab"),
        ("-rf", "rf"),
        ("~$锁", "$锁"),
        ("100%", "100_"),
        ("半\ud800个", "半个"),
        (".pdf", "pdf"),
        ("尉迟·暖", "尉迟·暖"),
        ("𬱖.pdf", "𬱖.pdf"),
    ],
)
def test_a_suggested_file_name_is_safe_everywhere(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_long_file_name_keeps_its_suffix_and_whole_characters() -> None:
    name = file_name("暖" * 300 + ".xlsx")
    assert name.endswith("暖.xlsx")
    assert FILE_NAME_BYTES - 4 < len(name.encode()) <= FILE_NAME_BYTES


@given(ANYTHING)
def test_any_text_gives_a_file_name_that_can_be_written(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name.encode()) <= FILE_NAME_BYTES
    assert not set(name) & set('<>:"/\\|?*\x00\n\r\t')
    assert name not in (".", "..")
    assert not name.endswith((" ", "."))
    assert file_name(name) == name


@pytest.mark.parametrize("text", ["钥匙在门卫", "gate 3 (B)", "", "🙂"])
def test_what_turns_nothing_stays_as_it_is(text: str) -> None:
    assert apart(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "\u2068a\u202eb\u2069"),
        ("\u2067a", "\u2068\u2067a\u2069\u2069"),
        ("a\u2069b", "\u2068\u2068a\u2069b\u2069"),
        ("שלום\n好", "\u2068שלום\u2069\n\u2068好\u2069"),
    ],
)
def test_what_turns_the_reading_round_ends_with_its_text(text: str, shown: str) -> None:
    assert apart(text) == shown
