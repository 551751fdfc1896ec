"""Rules on the shape of a file: small enough to read, named by the dealer's words, told in its first line."""

import ast
import re

from tests.house.sources import Source, calls, name_of

LINES = 400
FUNCTION_LINES = 50
FROZEN = "dealer_crm/storage/migrations/versions"
"""A revision is a record of what a released file looked like: it is generated once and never edited."""
VAGUE = {"manager", "helper", "helpers", "util", "utils", "handler", "handlers", "misc"}


def readable(sources: list[Source]) -> list[str]:
    """A module fits on a few screens, a function on one."""
    found = []
    for source in sources:
        if source.within(FROZEN):
            continue
        if source.text.count("\n") > LINES:
            found.append(f"{source.path}: more than {LINES} lines")
        found += [source.at(node, f"{node.name} is too long") for node in _functions(source) if _length(node) >= FUNCTION_LINES]
    return found


def _functions(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [*source.of(ast.FunctionDef), *source.of(ast.AsyncFunctionDef)]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno


def well_named(sources: list[Source]) -> list[str]:
    """Files, classes and functions say what they are; "manager" and "utils" say nothing."""
    found = []
    for source in sources:
        if VAGUE & set(_words(source.path.removesuffix(".py"))):
            found.append(f"{source.path}: a vague name")
        named: list[ast.FunctionDef | ast.ClassDef] = [*source.of(ast.FunctionDef), *source.of(ast.ClassDef)]
        for node in named:
            if VAGUE & set(_words(node.name)):
                found.append(source.at(node, f"{node.name} is a vague name"))
    return found


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def introduced(sources: list[Source]) -> list[str]:
    """The first line of a module is one sentence that says what it is for."""
    found = []
    for source in sources:
        first = (ast.get_docstring(source.tree) or "").split("\n", 1)[0]
        if not first.endswith((".", "?")) or len(first) < 15:
            found.append(f"{source.path}: the first line does not say what the module is for")
    return found


def swallowed(sources: list[Source]) -> list[str]:
    """No error is thrown away unseen."""
    found = []
    for source in sources:
        for handler in source.of(ast.ExceptHandler):
            if handler.type is None or _does_nothing(handler):
                found.append(source.at(handler, "an error is thrown away"))
        for name, call in calls(source):
            if name == "suppress" and {name_of(kind) for kind in call.args} & {"Exception", "BaseException"}:
                found.append(source.at(call, "every error is thrown away"))
    return found


def _does_nothing(node: ast.ExceptHandler) -> bool:
    return all(isinstance(statement, ast.Pass) for statement in node.body)
