"""Papers of the whole program on their way to the printer: shown, printed as last time, asked about, copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrinterGone, PrintOutcome, remembered
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.shop import ShopDraft
from dealer_crm.ui.printing import printer
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.printing.missing import MissingDialog
from dealer_crm.ui.widgets import Button
from tests.app.windows import Running, running
from tests.ui.finding import find

NEEDLE = "Needle"
KIND = "customer_record"


class Queue:
    """Stands in for the printers of the computer."""

    def __init__(self) -> None:
        self.names = [NEEDLE]
        self.vanishes = False
        self.sent: list[tuple[bytes, PaperChoice, PrintChoice]] = []

    def send(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, _progress: Progress) -> PrintOutcome:
        if self.vanishes:
            raise PrinterGone(printer=choice.printer)
        self.sent.append((pdf, paper, choice))
        return PrintOutcome(choice.printer, 1, choice.copies)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    """One printer."""
    made = Queue()
    monkeypatch.setattr(printer, "printers", lambda: list(made.names))
    monkeypatch.setattr(printer, "send", made.send)
    return made


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, queue: Queue) -> Iterator[Running]:
    """A window with one customer in view, of a shop that knows its address."""
    with running(qtbot, tmp_path / "shop") as found:
        shop = found.opened.shop
        shop.save_shop(ShopDraft("Warm Home", address="88 Road", phone="142", version=shop.shop().version))
        found.wiring.rooms.open_customer(found.opened.customers.create(CustomerDraft(name="Wang Fang")))
        yield found
        for dialog in dialogs(found):
            dialog.reject()


def dialogs(run: Running) -> list[PrintDialog]:
    return [dialog for dialog in run.window.findChildren(PrintDialog) if dialog.isVisible()]


def test_preview_prints_and_the_next_one_goes_straight_out(run: Running, queue: Queue) -> None:
    run.window.commands.run("print_preview")
    dialog = dialogs(run)[0]
    dialog.panel.paper.setCurrentIndex(1)
    dialog.print_button.click()
    run.wait(lambda: len(queue.sent) == 1 and not dialogs(run))
    kept = run.opened.settings.value.printing[KIND]
    assert (kept.printer, kept.paper) == (NEEDLE, "A5")
    assert SettingsFile(run.opened.folder.path / "settings.json", run.opened.now).value.printing[KIND] == kept
    run.window.commands.run("print_now")
    run.wait(lambda: len(queue.sent) == 2)
    assert dialogs(run) == []
    pdf, paper, choice = queue.sent[1]
    assert (paper.key, choice) == ("A5", kept)
    assert pdf[:5] == b"%PDF-"
    run.wait(lambda: run.opened.print_log.times(KIND, 1) == 2)


def test_a_character_that_cannot_be_printed_is_seen_before_the_paper_is(run: Running, queue: Queue) -> None:
    run.opened.settings.change(printing={KIND: PrintChoice(printer=NEEDLE, paper="A4")})
    run.wiring.rooms.open_customer(run.opened.customers.create(CustomerDraft(name="笑😀")))
    run.window.commands.run("print_now")
    run.wait(lambda: bool(dialogs(run)))
    run.wait(lambda: dialogs(run)[0].message.isVisible())
    assert queue.sent == []


def test_direct_print_without_memory_shows_the_paper(run: Running, queue: Queue) -> None:
    run.window.commands.run("print_now")
    assert len(dialogs(run)) == 1
    assert queue.sent == []


def test_direct_print_to_a_printer_that_is_gone_shows_the_paper(run: Running, queue: Queue) -> None:
    run.opened.settings.change(printing={KIND: PrintChoice("Old one", "A4")})
    run.window.commands.run("print_now")
    assert "Old one" in dialogs(run)[0].message.text()
    assert queue.sent == []


def test_printer_that_vanishes_meanwhile_is_said(run: Running, queue: Queue) -> None:
    run.opened.settings.change(printing={KIND: PrintChoice(NEEDLE, "A4")})
    queue.vanishes = True
    run.wiring.printing.direct(run.wiring.papers.record(1))
    run.wait(lambda: len(run.prompts.asked) == 1)
    assert NEEDLE in run.prompts.asked[0][1]


def test_missing_shop_data_is_asked_for_first(run: Running) -> None:
    shop = run.opened.shop
    shop.save_shop(ShopDraft("Warm Home", version=shop.shop().version))
    run.window.commands.run("print_preview")
    asking = find(run.window, MissingDialog)
    assert dialogs(run) == []
    find(asking, Button, "missing_pass").click()
    assert len(dialogs(run)) == 1
    assert shop.shop().address == ""


def test_picture_and_file_need_no_printer(run: Running, queue: Queue, tmp_path: Path) -> None:
    queue.names = []
    job = run.wiring.papers.record(1)
    run.wiring.printing.picture(job)
    assert QGuiApplication.clipboard().image().width() > 1_000
    run.wiring.printing.save_pdf(job, tmp_path / "record.pdf")
    assert (tmp_path / "record.pdf").read_bytes()[:5] == b"%PDF-"


def test_ctrl_p_is_the_key(run: Running, qtbot: QtBot) -> None:
    qtbot.keyClick(run.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert len(dialogs(run)) == 1


@pytest.mark.parametrize("stored", [None, [], "x", {"delivery": 3}])
def test_unsound_memory_is_left_out(stored: object) -> None:
    assert remembered(stored) == {}


def test_unsound_part_of_a_memory_is_left_out() -> None:
    entry = {"printer": 1, "paper": "A4", "copies": 900, "copy_names": "x", "with_prices": 0, "offset_x": True, "offset_y": -9999}
    assert remembered({"delivery": entry}) == {"delivery": PrintChoice(paper="A4", copies=20, offset_y=-200)}


def test_direct_print_on_a_size_that_is_gone_shows_the_paper(run: Running, queue: Queue) -> None:
    run.opened.settings.change(printing={KIND: PrintChoice(NEEDLE, "OWN_2000x1480")})
    run.window.commands.run("print_now")
    assert len(dialogs(run)) == 1
    assert queue.sent == []


def test_keys_that_are_struck_twice_print_once_and_nothing_is_shown_beside(run: Running, queue: Queue) -> None:
    run.opened.settings.change(printing={KIND: PrintChoice(NEEDLE, "A4")})
    run.window.commands.run("print_now")
    run.window.commands.run("print_now")
    run.window.commands.run("print_preview")
    assert dialogs(run) == []
    run.wait(lambda: run.opened.print_log.times(KIND, 1) == 1)
    assert len(queue.sent) == 1
    run.window.commands.run("print_now")
    run.wait(lambda: len(queue.sent) == 2)
