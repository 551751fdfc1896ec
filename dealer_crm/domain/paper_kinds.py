"""The kinds of paper a shop prints, and what of each the shop may choose; the list itself is trade data (papers.toml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dealer_crm.domain.paper_templates import CopyStyle, PaperTemplate
from dealer_crm.domain.trade import Entry


@dataclass(frozen=True)
class Part(Entry):
    """A block, column, text or place to sign of a paper. A `fixed` one cannot be left out: the paper means nothing without it."""

    code: str
    fixed: bool = False


@dataclass(frozen=True)
class PaperKind(Entry):
    """One kind of paper. `number` stands in the codes that are printed on it and never changes.

    `marks` = a second print says that it is one (补打). `prices` = it can be printed without them. `lines` = its lines per page can be
    chosen. `overprint` = it can fill forms that were printed elsewhere. `copies` are those it is usually made in; `single` = it never has
    any (labels).
    """

    code: str
    number: int
    blocks: tuple[Part, ...] = ()
    columns: tuple[Part, ...] = ()
    words: tuple[Part, ...] = ()
    signs: tuple[Part, ...] = ()
    copies: tuple[CopyStyle, ...] = field(default=())
    marks: bool = False
    prices: bool = False
    lines: bool = False
    overprint: bool = False
    single: bool = False

    def fitted(self, template: PaperTemplate) -> PaperTemplate:
        """Return a template as this kind can use it: parts it does not have are dropped, `fixed` ones stay on the paper.

        What is chosen as it is usually is not kept as a choice, so that it follows the program.
        """
        usual = tuple(one.code for one in self.columns)
        loose = {part.code for part in (*self.blocks, *self.columns) if not part.fixed}
        columns = self._columns(template.columns)
        copies = tuple(replace(one, without=_known(one.without, loose)) for one in template.copies)
        return replace(
            template,
            kind=self.code,
            without=_known(template.without, {part.code for part in (*self.blocks, *self.signs) if not part.fixed}),
            columns=() if columns == usual else columns,
            words={part.code: template.words[part.code] for part in self.words if part.code in template.words},
            lines=template.lines if self.lines else 0,
            copies=() if self.single or copies == self.copies else copies,
        ).checked()

    def _columns(self, chosen: Iterable[str]) -> tuple[str, ...]:
        """Return the chosen columns in their order, with the fixed ones that are missing behind their usual neighbour."""
        usual = [one.code for one in self.columns]
        found = list(_known(chosen, set(usual)))
        if not found:
            return tuple(usual)
        for place, part in enumerate(self.columns):
            if part.fixed and part.code not in found:
                before = [found.index(code) for code in usual[:place] if code in found]
                found.insert(max(before, default=-1) + 1, part.code)
        return tuple(found)


def _known(codes: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code in known))
