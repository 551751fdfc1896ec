"""A room that lends its place to a guest, as the customer files do to the import, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class RoomWithGuest(QStackedWidget):
    """Answers the page protocol for whoever is in view: the host, or a guest until it emits `closed`. One guest of each kind."""

    keys_changed = Signal()

    def __init__(self, host: Any) -> None:
        super().__init__()
        self.host = host
        self._guests: list[Any] = []
        self.setObjectName(f"{host.objectName()}_room")
        self.addWidget(host)
        self.title = host.title
        self.kinds = getattr(host, "kinds", None)
        if hasattr(host, "keys_changed"):
            host.keys_changed.connect(self.keys_changed)

    @property
    def panes(self) -> Any:
        """The list and file of whoever is in view, None where it has no two."""
        return getattr(self.currentWidget(), "panes", None)

    def guest(self, kind: type[QWidget] = QWidget) -> QWidget | None:
        """Return the newest guest of a kind, in view or waiting behind the host."""
        return next((guest for guest in reversed(self._guests) if isinstance(guest, kind)), None)

    def show_guest(self, guest: Any) -> None:
        """Bring a guest up in place of the last one of its kind; it is freed when it emits `closed`."""
        for old in [one for one in self._guests if type(one) is type(guest)]:
            self._leave(old)
        self._guests.append(guest)
        self.addWidget(guest)
        self.setCurrentWidget(guest)
        guest.closed.connect(lambda: self._leave(guest))
        guest.keys_changed.connect(self.keys_changed)
        guest.on_shown()
        self.keys_changed.emit()

    def _leave(self, guest: Any) -> None:
        if guest in self._guests:
            self._guests.remove(guest)
            self.setCurrentWidget(self.host)
            self.removeWidget(guest)
            guest.deleteLater()
            self.host.on_shown()
            self.keys_changed.emit()

    def _page(self) -> Any:
        return self.currentWidget()

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell whether a filled button is in view."""
        return bool(getattr(self._page(), "has_primary", False))

    def on_shown(self) -> None:
        """Pass it on."""
        self._page().on_shown()

    def reload(self) -> None:
        """Both show the store."""
        self.host.reload()
        for guest in list(self._guests):
            guest.reload()

    def show_subject(self, subject: str) -> None:
        """The host shows records; a guest gives way to it only by being closed."""
        self.host.show_subject(subject)
        if self.currentWidget() is not self.host:
            self.setCurrentWidget(self.host)
            self.keys_changed.emit()

    def back_to_guest(self, kind: type[QWidget] = QWidget) -> None:
        """Show the guest again after a look at a record."""
        guest: Any = self.guest(kind)
        if guest is not None:
            self.setCurrentWidget(guest)
            guest.on_shown()
            self.keys_changed.emit()

    def keys(self) -> list[tuple[str, str]]:
        """Pass it on."""
        found: list[tuple[str, str]] = self._page().keys() if hasattr(self._page(), "keys") else []
        return found

    def commands(self) -> dict[str, Callable[[], object]]:
        """Pass it on."""
        found: dict[str, Callable[[], object]] = self._page().commands() if hasattr(self._page(), "commands") else {}
        return found
