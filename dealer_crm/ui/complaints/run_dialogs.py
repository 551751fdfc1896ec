"""What is typed while a case runs: why it waits and until when somebody asks, what was decided higher up, how the shop says a wording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.complaint_case import Escalation, WaitFor
from dealer_crm.domain.phrases import Phrase
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.cost_dialogs import Desk, PartDialog
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, Segments, TextEdit
from dealer_crm.words.labels import label


class WaitDialog(PartDialog):
    """Lets the clock stand still; `save` takes whom one waits for, why, and the day on which somebody asks."""

    def __init__(self, t: Translator, desk: Desk, parent: QWidget) -> None:
        super().__init__(t, t("Let the case wait"), desk, parent, "case_wait")
        self.save: Callable[[WaitFor, str, date], object] = lambda _whom, _words, _day: None
        whom = Segments([Choice(one, label(one, t)) for one in WaitFor], name="case_wait_for", joined=True)
        self.whom = self._grid.add("wait_for", t("Waits for whom"), whom)
        self.whom.set_value(WaitFor.FACTORY)
        words = TextEdit(name="case_wait_words", lines=2, placeholder=t("What is missing, and who brings it"))
        self.words = self._grid.add("words", t("Why it waits"), words, required=True)
        self.day = self._grid.add("expected_on", t("Ask again on"), DateField(t, desk.today, name="case_wait_day"), required=True)
        self.box.addWidget(
            Label(
                t("The clock stands still until the case goes on. On that day somebody is asked whether the waiting is over."),
                tone=Ink.TEXT2,
                name="case_wait_hint",
                wrap=True,
            )
        )
        self.finish_building(t("Let it wait"))

    def write(self) -> None:
        """Save what is typed. Raises DomainError."""
        self.save(self.whom.value() or WaitFor.FACTORY, self.words.text(), self.day.value() or date.min)


class AgainDialog(PartDialog):
    """Lets a case that waits go on waiting; `save` takes the day on which somebody asks."""

    def __init__(self, t: Translator, expected_on: date, desk: Desk, parent: QWidget) -> None:
        super().__init__(t, t("Ask again later"), desk, parent, "case_again")
        self.save: Callable[[date], object] = lambda _day: None
        self.day = self._grid.add("expected_on", t("Ask again on"), DateField(t, desk.today, name="case_again_day"), required=True)
        self.day.set_value(expected_on)
        self.finish_building(t("Wait on"))

    def write(self) -> None:
        """Save what is typed. Raises DomainError."""
        self.save(self.day.value() or date.min)


class SeenDialog(PartDialog):
    """Notes that manager or owner has seen to the case; `save` takes what was decided."""

    def __init__(self, t: Translator, level: Escalation, desk: Desk, parent: QWidget) -> None:
        title = t("Seen by the owner") if level is Escalation.OWNER else t("Seen by the manager")
        super().__init__(t, title, desk, parent, "case_seen")
        self.save: Callable[[str], object] = lambda _words: None
        words = TextEdit(name="case_seen_words", lines=3, placeholder=t("What happens now, and who does it"))
        self.words = self._grid.add("words", t("What was decided"), words)
        self.finish_building(t("Note it"))

    def write(self) -> None:
        """Save what is typed. Raises DomainError."""
        self.save(self.words.text())


class PhraseDialog(PartDialog):
    """A wording as the shop says it, in both languages; `save` takes them, the shipped ones stand below."""

    def __init__(self, t: Translator, phrases: tuple[Phrase, Phrase], known: frozenset[str], desk: Desk, parent: QWidget) -> None:
        self._shipped, said = phrases
        super().__init__(t, t("Wording of the shop: {title}").format(title=said.title(t.language)), desk, parent, "own_phrase")
        self.save: Callable[[str, str], object] = lambda _zh, _en: None
        self.zh = self._grid.add("zh", t("In Chinese"), TextEdit(name="own_phrase_zh", lines=2))
        self.en = self._grid.add("en", t("In English"), TextEdit(name="own_phrase_en", lines=2))
        self.zh.set_text(said.zh)
        self.en.set_text(said.en)
        hint = t("Filled in by the program: {known}").format(known=" ".join(f"{{{one}}}" for one in sorted(known)))
        self.box.addWidget(Label(hint, tone=Ink.TEXT2, name="own_phrase_known", wrap=True))
        self.finish_building(t("Keep for the shop"))
        self.reset_button = self.add_button(t("As it was shipped"), name="own_phrase_reset", icon="undo-2")
        self.reset_button.clicked.connect(self._on_reset)

    def write(self) -> None:
        """Save what is typed. Raises DomainError."""
        self.save(self.zh.text(), self.en.text())

    def _on_reset(self) -> None:
        self.zh.set_text(self._shipped.zh)
        self.en.set_text(self._shipped.en)
        self._grid.focus_first()
