"""Draws the pictures of README and guides anew: .venv/bin/python docs/images/build.py (some four minutes, no screen needed)."""

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
        "order": "order",
        "delivery": "delivery",
        "care-machine": "care-machine",
        "complaint": "complaint",
        "reports": "reports-takings",
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


def main() -> None:
    """Take the tours and the paper of one customer."""
    with TemporaryDirectory() as place:
        for (language, theme, size), names in PICTURES.items():
            to = Path(place) / f"{language}-{theme}-{size}"
            run("tour", "--to", str(to), "--size", size, "--theme", theme, "--lang", language)
            for ours, theirs in names.items():
                keep(Image.open(to / f"{theirs}.png"), ours)
        shop, paper = str(Path(place) / "shop"), str(Path(place) / "record.pdf")
        run("demo", "--data", shop, "--lang", "zh")
        found = json.loads(run("search", "温暖如", "--data", shop))["rows"][0]["number"]
        run("print", "customer", found, "--to", paper, "--data", shop, "--lang", "zh")
        page = pypdfium2.PdfDocument(paper)[0]
        keep(page.render(scale=1.5).to_pil(), "record")


main()
