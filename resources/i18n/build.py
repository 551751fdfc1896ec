"""Extract the texts of the program, bring the catalogues up to date and compile them (needs Babel)."""

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parent
PACKAGE = FOLDER.parents[1] / "dealer_crm"
sys.path.insert(0, str(PACKAGE.parent))

from dealer_crm.i18n import LANGUAGES  # noqa: E402 - found from wherever this is run

DOMAIN = "dealer_crm"
UNFINISHED: frozenset[str] = frozenset()
"""Languages that still answer in English where a text is missing; no release offers one."""
KEYWORDS = {"t": None, "_t": None, "N_": None, "plural": (1, 2), "context": ((1, "c"), 2)}
HEADER = """\
# Texts of Dealer CRM. Brought up to date by: python3 run.py i18n
msgid ""
msgstr ""
"Project-Id-Version: dealer-crm\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def po_file(language: str) -> Path:
    """Return the catalogue that people edit."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    """Return the catalogue that the program reads."""
    return po_file(language).with_suffix(".mo")


def extract(package: Path = PACKAGE) -> Catalog:
    """Return every text that the sources mark for translation."""
    template = Catalog(charset="utf-8")
    found = extract_from_dir(str(package), [("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, msgid, _comments, context in found:
        template.add(msgid, context=context)
    return template


def read(language: str) -> Catalog:
    """Read a catalogue that people edit; a missing one is empty."""
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue with exactly the texts of the template; English answers with the texts themselves."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        for message in texts(catalogue):
            message.string = message.id
            message.flags.discard("fuzzy")
    return catalogue


def written(language: str, catalogue: Catalog) -> bytes:
    """Return the .po file: sorted, without places and dates, so that a changed text is all that a diff shows."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(language=language, plurals=catalogue.plural_forms).encode() + stream.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the .mo file; the same texts give the same bytes."""
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def save(language: str, catalogue: Catalog) -> None:
    """Write both files of a language."""
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    po_file(language).write_bytes(written(language, catalogue))
    mo_file(language).write_bytes(compiled(read(language)))


def texts(catalogue: Catalog) -> list[Message]:
    """Return the messages without the header."""
    return [message for message in catalogue if message.id]


def forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the plural forms, or the one form, of a message's id or string."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation or a doubtful one."""
    return [forms(m.id)[0] for m in texts(catalogue) if m.fuzzy or not all(forms(m.string))]


def placeholders(text: str) -> set[str]:
    """Return the names in braces. Raises ValueError where braces do not match."""
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def unequal(catalogue: Catalog) -> list[str]:
    """Return the texts whose translation has other placeholders; a singular may leave some out."""
    return [forms(m.id)[0] for m in texts(catalogue) if all(forms(m.string)) and not _equal(m)]


def _equal(message: Message) -> bool:
    try:
        wanted = placeholders(forms(message.id)[-1])
        used = [placeholders(form) for form in forms(message.string)]
        return used[-1] == wanted and all(names <= wanted for names in used)
    except ValueError:
        return False


def offences() -> list[str]:
    """Return what keeps the catalogues from being complete, current and compiled."""
    template, found = extract(), []
    for language in LANGUAGES:
        catalogue = updated(language, template)
        found += [f"{language}: no translation: {text!r}" for text in untranslated(catalogue) if language not in UNFINISHED]
        found += [f"{language}: placeholders differ: {text!r}" for text in unequal(catalogue)]
        if not po_file(language).exists() or po_file(language).read_bytes() != written(language, catalogue):
            found.append(f"{language}: the .po file is not what the sources say")
        if not mo_file(language).exists() or mo_file(language).read_bytes() != compiled(read(language)):
            found.append(f"{language}: the .mo file is not compiled from the .po file")
    return found


def main(arguments: list[str]) -> int:
    """Update and compile; with --check only say what is wrong."""
    if "--check" not in arguments:
        template = extract()
        for language in LANGUAGES:
            save(language, updated(language, template))
    found = offences()
    for offence in found:
        print(offence)
    print(f"catalogues: {len(texts(extract()))} texts, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
