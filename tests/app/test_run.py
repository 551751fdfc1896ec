"""run.py sets up once, starts in no time, and says what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run

Calls = list[list[str]]
ROOT = run.HERE


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Record what would be started; everything succeeds."""
    made: Calls = []

    def call(command: list[str], **_options: object) -> int:
        made.append([Path(command[0]).name, *command[1:]])
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(run, "set_up", lambda: None)
    return made


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project folder that was never set up."""
    for name in ("constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((run.HERE / name).read_bytes())
    for name in ("HERE", "VENV", "PYTHON", "STAMP", "DEMO", "TOUR"):
        monkeypatch.setattr(run, name, tmp_path / getattr(run, name).relative_to(ROOT))
    return tmp_path


def _lacking(monkeypatch: pytest.MonkeyPatch, *, root: bool, sudo: bool, packages: list[list[str]]) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda: packages.pop(0))
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    there = {"apt-get": True, "sudo": sudo}
    monkeypatch.setattr(shutil, "which", lambda name: name if there[name] else None)


@pytest.mark.parametrize("arguments", [["bogus"], ["setup", "now"], ["i18n", "zh"]])
def test_wrong_usage_prints_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == 2
    assert "python3 run.py test" in capsys.readouterr().out


def test_old_python_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as ended:
        run.main([])
    assert ended.value.code == 3
    assert "3.11" in capsys.readouterr().err


def test_second_set_up_starts_nothing(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    run.STAMP.write_text(run.stamp(), "utf-8")
    monkeypatch.setattr(subprocess, "call", lambda *_a, **_k: pytest.fail("something was started"))
    run.set_up()
    assert fresh == run.HERE


def test_changed_pins_set_up_again(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: Calls = []

    def call(command: list[str], **_options: object) -> int:
        started.append(command)
        run.VENV.mkdir(exist_ok=True)
        return 0

    monkeypatch.setattr(run, "install_system_packages", lambda: None)
    monkeypatch.setattr(subprocess, "call", call)
    run.set_up()
    before = run.STAMP.read_text("utf-8")
    (fresh / "constraints.txt").write_text("# other pins\n", "utf-8")
    run.set_up()
    assert run.STAMP.read_text("utf-8") != before
    assert [command[1:4] for command in started if "pip" in command] == [["-m", "pip", "install"]] * 2


def test_missing_packages_are_installed_as_root(calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _lacking(monkeypatch, root=True, sudo=False, packages=[["python3-venv", "libgl1"], []])
    run.install_system_packages()
    install = ["apt-get", "install", "-y", "--no-install-recommends", "python3-venv", "libgl1"]
    assert calls == [["apt-get", "update"], install]
    assert " ".join(install) in capsys.readouterr().out


def test_missing_packages_are_installed_with_sudo(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    _lacking(monkeypatch, root=False, sudo=True, packages=[["libgl1"], []])
    run.install_system_packages()
    assert [call[:3] for call in calls] == [["sudo", "-n", "apt-get"]] * 2


@pytest.mark.parametrize(("sudo", "left"), [(False, []), (True, ["libgl1"])])
def test_packages_that_cannot_be_installed_stop_with_3(
    sudo: bool, left: list[str], calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _lacking(monkeypatch, root=False, sudo=sudo, packages=[["libgl1"], left])
    with pytest.raises(SystemExit) as ended:
        run.install_system_packages()
    assert ended.value.code == 3
    assert "sudo apt-get install -y --no-install-recommends libgl1" in capsys.readouterr().out
    assert bool(calls) == sudo


def test_without_a_display_the_window_is_refused_and_commands_work(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_display(monkeypatch)
    with pytest.raises(SystemExit) as ended:
        run.main(["--"])
    assert ended.value.code == 3
    monkeypatch.setattr(os, "execve", lambda _file, command, _environment: calls.append(command[1:]))
    run.main(["--", "today", "--json"])
    assert calls[0] == ["-m", "dealer_crm", "today", "--json"]


def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_without_a_display_the_sample_shop_is_drawn(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: Calls = []

    def answer(*arguments: str) -> str:
        asked.append(list(arguments))
        (fresh / "tour" / "today.png").touch() if arguments[0] == "tour" else None
        return '{"rows": [{"number": "KH-0001"}]}'

    _no_display(monkeypatch)
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run, "ask", answer)
    assert run.main([]) == 0
    assert [arguments[0] for arguments in asked] == ["demo", "tour", "list", "print", "export"]
    assert str(fresh / "tour" / "today.png") in capsys.readouterr().out


def test_with_a_display_the_sample_shop_opens(fresh: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(run, "ask", lambda *arguments: calls.append(list(arguments)))
    monkeypatch.setattr(os, "execve", lambda _file, command, _environment: calls.append(command[1:]))
    run.main([])
    assert calls[:2] == [["demo"], ["-m", "dealer_crm", "--data", str(fresh / "demo-data")]]


def test_all_checks_run_even_if_one_fails(calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    passing: Callable[..., int] = subprocess.call

    def call(command: list[str], **options: object) -> int:
        passing(command, **options)
        return 1 if command[0].endswith("mypy") else 0

    monkeypatch.setattr(subprocess, "call", call)
    assert run.main(["test"]) == 1
    assert [command[0] for command in calls] == ["ruff", "ruff", "mypy", "lint-imports", "python", "pytest"]
    assert "FAILED: mypy" in capsys.readouterr().out


def test_slow_and_chosen_tests_run_alone(calls: Calls) -> None:
    assert run.main(["test", "--slow"]) == 0
    assert run.main(["test", "tests/domain", "-k", "phone"]) == 0
    assert [command[0] for command in calls] == ["pytest", "pytest"]
    assert calls[0][-2:] == ["-m", "slow"]
    assert calls[1][-3:] == ["tests/domain", "-k", "phone"]


def test_second_start_adds_little() -> None:
    if not run.STAMP.exists() or run.STAMP.read_text("utf-8") != run.stamp():
        pytest.skip("not set up by run.py as it stands now: python3 run.py setup")
    bare, ours = [min(_cpu_seconds(command) for _ in range(5)) for command in (["-c", "pass"], ["run.py", "setup"])]
    assert ours - bare < 0.1


def _cpu_seconds(command: list[str]) -> float:
    """Return the processor time of a command, which other tests on the same machine do not lengthen."""
    before = os.times()
    subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
