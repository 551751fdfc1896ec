"""The tools themselves turn red: import contracts, ruff, mypy and pytest, each broken in a copy."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

SCRIPTS = Path(sys.executable).parent
UPWARD = {
    "domain/bad.py": "import dealer_crm.services",
    "services/bad.py": "import PySide6.QtCore, alembic, csv",
    "ui/bad.py": "import dealer_crm.storage, sqlalchemy, sqlite3",
    "ui/widgets/bad.py": "import dealer_crm.ui.desk",
    "words/bad.py": "import reportlab, numpy",
}
SMELLS = {
    "F401": "import os",
    "B006": "def f(x=[]): ...",
    "C901": "def f(a):\n" + "".join(f"    if a == {n}:\n        a += 1\n" for n in range(9)),
    "PLR0913": "def f(a, b, c, d, e, g): ...",
    "T201": "print(1)",
    "DTZ005": "from datetime import datetime\nx = datetime.now()",
    "SLF001": "import dealer_crm\ndealer_crm._x",
    "PTH118": "import os\nos.path.join('a', 'b')",
    "N802": "def Wrong(): ...",
    "TID252": "from . import x",
    "ERA001": "# x = 1",
    "PT011": "import pytest\nwith pytest.raises(ValueError):\n    f()",
    "SIM105": "try:\n    f()\nexcept ValueError:\n    pass",
    "RET505": "def f(a):\n    if a:\n        return 1\n    else:\n        return 2",
    "UP006": "from typing import List\nx: List[int] = []",
}
LAX_TESTS = """
import warnings
import pytest
from PySide6.QtCore import qWarning

def test_warns():
    warnings.warn("careless")

def test_qt_warns(qtbot):
    qWarning(b"careless")

@pytest.mark.xfail
def test_passes_unexpectedly():
    pass
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the program's sources and settings."""
    shutil.copytree(ROOT / "dealer_crm", tmp_path / "dealer_crm", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SCRIPTS / command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_contract_can_break(copy: Path) -> None:
    for name, text in UPWARD.items():
        (copy / "dealer_crm" / name).write_text(text + "\n", "utf-8")
    said = _run(copy, "lint-imports", "--no-cache", "--no-logo").stdout
    contracts = tomllib.loads((copy / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert f"0 kept, {len(contracts)} broken" in said, said


def test_a_new_room_is_refused(copy: Path) -> None:
    (copy / "dealer_crm" / "helpers").mkdir()
    (copy / "dealer_crm" / "helpers" / "__init__.py").write_text('"""Things."""\n', "utf-8")
    refused = _run(copy, "lint-imports", "--no-cache", "--no-logo")
    assert refused.returncode != 0
    assert "helpers" in refused.stdout, refused.stdout


def test_ruff_sees_every_smell(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for code, text in SMELLS.items():
        (tmp_path / f"{code.lower()}.py").write_text(text + "\n", "utf-8")
    found = json.loads(_run(tmp_path, "ruff", "check", "--no-cache", "--output-format", "json", ".").stdout)
    seen = {(Path(one["filename"]).stem.upper(), one["code"]) for one in found}
    assert {code for code in SMELLS if (code, code) not in seen} == set()


def test_mypy_is_strict(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bad.py").write_text("def f(x):\n    return x\n\n\nx: list = []\n", "utf-8")
    said = _run(tmp_path, "mypy", "bad.py").stdout
    assert "no-untyped-def" in said
    assert "type-arg" in said


def test_pytest_is_strict(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_lax.py").write_text(LAX_TESTS, "utf-8")
    said = _run(tmp_path, "pytest", "-n0", "-p", "no:cacheprovider").stdout
    assert "3 failed" in said, said
    (tmp_path / "tests" / "test_lax.py").write_text("import pytest\n@pytest.mark.typo\ndef test_a(): ...\n", "utf-8")
    assert "'typo' not found in `markers`" in _run(tmp_path, "pytest", "-n0", "-p", "no:cacheprovider").stdout
