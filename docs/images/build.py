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
sys.path.insert(0, str(ROOT))

from cases import Cases  # noqa: E402 - it lies beside, and the program is found from wherever this is run
from print_desk import Desk  # noqa: E402
from sites import Sites  # noqa: E402

from dealer_crm.app.stage import Look  # noqa: E402

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
    },
    ("zh", "dark", WIDE): {"customers-dark": "customers"},
    ("zh", "light", LOW): {"small-window": "customer-timeline"},
    ("en", "light", WIDE): {"today-english": "today"},
}
"""Language, colours and size of a tour; then our picture and the one of the tour."""
DESK = {"zh": ("print-note", "paper-settings", "batch", "wizard-forms", "overprint"), "en": ("wizard-forms-english",)}
"""Language; then the pictures of dialogs that print."""
SITES = {"zh": ("sites", "site", "acceptance", "sheet-template", "expectations"), "en": ("sites-english",)}
"""Language; then the pictures of sites and their sheets."""
CASES = ("complaint-waiting", "complaint-analysis")
"""Pictures of complaints."""


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


def rows_of(listed: str, shop: Path) -> list[dict[str, str]]:
    """Return the lines of a list of the sample shop, in English."""
    rows: list[dict[str, str]] = json.loads(run("list", listed, "--data", str(shop), "--lang", "en"))["rows"]
    return rows


def draw_papers(shop: Path) -> None:
    """Print the record of a customer, the contract of an order that waits for it, a delivery on two sizes, the care card of a machine."""
    customer = json.loads(run("search", "温暖如", "--data", str(shop)))["rows"][0]["number"]
    draft = next(row["number"] for row in rows_of("orders", shop) if row["state"] == "Draft")
    machine = next(row["number"] for row in rows_of("equipment", shop) if row["care_on"])
    case = next(row["number"] for row in rows_of("complaints", shop) if row["customer"] == "常如意")
    papers = {
        "record": ("customer", customer),
        "contract": ("contract", draft),
        "note-241x140": ("delivery", delivery_of(shop), "--paper", "241x140", "--copies", "客户"),
        "note-241x93": ("delivery", delivery_of(shop), "--paper", "241x93", "--copies", "客户"),
        "care-card": ("care-card", machine),
        "complaint-evidence": ("evidence", case),
    }
    for ours, arguments in papers.items():
        if wanted(ours):
            paper = str(shop.parent / f"{ours}.pdf")
            run("print", *arguments, "--to", paper, "--data", str(shop), "--lang", "zh")
            keep(pypdfium2.PdfDocument(paper)[0].render(scale=1.5).to_pil(), ours)


def delivery_of(shop: Path) -> str:
    """Return the number of a delivery of several goods on which money is to be collected."""
    return next(row["number"] for row in rows_of("deliveries", shop) if float(row["collect"]) and "+2" in row["goods"])


def draw_desk(place: Path, shop: Path) -> None:
    """Draw the dialogs of the print desk; the wizard in both languages."""
    for language, names in DESK.items():
        chosen = [name for name in names if wanted(name)]
        if chosen:
            desk = Desk(shop, place, Look((1366, 690), "light", language), keep)
            desk.draw_all(chosen, delivery_of(shop))


def draw_sites(place: Path) -> None:
    """Draw sites and sheets, each language on a shop of its own."""
    for language, names in SITES.items():
        chosen = [name for name in names if wanted(name)]
        if chosen:
            shop = place / f"sites-{language}"
            run("demo", "--data", str(shop), "--lang", language)
            Sites(shop, place, Look((1366, 690), "light", language), keep).draw_all(chosen)


def draw_cases(place: Path, shop: Path) -> None:
    """Draw complaints."""
    chosen = [name for name in CASES if wanted(name)]
    if chosen:
        Cases(shop, place, Look((1366, 690), "light", "zh"), keep).draw_all(chosen)


def main() -> None:
    """Take the tours, the papers, the print desk, complaints and the sites."""
    with TemporaryDirectory() as place:
        shop = Path(place) / "shop"
        draw_tours(Path(place))
        run("demo", "--data", str(shop), "--lang", "zh")
        draw_papers(shop)
        draw_desk(Path(place), shop)
        draw_cases(Path(place), shop)
        draw_sites(Path(place))


main()
