"""Rules on words: every text that a user sees comes from a catalogue, and nothing is translated too early."""

import ast
import itertools
import re
from collections.abc import Iterator

from tests.house.sources import Source, calls, docstrings, name_of, owner_of

SPEAKERS = {"t", "_t"}
FORMS = {"plural": 2, "context": 2}
SHOWN_FIRST = {
    "QLabel", "QPushButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QDockWidget",
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setStatusTip", "setWhatsThis", "setTitle", "setLabelText", "setPrefix", "setSuffix", "addMenu",
    "setInformativeText", "Label", "ElidedLabel", "Heading", "Section", "Button", "MenuButton", "CheckBox",
    "EmptyState", "Tag", "Chip", "set_tip_text", "show_message", "set_status", "set_title", "FactBox", "set_empty_text",
}  # fmt: skip
SHOWN_SECOND = {"Choice", "Column", "StatusItem", "add_section", "confirm", "tell", "ask_text", "ask_choice", "set_tip",
                "IconButton", "OverlayTitle", "MenuSection"}  # fmt: skip
OWN_NAMES = ("\u4e2d\u6587", "English")
"""A language is offered by its own name, so that those who speak no other find it."""
KEYS = re.compile(r"((Ctrl|Alt|Shift)\+)*(F\d+|Enter|Esc|Del|Space|Tab|PgUp|PgDn|[A-Z0-9,=-])")
"""Keys are called the same in both languages."""
CHINESE_AS_DATA = ("dealer_crm/ui/widgets/date_text.py", "dealer_crm/app/selftest.py")
"""The first understands dates as people type them, the second draws signs that a font must have."""
SHOWN_KEYWORDS = {
    "text",
    "title",
    "label",
    "placeholder",
    "hint",
    "tip",
    "sentence",
    "words",
    "detail",
    "accessible_name",
}


def from_catalogues(sources: list[Source]) -> list[str]:
    """A page shows no literal with letters in it."""
    found = []
    for source in sources:
        if source.within("dealer_crm/ui"):
            for name, call in calls(source):
                found += [source.at(call, f"{name} shows a literal") for text in _shown(name, call) if _has_letters(text)]
    return found


def _shown(name: str, call: ast.Call) -> Iterator[ast.expr]:
    if name in SHOWN_FIRST:
        yield from call.args[:1]
    if name in SHOWN_SECOND:
        yield from call.args[1:2]
    if name[:1].isupper() or name in SHOWN_FIRST | SHOWN_SECOND:
        yield from (word.value for word in call.keywords if word.arg in SHOWN_KEYWORDS)


def _has_letters(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_has_letters(part) for part in node.values)
    words = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(words, str) or words.startswith("#") or words in OWN_NAMES or KEYS.fullmatch(words):
        return False
    return any(map(str.isalpha, words))


def no_chinese_in_pages(sources: list[Source]) -> list[str]:
    """Sources speak English; Chinese stands in the catalogue (one repeated character may measure a width)."""
    found = []
    for source in sources:
        if source.within("dealer_crm/ui", "dealer_crm/app", "dealer_crm/words") and source.path not in CHINESE_AS_DATA:
            told = docstrings(source)
            for node in source.of(ast.Constant):
                if node not in told and _is_chinese(node.value):
                    found.append(source.at(node, f"Chinese in the source: {node.value!r}"))
    return found


def _is_chinese(value: object) -> bool:
    if not isinstance(value, str) or len(set(value)) == 1:
        return False
    return any("\u4e00" <= c <= "\u9fff" for c in value.replace(OWN_NAMES[0], ""))


def _spoken(source: Source) -> Iterator[tuple[ast.Call, int]]:
    """Yield each translated call with the number of its arguments that are texts."""
    for name, call in calls(source):
        if name in SPEAKERS or name == "N_":
            yield call, 1
        elif name in FORMS and owner_of(call.func) in SPEAKERS:
            yield call, FORMS[name]


def literal(sources: list[Source]) -> list[str]:
    """What is translated can be extracted: a literal, or an entry of a table whose texts are marked with N_."""
    found = []
    for source in sources:
        if source.within("dealer_crm"):
            for call, number in _spoken(source):
                texts = call.args[:number]
                lookup = name_of(call.func) in SPEAKERS
                if len(texts) < number or not all(_extractable(text, lookup=lookup) for text in texts):
                    found.append(source.at(call, f"cannot be extracted: {ast.unparse(call)}"))
    return found


def gathered(sources: list[Source]) -> list[str]:
    """A text inside an f-string stands outside of one too: what gathers the texts does not look into f-strings before Python 3.12."""
    inside, outside = [], set()
    for source in sources:
        if source.within("dealer_crm"):
            hidden = {id(part) for made in source.of(ast.JoinedStr) for part in ast.walk(made)}
            for call, number in _spoken(source):
                for said in call.args[:number]:
                    if isinstance(said, ast.Constant) and id(call) in hidden:
                        inside.append((source, call, said.value))
                    elif isinstance(said, ast.Constant):
                        outside.add(said.value)
    return [source.at(call, f"only in an f-string: {words!r}") for source, call, words in inside if words not in outside]


def _extractable(node: ast.expr, *, lookup: bool) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return lookup and isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def translated_late(sources: list[Source]) -> list[str]:
    """Nothing is translated while a module is imported: the language is not known then."""
    found = []
    for source in sources:
        if source.within("dealer_crm"):
            speaking = {id(call) for call, _ in _spoken(source) if name_of(call.func) != "N_"}
            speaking |= {id(call) for name, call in calls(source) if name == "translator"}
            found += [source.at(node, "translated at import") for node in _at_import(source.tree) if id(node) in speaking]
    return found


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when the module is imported: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [child.args.defaults, child.args.kw_defaults, getattr(child, "decorator_list", [])]
            early = [part for part in itertools.chain.from_iterable(defaults) if part is not None]
        else:
            early = [child]
        for part in early:
            yield part
            yield from _at_import(part)
