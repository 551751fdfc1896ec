"""Looks for hostile texts in every list: each finds who has it and nobody else, by an oracle that only knows Python's `in`."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.products import ProductDraft
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.services.maintenance import MaintenanceSpec
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.services.visits import VisitSpec

TRAPS = (
    "100%", "100x", "100", "a_b", "axb", "a%b", "_", "%", "%%", "*", "a*", "*a", "?", "[a-z]", "[", "]",
    '"', '""', "'", "''", "\\", "\\%",
    "a OR b", "a AND b", "NOT a", "NEAR(a b)", "a NEAR/2 b", "name:a", "^a", "-a", "+a",
    "(a", "a)", "{a b}: c", '"a b"', "a\" OR 1=1 --",
    "'; DROP TABLE customer; --", "a;b", "a--b", "/*a*/", "x'41'", "?1", ":name", "@p", "$1", "NULL",
    "\ue000", "\ue0ff",
    "É", "é", "E\u0301",
    "ＡＢＣ", "abc", "ß", "ss", "ﬀ", "İ", "ı", "𠮷野家", "吉野家", "👨\u200d👩\u200d👧", "a\u200bb", "ab",
    "\u202eabc", "a\tb", "a  b", " a ",
)  # fmt: skip
"""What a search that is not literal takes for signs of its own."""
_RANGES = ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2065), (0x2066, 0x2070))
INVISIBLE = "\xad\u061c\u180e\ufeff" + "".join(chr(code) for first, end in _RANGES for code in range(first, end))


@dataclass(frozen=True)
class Figures:
    """What the searches found."""

    texts: int
    searches: int
    raised: int
    owner_missed: int
    strangers: int
    others_missed: int


@dataclass
class Count:
    """Searches and what was wrong with them."""

    searches: int = 0
    raised: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@cache
def plain(text: str) -> str:
    """Return a text as two of them are compared: by Unicode's own tables, without what nobody sees and without blanks."""
    text = "".join(sign for sign in text if sign not in INVISIBLE and unicodedata.category(sign) not in ("Cc", "Cs") or sign in "\t\n\r")
    text = text.replace("\ufffe", "").replace("\uffff", "")
    for _ in range(3):
        text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", text).split())


def holds(text: str, query: str) -> bool:
    """Tell whether a text holds every word of a query."""
    body = _close(text)
    return all(word in body for word in plain(query).split())


def may_hold(text: str, query: str) -> bool:
    """Tell whether it does when a mark behind a blank joins the letter before it: a name's reading is taken sign by sign."""
    return holds(text, query) or holds(_close(text), query)


@cache
def _close(text: str) -> str:
    """Return a text without blanks, a number without its groups; a mark behind a blank stays a mark of its own."""
    body = plain(text).replace(" ", "")
    return body.replace("-", "") if body.replace("-", "").isdigit() else body


def is_number(query: str) -> bool:
    """Telephone numbers have rules of their own: groups are joined."""
    return plain(query).replace(" ", "").replace("-", "").removeprefix("+").isdigit() or any(
        word.replace("-", "").isdigit() for word in plain(query).split()
    )


@dataclass
class Filed:
    """A shop in which each text is somebody's name and somebody's note, a product and a complaint."""

    opened: Opened
    texts: list[str]
    named: list[int] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)
    products: list[int] = field(default_factory=list)

    def fill(self) -> None:
        """File everybody."""
        for number, text in enumerate(self.texts):
            self.named.append(self.opened.customers.create(CustomerDraft(name=text, salutation=f"n{number}")))
            self.noted.append(self.opened.customers.create(CustomerDraft(name="\u7504", note=f"{text}\n\u5c3e")))
            self.products.append(self.opened.products.create(ProductDraft(name=text)))
        for number, text in enumerate(self.texts[:: max(1, len(self.texts) // 60)]):
            draft = ComplaintDraft(self.named[number], subtype=ComplaintSubtype.QUALITY, words=text)
            self.opened.complaints.log(draft)


def asked(opened: Opened) -> dict[str, Callable[[str], Sequence[int]]]:
    """Return every search of the program by its list."""
    customers, complaints = opened.customer_list, opened.complaint_list
    return {
        "search": lambda query: [row.id for row in customers.find(query, 100_000)],
        "customers": lambda query: customers.ids(CustomerSpec(words=query)),
        "products": lambda query: opened.products.ids(query, everything=True),
        "picker": lambda query: [row.id for row in opened.products.find(query, 100_000)],
        "orders": lambda query: opened.order_list.ids(OrderSpec(words=query)),
        "deliveries": lambda query: opened.delivery_list.ids(DeliverySpec(words=query)),
        "complaints": lambda query: [row.id for row in complaints.page(10_000, 0, ComplaintSpec(ComplaintView.ALL, query))],
        "machines": lambda query: opened.machine_list.ids(MachineSpec(words=query)),
        "plates": lambda query: [row.id for row in opened.machine_list.plates(query, 50)],
        "requests": lambda query: opened.request_list.ids(RequestSpec(RequestView.ALL, query)),
        "visits": lambda query: opened.visit_list.ids(VisitSpec(words=query)),
        "cares": lambda query: opened.maintenances.ids(MaintenanceSpec(words=query)),
    }


COMPARED = ("search", "customers", "products", "picker")


def look(filed: Filed, queries: Sequence[str], find: dict[str, Callable[[str], Sequence[int]]]) -> Count:
    """Ask every list and compare with the oracle; of many queries only one in six where a list holds none of the texts."""
    count = Count()
    few = {*TRAPS, *(queries if len(queries) < 100 else queries[::6])}
    for query in queries:
        for name, run in find.items():
            if name not in COMPARED and query not in few:
                continue
            count.searches += 1
            try:
                found = set(run(query))
            except Exception as error:  # whatever a search raises is what is counted
                count.raised.append(f"{name} {query!r}: {error!r}")
                continue
            if name in ("search", "customers") and plain(query):
                _compare(count, filed, query, found)
            elif name in ("products", "picker") and plain(query):
                own = {one for one, text in zip(filed.products, filed.texts, strict=True) if text == query}
                count.missed += [f"{name} {query!r}"] if own - found else []
    return count


def _compare(count: Count, filed: Filed, query: str, found: set[int]) -> None:
    everybody = [(one, text) for ids in (filed.named, filed.noted) for one, text in zip(ids, filed.texts, strict=True)]
    own = {one for one, text in everybody if text == query}
    if own - found:
        count.missed.append(f"{query!r}: {sorted(own - found)}")
    if is_number(query):
        return
    expected = {one for one, text in everybody if holds(text, query)}
    if expected - found:
        count.others.append(f"{query!r}: {sorted(expected - found)[:5]}")
    strange = found - {one for one, text in everybody if may_hold(text, query)}
    strange -= {one for one in filed.noted if holds("\u7504\u5c3e", query)}
    known = {one: text for one, text in zip(filed.named, filed.texts, strict=True)}
    if any(one in known and not _sounds(query) for one in strange):
        count.strangers.append(f"{query!r}: {[known.get(one) for one in sorted(strange)][:3]}")


def _sounds(query: str) -> bool:
    """Latin letters also find Chinese names by their sound, and everybody by his number."""
    return any(sign.isascii() and sign.isalnum() for sign in plain(query))


def tried(texts: Sequence[str], find: Callable[[Opened], dict[str, Callable[[str], Sequence[int]]]] = asked) -> tuple[Figures, Count]:
    """File all texts, then look for each of them."""
    known = [text for text in dict.fromkeys((*TRAPS, *texts)) if plain(text)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        opened = open_folder(Path(place) / "shop", Origin.SYSTEM)
        try:
            filed = Filed(opened, known)
            filed.fill()
            count = look(filed, [*dict.fromkeys((*TRAPS, *texts))], find(opened))
        finally:
            opened.close()
    found = Figures(len(known), count.searches, len(count.raised), len(count.missed), len(count.strangers), len(count.others))
    return found, count


def figures(number: int | None = None) -> Figures:
    """Look for the hostile texts of the corpora."""
    from tests.documents.hostile import strings
    from tests.faults.corpora import folder

    return tried(strings(folder())[:number])[0]
