"""Words of forms that were printed elsewhere, and sentences for what is refused about them."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain import overprint
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

LABELS_OVERPRINT: tuple[tuple[StrEnum, str], ...] = (
    (overprint.Side.LEFT, N_("at the left")),
    (overprint.Side.CENTRE, N_("in the middle")),
    (overprint.Side.RIGHT, N_("at the right")),
)
SENTENCES_OVERPRINT: dict[type[DomainError], str] = {
    overprint.OverprintNameMissing: N_("Give the form a name, for example the brand whose card it is."),
    overprint.OverprintNameTooLong: N_("A name has at most {most} characters. Shorten it."),
    overprint.OverprintNameTaken: N_("Another form of this kind is called “{name}”. Choose another name."),
    overprint.OverprintKindUnsuited: N_("“{kind}” cannot be written on forms that were printed elsewhere."),
    overprint.OverprintFieldOutside: N_("“{code}” reaches over the edge of the paper. Move it or make it narrower."),
    overprint.OverprintTableOutside: N_("{rows} rows of goods reach below the paper; there is room for {fits}. Take fewer or lower rows."),
    overprint.OverprintFull: N_("More than {most} fields stand on the form. Remove some."),
    overprint.OverprintTooLong: N_(
        "“{text}” does not fit into the field “{field}”, not even in small letters. Make the field wider, give it more lines, or shorten"
        " the text; nothing is cut off."
    ),
    overprint.OverprintNotFound: N_("There is no form “{name}” for this paper. Look for its name in the settings, part Printed forms."),
}
