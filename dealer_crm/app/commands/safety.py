"""Commands that keep the data safe and well: backup, restore, check, health."""

from __future__ import annotations

from pathlib import Path

from dealer_crm.app.cli import Call
from dealer_crm.app.exits import Exit
from dealer_crm.app.opened import clock, reading, writing
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.check import Check
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.restore import restore as put_back
from dealer_crm.words.backups import FINDINGS
from dealer_crm.words.labels import label


def backup(call: Call) -> None:
    """Make a verified backup in the usual places, or whole in a folder."""
    to: Path | None = call.options.to.absolute() if call.options.to else None
    with reading(call.data) as opened:
        made = opened.backups.make(Reason.DEMAND, to)
    call.report.file(Path(made.path))
    call.report.counts.update(customers=made.counts.get("customer", 0), pictures=made.pictures, bytes=made.size)
    call.report.say("backed_up", call.t("The backup was read back and is sound: {file}").format(file=Path(made.path).name))
    if made.missing:
        call.report.say("pictures_missing", call.t("{n} pictures were not there to be saved.").format(n=made.missing))
    if made.copied is False:
        call.report.say("second_place_missing", call.t("The second place for backups was not reached."))


def restore(call: Call) -> None:
    """Put a backup in place of the data. Refused while the window runs."""
    folder = DataFolder(call.data)
    with FolderLock(folder.lock):
        done = put_back(folder, call.options.file.absolute(), clock, NoProgress())
    call.report.counts["customers"] = done.backup.counts.get("customer", 0)
    if done.safety is not None:
        call.report.file(Path(done.safety.path))
    when = f"{done.backup.made_at.astimezone():%Y-%m-%d %H:%M}"
    call.report.say("restored", call.t("The data are again as on {when}; what was there before is kept.").format(when=when))
    if done.missing:
        call.report.say("pictures_missing", call.t("{n} pictures are in no backup any more.").format(n=done.missing))


def check(call: Call) -> None:
    """Look the whole store over; with --repair mend what can be mended. Found trouble that stays ends with 1."""
    opening = writing if call.options.repair else reading
    with opening(call.data) as opened:
        found = Check(opened.db, opened.folder).run(repair=call.options.repair)
        call.report.counts["customers"] = opened.customer_list.count()
    call.report.counts["findings"] = len(found)
    call.report.keys["findings"] = [
        {"code": one.kind.value, "count": one.count, "details": list(one.details), "repaired": one.repaired} for one in found
    ]
    for one in found:
        words = call.t(FINDINGS[one.kind]).format(count=one.count)
        call.report.say(one.kind.value, words + (" " + call.t("Mended.") if one.repaired else ""))
    if not found:
        call.report.say("sound", call.t("Everything is sound."))
    elif not all(one.repaired for one in found):
        call.report.code = Exit.REFUSED


def health(call: Call) -> None:
    """Count the findings of the files of customers, the most frequent first; nothing is changed."""
    with reading(call.data) as opened:
        found = opened.health_check.health()
    call.report.counts.update(customers=found.customers, completeness=found.completeness, mendable=found.mendable)
    call.report.keys["findings"] = [{"code": one.finding.value, "count": one.count, "of": one.of} for one in found.counts]
    for one in sorted(found.counts, key=lambda one: -one.count):
        if one.count:
            call.report.say(one.finding.value, call.t("{what}: {state}").format(what=label(one.finding, call.t), state=one.count))
    words = call.t("Files are {share} complete").format(share=f"{found.completeness}%")
    call.report.say("completeness", words)
