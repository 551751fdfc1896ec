"""Walks through the real window at random: buttons, fields, lists, keys, commands, records; every step follows from the seed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from shiboken6 import isValid

from dealer_crm.i18n import translator
from dealer_crm.ui.shell import Prompts
from tests.faults.desk import Desk
from tests.journeys.stillness import Steps, come_to_rest, turn

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
KEYS = (
    *((key, PLAIN) for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4)),
    *((key, PLAIN) for key in (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F12, Qt.Key.Key_Delete)),
    *((key, CTRL) for key in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_M, Qt.Key.Key_H)),
)
SAVING = ("_save", "_accept", "_confirm", "_add", "_tick", "_keep", "_send", "_sign", "_remove", "_apply", "_receive")
"""Ends of the names of buttons that write; they are pressed more often than others."""
ELSEWHERE = frozenset({"demo_open", "demo_leave", "quit", "full_screen", "print_now", "backup"})
"""Commands that lead out of the window or the folder."""
AMOUNTS, QUANTITIES = (
    ("1", "99.99", "3299", "0.01", "-5", "50000000", "12345678.91", "0"),
    ("1", "2", "3", "0.5", "118.5", "0.001", "1000000"),
)
DAYS = ("今天", "+3", "明天", "2028-02-29", "12-31", "+31", "99991231")
FILLED, SOUND = 0.5, 3
"""How much of a form is filled in at once, and how many of the texts of a kind a form takes for good."""
KEPT = 0.8
"""How often Undo is passed over, for it is always in view."""
CHOICES = ("field_", "log_", "money_", "request_", "complaint_sub", "complaint_sev", "visit_", "done_", "handover_", "step_", "check_")
PLACES = {
    "customers": ("customer", "{}"),
    "order": ("sales_order", "order-{}"),
    "new order": ("customer", "order-new-{}"),
    "deliveries": ("delivery", "{}"),
    "new delivery": ("sales_order", "new-{}"),
    "machine": ("equipment", "machine{}"),
    "request": ("service_request", "request{}"),
    "complaints": ("complaint", "{}"),
}
ROOM_OF = {"order": "customers", "new order": "customers", "new delivery": "deliveries", "machine": "care", "request": "care"}


class ChancePrompts(Prompts):
    """Answers every question of the window by chance."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        super().__init__(translator("zh"), None)
        self._chance, self._folder = chance, folder

    def confirm(self, title: str, text: str, action: str) -> bool:
        return self._chance.random() < 0.7

    def tell(self, title: str, text: str) -> None:
        pass

    def ask_choice(self, title: str, text: str, options: Sequence[tuple[Any, str]]) -> Any:
        return self._chance.choice([*options, (None, "")])[0]

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        return self._chance.choice([None, "", text, "因为"])

    def choose_file(self, title: str, filters: str, folder: str = "") -> Path | None:
        names = [f"导{self._chance.randrange(10**6)},139{self._chance.randrange(10**8):08d},锦园 3-1-402" for _ in range(3)]
        file = self._folder / "in.csv"
        file.write_text("\r\n".join(["姓名,手机,地址", *names]), "utf-8-sig")
        return self._chance.choice([file, None])

    def save_file(self, title: str, name: str, filters: str) -> Path | None:
        return self._chance.choice([self._folder / Path(name).name, None])

    def choose_folder(self, title: str) -> Path | None:
        return None


class Walker(QObject):
    """One who uses a window without knowing what it is for. `trail` tells what was done."""

    def __init__(self, desk: Desk, seed: int, folder: Path, clock: Steps) -> None:
        super().__init__()
        self._desk, self._chance, self._clock = desk, random.Random(seed), clock
        self.trail: list[str] = []
        self._words = 0
        desk.stage.program.prompts = desk.window.prompts = ChancePrompts(self._chance, folder)

    def walk(self, steps: int) -> None:
        """Do so many things one after the other; each has come to rest before the next."""
        for _ in range(steps):
            self._rest()
            self._clock.step()
            self._step()
        self._rest()

    def _rest(self) -> None:
        stage = self._desk.stage
        come_to_rest(stage.program, lambda: stage.wait_until(self._idle))

    def _idle(self) -> bool:
        """Nothing runs beside the window, and the folder is open: what comes next depends on the seed alone."""
        program = self._desk.stage.program
        return program.wiring is not None and program.wiring.said and not program.runner.running()

    def _step(self) -> None:
        root = self._root()
        deeds: list[Callable[[QWidget], None]] = [self._touch, self._touch, self._touch, self._press, self._fill, self._fill, self._key]
        if root is self._desk.window:
            deeds += [self._go, self._go, self._command]
        self._chance.choice(deeds)(root)

    def _root(self) -> QWidget:
        """Return what is in front: a menu, a dialog, or the window."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        window: QWidget = self._desk.window
        return front or window

    def _tell(self, deed: str, widget: QWidget | None = None) -> None:
        self.trail.append(f"{deed} {type(widget).__name__} {widget.objectName()}" if widget else deed)

    def _word(self) -> str:
        self._words += 1
        return f"词{self._words} 多 字"

    # deeds

    def _go(self, _root: QWidget) -> None:
        place = self._chance.choice([*PLACES, "today", "calendar", "reports", "settings"])
        subject = ""
        if place in PLACES:
            table, form = PLACES[place]
            with closing(sqlite3.connect(f"{self._desk.opened.folder.store.as_uri()}?mode=ro", uri=True)) as store:
                ids = [row[0] for row in store.execute(f"SELECT id FROM {table}")]  # noqa: S608 - our own names
            subject = form.format(self._chance.choice([*ids[-6:], *ids, 999]))
        self._tell(f"go {place} {subject}")
        self._desk.window.go(ROOM_OF.get(place, place), subject)

    def _command(self, _root: QWidget) -> None:
        names = [entry.name for entry, _, _ in self._desk.window.commands.available() if entry.name not in ELSEWHERE]
        name = self._chance.choice([*names, "undo", "redo"])
        self._tell(f"command {name}")
        self._desk.window.commands.run(name)

    def _key(self, root: QWidget) -> None:
        key, held = self._chance.choice(KEYS)
        self._tell(f"key {key.name}", QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget() or root, key, held)

    def _press(self, root: QWidget) -> None:
        buttons = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if saving := [one for one in buttons if one.objectName().endswith(SAVING)]:
            self._click(self._chance.choice(saving))

    def _fill(self, root: QWidget) -> None:
        """Fill in and choose here and there what a form would take, and save it."""
        for widget in root.findChildren(QWidget):
            if isValid(widget) and widget.isVisible() and widget.isEnabled() and self._chance.random() < FILLED:
                self._fill_in(widget)
                turn()
        if isValid(root):
            self._press(root)

    def _fill_in(self, widget: QWidget) -> None:
        name = widget.objectName()
        if isinstance(widget, QLineEdit | QPlainTextEdit) and not name.endswith(("search", "filter", "search_field", "caller_field")):
            self._type(widget, sound=True)
        elif isinstance(widget, QAbstractButton) and widget.isCheckable() and name.startswith(CHOICES):
            self._click(widget)

    def _touch(self, root: QWidget) -> None:
        if isinstance(root, QMenu):
            return self._choose(root)
        kinds = self._chance.choice([(QAbstractButton,), (QLineEdit, QPlainTextEdit, QComboBox), (QAbstractItemView,)])
        seen = [one for one in root.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible() and one.isEnabled()]
        if seen:
            self._use(self._chance.choice(seen))
        return None

    def _use(self, widget: QWidget) -> None:
        match widget:
            case QAbstractButton():
                self._click(widget)
            case QAbstractItemView():
                self._row(widget)
            case QComboBox():
                self._tell("choose", widget)
                widget.setCurrentIndex(self._chance.randrange(max(widget.count(), 1)))
            case QLineEdit() | QPlainTextEdit():
                self._type(widget)

    def _click(self, button: QAbstractButton) -> None:
        if button.objectName().endswith("_undo") and self._chance.random() < KEPT:
            return
        if not any(word in button.objectName() for word in ("demo", "quit", "window_", "print", "outside")):
            self._tell("click", button)
            button.setFocus()
            button.click()

    def _type(self, field: QLineEdit | QPlainTextEdit, *, sound: bool = False) -> None:
        if field.isReadOnly():
            return
        texts = self._texts(field.objectName())
        text = self._chance.choice(texts[:SOUND] if sound else texts)
        self._tell(f"type {text}", field)
        field.setFocus()
        if self._chance.random() < 0.7:
            field.selectAll()
        field.insert(text) if isinstance(field, QLineEdit) else field.insertPlainText(text)

    def _texts(self, name: str) -> Sequence[str]:
        if "phone" in name and "label" not in name:
            return (f"138{self._chance.randrange(10**8):08d}", f"139{self._chance.randrange(10**8):08d}", "", self._word())
        if any(part in name for part in ("day", "_on", "date")):
            return DAYS
        if any(part in name for part in ("amount", "price", "discount", "cost", "collect", "fee")):
            return AMOUNTS
        return QUANTITIES if "quantity" in name else (self._word(), "3299", "+7", f"138{self._chance.randrange(10**8):08d}")

    def _row(self, view: QAbstractItemView) -> None:
        rows: int = getattr(view.model(), "rowCount", int)()  # the stub says that every view has a model
        if not rows:
            return
        index = view.model().index(self._chance.randrange(min(rows, 30)), 0)
        self._tell("row", view)
        view.setFocus()
        view.setCurrentIndex(index)
        if self._chance.random() < 0.5:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        else:
            QTest.keyClick(view, self._chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Space]))

    def _choose(self, menu: QMenu) -> None:
        actions = [one for one in menu.actions() if one.isEnabled() and one.isVisible() and not one.isSeparator()]
        wanted = [one for one in actions if one.objectName().removeprefix("action_") not in ELSEWHERE]
        menu.close()
        if wanted and self._chance.random() < 0.8:
            action = self._chance.choice(wanted)
            self._tell(f"menu {action.text()}")
            QTimer.singleShot(0, action, action.trigger)
