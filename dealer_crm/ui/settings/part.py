"""What every part of the settings is: a title, sections with rows, and words to be found by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, Ink, Label, heading
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.tall import TallColumn, take_whole_height

WIDEST = 760


@dataclass(frozen=True)
class Entry:
    """Something the search box finds: what it is called, and what gets the focus."""

    text: str
    target: QWidget


class Part(QWidget):
    """Fill `box` with cards; it scrolls as a whole and stays as narrow as its fields."""

    def __init__(self, key: str, title: str, sentence: str = "", *, widest: int = WIDEST) -> None:
        super().__init__()
        self.key, self.title = key, title
        self.setObjectName(f"settings_{key}")
        self.entries: list[Entry] = []
        self.leaving: Callable[[], object] | None = None
        body = ScrollBody(f"settings_{key}_body", margin=0)
        body.box.setContentsMargins(0, 0, Space.S, Space.M)
        take_whole_height(body)
        inner = TallColumn(widest)
        self.box = inner.box
        self.box.addWidget(heading(title, f"settings_{key}_title"))
        if sentence:
            self.box.addWidget(Label(sentence, tone=Ink.TEXT2, name=f"settings_{key}_sentence", wrap=True))
        body.box.addWidget(inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def add_card(self, name: str, title: str = "") -> Card:
        """Append a card with a section title."""
        card = Card(name)
        if title:
            card.box.addWidget(Label(title, Type.SECTION, name=f"{name}_title"))
        self.box.addWidget(card)
        return card

    def findable(self, text: str, target: QWidget) -> None:
        """Let the search box find `target` by these words."""
        self.entries.append(Entry(text, target))

    def reload(self) -> None:
        """Ask for what is shown again."""

    def show_place(self, place: str) -> None:
        """Show a place of the part by its name, where it has some."""

    def leave(self) -> None:
        """Keep what was typed before another part is shown."""
