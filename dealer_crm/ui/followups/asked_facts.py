"""One or two questions to put to the customer while one talks to him, each answered in one field, or not at all (S3-15, S3-16)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.details import ValueKind
from dealer_crm.domain.questions import Answer, Answers
from dealer_crm.i18n import Translator
from dealer_crm.services.questions import Question
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, Ink, Label, LineEdit
from dealer_crm.words.labels import label

KEYS = ("Alt+1", "Alt+2")
"""Lead into the questions."""
NOT_ASKED = ""
"""What a choice holds while nothing was asked."""


class AskedFact(QWidget):
    """A question with its field, and "unchanged" where something is known already."""

    edited = Signal()
    done = Signal()

    def __init__(self, t: Translator, question: Question, place: int) -> None:
        super().__init__()
        self._t, self.question = t, question
        self.setObjectName(f"ask_{question.code}")
        said = question.wanted.fact.said(t.language)
        unit = f" ({question.unit})" if question.unit else ""
        words = Label(f"{said}{unit}", tone=Ink.TEXT2, name=f"ask_{place}_words", wrap=True)
        self.choice = self._build_choice(place) if question.values or question.enums else None
        self.text = None if self.choice else LineEdit(name=f"ask_{place}_text", placeholder=self._hint(), hint=KEYS[place - 1])
        unchanged = t("Unchanged: {value}").format(value=self._known())
        self.same = CheckBox(unchanged, name=f"ask_{place}_same") if question.wanted.known else None
        self.field: QWidget = self.choice or self.text or words
        self.field.setAccessibleName(said)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(words, 1)
        line.addWidget(self.field, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        if self.same is not None:
            box.addWidget(self.same)
        self.setFocusProxy(self.field)
        self._listen()

    def _build_choice(self, place: int) -> Combo:
        t, question = self._t, self.question
        listed = [Choice(one.code, one.said(t.language)) for one in question.values]
        listed += [Choice(one.value, label(one, t)) for one in question.enums]
        return Combo([Choice(NOT_ASKED, "  ".join((t("Not asked"), KEYS[place - 1]))), *listed], name=f"ask_{place}_choice")

    def _hint(self) -> str:
        return "2026-11-30" if self.question.kind is ValueKind.DATE else self._t("Not asked")

    def _known(self) -> str:
        known, question = self.question.wanted.known, self.question
        said = {one.code: one.said(self._t.language) for one in question.values}
        said |= {one.value: label(one, self._t) for one in question.enums}
        if question.code == "phones":
            return phones.shown(known)
        return self._t(", ").join(said.get(code, code) for code in known.split()) if said else known

    def _listen(self) -> None:
        for widget in filter(None, (self.choice, self.text, self.same)):
            widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            widget.installEventFilter(self)
        if self.choice is not None:
            self.choice.picked.connect(lambda _value: self._on_typed())
        if self.text is not None:
            self.text.textEdited.connect(lambda _text: self._on_typed())
        if self.same is not None:
            self.same.toggled.connect(self._on_same)

    def _on_typed(self) -> None:
        if self.same is not None and self.value():
            self.same.setChecked(False)
        self.edited.emit()

    def _on_same(self, on: bool) -> None:
        if on:
            self.set_value("")
        self.edited.emit()

    def value(self) -> str:
        """Return the new value, "" while there is none."""
        return str(self.choice.value() or "") if self.choice else self.text.text().strip() if self.text else ""

    def set_value(self, value: str) -> None:
        """Show a value, without telling anybody."""
        if self.choice is not None:
            self.choice.set_value(value)
        elif self.text is not None:
            self.text.setText(value)

    def answer(self) -> Answer | None:
        """Return what was said; None where it was not asked."""
        if self.value():
            return Answer(self.question.code, self.value())
        return Answer(self.question.code, None) if self.same is not None and self.same.isChecked() else None

    def show_answer(self, value: str | None) -> None:
        """Show an answer that was kept."""
        self.set_value(value or "")
        if self.same is not None:
            self.same.setChecked(value is None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Space on the field of a known fact that is empty says that it is unchanged."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
            if plain and event.key() == Qt.Key.Key_Space and watched is self.field and self.same is not None and not self.value():
                self.same.setChecked(not self.same.isChecked())
                return True
        return super().eventFilter(watched, event)


class AskedFacts(QWidget):
    """At most two questions, outside the order of Tab: whoever does not ask needs no key more."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.facts: list[AskedFact] = []
        self.setObjectName("log_asked")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.XS)
        self.hide()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Ask other things."""
        for fact in self.facts:
            fact.hide()
            fact.deleteLater()
        self.facts = [AskedFact(self._t, question, place) for place, question in enumerate(questions, 1)]
        for fact in self.facts:
            self._box.addWidget(fact)
            fact.edited.connect(self.edited)
            fact.done.connect(lambda fact=fact: self._go_on(fact))
        self.setVisible(bool(self.facts))

    def start(self, place: int) -> None:
        """Put the focus into a question."""
        if self.isVisible() and place <= len(self.facts):
            self.facts[place - 1].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, fact: AskedFact) -> None:
        place = self.facts.index(fact) + 2
        if place <= len(self.facts):
            self.start(place)
        else:
            self.left.emit()

    def answers(self) -> Answers:
        """Return what was said; nothing of questions out of sight."""
        return tuple(answer for fact in self.facts if (answer := fact.answer())) if not self.isHidden() else ()

    def held(self) -> dict[str, Any]:
        """Return the answers as a draft keeps them."""
        return {answer.code: answer.value for answer in self.answers()}

    def hold(self, kept: object) -> None:
        """Show kept answers to questions that are still asked."""
        if isinstance(kept, dict):
            for fact in self.facts:
                if fact.question.code in kept:
                    value = kept[fact.question.code]
                    fact.show_answer(value if isinstance(value, str) else None)
