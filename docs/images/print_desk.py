"""Pictures of the print desk: dialogs with printers that are made up, a form that was printed elsewhere, papers on continuous paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PySide6.QtGui import QPixmap

from dealer_crm.app.batch_jobs import print_certificates
from dealer_crm.app.rooms_deliveries import note_job
from dealer_crm.app.rooms_overprint import OverprintRoom
from dealer_crm.app.stage import Look, Stage
from dealer_crm.documents.pdf.overprint_samples import sample_values
from dealer_crm.domain.overprint import OverprintField, OverprintForm, Side
from dealer_crm.domain.printer_facts import FormFit, FormFound, FormSize, PrinterFacts
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.ui.printing import printer
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.printing.wizard import PrinterWizard
from dealer_crm.ui.settings.page import SettingsPage
from dealer_crm.ui.settings.papers_part import PapersPart

ROOT = Path(__file__).resolve().parents[2]
PRINTERS = {"zh": ("针式打印机", "激光打印机"), "en": ("Needle printer", "Laser printer")}
Keep = Callable[[Image.Image, str], None]
SCAN_DPMM = 10
SIZE = (1_900, 1_000)
"""The made-up form, in tenths of a mm."""


def make_up_printers(language: str) -> None:
    """Let the window see two printers: needles whose driver has no form of 241 × 140 yet, and a laser."""
    needles, laser = PRINTERS[language]
    facts = {
        needles: PrinterFacts(needles, usual=True, resolutions=(180, 360), technique=Technique.NEEDLE),
        laser: PrinterFacts(laser, resolutions=(600,), technique=Technique.LASER, any_size=True),
    }
    known = FormFound(FormFit.KNOWN, FormSize("A4", 210, 297))
    missing = {"CONT_241x140": FormFound(FormFit.MISSING), "CONT_241x93": FormFound(FormFit.NEAR, FormSize("241x93", 241.3, 93.0))}
    vars(printer).update(
        printers=lambda: list(facts),
        facts=facts.__getitem__,
        seen=lambda name: facts[name].technique if name in facts else Technique.AUTO,
        form_of=lambda name, paper: missing.get(paper.key, known) if name == needles else known,
        has_form=lambda _name, _paper: True,
    )


def scanned_form() -> Image.Image:
    """Draw a receipt as a printer's shop would have made it, and a scanner seen it."""
    page = Image.new("RGB", SIZE, (252, 248, 240))
    pen, red = ImageDraw.Draw(page), (176, 62, 52)

    def font(size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"), size)

    pen.text((950, 70), "暖 居 暖 通 设 备 商 行", red, font(52), "ma")
    pen.text((950, 150), "收 款 收 据", red, font(84), "ma")
    pen.line((640, 270, 1_260, 270), red, 4)
    pen.text((1_380, 220), "No.", red, font(50))
    for x, word in ((820, "年"), (960, "月"), (1_090, "日")):
        pen.text((x, 290), word, red, font(44))
    for y, word in ((390, "今 收 到"), (490, "收款事由"), (690, "付款方式")):
        pen.text((130, y), word, red, font(46))
        pen.line((350, y + 58, 1_760, y + 58), red, 3)
    pen.text((130, 592), "人民币", red, font(46))
    for place, word in enumerate("佰拾万仟佰拾元角分"):
        pen.text((437 + place * 145, 596), word, red, font(40))
    pen.text((130, 800), "收款单位（盖章）", red, font(44))
    pen.text((820, 800), "交款人", red, font(44))
    pen.text((1_320, 800), "收款人", red, font(44))
    return page.rotate(0.15, Image.Resampling.BICUBIC, fillcolor=(252, 248, 240))


def receipt_form(background: str, name: str) -> OverprintForm:
    """Return the fields that belong on it."""
    fields = (
        OverprintField("number", 1_470, 222, 380, 110),
        OverprintField("year", 700, 290, 120, 105, side=Side.RIGHT),
        OverprintField("month", 880, 290, 80, 105, side=Side.RIGHT),
        OverprintField("day_of_month", 1_010, 290, 80, 105, side=Side.RIGHT),
        OverprintField("payer", 370, 396, 700, 120, bold=True),
        OverprintField("purpose", 370, 498, 900, 110),
        OverprintField("amount_capitals", 330, 592, 1_320, 110, side=Side.RIGHT, pitch=145),
        OverprintField("way", 370, 698, 500, 110),
        OverprintField("amount", 1_150, 692, 600, 120, bold=True, side=Side.RIGHT),
        OverprintField("receiver", 1_480, 798, 300, 110),
    )
    return OverprintForm(name, "receipt", *SIZE, fields=fields, background=background)


def picture(pixmap: QPixmap, place: Path) -> Image.Image:
    """Return what a window shows as a picture."""
    file = place / "picture.png"
    pixmap.save(str(file))
    with Image.open(file) as found:
        return found.convert("RGB")


class Desk:
    """A window on the sample shop, and what is drawn of its print desk."""

    def __init__(self, shop: Path, place: Path, look: Look, keep: Keep) -> None:
        make_up_printers(look.language)
        self._place, self._keep = place, keep
        self.stage = Stage(shop, look)

    def draw(self, name: str) -> None:
        """Keep what is in view, and leave the dialog."""
        self.stage.settle()
        self._keep(picture(self.stage.picture(), self._place), name)
        self.stage.leave_dialog()

    def draw_all(self, names: Sequence[str], delivery: str) -> None:
        """Draw the pictures of these names, of the delivery with this number, and close the window."""
        walks: dict[str, Callable[[], object]] = {
            "print-note": partial(self.note, delivery, "print-note"),
            "paper-settings": partial(self.papers, "paper-settings"),
            "batch": partial(self.batch, "batch"),
            "overprint": partial(self.overprint, "overprint"),
            "wizard-forms": partial(self.forms, "wizard-forms"),
            "wizard-forms-english": partial(self.forms, "wizard-forms-english"),
        }
        for name in names:
            walks[name]()
        self.stage.end()

    def note(self, number: str, name: str) -> None:
        """Draw the dialog that prints a delivery note."""
        stage = self.stage
        opened = stage.wiring.rooms.opened
        found = next(row for row in opened.delivery_list.rows(opened.delivery_list.ids(DeliverySpec())) if row.number == number)
        stage.window.go("deliveries", str(found.id))
        stage.settle()
        stage.wiring.printing.show(note_job(stage.wiring.rooms, found.id))
        dialog = stage.dialog()
        assert isinstance(dialog, PrintDialog)
        stage.wait_until(lambda: dialog.preview.pages() > 0)
        self.draw(name)

    def papers(self, name: str) -> None:
        """Draw the settings of the delivery note."""
        stage = self.stage
        stage.window.go("settings", "papers/delivery_note")
        page = stage.window.page("settings")
        assert isinstance(page, SettingsPage)
        part = next(part for part in page.parts if isinstance(part, PapersPart))
        stage.wait_until(lambda: part.preview.page.pages() > 0)
        self.draw(name)

    def forms(self, name: str) -> None:
        """Draw the wizard where the driver lacks a form."""
        self.stage.window.go("settings", "printers")
        self.stage.settle()
        self.stage.wiring.printing.wizard(step="forms")
        assert isinstance(self.stage.dialog(), PrinterWizard)
        self.draw(name)

    def batch(self, name: str) -> None:
        """Draw the certificates of all machines of the order that brought most of them."""
        rooms = self.stage.wiring.rooms
        orders, machines = rooms.opened.order_list.ids(OrderSpec()), rooms.opened.machine_list
        most = max(orders, key=lambda one: len(machines.of_order(one)))
        self.stage.window.go("customers", f"order-{most}")
        self.stage.settle()
        print_certificates(rooms, most)
        self.draw(name)

    def overprint(self, name: str) -> None:
        """Draw the editor with the made-up form."""
        stage = self.stage
        opened = stage.wiring.rooms.opened
        file = self._place / "scan.png"
        scanned_form().save(file)
        kept = opened.overprint_forms.keep_scan("scan.png", file.read_bytes(), SIZE)
        form = opened.overprint_forms.create(receipt_form(kept, "老收据本" if stage.wiring.t.language == "zh" else "Old receipt book"))
        stage.window.go("settings", "overprint")
        stage.settle()
        dialog = OverprintRoom(stage.wiring.t, opened, stage.window, stage.wiring.printing).edit(form, lambda _form: None)
        names = {blank.code: blank.said(stage.wiring.t.language) for blank in opened.trade.blanks("receipt")}
        dialog.canvas.set_values(replace(sample_values("receipt", stage.wiring.t), names=names))
        dialog.editing.choose([6])
        stage.settle(600)
        self.draw(name)
