"""Sentences for trouble with pictures and files."""

from __future__ import annotations

from dealer_crm.domain import attachments
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_ATTACHMENTS: dict[type[DomainError], str] = {
    attachments.AttachmentTooLarge: N_("“{name}” is larger than {megabytes} MB. Make it smaller, then add it again."),
    attachments.AttachmentIsFolder: N_("“{name}” is a folder. Open it and take the pictures in it."),
    attachments.CaptionTooLong: N_("A caption is one line: {most} characters at most."),
    attachments.AttachmentEmpty: N_("“{name}” is empty. Choose another file."),
    attachments.AttachmentMissing: N_("“{name}” is not in the attachments folder any more. A backup may still hold it."),
    attachments.AttachmentDamaged: N_("“{name}” was changed outside the program. Restore it from a backup."),
    attachments.AttachmentNotFound: N_("This attachment was removed meanwhile."),
}
