"""Papers of the shop into a file and out of one, asked for in the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dealer_crm.app.opened import Opened
from dealer_crm.domain.files import FileNotReadable
from dealer_crm.domain.paper_file import LARGEST, SUFFIX, PaperFileTooLarge
from dealer_crm.domain.papers import OwnPaper, own_papers
from dealer_crm.domain.text import file_name
from dealer_crm.i18n import Translator
from dealer_crm.services.paper_files import PaperNews
from dealer_crm.ui.shell import MainWindow


class PaperExchange:
    """Asks where, says what would change, and does it."""

    def __init__(self, t: Translator, opened: Opened, window: MainWindow, told: Callable[[Path], object]) -> None:
        self._t, self._opened, self._window, self._told = t, opened, window, told

    def send(self, kind: str) -> None:
        """Write all papers, or those of one kind, into a file. Raises FileNotWritable, AttachmentMissing, AttachmentDamaged."""
        from dealer_crm.documents.saving import save

        t = self._t
        name = self._opened.trade.paper_kind(kind).said(t.language)
        options = [("", t("All papers with logo, own sizes and forms")), (kind, t("Only this one: {paper}").format(paper=name))]
        chosen = self._window.prompts.ask_choice(t("Save papers to a file"), t("What shall be in the file?"), options)
        if chosen is None:
            return
        proposed = file_name(f"{name if chosen else t('Papers')}{SUFFIX}")
        target = self._window.prompts.save_file(t("Save papers to a file"), proposed, self._filter())
        if target is not None:
            save(target, self._opened.paper_files.collect(chosen, self._sizes()))
            self._told(target)

    def take_in(self) -> None:
        """Read a file, tell what would change, and take it in where that is wanted. Raises what reading and writing refuse."""
        t, files = self._t, self._opened.paper_files
        source = self._window.prompts.choose_file(t("Take papers from a file"), self._filter())
        if source is None:
            return
        news = files.look(_content(source), source.name, self._sizes())
        if news.empty:
            self._window.prompts.tell(
                t("Nothing to take"), "\n".join((t("Everything in the file stands here already."), *self._unknown(news)))
            )
            return
        options = [(True, t("Put this in place of what is here")), (False, t("Leave all as it is"))]
        if self._window.prompts.ask_choice(t("Take papers from {file}").format(file=source.name), self.told(news), options):
            files.take_in(news)
            self._keep_sizes(news)

    def told(self, news: PaperNews) -> str:
        """Say what would change."""
        t = self._t
        names = [self._opened.trade.paper_kind(one.kind).said(t.language) for one in news.templates]
        said = (
            (t("Changes: {names}"), names),
            (t("Forms printed elsewhere: {names}"), [one.form.name for one in news.forms]),
            (t("Own sizes: {names}"), [one.name for one in news.sizes]),
        )
        lines = [words.format(names=t(", ").join(found)) for words, found in said if found]
        lines += [t("The logo is another one.")] if news.logo else []
        lines += [t("As here already: {count}").format(count=news.same)] if news.same else []
        return "\n".join((*lines, *self._unknown(news)))

    def _unknown(self, news: PaperNews) -> list[str]:
        words = self._t("Not known here and left out: {names}")
        return [words.format(names=self._t(", ").join(news.unknown[:10]))] if news.unknown else []

    def _sizes(self) -> tuple[OwnPaper, ...]:
        return own_papers(self._opened.settings.value.own_papers)

    def _keep_sizes(self, news: PaperNews) -> None:
        if news.sizes:
            kept = self._opened.settings.value.own_papers
            self._opened.settings.change(own_papers={**kept, **{one.key: one.name for one in news.sizes}})

    def _filter(self) -> str:
        return self._t("Papers of a shop (*{suffix})").format(suffix=SUFFIX)


def _content(file: Path) -> bytes:
    """Return what is in a file. Raises PaperFileTooLarge, FileNotReadable."""
    try:
        if file.stat().st_size > LARGEST:
            raise PaperFileTooLarge(file=file.name, megabytes=LARGEST // 1024 // 1024)
        return file.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=file.name) from error
