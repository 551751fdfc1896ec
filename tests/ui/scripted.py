"""Prompts that answer by themselves: what was asked stands in `asked`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dealer_crm.i18n import translator
from dealer_crm.ui.shell import Prompts


class ScriptedPrompts(Prompts):
    """Answers in order; a question too many fails the test."""

    def __init__(self, answers: Sequence[Any] = ()) -> None:
        super().__init__(translator("en"), None)
        self._answers = list(answers)
        self.asked: list[tuple[str, str]] = []

    def _answer(self, title: str, text: str = "") -> Any:
        self.asked.append((title, text))
        assert self._answers, f"nobody expected to be asked: {title} {text}"
        return self._answers.pop(0)

    def confirm(self, title: str, text: str, action: str) -> bool:
        return bool(self._answer(title, f"{text} [{action}]"))

    def tell(self, title: str, text: str) -> None:
        self.asked.append((title, text))

    def ask_choice(self, title: str, text: str, options: Sequence[tuple[Any, str]]) -> Any:
        return self._answer(title, text)

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        answer: str | None = self._answer(title, label)
        return answer

    def choose_file(self, title: str, filters: str, folder: str = "") -> Path | None:
        return self._path(title, filters)

    def save_file(self, title: str, name: str, filters: str) -> Path | None:
        return self._path(title, name)

    def choose_folder(self, title: str) -> Path | None:
        return self._path(title, "")

    def _path(self, title: str, text: str) -> Path | None:
        answer = self._answer(title, text)
        return Path(answer) if answer else None
