"""Reads files in a child with 1 GB of memory and 30 s for each; run as a module it is that child."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 2**30
SECONDS = 30


@dataclass(frozen=True)
class Outcome:
    """What became of one file: rows, or an error's class name, or 'died' and the last words of the child."""

    file: str
    error: str
    rows: int = 0


def outcomes(files: Iterable[Path]) -> list[Outcome]:
    """Read every file; a child that dies is named and the next one goes on behind the file that killed it."""
    left, found = [str(file) for file in files], []
    while left:
        child = subprocess.run(
            [sys.executable, "-m", "tests.documents.capped"],
            input="\n".join(left),
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            timeout=SECONDS * len(left),
            check=False,
        )
        done = [Outcome(**json.loads(line)) for line in child.stdout.splitlines()]
        found += done
        if child.returncode == 0:
            break
        found.append(Outcome(left[len(done)], f"died {child.returncode} {child.stderr[-9000:]}"))
        left = left[len(done) + 1 :]
    return found


def _child() -> None:
    import resource
    import signal

    from dealer_crm.documents.readers.files import read_table
    from dealer_crm.domain.errors import DomainError

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin.read().splitlines():
        signal.alarm(SECONDS)
        try:
            outcome = Outcome(line, "", len(read_table(Path(line)).rows))
        except DomainError as error:
            outcome = Outcome(line, type(error).__name__)
        sys.stdout.write(json.dumps(outcome.__dict__) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _child()
