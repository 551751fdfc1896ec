"""The sheet that ends a service request: what was done, why it broke, what it costs, which care was done along."""

from __future__ import annotations

from typing import Any

from dealer_crm.domain.care import RequestDone, RequestKind
from dealer_crm.i18n import Translator
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.services.drafts import KIND_REQUEST_DONE
from dealer_crm.services.request_list import RequestRow
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.kept_sheet import KeptSheet
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, MoneyField, MultiSegments, NumberField, TextEdit

CARE_KINDS = (RequestKind.MAINTENANCE, RequestKind.CLEANING, RequestKind.CARTRIDGE)


class DoneSheet(KeptSheet):
    """`saved` tells the request's id."""

    def __init__(self, t: Translator, doors: CareDoors, row: RequestRow) -> None:
        super().__init__(t, t("Request done"), doors, KIND_REQUEST_DONE, name="done_sheet")
        self._row = row
        self.set_title(t("Request done"), row.name)
        form = self.form
        assert form is not None
        form.add_wide(Label(row.symptom, tone=Ink.TEXT2, name="done_symptom", wrap=True))
        self.work = form.add("work", t("What was done"), TextEdit(name="done_work", lines=3), required=True)
        self.cause = form.add("cause", t("Cause"), LineEdit(name="done_cause", placeholder=t("Why it broke, for the next time")))
        self.fee = form.add("fee", t("Fee"), MoneyField(name="done_fee"))
        self.day = form.add("done_on", t("Done on"), DateField(t, doors.today, name="done_day"))
        self.repair_days = NumberField(name="done_repair_days", decimals=0, unit=t("days"))
        form.add("repair_days", t("Days in repair"), self.repair_days)
        form.add_wide(
            Label(t("Days away or waiting for parts lengthen the guarantee."), Type.CAPTION, tone=Ink.TEXT2, name="done_hint", wrap=True)
        )
        self.cares = MultiSegments(self._care_choices(), name="done_cares", label=t("Maintenance done along"))
        if row.equipment_id is not None and self.cares.buttons():
            form.add("maintenance_ids", t("Maintenance done along"), self.cares)
        self.day.set_value(doors.today())
        self.finish_building(t("Finish the request"))
        self.cares.changed.connect(lambda _ids: self.keeper.touch())
        if row.kind in CARE_KINDS and self.cares.buttons():
            self.cares.set_values([self.cares.buttons()[0].choice.value])  # type: ignore[attr-defined]
        self.mind(row.customer_id)
        self.begin(str(row.id))
        self.setFocusProxy(self.work)

    def _care_choices(self) -> list[Choice]:
        if self._row.equipment_id is None:
            return []
        cares = self._doors.machines.open(self._row.equipment_id).cares
        return [Choice(care.id, care.said(self._t.language)) for care in cares if care.active and not care.by_customer]

    def draft(self) -> RequestDone:
        """Return the end as typed."""
        return RequestDone(
            done_on=self.day.value() or self._doors.today(),
            work=self.work.text(),
            cause=self.cause.text(),
            fee=self.fee.value() or 0,
            repair_days=self.repair_days.value() or 0,
            maintenance_ids=tuple(self.cares.values()),
        )

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Keep what was done once there are words."""
        draft = self.draft()
        return ({"draft": plain(draft)}, self._row.name) if draft.work.strip() or draft.cause.strip() else None

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept."""
        draft = restored(RequestDone, content.get("draft"))
        if draft is not None:
            self.day.set_value(draft.done_on)
            self.work.set_text(draft.work)
            self.cause.setText(draft.cause)
            self.fee.set_value(draft.fee or None)
            self.repair_days.set_value(draft.repair_days or None)
            self.cares.set_values(draft.maintenance_ids)

    def write(self) -> int:
        """End the request. Raises DomainError."""
        self._doors.requests.done(self._row.id, self.draft())
        return self._row.id
