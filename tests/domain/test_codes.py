"""Shapes of codes and addresses are told from slips."""

from __future__ import annotations

import pytest

from dealer_crm.domain.codes import credit_code_fits, email_fits


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("91350200MA2YJ1XR9G", True),
        ("92990000MA0000015M", True),
        ("9135 0200 ma2y j1xr 9g", True),
        ("91350200MA2YJ1XR9H", False),
        ("91350200MA2JY1XR9G", False),
        ("91350200MA2YJ1XR9", False),
        ("91350200MA2YJ1XRIG", False),
        ("", False),
    ],
)
def test_credit_code(code: str, fits: bool) -> None:
    assert credit_code_fits(code) is fits


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("wang.fang@example.cn", True),
        (" w@a.b.example ", True),
        ("王@例子.中国", True),
        ("wang@example", False),
        ("wang@example.c", False),
        ("wang example.cn", False),
        ("a@b.cn, c@d.cn", False),
        ("@b.cn", False),
    ],
)
def test_email(address: str, fits: bool) -> None:
    assert email_fits(address) is fits
