"""Where the hostile data of other people lie, for harnesses that are run by hand."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import ROOT


def folder() -> Path:
    """Return the folder that DEALER_CRM_CORPORA names, or the one beside the project."""
    return Path(os.environ.get("DEALER_CRM_CORPORA") or ROOT.parent / "shared" / "corpora").resolve()
