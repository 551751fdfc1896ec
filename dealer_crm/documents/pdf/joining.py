"""Puts the pages of several finished papers into one PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from dealer_crm.documents.pdf.render import ONE_AT_A_TIME


def joined(papers: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of all papers in their order; a single paper stays as it is."""
    if len(papers) == 1:
        return papers[0]
    target = io.BytesIO()
    with ONE_AT_A_TIME:
        whole = PdfDocument.new()
        try:
            for paper in papers:
                part = PdfDocument(paper)
                whole.import_pages(part)
                part.close()
            whole.save(target)
        finally:
            whole.close()
    return target.getvalue()
