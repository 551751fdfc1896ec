"""One line on top of the record: what is missing before the customer goes on to the next stage, each item a way to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.stages import OUTSIDE, StageRule, gaps
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, control_height
from dealer_crm.ui.widgets import Button, FlowRow, Ink, Label, Role
from dealer_crm.words.labels import label
from dealer_crm.words.stages import fact_words


class StageLine(FlowRow):
    """Hidden for stages that nothing follows."""

    fill_requested = Signal(str)

    def __init__(self, t: Translator) -> None:
        super().__init__("record_stage", Space.XS)
        self._t = t
        self.hide()

    def show_stage(self, draft: CustomerDraft, fields: FormFields, rules: Sequence[StageRule], done: frozenset[str] | None = None) -> None:
        """Say what is missing; `done` is None until the facts of other records are known."""
        self.clear()
        rule = next((one for one in rules if one.stage is draft.stage), None)
        self.setVisible(rule is not None)
        if rule is None:
            return
        missing = gaps(rule, draft, done)
        following = label(rule.next, self._t)
        if done is None and any(fact.code in OUTSIDE for fact in rule.facts):
            self._say(self._t("Before {stage}: looking it up").format(stage=following))
            return
        if not missing:
            self._say(self._t("Nothing is missing before {stage}.").format(stage=following), Ink.DONE)
            return
        words = self._t.plural("{n} thing is missing before {stage}:", "{n} things are missing before {stage}:", len(missing))
        self._say(words.format(n=len(missing), stage=following))
        for fact in missing:
            said = fact_words(fact, fields, self._t)
            if not fact.field:
                self._say(said, Ink.TEXT, f"stage_gap_{fact.code}")
                continue
            button = Button(said, role=Role.QUIET, name=f"stage_gap_{fact.code}")
            button.setAccessibleDescription(self._t("Fill in"))
            button.clicked.connect(lambda _on=False, name=fact.field: self.fill_requested.emit(name))
            self.add(button)

    def _say(self, words: str, ink: Ink = Ink.TEXT2, name: str = "stage_gaps") -> None:
        """Add words on the line of the buttons beside them."""
        said = Label(words, tone=ink, name=name)
        said.setFixedHeight(control_height())
        self.add(said)
