"""Calls of the operating system that fail when they are told to, under the whole real program (libfiu, by `fiu-run -x`)."""

from __future__ import annotations

import ctypes
import errno
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POINTS = (
    "oc/open",
    "rw/read",
    "rw/pread",
    "rw/write",
    "rw/pwrite",
    "rw/ftruncate",
    "sync/fsync",
    "sync/fdatasync",
    "dir/unlink",
    "dir/rename",
)
"""What may fail; a file that will not close is left out, for it would stay open."""
READS = ("oc/open", "rw/read", "rw/pread")
_Decide = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_uint)
)


def command() -> list[str] | None:
    """Return what to put before a command so that its calls can be refused; None where fiu-run is not installed."""
    found = shutil.which("fiu-run")
    return [found, "-x"] if found else None


class Refusing:
    """Counts the calls of this process and refuses those that `decide` picks; made once, in a process under `fiu-run -x`."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libfiu.so.0")
        self._library.fiu_init(0)
        enable = self._library.fiu_enable_external
        enable.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, _Decide]
        self._asked = _Decide(self._on_call)
        self._decide: Callable[[int], bool] | None = None
        self._error = errno.EIO
        self.calls: list[str] = []
        self.refused: list[str] = []
        for point in POINTS:
            enable(f"posix/io/{point}".encode(), 1, None, 0, self._asked)

    def end(self) -> None:
        """Let the system be as it was; a process that ends without it crashes."""
        for point in POINTS:
            self._library.fiu_disable(f"posix/io/{point}".encode())

    def _on_call(self, name: bytes, _number: object, info: ctypes._Pointer[ctypes.c_void_p], _flags: object) -> int:
        if self._decide is None:
            return 0
        point = name.decode().removeprefix("posix/io/")
        self.calls.append(point)
        if not self._decide(len(self.calls)):
            return 0
        self.refused.append(point)
        info[0] = ctypes.c_void_p(errno.EIO if point in READS else self._error)
        return 1

    @contextmanager
    def _while(self, decide: Callable[[int], bool], error: int) -> Iterator[None]:
        self.calls, self.refused = [], []
        self._error, self._decide = error, decide
        try:
            yield
        finally:
            self._decide = None

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Note the calls of a block in `calls`."""
        with self._while(lambda _number: False, errno.EIO):
            yield

    @contextmanager
    def at(self, place: int, error: int, *, sticky: bool) -> Iterator[None]:
        """Refuse the call at this place of the block, or with `sticky` that and all after it."""
        with self._while(lambda number: number >= place if sticky else number == place, error):
            yield

    @contextmanager
    def now_and_then(self, share: float, error: int, seed: int) -> Iterator[None]:
        """Refuse a share of the calls of the block at random."""
        chance = random.Random(seed)
        with self._while(lambda _number: chance.random() < share, error):
            yield
