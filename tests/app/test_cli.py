"""The command line keeps its contract: one JSON object, four exit codes, no Qt, nothing written while the window runs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from dealer_crm.app.cli import run
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.i18n import translator
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.words.usage import usage_sentence
from tests.app.conftest import copied

Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def shop(sample: Path, tmp_path: Path) -> Path:
    """Return a sample shop of one's own."""
    return copied(sample, tmp_path / "shop")


@pytest.fixture
def ask(shop: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the sample shop and return its exit code and its object."""

    def run_command(*arguments: object, data: Path = shop) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--data", str(data), "--json", "--lang", "en"])
        found = json.loads(capsys.readouterr().out)
        assert found["ok"] is (code == 0)
        assert {"ok", "files", "counts", "messages"} <= found.keys()
        assert all(message.keys() == {"code", "text"} for message in found["messages"])
        return code, found

    return run_command


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (["list", "customers"], 30),
        (["list", "followups"], 57),
        (["search", "云上花园"], 7),
        (["search", "zyy"], 1),
        (["search", "0017"], 1),
        (["search", "no such words"], 0),
        (["today", "--on", "2020-01-01"], 0),
        (["history"], 6),
    ],
)
def test_lists_hold_rows_with_numbers_and_a_total(ask: Ask, arguments: list[str], total: int) -> None:
    code, found = ask(*arguments)
    assert code == 0
    assert found["total"] == total
    assert len(found["rows"]) == min(total, 50)
    assert all(row["number"] for row in found["rows"])


@pytest.mark.parametrize("name", ["orders", "deliveries", "jobs", "acceptances", "complaints"])
def test_a_list_can_leave_out_what_is_over(ask: Ask, name: str) -> None:
    whole, waiting = ask("list", name)[1], ask("list", name, "--open")[1]
    assert waiting["total"] <= whole["total"]
    assert {row["number"] for row in waiting["rows"]} <= {row["number"] for row in whole["rows"]}


def test_today_holds_the_work_of_the_day(ask: Ask) -> None:
    code, found = ask("today")
    assert code == 0
    assert found["total"] > 20
    assert all(row["number"] for row in found["rows"])


def test_limit_cuts_the_rows_not_the_total(ask: Ask) -> None:
    _, found = ask("list", "customers", "--limit", 2)
    assert (len(found["rows"]), found["total"]) == (2, 30)


def test_history_of_one_customer(ask: Ask) -> None:
    number = ask("search", "zyy")[1]["rows"][0]["number"]
    assert ask("history", "--subject", "customer", number)[0] == 0
    assert ask("history", "--subject", "customer", "KH1")[0] == 1
    assert ask("history", "--subject", "planet", "1")[0] == 1
    assert ask("history", "--subject", "order", "²")[0] == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv", "vcf"])
def test_export_writes_everybody(ask: Ask, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"all.{ending}"
    code, found = ask("export", "customers", "--to", target)
    assert (code, found["files"], found["counts"]) == (0, [str(target)], {"customers": 30})
    assert target.stat().st_size > 1000


def test_what_was_exported_comes_in_again(ask: Ask, tmp_path: Path) -> None:
    sheet, new = tmp_path / "all.xlsx", tmp_path / "new"
    ask("export", "customers", "--to", sheet)
    code, found = ask("import", sheet, data=new)
    assert (code, found["created"], found["errors"]) == (0, 29, [])
    twice = tmp_path / "twice.xlsx"
    assert ask("export", "customers", "--to", twice, data=new)[0] == 0
    with CalamineWorkbook.from_path(twice) as book:
        assert len(book.get_sheet_by_index(0).to_python()) == 30


def test_dry_run_writes_nothing(ask: Ask, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("姓名,电话\n新客人,14200000777\n,\n没电话,abc\n", "utf-8")
    code, found = ask("import", sheet, "--dry-run")
    assert (code, found["created"]) == (0, 2)
    assert ask("list", "customers")[1]["total"] == 30
    assert ask("import", sheet)[1]["created"] == 2
    assert ask("list", "customers")[1]["total"] == 32


def test_record_is_printed(ask: Ask, tmp_path: Path) -> None:
    number = ask("search", "wnr")[1]["rows"][0]["number"]
    target = tmp_path / "record.pdf"
    assert ask("print", "customer", number, "--to", target)[1]["files"] == [str(target)]
    text = PdfReader(target).pages[0].extract_text()
    assert "温暖如" in text
    assert "142 0000 0017" in text
    assert ask("print", "customer", "KH0", "--to", target)[0] == 1
    assert ask("print", "customer", number, "--to", tmp_path / "record.doc")[0] == 1


def test_backup_and_restore(ask: Ask, tmp_path: Path) -> None:
    code, made = ask("backup", "--to", tmp_path / "stick")
    assert (code, made["counts"]["customers"]) == (0, 30)
    new = tmp_path / "new"
    code, found = ask("restore", made["files"][0], data=new)
    assert (code, found["counts"]) == (0, {"customers": 30})
    assert ask("list", "customers", data=new)[1]["total"] == 30
    assert ask("restore", tmp_path / "none.zip", data=new)[0] == 1


def test_check_finds_a_sound_store(ask: Ask) -> None:
    assert ask("check")[1]["findings"] == []
    assert ask("check", "--repair")[0] == 0


def test_health_counts_each_finding_of_the_files(ask: Ask) -> None:
    code, found = ask("health")
    counts = {one["code"]: one["count"] for one in found["findings"]}
    assert (code, found["counts"]["customers"], counts["same_phone"], counts["no_phone"]) == (0, 26, 1, 0)
    assert found["counts"]["completeness"] == 96


@pytest.mark.parametrize(
    "arguments",
    [[], ["planet"], ["list"], ["list", "planets"], ["list", "customers", "--limit", "-1"], ["today", "--on", "tomorrow"],
     ["export", "customers"], ["tour", "--to", "x", "--size", "big"], ["print", "customer", "KH1"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    if not arguments:
        arguments = ["--planet"]
    assert run([*arguments, "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["messages"][0]["code"] == "usage"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["planet"], "COMMAND 不能是“planet”，可选：demo, import, "),
        (["list"], "缺少：what"),
        (["search", "张", "--planet"], "看不懂：--planet"),
        (["list", "customers", "--limit", "-1"], "--limit 要写数字，不能是“-1”"),
        (["list", "customers", "--limit"], "--limit 后面缺少内容"),
        (["today", "--on", "tomorrow"], "--on 要写日期，如 2026-11-22，不能是“tomorrow”"),
        (["calendar", "--month", "may"], "--month 要写月份，如 2026-11，不能是“may”"),
        (["tour", "--to", "x", "--size", "big"], "--size 要写尺寸，如 1366x690，不能是“big”"),
        (["history", "--subject", "customer"], "--subject 后面要写 2 项"),
        (["list", "customers", "--json=3"], "--json 后面不带内容，多了“3”"),
        (["list", "visits", "--open"], "--open 不能是“visits”，可选：orders, deliveries, jobs, acceptances, complaints"),
    ],
)
def test_wrong_usage_is_said_in_the_users_language(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", *arguments]) == 2
    first, usage = capsys.readouterr().err.split("\n", 1)
    assert first.startswith(said)
    assert usage.startswith("usage: dealer-crm")


def test_whatever_the_parser_says_beyond_that_is_told_as_it_is() -> None:
    assert usage_sentence("argument --to: not allowed with --dry-run", translator("en")).endswith("not allowed with --dry-run")


def test_levels_are_listed_in_words(ask: Ask) -> None:
    levels = {row["intent_level"] for row in ask("list", "customers")[1]["rows"]}
    assert "Intent H (7 days)" in levels
    assert not levels & {level.value for level in IntentLevel}


def test_sample_shop_is_made_in_an_empty_folder_only(ask: Ask) -> None:
    code, found = ask("demo")
    assert (code, found["messages"][0]["code"]) == (1, "shop_not_empty")


def test_looking_into_an_empty_folder_makes_nothing(ask: Ask, tmp_path: Path) -> None:
    code, found = ask("list", "customers", data=tmp_path / "none")
    assert (code, found["messages"][0]["code"]) == (1, "data_missing")
    assert not (tmp_path / "none").exists()


def test_folder_that_cannot_be_made_is_the_environment(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert ask("demo", data=tmp_path / "file" / "shop")[0] == 3


@pytest.mark.parametrize("command", [["demo"], ["import", "x.csv"], ["check", "--repair"], ["restore", "x.zip"]])
def test_writing_is_refused_while_the_window_runs(ask: Ask, shop: Path, command: list[str]) -> None:
    with FolderLock(DataFolder(shop).lock):
        code, found = ask(*command)
    assert (code, found["messages"][0]["code"]) == (1, "store_in_use")


@pytest.mark.parametrize("command", [["list", "customers"], ["search", "zyy"], ["today"], ["history"], ["check"], ["health"]])
def test_looking_works_beside_the_window(ask: Ask, shop: Path, command: list[str]) -> None:
    with FolderLock(DataFolder(shop).lock):
        assert ask(*command)[0] == 0


def test_export_and_backup_work_beside_the_window(ask: Ask, shop: Path, tmp_path: Path) -> None:
    with FolderLock(DataFolder(shop).lock):
        assert ask("export", "customers", "--to", tmp_path / "all.csv")[0] == 0
        assert ask("backup", "--to", tmp_path / "stick")[0] == 0


@pytest.mark.parametrize(("language", "word"), [("zh", "看不出"), ("en", "does not say")])
def test_messages_are_in_the_language_asked_for(shop: Path, capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    assert run(["export", "customers", "--to", "x.doc", "--data", str(shop), "--lang", language]) == 1
    assert word in capsys.readouterr().err


def test_lines_for_people_are_tabbed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "customers", "--limit", "1", "--data", str(shop)]) == 0
    assert capsys.readouterr().out.count("\t") == 7


def test_known_trouble_with_what_was_typed_never_shows_a_traceback(ask: Ask) -> None:
    for hostile in ("\x00", "'; DROP TABLE customer; --", "%", "_", "\ud800", "😀" * 500, '"*'):
        assert ask("search", hostile)[0] == 0, hostile


def test_no_qt_is_loaded(shop: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from dealer_crm.app.cli import run\n"
        f"data = ['--data', {str(shop)!r}]\n"
        "codes = [run([*words, *data, '--json']) for words in (['list', 'customers'], ['search', 'zyy'], ['today'],"
        f" ['export', 'customers', '--to', {str(tmp_path / 'all.xlsx')!r}], ['backup'], ['check'])]\n"
        "assert codes == [0] * 6, codes\n"
        "found = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6', 'reportlab', 'alembic')]\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL)
