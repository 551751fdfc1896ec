"""What can be done when the data of a folder cannot be opened: the newest sound backup is looked for, offered and put there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dealer_crm.app.opened import clock
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Progress
from dealer_crm.services.drafts import Drafts
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.restore import Offer, Restored, best_offer, restore
from dealer_crm.words.errors import sentence
from dealer_crm.words.moments import moment

if TYPE_CHECKING:
    from dealer_crm.app.program import Program

OTHER = "other"


class Rescue:
    """Asks in the window of a program that has nothing open; all reading and writing goes on beside the window's thread."""

    def __init__(self, program: Program, error: DomainError, second: str) -> None:
        self._program, self._error, self._t = program, error, program.words()
        self._folder = DataFolder(program.data)
        self._places = [self._folder.backups, *([Path(second)] if second else [])]
        self._now = program.now or clock

    def begin(self) -> None:
        """Look for a backup, then ask."""
        self._run(self._t("Looking for a sound backup…"), lambda progress: best_offer(self._places, progress), self._ask)

    def _ask(self, offer: Offer) -> None:
        t = self._t
        options: list[tuple[Path | str, str]] = []
        if offer.best is not None:
            when = moment(offer.best.made_at, self._now(), t)
            options.append((Path(offer.best.path), t("Restore the backup of {moment}").format(moment=when)))
        options += [(OTHER, t("Restore another backup…")), ("", t("Close the program"))]
        answer = self._program.window.prompts.ask_choice(t("The data cannot be opened"), self._told(offer), options)
        if answer == OTHER:
            answer = self._program.window.prompts.choose_file(t("Restore a backup"), t("Backups") + " (*.zip)", str(self._folder.backups))
        if answer:
            self._restore(answer)
        else:
            self._program.give_up()

    def _told(self, offer: Offer) -> str:
        """Say what happened, which backup there is, how old it is, and what was passed over."""
        t = self._t
        lines = [sentence(self._error, t)]
        if offer.best is not None:
            days = (local_day(self._now()) - offer.best.day).days
            words = t("The newest sound backup was made {moment}. It holds {customers} customers.")
            customers = f"{offer.best.counts.get('customer', 0):,}"
            lines.append(words.format(moment=moment(offer.best.made_at, self._now(), t), customers=customers))
            if days > 0:
                lines.append(t.plural("It is {n} day old.", "It is {n} days old.", days).format(n=days))
        else:
            lines.append(t("There is no sound backup in {folder}.").format(folder=self._folder.backups))
        if offer.damaged:
            n = offer.damaged
            words = t.plural("{n} newer backup is damaged and was passed over.", "{n} newer backups are damaged and were passed over.", n)
            lines.append(words.format(n=n))
        if offer.newer is not None:
            lines.append(sentence(offer.newer, t))
        return "\n\n".join(lines)

    def _restore(self, file: Path) -> None:
        def work(progress: Progress) -> Restored:
            with FolderLock(self._folder.lock):
                return restore(self._folder, file, self._now, progress)

        self._run(self._t("Restoring the backup…"), work, self._on_restored)

    def _on_restored(self, _restored: Restored) -> None:
        Drafts(self._folder.drafts, self._now).unbind()
        self._program.open_again()

    def _run(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Work beside the window, which stays open meanwhile."""
        window = self._program.window

        def through(then: Callable[[Any], object], result: Any) -> None:
            window.may_close = None
            then(result)

        window.may_close = lambda: False
        window.run_task(title, work, done=partial(through, done), failed=partial(through, self._on_failed), cancellable=False)

    def _on_failed(self, error: Exception) -> None:
        """Tell why, and ask again; what nobody expected is noted, and the program ends."""
        if not isinstance(error, DomainError):
            self._program.later(self._program.give_up)
            raise error
        self._program.tell_refusal(error)
        self.begin()
