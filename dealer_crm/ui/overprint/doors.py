"""What the editor of a form may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.domain.overprint import Blank, FormValues, OverprintForm
from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.printing import PaperChoice


@dataclass(frozen=True)
class OverprintDoors:
    """Kinds of paper, what can be written on each, example values, and sizes of the trade.

    `save` keeps a form and returns it as it is kept; `keep_scan` takes name, bytes and size (tenths of a mm) and returns the hash, `scan`
    gives its picture; `choose` asks for a file; `draw` makes the values on a form, `test` prints them. Writes raise DomainError.
    """

    kinds: Callable[[], Sequence[PaperKind]]
    blanks: Callable[[str], Sequence[Blank]]
    sample: Callable[[str], FormValues]
    sizes: Callable[[], Sequence[PaperChoice]]
    save: Callable[[OverprintForm], OverprintForm]
    keep_scan: Callable[[str, bytes, tuple[int, int]], str]
    scan: Callable[[str], bytes]
    choose: Callable[[], Path | None]
    draw: Callable[[OverprintForm, FormValues], bytes]
    test: Callable[[OverprintForm], object]
