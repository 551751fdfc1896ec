"""What can be done with a site and its jobs: plan, agree, call, begin, finish, sign, call off, print; sheets are begun from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from dealer_crm.domain.acceptances import AcceptanceDraft, SignRole
from dealer_crm.domain.complaint_costs import CaseWithoutOrder
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.jobs import AgreedTime, JobStage
from dealer_crm.domain.rectification import ToMend, rectification
from dealer_crm.i18n import Translator
from dealer_crm.services.job_file import JobFile
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.picture_files import content_of
from dealer_crm.ui.sites.doors import Agreed, SiteDoors
from dealer_crm.ui.sites.job_deeds import JobDeed
from dealer_crm.ui.sites.phrases import mend_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem, build_menu

if TYPE_CHECKING:
    from dealer_crm.ui.sites.done_dialog import JobEnd
    from dealer_crm.ui.sites.page import SitesPage


class Prompts(Chooser, Protocol):
    """The modal boxes that the sites need."""

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        """Ask for one line."""


class SiteFrame(Protocol):
    """The window as the page sees it."""

    @property
    def prompts(self) -> Prompts:
        """The modal boxes."""

    def visited(self, subject: str) -> None:
        """Remember where the user is, for going back."""


class SiteDeeds:
    """The commands of the page; it works on the page's own board and pane."""

    def __init__(self, t: Translator, page: SitesPage, doors: SiteDoors, window: SiteFrame) -> None:
        self._t, self._page, self._doors, self._frame = t, page, doors, window
        self._runs: dict[JobDeed, Callable[[JobFile], None]] = {
            JobDeed.AGREE: self.agree,
            JobDeed.CALLED: lambda job: self._write(partial(doors.writes.call_ahead, job.id)),
            JobDeed.START: lambda job: self._write(partial(doors.writes.start, job.id)),
            JobDeed.DONE: self.finish,
            JobDeed.SIGN: self.sign,
            JobDeed.SHEET: lambda job: self.begin_sheet("", job.id),
            JobDeed.EDIT: self.edit,
            JobDeed.TEXT: self.copy_text,
            JobDeed.PRINT: self.preview,
            JobDeed.CALL_OFF: self.call_off,
        }

    def answered(self) -> dict[str, Callable[[], object]]:
        """Return the commands that make sense now, by the names of the window's table."""
        page = self._page
        found: dict[str, Callable[[], object]] = {"new": self.new_here, "refresh": page.reload, **self._whole_papers()}
        if page.on_board():
            return {**found, "filter": page.list.focus_filter}
        job = page.pane.current_job() if page.shows_site() else None
        if job is not None:
            names = {"edit": JobDeed.EDIT, "copy_text": JobDeed.TEXT, "print_preview": JobDeed.PRINT}
            deeds = page.pane.deeds_of(job)
            found |= {name: partial(self.run, deed, job.id) for name, deed in names.items() if deed in deeds}
            found["paste_picture"] = self.paste_picture
            if JobDeed.PRINT in deeds and self._doors.prints.print_now is not None:
                found["print_now"] = partial(self._doors.prints.print_now, job.id)
        return found

    def _whole_papers(self) -> dict[str, Callable[[], object]]:
        """Return what goes out of the day, and of the site in view."""
        prints, pane = self._doors.prints, self._page.pane
        found: dict[str, Callable[[], object]] = {}
        if prints.of_day is not None:
            found["print_dispatch"] = self.print_day
        if prints.exporting is not None and self._page.on_board():
            found |= prints.exporting.list_command("jobs", prints.jobs)
        if not self._page.shows_site():
            return {**found, **self._page.sheet_commands()}
        if pane.file is not None and pane.file.acceptances:
            sheets = [row.id for row in pane.file.acceptances]
            found |= prints.exporting.list_command("acceptances", lambda: sheets) if prints.exporting is not None else {}
            if prints.readings is not None:
                found["export_record"] = partial(prints.readings, pane.file.order_id, pane.file.order_number)
        return found

    def run(self, deed: JobDeed, job_id: int) -> None:
        """Do a deed of a job as it stands now."""
        found: list[JobFile] = []
        if self._try(lambda: found.append(self._doors.reads.job(job_id))):
            self._runs[deed](found[0])

    def show_menu(self, order_id: int, where: QPoint) -> None:
        """Offer what can be done with a card."""
        t, page = self._t, self._page
        items = [
            MenuItem(t("Open"), lambda: page.open_site(order_id), "card_open", "Enter"),
            MenuItem(t("Plan a job"), lambda: self.new(order_id), "card_plan", "Ctrl+N"),
            MenuItem(t("Plan a delivery"), lambda: page.deliver_requested.emit(order_id), "card_deliver"),
            MenuItem(t("Open the order"), lambda: page.order_requested.emit(order_id), "card_order"),
        ]
        menu = build_menu(items, "card_menu")
        menu.setParent(page, menu.windowFlags())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    # planning

    def new_here(self) -> None:
        """Plan a job of the site in view; on the board its order is chosen first."""
        self.new(0 if self._page.on_board() else self._page.current_site())

    def new(self, order_id: int = 0) -> None:
        """Plan a job, of a certain order or of one that is chosen."""
        from dealer_crm.ui.sites.choose_dialog import ChooseOrderDialog

        if order_id:
            self._plan(order_id)
            return
        dialog = ChooseOrderDialog(self._t, self._doors.reads.orders, self._doors.today, self._page.window())
        dialog.picked.connect(self._plan)
        dialog.open()

    def _plan(self, order_id: int) -> None:
        from dealer_crm.ui.sites.job_dialog import JobStart

        starts: list[JobStart] = []

        def read() -> None:
            file = self._doors.reads.open(order_id)
            starts.append(JobStart(order_id, self._doors.reads.proposed(order_id), file.customer))

        if self._try(read):
            self._open_form(starts[0])

    def mend(self, check_ids: Sequence[int]) -> None:
        """Plan a job that mends items of one order, with what is known of them filled in."""
        from dealer_crm.ui.sites.job_dialog import JobStart

        reads, starts = self._doors.reads, list[JobStart]()

        def read() -> None:
            items = [reads.failed(one) for one in check_ids]
            order_id, there = items[0].order_id, {one.id for one in reads.staff()}
            mends = [ToMend(mend_words(one, self._t), one.due_on, one.person_id) for one in items]
            draft = rectification(reads.proposed(order_id), mends, self._doors.today(), there)
            starts.append(JobStart(order_id, draft, reads.open(order_id).customer, mends=tuple(check_ids)))

        if check_ids and self._try(read):
            self._open_form(starts[0])

    def rectify(self, complaint_id: int) -> None:
        """Plan a job that mends what a customer complains about, at the order the case is about."""
        from dealer_crm.ui.sites.job_dialog import JobStart

        reads, starts = self._doors.reads, list[JobStart]()

        def read() -> None:
            case = reads.case(complaint_id)
            if case.order_id is None:
                raise CaseWithoutOrder(number=case.number)
            draft = rectification(reads.proposed(case.order_id), [ToMend(f"{case.number} {case.words}")], self._doors.today(), ())
            starts.append(JobStart(case.order_id, replace(draft, complaint_id=complaint_id), f"{case.customer} · {case.order}"))

        if self._try(read):
            self._open_form(starts[0])

    def edit(self, job: JobFile) -> None:
        """Change a job."""
        from dealer_crm.ui.sites.job_dialog import JobStart

        self._open_form(JobStart(job.order_id, job.draft, job.customer, job.id, job.number, job.version))

    def _open_form(self, start: object) -> None:
        from dealer_crm.ui.sites.job_dialog import JobDialog, JobStart

        assert isinstance(start, JobStart)
        dialog = JobDialog(self._t, self._doors, start, self._page.window())
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, job_id: int) -> None:
        self._page.list.reload()
        self._page.open_job(job_id)
        self._page.planned.emit()

    # before the work

    def agree(self, job: JobFile) -> None:
        """Ask by which channel the customer agreed, and whether to this time."""
        from dealer_crm.ui.sites.agree_dialog import AgreeDialog

        dialog = AgreeDialog(self._t, Agreed(job.channel, job.draft.planned_on, job.draft.slot), self._doors.today, self._page.window())
        dialog.save = partial(self._agree, job)
        self._open(dialog)

    def _agree(self, job: JobFile, agreed: Agreed) -> None:
        time = AgreedTime(agreed.day, agreed.slot)
        self._doors.writes.agree(job.id, agreed.channel or PreferredChannel.MOBILE, time)

    def call_off(self, job: JobFile) -> None:
        """Ask why the job is called off."""
        t = self._t
        reason = self._frame.prompts.ask_text(t("Call off job {number}").format(number=job.number), t("Why"))
        if reason is not None:
            self._write(partial(self._doors.writes.cancel, job.id, reason))

    # papers

    def preview(self, job: JobFile) -> None:
        """Show the dispatch sheet."""
        if self._doors.prints.preview is not None:
            self._doors.prints.preview(job.id)

    def print_day(self) -> None:
        """Ask of which day, and show the dispatch sheets of everybody who goes to a site on it."""
        from dealer_crm.ui.sites.day_dialog import DispatchDayDialog

        if self._doors.prints.of_day is not None:
            dialog = DispatchDayDialog(self._t, self._doors.today, self._page.window())
            dialog.picked.connect(self._doors.prints.of_day)
            dialog.open()

    def copy_text(self, job: JobFile) -> None:
        """Put what the team needs on the clipboard."""
        text = self._doors.prints.text
        if text is not None and self._try(lambda: QGuiApplication.clipboard().setText(text(job.id))):
            words = self._t("The dispatch text is on the clipboard; paste it in WeChat.")
            self._page.pane.message.show_message(words, Tone.DONE)

    def paste_picture(self) -> None:
        """Add the picture on the clipboard to the job in view."""
        job = self._page.pane.current_job()
        card = self._page.pane.card_of(job.id) if job is not None else None
        if card is not None:
            card.paste()

    # the end

    def sign(self, job: JobFile) -> None:
        """Let the customer sign for the job."""
        from dealer_crm.ui.widgets.signature_dialog import SignatureDialog

        write = self._doors.writes.sign
        if write is not None:
            paper = self._doors.writes.keep_paper is not None
            dialog = SignatureDialog(self._t, job.signed_by or job.customer, SignRole.CUSTOMER, self._page.window(), paper=paper)
            dialog.signed.connect(lambda name, png: self._write(partial(write, job.id, name, png)))
            dialog.paper_requested.connect(partial(self._sign_on_paper, job))
            dialog.open()

    def _sign_on_paper(self, job: JobFile) -> None:
        """Keep the photo of the paper with the pictures of the job."""
        t, keep = self._t, self._doors.writes.keep_paper
        file = self._frame.prompts.choose_file(t("Photo of the signed paper"), t("Pictures and files") + " (*)")
        if file is not None and keep is not None:
            self._write(lambda: keep(job, file.name, content_of(file)))

    def finish(self, job: JobFile) -> None:
        """Ask what came back, who signed and what follows."""
        from dealer_crm.ui.sites.done_dialog import DoneDialog, Ending

        draft = job.draft
        failed = self._doors.reads.open(job.order_id).failed_items if draft.stage is JobStage.RECTIFY else ()
        signer = job.signed_by or job.customer
        ending = Ending(job.id, job.number, draft.stage, draft.materials, signer, draft.next_stage, draft.next_on, failed)
        dialog = DoneDialog(self._t, ending, self._doors.drafts, self._doors.today, self._page.window())
        dialog.save = partial(self._finish, job)
        dialog.item_requested.connect(self._page.open_item)
        self._open(dialog)

    def _finish(self, job: JobFile, end: JobEnd) -> None:
        writes, materials = self._doors.writes, job.draft.materials
        returned = tuple(replace(one, returned=end.returned.get(at, one.returned)) for at, one in enumerate(materials))
        writes.finish(job.id, end.signed_by, end.next_stage, end.next_on, returned if returned != materials else None)

    # sheets

    def begin_sheet(self, code: str, job_id: int = 0) -> None:
        """Begin an acceptance sheet; without a code one is chosen among those that the goods want."""
        from dealer_crm.ui.sites.begin_dialog import BeginDialog

        order_id = self._page.current_site()
        if code:
            self._begin(order_id, code, job_id)
            return
        dialog = BeginDialog(self._t, self._doors.reads.wanted(order_id), self._page.window())
        dialog.picked.connect(lambda one: self._begin(order_id, one, job_id))
        dialog.open()

    def _begin(self, order_id: int, code: str, job_id: int) -> None:
        job = self._page.pane.current_job()
        job_id = job_id or (job.id if job is not None and job.is_open else 0)
        draft = AcceptanceDraft(leader_id=job.draft.leader_id) if job is not None else None
        begun: list[int] = []
        if self._try(lambda: begun.append(self._doors.writes.begin(order_id, code, draft, job_id or None))):
            self._page.reload()
            self._page.open_sheet(begun[0])

    # doing

    def _open(self, dialog: QDialog) -> None:
        dialog.accepted.connect(self._page.reload)
        dialog.open()

    def _write(self, run: Callable[[], object]) -> None:
        if self._try(run):
            self._page.reload()

    def _try(self, run: Callable[[], object]) -> bool:
        page = self._page
        shown = page.message if page.on_board() else page.pane.message
        try:
            run()
        except DomainError as error:
            shown.show_error(error)
            return False
        shown.clear()
        return True
