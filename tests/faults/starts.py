"""Many starts of the real program on one folder: one window, the others wake it and end; after a kill the next start works."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dealer_crm.app.exits import Exit
from dealer_crm.app.single import wake
from dealer_crm.domain.store import StoreInUse
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from tests.faults.read_only import run_command
from tests.storage.shops import empty_file

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("-m", "dealer_crm")
WITHOUT_LOCK = (
    "-c",
    "from dealer_crm.storage import lock; lock._take = lambda file, shared: None; "
    "from dealer_crm.app.main import main; raise SystemExit(main())",
)
"""The program as it would be if nothing kept a second one away."""
WRITES = ("import nothing.csv", "restore nothing.zip", "check --repair", "demo")
PATIENCE_S = 240
Child = subprocess.Popen[str]


@dataclass
class Figures:
    """What came of the starts. `exits` counts exit codes of those that did not stay."""

    starts: int = 0
    rounds_with_one_window: int = 0
    rounds: int = 0
    exits: dict[int, int] = field(default_factory=dict)
    kills: int = 0
    starts_after_a_kill: int = 0
    commands_refused: int = 0
    commands_let_through: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def figures(count: int | None = None) -> Figures:
    """Start so many at once (50), then kill and start again as often (20)."""
    found = Figures()
    with tempfile.TemporaryDirectory() as place:
        folder = new_folder(Path(place))
        at_once(folder, count or 50, found)
        killed(folder, count or 20, found)
    return found


def new_folder(place: Path) -> Path:
    """Make an empty shop."""
    folder = place / "shop"
    folder.mkdir(parents=True)
    (folder / "store.sqlite").write_bytes(empty_file())
    return folder


@contextmanager
def started(folder: Path, count: int = 1, program: Sequence[str] = PROGRAM) -> Iterator[list[Child]]:
    """Start the program some times at once; what still runs at the end is killed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder.parent)}
    command = [sys.executable, *program, "--data", str(folder)]
    pipe = subprocess.PIPE
    children = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True) for _ in range(count)]
    try:
        yield children
    finally:
        for child in children:
            child.kill()
            child.communicate()


def at_once(folder: Path, count: int, found: Figures, program: Sequence[str] = PROGRAM, patience: float = PATIENCE_S) -> None:
    """Start so many at once; all but one end by themselves, that one hears a further call."""
    found.rounds += 1
    with started(folder, count, program) as children:
        found.starts += count
        end = time.monotonic() + patience
        left = list(children)
        while len(left) > 1 and time.monotonic() < end:
            left = [child for child in left if not _ended(child)]
        for child in children:
            code = child.poll()
            if code is not None:
                found.exits[code] = found.exits.get(code, 0) + 1
                found.said += [line for line in child.communicate()[1].splitlines() if "Error" in line]
        if len(left) == 1 and held(folder) and wake(folder):
            found.rounds_with_one_window += 1
            beside(folder, found)


def beside(folder: Path, found: Figures) -> None:
    """Run commands beside the window: those that write are refused with a sentence, those that look are not."""
    for line in WRITES:
        code, told = run_command([*line.split(), "--json", "--data", str(folder), "--lang", "en"])
        if code == Exit.REFUSED and "The program is already open" in told:
            found.commands_refused += 1
        else:
            found.commands_let_through.append(f"{line}: {code} {told}")
    code, told = run_command(["list", "customers", "--json", "--data", str(folder), "--lang", "en"])
    if code != Exit.DONE:
        found.commands_let_through.append(f"list: {code} {told}")


def _ended(child: Child) -> bool:
    try:
        child.wait(0.05)
    except subprocess.TimeoutExpired:
        return False
    return True


def killed(folder: Path, count: int, found: Figures, program: Sequence[str] = PROGRAM) -> None:
    """Start, kill -9 as soon as the window listens, and start again."""
    for _ in range(count):
        with started(folder, 1, program) as (child,):
            found.starts += 1
            if listens(folder, child):
                found.starts_after_a_kill += 1
        found.kills += 1


def listens(folder: Path, child: Child) -> bool:
    """Wait until the child's window hears a second start."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and not _ended(child):
        if wake(folder):
            return True
    return False


def held(folder: Path) -> bool:
    """Tell whether somebody has the folder."""
    try:
        FolderLock(DataFolder(folder).lock).release()
    except StoreInUse:
        return True
    return False
