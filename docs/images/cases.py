"""Pictures of complaints: a case that waits for a part, the analysis of a year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from print_desk import Keep, picture

from dealer_crm.app.stage import Look, Stage
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.periods import Span
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView

SETTLE_MS, TOPIC = 400, "topic"
"""How long a page is waited for; by what the chart groups."""


class Cases:
    """A window on the sample shop."""

    def __init__(self, shop: Path, place: Path, look: Look, keep: Keep) -> None:
        self._place, self._keep = place, keep
        self.stage = Stage(shop, look)

    def draw_all(self, names: Sequence[str]) -> None:
        """Draw the pictures of these names and close the window."""
        walks: dict[str, Callable[[], object]] = {"complaint-waiting": self.waiting, "complaint-analysis": self.analysis}
        for name in names:
            walks[name]()
            self.stage.settle(SETTLE_MS)
            self._keep(picture(self.stage.picture(), self._place), name)
        self.stage.end()

    def waiting(self) -> None:
        """Show the case whose clock stands still."""
        opened = self.stage.wiring.rooms.opened
        files = (opened.complaint_files.open(one) for one in opened.complaint_list.ids(ComplaintSpec(view=ComplaintView.ALL)))
        found = next(file for file in files if file.state is ComplaintState.OPEN and file.parts.waiting)
        self.stage.window.go("complaints", str(found.id))

    def analysis(self) -> None:
        """Show what was complained about in a year."""
        self.stage.window.go("reports", "complaints")
        self.stage.settle(SETTLE_MS)
        page = self.stage.window.page("reports")
        page.period.spans.buttons()[list(Span).index(Span.YEAR)].click()
        self.stage.settle(SETTLE_MS)
        page.analysis.views.set_value(TOPIC)
        page.analysis.views.picked.emit(TOPIC)
