"""The short code on a paper: it finds the record again and tells a stranger nothing."""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are mistaken for digits or make words."""
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_ROUNDS, _HALF = 6, 20
_MASK = (1 << _HALF) - 1
_RECORD_BITS = 32
_MOST = 1 << 24
"""More records than any shop has: a code that another shop gave hardly ever means one below it."""
_CHECKED = 29
"""The check sign is the remainder by a prime that tells swapped signs too."""


def paper_code(key: bytes, kind: int, record_id: int) -> str:
    """Return the code of a paper ("7K3M-9QXA-C"): kind (1–255) and record (< 2**24), mixed by what only the store knows, a check sign."""
    number = _mixed(key, kind << _RECORD_BITS | record_id, range(_ROUNDS))
    signs = "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}-{_ALPHABET[number % _CHECKED]}"


def read_paper_code(key: bytes, typed: str) -> tuple[int, int] | None:
    """Return kind and record of a code as it was scanned or typed; None for what is no code of this store."""
    signs = typed.strip().upper().translate(_READ_AS)
    if len(signs) != 9 or any(sign not in _ALPHABET for sign in signs[:8]):
        return None
    number = 0
    for sign in signs[:8]:
        number = number << 5 | _ALPHABET.index(sign)
    if _ALPHABET.find(signs[8]) != number % _CHECKED:
        return None
    found = _mixed(key, number, range(_ROUNDS - 1, -1, -1), back=True)
    kind, record_id = found >> _RECORD_BITS, found & (1 << _RECORD_BITS) - 1
    return (kind, record_id) if record_id < _MOST else None


def _mixed(key: bytes, number: int, rounds: range, *, back: bool = False) -> int:
    """Return the number turned into another one of 40 bits, or back: a Feistel network, so that each has exactly one."""
    left, right = number >> _HALF, number & _MASK
    for turn in rounds:
        if back:
            left, right = right ^ _noise(key, turn, left), left
        else:
            left, right = right, left ^ _noise(key, turn, right)
    return left << _HALF | right


def _noise(key: bytes, turn: int, half: int) -> int:
    digest = hashlib.blake2s(half.to_bytes(4, "big"), key=hashlib.sha256(key).digest(), salt=bytes([turn])).digest()
    return int.from_bytes(digest[:4], "big") & _MASK
