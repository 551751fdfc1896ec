"""Many papers at one printer: what it has is marked, the rest is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from dealer_crm.domain.batches import PaperState
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrinterGone, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.store import StoreFull
from dealer_crm.i18n import translator
from dealer_crm.ui.printing.batch_dialog import BatchDialog
from dealer_crm.ui.shell import MainWindow
from tests.ui.checks import clipped, nameless
from tests.ui.printing.desk import Desk
from tests.ui.scripted import ScriptedPrompts

NEEDLE = "Needle"
Open = Callable[..., BatchDialog]


class FailingDesk(Desk):
    """A printer that does something at one of its papers."""

    at, happens = 0, None
    calls = 0

    def send(self, pdf: bytes, sheet: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        self.calls += 1
        if self.calls == self.at and self.happens:
            self.happens()
        return super().send(pdf, sheet, choice, progress)


@pytest.fixture
def desk() -> FailingDesk:
    """One printer."""
    return FailingDesk(NEEDLE)


@pytest.fixture
def show(window: MainWindow, desk: FailingDesk) -> Open:
    """Open a batch of five delivery notes."""

    def opened(language: str = "en", count: int = 5) -> BatchDialog:
        t = translator(language)
        jobs = [replace(desk.job(t, f"SH{n}"), record_id=n, title=f"送货单 SH{n}") for n in range(1, count + 1)]
        dialog = BatchDialog(t, "Delivery notes", jobs, (desk.doors(), window), window)
        dialog.open()
        return dialog

    return opened


def states(dialog: BatchDialog) -> list[PaperState]:
    return [line.state for line in dialog.batch.lines]


def test_every_paper_is_a_job_of_its_own(show: Open, desk: FailingDesk, qtbot: QtBot) -> None:
    dialog = show()
    dialog.print_button.click()
    qtbot.waitUntil(lambda: set(states(dialog)) == {PaperState.PRINTED})
    assert [(one.record_id, one.way) for one in desk.noted] == [(n, PrintWay.PRINTER) for n in range(1, 6)]
    assert len(desk.printed) == 5
    assert "5 of 5" in dialog.message.text()
    assert [choice.begun for _paper, choice in desk.sent] == [0, 1, 2, 3, 4]
    assert {choice.begun for choice in desk.kept.values()} == {0}
    assert not dialog.print_button.isEnabled()
    dialog.close()


def test_printer_that_goes_at_the_third_leaves_the_rest_unmarked(show: Open, desk: FailingDesk, qtbot: QtBot) -> None:
    def go() -> None:
        desk.at = 0
        raise PrinterGone(printer=NEEDLE)

    desk.at, desk.happens = 3, go  # type: ignore[assignment]
    dialog = show()
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "2 of 5" in dialog.message.text())
    assert [one.record_id for one in desk.noted] == [1, 2]
    assert len(desk.printed) == 2
    assert NEEDLE in dialog.message.text()
    assert states(dialog)[2:] == [PaperState.WAITING] * 3
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "5 of 5" in dialog.message.text())
    assert [one.record_id for one in desk.noted] == [1, 2, 3, 4, 5]
    dialog.close()


def test_stopping_leaves_the_rest(show: Open, desk: FailingDesk, qtbot: QtBot) -> None:
    dialog = show()
    desk.at, desk.happens = 2, dialog.stop  # type: ignore[assignment]
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "of 5" in dialog.message.text())
    assert [one.record_id for one in desk.noted] == [1, 2]
    dialog.close()


def test_a_paper_that_cannot_be_made_keeps_no_other_back(show: Open, desk: FailingDesk, qtbot: QtBot) -> None:
    def refuse(_choice: PrintChoice) -> bytes:
        raise NotFound(number="SH2")

    dialog = show(count=3)
    dialog._jobs[1] = replace(dialog._jobs[1], render=refuse)  # noqa: SLF001 - the record vanished meanwhile
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "2 of 3" in dialog.message.text())
    assert states(dialog) == [PaperState.PRINTED, PaperState.REFUSED, PaperState.PRINTED]
    assert "SH2" in dialog.batch.lines[1].why
    dialog.close()


def test_what_cannot_be_noted_stops_the_batch(show: Open, desk: FailingDesk, qtbot: QtBot) -> None:
    dialog = show()
    desk.unnoted = StoreFull(folder="/shop")
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "1 of 5" in dialog.message.text())
    assert states(dialog)[:2] == [PaperState.UNNOTED, PaperState.WAITING]
    assert len(desk.sent) == 1
    dialog.close()


def test_papers_go_into_one_file_or_each_into_its_own(
    show: Open, desk: FailingDesk, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "SH2.pdf").write_bytes(b"another one")
    window.__dict__["prompts"] = ScriptedPrompts([tmp_path / "all.pdf", folder])
    dialog = show(count=3)
    dialog.one_button.click()
    qtbot.waitUntil(lambda: "all.pdf" in dialog.message.text())
    assert len(PdfReader(tmp_path / "all.pdf").pages) == 6
    dialog.each_button.click()
    qtbot.waitUntil(lambda: "3 files" in dialog.message.text())
    assert sorted(one.name for one in folder.iterdir()) == ["SH1.pdf", "SH2 2.pdf", "SH2.pdf", "SH3.pdf"]
    assert {one.way for one in desk.noted} == {PrintWay.FILE}
    assert desk.printed == []
    dialog.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_fits_the_smallest_window(show: Open, window: MainWindow, qtbot: QtBot, language: str) -> None:
    window.resize(911, 440)
    dialog = show(language)
    qtbot.waitExposed(dialog)
    assert dialog.width() <= 911
    assert dialog.height() <= 440
    assert clipped(dialog) == []
    assert nameless(dialog) == []
    dialog.close()
