"""`run.py package` packs, lets the packed program test itself, and makes one file of it; or says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import run
from dealer_crm import __version__

NAME = f"dealer-crm-{__version__}"


class Started:
    """What would be started: the packing leaves a folder, the compiler a file, and `failing` fails."""

    def __init__(self, dist: Path) -> None:
        self.dist = dist
        self.failing = ""
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_options: object) -> int:
        name = Path(command[0].replace("\\", "/")).name
        self.commands.append([name, *command[1:]])
        if name == "pyinstaller":
            (self.dist / NAME / "_internal").mkdir(parents=True)
            (self.dist / NAME / "_internal" / "字.txt").write_text("x", "utf-8")
        if name == "makensis.exe":
            (self.dist / f"{NAME}-windows-x64.exe").write_bytes(b"MZ")
        return 1 if name == self.failing else 0

    @property
    def names(self) -> list[str]:
        """The programs in their order."""
        return [command[0] for command in self.commands]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Started:
    made = Started(tmp_path / "dist")
    monkeypatch.setattr(run, "DIST", made.dist)
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(subprocess, "call", made)
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    return made


def _on_windows(monkeypatch: pytest.MonkeyPatch, *compilers: str) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(os.environ, "ProgramFiles(x86)", "P")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"{path or ''}/{name}.exe" if (path or "PATH") in compilers else None)


def test_folder_becomes_one_archive(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert run.main(["package"]) == 0
    assert started.names == ["pyinstaller", "dealer-crm"]
    assert started.commands[1][1:] == ["selftest"]
    with tarfile.open(started.dist / f"{NAME}.tar.xz") as archive:
        assert f"{NAME}/_internal/字.txt" in archive.getnames()


@pytest.mark.parametrize("failing", ["pyinstaller", "dealer-crm"])
def test_what_does_not_work_is_not_handed_on(failing: str, started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    started.failing = failing
    assert run.main(["package"]) == 1
    assert started.names[-1] == failing
    assert list(started.dist.glob("*.xz")) == []


def test_missing_objdump_is_named(started: Started, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit) as ended:
        run.main(["package"])
    assert ended.value.code == 3
    assert "binutils" in capsys.readouterr().err
    assert started.names == []


@pytest.mark.parametrize("where", ["PATH", str(Path("P", "NSIS"))])
def test_windows_gets_an_installer(where: str, started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    _on_windows(monkeypatch, where, f"{Path('P', 'NSIS')}{os.pathsep}{Path('Q', 'NSIS')}")
    monkeypatch.setitem(os.environ, "ProgramFiles", "Q")
    assert run.main(["package"]) == 0
    assert started.names == ["pyinstaller", "dealer-crm-console.exe", "makensis.exe"]
    told = started.commands[-1]
    assert {f"-DVERSION={__version__}", f"-DSOURCE={started.dist / NAME}", "-WX", str(run.INSTALLER)} <= set(told)
    assert run.INSTALLER.is_file()


def test_missing_compiler_is_named(started: Started, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _on_windows(monkeypatch)
    with pytest.raises(SystemExit) as ended:
        run.main(["package"])
    assert ended.value.code == 3
    assert "NSIS" in capsys.readouterr().err
    assert started.names == ["pyinstaller", "dealer-crm-console.exe"]


def test_failing_compiler_fails(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    _on_windows(monkeypatch, "PATH")
    started.failing = "makensis.exe"
    with pytest.raises(SystemExit) as ended:
        run.main(["package"])
    assert ended.value.code == 1


def test_release_and_installer_speak_of_the_same_files() -> None:
    release = (run.HERE / ".github" / "workflows" / "release.yml").read_text("utf-8")
    script = run.INSTALLER.read_text("utf-8")
    spec = (run.HERE / "build.spec").read_text("utf-8")
    assert "python run.py package" in release
    assert {"dist/*.tar.xz", "dist/*-windows-x64.exe"} <= set(release.split())
    assert 'InstallDir "$PROGRAMFILES64\\Dealer CRM"' in script
    assert '"$env:ProgramFiles\\Dealer CRM"' in release
    for name in ("dealer-crm", "dealer-crm-console"):
        assert f'executable("{name}"' in spec
        assert f"{name}.exe\n" in script
