"""One site: who and where, how far it is, its jobs, its sheets and deliveries, and what the hand-over still wants."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.sites import SiteFile
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.sites.doors import SiteDoors
from dealer_crm.ui.sites.head import SiteHead
from dealer_crm.ui.sites.job_card import JobCard
from dealer_crm.ui.sites.job_deeds import WORDS, JobDeed, deeds_of, words_of
from dealer_crm.ui.sites.phrases import Extra, stations
from dealer_crm.ui.sites.side import SiteSide
from dealer_crm.ui.sites.track import StageTrack
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import EmptyState, InlineMessage
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance

BESIDE_FROM, SIDE_DIGITS, TRACK_FROM = 112, 40, 330
"""Digits of width from which the side has room beside the jobs, and how wide it is; pixels of height from which the track is shown."""


class SitePane(QWidget):
    """Shows one site; deeds are the page's business."""

    closed = Signal()
    changed = Signal()
    deed_requested = Signal(object, int)
    plan_requested = Signal()
    sheet_requested = Signal(int)
    begin_requested = Signal(str)
    delivery_requested = Signal(int)
    deliver_requested = Signal()
    item_requested = Signal(str)
    mend_requested = Signal()
    customer_requested = Signal(int)
    order_requested = Signal(int)

    def __init__(self, t: Translator, doors: SiteDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__()
        self._t, self._doors, self._chooser = t, doors, chooser
        self.file: SiteFile | None = None
        self._cards: list[JobCard] = []
        self._opened = 0
        self._beside: bool | None = None
        self.setObjectName("site_pane")
        self.head = SiteHead(t)
        self.message = InlineMessage(t, name="site_message")
        self.track = StageTrack(t("Stages of the site"))
        self.side = SiteSide(t, doors.today)
        self.empty = EmptyState(t("No job is planned yet."), icon="wrench", button=t("Plan a job"), key="Ctrl+N", name="site_no_jobs")
        self._body = ScrollBody("site_jobs", margin=0)
        self._jobs = QVBoxLayout()
        self._jobs.setSpacing(Space.S)
        self._body.box.setSpacing(Space.S)
        self._body.box.addWidget(self.empty)
        self._body.box.addLayout(self._jobs)
        self._below = QVBoxLayout()
        self._body.box.addLayout(self._below)
        self._body.box.addStretch(1)
        self._side_body = ScrollBody("site_side_body", margin=0)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.M)
        self._row.addWidget(self._body, 1)
        self._row.addWidget(self._side_body)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        for part in (self.head, self.message, self.track):
            box.addWidget(part)
        box.addLayout(self._row, 1)
        self._listen()
        self._arrange(beside=True)

    def _listen(self) -> None:
        self.head.closed.connect(self.closed)
        self.head.plan_button.clicked.connect(self.plan_requested)
        self.head.customer_requested.connect(lambda: self.customer_requested.emit(self.file.customer_id if self.file else 0))
        self.head.order_requested.connect(lambda: self.order_requested.emit(self.site_id()))
        self.head.deliver_requested.connect(self.deliver_requested)
        self.empty.clicked.connect(self.plan_requested)
        self.side.sheet_requested.connect(self.sheet_requested)
        self.side.begin_requested.connect(self.begin_requested)
        self.side.delivery_requested.connect(self.delivery_requested)
        self.side.item_requested.connect(self.item_requested)
        self.side.mend_requested.connect(self.mend_requested)

    # what is shown

    def site_id(self) -> int:
        """Return whose site is shown (the order), 0 for none."""
        return self.file.order_id if self.file is not None else 0

    def forget(self) -> None:
        """Show nothing any more."""
        self.file = None

    def show_site(self, file: SiteFile, job_id: int = 0) -> None:
        """Show a site, or the same one as it stands now; `job_id` opens one of its jobs."""
        fresh = self.site_id() != file.order_id
        if fresh:
            self.message.clear()
        known = {card.job.id for card in self._cards}
        self.file = file
        self.head.show_file(file, self._t)
        self.track.show_stations(stations(file, self._doors.today(), self._t))
        self.side.show_file(file, Extra(self._doors.reads.wanted(file.order_id), self._doors.reads.promises(file.order_id)))
        new = [job.id for job in file.jobs if job.id not in known and not fresh]
        if job_id or fresh or new or self._opened not in [0, *(job.id for job in file.jobs)]:
            self._opened = job_id or next(iter(new), 0) or _next_job(file)
        self._show_jobs(file)

    def _show_jobs(self, file: SiteFile) -> None:
        held = self._focused_job()
        moved = [card.job.id for card in self._cards] != [job.id for job in file.jobs]
        if moved:
            for card in self._cards:
                self._jobs.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = [self._card(job) for job in file.jobs]
        for card, job in zip(self._cards, file.jobs, strict=True):
            card.show_job(job, self.deeds_of(job), opened=job.id == self._opened)
        self.empty.setVisible(not file.jobs)
        if moved and held is not None:
            self._focus(held.id if self.card_of(held.id) else self._opened)

    def _card(self, job: JobFile) -> JobCard:
        card = JobCard(self._t, self._doors, self._chooser, job)
        card.toggled.connect(self.toggle)
        card.deed_requested.connect(self.deed_requested)
        card.changed.connect(self.changed)
        self._jobs.addWidget(card)
        card.show()
        return card

    def deeds_of(self, job: JobFile) -> tuple[JobDeed, ...]:
        """Return what can be done with a job."""
        return deeds_of(job.state, called=job.called_at is not None, offered=self._doors.offered())

    def toggle(self, job_id: int) -> None:
        """Open a job, or fold it."""
        self._opened = 0 if self._opened == job_id else job_id
        if self.file is not None:
            self._show_jobs(self.file)
        self._focus(job_id)

    # one job

    def current_job(self) -> JobFile | None:
        """Return the job that keys are about: where the focus is, else the open one."""
        opened = [card.job for card in self._cards if card.job.id == self._opened]
        return self._focused_job() or next(iter(opened), None)

    def _focused_job(self) -> JobFile | None:
        """Return the job in whose card the focus is."""
        focused = (card.job for card in self._cards if card.hasFocus() or card.isAncestorOf(card.window().focusWidget()))
        return next(focused, None)

    def card_of(self, job_id: int) -> JobCard | None:
        """Return the card of a job."""
        return next((card for card in self._cards if card.job.id == job_id), None)

    def focus_start(self) -> None:
        """Be on the open job, else where one is planned."""
        if self._cards:
            self._focus(self._opened or self._cards[0].job.id)
        else:
            self.head.plan_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, job_id: int) -> None:
        card = self.card_of(job_id)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys of the current job."""
        job = self.current_job()
        if job is None:
            return []
        return [(WORDS[one][2], words_of(one, self._t)) for one in self.deeds_of(job)[:3] if WORDS[one][2]]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from job to job."""
        at = next((place for place, card in enumerate(self._cards) if card.hasFocus()), -1)
        wanted = at + {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if at >= 0 and wanted != at and 0 <= wanted < len(self._cards):
            self._cards[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side beside the jobs, or below them."""
        super().resizeEvent(event)
        self.track.setVisible(self.height() >= TRACK_FROM)
        self.head.set_low(self.height() < TRACK_FROM)
        beside = self.width() >= BESIDE_FROM * advance("8")
        if beside != self._beside:
            self._arrange(beside=beside)

    def _arrange(self, *, beside: bool) -> None:
        self._beside = beside
        self._side_body.setVisible(beside)
        if beside:
            self._side_body.setFixedWidth(SIDE_DIGITS * advance("8"))
            self._side_body.box.addWidget(self.side)
        else:
            self._below.addWidget(self.side)
        self.head.set_compact(not beside)


def _next_job(file: SiteFile) -> int:
    """Return the job where work goes on: the first one that is not over, else the last one."""
    waiting = [job.id for job in file.jobs if job.is_open]
    return next(iter(waiting), file.jobs[-1].id if file.jobs else 0)
