"""Draws the pictures of README and guides anew: .venv/bin/python docs/images/build.py [NAME…] (some four minutes, no screen needed)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COLOURS = 256
WIDE, LOW = "1366x690", "911x440"
PICTURES = {
    ("zh", "light", WIDE): {
        "welcome": "welcome",
        "import-check": "import-check",
        "today": "today",
        "search": "search",
        "caller": "caller",
        "customer": "customer-timeline",
        "customer-form": "customer-new-duplicate",
        "customer-record": "customer-record",
        "customer-people": "customer-people",
        "log-follow-up": "log-follow-up",
        "history": "history",
        "restore": "settings-restore",
        "calendar": "calendar",
        "calendar-day": "calendar-day",
        "quote": "quote",
        "order": "order",
        "order-plan": "order-plan",
        "delivery": "delivery",
        "care-machine": "care-machine",
        "complaint": "complaint",
        "reports": "reports-takings",
        "receivables": "reports-owed",
        "drawer": "reports-drawer",
        "print-note": "print-note",
    },
    ("zh", "dark", WIDE): {"customers-dark": "customers"},
    ("zh", "light", LOW): {"small-window": "customer-timeline"},
    ("en", "light", WIDE): {"today-english": "today"},
}
"""Language, colours and size of a tour; then our picture and the one of the tour."""


def run(*arguments: str) -> str:
    """Run a command of the program and return what it prints."""
    command = [sys.executable, "-m", "dealer_crm", *arguments, "--json"]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours: a third of the size, and no difference to see."""
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def wanted(name: str) -> bool:
    """Tell whether a picture is drawn: all of them, or those that were named."""
    return not sys.argv[1:] or name in sys.argv[1:]


def draw_tours(place: Path) -> None:
    """Take the tours that have pictures which are wanted."""
    for (language, theme, size), names in PICTURES.items():
        chosen = {ours: theirs for ours, theirs in names.items() if wanted(ours)}
        to = place / f"{language}-{theme}-{size}"
        if chosen:
            run("tour", "--to", str(to), "--size", size, "--theme", theme, "--lang", language)
        for ours, theirs in chosen.items():
            keep(Image.open(to / f"{theirs}.png"), ours)


def draw_papers(place: Path) -> None:
    """Print the record of a customer and the contract of an order that waits for it."""
    shop = str(place / "shop")
    run("demo", "--data", shop, "--lang", "zh")
    customer = json.loads(run("search", "温暖如", "--data", shop))["rows"][0]["number"]
    orders = json.loads(run("list", "orders", "--data", shop, "--lang", "en"))["rows"]
    draft = next(row["number"] for row in orders if row["state"] == "Draft")
    for ours, kind, number in (("record", "customer", customer), ("contract", "contract", draft)):
        paper = str(place / f"{ours}.pdf")
        run("print", kind, number, "--to", paper, "--data", shop, "--lang", "zh")
        if wanted(ours):
            keep(pypdfium2.PdfDocument(paper)[0].render(scale=1.5).to_pil(), ours)


def main() -> None:
    """Take the tours and the papers."""
    with TemporaryDirectory() as place:
        draw_tours(Path(place))
        draw_papers(Path(place))


main()
