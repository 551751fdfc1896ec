"""A child process reads foreign files: within limits, without Qt, and gone when it is cancelled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.app.child import ChildFailed, ChildRunner
from dealer_crm.app.jobs import JOBS, job_named
from dealer_crm.app.limits import ChildLimits
from dealer_crm.domain.files import FileKindUnknown
from dealer_crm.domain.imports import FileTooDemanding
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.storage.opening import prepare
from dealer_crm.storage.staging import Staging


class Steps:
    """Remembers what was reported, and cancels when told to."""

    def __init__(self, cancel: bool = False) -> None:
        self.seen: list[tuple[int, int]] = []
        self._cancel = cancel

    def step(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if self._cancel:
            raise Cancelled


def arguments(tmp_path: Path, rows: int) -> dict[str, Any]:
    path, store = tmp_path / "名单.csv", tmp_path / "store.sqlite"
    path.write_text("姓名,手机\n" + "".join(f"客户{i},142{i:08d}\n" for i in range(rows)), "utf-8")
    prepare(store, lambda _path: None)
    options = {"sheet": None, "encoding": None, "header_row": None, "columns": None}
    return {"path": str(path), "staging": str(tmp_path / "staging.sqlite"), "store": str(store), "options": options, "memory": {}}


def test_child_stages_a_file_and_reports(tmp_path: Path) -> None:
    steps, wanted = Steps(), arguments(tmp_path, 50)
    assert ChildRunner()("import", wanted, steps) == {}
    assert Staging(Path(wanted["staging"])).counts() == {("new", "create"): 50}
    assert steps.seen[-1] == (51, 51)


def test_cancel_kills_the_child(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        ChildRunner()("import", arguments(tmp_path, 50), Steps(cancel=True))
    assert not _children()


def test_refusal_of_the_job_arrives_as_it_was(tmp_path: Path) -> None:
    wanted = arguments(tmp_path, 1)
    Path(wanted["path"]).rename(tmp_path / "x.pdf")
    with pytest.raises(FileKindUnknown) as refused:
        ChildRunner()("import", {**wanted, "path": str(tmp_path / "x.pdf")}, NoProgress())
    assert refused.value.parameters == {"file": "x.pdf"}


def test_unforeseen_failure_brings_its_traceback(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="KeyError: 'no such job'"):
        ChildRunner()("no such job", {}, NoProgress())


@pytest.mark.parametrize("limits", [ChildLimits(memory=90 * 2**20), ChildLimits(seconds=1)])
def test_limits_end_the_child_not_the_program(tmp_path: Path, limits: ChildLimits) -> None:
    with pytest.raises(FileTooDemanding) as refused:
        ChildRunner(limits)("import", arguments(tmp_path, 60_000), NoProgress())
    assert refused.value.parameters == {"file": "名单.csv"}


def test_workbook_that_swells_is_refused_in_the_child(tmp_path: Path, corpora: Path) -> None:
    wanted = {**arguments(tmp_path, 1), "path": str(corpora / "xlsx_calamine" / "issue_174.xlsx")}
    ChildRunner()("import", wanted, NoProgress())
    assert Staging(Path(wanted["staging"])).meta()["width"] <= 512


@pytest.mark.parametrize("job", sorted(JOBS))
def test_child_never_loads_qt(job: str) -> None:
    module = JOBS[job].partition(":")[0]
    code = f"import sys, dealer_crm.app.main, dealer_crm.app.child, {module}; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
    assert callable(job_named(job))


def _children() -> list[str]:
    """Return the processes this one has started and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z" and "spawn_main" in _command(status.parent):
            found.append(status.parent.name)
    return found


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""
