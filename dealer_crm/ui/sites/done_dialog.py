"""The end of a job: what material came back, who signed on the site, and which stage follows when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.jobs import JobStage, MaterialDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_JOB_DONE, DraftPlace, Drafts
from dealer_crm.services.failed_items import FailedItem
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, InlineMessage, LineEdit, NumberField, Role
from dealer_crm.words.labels import label

WIDTH, MOST_NAMED = 640, 3
AFTER = {
    JobStage.SURVEY: JobStage.HIDDEN,
    JobStage.HIDDEN: JobStage.UNITS,
    JobStage.PIPES: JobStage.UNITS,
    JobStage.UNITS: JobStage.COMMISSIONING,
}
"""The stage that is proposed after one."""


@dataclass(frozen=True)
class JobEnd:
    """What is told at the end of a job; `returned` is in thousandths by the place of the material."""

    signed_by: str
    returned: Mapping[int, int]
    next_stage: JobStage | None
    next_on: date | None


@dataclass(frozen=True)
class Ending:
    """The job that ends: where its draft is kept, its stage, its material, who usually signs, what it mended that nobody passed yet."""

    job_id: int
    number: str
    stage: JobStage
    materials: tuple[MaterialDraft, ...]
    signer: str
    next_stage: JobStage | None = None
    next_on: date | None = None
    failed: tuple[FailedItem, ...] = ()


class DoneDialog(Dialog):
    """`save` takes a `JobEnd`; the dialog stays open when it is refused. `item_requested` carries the subject of an item to be passed."""

    item_requested = Signal(str)

    def __init__(self, t: Translator, ending: Ending, drafts: Drafts, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(t, t("Finish job {number}").format(number=ending.number), parent, name="job_done", width=WIDTH)
        self.save: Callable[[JobEnd], object] = lambda end: None
        self._ending = ending
        self.form = form = FormGrid(t, name="job_done_form")
        self.signed_by = form.add("signed_by", t("Signed by"), LineEdit(name="done_signed_by", chars=20))
        self.signed_by.setText(ending.signer)
        self._returned: dict[int, NumberField] = {}
        with form.together():
            self._build_materials()
        stages = [Choice(None, t("No further stage")), *(Choice(stage, label(stage, t)) for stage in JobStage)]
        self.next_stage = form.add("next_stage", t("Next stage"), Combo(stages, name="done_next_stage"))
        self.next_stage.set_value(ending.next_stage or AFTER.get(ending.stage))
        self.next_on = form.add("next_on", t("Next stage on"), DateField(t, today, name="done_next_on"), beside=True)
        self.next_on.set_value(ending.next_on)
        self.reminder = InlineMessage(t, name="done_reminder")
        self._remind()
        self.box.addWidget(self.reminder)
        self.box.addWidget(form)
        button = self.add_button(t("Job done"), role=Role.PRIMARY, key="Ctrl+Enter", name="done_save", icon="circle-check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="done_leave").clicked.connect(self.reject)
        form.set_last(button)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, drafts, DraftPlace(KIND_JOB_DONE, str(ending.job_id), ending.number))

    def _remind(self) -> None:
        """Say what failed at the order and was not passed since: ending a job passes nothing."""
        t, failed = self._t, self._ending.failed
        if not failed:
            return
        named = [f"{one.code} {one.words(t.language)}" for one in failed[:MOST_NAMED]] + ["…"] * (len(failed) > MOST_NAMED)
        words = t.plural("{n} item is still failed; somebody has to pass it: {items}", "{n} items are still failed: {items}", len(failed))
        text = words.format(n=len(failed), items=" · ".join(named))
        self.reminder.show_message(text, Tone.WARN, action=t("Go to the item"), run=self._go_to_item)

    def _go_to_item(self) -> None:
        self.reject()
        self.item_requested.emit(self._ending.failed[0].subject)

    def _build_materials(self) -> None:
        t, form = self._t, self.form
        assert form is not None
        taken = [(at, one) for at, one in enumerate(self._ending.materials) if one.taken]
        if taken:
            form.add_heading(t("Material that comes back"))
        for place, (at, one) in enumerate(taken):
            words = t("{goods} (taken {count})").format(goods=one.name, count=f"{shown_quantity(one.taken)} {one.unit}".strip())
            name = "materials" if place == 0 else f"returned_{at}"
            field = form.add(name, words, NumberField(name=f"done_returned_{at}", decimals=3, unit=one.unit))
            field.set_value(one.returned or None)
            self._returned[at] = field

    def end(self) -> JobEnd:
        """Return what was told."""
        returned = {at: field.value() or 0 for at, field in self._returned.items()}
        return JobEnd(self.signed_by.text(), returned, self.next_stage.value(), self.next_on.value())

    def accept(self) -> None:
        """Note it, or say why not and stay."""
        try:
            self.save(self.end())
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
