"""The printer wizard by keys and clicks, with drivers and papers in memory."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.app.printer_wizard import CHECKED
from dealer_crm.documents.pdf.choices import offered
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.printer_facts import FormFit, FormFound, FormSize, PrinterFacts, form_found
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrinterGone, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import translator
from dealer_crm.ui.printing.paper_sizes import SizeDialog
from dealer_crm.ui.printing.step_pictures import Part, StepPicture, steps
from dealer_crm.ui.printing.wizard import PrinterWizard
from dealer_crm.ui.printing.wizard_doors import SizeDoors, WizardDoors
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from dealer_crm.ui.widgets import Label, LineEdit
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.finding import find

NEEDLE, OFFICE = "EPSON LQ-635K", "Office"
FORMS = (FormSize("Letter", 215.9, 279.4), FormSize("A4", 210, 297), FormSize("mine", 241, 140))


class Bench:
    """A shop with a needle printer and a laser, its own sizes, and what the wizard did."""

    def __init__(self, *printers: str) -> None:
        self.printers = list(printers)
        self.kept: dict[str, PrinterProfile] = {}
        self.sizes: dict[str, OwnPaper] = {}
        self.sent: list[tuple[bytes, str, PrintChoice]] = []
        self.refusal: DomainError | None = None

    def doors(self) -> WizardDoors:
        own = SizeDoors(lambda: tuple(self.sizes.values()), self.keep_size, self.sizes.pop, lambda _key: ["Receipt"])
        return WizardDoors(
            printers=lambda: self.printers,
            facts=self.facts,
            form_of=lambda name, paper: form_found(paper, FORMS, any_size=name == OFFICE),
            papers=self.papers,
            profile=self.profile,
            keep=self.kept.__setitem__,
            choice=lambda name, key: PrintChoice(name, key).placed(self.profile(name).place("paper", key)),
            measured=lambda name, key, place: self.kept.update({name: self.profile(name).measured(key, place)}),
            ruler=lambda _choice: b"ruler",
            numbered=lambda _choice: b"sheets",
            cross=lambda _key: (50, 45),
            send=self.send,
            own=own,
        )

    def facts(self, name: str) -> PrinterFacts:
        if name not in self.printers:
            raise PrinterGone(printer=name)
        needle = PrinterFacts(name, True, (60, 180, 360), Technique.NEEDLE, False, ("Tractor", "Manual"))
        return needle if name == NEEDLE else PrinterFacts(name, False, (600,), Technique.LASER, True)

    def papers(self) -> Sequence[PaperChoice]:
        own = tuple(self.sizes.values())
        return [offered(translator("en"), key, own) for key in (*CHECKED, *self.sizes)]

    def profile(self, name: str) -> PrinterProfile:
        return self.kept.get(name, PrinterProfile())

    def keep_size(self, paper: OwnPaper, old: str) -> None:
        sound = paper.checked()
        self.sizes.pop(old, None)
        self.sizes[sound.key] = sound

    def send(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, _progress: Progress) -> PrintOutcome:
        if self.refusal:
            raise self.refusal
        self.sent.append((pdf, paper.key, choice))
        return PrintOutcome(choice.printer, 1, 1)


@pytest.fixture
def bench() -> Bench:
    return Bench(NEEDLE, OFFICE)


def opened(window: MainWindow, bench: Bench, qtbot: QtBot, language: str = "en", step: str = "printer") -> PrinterWizard:
    wizard = PrinterWizard(translator(language), bench.doors(), window, window)
    wizard.begin(step=step)
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    return wizard


def test_what_the_driver_says_is_said_and_what_is_chosen_holds_at_once(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot)
    step = wizard.printer
    assert "60, 180, 360 dpi" in step.says.text()
    step.dpi.buttons()[2].click()
    assert bench.kept == {NEEDLE: PrinterProfile(dpi=360)}
    step.technique.buttons()[1].click()
    assert not step.dpi.isVisible()
    assert bench.kept[NEEDLE].technique is Technique.LASER
    step.printer.setCurrentIndex(1)
    step.printer.picked.emit(OFFICE)
    assert (wizard.bench.printer, step.technique.value()) == (OFFICE, Technique.AUTO)
    assert bench.kept.keys() == {NEEDLE}
    wizard.close()


def test_every_size_says_how_the_driver_stands_to_it(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="forms")
    step = wizard.forms
    assert "run away by 0.3 mm" in step.values.text()
    assert step.pictures.isVisible()
    step.sizes.buttons()[1].click()
    assert "lacks this form" in step.verdict.text()
    assert "width 24.13 cm, height 9.31 cm" in step.values.text()
    step.sizes.buttons()[3].click()
    assert not step.pictures.isVisible()
    step.how.click()
    assert len([one for one in step.pictures.findChildren(StepPicture) if one.isVisible()]) == 4
    wizard.choose(OFFICE)
    assert "takes any size" in step.verdict.text() or "has this form" in step.verdict.text()
    wizard.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_four_steps_tell_what_is_typed(language: str) -> None:
    t = translator(language)
    shown = steps(t, offered(t, "CONT_241x140"), NEEDLE)
    typed = [row.value for step in shown for row in step.rows if row.part is Part.FIELD]
    assert typed == ["241x140", "24.13 cm", "13.97 cm", "0.00 cm", "100 %"]
    assert [step.sentence[:2] for step in shown] == ["1.", "2.", "3.", "4."]


def test_the_cross_is_measured_by_keys_and_taken_over(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot)
    QTest.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    step = wizard.ruler
    assert step.isVisible()
    step.print_button.click()
    qtbot.waitUntil(lambda: len(bench.sent) == 1 and step.isEnabled())
    assert bench.sent[0][:2] == (b"ruler", "CONT_241x140")
    qtbot.waitUntil(step.first.hasFocus)
    QTest.keyClicks(step.first, "51.2")
    QTest.keyClick(step.first, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "44.5")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is step.take
    QTest.keyClick(step.take, Qt.Key.Key_Return)
    assert bench.kept[NEEDLE].place("receipt", "CONT_241x140") == Placement(-12, 5)
    assert "right by -1.2 mm, down by 0.5 mm" in step.stands.text()
    assert focused() is step.print_button
    step.print_button.click()
    qtbot.waitUntil(lambda: len(bench.sent) == 2)
    assert bench.sent[1][2].place == Placement(-12, 5)
    qtbot.waitUntil(step.isEnabled)
    step.zero.click()
    assert bench.kept[NEEDLE].place("receipt", "CONT_241x140") == Placement()
    wizard.close()


def test_ten_sheets_give_the_drift_of_one(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="feed")
    step = wizard.feed
    assert step.paper.offered() == ["CONT_241x140", "CONT_241x93", "CONT_241x280"]
    step.print_button.click()
    qtbot.waitUntil(lambda: len(bench.sent) == 1 and step.isEnabled())
    step.first.setText("50")
    step.second.setText("52.7")
    step.take.click()
    assert bench.kept[NEEDLE].place("receipt", "CONT_241x140") == Placement(drift=30)
    assert "0.3 mm a sheet" in step.stands.text()
    step.first.setText("50")
    step.second.setText("90")
    step.take.click()
    assert "no drift" in find(step, Label, "note_last").text()
    assert bench.kept[NEEDLE].place("receipt", "CONT_241x140").drift == 30
    wizard.close()


def test_a_number_that_is_missing_or_meant_otherwise_is_said_at_its_field(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="ruler")
    step = wizard.ruler
    step.first.setText("abc")
    step.take.click()
    assert "50.5" in find(step, Label, "note_across").text()
    step.first.setText("500")
    step.second.setText("45")
    step.take.click()
    assert "500 mm instead of 50 mm" in find(step, Label, "note_across").text()
    assert bench.kept == {}
    wizard.close()


def test_a_printer_that_is_gone_is_said_and_nothing_is_kept(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="ruler")
    bench.refusal = PrinterGone(printer=NEEDLE)
    wizard.ruler.print_button.click()
    qtbot.waitUntil(lambda: NEEDLE in wizard.message.text())
    assert wizard.ruler.isEnabled()
    assert bench.kept == {}
    wizard.close()


def test_without_a_printer_the_sizes_are_still_explained(window: MainWindow, qtbot: QtBot) -> None:
    wizard = opened(window, Bench(), qtbot)
    assert "no printer" in find(wizard, Label, "note_printer").text()
    wizard.tabs.set_value("forms")
    assert "24.13" in wizard.forms.values.text()
    wizard.tabs.set_value("ruler")
    assert not wizard.ruler.print_button.isEnabled()
    wizard.close()


def test_a_tray_is_kept_with_the_paper(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="ruler")
    wizard.ruler.tray.setCurrentIndex(1)
    wizard.ruler.tray.picked.emit("Tractor")
    assert bench.kept[NEEDLE].place("paper", "CONT_241x140").tray == "Tractor"
    wizard.choose(OFFICE)
    assert not wizard.ruler.tray.isVisible()
    wizard.close()


def test_own_sizes_are_added_changed_and_taken_away(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    wizard = opened(window, bench, qtbot, step="forms")
    own = wizard.forms.own
    assert not own.remove_button.isEnabled()
    own.add_button.click()
    dialog = find(window, SizeDialog)
    find(dialog, LineEdit, "size_name").setText("红头纸 <b>&")
    dialog.across.setText("185")
    dialog.accept()
    assert "185 × 0 mm" in find(dialog, Label, "note_size").text()
    dialog.above.setText("260")
    dialog.accept()
    assert list(bench.sizes) == ["OWN_1850x2600"]
    assert wizard.forms.sizes.offered()[-1] == "OWN_1850x2600"
    assert own.current() == OwnPaper("红头纸 <b>&", 1_850, 2_600)
    own.remove_button.click()
    assert "Receipt" in own.message.text()
    assert bench.sizes
    own.message.findChildren(type(own.add_button))[0].click()
    assert not bench.sizes
    wizard.close()


@pytest.mark.parametrize(("size", "percent"), [((1366, 690), 100), ((911, 440), 150)])
@pytest.mark.parametrize("look", [("zh", "light"), ("en", "dark")])
def test_fits_every_window(window: MainWindow, qtbot: QtBot, size: tuple[int, int], percent: int, look: tuple[str, str]) -> None:
    language, mode = look
    apply_theme(QGuiApplication.instance(), mode, percent, language=language)  # type: ignore[arg-type]
    window.resize(*size)
    wizard = opened(window, Bench(NEEDLE, OFFICE), qtbot, language)
    assert wizard.width() <= size[0]
    assert wizard.height() <= size[1]
    for step in wizard.steps:
        wizard.tabs.set_value(step)
        qtbot.waitUntil(lambda: clipped(wizard) == [])
        assert nameless(wizard) == []
        assert size[0] < 1_366 or low_contrast(wizard) == []
    wizard.tabs.set_value("forms")
    wizard.forms.own.add_button.click()
    dialog = find(window, SizeDialog)
    qtbot.waitUntil(lambda: clipped(dialog) == [])
    assert dialog.height() <= size[1]
    dialog.reject()
    wizard.close()
    apply_theme(QGuiApplication.instance(), "light", language="en")  # type: ignore[arg-type]


def test_a_form_is_found_as_it_is() -> None:
    assert form_found(offered(translator("en"), "CONT_241x140"), FORMS, any_size=False) == FormFound(FormFit.NEAR, FORMS[2])
