"""The row of growth: what must not depend on how many customers there are, and what may grow with them but no faster."""

from __future__ import annotations

import itertools
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.bench import Bench
from benchmarks.measuring import taken
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.opened import Opened
from dealer_crm.services.customer_list import CustomerSpec

PAGE = 50
TIMES = 15
Ask = Callable[[Opened], Callable[[], object]]
clock = time.process_time


def _page(opened: Opened) -> Callable[[], object]:
    return lambda: opened.customer_list.page(CustomerSpec(sort="name"), PAGE)


def _caller(opened: Opened) -> Callable[[], object]:
    ids = opened.customer_list.ids(CustomerSpec(sort="number"))
    phones = itertools.cycle(row.phone for row in opened.customer_list.rows(ids[:: max(1, len(ids) // TIMES)][:TIMES]))
    return lambda: opened.customer_list.find(next(phones))


def _save(opened: Opened) -> Callable[[], object]:
    ids = itertools.cycle(range(1, opened.customer_list.count(), 97))
    counted = itertools.count()

    def save() -> None:
        customer_id = next(ids)
        draft, version = opened.customers.draft(customer_id)
        opened.customers.edit(customer_id, replace(draft, note=f"改 {next(counted)}"), version)

    return save


def _sorted(opened: Opened) -> Callable[[], object]:
    return lambda: opened.customer_list.ids(CustomerSpec(sort="last_words"))


def _filtered(opened: Opened) -> Callable[[], object]:
    return lambda: opened.customer_list.ids(CustomerSpec(words="花园", sort="balance", descending=True))


def _figures(opened: Opened) -> Callable[[], object]:
    return lambda: (opened.customer_list.counts(), opened.agenda.figures())


def _median(bench: Bench, customers: int, ask: Ask) -> float:
    with bench.opened(bench.own_of(customers)) as opened:
        work = ask(opened)
        work()
        return statistics.median(taken(work, clock) for _ in range(TIMES))


def _open(bench: Bench, customers: int) -> float:
    def open_and_close() -> None:
        with bench.opened(bench.own_of(customers)):
            pass

    open_and_close()
    return statistics.median(taken(open_and_close, clock) for _ in range(bench.rounds))


def _growth(bench: Bench, ask: Ask, *, per_tenfold: bool) -> Outcome:
    sizes = sorted(bench.sizes)
    took = [_median(bench, size, ask) for size in sizes]
    steps = zip(itertools.pairwise(took), itertools.pairwise(sizes), strict=True)
    tenfolds = [(later / earlier) ** (1 / _tenfold(one, other)) for (earlier, later), (one, other) in steps]
    ratio = max(tenfolds) if per_tenfold else took[-1] / took[0]
    return Outcome(ratio, _said(sizes, took))


def _said(sizes: Sequence[int], took: Sequence[float]) -> str:
    return "CPU; " + ", ".join(f"{size:,}: {one / took[0]:.2f}" for size, one in zip(sizes, took, strict=True))


def _tenfold(one: float, other: float) -> float:
    """Return how many tens lie between two sizes."""
    return math.log10(other / one) or 1.0


def opening(bench: Bench) -> Outcome:
    """Open the store, with lock and services."""
    sizes = sorted(bench.sizes)
    took = [_open(bench, size) for size in sizes]
    return Outcome(took[-1] / took[0], _said(sizes, took))


def _row(name: str, operation: str, ask: Ask, *, per_tenfold: bool = False) -> Row:
    floor = "a shop of a tenth" if per_tenfold else "the smallest shop"
    return Row(name, operation, 12.0 if per_tenfold else 1.5, floor, lambda bench: _growth(bench, ask, per_tenfold=per_tenfold))


ROWS = (
    Row("grow-open", "growth: opening", 1.5, "the smallest shop", opening),
    _row("grow-page", "growth: first page of an indexed order", _page),
    _row("grow-caller", "growth: caller lookup", _caller),
    _row("grow-save", "growth: save", _save),
    _row("grow-sort", "growth: order without an index", _sorted, per_tenfold=True),
    _row("grow-filter", "growth: filter by words", _filtered, per_tenfold=True),
    _row("grow-figures", "growth: all figures of Today and of the list", _figures, per_tenfold=True),
)
