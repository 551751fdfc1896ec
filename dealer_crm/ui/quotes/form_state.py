"""What the form of a quote holds: whose, which version, as it was opened, and how the draft file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.services.draft_content import plain, restored


@dataclass(frozen=True)
class QuoteFormState:
    """One form, whole: enough to open it again after a crash. `quote_id` None = a new quote.

    `wrong` holds what is typed in cells and fields whose text is no value yet.
    """

    draft: QuoteDraft
    quote_id: int | None = None
    version_id: int = 0
    stamp: int = 0
    wrong: dict[str, str] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return the state as the draft file holds it."""
        numbers = {"quote_id": self.quote_id, "version_id": self.version_id, "stamp": self.stamp}
        return {"draft": plain(self.draft), **numbers, "wrong": self.wrong}


def state_of(content: dict[str, Any]) -> QuoteFormState | None:
    """Return the state that a draft file holds; None where it names no customer."""
    draft = restored(QuoteDraft, content.get("draft"))
    if draft is None:
        return None
    quote_id, wrong = content.get("quote_id"), content.get("wrong")
    version_id, stamp = (value if isinstance(value := content.get(name), int) else 0 for name in ("version_id", "stamp"))
    texts = {str(name): str(text) for name, text in wrong.items()} if isinstance(wrong, dict) else {}
    return QuoteFormState(draft, quote_id if isinstance(quote_id, int) else None, version_id, stamp, texts)
