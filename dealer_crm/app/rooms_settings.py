"""Parts of the settings that other subjects bring: fields and lists, standards of service, the photo folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator

if TYPE_CHECKING:
    from dealer_crm.app.customer_papers import CustomerPapers
    from dealer_crm.app.reminding import ReminderLink
    from dealer_crm.ui.desk.photo_strip import PhotoDoors
    from dealer_crm.ui.settings.days_part import DaysPart
    from dealer_crm.ui.settings.fields_part import FieldsPart
    from dealer_crm.ui.settings.photos_part import PhotosPart
    from dealer_crm.ui.settings.reminders_part import RemindersPart
    from dealer_crm.ui.settings.sheets_part import SheetsPart
    from dealer_crm.ui.settings.standards_part import StandardsPart
    from dealer_crm.ui.settings.terms_part import TermsPart


def fields_part(t: Translator, opened: Opened) -> FieldsPart:
    """Return fields and lists."""
    from dealer_crm.ui.settings.fields_part import FieldDoors, FieldsPart

    book = opened.form_fields
    doors = FieldDoors(
        fields=book.fields,
        add_field=book.add_field,
        edit_field=book.edit_field,
        retire_field=book.retire_field,
        move_field=book.move_field,
        add_list=book.add_list,
        edit_list=book.edit_list,
        add_value=book.add_value,
        edit_value=book.edit_value,
        retire_value=book.retire_value,
        move_value=book.move_value,
        drafts=opened.drafts,
    )
    return FieldsPart(t, doors)


def days_part(t: Translator, opened: Opened) -> DaysPart:
    """Return the working days."""
    from dealer_crm.ui.settings.days_part import DayDoors, DaysPart

    days = opened.shop_days
    doors = DayDoors(
        hours=days.hours,
        set_hours=days.set_hours,
        year=days.year,
        set_days=days.set_days,
        remove=days.remove,
        enter_year=lambda year, entered: days.enter_year(year, entered=entered),
        today=lambda: local_day(opened.now()),
    )
    return DaysPart(t, doors)


def standards_part(t: Translator, opened: Opened, papers: CustomerPapers) -> StandardsPart:
    """Return the standards of service."""
    from dealer_crm.ui.settings.standards_part import StandardDoors, StandardsPart

    book = opened.standards
    return StandardsPart(t, StandardDoors(book.standards, book.add, book.edit, book.retire, book.move, papers.standards, opened.drafts))


def sheets_part(t: Translator, opened: Opened) -> SheetsPart:
    """Return the templates of the checklists."""
    from dealer_crm.ui.settings.sheets_part import SheetDoors, SheetsPart

    book = opened.sheet_book
    return SheetsPart(t, SheetDoors(book.sheets, book.editions, book.save, book.reset, opened.drafts))


def terms_part(t: Translator, opened: Opened) -> TermsPart:
    """Return the terms of complaints."""
    from dealer_crm.ui.settings.terms_part import TermDoors, TermsPart

    book = opened.complaint_terms
    return TermsPart(t, TermDoors(book.terms, book.editions, book.preview, book.save, book.reset))


def photos_part(t: Translator, opened: Opened, choose: Callable[[str], Path | None]) -> PhotosPart:
    """Return the photo folder."""
    from dealer_crm.ui.settings.photos_part import PhotoFolderDoors, PhotosPart

    settings = opened.settings

    def folder() -> Path | None:
        return Path(settings.value.photo_folder) if settings.value.photo_folder else None

    def change(chosen: Path | None) -> None:
        if chosen is not None and chosen == suggested():
            chosen.mkdir(parents=True, exist_ok=True)
        settings.change(photo_folder=str(chosen or ""), photo_since=opened.now().isoformat())

    def suggested() -> Path:
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)) / t("Customer photos")

    return PhotosPart(t, PhotoFolderDoors(folder, suggested, change, choose))


def reminders_part(t: Translator, opened: Opened, reminding: ReminderLink) -> RemindersPart:
    """Return the reminders."""
    from dealer_crm.app.reminder_words import sum_sentence
    from dealer_crm.ui.settings.reminders_part import ReminderDoors, RemindersPart, ReminderWish
    from dealer_crm.ui.shell.tray import has_tray

    def wish() -> ReminderWish:
        kept = opened.settings.value
        return ReminderWish(kept.lead, kept.lead_of_meetings, kept.toast, kept.start_in_tray, kept.close_to_tray)

    def change(wanted: ReminderWish) -> None:
        opened.settings.change(**asdict(wanted))
        reminding.look()

    def added_up() -> tuple[str, bool]:
        found = opened.reminders.sum()
        return sum_sentence(found, t), found.sound

    doors = ReminderDoors(wish, change, opened.reminders.opens_at, reminding.to_opening, added_up, reminding.try_now, has_tray())
    return RemindersPart(t, doors)


def photo_doors(opened: Opened) -> PhotoDoors:
    """Return the photo folder as the attachments ask it."""
    from dealer_crm.ui.desk.photo_strip import PhotoDoors

    def folder() -> Path | None:
        return Path(opened.settings.value.photo_folder) if opened.settings.value.photo_folder else None

    return PhotoDoors(folder, lambda: opened.photo_inbox.look())
