"""Rows of the start: whole processes until something is painted, against an empty window."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks.bench import Bench
from benchmarks.processes import run_child
from benchmarks.rows.row import Outcome, Row

BARE = "bare QMainWindow, whole process"


def _pairs(bench: Bench, until: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    def once() -> tuple[dict[str, Any], dict[str, Any]]:
        return run_child("start", bench.own.path, until), run_child("bare")

    once()
    return [once() for _ in range(bench.rounds)]


def _ratio(pairs: list[tuple[dict[str, Any], dict[str, Any]]], figure: str) -> float:
    return statistics.median([float(one[figure]) / float(other[figure]) for one, other in pairs])


def _start(bench: Bench, until: str) -> Outcome:
    pairs = _pairs(bench, until)
    return Outcome(_ratio(pairs, "cpu"), f"CPU; wall {_ratio(pairs, 'wall'):.2f}")


def shell(bench: Bench) -> Outcome:
    """Start until the window is painted, its rooms empty."""
    return _start(bench, "shell")


def customers(bench: Bench) -> Outcome:
    """Start until fifty customers are painted."""
    return _start(bench, "customers")


def memory(bench: Bench) -> Outcome:
    """Memory after scrolling through the list of everybody."""
    pairs = _pairs(bench, "end")
    return Outcome(_ratio(pairs, "peak"), "peak of the process")


ROWS = (
    Row("start", "start to first painted window", 1.5, BARE, shell),
    Row("customers", "start to first 50 customers painted", 3.5, BARE, customers),
    Row("memory", "memory with the whole list open", 2.2, BARE, memory),
)
