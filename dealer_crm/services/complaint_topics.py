"""The shop's own third level of complaints: the values of its list, as Settings have them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from dealer_crm.domain.details import ListValue
from dealer_crm.services.form_fields import form_fields
from dealer_crm.storage.database import Database

TOPICS = "complaint_topic"
"""The list, by its code."""


def topics_of(session: Session) -> Mapping[str, ListValue]:
    """Return every topic by its code in the order of the list, retired ones too: a case may have one."""
    return {value.code: value for value in form_fields(session).values(TOPICS)}


class ComplaintTopics:
    """Answers what a case can be about."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[ListValue, ...]:
        """Return every topic in the order of the list, retired ones too."""
        with self._db.read() as session:
            return tuple(topics_of(session).values())
