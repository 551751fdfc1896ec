"""Names for who did what to which kind of record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dealer_crm.domain.details import FormField, ListValue
from dealer_crm.domain.errors import DomainError


class Action(StrEnum):
    """What was done; stored in the journal's chain, so values never change."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    LOG = "log"
    COMPLETE = "complete"
    POSTPONE = "postpone"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    RETURN = "return"
    PRINT = "print"
    SEND = "send"
    FINISH = "finish"
    CLOSE = "close"
    REOPEN = "reopen"
    ATTACH = "attach"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    REFUSE = "refuse"
    DROP = "drop"
    SIGN = "sign"
    IMPORT = "import"
    SEED = "seed"
    REPAIR = "repair"
    UNDO = "undo"
    REDO = "redo"


class Subject(StrEnum):
    """Kinds of record a person would name."""

    CUSTOMER = "customer"
    FOLLOW_UP = "follow_up"
    NEXT_STEP = "next_step"
    STAFF = "staff"
    SHOP = "shop"
    ATTACHMENT = "attachment"
    PRODUCT = "product"
    ORDER = "order"
    QUOTE = "quote"
    CHANGE_ORDER = "change_order"
    TRADE_IN = "trade_in"
    CASH_CLOSE = "cash_close"
    PAYMENT = "payment"
    INVOICE = "invoice"
    PROMISE = "promise"
    DELIVERY = "delivery"
    EQUIPMENT = "equipment"
    MAINTENANCE = "maintenance"
    REQUEST = "request"
    VISIT = "visit"
    COMPLAINT = "complaint"
    AGENDA = "agenda"
    SERIES = "series"
    ABSENCE = "absence"
    SHOP_DAY = "shop_day"
    SLIP = "slip"
    RELATION = "relation"
    MOMENT = "moment"
    COMMUNITY = "community"
    HOUSE = "house"
    CUSTOMER_CLASS = "customer_class"
    FORM_FIELD = "form_field"
    STANDARD = "standard"
    PAPER_STYLE = "paper_style"
    OVERPRINT_FORM = "overprint_form"
    JOB = "job"
    ACCEPTANCE = "acceptance"
    CEREMONY = "ceremony"
    SHEET = "sheet"
    STORE = "store"


class Role(StrEnum):
    """What a staff member is in the shop."""

    OWNER = "owner"
    MANAGER = "manager"
    SALES = "sales"
    INSTALLER = "installer"
    SERVICE = "service"


class Origin(StrEnum):
    """By which door a change came in; only `USER` entries are walked by Ctrl+Z."""

    USER = "user"
    SYSTEM = "system"
    COMMAND = "command"


@dataclass(frozen=True)
class Actor:
    """Who works: a staff member, or the program itself (`staff_id` None)."""

    staff_id: int | None = None
    role: Role = Role.OWNER
    origin: Origin = Origin.USER


@dataclass(frozen=True)
class HistoryRow:
    """One line of the history page. `label` is the record's name as it was then."""

    id: int
    at: datetime
    actor: str
    action: Action
    subject: Subject
    subject_id: int | None
    label: str
    changes: int
    undoes_id: int | None
    undone_by_id: int | None


@dataclass(frozen=True)
class FieldChange:
    """One changed value of one row, for the details of a history line."""

    table: str
    row_id: int
    column: str
    before: object
    after: object


@dataclass(frozen=True)
class DetailChange(FieldChange):
    """One changed further field of a customer or house, with the field and its list as they are now."""

    known: FormField
    values: tuple[ListValue, ...] = ()


class UndoBlocked(DomainError):
    """A later change stands on what would be undone. Parameters: count, latest (label of the later change)."""


class UndoErased(DomainError):
    """The entry's content was erased for privacy and cannot be undone."""


class NothingToUndo(DomainError):
    """No step of this run is left to undo or redo."""


def several(names: Iterable[str]) -> str:
    """Return what history calls a step with several records: each name once, the first three, and how many more there are."""
    known = list(dict.fromkeys(name for name in names if name))
    return ", ".join(known[:3]) + (f" +{len(known) - 3}" if len(known) > 3 else "")
