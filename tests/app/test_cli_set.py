"""Fields are set from the command line through the door of the form: journalled, refused with its sentences, all or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.app.cli import run
from dealer_crm.app.opened import open_folder
from dealer_crm.domain.details import Detail
from dealer_crm.domain.journal import Action, Origin
from tests.app.conftest import copied

Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def shop(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample shop; each test sets fields of its own."""
    return copied(sample, tmp_path_factory.mktemp("set") / "shop")


@pytest.fixture
def ask(shop: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the sample shop and return its exit code and its object."""

    def run_command(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--data", str(shop), "--json", "--lang", "zh"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, found

    return run_command


@pytest.fixture(scope="module")
def number(shop: Path) -> str:
    """Return the number of a customer with a house."""
    opened = open_folder(shop, Origin.COMMAND)
    try:
        return opened.customer_list.rows([17])[0].number
    finally:
        opened.close()


def test_fields_are_set_by_any_of_their_names(ask: Ask, shop: Path, number: str) -> None:
    asked = ("常住人口=5", "budget_band=6–10 万", "Pets=猫", "备注=按两次门铃", "wechat=wx1", "interests=", "do_not_disturb=是")
    code, found = ask("set", "customer", number, *asked)
    assert code == 0
    changed = {row["field"]: row["after"] for row in found["rows"]}
    assert changed.items() >= {"residents": "5", "budget_band": "to_10", "pets": "猫", "note": "按两次门铃", "wechat": "wx1"}.items()
    opened = open_folder(shop, Origin.COMMAND)
    try:
        draft = opened.customers.draft(17)[0]
        last = opened.history.rows(1)[0]
    finally:
        opened.close()
    assert set(draft.details) >= {Detail("budget_band", "to_10"), Detail("pets", "猫"), Detail("residents", "5")}
    assert (draft.note, draft.do_not_disturb, draft.interests) == ("按两次门铃", True, ())
    assert (last.action, last.subject_id) == (Action.EDIT, 17)


def test_a_house_is_meant_by_its_place(ask: Ask, number: str) -> None:
    code, found = ask("set", "house", f"{number}/1", "装修阶段=水电", "层高=2.80", "面积=88.5")
    assert (code, found["counts"]) == (0, {"changed": 3})
    assert {row["field"]: row["after"] for row in found["rows"]} == {"area": 88_500, "deco_stage": "plumbing", "ceiling_height": "2.8"}
    code, found = ask("set", "house", number, "deco_stage=")
    assert found["rows"] == [{"field": "deco_stage", "before": "plumbing", "after": ""}]


@pytest.mark.parametrize(
    ("kind", "asked", "refused"),
    [
        ("customer", "颜色=红", "setting_field_unknown"),
        ("customer", "备注", "setting_not_readable"),
        ("customer", "residents=many", "detail_not_number"),
        ("customer", "budget_band=很多", "detail_not_in_list"),
        ("customer", "stage=nowhere", "setting_value_unknown"),
        ("customer", "负责人=没有的人", "setting_value_unknown"),
        ("customer", "phones=没有号码", "phone_number_missing"),
        ("customer", "deco_stage=水电", "setting_field_unknown"),
        ("house", "交房日期=soon", "detail_not_day"),
        ("order", "note=x", "setting_kind_unknown"),
    ],
)
def test_what_the_form_refuses_is_refused_in_a_sentence_and_changes_nothing(
    ask: Ask, number: str, kind: str, asked: str, refused: str
) -> None:
    before = ask("history", "--limit", 1)[1]["rows"]
    code, found = ask("set", kind, number, "note=y", asked)
    assert (code, [one["code"] for one in found["messages"]]) == (1, [refused])
    assert found["messages"][0]["text"]
    assert ask("history", "--limit", 1)[1]["rows"] == before


def test_nobody_and_no_such_house(ask: Ask, number: str) -> None:
    assert ask("set", "customer", "KH20000101999", "note=x")[1]["messages"][0]["code"] == "customer_not_found"
    assert ask("set", "house", f"{number}/9", "note=x")[1]["messages"][0]["code"] == "house_place_unknown"
