"""What differs between two versions of a quote: lines that came, lines that went, and what changed in those that stayed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.quotes import QuoteDraft

Key = Callable[[LineDraft], Hashable | None]


@dataclass(frozen=True)
class LineChange:
    """One line of a comparison: without `before` it is new, without `after` it is gone."""

    before: LineDraft | None
    after: LineDraft | None

    @property
    def line(self) -> LineDraft:
        """Return the line as it is now, or was last."""
        return self.after or self.before or LineDraft()

    @property
    def difference(self) -> int:
        """Return by how much the line costs more (below nothing: less), in 分."""
        return (self.after.amount if self.after else 0) - (self.before.amount if self.before else 0)


@dataclass(frozen=True)
class QuoteComparison:
    """Two versions side by side; totals are what the customer pays, in 分. Lines that stayed the same are counted only."""

    added: tuple[LineChange, ...]
    gone: tuple[LineChange, ...]
    changed: tuple[LineChange, ...]
    same: int
    before: int
    after: int

    @property
    def difference(self) -> int:
        """Return by how much the later version costs more."""
        return self.after - self.before

    @property
    def alike(self) -> bool:
        """Tell whether neither a line nor the total differs."""
        return not (self.added or self.gone or self.changed or self.difference)


def compare(before: QuoteDraft, after: QuoteDraft) -> QuoteComparison:
    """Return what changed from one version to another.

    A line is the same one where product, goods and room agree; then where the product does, or brand, model and name do.
    """
    left, right = dict(enumerate(before.lines)), dict(enumerate(after.lines))
    pairs: dict[int, int] = {}
    for key in (_product_in_room, _goods_in_room, _product, _goods):
        pairs |= _matched(left, right, key)
    changed = [LineChange(before.lines[pairs[n]], line) for n, line in enumerate(after.lines) if n in pairs]
    differing = tuple(change for change in changed if _seen(change.before) != _seen(change.after))
    return QuoteComparison(
        added=tuple(LineChange(None, line) for line in right.values()),
        gone=tuple(LineChange(line, None) for line in left.values()),
        changed=differing,
        same=len(changed) - len(differing),
        before=before.totals.total,
        after=after.totals.total,
    )


def _matched(left: dict[int, LineDraft], right: dict[int, LineDraft], key: Key) -> dict[int, int]:
    """Take out what agrees by the key, in order; return places of the later version with those of the earlier one."""
    waiting: dict[Hashable, list[int]] = {}
    for place, line in left.items():
        if (name := key(line)) is not None:
            waiting.setdefault(name, []).append(place)
    found = {}
    for place, line in list(right.items()):
        if mates := waiting.get(key(line)):
            found[place] = mates.pop(0)
            del left[found[place]], right[place]
    return found


def _product_in_room(line: LineDraft) -> Hashable | None:
    return (line.product_id, _goods(line), line.room) if line.product_id else None


def _goods_in_room(line: LineDraft) -> Hashable | None:
    return (_goods(line), line.room)


def _product(line: LineDraft) -> Hashable | None:
    return line.product_id


def _goods(line: LineDraft) -> Hashable | None:
    return (line.brand, line.model, line.name)


def _seen(line: LineDraft | None) -> Iterable[object]:
    """Return what the customer sees of a line."""
    if line is None:
        return ()
    names = ("name", "brand", "model", "spec", "unit", "room", "group", "quantity", "price", "note")
    return tuple(getattr(line, name) for name in names)
