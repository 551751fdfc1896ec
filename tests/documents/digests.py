"""Digests of every paper, size and language: a paper that changes without being meant to shows.

Look at the papers that changed, then renew: .venv/bin/python -m tests.documents.digests
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.plain_text import plain_text
from dealer_crm.documents.pdf.render import page_count, page_image
from tests.documents.every import EVERY, full

FILE = Path(__file__).with_name("digests.json")
_DPI = 60


def kept() -> dict[str, dict[str, str]]:
    """Return the digests that were kept when the papers were looked at last."""
    found: dict[str, dict[str, str]] = json.loads(FILE.read_text("utf-8"))
    return found


def digests(name: str) -> dict[str, str]:
    """Return the digests of one paper, by size and language."""
    papers = EVERY[name].papers
    return {f"{paper.name} {language}": _digest(name, paper, language) for paper in papers for language in ("zh", "en")}


def _digest(name: str, paper: Paper, language: str) -> str:
    """Return what a reader sees of the paper as one digest: its words and its pictures, without the bytes of fonts and libraries."""
    pdf = EVERY[name].make(EVERY[name].data, full(paper, language))
    digest = hashlib.sha256(plain_text(pdf).encode())
    for page in range(page_count(pdf)):
        digest.update(page_image(pdf, page, _DPI).data)
    return digest.hexdigest()[:16]


def renew() -> None:
    """Keep the digests of all papers as they are now."""
    os.environ["DEALER_CRM_FONTS"] = ""
    FILE.write_text(json.dumps({name: digests(name) for name in EVERY}, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    renew()
