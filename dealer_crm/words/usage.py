"""Sentences for arguments of the command line that cannot be understood; the parser itself speaks English only."""

from __future__ import annotations

import re

from dealer_crm.i18n import N_, Translator

_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"the following arguments are required: (?P<names>.*)", N_("Missing: {names}")),
        (r"unrecognized arguments: (?P<names>.*)", N_("Not understood: {names}")),
        (
            r"argument (?P<name>\S+): invalid choice: '(?P<value>.*)' \(choose from (?P<choices>.*)\)",
            N_("{name} cannot be “{value}”; choose from {choices}"),
        ),
        (
            r"argument (?P<name>\S+): invalid date yyyy-mm-dd value: '(?P<value>.*)'",
            N_("{name} wants a date like 2026-11-22, not “{value}”"),
        ),
        (r"argument (?P<name>\S+): invalid month yyyy-mm value: '(?P<value>.*)'", N_("{name} wants a month like 2026-11, not “{value}”")),
        (r"argument (?P<name>\S+): invalid size value: '(?P<value>.*)'", N_("{name} wants a size like 1366x690, not “{value}”")),
        (r"argument (?P<name>\S+): invalid \w+ value: '(?P<value>.*)'", N_("{name} wants a number, not “{value}”")),
        (r"argument (?P<name>\S+): expected (?:one argument|at least one argument)", N_("A value is missing behind {name}")),
        (r"argument (?P<name>\S+): expected (?P<count>\d+) arguments", N_("{name} wants {count} values")),
        (r"argument (?P<name>\S+): ignored explicit argument '(?P<value>.*)'", N_("{name} takes no value; “{value}” is too much")),
    )
)


def usage_sentence(message: str, t: Translator) -> str:
    """Return what the parser of arguments said, in the user's language."""
    for pattern, said in _SAID:
        if found := pattern.fullmatch(message):
            parts = {name: part.replace("', '", ", ").strip("'") if name == "choices" else part for name, part in found.groupdict().items()}
            return t(said).format(**parts)
    return t("The command was not understood: {message}").format(message=message)
