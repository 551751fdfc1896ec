"""What is typed of a case beside its steps, for the walk of forms: why it waits, what was decided, CLEAR, a cost, the authority."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.i18n import translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.ui.complaints.match_dialog import MatchDialog

if TYPE_CHECKING:
    from tests.faults.desk import Desk


def _panel(desk: Desk) -> Any:
    """Open the costs of the first open case."""
    first = desk.opened.complaint_list.page(1)[0].id
    return desk.go("complaints", f"costs-{first}").case.side.costs


def cost(desk: Desk) -> Any:
    """Open a new cost."""
    _panel(desk).add_cost()
    return desk.named("case_cost")


def spent(desk: Desk, root: QWidget) -> None:
    """Say how much, so that it can be saved."""
    desk.named("case_cost_amount", root).setText("1")


def authority(desk: Desk) -> Any:
    """Open the authority's part."""
    _panel(desk).edit_authority()
    return desk.named("case_authority")


def opinion(desk: Desk) -> Any:
    """Open the owner's opinion."""
    _panel(desk).write_opinion(Escalation.OWNER)
    return desk.named("case_opinion_owner")


def _case(desk: Desk, wanted: Callable[[ComplaintFile], bool]) -> Any:
    """Open the first open case that is as wanted, and return what shows it."""
    files = (desk.opened.complaint_files.open(one) for one in desk.opened.complaint_list.ids(ComplaintSpec(view=ComplaintView.ALL)))
    found = next(file for file in files if file.state is ComplaintState.OPEN and wanted(file))
    return desk.go("complaints", str(found.id)).case


def wait(desk: Desk) -> Any:
    """Let a case wait that does not wait yet."""
    _case(desk, lambda file: file.parts.waiting is None).run.pause()
    return desk.named("case_wait")


def asked_again(desk: Desk, root: QWidget) -> None:
    """Say when somebody asks."""
    desk.named("case_wait_day_text", root).insert("+3")
    desk.settle()


def seen(desk: Desk) -> Any:
    """Note what was decided of a case that went up to the owner."""
    now = desk.opened.now()
    _case(desk, lambda file: file.owner_at is not None and file.owner_at <= now).run.see()
    return desk.named("case_seen")


def clear(desk: Desk) -> Any:
    """Show the letters of CLEAR of a case where some are ticked."""
    case = _case(desk, lambda file: len(file.parts.clear) > 1)
    for tabs in (case.head.parts, case.side.tabs):
        tabs.buttons()[-1].click()
    desk.settle()
    return case.side.clear


def behind_cases(desk: Desk, behind: Callable[[Callable[[], object]], object]) -> None:
    """Open what stands behind the buttons of cases and is no form of the walk."""
    behind(lambda: _match(desk))
    behind(lambda: _case(desk, lambda file: file.parts.waiting is not None).run.wait_on())
    behind(lambda: _case(desk, lambda _file: True).run.change_wording("clear_listen"))


def _match(desk: Desk) -> None:
    """Ask whose a case of nobody of ours is; the program waits for the answer."""
    pane = _case(desk, lambda file: not file.draft.customer_id)
    page = desk.stage.window.page("complaints")
    MatchDialog(translator("zh"), page._doors, pane.file(), pane).open()  # noqa: SLF001 - `match` waits for the answer
