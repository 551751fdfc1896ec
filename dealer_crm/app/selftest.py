"""The self-test: does what a shop does in a temporary folder, and says which part of the program fails here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase, QImage, QRawFont

from dealer_crm import resources
from dealer_crm.app.child import ChildRunner
from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.app.sample import fill
from dealer_crm.app.stage import Look, Stage
from dealer_crm.documents.pdf.render import page_count
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import NoProgress
from dealer_crm.i18n import LANGUAGES, translator
from dealer_crm.services.check import Check
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.services.exports import ExportOrder
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.trade import Trade
from dealer_crm.storage.folder import DataFolder
from dealer_crm.ui.printing.preview import picture_of
from dealer_crm.ui.shell.shortcuts import ROOMS
from dealer_crm.ui.theme.icons import pixmap

TOLD = 30
SIGNS = "曾年0Aé㎡"
"""Characters that every paper needs."""
TODAY = {"zh": "今日", "en": "Today"}
LEAST_ICONS = 50


@dataclass(frozen=True)
class Result:
    """How one part did; `trouble` '' = it works."""

    part: str
    trouble: str = ""


class Wrong(Exception):  # noqa: N818 - what the self-test found
    """A part did something else than expected."""


def try_everything(language: str) -> list[Result]:
    """Try the store, what is made of it, what is shipped with the program, and the window; go on after a failure."""
    with TemporaryDirectory(prefix="dealer-crm-selftest-", ignore_cleanup_errors=True) as place:
        data = Path(place) / "shop"
        results = [_try("store", lambda: _store(data, language))]
        if not results[0].trouble:
            with closing(open_folder(data, Origin.COMMAND)) as opened:
                results += [
                    _try("pdf", lambda: _paper(opened, language)),
                    _try("preview", lambda: _preview(opened, language)),
                    _try("workbook", lambda: _workbook(opened, Path(place) / "all.xlsx", language)),
                    _try("child", lambda: _child(opened, Path(place) / "all.xlsx")),
                    _try("backup", lambda: _backup(opened)),
                ]
        shipped = {"fonts": _fonts, "icons": _icons, "texts": _texts, "trade": _trade}
        results += [_try(part, run) for part, run in shipped.items()]
        results.append(_try("window", lambda: _window(data, language)))
        return results


def _try(part: str, run: Callable[[], object]) -> Result:
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is, the self-test names it and goes on
        return Result(part, f"{type(error).__name__} {error}".strip())
    return Result(part)


def _expect(what: bool, words: str) -> None:
    if not what:
        raise Wrong(words)


def _store(data: Path, language: str) -> None:
    _expect(fill(data, language, NoProgress()) == TOLD, "not everybody was filed")
    with closing(open_folder(data, Origin.COMMAND)) as opened:
        _expect(len(opened.customer_list.find("zyy")) == 1, "the search does not find")
        _expect(not Check(opened.db, DataFolder(data)).run(), "the store is not sound")


def _paper(opened: Opened, language: str) -> None:
    customer_id = opened.customer_list.ids(CustomerSpec())[0]
    _expect(page_count(opened.records.pdf(customer_id, PrintChoice(paper="A4"), language)) >= 1, "the paper has no page")
    _expect(opened.records.picture(customer_id, language).startswith(b"\x89PNG"), "the paper gives no picture")
    needle, sheet = PrintChoice(paper="CONT_241x140"), PrintChoice(paper="A4")
    papers = (
        opened.delivery_papers.note(opened.delivery_list.ids()[0], needle, language),
        opened.delivery_papers.checklist(opened.delivery_list.ids()[0], sheet, language),
        opened.care_papers.certificate(opened.machine_list.ids(MachineSpec())[0], sheet, language),
        opened.complaint_papers.sheet(opened.complaint_list.ids(ComplaintSpec(view=ComplaintView.ALL))[0], sheet, language),
        opened.agenda_papers.day_sheet(local_day(opened.now()), sheet, language),
    )
    _expect(all(page_count(paper) >= 1 for paper in papers), "a paper of the round has no page")


def _preview(opened: Opened, language: str) -> None:
    sheet = opened.records.pdf(opened.customer_list.ids(CustomerSpec())[0], PrintChoice(paper="A4"), language)
    _expect(_drawn(picture_of(sheet), 7), "the preview shows an empty page")


def _drawn(image: QImage, step: int) -> bool:
    """Tell whether a picture shows anything; every `step`-th pixel is looked at."""
    ground = image.pixel(0, 0)
    return any(image.pixel(x, y) != ground for x in range(0, image.width(), step) for y in range(0, image.height(), step))


def _workbook(opened: Opened, target: Path, language: str) -> None:
    order = ExportOrder(target, language, whole=True)
    _expect(opened.exports.save(order, NoProgress()) == TOLD, "the workbook is not complete")
    record = opened.record_books.workbook("order", opened.order_list.ids(OrderSpec())[0], language)
    _expect(record.content.startswith(b"PK"), "a record gives no workbook")


def _child(opened: Opened, sheet: Path) -> None:
    try:
        preview = opened.imports.prepare(sheet, ImportOptions(), ChildRunner(), NoProgress())
    finally:
        opened.imports.discard()
    _expect(preview.plan.create == 0, "the import does not know its own export again")


def _backup(opened: Opened) -> None:
    _expect(opened.backups.make(Reason.DEMAND).verified, "the backup does not read back")


def _fonts() -> None:
    for file in resources.fonts():
        font = QRawFont(str(file), 12)
        _expect(font.isValid() and all(font.supportsCharacter(sign) for sign in SIGNS), f"{file.name} lacks characters")
    _expect(bool(QFontDatabase.families()), "there is no font for the window")


def _icons() -> None:
    names = [file.stem for file in resources.path("icons").glob("*.svg")]
    _expect(len(names) >= LEAST_ICONS, f"only {len(names)} icons are there")
    empty = [name for name in names if not _drawn(pixmap(name, "#000000").toImage(), 1)]
    _expect(not empty, f"empty: {', '.join(empty)}")
    _expect(_drawn(QImage(str(resources.path("app.svg"))), 1), "the program has no picture of its own")


def _texts() -> None:
    for language in LANGUAGES:
        _expect(translator(language).context("room", "Today") == TODAY.get(language, "Today"), f"the texts of {language} are missing")
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _expect(QTranslator().load("qtbase_zh_CN", place), "Qt's own texts are missing")


def _trade() -> None:
    known = Trade()
    codes = [category.code for category in known.categories()]
    _expect(any(known.warranty_terms(code) for code in codes), "there are no guarantees")
    _expect(any(known.cycles(code) for code in codes), "there are no cycles of care")
    _expect(bool(known.checklists() and known.cadences() and known.visit_rules()), "there are no checklists, cadences or calls")
    _expect(all(known.complaint_rule(severity) for severity in Severity), "a complaint has no deadline")
    _expect(bool(known.calendar().published), "there is no calendar of working days")


def _window(data: Path, language: str) -> None:
    with closing(_Walk(Stage(data, Look(language=language)))) as walk:
        for room in ROOMS:
            walk.stage.window.go(room)
            walk.stage.settle()
            _expect(walk.stage.window.page(room) is not None, f"{room} does not open")
        _expect(not walk.stage.picture().isNull(), "the window draws nothing")


class _Walk:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def close(self) -> None:
        self.stage.end()
