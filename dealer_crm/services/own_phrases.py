"""Ready wordings as the shop says them: kept in place of the shipped ones, and put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.own_phrases import OwnWords, PhraseUnknown, known_fields
from dealer_crm.domain.phrases import Phrase
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, News
from dealer_crm.storage.models import OwnPhrase


class OwnPhrases:
    """Questions and use-cases of own wordings. They are kept in memory: the trade asks for them in the middle of writes."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor
        self._shipped = Trade()
        self._own = self._read()
        db.on_commit.append(self._on_news)

    def own(self) -> Mapping[str, OwnWords]:
        """Return what the shop says otherwise, by code."""
        return self._own

    def shipped(self, code: str) -> Phrase:
        """Return a wording as it is shipped. Raises PhraseUnknown."""
        found = self._shipped.known_phrases().get(code)
        if found is None:
            raise PhraseUnknown(number=code)
        return found

    def fields(self, code: str) -> frozenset[str]:
        """Return the fields that may stand in a wording, without braces. Raises PhraseUnknown."""
        return known_fields(self._shipped.known_phrases().values(), self.shipped(code).group)

    def save(self, code: str, zh: str, en: str) -> None:
        """Say a wording so from now on, everywhere; what is empty or as shipped follows the shipped one.

        Raises PhraseUnknown, PhraseTooLong, PhraseFieldUnknown.
        """
        shipped = self.shipped(code)
        words = OwnWords(zh, en).checked(shipped, self.fields(code))
        if words == self._own.get(code, OwnWords()):
            return
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            row = session.scalars(select(OwnPhrase).where(OwnPhrase.code == code)).one_or_none()
            if row is not None and words == OwnWords():
                session.delete(row)
            elif row is not None:
                row.zh, row.en = words.zh, words.en
            else:
                row = OwnPhrase(code=code, zh=words.zh, en=words.en)
                session.add(row)
                session.flush()
            session.about(row.id, shipped.title_zh)

    def reset(self, code: str) -> None:
        """Say a wording as it is shipped again. Raises PhraseUnknown."""
        self.save(code, "", "")

    def _read(self) -> dict[str, OwnWords]:
        with self._db.read() as session:
            rows = session.execute(select(OwnPhrase.code, OwnPhrase.zh, OwnPhrase.en)).all()
        return {row.code: OwnWords(row.zh, row.en) for row in rows}

    def _on_news(self, news: News) -> None:
        if OwnPhrase.__tablename__ in news.kinds:
            self._own = self._read()
