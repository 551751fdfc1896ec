"""What promises too much, said beside the field it was typed into, with gentler words; nothing is forbidden (S1-12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealer_crm.domain.overpromise import Flag
from dealer_crm.i18n import Translator

Flags = Callable[[str], Sequence[Flag]]
MOST = 3
"""So many words are spoken of at once."""


def too_much_words(found: Sequence[Flag], t: Translator) -> str:
    """Return what to say about the words that were found, one line each; "" where there are none."""
    lines = [
        t("“{word}” may promise too much: {advice}.").format(word=flag.word, advice=flag.entry.said(t.language)) for flag in found[:MOST]
    ]
    left = len(found) - MOST
    more = [t.plural("{n} more word promises too much.", "{n} more words promise too much.", left).format(n=left)] if left > 0 else []
    return "\n".join([*lines, *more])
