"""What other processes do to a store in tests; run as `python -m tests.storage.children WHAT FOLDER`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dealer_crm.domain.store import StoreInUse
from dealer_crm.storage.lock import FolderLock
from tests.storage.shops import Shop

ROOT = Path(__file__).resolve().parents[2]


def start(what: str, folder: Path) -> subprocess.Popen[str]:
    """Start a child that answers on its output and waits for its input to end."""
    command = [sys.executable, "-m", "tests.storage.children", what, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def answer(child: subprocess.Popen[str]) -> str:
    """Return the next line that the child says."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _lock(folder: Path) -> None:
    try:
        lock = FolderLock(folder / "store.lock")
    except StoreInUse:
        _say("refused")
        return
    _say("locked")
    sys.stdin.read()
    lock.release()


def _save(folder: Path) -> None:
    """Save customers without end, saying each when it is safe."""
    shop = Shop(folder)
    for number in range(1_000_000):
        shop.customer(f"客{number}", phone=f"138{number:08d}")
        _say(number)


def _write_once(folder: Path) -> None:
    shop = Shop(folder)
    shop.customer("别的进程")
    _say("written")
    sys.stdin.read()
    shop.close()


if __name__ == "__main__":
    {"lock": _lock, "save": _save, "write": _write_once}[sys.argv[1]](Path(sys.argv[2]))
