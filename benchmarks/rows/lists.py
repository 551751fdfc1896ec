"""Rows of the list: first page in any order, scrolling, jumping; in the program's own window."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.processes import run_child
from benchmarks.rows.row import Outcome, Row


def first_page(bench: Bench) -> Outcome:
    """Sort by each column in turn; the slowest counts."""
    found = run_child("lists", bench.own.path, "sort", bench.rounds)
    ratios = {key: took / found["floor"] for key, took in found["sorts"].items()}
    worst, best = max(ratios, key=lambda key: ratios[key]), min(ratios, key=lambda key: ratios[key])
    return Outcome(ratios[worst], f"CPU; slowest {worst}, quickest {best} 1/{1 / ratios[best]:.0f}, of {len(ratios)} orders")


def scroll(bench: Bench) -> Outcome:
    """Scroll by pages."""
    found = run_child("lists", bench.own.path, "scroll", bench.rounds)
    slow = f"{found['slow']} of {found['frames']} frames over 16.7 ms (Qt's own: {found['floor_slow']})"
    return Outcome(found["ratio"], f"CPU, p99; median {found['middle']:.2f}; {slow}", slow if found["slow"] else "")


def jump(bench: Bench) -> Outcome:
    """Jump to the end."""
    return Outcome(run_child("lists", bench.own.path, "jump", bench.rounds * 4)["ratio"], "CPU; neither page fetched before")


ROWS = (
    Row("first-page", "first page, any sort order, to repaint", 1 / 10, "ORM: all lines loaded", first_page),
    Row("scroll", "scrolling: frame p99", 1.0, "QStandardItemModel (C++), same cells", scroll),
    Row("jump", "jump anywhere: last page", 1.5, "the first page", jump),
)
