"""Tasks of the usability script around the goods: order, delivery with its papers, warranty."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter

from dealer_crm.documents.pdf.render import page_image
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.ui.printing import printer
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import OFFSET_X, OFFSET_Y, PRINTER, Desk
from tests.journeys.usability.tasks import Task

Key = Qt.Key
POINTS = 72 / 25.4
SERIAL = "YL26K000024"


@dataclass
class PaperTray:
    """A printer whose sheets are PDF files; everything else is done as for one of metal."""

    folder: Path
    sent: list[tuple[bytes, PaperChoice, PrintChoice]] = field(default_factory=list)

    def send(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        """Print into a file."""
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setResolution(printer.NEEDLE_DPI)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(self.sheet(len(self.sent))))
        printer.dress(device, paper)
        outcome = printer.print_on(device, pdf, choice, progress)
        self.sent.append((pdf, paper, choice))
        return outcome

    def is_done(self, clerk: Clerk) -> bool:
        """Tell whether something was printed and the window is free again."""
        return bool(self.sent) and not clerk.sees("progress")

    def sheet(self, place: int) -> Path:
        """Return the file of a sheet."""
        return self.folder / f"{place}.pdf"

    def moved_by(self) -> tuple[float, float]:
        """Return how far (mm) the first sheet is moved against the same without a correction of the printer."""
        pdf, paper, choice = self.sent[0]
        self.send(pdf, paper, replace(choice, offset_x=0, offset_y=0), NoProgress())
        (x, y), (left, top) = (ink_from(self.sheet(place).read_bytes()) for place in (0, len(self.sent) - 1))
        return x - left, y - top


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    """The one printer of the shop."""
    made = PaperTray(tmp_path)
    monkeypatch.setattr(printer, "printers", lambda: [PRINTER])
    monkeypatch.setattr(printer, "send", made.send)
    return made


def size_mm(sheet: Path) -> tuple[float, float, int]:
    """Return width, height and rotation of the first page."""
    page = PdfReader(sheet).pages[0]
    return round(float(page.mediabox.width) / POINTS, 1), round(float(page.mediabox.height) / POINTS, 1), page.rotation


def ink_from(pdf: bytes) -> tuple[float, float]:
    """Return how far (mm) from left and top the first ink of the first page is."""
    found = page_image(pdf, 0, 150)
    image = QImage(found.data, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dots, stride = bytes(grey.constBits()), grey.bytesPerLine()
    rows = [dots[y * stride : y * stride + grey.width()] for y in range(grey.height())]
    left = min(at for at in (next((x for x, dot in enumerate(row) if dot < 128), grey.width()) for row in rows))
    top = next(y for y, row in enumerate(rows) if min(row) < 128)
    return left * 25.4 / 150, top * 25.4 / 150


def test_8_order_from_the_customer(desk: Desk) -> None:
    task = Task(desk, "8 order", "customers")
    opened = task.clerk.opened
    known = set(opened.order_list.ids(OrderSpec()))
    with task.at_most(6) as clerk:
        clerk.find("zyy", lambda: clerk.sees("customer_timeline"))
        clerk.key(Key.Key_O, CONTROL | SHIFT)
        clerk.wait(lambda: clerk.sees("cell_goods"))
        type_line(clerk, "P04", "2")
        type_line(clerk, "P12", "1", "350")
        task.look("order")
        clerk.key(Key.Key_F12)
        clerk.wait(lambda: len(opened.order_list.ids(OrderSpec())) == len(known) + 1)
    order = next(iter(set(opened.order_list.ids(OrderSpec())) - known))
    file = opened.orders.open(order)
    assert file.totals.total == 2 * 329_900 + 35_000
    assert file.state is OrderState.CONFIRMED
    assert not [action for action in clerk.counter.actions if action.startswith("click")]
    task.end()


def type_line(clerk: Clerk, product: str, quantity: str, price: str = "") -> None:
    """Type a line of the grid, which goes on by Enter: product, quantity, price."""
    for words in (product, quantity, price):
        if words:
            clerk.type(words)
        clerk.enter()


@pytest.mark.slow
def test_9_deliver_with_checklist_photo_and_note(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "9 delivery", "deliveries")
    opened = task.clerk.opened
    delivery = opened.delivery_list.ids(DeliverySpec(words="尉迟暖"))[0]
    wanted = [check.code for check in opened.deliveries.open(delivery).missing]
    assert len(wanted) == 9
    copy_picture()
    with task.at_most(14) as clerk:
        clerk.go("deliveries")
        clerk.key(Key.Key_Home)
        clerk.enter()
        clerk.wait(lambda: clerk.focus().objectName() == f"check_{wanted[0]}")
        for code in wanted[:-1]:
            go_down_to(clerk, code)
            clerk.key(Key.Key_Space)
        clerk.key(Key.Key_V, CONTROL)
        go_down_to(clerk, wanted[-1])
        clerk.type("35")
        clerk.enter()
        clerk.wait(lambda: not opened.deliveries.open(delivery).missing)
        task.look("checklist")
        clerk.save()
        clerk.seen("handover_save")
        clerk.save()
        clerk.wait(lambda: opened.deliveries.open(delivery).finished_at is not None)
        clerk.key(Key.Key_P, CONTROL | SHIFT)
        clerk.wait(lambda: tray.is_done(clerk))
    file = opened.deliveries.open(delivery)
    assert (file.photos, file.signed_by) == (1, "尉迟暖")
    assert size_mm(tray.sheet(0)) == (241.3, 139.7, 0)
    assert tray.moved_by() == pytest.approx((OFFSET_X / 10, OFFSET_Y / 10), abs=0.15)
    task.end()


def copy_picture() -> None:
    """Copy a photo in a messenger."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)


def go_down_to(clerk: Clerk, code: str) -> None:
    """Go down the checklist with arrows, over the end of a group into the next, to an item."""
    for _ in range(30):
        if clerk.focus().objectName() == f"check_{code}":
            return
        clerk.key(Key.Key_Down)
    raise AssertionError(f"{code} is not reached: {clerk.focus().objectName()}")


def test_10_warranty_by_serial_and_its_certificate(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "10 warranty", "care")
    with task.at_most(3) as clerk:
        clerk.find(SERIAL, lambda: clerk.sees("machine_answer"))
        assert clerk.seen("machine_answer").accessibleName()
        clerk.key(Key.Key_P, CONTROL | SHIFT)
        clerk.wait(lambda: tray.is_done(clerk))
    task.look("printed")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(tray.sent[0][0])).pages)
    assert SERIAL in words
    task.end()
