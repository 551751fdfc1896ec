"""Sizes of paper that a shop adds itself; those of the trade stand with the papers (`documents.pdf.pages`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line

CONTINUOUS = ("CONT", "OWNCONT")
"""How the keys of paper with holes at its sides begin."""
LEAST, MOST = (400, 300), (4_200, 6_000)
"""Width and height in tenths of a mm."""
NOTE = (1_800, 900)
"""The smallest paper of a note."""
_KEY = re.compile(r"(OWNCONT|OWN)_(\d{3,4})x(\d{3,4})")


class PaperSizeUnsuited(DomainError):
    """A paper of that size cannot be meant. Parameters: width, height (mm, the offending size)."""

    field = "size"


@dataclass(frozen=True)
class OwnPaper:
    """A size of the shop's own: width and height in tenths of a mm. Its key tells the size, so that it is understood without a list."""

    name: str
    width: int
    height: int
    continuous: bool = False

    @property
    def key(self) -> str:
        """What stands for it in choices and settings."""
        return f"{'OWNCONT' if self.continuous else 'OWN'}_{self.width}x{self.height}"

    @property
    def takes_notes(self) -> bool:
        """Whether a table of goods with a place to sign has room on it; a label has none."""
        return self.width >= NOTE[0] and self.height >= NOTE[1]

    def checked(self) -> OwnPaper:
        """Return the paper with a name. Raises PaperSizeUnsuited."""
        if not (LEAST[0] <= self.width <= MOST[0] and LEAST[1] <= self.height <= MOST[1]):
            raise PaperSizeUnsuited(width=f"{self.width / 10:g}", height=f"{self.height / 10:g}")
        name = one_line(self.name) or f"{self.width / 10:g} × {self.height / 10:g}"
        return OwnPaper(name, self.width, self.height, self.continuous)


def own_paper(key: str) -> OwnPaper | None:
    """Return the paper of a key, without its name; None where the key is none of an own size that can be meant."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    try:
        return OwnPaper("", int(found[2]), int(found[3]), found[1] == "OWNCONT").checked()
    except PaperSizeUnsuited:
        return None


def own_papers(stored: object) -> tuple[OwnPaper, ...]:
    """Read the sizes that a settings file holds as key and name; what is not sound is left out."""
    if not isinstance(stored, Mapping):
        return ()
    found = ((own_paper(str(key)), name) for key, name in stored.items())
    return tuple(OwnPaper(str(name), one.width, one.height, one.continuous).checked() for one, name in found if one is not None)
