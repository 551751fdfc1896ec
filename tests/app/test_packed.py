"""The program works where it is installed and where it is packed, not only in a checkout."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from dealer_crm import __version__
from dealer_crm.storage import opening

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.xdist_group("packed")]
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sysconfig.get_path("purelib")
LARGEST = 165 * 1024 * 1024
NOBODY = 65534
STRANGE = "店铺 数据 𠮷野家 é"
NAMES = ("吕𬱖", "Zoë Müller", "𠮷野 芳")
UNWANTED = ("*VirtualKeyboard*", "*Qml*", "*Quick*", "*libqgtk3*", "*_avif*", "*_webp*", "*.po", "*.nsi", "build.py", "*mysql*", "pytz")
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:赵一曼\r\nN:赵;一曼;;;\r\nTEL;TYPE=CELL:13700000001\r\nEND:VCARD\r\n"


def _run(command: list[str], folder: Path, **variables: str) -> str:
    """Run a command away from the checkout and return what it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, cwd=folder, env={**kept, **variables}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def test_installed_program_finds_its_resources(tmp_path: Path) -> None:
    _run([sys.executable, "-m", "venv", "--without-pip", "fresh"], tmp_path)
    scripts = tmp_path / "fresh" / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--quiet", "--no-deps"]
    _run([*pip, "--no-index", "--no-build-isolation", "--disable-pip-version-check", str(ROOT)], tmp_path, PYTHONPATH=PACKAGES)
    ask = "from dealer_crm import resources; print(resources.root())"
    root = Path(_run([str(scripts / "python"), "-c", ask], tmp_path, PYTHONPATH=PACKAGES).strip())
    assert root.is_relative_to(tmp_path / "fresh")
    assert (root / "fonts" / "NotoSansSC-Regular.ttf").exists()
    told = json.loads(_run([str(scripts / "dealer-crm"), "selftest", "--json"], tmp_path, PYTHONPATH=PACKAGES))
    assert told["ok"] is True, told


@dataclass(frozen=True)
class Packed:
    """The packed program in a folder that nobody may write to, and the home of a user whose name is as strange."""

    folder: Path
    home: Path

    def run(self, *arguments: str | Path) -> dict[str, Any]:
        """Run a command as a user without rights, and return what it answers."""
        answer: dict[str, Any] = json.loads(self._start(self.folder / "dealer-crm", *arguments, "--json"))
        assert answer["ok"] is True, answer
        return answer

    def _start(self, *command: str | Path) -> str:
        variables = {"HOME": self.home, "XDG_DATA_HOME": self.home / "data", "TMPDIR": self.home, "PATH": "/usr/bin:/bin"}
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(part) for part in command],
            cwd=self.home,
            env={name: str(value) for name, value in variables.items()},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
            **_without_rights(),
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def files(self) -> dict[str, tuple[int, int]]:
        """Return every file of the program with its size and the time of its last change."""
        found = {str(file.relative_to(self.folder)): file.lstat() for file in self.folder.rglob("*")}
        return {name: (state.st_size, state.st_mtime_ns) for name, state in found.items()}

    def text(self, name: str, content: str) -> Path:
        """Write a file for the user."""
        file = self.home / name
        file.write_text(content, "utf-8", newline="")
        return file


def _without_rights() -> dict[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def packed() -> Iterator[Packed]:
    """Build the folder once, and move it to a place with Chinese, spaces and rare characters, read-only as in Program Files."""
    if sys.platform != "linux":
        pytest.skip("written for Linux; docs/windows-checklist.md tells what is to be tried elsewhere")
    if shutil.which("objdump") is None:
        pytest.skip("PyInstaller needs objdump: apt-get install binutils")
    place = Path(tempfile.mkdtemp(prefix="dealer-crm-packed-"))
    place.chmod(0o755)
    try:
        yield Packed(_built(place), _home(place))
    finally:
        for folder in (file for file in place.rglob("*") if file.is_dir() and not file.is_symlink()):
            folder.chmod(0o755)
        shutil.rmtree(place)


def _built(place: Path) -> Path:
    folders = ["--distpath", str(place / "dist"), "--workpath", str(place / "build")]
    _run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, str(ROOT / "build.spec")], place)
    folder = place / STRANGE / "程序 Files"
    folder.parent.mkdir()
    (place / "dist" / f"dealer-crm-{__version__}").rename(folder)
    for file in (folder, *folder.rglob("*")):
        if not file.is_symlink():
            file.chmod(stat.S_IMODE(file.stat().st_mode) & ~0o222)
    return folder


def _home(place: Path) -> Path:
    home = place / f"家 {STRANGE}"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    return home


def test_packed_folder_is_slim_and_whole(packed: Packed) -> None:
    files = [file for file in packed.folder.rglob("*") if file.is_file() and not file.is_symlink()]
    assert sum(file.stat().st_size for file in files) < LARGEST
    assert [file.name for name in UNWANTED for file in packed.folder.rglob(name)] == []
    assert [file.name for file in packed.folder.rglob("*") if not file.exists()] == []
    assert {"dealer-crm", "_internal"} == {file.name for file in packed.folder.iterdir()}, "the installer removes exactly these"


def test_packed_program_passes_its_own_test(packed: Packed) -> None:
    before = packed.files()
    assert set(packed.run("selftest")["parts"].values()) == {"ok"}
    assert packed.files() == before


def test_packed_program_takes_in_lists_exports_and_prints(packed: Packed) -> None:
    before = packed.files()
    people = packed.text(f"客户 {STRANGE}.csv", "姓名,手机\n" + "".join(f"{name},1390000000{n}\n" for n, name in enumerate(NAMES)))
    assert packed.run("import", people)["counts"]["created"] == len(NAMES)
    assert packed.run("import", packed.text("名片.vcf", CARD))["counts"]["created"] == 1
    rows = packed.run("list", "customers")["rows"]
    assert {row["name"] for row in rows} == {*NAMES, "赵一曼"}
    assert (packed.home / "data" / "dealer-crm" / "store.sqlite").exists()

    packed.run("export", "customers", "--to", packed.home / f"{STRANGE}.xlsx")
    with CalamineWorkbook.from_path(packed.home / f"{STRANGE}.xlsx") as book:
        assert {name for row in book.get_sheet_by_index(0).to_python() for name in NAMES if name in row} == set(NAMES)
    packed.run("export", "customers", "--to", packed.home / f"{STRANGE}.csv")
    assert len(list(csv.reader((packed.home / f"{STRANGE}.csv").read_text("utf-8-sig").splitlines()))) == 5
    number = next(row["number"] for row in rows if row["name"] == NAMES[0])
    packed.run("print", "customer", number, "--to", packed.home / f"{STRANGE}.pdf")
    assert NAMES[0] in "".join(page.extract_text() for page in PdfReader(packed.home / f"{STRANGE}.pdf").pages)
    assert packed.files() == before


def test_packed_program_brings_an_older_store_up(packed: Packed, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed.home / "旧 data"
    data.mkdir()
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(opening, "HEAD", "0001")
        patch.setattr(command, "upgrade", lambda config, _head: upgrade(config, "0001"))
        opening.prepare(data / "store.sqlite", lambda _path: None)
    for file in (data, *data.iterdir()):
        os.chown(file, *([NOBODY, NOBODY] if os.geteuid() == 0 else [-1, -1]))
    assert packed.run("import", packed.text("名片 2.vcf", CARD), "--data", data)["counts"]["created"] == 1
    assert [row["name"] for row in packed.run("list", "customers", "--data", data)["rows"]] == ["赵一曼"]
    assert len(list((data / "backups").glob("*"))) == 1
