"""Finds customers by any piece of what is known of them: beginnings first, then anywhere, always verified."""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, column, delete, func, or_, select, text

from dealer_crm.domain import phones
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.text import fold
from dealer_crm.storage import dialect, driver, rows
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import SearchDoc, SearchKey

NAME, PINYIN, INITIALS, PHONE, NUMBER = range(5)
KEY_LENGTH = 60
_AMONG = "customer_id IN (SELECT value FROM json_each(?))"
FIRST = 1_000
"""Texts of customers up to this id are looked through before the index is asked."""
MANY = 1_000
"""From so many texts on it pays to count those that stay."""
PIECES = 50
"""In so many pieces, one for each save, the index may lie; with a thousand a search takes ten times as long as with one."""
_SIGNS = {chr(code): chr(0xE000 + code) for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""The index would part a token at ASCII signs: they are written as private ones (text that has those is only looked at twice)."""
_SIGN = re.compile(f"[{re.escape(''.join(_SIGNS))}]")
END = "\ue0ff"
_NUMBER = 4
"""So many digits in a row are one piece of the index: pairs of them stand in most texts of a large shop."""
_NUMBERS = re.compile(f"[0-9]{{{_NUMBER},}}")
_OF_NUMBERS = re.compile(f"(?=([0-9]{{{_NUMBER}}}))")
_WIDE = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


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
    return number if number.isdecimal() else plain


def folded(keys: Iterable[tuple[int, str]], texts: Iterable[str]) -> tuple[list[tuple[int, str]], list[str]]:
    """Return keys and further texts as they are compared, empty ones gone."""
    words = [(weight, word) for weight, key in keys if key and (word := fold_word(key))]
    return words, [word for text in texts if text and (word := fold_word(text))]


def text_of(customer_id: int, keys: Iterable[tuple[int, str]], texts: Iterable[str]) -> Text:
    """Return the text that finds a customer by any piece of keys and texts, and from its beginning by a key."""
    words, others = folded(keys, texts)
    body = "\n".join(dict.fromkeys([*(word for _, word in words), *others]))
    return Text(customer_id, body, beginnings(words))


def beginnings(words: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return what is kept of folded keys, each once, in order."""
    return tuple(sorted({(weight, word[:KEY_LENGTH]) for weight, word in words}))


class Word(str):
    """A word to look for; where its hyphens were taken out, as out of a telephone number, `typed` still has them (1-1-801).

    `means` are texts that say the same: chosen values of lists that are called so.
    """

    typed: str
    means: tuple[str, ...]

    def __new__(cls, word: str, typed: str, means: tuple[str, ...] = ()) -> Word:
        """Return the word with what was typed."""
        made = super().__new__(cls, word)
        made.typed, made.means = typed, means
        return made


def chosen(field: str, value: str) -> str:
    """Return how a text says that a value was chosen in a field: by its code, so that a list may be renamed at any time."""
    return f"{field}={value};"


def words_of(query: str, meaning: Callable[[str], tuple[str, ...]] | None = None) -> list[str]:
    """Take a query apart: all words must be found. A number typed in groups is one word.

    `meaning` returns what else a text may say for a word (`Word.means`).
    """
    folded = fold(query)
    close = "".join(folded.split())
    joined = close.replace("-", "")
    if joined.removeprefix("+").isdecimal():
        number = phones.digits(joined)
        return [Word(number if phones.kind(number) is PhoneKind.MOBILE else joined, close)]
    found = [(word, part) for part in folded.split() if (word := fold_word(part))]
    return [Word(word, part, meaning(word) if meaning else ()) for word, part in found]


def ways_of(word: str) -> tuple[str, ...]:
    """Return the ways in which a text may hold the word: one of them is enough."""
    if not isinstance(word, Word):
        return (word,)
    return (word, word.typed, *word.means) if "-" in word.typed and word.typed != word else (word, *word.means)


def tokens(body: str) -> str:
    """Return the index tokens of a folded text: four digits in a row, each pair of neighbours in a field, the last sign with an end mark.

    A token may come twice: the index counts texts, not places.
    """
    plain = _SIGN.sub(_private, body)
    return " ".join([*_OF_NUMBERS.findall(plain), _pairs(plain)])


def _pairs(plain: str) -> str:
    """Return the pairs. The signs are laid side by side as numbers, which is several times faster than pair by pair."""
    if END in plain:
        return " ".join(pair for field in plain.split("\n") for pair in map(str.__add__, field, field[1:] + END))
    signs = array("I", (plain.replace("\n", END) + END).encode(_WIDE))
    pairs = array("I", (ord(" "),)) * (3 * len(signs) - 3)
    pairs[::3], pairs[1::3] = signs[:-1], signs[1:]
    first, *fields = f" {pairs[:-1].tobytes().decode(_WIDE)}".split(f" {END}")
    return " ".join([first[1:], *[field[2:] for field in fields]])


def _private(sign: re.Match[str]) -> str:
    return _SIGNS[sign[0]]


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
    """Return the tokens that find a word: of a long number its last eight digits, of the rest every pair."""
    signs = _SIGN.sub(_private, word)
    if len(signs) == 1:
        return [f'"{signs}" *']
    pieces, rest = list[str](), set(range(len(signs) - 1))
    for number in _NUMBERS.finditer(signs):
        first, last = number.start(), number.end() - _NUMBER
        pieces += [signs[place : place + _NUMBER] for place in (last, max(first, last - _NUMBER))]
        rest -= set(range(first, number.end() - 1))
    pieces += [signs[place : place + 2] for place in sorted(rest)]
    return list(dict.fromkeys(f'"{piece}"' for piece in pieces))


def forget(connection: Connection, ids: Sequence[int]) -> None:
    """Take the texts of these customers out. Where few others stay, the index is emptied and those few are put back."""
    asked = (json.dumps(list(ids)),)
    (gone,) = connection.exec_driver_sql(f"SELECT count(*) FROM search_doc WHERE {_AMONG}", asked).one()
    if not gone:
        return
    stay = (connection.exec_driver_sql("SELECT count(*) FROM search_doc").scalar() or 0) - gone if gone > MANY else gone
    if stay >= gone:
        old = connection.exec_driver_sql(f"SELECT customer_id, body FROM search_doc WHERE {_AMONG}", asked)
        for part in old.partitions(rows.CHUNK):
            dialect.forget_texts(connection, [(row[0], tokens(row[1])) for row in part])
    for table in ("search_doc", "search_key"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {_AMONG}", asked)
    if stay < gone:
        dialect.clear_texts(connection)
        _index_all(connection)


def fill(connection: Connection) -> None:
    """Index every text that is kept, where a revision has emptied the index because other tokens are written now."""
    if not dialect.indexes_texts(connection):
        _index_all(connection)
        dialect.merge_texts(connection)


def _index_all(connection: Connection) -> None:
    kept = connection.exec_driver_sql("SELECT customer_id, body FROM search_doc ORDER BY customer_id")
    for part in kept.partitions(rows.CHUNK):
        dialect.index_texts(connection, [(row[0], tokens(row[1])) for row in part])


def merge(connection: Connection) -> None:
    """Lay the index down in one piece once it lies in many: no save waits for that, but every search would for all of them."""
    if dialect.text_pieces(connection) > PIECES:
        with recording(connection):
            dialect.merge_texts(connection)


def renew(connection: Connection, old: Sequence[Text], new: Sequence[Text]) -> None:
    """Bring the texts of customers from what is kept of them ('' = nothing) to what it shall be. What stays is not written."""
    bodies = {text.customer_id: text.body for text in old if text.body}
    fresh = [(text.customer_id, text.body) for text in new if bodies.get(text.customer_id) != text.body]
    kept = {text.customer_id for text in new} - {customer_id for customer_id, _ in fresh}
    stale = [(customer_id, body) for customer_id, body in bodies.items() if customer_id not in kept]
    if stale:
        dialect.forget_texts(connection, [(customer_id, tokens(body)) for customer_id, body in stale])
        rows.delete(connection, rows.table_named("search_doc"), [customer_id for customer_id, _ in stale])
    rows.insert_tuples(connection, rows.table_named("search_doc"), fresh)
    if fresh:
        dialect.index_texts(connection, [(customer_id, tokens(body)) for customer_id, body in fresh])
    _renew_keys(connection, _keys(old), _keys(new))


def _keys(texts: Iterable[Text]) -> set[tuple[int, int, str]]:
    return {(text.customer_id, weight, word) for text in texts for weight, word in text.keys}


def _renew_keys(connection: Connection, old: set[tuple[int, int, str]], new: set[tuple[int, int, str]]) -> None:
    driver.executemany(connection, "DELETE FROM search_key WHERE customer_id = ? AND weight = ? AND text = ?", sorted(old - new))
    rows.insert_tuples(connection, rows.table_named("search_key"), sorted(new - old))


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
        self._counts.update(set(tokens(text.body).split(" ")) - {""})

    def differences(self) -> list[str]:
        """Return the ids of customers whose text differs, and the index tokens that stand in too many or too few texts."""
        left = sorted(self._bodies.keys() | {customer for customer, _, _ in self._keys})
        self._wrong.update((str(customer), None) for customer in left)
        with recording(self._connection):
            stored = Counter(dialect.text_counts(self._connection))
        tokens_wrong = sorted((stored - self._counts) + (self._counts - stored))
        return [*self._wrong, *tokens_wrong]


def find(connection: Connection, query: str, limit: int = 50, meaning: Callable[[str], tuple[str, ...]] | None = None) -> list[int]:
    """Return ids of customers that hold every word of the query, best first: equal, beginning, anywhere.

    An empty query finds nothing. Literal: `%`, `_` and `"` mean themselves.
    """
    words = words_of(query, meaning)
    if not words:
        return []
    found: dict[int, None] = {}
    if len(words) == 1:
        found.update(dict.fromkeys(_beginnings(connection, words[0], limit)))
    if len(found) < limit:
        ways = [ways_of(word) for word in words]
        among_first, among_all = _holding(tuple(map(len, ways)))
        asked = [way for one in ways for way in one]
        some = _ids(connection, among_first, (FIRST, *asked, limit))
        found.update(some if len(some) == limit else _ids(connection, among_all, (_wanted(words), *asked, limit)))
    return list(found)[:limit]


def holds(connection: Connection, query: str) -> list[int]:
    """Return the ids of all customers that hold every word, in id order (for lists and filters)."""
    words = words_of(query)
    return list(connection.execute(anywhere(words).order_by(SearchDoc.customer_id)).scalars()) if words else []


_EQUAL = "SELECT customer_id FROM search_key WHERE text = ? ORDER BY weight, customer_id LIMIT ?"
_BEGINS = "SELECT customer_id FROM search_key WHERE text > ? AND text < ? ORDER BY text, weight, customer_id LIMIT ?"
"""Handed to the driver as they are, and what follows too: it is asked with every key, and answered sooner than made."""


def _beginnings(connection: Connection, word: str, limit: int) -> dict[int, None]:
    found = _ids(connection, _EQUAL, (word, limit))
    if len(found) < limit:
        found.update(_ids(connection, _BEGINS, (word, word + "\U0010ffff", limit * 3)))
    return found


def _ids(connection: Connection, statement: str, asked: Sequence[Any]) -> dict[int, None]:
    return dict.fromkeys(row[0] for row in driver.execute(connection, statement, asked).rows)


@lru_cache(maxsize=64)
def _holding(ways: tuple[int, ...]) -> tuple[str, str]:
    """Return two queries for texts that hold so many words, each with so many ways to write it: among the first, and among all.

    What many texts hold is met among the first, where the index would go through thousands; what few hold it finds at once.
    """
    held = " AND ".join(f"({' OR '.join(['instr(body, ?) > 0'] * count)})" for count in ways)
    proposed = f"{dialect.FTS} CROSS JOIN search_doc ON customer_id = {dialect.FTS}.rowid"
    return (
        f"SELECT customer_id FROM search_doc WHERE customer_id <= ? AND {held} LIMIT ?",
        f"SELECT customer_id FROM {proposed} WHERE {dialect.FTS} MATCH ? AND {held} LIMIT ?",
    )


def anywhere(words: Sequence[str]) -> Select[int]:
    """Return the query for customers whose text holds every word: the index proposes, the text itself decides."""
    match = text(f"SELECT rowid FROM {dialect.FTS} WHERE {dialect.FTS} MATCH :tokens").bindparams(tokens=_wanted(words))
    proposed = match.columns(column("rowid", Integer))
    query = select(SearchDoc.customer_id).where(SearchDoc.customer_id.in_(proposed))
    for word in words:
        query = query.where(or_(*(func.instr(SearchDoc.body, way) > 0 for way in ways_of(word))))
    return query
