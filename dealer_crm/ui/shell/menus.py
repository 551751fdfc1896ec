"""The menu bar, built from the table of commands; menus without a command are not shown."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.commands import Commands
from dealer_crm.ui.shell.shortcuts import MENUS, TABLE, Scope

_GROUPS_BEGIN = {
    "backup", "print_preview", "demo_open", "quit", "edit", "filter", "back", "refresh", "text_larger", "density_compact",
    "theme_light", "language_zh", "full_screen", "staff", "settings", "about",
}  # fmt: skip


class Menus:
    """Fills a menu bar and keeps it true."""

    def __init__(self, t: Translator, bar: QMenuBar, commands: Commands) -> None:
        self._menus: list[tuple[QMenu, list[str]]] = []
        self._commands = commands
        for key, title in MENUS:
            menu = QMenu(t(title), bar)  # made here, not by the bar: what Qt makes dies for Python with whoever it was asked through last
            bar.addMenu(menu)
            menu.setObjectName(f"menu_{key}")
            names = [entry.name for entry in TABLE if entry.menu == key and entry.scope in (Scope.WINDOW, Scope.PAGE)]
            for name in names:
                if name in _GROUPS_BEGIN:
                    menu.addSeparator()
                menu.addAction(commands.action(name))
            self._menus.append((menu, names))
        commands.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Hide the menus that have nothing to offer."""
        for menu, names in self._menus:
            menu.menuAction().setVisible(any(self._commands.exists(name) for name in names))
