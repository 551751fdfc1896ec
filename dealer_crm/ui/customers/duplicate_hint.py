"""Says while one types that the customer may be in the file already; never a box that must be clicked away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.duplicates import Candidate, Likeness
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Space, Tone, tokens_of
from dealer_crm.ui.widgets import Button
from dealer_crm.ui.widgets.painting import paint_box
from dealer_crm.ui.widgets.text import ElidedLabel

PAUSE_MS = 250
REASONS = {
    Likeness.PHONE: N_("The number is in the file: {who}"),
    Likeness.ROOM: N_("The same room is in the file: {who}"),
    Likeness.TAIL_AND_NAME: N_("Same name, number ends alike: {who}"),
    Likeness.SOUND: N_("A name that sounds the same: {who}"),
}


class DuplicateHint(QWidget):
    """Hidden until somebody looks like the one being typed."""

    open_requested = Signal(int)

    def __init__(
        self, t: Translator, like: Callable[[CustomerDraft, int | None], Sequence[Candidate]], draft: Callable[[], CustomerDraft]
    ) -> None:
        super().__init__()
        self._t, self._like, self._draft = t, like, draft
        self._but: int | None = None
        self._found: Sequence[Candidate] = ()
        self._accepted: set[int] = set()
        self.setObjectName("duplicate_hint")
        self._words = ElidedLabel("", name="duplicate_words")
        self._open = Button(t("Open"), icon="folder-open", name="duplicate_open")
        self._new = Button(t("It is somebody else"), name="duplicate_new")
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._words, 1)
        line.addWidget(self._open)
        line.addWidget(self._new)
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        box.addLayout(line)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.look)
        self._open.clicked.connect(self._on_open)
        self._new.clicked.connect(self._on_new)
        self.hide()

    def begin(self, but: int | None) -> None:
        """Forget everybody; `but` is the customer being edited."""
        self._later.stop()
        self._but, self._accepted = but, set()
        self._show(())

    def touch(self) -> None:
        """A field that tells customers apart was typed in."""
        self._later.start()

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def look(self) -> None:
        """Look now."""
        self._later.stop()
        self._show([one for one in self._like(self._draft(), self._but) if one.row.id not in self._accepted])

    def _show(self, found: Sequence[Candidate]) -> None:
        self._found = found
        words = ""
        if found:
            row = found[0].row
            who = " ".join(text for text in (name_of(row), phones.shown(row.phone), row.address) if text)
            words = self._t(REASONS[found[0].why]).format(who=who)
            if len(found) > 1:
                words += self._t(" and {n} more").format(n=len(found) - 1)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(found))

    def _on_open(self) -> None:
        if self._found:
            self.open_requested.emit(self._found[0].row.id)

    def _on_new(self) -> None:
        self._accepted |= {one.row.id for one in self._found}
        self._show(())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of a warning."""
        paint_box(QPainter(self), self.rect(), tokens_of(self).tone(Tone.WARN).bg)
