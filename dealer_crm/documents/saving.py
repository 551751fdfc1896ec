"""Puts a finished file in place in one step: written beside the target, looked at, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.store import StoreFull
from dealer_crm.placing import is_full, put_in_place


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write to; it becomes `target` when the block ends well and vanishes when it does not.

    Raises FileNotWritable where the system refuses, StoreFull; the old file is untouched then.
    """
    draft = target.with_name(f"~{target.stem[:20]}-{os.getpid()}.tmp")
    try:
        try:
            yield draft
            with draft.open("r+b") as stream:
                os.fsync(stream.fileno())
            put_in_place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        if is_full(error):
            raise StoreFull(folder=str(target.parent)) from error
        raise FileNotWritable(file=target.name) from error


def save(target: Path, content: bytes) -> None:
    """Write a document that is complete in memory. Raises FileNotWritable, StoreFull."""
    with replacing(target) as draft:
        draft.write_bytes(content)
