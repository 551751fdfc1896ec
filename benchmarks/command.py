"""The command: measures the rows that are asked for and prints the table."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import waits
from benchmarks.bench import Bench
from benchmarks.measuring import ROUNDS
from benchmarks.rows.registry import BY_NAME, ROWS
from benchmarks.rows.row import Outcome, Row
from benchmarks.table import as_values, line, title

SIZES = (10_000, 100_000)


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    known = [*BY_NAME, waits.NAME]
    parser.add_argument("rows", nargs="*", metavar="row", help=f"which rows, else all: {' '.join(BY_NAME)}; or {waits.NAME}")
    parser.add_argument("--customers", type=int, default=100_000, help="size of the shop, a multiple of 10 (100000)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sizes that growth is measured over (10000 100000)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured ({ROUNDS})")
    parser.add_argument("--cache", type=Path, help="folder that made-up shops are kept in (the platform's cache folder)")
    parser.add_argument("--json", action="store_true", help="print JSON, one row a line")
    options = parser.parse_args(given)
    unknown = set(options.rows).difference(known)
    if unknown:
        parser.error(f"no such row: {' '.join(sorted(unknown))}")
    return options


def main(given: Sequence[str]) -> int:
    """Measure, and print each row as soon as it is known."""
    options = _options(given)
    chosen = [row for row in ROWS if not options.rows or row.name in options.rows]
    if chosen and not options.json:
        print(title(options.customers))
    with TemporaryDirectory(prefix="dealer-crm-bench-") as place:
        bench = Bench(options.customers, Path(place), options.cache, options.rounds, tuple(options.sizes))
        for row in chosen:
            _print(row, row.measure(bench), as_json=options.json)
        if waits.NAME in options.rows:
            print(*waits.lines(bench), sep="\n", flush=True)
    return 0


def _print(row: Row, outcome: Outcome, *, as_json: bool) -> None:
    print(json.dumps(as_values(row, outcome), ensure_ascii=False) if as_json else line(row, outcome), flush=True)
