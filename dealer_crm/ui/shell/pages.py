"""The pages of the rooms: built when first shown, reloaded by news, marked stale while hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QLayout, QSizePolicy, QStackedWidget, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.coming import ComingRoom
from dealer_crm.ui.shell.panes import focus_again
from dealer_crm.ui.shell.shortcuts import ROOMS

Factory = Callable[[], QWidget]


class PageStack(QStackedWidget):
    """`shown` carries the key of the room that came into view."""

    shown = Signal(str)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._t = t
        self._factories: dict[str, Factory] = {}
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if layout := self.layout():
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def minimumSizeHint(self) -> QSize:
        """A page never widens the window."""
        return QSize(240, 120)

    def set_factory(self, key: str, factory: Factory) -> None:
        """Give a room its page; one that was built already is replaced."""
        if key not in ROOMS:
            raise KeyError(key)
        self._factories[key] = factory
        old = self._pages.pop(key, None)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        if key == self._key:
            self.show_page(key)

    def built(self, key: str) -> QWidget | None:
        """Return the page of a room if it was built."""
        return self._pages.get(key)

    def key(self) -> str:
        """Return the room in view."""
        return self._key

    def page(self) -> Any:
        """Return the page in view, or None before the first."""
        return self._pages.get(self._key)

    def show_page(self, key: str) -> None:
        """Bring a room into view, building or reloading its page."""
        self._key = key
        page: Any = self._pages.get(key)
        if page is None:
            page = self._factories[key]() if key in self._factories else ComingRoom(self._t, key)
            self._pages[key] = page
            self._stale.add(key)
            self.addWidget(page)
        self.setCurrentWidget(page)
        page.on_shown()
        if key in self._stale:
            self._stale.discard(key)
            page.reload()
        self.take_focus()
        self.shown.emit(key)

    def take_focus(self) -> None:
        """Be where one was on the page, unless it has chosen a place itself: keys work nowhere else."""
        page, focus = self.page(), QApplication.focusWidget()
        if page is not None and not (focus is not None and (focus is page or page.isAncestorOf(focus))):
            focus_again(page)

    def panes(self) -> list[QWidget]:
        """Return what F6 walks through: list and file where the page has both."""
        panes = getattr(self.page(), "panes", None)
        return [self] if panes is None else list(panes.parts())

    def on_news(self, kinds: frozenset[str]) -> None:
        """Reload the page in view if it shows these kinds; the others reload when they are shown."""
        for key, page in self._pages.items():
            wanted: frozenset[str] | None = getattr(page, "kinds", None)
            if wanted is None or wanted & kinds:
                self._stale.add(key)
        page_in_view: Any = self.page()
        if self._key in self._stale and page_in_view is not None:
            self._stale.discard(self._key)
            page_in_view.reload()

    def is_stale(self, key: str) -> bool:
        """Tell whether a page will reload when it is shown."""
        return key in self._stale


def keys_of_page(page: Any) -> list[tuple[str, str]]:
    """Return the keys that the status bar shows for a page."""
    return list(page.keys()) if hasattr(page, "keys") else []


def commands_of_page(page: Any) -> Mapping[str, Callable[[], object]]:
    """Return what a page answers."""
    return page.commands() if hasattr(page, "commands") else {}
