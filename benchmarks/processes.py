"""Runs one of `benchmarks.children` as a whole process, offscreen, and reads the one line of figures it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import wall

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT = 1800


def run_child(name: str, *arguments: object) -> dict[str, Any]:
    """Return what the child printed, with the seconds until it printed it (`wall`). Raises where it failed."""
    command = [sys.executable, "-m", f"benchmarks.children.{name}", *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = wall()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        took = wall() - start
        child.communicate(timeout=TIMEOUT)
    if not line:
        raise RuntimeError(f"{name} {arguments} ended with {child.returncode} and without figures")
    found: dict[str, Any] = json.loads(line)
    return {"wall": took, **found}
