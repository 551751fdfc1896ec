"""The work that child processes know by name; a job imports what it needs when it runs, never Qt."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from dealer_crm.domain.progress import Progress

Job = Callable[[dict[str, Any], Progress], dict[str, Any]]
"""Takes plain values and a progress, returns plain values."""

JOBS = {
    "export": "dealer_crm.services.exports:export_in_child",
    "import": "dealer_crm.services.import_reading:check_file",
    "evidence": "dealer_crm.services.evidence_pictures:fit_in_child",
}
"""Job name to module and function."""


def job_named(name: str) -> Job:
    """Import the job. Raises KeyError for a name that is not in the table."""
    module, _, function = JOBS[name].partition(":")
    job: Job = getattr(import_module(module), function)
    return job
