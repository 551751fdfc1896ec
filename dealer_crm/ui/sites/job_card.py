"""A job of a site: one line with its stage, day, team and state; opened, what is to be done there and what was noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.i18n import Translator
from dealer_crm.services.job_file import JobFile
from dealer_crm.ui.deliveries.doors import PhotoPlace
from dealer_crm.ui.desk.doors import Chooser, Picture, Pictures
from dealer_crm.ui.desk.picture_strip import PictureStrip
from dealer_crm.ui.sites.doors import SiteDoors
from dealer_crm.ui.sites.job_deeds import BUTTONS, WORDS, JobDeed, words_of
from dealer_crm.ui.sites.manners import MannersPart
from dealer_crm.ui.sites.phrases import job_chip, job_facts, job_title, team_words
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets import Button, Card, ChipLabel, ElidedLabel, FlowRow, IconButton, Ink, Label, MenuButton, MenuItem, Role
from dealer_crm.ui.widgets.painting import paint_ring, shows_focus
from dealer_crm.words.labels import label


class JobCard(Card):
    """`toggled` asks to open or fold it, `deed_requested` carries a deed, `changed` tells that something was noted."""

    toggled = Signal(int)
    entered = Signal(int)
    deed_requested = Signal(object, int)
    changed = Signal()

    def __init__(self, t: Translator, doors: SiteDoors, chooser: Callable[[], Chooser], job: JobFile) -> None:
        super().__init__(f"job_{job.id}", spacing=Space.XS)
        self._t, self._doors, self._chooser = t, doors, chooser
        self.job = job
        self.deeds: tuple[JobDeed, ...] = ()
        self._opened = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel("", Type.STRONG, name="job_title")
        self._chip = ChipLabel(name="job_state")
        self._team = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="job_team")
        self.fold_button = IconButton("chevron-right", t("Show the job"), name=f"job_fold_{job.id}")
        self.fold_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fold_button.clicked.connect(lambda: self.toggled.emit(self.job.id))
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._team)
        head.addWidget(self.fold_button)
        head.addLayout(words, 1)
        head.addWidget(self._chip)
        self.box.addLayout(head)
        self._inside: QWidget | None = None

    def _build(self) -> None:
        """Make what only an open job shows."""
        t = self._t
        self._inside = inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        self._flow = FlowRow("job_deeds")
        self._facts = Label("", name="job_facts", wrap=True, tone=Ink.TEXT2)
        self.manners = MannersPart(t, self._doors.ticks, self._doors.mend_days())
        self.manners.changed.connect(self.changed)
        photos = self._doors.photos
        pictures = Pictures(of=lambda _id: [], read=photos.read, add=self._add, remove=photos.remove)
        self.strip = PictureStrip(t, PhotoPlace(pictures, self._doors.now), self._chooser, "job_pictures")
        self.strip.added.connect(lambda _id: self.changed.emit())
        self.strip.removed.connect(lambda _id: self.changed.emit())
        self._photos = Label("", Type.LABEL, tone=Ink.TEXT2, name="job_photos")
        for part in (self._flow, self._facts, self.manners, self._photos, self.strip):
            box.addWidget(part)
        self.box.addWidget(inside)

    def _add(self, _customer_id: int, name: str, data: bytes) -> int:
        return self._doors.photos.add(self.job, name, data)

    # what is shown

    def show_job(self, job: JobFile, deeds: Sequence[JobDeed], *, opened: bool) -> None:
        """Show a job as it stands now."""
        t, today = self._t, self._doors.today()
        fresh = self._inside is None or job != self.job or tuple(deeds) != self.deeds
        self.job, self.deeds, self._opened = job, tuple(deeds), opened
        self._title.setText(job_title(job, today, t))
        self._team.setText(" · ".join(filter(None, (team_words(job), job.number))))
        self._chip.set_chip(job_chip(job, t))
        self.setAccessibleName(f"{label(job.draft.stage, t)} {self._title.text()} {label(job.state, t)}")
        self.fold_button.set_icon("chevron-down" if opened else "chevron-right")
        self.fold_button.set_name(t("Fold the job") if opened else t("Show the job"))
        if opened and self._inside is None:
            self._build()
        if opened and fresh:
            self._show_inside()
        if self._inside is not None:
            self._inside.setVisible(opened)

    def _show_inside(self) -> None:
        t, job = self._t, self.job
        self._show_deeds()
        self._facts.setText(job_facts(job, self._doors.today(), t))
        self._facts.setVisible(bool(self._facts.text()))
        self.manners.show_checks(job.checks)
        found: list[AttachmentRow] = list(self._doors.photos.of(job.id))
        self._photos.setText(t("Photos {n} · {about}").format(n=len(found), about=label(job.draft.stage, t)))
        self.strip.show_pictures(job.customer_id, cast(list[Picture], found))

    def _show_deeds(self) -> None:
        t, focused = self._t, getattr(self.focusWidget(), "objectName", str)()
        self._flow.clear()
        for at, deed in enumerate(self.deeds[:BUTTONS]):
            words, icon, key = WORDS[deed]
            role = Role.PRIMARY if at == 0 and self.job.is_open else Role.PLAIN
            button = Button(t(words), role=role, icon=icon, key=key, name=f"job_{deed.value}")
            button.clicked.connect(lambda _on=False, deed=deed: self.deed_requested.emit(deed, self.job.id))
            self._flow.add(button)
            if button.objectName() == focused:
                button.setFocus()
        more = [MenuItem(words_of(one, t), self._run(one), f"more_{one.value}", WORDS[one][2]) for one in self.deeds[BUTTONS:]]
        if more:
            self._flow.add(MenuButton(t("More"), more, icon="ellipsis", name="job_more"))
        self._flow.setVisible(bool(self.deeds))

    def paste(self) -> None:
        """Add the picture on the clipboard."""
        if self._inside is not None:
            self.strip.paste()

    def lead_to(self, code: str) -> None:
        """Go to an item of the job's own sheet."""
        if self._inside is not None:
            self.manners.focus_code(code)

    def _run(self, deed: JobDeed) -> Callable[[], None]:
        return lambda: self.deed_requested.emit(deed, self.job.id)

    # focus, mouse and keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that keys are about this job now."""
        super().focusInEvent(event)
        self.entered.emit(self.job.id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the head opens or folds."""
        super().mouseReleaseEvent(event)
        head = self._inside.y() if self._inside is not None and self._opened else self.height()
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() < head:
            self.toggled.emit(self.job.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open or fold; a letter does the deed that shows it."""
        keys = {Qt.Key[f"Key_{key}"]: deed for deed in self.deeds if (key := WORDS[deed][2]) and len(key) == 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggled.emit(self.job.id)
        elif event.key() in keys and not event.modifiers():
            self.deed_requested.emit(keys[Qt.Key(event.key())], self.job.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the ring of the focus."""
        super().paintEvent(event)
        if shows_focus(self):
            paint_ring(QPainter(self), self.rect(), tokens_of(self).accent)
