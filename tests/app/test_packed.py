"""The program works where it is installed and where it is packed, not only in a checkout."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from dealer_crm import __version__

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sysconfig.get_path("purelib")
LARGEST = 210 * 1024 * 1024


def _run(command: list[str], folder: Path, **variables: str) -> str:
    """Run a command away from the checkout and return what it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, cwd=folder, env={**kept, **variables}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def _selftest(program: Path, folder: Path, **variables: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run([str(program), "selftest", "--json"], folder, **variables))
    return answer


def test_installed_program_finds_its_resources(tmp_path: Path) -> None:
    _run([sys.executable, "-m", "venv", "--without-pip", "fresh"], tmp_path)
    scripts = tmp_path / "fresh" / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--quiet", "--no-deps"]
    _run([*pip, "--no-index", "--no-build-isolation", "--disable-pip-version-check", str(ROOT)], tmp_path, PYTHONPATH=PACKAGES)
    ask = "from dealer_crm import resources; print(resources.root())"
    root = Path(_run([str(scripts / "python"), "-c", ask], tmp_path, PYTHONPATH=PACKAGES).strip())
    assert root.is_relative_to(tmp_path / "fresh")
    assert (root / "fonts" / "NotoSansSC-Regular.ttf").exists()
    assert _selftest(scripts / "dealer-crm", tmp_path, PYTHONPATH=PACKAGES)["ok"] is True


def test_packed_program_passes_its_own_test(tmp_path: Path) -> None:
    if sys.platform == "linux" and shutil.which("objdump") is None:
        pytest.skip("PyInstaller needs objdump: apt-get install binutils")
    folders = ["--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "build")]
    _run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, str(ROOT / "build.spec")], tmp_path)
    packed = tmp_path / "dist" / f"dealer-crm-{__version__}"
    assert _selftest(packed / "dealer-crm", tmp_path)["ok"] is True
    assert sum(file.stat().st_size for file in packed.rglob("*") if not file.is_symlink() and file.is_file()) < LARGEST
    assert [file.name for file in packed.rglob("*VirtualKeyboard*")] == []
