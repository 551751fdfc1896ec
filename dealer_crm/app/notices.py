"""What is said above everything else when the folder or the computer is not as it should be."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import clock_is_behind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.i18n import Translator
from dealer_crm.storage.mounts import file_system, is_marked
from dealer_crm.storage.places import MARKS, Place, conflict_copies, place_of
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.shell.shortcuts import WRITING


def warn(window: MainWindow, opened: Opened, t: Translator, refuse: Callable[[DomainError], object]) -> None:
    """Say what is amiss in a window that was just wired."""
    _tell_of_place(window, opened.folder.path, t)
    if opened.read_only:
        words = t("Read-only: {folder} cannot be written. You can look, search, print and export; nothing can be changed.")
        window.add_notice("read_only", words.format(folder=opened.folder.path))
        window.forbid(WRITING, lambda: refuse(StoreReadOnly(folder=str(opened.folder.path))))


def warn_of_clock(window: MainWindow, opened: Opened, t: Translator) -> None:
    """Say that the clock is behind the last change; it asks the store, so the first page goes before."""
    newest = next(iter(opened.history.rows(1)), None)
    if newest is not None and clock_is_behind(opened.now(), newest.at):
        words = t("The clock of this computer seems wrong: it says {now}, but the last change was saved {then}. Set its date and time.")
        now, then = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (opened.now(), newest.at))
        window.add_notice("clock", words.format(now=now, then=then))


def tell_of_drafts(window: MainWindow, aside: Sequence[Path], t: Translator) -> None:
    """Say where the unfinished forms are that a restore set aside: what they are about may be another record now."""
    if aside:
        words = t.plural(
            "{n} unfinished form is about a record of before the restore; what was typed is kept in {folder}.",
            "{n} unfinished forms are about records of before the restore; what was typed is kept in {folder}.",
            len(aside),
        )
        window.add_notice("drafts", words.format(n=len(aside), folder=aside[0].parent))


def _tell_of_place(window: MainWindow, folder: Path, t: Translator) -> None:
    place = place_of(str(folder), os.environ, file_system(folder), marked=is_marked(folder, MARKS))
    if place is Place.NETWORK:
        words = t("The data folder {folder} lies on another computer. A broken connection can damage it: keep it on a disk of this one.")
        window.add_notice("place", words.format(folder=folder))
    elif place is Place.SYNCED:
        words = t(
            "The data folder {folder} lies in a folder that is synchronised, which can damage it. "
            "Keep it elsewhere on this computer; backups may well lie there."
        )
        window.add_notice("place", words.format(folder=folder))
    copies = conflict_copies(path.name for path in folder.iterdir())
    if copies:
        words = t(
            "In {folder} there are copies that a synchronising program made of the data: {names}. They are not used; nothing was deleted."
        )
        window.add_notice("copies", words.format(folder=folder, names=", ".join(copies)))
