"""Words that promise too much are found in every spelling, and harmless neighbours of theirs are left alone."""

import pytest

from dealer_crm.domain.overpromise import TooMuch, flags
from dealer_crm.services.trade import Trade

ENTRIES = Trade().too_much()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("按合同约定，安装质保 6 年", []),
        ("我们保证室温20度，绝对不漏水", ["保证", "绝对", "不漏水"]),
        ("１００％ 满意", ["100%"]),
        ("终身免费上门，终身质保", ["终身免费", "终身"]),
        ("定金即保证金，见质量保证书", []),
        ("第一次清洗在第一年", []),
        ("全市第一", ["第一"]),
        ("最好提前一天联系", []),
        ("我们是最好的", ["最好"]),
        ("随叫\n随到", []),
        ("We GUARANTEE it, at any  time", ["guarantee", "at any time"]),
        ("nevertheless, whatever", []),
        ("Never leaks", ["never leaks", "never"]),
        ("保证 保证 保证", ["保证"]),
        ("签约后付 100%", []),
    ],
)
def test_words_are_found(text: str, found: list[str]) -> None:
    assert [flag.word for flag in flags(text, ENTRIES)] == found


def test_default_remarks_of_a_quote_promise_nothing_of_the_kind() -> None:
    trade = Trade()
    for code in ("included", "extras", "lead_time", "warranty"):
        for language in ("zh", "en"):
            assert flags(trade.remark(code, language), ENTRIES) == ()


def test_gentler_words_promise_less() -> None:
    for entry in ENTRIES:
        for language in ("zh", "en"):
            assert entry.code not in {flag.entry.code for flag in flags(entry.said(language), ENTRIES)}, entry.code


def test_words_are_no_patterns() -> None:
    entry = TooMuch(code="x", words=("(.*)", "a+b"))
    assert [flag.word for flag in flags("abc (.*) aab a+b", (entry,))] == ["(.*)", "a+b"]
