"""Words for the shop's own versions of the sheets, and sentences for what they refuse."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain import sheet_bodies
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.sheet_changes import SheetChange
from dealer_crm.i18n import N_

LABELS_SHEETS: tuple[tuple[StrEnum, str], ...] = (
    (SheetChange.ADDED, N_("Item added")),
    (SheetChange.REMOVED, N_("Item taken out")),
    (SheetChange.WORDS, N_("Other words")),
    (SheetChange.LIMITS, N_("Other limits")),
    (SheetChange.ASKED, N_("Other duties")),
    (SheetChange.READINGS, N_("Other readings")),
    (SheetChange.MOVED, N_("Other place")),
)

SENTENCES_SHEETS: dict[type[DomainError], str] = {
    sheet_bodies.SheetBroken: N_("“{code}” is no sheet that this program wrote. Choose another file or version."),
    sheet_bodies.SheetEmpty: N_("A sheet needs an item, and a table of readings a column. Add one."),
    sheet_bodies.SheetTooMuch: N_("“{code}” holds more than a paper does ({most}). Shorten it or split the sheet."),
    sheet_bodies.SheetWordless: N_("“{code}” says nothing. Write what is looked at, in one language at least."),
    sheet_bodies.SheetCodeUnfit: N_("“{code}” is no code. Use letters, digits and dashes, for example AC-H11."),
    sheet_bodies.SheetCodeTwice: N_("The code {code} is there twice. Give one of them another."),
    sheet_bodies.SheetLimitsCrossed: N_("“{code}”: the lower limit lies above the upper one. Exchange them."),
    sheet_bodies.SheetLimitUnread: N_("“{text}” is no number. Enter the limit in digits, or leave it empty."),
    sheet_bodies.SheetUnitMissing: N_("“{code}” has a limit but no unit. Enter the unit, or empty the limit."),
    sheet_bodies.SheetFormulaBroken: N_("“{code}” is worked out of columns that do not stand before it. Put the sheet back."),
    sheet_bodies.SheetLettersFixed: N_("The eight expectations stay A to H ({code}). Change their words, not their letters."),
}
