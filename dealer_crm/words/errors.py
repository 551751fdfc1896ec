"""The sentence for every refusal: what is wrong, and what to do."""

from __future__ import annotations

from dealer_crm.domain import customers, errors, followups, journal, premises, shop, store
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.agenda import SENTENCES_AGENDA
from dealer_crm.words.attachments import SENTENCES_ATTACHMENTS
from dealer_crm.words.backups import SENTENCES_BACKUPS
from dealer_crm.words.birthdays import SENTENCES_BIRTHDAYS
from dealer_crm.words.care_errors import SENTENCES_CARE
from dealer_crm.words.change_errors import SENTENCES_CHANGES
from dealer_crm.words.classes import SENTENCES_CLASSES
from dealer_crm.words.complaint_errors import SENTENCES_COMPLAINTS
from dealer_crm.words.contract_terms import SENTENCES_CONTRACT
from dealer_crm.words.deliveries_errors import SENTENCES_DELIVERIES
from dealer_crm.words.demo import SENTENCES_DEMO
from dealer_crm.words.expectations import SENTENCES_EXPECTATIONS
from dealer_crm.words.exports import SENTENCES_EXPORTS
from dealer_crm.words.files import SENTENCES_FILES
from dealer_crm.words.health import SENTENCES_HEALTH
from dealer_crm.words.imports import SENTENCES_IMPORTS
from dealer_crm.words.jobs_errors import SENTENCES_JOBS
from dealer_crm.words.knowledge import SENTENCES_DETAILS
from dealer_crm.words.orders_errors import SENTENCES_ORDERS
from dealer_crm.words.overprint import SENTENCES_OVERPRINT
from dealer_crm.words.people import SENTENCES_PEOPLE
from dealer_crm.words.printing import SENTENCES_PRINTING
from dealer_crm.words.series import SENTENCES_SERIES
from dealer_crm.words.setting import SENTENCES_SETTING
from dealer_crm.words.sheets import SENTENCES_SHEETS
from dealer_crm.words.staff import SENTENCES_STAFF
from dealer_crm.words.standards import SENTENCES_STANDARDS
from dealer_crm.words.start import SENTENCES_START
from dealer_crm.words.trade_ins import SENTENCES_TRADE_INS

SENTENCES: dict[type[DomainError], str] = {
    errors.NotFound: N_("{number} is not in the file any more."),
    errors.EditConflict: N_("Somebody saved this record after you opened it. Look at both and choose."),
    journal.UndoBlocked: N_("{count} records were changed later (last: {latest}). Undo that first, or undo the rest."),
    journal.UndoErased: N_("The content of this step was erased for privacy, so it cannot be undone."),
    journal.NothingToUndo: N_("There is nothing left to undo."),
    customers.NameOrPhoneMissing: N_("Enter a name or a phone number."),
    customers.PhoneNumberMissing: N_("“{text}” stands without a phone number. Enter the number, or write it into the note."),
    customers.ContactNumberMissing: N_("“{text}” stands without a phone number. Enter the number, or write it into the note."),
    customers.CustomerNotFound: N_("Customer {number} is not in the file any more. He may be in the recycle bin."),
    customers.CustomerInUse: N_("{name} names this customer as referrer. Change that first."),
    customers.ReferrerIsSelf: N_("A customer cannot have referred himself. Choose somebody else."),
    premises.CommunityMissing: N_("This kind of house needs its community."),
    premises.RoomMissing: N_("This kind of house needs its room number."),
    followups.WordsMissing: N_("Write in a few words what the customer said."),
    followups.NextStepMissing: N_("Choose the next date, or say why there is none."),
    followups.StepNotOpen: N_("This step was already completed or dropped."),
    shop.StaffNameMissing: N_("Enter the person's name."),
    shop.LastOwner: N_("The shop needs one owner. Make somebody else the owner first."),
    store.StoreFull: N_("The disk of {folder} is full. Make at least {megabytes} MB free there, then try again; nothing is lost."),
    store.StoreBusy: N_("Another program holds the data file. Close it (a virus scanner or a sync tool), then try again."),
    store.StoreReadOnly: N_("The folder {folder} cannot be written. Check the rights of the folder or the medium."),
    store.DiskFailed: N_(
        "The disk of {folder} failed while reading or writing; this was not done. Try again. If it fails again, "
        "back up to another disk and have this one looked at."
    ),
    store.FolderTooDeep: N_(
        "The path of the data folder {folder}… is too long. Choose a folder whose whole path is shorter than {longest} characters."
    ),
    store.StoreDamaged: N_("The data file {file} is damaged. Restore the newest backup; the damaged file is kept."),
    store.StoreNewer: N_(
        "The data file {file} needs version {needed} of the program; this is {known}. Nothing was changed. Update the program."
    ),
    store.StoreInUse: N_("The program is already open on {folder}."),
    store.StoreForeign: N_("The file {file} belongs to another program."),
    store.ReferenceMissing: N_("A record that this one refers to was deleted meanwhile. Open it again."),
    **SENTENCES_AGENDA,
    **SENTENCES_ATTACHMENTS,
    **SENTENCES_BACKUPS,
    **SENTENCES_BIRTHDAYS,
    **SENTENCES_CARE,
    **SENTENCES_CLASSES,
    **SENTENCES_CONTRACT,
    **SENTENCES_DELIVERIES,
    **SENTENCES_COMPLAINTS,
    **SENTENCES_DEMO,
    **SENTENCES_DETAILS,
    **SENTENCES_JOBS,
    **SENTENCES_SHEETS,
    **SENTENCES_STANDARDS,
    **SENTENCES_EXPECTATIONS,
    **SENTENCES_EXPORTS,
    **SENTENCES_FILES,
    **SENTENCES_HEALTH,
    **SENTENCES_IMPORTS,
    **SENTENCES_ORDERS,
    **SENTENCES_CHANGES,
    **SENTENCES_PEOPLE,
    **SENTENCES_OVERPRINT,
    **SENTENCES_PRINTING,
    **SENTENCES_SERIES,
    **SENTENCES_SETTING,
    **SENTENCES_STAFF,
    **SENTENCES_START,
    **SENTENCES_TRADE_INS,
}
"""Template of each kind; subjects with many kinds keep theirs in a module of their own and add it here."""


def sentence(error: DomainError, t: Translator) -> str:
    """Return the sentence for the error in the translator's language."""
    return t(SENTENCES[type(error)]).format(**error.parameters)
