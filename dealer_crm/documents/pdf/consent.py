"""What a customer agrees to when he signs his record or his form."""

from __future__ import annotations

from dealer_crm.domain.customers import CONSENT_WORDING
from dealer_crm.i18n import Translator


def consent_words(t: Translator) -> str:
    """Return the sentence that he agrees to, with its version."""
    return t(
        "I agree that this shop keeps and uses the information above for quotations, installation, warranty and service "
        "reminders; the shop gives it to nobody else. I may see, correct or delete it and withdraw this consent at any time. "
        "(Wording {version})"
    ).format(version=CONSENT_WORDING)
