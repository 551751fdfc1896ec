"""How long the window makes one wait: every page and common deed on a made-up shop, the longest turn of the event loop first."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.processes import run_child

NAME = "waits"
AIM_MS = 100
"""So long a turn may take: what takes longer is felt."""


def lines(bench: Bench) -> Iterator[str]:
    """Walk through the window and return the table, the longest first."""
    found: dict[str, tuple[float, float]] = run_child(NAME, bench.own.path, bench.rounds)["waits"]
    over = sum(cpu > AIM_MS for _clock, cpu in found.values())
    yield f"\n{bench.customers:,} customers, {len(found)} deeds, {over} of them over {AIM_MS} ms of the window's own time\n"
    yield "| deed | by the clock, ms | the window's own CPU time, ms |\n|---|---|---|"
    for name, (clock, cpu) in sorted(found.items(), key=lambda one: -one[1][1]):
        yield f"| {name} | {clock:.0f} | {cpu:.0f} |"
