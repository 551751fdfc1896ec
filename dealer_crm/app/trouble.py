"""What can be done when the data of a folder cannot be opened."""

from __future__ import annotations

from dealer_crm.app.opened import clock
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import NoProgress
from dealer_crm.i18n import Translator
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.restore import restore
from dealer_crm.ui.shell import Prompts
from dealer_crm.words.errors import sentence


def restored_instead(prompts: Prompts, folder: DataFolder, error: DomainError, t: Translator) -> bool:
    """Offer a backup in the place of data that are gone or damaged; tell whether one was put there."""
    if not prompts.confirm(t("The data cannot be opened"), sentence(error, t), t("Restore a backup…")):
        return False
    file = prompts.choose_file(t("Restore a backup"), t("Backups") + " (*.zip)", str(folder.backups))
    if file is None:
        return False
    try:
        with FolderLock(folder.lock):
            restore(folder, file, clock, NoProgress())
    except DomainError as refusal:
        prompts.tell(t("That did not work"), sentence(refusal, t))
        return False
    return True
