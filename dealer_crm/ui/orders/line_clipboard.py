"""Lines on the clipboard: as text for other programs, and whole for another order or quote here."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from dealer_crm.domain.orders import LineDraft
from dealer_crm.services.draft_content import plain, restored

LINES = "application/x-dealer-crm-lines"
SHEET_SIGNS = "=+@"


def to_clipboard(lines: Sequence[LineDraft], texts: Sequence[Sequence[str]]) -> QMimeData:
    """Return lines in both forms; a text that another program would take for a formula has an apostrophe before it."""
    found = QMimeData()
    rows = ["\t".join(_safe(" ".join(text.split())) for text in row) for row in texts]
    found.setText("\n".join(rows))
    found.setData(LINES, json.dumps([plain(line) for line in lines]).encode())
    return found


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] and text[0] in SHEET_SIGNS else text


def copied_lines(content: QMimeData | None) -> tuple[LineDraft, ...]:
    """Return the lines that were copied whole, none where something else was copied."""
    if content is None or not content.hasFormat(LINES):
        return ()
    try:
        rows = json.loads(bytes(content.data(LINES).data()).decode())
    except ValueError:
        return ()
    found = (restored(LineDraft, row) for row in rows) if isinstance(rows, list) else ()
    return tuple(line for line in found if line is not None)
