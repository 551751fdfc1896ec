"""Finds customers by any piece of what is known of them: beginnings first, then anywhere, always verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from sqlalchemy import Connection, Integer, Select, column, delete, func, or_, select, text

from dealer_crm.domain import phones
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.text import fold
from dealer_crm.storage import dialect, rows
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import SearchDoc, SearchKey

NAME, PINYIN, INITIALS, PHONE, NUMBER = range(5)
KEY_LENGTH = 60
_SIGNS = {code: 0xE000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""The index would part a token at ASCII signs: they are written as private ones (text that has those is only looked at twice)."""
_END = "\ue0ff"


@dataclass(frozen=True)
class Text:
    """What one customer is found by: folded fields, one a line, and weighted beginnings."""

    customer_id: int
    body: str
    keys: tuple[tuple[int, str], ...]


def fold_word(word: str) -> str:
    """Return the text as it is compared: folded, without spaces, phone separators gone from a number."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return _fold_word(word)


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    plain = "".join(fold(word).split())
    number = plain.replace("-", "")
    return number if number.isdigit() else plain


def fold_fields(fields: Iterable[str]) -> str:
    """Return the searched text of several fields, one a line, each field once."""
    return "\n".join(dict.fromkeys(folded for field in fields if field and (folded := fold_word(field))))


def text_of(customer_id: int, fields: Iterable[str], keys: Iterable[tuple[int, str]]) -> Text:
    """Return the text that finds a customer by any piece of the fields, and from the beginning by the keys."""
    folded = {(weight, fold_word(key)[:KEY_LENGTH]) for weight, key in keys}
    return Text(customer_id, fold_fields(fields), tuple(sorted((weight, key) for weight, key in folded if key)))


class Word(str):
    """A word to look for; where its hyphens were taken out, as out of a telephone number, `typed` still has them (1-1-801)."""

    typed: str

    def __new__(cls, word: str, typed: str) -> Word:
        """Return the word with what was typed."""
        made = super().__new__(cls, word)
        made.typed = typed
        return made


def words_of(query: str) -> list[str]:
    """Take a query apart: all words must be found. A number typed in groups is one word."""
    folded = fold(query)
    close = "".join(folded.split())
    joined = close.replace("-", "")
    if joined.removeprefix("+").isdigit():
        number = phones.digits(joined)
        return [Word(number if phones.kind(number) is PhoneKind.MOBILE else joined, close)]
    return [Word(word, part) for part in folded.split() if (word := fold_word(part))]


def ways_of(word: str) -> tuple[str, ...]:
    """Return the ways in which a text may hold the word: one of them is enough."""
    return (word, word.typed) if isinstance(word, Word) and "-" in word.typed and word.typed != word else (word,)


def tokens(body: str) -> str:
    """Return the index tokens of a folded text: each pair of neighbours in a field, and each last sign with an end mark."""
    found: dict[str, None] = {}
    for field in body.translate(_SIGNS).split("\n"):
        found.update(dict.fromkeys(map(add, field, field[1:] + _END)))
    return " ".join(found)


def _wanted(words: Iterable[str]) -> str:
    """Return the index expression that every text with these words meets; some others may meet it too."""
    wanted: dict[str, None] = {}
    choices: list[str] = []
    for word in words:
        ways = [_pieces(way) for way in ways_of(word)]
        if len(ways) == 1:
            wanted.update(dict.fromkeys(ways[0]))
        else:
            either = " OR ".join(f"({' '.join(pieces)})" for pieces in ways)
            choices.append(f"({either})")
    return " AND ".join([" ".join(wanted), *choices] if wanted else choices)


def _pieces(word: str) -> list[str]:
    signs = word.translate(_SIGNS)
    if len(signs) == 1:
        return [f'"{signs}" *']
    return list(dict.fromkeys(f'"{pair}"' for pair in map(add, signs, signs[1:])))


def replace(connection: Connection, ids: Sequence[int], texts: Sequence[Text]) -> None:
    """Forget the old texts of these customers and index the new ones; part of the caller's write."""
    old = connection.execute(select(SearchDoc.customer_id, SearchDoc.body).where(SearchDoc.customer_id.in_(ids))).all()
    if old:
        dialect.forget_texts(connection, [(row.customer_id, tokens(row.body)) for row in old])
        connection.execute(delete(SearchDoc).where(SearchDoc.customer_id.in_(ids)))
        connection.execute(delete(SearchKey).where(SearchKey.customer_id.in_(ids)))
    if not texts:
        return
    rows.insert_tuples(connection, rows.table_named("search_doc"), [(t.customer_id, t.body) for t in texts])
    rows.insert_tuples(
        connection, rows.table_named("search_key"), [(t.customer_id, weight, word) for t in texts for weight, word in t.keys]
    )
    dialect.index_texts(connection, [(t.customer_id, tokens(t.body)) for t in texts])


def clear(connection: Connection) -> None:
    """Forget every text."""
    connection.execute(delete(SearchDoc))
    connection.execute(delete(SearchKey))
    dialect.clear_texts(connection)


class Comparison:
    """Compares the stored texts and the index with what they should be."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._bodies = dict(connection.execute(select(SearchDoc.customer_id, SearchDoc.body)).all())
        self._keys = set(connection.execute(select(SearchKey.customer_id, SearchKey.weight, SearchKey.text)))
        self._counts: Counter[str] = Counter()
        self._wrong: dict[str, None] = {}

    def expect(self, text: Text) -> None:
        """Take one customer's text as it should be."""
        keys = {(text.customer_id, weight, key) for weight, key in text.keys}
        if self._bodies.pop(text.customer_id, None) != text.body or not keys <= self._keys:
            self._wrong[str(text.customer_id)] = None
        self._keys -= keys
        self._counts.update(tokens(text.body).split(" "))

    def differences(self) -> list[str]:
        """Return the ids of customers whose text differs, and the index tokens that stand in too many or too few texts."""
        left = sorted(self._bodies.keys() | {customer for customer, _, _ in self._keys})
        self._wrong.update((str(customer), None) for customer in left)
        with recording(self._connection):
            stored = Counter(dialect.text_counts(self._connection))
        self._counts.pop("", None)
        tokens_wrong = sorted((stored - self._counts) + (self._counts - stored))
        return [*self._wrong, *tokens_wrong]


def find(connection: Connection, query: str, limit: int = 50) -> list[int]:
    """Return ids of customers that hold every word of the query, best first: equal, beginning, anywhere.

    An empty query finds nothing. Literal: `%`, `_` and `"` mean themselves.
    """
    words = words_of(query)
    if not words:
        return []
    found: dict[int, None] = {}
    if len(words) == 1:
        found.update(dict.fromkeys(_beginnings(connection, words[0], limit)))
    if len(found) < limit:
        found.update(dict.fromkeys(connection.execute(anywhere(words).limit(limit)).scalars()))
    return list(found)[:limit]


def holds(connection: Connection, query: str) -> list[int]:
    """Return the ids of all customers that hold every word, in id order (for lists and filters)."""
    words = words_of(query)
    return list(connection.execute(anywhere(words).order_by(SearchDoc.customer_id)).scalars()) if words else []


def _beginnings(connection: Connection, word: str, limit: int) -> list[int]:
    equal = select(SearchKey.customer_id).where(SearchKey.text == word).order_by(SearchKey.weight, SearchKey.customer_id).limit(limit)
    found = dict.fromkeys(connection.execute(equal).scalars())
    if len(found) < limit:
        begins = (
            select(SearchKey.customer_id)
            .where(SearchKey.text > word, SearchKey.text < word + "\U0010ffff")
            .order_by(SearchKey.text, SearchKey.weight, SearchKey.customer_id)
            .limit(limit * 3)
        )
        found.update(dict.fromkeys(connection.execute(begins).scalars()))
    return list(found)


def anywhere(words: Sequence[str]) -> Select[int]:
    """Return the query for customers whose text holds every word: the index proposes, the text itself decides."""
    match = text(f"SELECT rowid FROM {dialect.FTS} WHERE {dialect.FTS} MATCH :tokens").bindparams(tokens=_wanted(words))
    proposed = match.columns(column("rowid", Integer))
    query = select(SearchDoc.customer_id).where(SearchDoc.customer_id.in_(proposed))
    for word in words:
        query = query.where(or_(*(func.instr(SearchDoc.body, way) > 0 for way in ways_of(word))))
    return query
