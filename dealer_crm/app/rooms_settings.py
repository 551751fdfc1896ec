"""Parts of the settings that other subjects bring: fields and lists, standards of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.fields_part import FieldDoors, FieldsPart
from dealer_crm.ui.settings.standards_part import StandardDoors, StandardsPart

if TYPE_CHECKING:
    from dealer_crm.app.customer_papers import CustomerPapers


def fields_part(t: Translator, opened: Opened) -> FieldsPart:
    """Return fields and lists."""
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


def standards_part(t: Translator, opened: Opened, papers: CustomerPapers) -> StandardsPart:
    """Return the standards of service."""
    book = opened.standards
    return StandardsPart(t, StandardDoors(book.standards, book.add, book.edit, book.retire, book.move, papers.standards, opened.drafts))
