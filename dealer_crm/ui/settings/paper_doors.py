"""What the part of the settings for papers asks and changes, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.ui.settings.product_picture import PictureDoors
from dealer_crm.ui.shell.tasks import TaskRunner


@dataclass(frozen=True)
class Wish:
    """What the preview is to show: a kind of paper, the key of a size, the name of a copy ('' = the first one)."""

    kind: str
    paper: str
    copy: str = ""


@dataclass(frozen=True)
class PreviewPage:
    """A finished paper, and in words whose it is."""

    pdf: bytes
    caption: str


@dataclass(frozen=True)
class PreviewDoors:
    """`papers` and `copies` of a kind are asked in the window's thread, `make` runs beside it and raises DomainError."""

    papers: Callable[[str], Sequence[PaperChoice]]
    copies: Callable[[str], Sequence[str]]
    make: Callable[[Wish], PreviewPage]
    runner: TaskRunner


@dataclass(frozen=True)
class LogoDoors:
    """The logo of the shop: its hash ('' for none), taking it off, and the picture itself; `keep` prints it at once."""

    sha256: Callable[[], str]
    remove: Callable[[], object]
    picture: PictureDoors


@dataclass(frozen=True)
class PaperDoors:
    """Kinds of paper and what was chosen of them; the writes raise DomainError. `send` writes some kinds or all into a file."""

    kinds: Callable[[], Sequence[PaperKind]]
    template: Callable[[str], PaperTemplate]
    save: Callable[[PaperTemplate], object]
    reset: Callable[[str], object]
    preview: PreviewDoors
    logo: LogoDoors
    undo: Callable[[], object]
    redo: Callable[[], object]
    send: Callable[[str], object]
    take_in: Callable[[], object]
