"""The root of every refusal that a user can mend; words for them stand in `words/errors.py`."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a kind (the class) and parameters; it never carries a sentence.

    `field` names the draft field beside which it is shown. Parameters are plain values
    (str, int, date, tuple of str) that fill the placeholders of the sentence.
    """

    field: ClassVar[str | None] = None

    def __init__(self, **parameters: object) -> None:
        super().__init__(type(self).__name__, parameters)
        self.parameters = parameters

    @property
    def code(self) -> str:
        """Stable name for JSON output and logs, for example `customer_not_found`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class NotFound(DomainError):
    """The record was deleted or never existed. Parameter: number."""


class EditConflict(DomainError):
    """Somebody saved the record after this form was opened. Parameters: mine, theirs (versions)."""
