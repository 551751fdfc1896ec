"""Numbers as dealers write them, and what becomes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain import phones
from dealer_crm.domain.phones import PhoneKind


@pytest.mark.parametrize(
    ("typed", "stored", "kind", "shown"),
    [
        ("13800138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("138-0013-8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("+86 138 0013 8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("008613800138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("8613800138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("１３８００１３８０００", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("(021) 5555 6666 转 12", "02155556666-12", PhoneKind.LANDLINE, "021-55556666-12"),
        ("0571-88880000", "057188880000", PhoneKind.LANDLINE, "0571-88880000"),
        ("+86 571 8888 0000", "057188880000", PhoneKind.LANDLINE, "0571-88880000"),
        ("400-820-8820", "4008208820", PhoneKind.SERVICE, "400-820-8820"),
        ("95555", "95555", PhoneKind.SHORT, "95555"),
        ("8888 0000", "88880000", PhoneKind.LOCAL, "88880000"),
        ("+1 415 555 2671", "+14155552671", PhoneKind.FOREIGN, "+14155552671"),
        ("142000017", "142000017", PhoneKind.UNUSUAL, "142000017"),
        ("+", "", PhoneKind.UNUSUAL, ""),
        ("没有", "", PhoneKind.UNUSUAL, ""),
        ("138.0013.8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("13800-138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("(138)00138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("＋86－138－0013－8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("0086 138 0013 8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("手机：138 0013 8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("Tel:13800138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("13800138000（先生）", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("138\u00a00013\u00a08000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("138\u20130013\u20138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("138_0013_8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("+86 (0)571 8888 0000", "057188880000", PhoneKind.LANDLINE, "0571-88880000"),
        ("86 0571 88880000", "057188880000", PhoneKind.LANDLINE, "0571-88880000"),
        ("（0571）88880000", "057188880000", PhoneKind.LANDLINE, "0571-88880000"),
        ("010 1234 5678", "01012345678", PhoneKind.LANDLINE, "010-12345678"),
        ("0755-82345678 ext 801", "075582345678-801", PhoneKind.LANDLINE, "0755-82345678-801"),
        ("0755-82345678#801", "075582345678-801", PhoneKind.LANDLINE, "0755-82345678-801"),
        ("400-8208-820", "4008208820", PhoneKind.SERVICE, "400-820-8820"),
        ("800-810-0000", "8008100000", PhoneKind.SERVICE, "800-810-0000"),
        ("12315", "12315", PhoneKind.SHORT, "12315"),
        ("+852 9123 4567", "+85291234567", PhoneKind.FOREIGN, "+85291234567"),
        ("001 415 555 2671", "+14155552671", PhoneKind.FOREIGN, "+14155552671"),
        ("138001380001", "138001380001", PhoneKind.UNUSUAL, "138001380001"),
        ("12800138000", "12800138000", PhoneKind.UNUSUAL, "12800138000"),
    ],
)
def test_number_is_stored_judged_and_shown(typed: str, stored: str, kind: PhoneKind, shown: str) -> None:
    assert phones.digits(typed) == stored
    assert phones.kind(stored) is kind
    assert phones.shown(stored) == shown


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("13800138000/021-55556666", ["13800138000", "02155556666"]),
        ("13800138000、13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("138 0013 8000", ["13800138000"]),
        ("13800138000；13800138000", ["13800138000"]),
        ("13800138000或13900139000", ["13800138000", "13900139000"]),
        ("13800138000 or 0571-88880000", ["13800138000", "057188880000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("0571-88880000转8和13900139000", ["057188880000-8", "13900139000"]),
        ("无", []),
        ("", []),
    ],
)
def test_one_field_is_taken_apart_into_numbers(typed: str, numbers: list[str]) -> None:
    assert phones.split(typed) == numbers


def test_mask_hides_the_middle_of_a_number_and_leaves_short_ones() -> None:
    assert phones.masked("13800138000") == "138****8000"
    assert phones.masked("95555") == "95555"


@pytest.mark.parametrize("typed", ["१३८००१३८०००", "١٣٨٠٠١٣٨٠٠٠", "１３８００１３８０００"])
def test_digits_of_other_scripts_are_digits(typed: str) -> None:
    assert phones.digits(typed) == "13800138000"


@given(st.text(max_size=30))
def test_any_text_gives_digits_that_stay_as_they_are(text: str) -> None:
    stored = phones.digits(text)
    assert phones.digits(phones.shown(stored)) == stored or phones.kind(stored) in {PhoneKind.UNUSUAL, PhoneKind.LOCAL, PhoneKind.SHORT}
    assert set(stored) <= set("0123456789-+")
