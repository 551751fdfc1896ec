"""Words of backups and of the check: sentences for refusals, why a backup was made, what the check found."""

from dealer_crm.domain import backups
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_BACKUPS: dict[type[DomainError], str] = {
    backups.StoreMissing: N_(
        "The data file in {folder} is gone, but backups or pictures are still there. Restore a backup; nothing was made in its place."
    ),
    backups.BackupNotReadable: N_("The backup {file} cannot be opened. Check that its disk or stick is there."),
    backups.BackupDamaged: N_("The backup {file} is damaged and was not used. Choose another one; your data is as it was."),
    backups.BackupForeign: N_("{file} is not a backup of this program. Choose a file whose name begins with dealer-crm."),
    backups.BackupNewer: N_(
        "The backup {file} needs version {needed} of the program; this is {known}. Update the program, then restore it."
    ),
    backups.BackupFailed: N_("The backup in {folder} did not read back the same, so it does not count. Choose another disk."),
    backups.BackupPlaceMissing: N_("The folder for backups {folder} is not there. Plug the stick in, or choose another folder."),
}

REASONS: dict[Reason, str] = {
    Reason.EXIT: N_("on closing"),
    Reason.TIMER: N_("while working"),
    Reason.DEMAND: N_("by hand"),
    Reason.BEFORE_MIGRATION: N_("before an update"),
    Reason.BEFORE_IMPORT: N_("before an import"),
    Reason.BEFORE_RESTORE: N_("before restoring"),
    Reason.UNKNOWN: N_("cannot be read"),
}

FINDINGS: dict[FindingKind, str] = {
    FindingKind.DAMAGED: N_("The data file is damaged in {count} places. Restore the newest backup."),
    FindingKind.REFERENCES: N_("{count} records refer to records that are not there."),
    FindingKind.LINES: N_("{count} lines of the customer list differ from the customers' files."),
    FindingKind.MACHINES: N_("{count} lines of the list of machines differ from the machines' files."),
    FindingKind.CLASSES: N_("The classes of {count} customers differ from what the records say."),
    FindingKind.SEARCH: N_("{count} entries of the search differ from the customers' files."),
    FindingKind.DATES: N_("{count} dates do not follow from those they are counted from."),
    FindingKind.SUMS: N_("{count} orders have sums that do not follow from their lines and payments."),
    FindingKind.CONTENTS: N_("{count} contents of jobs and sheets cannot be read; what can be read of them is shown."),
    FindingKind.CHAIN: N_("{count} entries of the history were changed by other means than this program."),
    FindingKind.CUT: N_("The history ends before entry {count}, which a backup knows."),
    FindingKind.PICTURES_MISSING: N_("{count} pictures or files are not in the attachments folder."),
    FindingKind.PICTURES_DAMAGED: N_("{count} pictures or files are damaged."),
    FindingKind.NUMBERS: N_("{count} number series stand below a number that was given."),
    FindingKind.IDS: N_("{count} tables might give an id twice."),
}
