"""What a customer form holds beside its fields: whom it edits, what he was, how the draft file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.services.draft_content import plain, restored
from dealer_crm.ui.followups.next_step import Plan


@dataclass(frozen=True)
class FormState:
    """One form, whole: enough to open it again after a crash. `customer_id` None = a new file.

    `base` is the file as it was when the form was opened at `version`; `raw` holds what is typed in
    fields whose text is no value yet.
    """

    draft: CustomerDraft
    plan: Plan
    customer_id: int | None = None
    version: int = 0
    base: CustomerDraft | None = None
    referrer: str = ""
    raw: dict[str, str] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return the state as the draft file holds it."""
        return {
            "draft": plain(self.draft),
            "plan": plain(self.plan),
            "customer_id": self.customer_id,
            "version": self.version,
            "base": plain(self.base) if self.base else None,
            "referrer": self.referrer,
            "raw": self.raw,
        }


def state_of(content: dict[str, Any], empty: FormState) -> FormState:
    """Return the state that a draft file holds; what cannot be read is as in `empty`."""
    raw = content.get("raw")
    version, customer_id, referrer = content.get("version"), content.get("customer_id"), content.get("referrer")
    return FormState(
        restored(CustomerDraft, content.get("draft")) or empty.draft,
        restored(Plan, content.get("plan")) or empty.plan,
        customer_id if isinstance(customer_id, int) else None,
        version if isinstance(version, int) else 0,
        restored(CustomerDraft, content.get("base")),
        referrer if isinstance(referrer, str) else "",
        {str(name): str(text) for name, text in raw.items()} if isinstance(raw, dict) else {},
    )
