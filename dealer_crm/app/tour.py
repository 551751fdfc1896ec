"""The tour: every page and dialog of the sample shop as a picture, without a screen."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from dealer_crm import resources
from dealer_crm.app.about import show_about
from dealer_crm.app.intake import show_import
from dealer_crm.app.opened import Opened
from dealer_crm.app.sample import fill
from dealer_crm.app.stage import Look, Stage
from dealer_crm.app.tour_rooms import walk_rooms
from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.progress import NoProgress
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.settings.data_part import DataPart
from dealer_crm.ui.settings.page import ICONS, SettingsPage
from dealer_crm.ui.settings.paper_preview import PaperPreview
from dealer_crm.ui.settings.staff_part import StaffPart
from dealer_crm.ui.today.page import TodayPage
from dealer_crm.ui.widgets import PagedModel
from dealer_crm.words.moments import moment

BEST, FORM_OF, TYPED = 17, 4, "zyy"
"""The customers shown: one with a long story, one with a full form who may buy soon; and what is typed into the search."""


def draw_tour(to: Path, look: Look) -> list[Path]:
    """Draw everything into the folder and return the files, in the order of the walk."""
    to.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="dealer-crm-tour-", ignore_cleanup_errors=True) as place:
        fill(Path(place) / "shop", look.language, NoProgress())
        sheet = Path(place) / "customers.xlsx"
        found = tomllib.loads(resources.path("demo", "sheet.toml").read_text("utf-8"))
        write_list(sheet, [ListColumn(title) for title in found["headings"]], found["rows"], "Sheet1")
        with closing(Tour(Stage(Path(place) / "shop", look), to)) as tour:
            tour.walk(sheet)
        with closing(Tour(Stage(Path(place) / "new", look), to)) as fresh:
            fresh.draw("welcome")
        return tour.files + fresh.files


class Tour:
    """Walks through one window and draws what it sees."""

    def __init__(self, stage: Stage, to: Path) -> None:
        self._stage = stage
        self._to = to
        self.files: list[Path] = []

    def close(self) -> None:
        """End the window."""
        self._stage.end()

    def draw(self, name: str) -> None:
        """Draw the window of now."""
        self._stage.settle()
        target = self._to / f"{name}.png"
        if not self._stage.picture().save(str(target)):
            raise OSError(28, "picture not written", str(target))
        self.files.append(target)

    def walk(self, sheet: Path) -> None:
        """Go through the rooms, then through what opens over them."""
        self._today()
        self._customers()
        self._over()
        self._import(sheet)
        self._past()
        self._settings()
        self._print()
        walk_rooms(self._stage, self.draw, BEST)

    def _today(self) -> None:
        window = self._stage.window
        window.go("today")
        self.draw("today")
        page = window.page("today")
        assert isinstance(page, TodayPage)
        self._complete_one(page)
        self.draw("today-undo-bar")
        self._opened().history.undo()
        self._stage.settle()
        window.undo_bar.dismiss()
        page.board.cards.set_value("lost")
        self.draw("today-no-next-step")
        page.board.cards.set_value("all")

    @staticmethod
    def _complete_one(page: TodayPage) -> None:
        """Complete the first item that is not settled elsewhere."""
        model = page.board.due.model()
        assert isinstance(model, PagedModel)
        page.board.due.select_id(next(one for at, one in enumerate(model.ids()) if model.row_at(at).row.completable))
        page.board.complete()

    def _page(self) -> CustomersPage:
        return self._stage.wiring.rooms.customers_page()

    def _customers(self) -> None:
        page = self._page()
        self.draw("customers")
        page.open_record(BEST)
        for key in ("timeline", "record", "machines", "attachments"):
            page.file.tabs.set_value(key)
            page.file.show_tab(key)
            self.draw(f"customer-{key}")
        page.edit_customer(FORM_OF)
        self.draw("customer-form")
        self._unfold(page)
        self.draw("customer-form-all")
        page.form.leave()
        page.new_customer("142 0000 0017")
        self._stage.settle(600)
        self.draw("customer-new-duplicate")
        page.form.discard()
        page.form.leave()
        page.close_record()
        page.open_filters()
        self.draw("customers-filter")
        self._stage.leave_dialog()
        page.open_columns()
        self.draw("customers-columns")
        self._stage.leave_dialog()

    @staticmethod
    def _unfold(page: CustomersPage) -> None:
        for button in page.form.findChildren(QWidget):
            if button.objectName().startswith("fold_") and hasattr(button, "click"):
                button.click()

    def _over(self) -> None:
        window, rooms = self._stage.window, self._stage.wiring.rooms
        rooms.log(FORM_OF)
        self.draw("log-follow-up")
        window.close_sheet()
        window.finder.open()
        window.top_bar.search.setText(TYPED)
        window.finder.refresh()
        self.draw("search")
        window.finder.leave()
        rooms.caller()
        card = rooms.card
        assert card is not None
        card.field.setText("0017")
        card.search()
        self.draw("caller")
        card.close_card()

    def _import(self, sheet: Path) -> None:
        stage = self._stage
        page = show_import(stage.wiring, stage.window, self._opened())
        self.draw("import-file")
        page.open_file(sheet)
        stage.wait_until(lambda: page.step() == 1)
        self.draw("import-columns")
        page.foot.primary.click()
        stage.wait_until(lambda: page.step() == 2)
        self.draw("import-check")
        page.foot.primary.click()
        stage.wait_until(lambda: page.step() == 4)
        self.draw("import-result")
        page.close_import()

    def _opened(self) -> Opened:
        opened = self._stage.program.opened
        assert opened is not None
        return opened

    def _past(self) -> None:
        stage, opened = self._stage, self._opened()
        opened.customers.delete(BEST - 10)
        for tab in ("history", "bin"):
            stage.wiring.show_history(tab)
            self.draw("history" if tab == "history" else "recycle-bin")
            stage.leave_dialog()
        opened.history.undo()

    def _settings(self) -> None:
        stage, t = self._stage, self._stage.wiring.t
        window = stage.window
        for part in ICONS:
            window.go("settings", part)
            if part == "papers":
                stage.wait_until(self._paper_is_shown)
            self.draw(f"settings-{part}")
        page = window.page("settings")
        assert isinstance(page, SettingsPage)
        staff = next(part for part in page.parts if isinstance(part, StaffPart))
        data = next(part for part in page.parts if isinstance(part, DataPart))
        staff.add_button.click()
        self.draw("settings-staff-new")
        stage.leave_dialog()
        self._restore(data)
        prompts = window.prompts
        self._box("prompt-tell", lambda: show_about(t, prompts, Path("/home/shop/dealer-crm")))
        self._box(
            "prompt-confirm", lambda: prompts.confirm(t("No backup was made"), t("Something went wrong"), t("Close without a backup"))
        )
        self._box("prompt-text", lambda: prompts.ask_text(t("Shop name"), t("Shop name")))
        stage.wiring.show_shortcuts()
        self.draw("shortcuts")
        stage.leave_dialog()

    def _paper_is_shown(self) -> bool:
        shown = self._stage.window.findChild(PaperPreview)
        return shown is not None and shown.page.pages() > 0

    def _print(self) -> None:
        stage = self._stage
        stage.wiring.printing.show(stage.wiring.papers.record(BEST))
        preview = stage.dialog()
        assert isinstance(preview, PrintDialog)
        stage.wait_until(lambda: preview.preview.pages() > 0)
        self.draw("print-preview")
        stage.leave_dialog()
        stage.wiring.printing.wizard(step="forms")
        self.draw("printer-wizard")
        stage.leave_dialog()

    def _restore(self, data: DataPart) -> None:
        opened = self._opened()
        made = opened.backups.make(Reason.DEMAND)
        data.reload()
        self.draw("settings-data-backups")
        data.compare(Path(made.path), moment(made.made_at, opened.now(), self._stage.wiring.t))
        self._stage.wait_until(lambda: self._stage.dialog() is not None)
        self.draw("settings-restore")
        self._stage.leave_dialog()

    def _box(self, name: str, blocking: Callable[[], object]) -> None:
        self._stage.during(blocking, lambda: self._draw_now(name))

    def _draw_now(self, name: str) -> None:
        target = self._to / f"{name}.png"
        self._stage.picture().save(str(target))
        self.files.append(target)
