"""What the dialogs of changes, returns and cancels ask of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.change_orders import ChangeDraft
from dealer_crm.domain.order_cancel import Standing
from dealer_crm.domain.order_effects import EffectLine
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.services.change_reading import ChangeFile, ChangeRow, Foreseen
from dealer_crm.services.return_reading import Returnable, ReturnRow
from dealer_crm.ui.desk.doors import Pictures


@dataclass(frozen=True)
class ChangeDoors:
    """Change orders and returns of an order; each write raises DomainError when refused. `standing` is the money before a cancel.

    `attach` asks for a picture of the signed paper (of customer, order, change), `pictures` has those of a change;
    `print_change` and `print_return` show a paper.
    """

    changes_of: Callable[[int], Sequence[ChangeRow]]
    open_change: Callable[[int], ChangeFile]
    foresee: Callable[[ChangeDraft], Foreseen]
    create_change: Callable[[ChangeDraft], int]
    edit_change: Callable[[int, ChangeDraft, int], None]
    sign: Callable[[int, date | None, str], None]
    drop: Callable[[int], None]
    returns_of: Callable[[int], Sequence[ReturnRow]]
    returnable: Callable[[int], Sequence[Returnable]]
    return_effects: Callable[[ReturnDraft], Sequence[EffectLine]]
    take_back: Callable[[ReturnDraft], int]
    standing: Callable[[int], Standing]
    attach: Callable[[int, int, int], object] | None = None
    pictures: Pictures | None = None
    print_change: Callable[[int], object] | None = None
    print_return: Callable[[int], object] | None = None
