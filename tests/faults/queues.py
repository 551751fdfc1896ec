"""Prints through real queues of a print server of its own: a 24-pin driver and a PDF driver, both writing files that are read back."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

from PIL import Image, ImageFilter

from dealer_crm.documents.pdf.pages import INCH, paper_of
from dealer_crm.documents.pdf.render import page_dots, page_image, page_sizes
from dealer_crm.domain.calibration import lift
from tests.documents.escp import DPI, covered, forms

ROOT = Path(__file__).parents[2]
NEEDLE, SHEET = "drv:///sample.drv/epson24.ppd", "lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd"
NEEDED = ("cupsd", "lpadmin", "lpstat", "gs")
TRIES, PAUSE = 600, 0.1
_FILES = """FileDevice Yes
ServerRoot {place}/root
StateDir {place}/state
CacheDir {place}/cache
RequestRoot {place}/spool
TempDir {place}/tmp
AccessLog {place}/log/access
ErrorLog {place}/log/error
PageLog {place}/log/page
SystemGroup root
User {user}
Group {group}
"""
_SERVER = """LogLevel warn
Listen {place}/socket
Browsing No
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
  </Limit>
</Policy>
"""


class NoQueues(Exception):
    """This computer cannot run a print server for us; the text says why, as a user may read it."""


@dataclass(frozen=True)
class Order:
    """A delivery note of so many lines (0 = ten numbered sheets), printed as the program prints it; `sabotage` breaks the printer's
    set-up, `trouble` (gone, paused) comes to the queue while it prints."""

    paper: str
    driver: str = NEEDLE
    lines: int = 6
    copies: int = 1
    offset_x: int = 0
    offset_y: int = 0
    sabotage: str = ""
    drift: int = 0
    technique: str = "auto"
    trouble: str = ""


@dataclass(frozen=True)
class Printed:
    """What was sent, and what the queue wrote; `refused` is why it was not sent."""

    pdf: bytes
    pages: int
    written: bytes
    refused: str = ""


@contextmanager
def server() -> Iterator[Path]:
    """Run a print server in a folder of its own and yield that folder. Raises NoQueues."""
    absent = [name for name in NEEDED if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]
    if absent:
        raise NoQueues(f"no {' and '.join(absent)} here, so no real print queue can be tried")
    if os.getuid():
        raise NoQueues("only the administrator may start a print server, so no real print queue can be tried")
    place = Path(tempfile.mkdtemp(prefix="dealer-crm-queues-"))
    process = _start(place)
    try:
        _wait_for(lambda: "is running" in _run(place, "lpstat", "-r").stdout, process)
        yield place
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(place, ignore_errors=True)


def _start(place: Path) -> subprocess.Popen[bytes]:
    user = pwd.getpwnam("lp")
    place.chmod(0o755)
    for name in ("root", "state", "cache", "spool", "tmp", "log"):
        folder = place / name
        folder.mkdir()
        os.chown(folder, user.pw_uid, user.pw_gid)
    names = {"place": place, "user": user.pw_name, "group": "lp"}
    (place / "files.conf").write_text(_FILES.format(**names), "utf-8")
    (place / "server.conf").write_text(_SERVER.format(**names), "utf-8")
    command = ["/usr/sbin/cupsd", "-f", "-c", str(place / "server.conf"), "-s", str(place / "files.conf")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _run(place: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CUPS_SERVER": str(place / "socket"), "LC_ALL": "C", "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False)


def _wait_for(ready: object, process: subprocess.Popen[bytes]) -> None:
    """Ask until it is so. Raises NoQueues when the server ends or never answers."""
    assert callable(ready)
    pause = Event()
    for _ in range(TRIES):
        if ready():
            return
        if process.poll() is not None:
            break
        pause.wait(PAUSE)
    raise NoQueues("the print server does not start here, so no real print queue can be tried")


def printed(orders: Sequence[Order]) -> list[Printed]:
    """Print every order on a queue of its own. Raises NoQueues."""
    with server() as place:
        for number, order in enumerate(orders):
            target = place / f"{number}.out"
            target.touch()
            options = ("-v", f"file://{target}", "-m", order.driver)
            made = _run(place, "lpadmin", "-p", f"queue{number}", "-E", *options)
            if made.returncode:
                raise NoQueues(f"the print server has no driver for {order.driver}: {made.stderr.strip()}")
        sent = _run(place, sys.executable, "-m", "tests.faults.at_the_printer", str(place), json.dumps([asdict(one) for one in orders]))
        if sent.returncode:
            raise RuntimeError(sent.stderr)
        for number, order in enumerate(orders):
            if order.trouble == "paused":
                _run(place, "cupsenable", f"queue{number}")
        pause = Event()
        while _run(place, "lpstat", "-o").stdout.strip():
            pause.wait(PAUSE)
        return [_came(place, number, found) for number, found in enumerate(json.loads(sent.stdout.splitlines()[-1]))]


def _came(place: Path, number: int, found: int | str) -> Printed:
    sent, written = (place / f"{number}.pdf").read_bytes(), (place / f"{number}.out").read_bytes()
    return Printed(sent, 0, written, found) if isinstance(found, str) else Printed(sent, found, written)


@dataclass(frozen=True)
class QueueFigures:
    """Forms and sheets that came out of the queues; `least_in_place` is the part of each page's ink that lies where it belongs."""

    orders: int
    forms: int
    sheets: int
    pages_wrong: int
    sizes_wrong: int
    misplaced: int
    least_in_place: float


USUAL = (
    Order("CONT_241x140"),
    Order("CONT_241x140", offset_x=10, offset_y=-10),
    Order("CONT_241x140", lines=20, copies=2),
    Order("CONT_241x93", lines=1),
    Order("CONT_241x280"),
    Order("A4", SHEET),
    Order("A5", SHEET, lines=20),
    Order("A5_LANDSCAPE", SHEET),
)
BROKEN = (Order("CONT_241x140", sabotage="lying"), Order("CONT_241x140", sabotage="wrong form"), Order("A4", SHEET, sabotage="lying"))
IN_PLACE = 0.95
_MM = 25.4 / 72
_SHEET_DPI = 120
_BLACK, _GREY = 96, 216
"""Thin lines lose ink when a picture of them is scaled: what must be there is black, what counts as there may be grey."""


def compared(orders: Sequence[Order], came: Sequence[Printed]) -> QueueFigures:
    """Compare what came out with the papers that went in."""
    pages_wrong = sizes_wrong = forms_seen = sheets_seen = 0
    parts: list[float] = []
    for order, one in zip(orders, came, strict=True):
        right, found, places = (_needle if order.driver == NEEDLE else _sheet)(order, one)
        pages_wrong += found != one.pages * order.copies
        sizes_wrong += not right
        parts += places
        forms_seen += found if order.driver == NEEDLE else 0
        sheets_seen += found if order.driver != NEEDLE else 0
    misplaced = sum(part < IN_PLACE for part in parts)
    return QueueFigures(len(orders), forms_seen, sheets_seen, pages_wrong, sizes_wrong, misplaced, round(min(parts, default=0.0), 4))


def _needle(order: Order, one: Printed) -> tuple[bool, int, list[float]]:
    """Return whether every form has the paper's length, how many there are, and how much of each one's ink is in its place."""
    width, height = (side / INCH for side in paper_of(order.paper).size)
    struck = forms(one.written, round(width * DPI))
    shift_x, shift_y = round(order.offset_x * DPI / 254), round(order.offset_y * DPI / 254)
    places = []
    for number, form in enumerate(struck):
        dots = page_dots(one.pdf, number % one.pages, DPI)
        wanted = Image.frombytes("1", (dots.width, dots.height), dots.data, "raw", "1", dots.stride)
        lifted = shift_y - lift(number, order.drift, DPI)
        places.append(max(_meeting(wanted, form.dots, (shift_x, lifted + off)) for off in (0, -1)))
    return all(abs(form.inches - height) < 0.01 for form in struck), len(struck), places


def _meeting(wanted: Image.Image, struck: Image.Image, shift: tuple[int, int]) -> float:
    """Return how much of either picture's ink lies on the other's; a form that is no whole number of points may sit a dot higher."""
    return min(covered(wanted, struck, shift), covered(struck, wanted, (-shift[0], -shift[1])))


def _sheet(order: Order, one: Printed) -> tuple[bool, int, list[float]]:
    """The same for sheets: a lying one may come out upright, as it goes through the printer."""
    sizes = page_sizes(one.written)
    wanted = sorted(paper_of(order.paper).size)
    right = all(abs(a - b) * _MM < 1 for size in sizes for a, b in zip(sorted(size), wanted, strict=True))
    return right, len(sizes), [_in_place(one, number) for number in range(len(sizes))]


def _in_place(one: Printed, number: int) -> float:
    """Compare a sheet with its page as pictures, either way round where the sheet went through upright."""
    page, sheet = number % one.pages, number
    there = _same(_picture(one.pdf, page, _BLACK), _turned(_picture(one.written, sheet, _GREY)))
    nothing_else = _same(_picture(one.written, sheet, _BLACK), _turned(_picture(one.pdf, page, _GREY)))
    return min(there, nothing_else)


def _turned(picture: Image.Image) -> tuple[Image.Image, ...]:
    return picture, picture.transpose(Image.Transpose.ROTATE_90), picture.transpose(Image.Transpose.ROTATE_270)


def _same(wanted: Image.Image, ways: Sequence[Image.Image]) -> float:
    return max(covered(wanted, way.filter(ImageFilter.MinFilter(3)).resize(wanted.size)) for way in ways)


def _picture(pdf: bytes, number: int, darkest: int) -> Image.Image:
    page = page_image(pdf, number, _SHEET_DPI)
    grey = Image.frombytes("RGB", (page.width, page.height), page.data, "raw", "BGR", page.stride).convert("L")
    return grey.point(lambda value: 0 if value < darkest else 255)


def figures(_count: int | None) -> QueueFigures:
    """Print the usual orders. Raises NoQueues."""
    return compared(USUAL, printed(USUAL))
