"""Draws architecture.svg from the imports of the program: .venv/bin/python docs/images/architecture.py."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = "dealer_crm"
SIDE, TOP, BOX, STEP_X, STEP_Y = 28, 58, (138, 40), 88, 62
INK, PALE, LINE, WRONG = "#1f2937", "#eef2f7", "#64748b", "#b91c1c"
TEXT = f'font-family="sans-serif" fill="{INK}"'


def rooms() -> list[str]:
    """Return the rooms from the top down, as the contract of the layers names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [room.strip() for layer in layers for room in layer.split("|") if not room.startswith("__")]


def measured() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return the lines of each room, and how many modules of it import from each other one."""
    lines: Counter[str] = Counter()
    arrows: Counter[tuple[str, str]] = Counter()
    for file in sorted((ROOT / PACKAGE).rglob("*.py")):
        room = file.relative_to(ROOT / PACKAGE).parts[0].removesuffix(".py")
        text = file.read_text("utf-8")
        lines[room] += text.count("\n")
        for name in imported(ast.parse(text)):
            arrows[room, name] += room != name
    return lines, arrows


def imported(tree: ast.Module) -> set[str]:
    """Return the rooms of which a module imports something."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith(f"{PACKAGE}.")}


def drawn() -> str:
    """Return the picture: boxes on a stair, each arrow out to the right and down to what it imports; one that points up is red."""
    names, (lines, arrows) = rooms(), measured()
    places = {name: (SIDE + n * STEP_X, TOP + n * STEP_Y) for n, name in enumerate(names)}
    pairs = [(one, other) for one in names for other in names if arrows[one, other]]
    paths, numbers = zip(*(arrow(pair, places, arrows[pair]) for pair in pairs), strict=True)
    parts = [*paths, *numbers, *(box(name, places[name], lines[name], max(lines.values())) for name in names)]
    width, height = SIDE * 2 + STEP_X * (len(names) - 1) + BOX[0], TOP + STEP_Y * (len(names) - 1) + BOX[1] + SIDE
    head = "Rooms with their lines; an arrow: how many modules import from the room below"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        '<defs><marker id="tip" markerWidth="7" markerHeight="6" refX="6" refY="3" orient="auto">'
        f'<path d="M0,0 L7,3 L0,6 z" fill="{LINE}"/></marker></defs>\n'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="{SIDE}" y="32" font-size="14" {TEXT}>{head}</text>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def box(name: str, place: tuple[int, int], lines: int, most: int) -> str:
    """Return a room; the bar at its foot is as long as the room is large."""
    x, y = place
    bar = max(round(BOX[0] * lines / most), 2)
    return (
        f'<g data-room="{name}"><rect x="{x}" y="{y}" width="{BOX[0]}" height="{BOX[1]}" rx="5" fill="{PALE}" stroke="{INK}"/>'
        f'<rect x="{x}" y="{y + BOX[1] - 5}" width="{bar}" height="5" rx="2" fill="#2563eb"/>'
        f'<text x="{x + 8}" y="{y + 22}" font-size="14" font-weight="bold" {TEXT}>{name}</text>'
        f'<text x="{x + BOX[0] - 6}" y="{y + 22}" font-size="11" text-anchor="end" {TEXT}>{lines:,}</text></g>'
    )


def arrow(pair: tuple[str, str], places: dict[str, tuple[int, int]], count: int) -> tuple[str, str]:
    """Return one arrow, and its number where it turns down."""
    (x, y), (to_x, to_y) = places[pair[0]], places[pair[1]]
    down = to_y > y
    start, turn, level = x + BOX[0], to_x + BOX[0] - 14, y + BOX[1] // 2
    end, colour = (to_y - 1, LINE) if down else (to_y + BOX[1] + 1, WRONG)
    path = (
        f'<path data-from="{pair[0]}" data-to="{pair[1]}" d="M{start},{level} H{turn} V{end}" fill="none" stroke="{colour}" '
        'stroke-opacity="0.55" marker-end="url(#tip)"/>'
    )
    number = (
        f'<circle cx="{turn}" cy="{level}" r="12" fill="#ffffff" stroke="{colour}"/>'
        f'<text x="{turn}" y="{level + 4}" font-size="10" text-anchor="middle" {TEXT}>{count}</text>'
    )
    return path, number


if __name__ == "__main__":
    (HERE / "architecture.svg").write_text(drawn(), "utf-8", newline="\n")
