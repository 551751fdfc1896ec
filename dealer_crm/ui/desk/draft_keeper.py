"""Writes what is being typed to its draft file: a moment after the last key, while one types on, and when a field is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import Drafts
from dealer_crm.ui.desk.phrases import clock_time
from dealer_crm.words.errors import sentence

PAUSE_MS = 800
LONGEST_MS = 4_000
"""Whoever types without a pause loses no more than this."""


class DraftKeeper(QObject):
    """`content` gives what to keep and its title, None while there is nothing worth keeping."""

    told = Signal(str)

    def __init__(self, t: Translator, drafts: Drafts, kind: str, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._t, self._drafts, self._kind, self._now = t, drafts, kind, now
        self.key = ""
        self.content: Callable[[], tuple[dict[str, Any], str] | None] = lambda: None
        self._written: dict[str, Any] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.write)
        self._at_last = QTimer(self)
        self._at_last.setSingleShot(True)
        self._at_last.setInterval(LONGEST_MS)
        self._at_last.timeout.connect(self.write)

    def begin(self, key: str, written: dict[str, Any] | None = None) -> None:
        """Work for another draft; `written` is what its file holds already."""
        self._rest()
        self.key, self._written = key, written
        self.told.emit("")

    def touch(self) -> None:
        """Something was typed."""
        self._later.start()
        if not self._at_last.isActive():
            self._at_last.start()

    def _rest(self) -> None:
        self._later.stop()
        self._at_last.stop()

    def overtaken(self, found: dict[str, Any] | None) -> bool:
        """Tell whether the draft holds something else than was written here, while nothing was typed here since."""
        mine = self.content()
        return (mine[0] if mine else None) == self._written and found != self._written

    def write(self) -> None:
        """Write now, if there is something new; trouble is told, typing goes on."""
        self._rest()
        found = self.content() if self.key else None
        if not self.key or (found and found[0] == self._written) or (found is None and self._written is None):
            return
        try:
            if found is None:
                self._drafts.drop(self._kind, self.key)
            else:
                self._drafts.save(self._kind, self.key, *found)
        except DomainError as error:
            self.told.emit(sentence(error, self._t))
            return
        self._written = found[0] if found else None
        self.told.emit(self._t("Draft kept {time}").format(time=clock_time(self._now())) if found else "")

    def forget(self) -> None:
        """The form was saved or its draft thrown away."""
        self._rest()
        written, self._written = self._written, None
        try:
            if self.key and written is not None:
                self._drafts.drop(self._kind, self.key)
        except DomainError as error:
            self.told.emit(sentence(error, self._t))
        else:
            self.told.emit("")
