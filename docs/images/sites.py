"""Pictures of sites: the board, one site, an acceptance sheet with a pressure hold, A–H of a delivery, the template of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from print_desk import Keep, picture

from dealer_crm.app.stage import Look, Stage
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.ui.deliveries.check_line import CheckLine

HIDDEN = "central_ac_hidden"
PASSED = {"AC-H1": "0.5", "AC-H2": "450", "AC-H5": "", "AC-H6": "20"}
"""Items that passed, with what was measured."""
HELD = {"test": "全部", "p1": "4.00", "t1": "25", "at1": "11-20 16:00", "p2": "3.84", "t2": "19", "at2": "11-21 16:00"}
"""A pressure hold that lost 0.08 MPa."""


FOCUS = {"acceptance": "AC-H4", "expectations": "A"}
"""The item on which a picture stands."""


WIDE = (1600, 800)
"""A window in which what the program sees stands beside the items."""


class Sites:
    """A window on the sample shop in which a sheet is begun."""

    def __init__(self, shop: Path, place: Path, look: Look, keep: Keep) -> None:
        self._place, self._keep = place, keep
        self.stage = Stage(shop, look)
        self.opened = self.stage.wiring.rooms.opened
        self.order, self.sheet = self._begin()
        self.stage.window.undo_bar.dismiss()

    def _begin(self) -> tuple[int, int]:
        """Begin a sheet for the site where hidden works go on; return the order and the sheet."""
        opened = self.opened
        job = next(row for row in opened.job_list.rows(opened.job_list.ids()) if row.state == "under_way" and row.stage == "hidden")
        order = next(one.order_id for one in opened.sites.rows() if one.job_id == job.id)
        sheet = opened.acceptances.begin(order, HIDDEN, job_id=job.id)
        file = opened.acceptances.open(sheet)
        for check in file.checks:
            if check.code in PASSED:
                if check.photo:
                    self._photograph(file.customer_id, check.id)
                opened.acceptances.note(check.id, CheckResult.PASS, PASSED[check.code])
            elif check.code == "AC-H4":
                opened.acceptances.keep(check.id, "", [HELD])
        return order, sheet

    def _photograph(self, customer_id: int, check_id: int) -> None:
        """Keep a picture of an item."""
        data = BytesIO()
        Image.new("RGB", (320, 240), (150, 160, 170)).save(data, "JPEG")
        self.opened.attachments.add(customer_id, "site.jpg", data.getvalue(), Belongs(check_id=check_id))

    def draw_all(self, names: Sequence[str]) -> None:
        """Draw the pictures of these names and close the window."""
        walks: dict[str, Callable[[], object]] = {
            "sites": self.board,
            "sites-english": self.board,
            "site": partial(self.go, f"site-{self.order}"),
            "acceptance": self.readings,
            "expectations": self.expectations,
            "sheet-template": self.template,
        }
        for name in names:
            walks[name]()
            self.stage.settle(600)
            self.stage.window.undo_bar.dismiss()
            self.stage.settle()
            if name in FOCUS:
                self._focus(FOCUS[name])
            self._keep(picture(self.stage.picture(), self._place), name)
            self.stage.leave_dialog()
        self.stage.end()

    def _focus(self, code: str) -> None:
        """Stand on an item, so that what it asks for is open."""
        self.stage.window.activateWindow()
        self.stage.wait_until(self.stage.window.isActiveWindow)
        line = next(one for one in self.stage.window.findChildren(CheckLine) if one.isVisible() and one.check.code == code)
        line.setFocus()
        self.stage.wait_until(line.hasFocus)
        self.stage.settle()

    def go(self, subject: str) -> None:
        """Open something in the room of deliveries."""
        self.stage.window.go("deliveries", subject)
        self.stage.settle()

    def board(self) -> None:
        """Show the board."""
        self.go("sites")

    def readings(self) -> None:
        """Show the sheet with the pressure hold that lost something."""
        self.go(f"acceptance-{self.sheet}")

    def expectations(self) -> None:
        """Show the eight expectations of a delivery beside what the program sees of them."""
        row = max(
            (one for one in self.opened.delivery_list.rows(self.opened.delivery_list.ids()) if one.finished_at is None),
            key=lambda one: one.checks,
        )
        self.stage.window.resize(*WIDE)
        self.go(str(row.id))

    def template(self) -> None:
        """Show the template of a sheet."""
        self.stage.window.go("settings", "sheets")
