"""How the figures are written: one line of a Markdown table for each row."""

from __future__ import annotations

from typing import Any

from benchmarks.rows.row import Outcome, Row


def title(customers: int) -> str:
    """Return the head of the table."""
    return f"\n{customers:,} customers\n\n| row | operation | aim | ratio | met | floor | notes |\n|---|---|---|---|---|---|---|"


def line(row: Row, outcome: Outcome) -> str:
    """Return one row."""
    met = "yes" if row.met(outcome) else "**no**"
    notes = "; ".join(filter(None, (outcome.faults, outcome.detail)))
    return f"| {row.name} | {row.operation} | ≤ {ratio(row.aim)} | {ratio(outcome.ratio)} | {met} | {row.floor} | {notes} |"


def ratio(value: float) -> str:
    """Write a ratio as the aims do: below one as a fraction of one."""
    return f"{value:.2f}" if value >= 0.995 else f"1/{1 / value:.1f}".removesuffix(".0")


def as_values(row: Row, outcome: Outcome) -> dict[str, Any]:
    """Return the row as plain values."""
    return {
        "row": row.name,
        "operation": row.operation,
        "aim": row.aim,
        "ratio": outcome.ratio,
        "met": row.met(outcome),
        "floor": row.floor,
        "detail": outcome.detail,
        "faults": outcome.faults,
    }
