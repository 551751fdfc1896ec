"""Commands as actions of the window: only what is bound exists, page commands ask the visible page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.shortcuts import TABLE, Command, Scope, command, shown, words_of

Run = Callable[[], object]


class Commands(QObject):
    """Holds one action per command that can be run from the window."""

    changed = Signal()

    def __init__(self, t: Translator, window: QWidget) -> None:
        super().__init__(window)
        self._t = t
        self._runs: dict[str, Run] = {}
        self._page_runs: Mapping[str, Run] = {}
        self._actions: dict[str, QAction] = {}
        self._forbidden: Collection[str] = ()
        self._instead: Run = lambda: None
        for entry in TABLE:
            if entry.scope in (Scope.WINDOW, Scope.PAGE):
                window.addAction(self._build(entry))

    def _build(self, entry: Command) -> QAction:
        action = QAction(words_of(entry, self._t).replace("&", "&&"), self)
        action.setObjectName(f"action_{entry.name}")
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setVisible(False)
        action.setEnabled(False)
        action.triggered.connect(lambda _on=False, name=entry.name: self.run(name))
        self._actions[entry.name] = action
        return action

    def action(self, name: str) -> QAction:
        """Return the action of a command. Raises KeyError."""
        return self._actions[name]

    def bind(self, name: str, run: Run) -> None:
        """Make a command of the window exist."""
        if command(name).scope is not Scope.WINDOW:
            raise ValueError(name)
        self._runs[name] = run
        self._show(name, True)
        self.changed.emit()

    def set_page(self, runs: Mapping[str, Run]) -> None:
        """Offer what the visible page can do."""
        self._page_runs = runs
        for entry in TABLE:
            if entry.scope is Scope.PAGE:
                self._show(entry.name, entry.name in runs)
        self.changed.emit()

    def forbid(self, names: Collection[str], instead: Run) -> None:
        """Grey these commands for good; `instead` runs for whoever finds another way to one."""
        self._forbidden, self._instead = names, instead
        for name in names:
            if name in self._actions:
                self._actions[name].setEnabled(False)
        self.changed.emit()

    def _show(self, name: str, on: bool) -> None:
        self._actions[name].setVisible(on)
        self._actions[name].setEnabled(on and name not in self._forbidden)

    def set_enabled(self, name: str, on: bool) -> None:
        """Grey a command that exists but has nothing to do now."""
        self._actions[name].setEnabled(on and self.exists(name) and name not in self._forbidden)

    def exists(self, name: str) -> bool:
        """Tell whether somebody answers the command."""
        return name in self._runs or name in self._page_runs

    def run(self, name: str) -> None:
        """Run a command, if somebody answers it."""
        run = self._runs.get(name) or self._page_runs.get(name)
        if run is not None:
            self._instead() if name in self._forbidden else run()

    def available(self) -> list[tuple[Command, str, str]]:
        """Return what can be run now: command, words, key."""
        names = [entry for entry in TABLE if entry.name in self._actions]
        return [(e, words_of(e, self._t), shown(e.name)) for e in names if self.exists(e.name) and self._actions[e.name].isEnabled()]
