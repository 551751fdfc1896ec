"""The copies of a paper (联): laid out once for all that say the same, drawn in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.pages import PageSetup


def in_copies(page: PageSetup, *builds: Callable[[PageSetup], Sheet]) -> bytes:
    """Return the PDF of all copies; a `build` is asked once for each run of copies of equal content and reads `page.copy`.

    Of several papers each one's copies lie together. Paper that makes its copies itself shows what its first one says.
    """
    names = page.copies or ("",)
    styles = [page.styled(name or next(iter(page.passed), "")) for name in names]
    runs = [list(run) for _content, run in groupby(zip(names, styles, strict=True), key=lambda copy: copy[1].content)]
    pages = [replace(page, copies=tuple(name for name, _style in run if name), copy=run[0][1]) for run in runs]
    sheets = [build(alike) for build in builds for alike in pages]
    return sheets[0].bytes(*sheets[1:])
