"""Commands that bring data in and out: demo, import, export."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import Opened, reading, writing
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.exports import ExportOrder
from dealer_crm.words.errors import sentence

if TYPE_CHECKING:
    from dealer_crm.services.calendar_file import CalendarOrder


class Told:
    """Shows progress on one line of a terminal."""

    def step(self, done: int, total: int) -> None:
        """Rewrite the line."""
        if total:
            sys.stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done == total else ""))
            sys.stderr.flush()


def _progress(call: Call) -> Told | NoProgress:
    return Told() if sys.stderr.isatty() and not call.options.json else NoProgress()


def demo(call: Call) -> None:
    """Make the sample shop in an empty folder."""
    from dealer_crm.services.demo import Demo

    with writing(call.data) as opened:
        count = Demo(opened.db, opened.now).fill(call.t.language, call.options.customers, call.options.seed, _progress(call))
        opened.settings.change(demo=True, first_run_done=True, staff_id=1)
        call.report.counts.update(customers=count, followups=opened.followup_list.count())
        call.report.file(opened.folder.store)
    text = call.t("The sample shop is in {folder}. Open it with: dealer-crm --data {folder}")
    call.report.say("demo_made", text.format(folder=call.data))


def take_in(call: Call) -> None:
    """Import a file in one undoable step; with --dry-run only say what would happen."""
    if call.options.products:
        take_in_products(call)
        return
    from dealer_crm.app.child import ChildRunner
    from dealer_crm.domain.imports import ImportOptions, Outcome

    file: Path = call.options.file.absolute()
    with writing(call.data) as opened:
        imports = opened.imports
        try:
            preview = imports.prepare(file, ImportOptions(), ChildRunner(), _progress(call))
            if call.options.dry_run:
                plan, faulty = preview.plan, imports.rows(imports.ids(Outcome.ERROR))
                created, updated, skipped = plan.create, plan.fill + plan.overwrite, plan.skip
                errors = tuple((row.id, error) for row in faulty for error in list(row.wrong.values())[:1])
            else:
                result = imports.apply(_progress(call))
                created, updated, skipped, errors = result.created, result.updated, result.skipped, result.errors
        finally:
            imports.discard()
    call.report.counts.update(created=created, updated=updated, skipped=skipped, errors=len(errors))
    told = [{"row": row, "reason": sentence(error, call.t)} for row, error in errors]
    call.report.keys.update(created=created, updated=updated, skipped=skipped, errors=told)
    template = call.t("Would add {created}, change {updated}, leave {skipped}; {errors} rows need mending.")
    if not call.options.dry_run:
        template = call.t("Added {created}, changed {updated}, left {skipped}; {errors} rows need mending.")
    call.report.say("imported", template.format(created=created, updated=updated, skipped=skipped, errors=len(errors)))


def take_in_products(call: Call) -> None:
    """Import a list of goods in one undoable step; with --dry-run only say what would happen."""
    from dealer_crm.domain.product_imports import GoodsOutcome

    with writing(call.data) as opened:
        preview = opened.product_imports.preview(call.options.file.absolute(), _progress(call))
        if not call.options.dry_run:
            opened.product_imports.apply(preview, _progress(call))
    counts = {
        "created": preview.count(GoodsOutcome.NEW),
        "updated": preview.count(GoodsOutcome.CHANGED),
        "skipped": preview.count(GoodsOutcome.SAME),
        "errors": preview.count(GoodsOutcome.WRONG),
    }
    told = [{"row": row.row, "reason": sentence(row.error, call.t)} for row in preview.rows if row.error]
    call.report.counts.update(counts)
    call.report.keys.update({**counts, "errors": told})
    template = call.t("Would add {created}, change {updated}, leave {skipped}; {errors} rows need mending.")
    if not call.options.dry_run:
        template = call.t("Added {created}, changed {updated}, left {skipped}; {errors} rows need mending.")
    call.report.say("imported", template.format(**counts))


def set_fields(call: Call) -> None:
    """Set fields by name in one step that can be taken back; nothing where one of them is refused."""
    from dealer_crm.services.setting_fields import FieldSetter

    with writing(call.data) as opened:
        setter = FieldSetter(opened.db, opened.customers, call.t)
        changed = setter.set(call.options.kind, call.options.number, call.options.settings)
    call.report.listing([asdict(one) for one in changed], len(changed))
    call.report.counts["changed"] = len(changed)


def export(call: Call) -> None:
    """Write a whole list, customers with every field; the calendar as other programs read it."""
    name, target = call.options.what, call.options.to.absolute()
    with reading(call.data) as opened:
        if name == "customers":
            order = ExportOrder(target, call.t.language, CustomerSpec(sort="number"), whole=True).checked()
            count = opened.exports.save(order, _progress(call))
        elif name == "calendar":
            count = opened.calendar_file.save(target, call.t.language, _calendar(opened, call), _progress(call))
        else:
            count = opened.listings.save(name, target, call.t.language, _progress(call))
    call.report.file(target)
    call.report.counts[name] = count


def _calendar(opened: Opened, call: Call) -> CalendarOrder:
    """Return which part of the calendar goes out. Raises NotFound."""
    from dealer_crm.services.calendar_file import CalendarOrder

    staff = opened.shop.staff_id(call.options.staff) if call.options.staff else None
    return CalendarOrder(call.options.first, call.options.last, staff, opened.settings.value.calendar_phones)
