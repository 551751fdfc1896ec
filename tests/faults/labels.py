"""Fills a shop with texts that look like markup, opens every page and dialog, and looks at each widget: is one of them interpreted?"""

from __future__ import annotations

import ctypes
import os
import pkgutil
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QWidget,
)
from sqlalchemy import Enum, String

import dealer_crm.ui
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import JOURNALLED

MARK = "\u00b6"
"""Stands in every hostile text, so that it is known again where it is shown."""
CODES = {
    "number", "digest", "hash", "sha256", "media_type", "code", "checklist", "category", "rule", "sheet", "group_code", "source",
    "digits", "phone", "birthday", "value", "zh", "en", "standard_zh", "standard_en", "picture", "logo", "background",
}  # fmt: skip
"""Columns that the program fills, or that hold digits alone."""
SHAPES = (
    "<b>{n}</b>{mark}", '<img src="{probe}">{mark}{n}',
    '<a href="file://{probe}">{n}</a>{mark}', "&lt;i&gt;{mark}&amp;{n}", "M&N {mark}{n}",
    "<table><tr><td>{mark}{n}", "<h1>{mark}{n}</h1>", "<script>alert({n})</script>{mark}", '"><svg onload=x>{mark}{n}', "{n}<br>{mark}",
    '<a href="https://example.invalid/{n}">{mark}</a>', "<!--{n}-->{mark}", "<font color=red>{mark}{n}", "<?xml version='1.0'?>{mark}{n}",
    "<style>*{{display:none}}</style>{mark}{n}", "[*]{mark}{n}", "<p style='font-size:900pt'>{mark}{n}",
)  # fmt: skip
ESCAPED = re.compile(r"<span>[^<>]*(<br>[^<>]*)*</span>")
"""How the window writes a tooltip that Qt would take for markup."""
IN_OPEN, NONBLOCK = 0x20, 0o4000


@dataclass
class Seen:
    """What was looked at, and what was wrong with it."""

    widgets: int = 0
    texts: int = 0
    hostile: int = 0
    wrong: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    def look(self, place: str) -> None:
        """Look at every widget that there is."""
        self.places.append(place)
        for widget in QApplication.allWidgets():
            self.widgets += 1
            self.kinds.add(type(widget).__qualname__)
            for what, text in _said(widget):
                self.texts += 1
                self.hostile += MARK in text
                if why := _wrong(widget, what, text):
                    self.wrong.add(f"{place}: {type(widget).__name__} {widget.objectName()} {what} {why}: {text[:60]!r}")
            if forbidden := _forbidden(widget):
                self.wrong.add(f"{place}: {type(widget).__name__} {widget.objectName()}: {forbidden}")
        if MARK in QToolTip.text() and Qt.mightBeRichText(QToolTip.text()) and not ESCAPED.fullmatch(QToolTip.text()):
            self.wrong.add(f"{place}: the open tooltip is markup")


def _said(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text that a widget shows or offers, with what it is."""
    yield from (("tip", widget.toolTip()), ("what", widget.whatsThis()), ("status", widget.statusTip()))
    if isinstance(widget, QLabel):
        yield "label", widget.text()
    elif isinstance(widget, QAbstractButton):
        yield "button", widget.text()
    elif isinstance(widget, QMenu):
        yield "menu", widget.title()
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield from (("button", widget.tabText(place)), ("tip", widget.tabToolTip(place)))
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)
    for action in widget.actions():
        yield from (("button", action.text()), ("tip", _own_tip(action)), ("status", action.statusTip()))


def _own_tip(action: QAction) -> str:
    return "" if action.toolTip() == action.text().replace("&&", "&") else action.toolTip()


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(columns):
            index = model.index(row, column)
            for what, role in (("cell", Qt.ItemDataRole.DisplayRole), ("tip", Qt.ItemDataRole.ToolTipRole)):
                found = model.data(index, role)
                if isinstance(found, str):
                    yield what, found


def _wrong(widget: QWidget, what: str, text: str) -> str:
    if what in ("tip", "what", "status"):
        return "is markup" if Qt.mightBeRichText(text) and not ESCAPED.fullmatch(text) else ""
    if what in ("button", "menu"):
        return "hides an ampersand" if "M&N" in text else "doubles an ampersand" if "M&&&" in text else ""
    if what == "label" and isinstance(widget, QLabel):
        named = isinstance(widget.buddy(), QWidget)
        if named and "M&N" in text:
            return "hides an ampersand"
        guessed = widget.textFormat() is Qt.TextFormat.AutoText and Qt.mightBeRichText(text)
        return "is markup" if guessed or widget.textFormat() in (Qt.TextFormat.RichText, Qt.TextFormat.MarkdownText) else ""
    return ""


def _forbidden(widget: QWidget) -> str:
    if isinstance(widget, QMessageBox):
        return "a box that guesses at markup"
    if isinstance(widget, QTextBrowser):
        return "a page that follows links"
    if isinstance(widget, QTextEdit) and not isinstance(widget, QPlainTextEdit):
        return "a field that takes markup"
    return "opens links" if isinstance(widget, QLabel) and widget.openExternalLinks() else ""


class Links(QObject):
    """Takes every link that the program asks the computer to open."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note the link instead of opening it."""
        self.asked.append(url.toString())


@contextmanager
def links() -> Iterator[list[str]]:
    """Collect what would be opened."""
    taker, schemes = Links(), ("http", "https", "file", "mailto", "tel", "ftp")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, taker, "take")  # type: ignore[arg-type]  # the stub asks for bytes
    try:
        yield taker.asked
    finally:
        for scheme in schemes:
            QDesktopServices.unsetUrlHandler(scheme)


class Probe:
    """A file that hostile texts name; tells whether anybody opened it, also where Python sees nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "probe.png"
        self.path.write_bytes(b"\x89PNG\r\n\x1a\n")
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(NONBLOCK)
        libc.inotify_add_watch(self._watch, os.fsencode(self.path), IN_OPEN)

    def opened(self) -> int:
        """Return how often it was opened since the last question."""
        try:
            return len(os.read(self._watch, 65536)) // 16
        except BlockingIOError:
            return 0

    def close(self) -> None:
        """Stop watching."""
        os.close(self._watch)


def poison(store: Path, probe: Path) -> int:
    """Put a hostile text into every text column of every row of a closed store; return how many. Derived rows are left to `check`."""
    written = 0
    with closing(sqlite3.connect(store)) as connection:
        for model in JOURNALLED:
            table = model.__table__
            texts = [one.name for one in table.columns if type(one.type) is String and not isinstance(one.type, Enum)]
            for name in (name for name in texts if name not in CODES and not _key(table.columns[name])):
                ids = [row[0] for row in connection.execute(f"SELECT rowid FROM {model.__tablename__}")]
                said = [(hostile(written + n, probe), one) for n, one in enumerate(ids)]
                connection.executemany(f"UPDATE {model.__tablename__} SET {name} = ? WHERE rowid = ?", said)
                written += len(said)
        connection.commit()
    return written


def _key(column: object) -> bool:
    return bool(getattr(column, "primary_key", False) or getattr(column, "foreign_keys", ()))


def hostile(number: int, probe: Path) -> str:
    """Return one of the shapes, unlike any other text."""
    return SHAPES[number % len(SHAPES)].format(n=number, mark=MARK, probe=probe)


def kinds_of_the_window() -> set[str]:
    """Return the names of all widgets that the program has."""
    found = set()
    for module in pkgutil.walk_packages(dealer_crm.ui.__path__, "dealer_crm.ui."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, QWidget) and one.__module__ == module.name:
                found.add(one.__qualname__)
    return found


def poisoned_shop(folder: Path, probe: Path) -> int:
    """Make the sample shop and put hostile texts into it; also into its history."""
    from dataclasses import replace

    from dealer_crm.app.opened import open_folder
    from dealer_crm.app.sample import fill
    from dealer_crm.domain.journal import Origin
    from dealer_crm.domain.progress import NoProgress
    from dealer_crm.services.check import Check

    fill(folder, "zh", NoProgress())
    written = poison(DataFolder(folder).store, probe)
    opened = open_folder(folder, Origin.USER)
    try:
        Check(opened.db, opened.folder).run(repair=True)
        for customer_id in range(1, 12):
            draft, version = opened.customers.draft(customer_id)
            opened.customers.edit(
                customer_id, replace(draft, note=hostile(customer_id, probe), wechat=hostile(customer_id + 1, probe)), version
            )
    finally:
        opened.close()
    return written


@dataclass(frozen=True)
class Figures:
    """What the walk through the poisoned shop found."""

    texts_planted: int
    places: int
    widgets: int
    texts: int
    hostile_texts_shown: int
    kinds_of_widgets: int
    taken_for_markup: int
    files_opened: int
    links_followed: int


def figures(_count: int | None = None) -> Figures:
    """Walk through the poisoned sample shop."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return walked(Path(place))[0]


def walked(place: Path) -> tuple[Figures, Seen]:
    """Make the shop, walk through it, and return the figures with all that was seen."""
    from tests.faults.walk import walk

    probe = Probe(place)
    planted = poisoned_shop(place / "shop", probe.path)
    probe.opened()
    seen = Seen()
    with links() as asked:
        walk(place, seen.look, seen.wrong.add)
    opened = probe.opened()
    probe.close()
    counted = len(seen.kinds & kinds_of_the_window())
    return (
        Figures(planted, len(seen.places), seen.widgets, seen.texts, seen.hostile, counted, len(seen.wrong), opened, len(asked)),
        seen,
    )
