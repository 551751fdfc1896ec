"""What the pages of several subjects ask of the window and of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Signal

from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.ui.widgets.body import ScrollBody


@dataclass(frozen=True)
class ListReads:
    """What a list asks: ids of a question, lines of ids, the number of each view."""

    ids: Callable[[Any], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[Any]]
    counts: Callable[[], Mapping[Any, int]]


class Picture(Protocol):
    """One attachment of a customer."""

    @property
    def id(self) -> int:
        """The record's id."""

    @property
    def name(self) -> str:
        """The name of the file as it came."""

    @property
    def media_type(self) -> str:
        """For example image/png."""

    @property
    def added_at(self) -> datetime:
        """When it was added."""

    @property
    def kind(self) -> AttachmentKind:
        """What it shows."""

    @property
    def caption(self) -> str:
        """What is to be seen, in words."""


@dataclass(frozen=True)
class Pictures:
    """Attachments of a customer: their lines, the bytes of one, add (customer, name, bytes), remove, say what one shows."""

    of: Callable[[int], Sequence[Picture]]
    read: Callable[[int], bytes]
    add: Callable[[int, str, bytes], int]
    remove: Callable[[int], object]
    describe: Callable[[int, AttachmentKind, str], object] | None = None


class FileTab(ScrollBody):
    """A tab that another room adds to the customer's file."""

    new_requested = Signal(int)

    def show_customer(self, customer_id: int) -> None:
        """Show another customer, or the same one again."""
        raise NotImplementedError


@dataclass(frozen=True)
class TabDoor:
    """A tab of another room: `make` builds it, `count` is the number behind its title."""

    key: str
    title: str
    make: Callable[[], FileTab]
    count: Callable[[int], int]


@dataclass(frozen=True)
class Memory:
    """Small things the user arranged, kept from one start to the next."""

    load: Callable[[str], str]
    save: Callable[[str, str], None]


class Chooser(Protocol):
    """The modal boxes that the customer pages need."""

    def confirm(self, title: str, text: str, action: str) -> bool:
        """Ask before something that touches many records."""

    def choose_file(self, title: str, filters: str, folder: str = "") -> Path | None:
        """Ask for a file to read."""


class Frame(Protocol):
    """The window as the pages see it."""

    @property
    def prompts(self) -> Chooser:
        """The modal boxes."""

    def visited(self, subject: str) -> None:
        """Remember where the user is, for going back."""
