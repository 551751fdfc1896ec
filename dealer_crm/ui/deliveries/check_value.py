"""The field of a measured value."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.widgets import LineEdit
from dealer_crm.ui.widgets.inputs import read_only
from dealer_crm.ui.widgets.painting import advance

VALUE_CHARS = 7


def value_field(t: Translator, check: CheckRow, *, closed: bool) -> LineEdit:
    """Return the field of an item that is measured, with what was read the last time in brackets; of a `closed` sheet it is only read."""
    field = LineEdit(name=f"check_value_{check.code}", hint=check.unit)
    field.setFixedWidth(advance("0" * (VALUE_CHARS + 6)))
    if check.last is not None and check.last.value:
        field.setPlaceholderText(f"({check.last.value})")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setAccessibleName(t("Measured value of {item}").format(item=check.words(t.language)))
    if closed:
        read_only(field)
    return field
