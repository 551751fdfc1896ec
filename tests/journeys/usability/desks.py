"""The desks the tasks are done at: window sizes, languages, looks; each runs one window on a sample shop of its own."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dealer_crm.app.opened import open_folder
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.planning import ReminderEnd
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.demo import Demo
from tests.app.windows import Running, running
from tests.journeys.usability.clerk import Clerk
from tests.storage.shops import digest

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PRINTER, OFFSET_X, OFFSET_Y = "Needle", 30, 20
"""Where the shop prints, and how far (tenths of a millimetre) its printer has to be corrected."""
WALL_UNIT = LineDraft(
    name="挂机", brand="云岭", model="YL-KFR35", spec="3.5 kW", unit="台", quantity=1000, price=329_900, category="room_ac"
)


@dataclass
class Wall:
    """A clock that goes on by a second with each look."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        """Return the time."""
        self.at += timedelta(seconds=1)
        return self.at


@dataclass(frozen=True)
class Look:
    """A window as one desk has it."""

    width: int
    height: int
    language: str = "zh"
    theme: str = "light"
    text: int = 100

    def __str__(self) -> str:
        """Name the desk in the list of tests."""
        return f"{self.width}x{self.height}-{self.language}-{self.theme}-{self.text}"


LOOKS = (
    Look(1366, 690),
    Look(1093, 540),
    Look(911, 440),
    Look(1093, 540, language="en", theme="dark"),
    Look(1366, 690, text=150),
    Look(911, 440, text=150),
)


def make_shop(folder: Path) -> Path:
    """Make the sample shop with a wall unit to deliver today, a printer that was set up once, and no reminder that waits."""
    opened = open_folder(folder, Origin.SYSTEM, Wall())
    try:
        Demo(opened.db, opened.now).fill("zh")
        buyer = opened.customer_list.find("尉迟暖", 1)[0].id
        house = opened.customers.draft(buyer)[0].premises[0].id
        sale = opened.orders.create(OrderDraft(buyer, (WALL_UNIT,), house))
        opened.orders.confirm(sale)
        opened.deliveries.plan(sale, DeliveryDraft(planned_on=local_day(opened.now()), slot="09:00", receiver="尉迟暖"))
        note = PrintChoice(PRINTER, "CONT_241x140", offset_x=OFFSET_X, offset_y=OFFSET_Y)
        printing = {"delivery_note": note, "certificate": PrintChoice(PRINTER, "A5")}
        opened.settings.change(first_run_done=True, staff_id=1, printing=printing)
        said = opened.reminders.look()
        opened.reminders.end([one.due for one in (*said.single, *said.today, *said.late)], ReminderEnd.SEEN)
    finally:
        opened.close()
    return folder


@dataclass
class Desk:
    """Keeps its window open from task to task as long as each leaves it as it was."""

    look: Look
    shop: Path
    folder: Path
    qtbot: QtBot
    _open: ExitStack = field(default_factory=ExitStack)
    _run: Running | None = None
    _count: int = 0
    digest: str = ""

    def clerk(self) -> Clerk:
        """Return somebody at the window; a window that the last task left otherwise is opened anew."""
        if self._run is None or not self._is_clean(self._run):
            self._run = self._start()
        clerk = Clerk(self._run)
        clerk.home()
        return clerk

    def _is_clean(self, run: Running) -> bool:
        nothing_open = QApplication.activeModalWidget() is None and run.window.sheet() is None and not run.opened.drafts.all()
        return nothing_open and digest(run.opened.db) == self.digest

    def _start(self) -> Running:
        self.close()
        self._count += 1
        data = self.folder / str(self._count)
        data.mkdir(parents=True)
        for name in ("store.sqlite", "settings.json"):
            shutil.copyfile(self.shop / name, data / name)
        shutil.copytree(self.shop / "attachments", data / "attachments")
        SettingsFile(data / "settings.json", Wall()).change(text_size=self.look.text)
        run = self._open.enter_context(running(self.qtbot, data, self.look.language, now=Wall()))
        if self.look.theme == "dark":
            run.window.commands.run("theme_dark")
        run.window.resize(self.look.width, self.look.height)
        self.digest = digest(run.opened.db)
        return run

    def killed(self) -> Clerk:
        """Start anew on what lies on the disk in this moment, as after a power cut."""
        left = self.folder / str(self._count)
        self._count += 1
        data = self.folder / str(self._count)
        shutil.copytree(left, data, ignore=shutil.ignore_patterns("store.lock"))
        self.close()
        self._run = self._open.enter_context(running(self.qtbot, data, self.look.language, now=Wall()))
        self._run.window.resize(self.look.width, self.look.height)
        return Clerk(self._run)

    def close(self) -> None:
        """Close the window."""
        if self._run is not None:
            for dialog in self._run.window.findChildren(QDialog):
                dialog.done(0)
        self._open.close()
        self._run = None
