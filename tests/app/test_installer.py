"""The Windows installer, compiled around a stand-in program and run without questions under Wine: what comes, what goes, what stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.app import wine
from tests.app.wine import Wine

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wine")]
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "resources" / "installer" / "dealer-crm.nsi"
FOLDER = "Program Files/Dealer CRM"
DATA = ("store.sqlite", "attachments/ab/图 é.png", "backups/备份.zip")
SIZE_KB = 30
LARGE = Random(4).randbytes(350 * 1024).hex()
"""Hard to pack, so that the disk is full when it is written, not before."""
OLD = {"_internal/资源/旧的 é.txt": "gone", "_internal/both.txt": "old", "dealer-crm-console.exe": ""}
NEW = {"_internal/资源/新的.txt": "new", "_internal/both.txt": "new", "_internal/空 目录/a b.txt": "n" * 1024 * SIZE_KB}
REFUSED = 2


@dataclass(frozen=True)
class Workshop:
    """Makes installers around small stand-ins for the packed program."""

    place: Path

    def installer(self, version: str, files: dict[str, str], script: str | None = None, target: str = "") -> Path:
        """Compile the script, or a broken variant of it, around these files and a program that waits."""
        source = self.place / f"店 {version}"
        shutil.rmtree(source, ignore_errors=True)
        for name, text in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, "utf-8")
        shutil.copy(self._program(), source / "dealer-crm.exe")
        output = self.place / f"dealer-crm-{version}-{len(list(self.place.glob('*.exe')))}.exe"
        told = {"VERSION": version, "SOURCE": source, "OUTPUT": output, **({"TARGET": target} if target else {})}
        wine.compile_script(self._variant(script), *(f"-D{name}={value}" for name, value in told.items()))
        return output

    def _variant(self, script: str | None) -> Path:
        """Put the script to be compiled where its relative paths lead to icon and licence."""
        installer = self.place / "resources" / "installer"
        installer.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "LICENSE", self.place)
        shutil.copy(SCRIPT.parents[1] / "app.ico", installer.parent)
        variant = installer / SCRIPT.name
        variant.write_text(SCRIPT.read_text("utf-8") if script is None else script, "utf-8")
        return variant

    def _program(self) -> Path:
        """Return a Windows program that runs as long as the command in MEANWHILE does, and ends with its code."""
        program = self.place / "program.exe"
        if not program.exists():
            script = self.place / "program.nsi"
            script.write_text(PROGRAM.replace("OUTPUT", program.name), "utf-8")
            wine.compile_script(script)
        return program


PROGRAM = """
Unicode true
Target amd64-unicode
Name program
OutFile OUTPUT
SilentInstall silent
RequestExecutionLevel user
Section
    ReadEnvStr $1 MEANWHILE
    StrCmp $1 "" +3
    ExecWait $1 $0
    SetErrorLevel $0
SectionEnd
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    if shutil.which("makensis") is None:
        pytest.skip("makensis compiles the installer: apt-get install nsis")
    return Workshop(tmp_path_factory.mktemp("工 场"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    if wine.missing():
        pytest.skip("Wine runs the installer: apt-get install wine64")
    folder = tmp_path_factory.mktemp("wine")
    made = Wine.made(folder)
    try:
        yield made
    finally:
        made.end()
        shutil.rmtree(folder)


@pytest.fixture
def pc(machine: Wine) -> Iterator[Wine]:
    """Return a PC on which a shop has data and the program is not installed."""
    for name in DATA:
        (machine.local / "dealer-crm" / name).parent.mkdir(parents=True, exist_ok=True)
        (machine.local / "dealer-crm" / name).write_text(name, "utf-8")
    yield machine
    machine.clear()


def _program(pc: Wine, folder: str = FOLDER) -> dict[str, str]:
    """Return the installed files with their texts; programs count as such."""
    place = pc.drive / folder
    files = [file for file in sorted(place.rglob("*")) if file.is_file()]
    return {file.relative_to(place).as_posix(): file.read_text("utf-8") if file.suffix == ".txt" else "" for file in files}


def _expected(files: dict[str, str]) -> dict[str, str]:
    return {**files, "dealer-crm.exe": "", "uninstall.exe": ""}


def _lost(pc: Wine) -> list[str]:
    """Return the data of the shop that are gone or changed."""
    folder = pc.local / "dealer-crm"
    return [name for name in DATA if not (folder / name).exists() or (folder / name).read_text("utf-8") != name]


def _shortcuts(pc: Wine) -> list[str]:
    """Return the names of the shortcuts in start menu and on the desktop, those that lead to the program."""
    found = pc.shortcuts()
    return [file.name for file in (*found["menu"], *found["desktop"]) if "dealer-crm.exe".encode("utf-16-le") in file.read_bytes()]


def _uninstall(pc: Wine, folder: str = FOLDER) -> int:
    code = pc.run(pc.drive / folder / "uninstall.exe", "/S")
    pc.settle()
    return code


def test_installer_puts_everything_in_its_place_and_takes_it_away_again(workshop: Workshop, pc: Wine) -> None:
    assert pc.run(workshop.installer("1.2.3", NEW), "/S") == 0
    assert _program(pc) == _expected(NEW)
    assert _shortcuts(pc) == ["Dealer CRM.lnk", "Dealer CRM.lnk"]
    entry = pc.registered()
    assert entry["DisplayName"] == "Dealer CRM"
    assert entry["DisplayVersion"] == "1.2.3"
    assert entry["Publisher"] == "The Dealer CRM authors"
    assert entry["InstallLocation"] == "C:\\Program Files\\Dealer CRM"
    assert entry["QuietUninstallString"] == '"C:\\Program Files\\Dealer CRM\\uninstall.exe" /S'
    assert int(entry["EstimatedSize"].removeprefix("dword:"), 16) == SIZE_KB

    (pc.drive / FOLDER / "我的.txt").write_text("mine", "utf-8")
    assert _uninstall(pc) == 0
    assert _program(pc) == {"我的.txt": "mine"}, "what somebody else put there stays"
    assert _shortcuts(pc) == []
    assert pc.registered() == {}
    assert _lost(pc) == []


def test_installer_speaks_chinese_and_takes_any_folder(workshop: Workshop, pc: Wine) -> None:
    pc.register("Language", "2052")
    folder = "店铺 数据 𠮷野家 é/程序"
    assert pc.run(workshop.installer("1.2.3", NEW), "/S", *f"/D={pc.name_of(pc.drive / folder)}".split(" ")) == 0, (
        "it takes the folder unquoted"
    )
    assert _program(pc, folder) == _expected(NEW)
    assert _shortcuts(pc) == ["经销商客户管家.lnk", "经销商客户管家.lnk"]
    assert pc.registered()["DisplayName"] == "经销商客户管家"
    assert pc.run(workshop.installer("1.2.4", OLD), "/S") == 0, "an upgrade finds the folder of the last time"
    assert _program(pc, folder)["_internal/both.txt"] == "old"
    assert not (pc.drive / FOLDER).exists()
    assert _uninstall(pc, folder) == 0
    assert not (pc.drive / folder).exists()


def test_upgrade_removes_what_the_new_version_lacks(workshop: Workshop, pc: Wine) -> None:
    assert pc.run(workshop.installer("1.0.0", OLD), "/S") == 0
    assert pc.run(workshop.installer("2.0.0", NEW), "/S") == 0
    assert _program(pc) == _expected(NEW)
    assert pc.registered()["DisplayVersion"] == "2.0.0"
    assert _lost(pc) == []


def test_nothing_is_touched_while_the_program_runs(workshop: Workshop, pc: Wine) -> None:
    assert pc.run(workshop.installer("1.0.0", OLD), "/S") == 0
    newer, before = workshop.installer("2.0.0", NEW), _program(pc)
    folder = pc.drive / FOLDER
    for command in (f'"{pc.name_of(newer)}" /S', f'"{pc.name_of(folder / "uninstall.exe")}" /S _?={pc.name_of(folder)}'):
        assert pc.run(folder / "dealer-crm.exe", MEANWHILE=command) == REFUSED
        assert _program(pc) == before
        assert pc.registered()["DisplayVersion"] == "1.0.0"
    assert pc.run(newer, "/S") == 0


def test_failed_upgrade_leaves_the_version_that_was_there(workshop: Workshop, pc: Wine) -> None:
    assert pc.run(workshop.installer("1.0.0", OLD), "/S") == 0
    newer = workshop.installer("2.0.0", {**NEW, "_internal/大.txt": LARGE})
    assert pc.run_in_little_room(newer, "/S") == REFUSED
    assert _program(pc) == _expected(OLD)
    assert pc.registered()["DisplayVersion"] == "1.0.0"
    assert pc.run(workshop.installer("2.0.0", NEW), "/S") == 0
    assert _program(pc) == _expected(NEW)


def test_older_windows_is_refused(workshop: Workshop, pc: Wine) -> None:
    with pc.older():
        assert pc.run(workshop.installer("1.0.0", NEW), "/S") == REFUSED
    assert not (pc.drive / FOLDER).exists()


def test_the_usual_compiler_of_windows_could_make_it(workshop: Workshop) -> None:
    made = workshop.installer("1.0.0", NEW, target="x86-unicode").read_bytes()
    assert made[:2] == b"MZ"
    assert "1.0.0".encode("utf-16-le") in made


def _removing_data(script: str) -> str:
    ruin = '    SetShellVarContext current\n    RMDir /r "$LOCALAPPDATA\\${KEY}"\n'
    return script.replace('    DeleteRegKey HKLM "${UNINSTALL}"\n', ruin + '    DeleteRegKey HKLM "${UNINSTALL}"\n')


def _keeping_old_files(script: str) -> str:
    return script.replace("    !insertmacro SET_ASIDE\n", "").replace("    !insertmacro FORGET_ASIDE\n", "")


def _never_refusing(script: str) -> str:
    return re.sub(r"    !insertmacro REFUSE_WHILE_ANY_RUNS\n", "", script)


def _staying_inside(script: str) -> str:
    return re.sub(r'        SetOutPath "\$INSTDIR" ;.*\n', "", script)


def _never_putting_back(script: str) -> str:
    return script.replace("        !insertmacro PUT_BACK\n    ${EndIf}\nFunctionEnd", "    ${EndIf}\nFunctionEnd")


@pytest.mark.parametrize(
    ("breaking", "promise"),
    [
        (_removing_data, test_installer_puts_everything_in_its_place_and_takes_it_away_again),
        (_keeping_old_files, test_upgrade_removes_what_the_new_version_lacks),
        (_never_refusing, test_nothing_is_touched_while_the_program_runs),
        (_staying_inside, test_failed_upgrade_leaves_the_version_that_was_there),
        (_never_putting_back, test_failed_upgrade_leaves_the_version_that_was_there),
    ],
)
def test_broken_installer_is_noticed(
    breaking: Callable[[str], str], promise: Callable[[Workshop, Wine], None], workshop: Workshop, pc: Wine
) -> None:
    script = SCRIPT.read_text("utf-8")
    assert breaking(script) != script

    class Broken(Workshop):
        def installer(self, version: str, files: dict[str, str], _script: str | None = None, target: str = "") -> Path:
            return super().installer(version, files, breaking(script), target)

    with pytest.raises(AssertionError):
        promise(Broken(workshop.place), pc)
