"""What cost, liability and work of a case ask of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_costs import AuthorityDraft, CostDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.services.complaint_file import ComplaintFile


@dataclass(frozen=True)
class CostDoors:
    """Changes, each raises DomainError when refused. `limit` is what compensation (分) staff grant alone, `actor` who works."""

    add: Callable[[int, CostDraft], int]
    edit: Callable[[int, CostDraft, int], None]
    remove: Callable[[int], None]
    approve: Callable[[int], None]
    refuse: Callable[[int, str], None]
    say: Callable[[int, Escalation, str, str], None]
    authority: Callable[[int, AuthorityDraft, AuthorityDraft], None]
    limit: Callable[[], int]
    actor: Callable[[], Actor]


@dataclass(frozen=True)
class WorkDoors:
    """The rooms in which the work of a case is done: a repair call and a job are begun, and opened by their ids."""

    repair: Callable[[ComplaintFile], object]
    rectify: Callable[[int], object]
    open_request: Callable[[int], object]
    open_job: Callable[[int], object]
