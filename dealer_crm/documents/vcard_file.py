"""Writes contacts as one address book (.vcf, vCard 3.0) that phones and mail programs take in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dealer_crm.documents.cards import Card
from dealer_crm.documents.content_lines import escaped, folded
from dealer_crm.documents.readers.vcard_lines import cards
from dealer_crm.documents.saving import replacing
from dealer_crm.domain.files import FileNotComplete
from dealer_crm.domain.text import clean, one_line

_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")


def write_cards(target: Path, contacts: Iterable[Card]) -> int:
    """Write the contacts and return how many they are. Raises FileNotWritable, FileNotComplete."""
    count = 0
    with replacing(target) as draft:
        with draft.open("wb") as stream:
            for contact in contacts:
                stream.write(vcard(contact))
                count += 1
        if sum(card is not None for card in cards(draft.read_bytes())) != count:
            raise FileNotComplete(file=target.name)
    return count


def vcard(contact: Card) -> bytes:
    """Return one card. A contact without a name is shown by its company or its first number."""
    return b"".join(folded(line) for line in ("BEGIN:VCARD", "VERSION:3.0", *_lines(contact), "END:VCARD"))


def _lines(contact: Card) -> Iterator[str]:
    shown = one_line(contact.name or contact.org or next(iter(contact.phones + contact.emails), "?"))
    yield f"N:{escaped(shown)};;;;"
    yield f"FN:{escaped(shown)}"
    for phone in contact.phones:
        kind = "CELL" if _MOBILE.fullmatch(re.sub(r"[\s-]", "", phone)) else "VOICE"
        yield f"TEL;TYPE={kind}:{escaped(one_line(phone))}"
    for email in contact.emails:
        yield f"EMAIL;TYPE=INTERNET:{escaped(one_line(email))}"
    for address in contact.addresses:
        yield f"ADR;TYPE=HOME:;;{escaped(one_line(address))};;;;"
    for name, text in (("ORG", one_line(contact.org)), ("BDAY", one_line(contact.birthday)), ("NOTE", clean(contact.note).strip())):
        if text:
            yield f"{name}:{escaped(text)}"
