"""The shop's own third level: a short list to choose from, proposed from the customer's words until somebody chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealer_crm.domain.details import ListValue
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, Combo


class TopicField(Combo):
    """Offers what is in use, and what the case has already; "" is none."""

    def __init__(self, t: Translator, topics: Callable[[], Sequence[ListValue]], *, name: str) -> None:
        super().__init__(name=name, label=t("Topic"))
        self._t, self._topics = t, topics
        self._known: Sequence[ListValue] = ()
        self._by_hand = False
        self.picked.connect(self._on_chosen)
        self.show_topic("")

    def _on_chosen(self, _value: object) -> None:
        self._by_hand = True

    def show_topic(self, value: str) -> None:
        """Choose a topic by its code; the list is asked for anew, the shop may have changed it."""
        self._known = [one for one in self._topics() if not one.retired or one.code == value]
        choices = [Choice(one.code, one.said(self._t.language)) for one in self._known]
        strange = [Choice(value, value)] if value and value not in [one.code for one in self._known] else []
        self.set_choices([Choice("", self._t("None of these")), *choices, *strange])
        self._by_hand = bool(value)
        self.set_value(value)

    def propose(self, words: str) -> None:
        """Choose what the words name, as long as nobody chose by hand."""
        if not self._by_hand:
            said = words.casefold()
            named = (one.code for one in self._known if any(name and name.casefold() in said for name in (one.zh, one.en)))
            self.set_value(next(named, ""))
