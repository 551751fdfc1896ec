"""The field of a birthday: shown as people say it, kept as one text."""

from __future__ import annotations

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import LineEdit
from dealer_crm.words.birthdays import typed_words


class BirthdayEdit(LineEdit):
    """Gives the stored text back while nobody touched it, else what is typed: the service reads and refuses it."""

    def __init__(self, t: Translator, *, name: str, placeholder: str, chars: int = 0) -> None:
        super().__init__(name=name, placeholder=placeholder, chars=chars)
        self._t = t
        self._stored = self._shown = ""

    def value(self) -> str:
        """Return the birthday as stored, or as typed."""
        return self._stored if self.text() == self._shown else self.text()

    def set_value(self, text: str) -> None:
        """Show a stored or typed birthday."""
        self._stored, self._shown = text, typed_words(text, self._t)
        self.setText(self._shown)
