"""The sources as the rules of the house see them: a path, a text and its syntax tree."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

ROOT = Path(__file__).resolve().parents[2]
Node = TypeVar("Node", bound=ast.AST)
FOLDERS = ("dealer_crm", "tests", "resources", "benchmarks")


@dataclass(frozen=True)
class Source:
    """One file of the project; its path is relative, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def _kinds(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in ast.walk(self.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def of(self, kind: type[Node]) -> list[Node]:
        """Return every node of a kind."""
        return cast(list[Node], self._kinds.get(kind, []))

    @cached_property
    def _names(self) -> dict[str, list[ast.AST]]:
        found: dict[str, list[ast.AST]] = {}
        for node in (*self.of(ast.Name), *self.of(ast.Attribute)):
            found.setdefault(name_of(node), []).append(node)
        return found

    def named(self, names: Iterable[str]) -> list[ast.AST]:
        """Return each name whose last part is one of these."""
        return [node for name in names for node in self._names.get(name, ())]

    def within(self, *prefixes: str) -> bool:
        """Tell whether the file is one of these, or in one of these folders."""
        return any(self.path == prefix or self.path.startswith(prefix.rstrip("/") + "/") for prefix in prefixes)

    def at(self, node: ast.AST, what: str) -> str:
        """Write an offence with its place."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


Rule = Callable[[list[Source]], list[str]]


def project(root: Path = ROOT) -> list[Source]:
    """Read every Python file of the project."""
    files = [root / "run.py", *(file for name in FOLDERS for file in sorted((root / name).rglob("*.py")))]
    return [Source(file.relative_to(root).as_posix(), file.read_text("utf-8")) for file in files if file.exists()]


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the last part of its name."""
    for node in source.of(ast.Call):
        yield name_of(node.func), node


def name_of(node: ast.AST) -> str:
    """Return the last part of a name: "now" for datetime.now."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def owner_of(node: ast.AST) -> str:
    """Return the part before the last: "datetime" for datetime.now, "_t" for self._t.plural."""
    return name_of(node.value) if isinstance(node, ast.Attribute) else ""


def imports(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """Yield each imported module, and each name taken from one, as a dotted name."""
    for node in source.of(ast.Import):
        yield from ((alias.name, node) for alias in node.names)
    for taken in source.of(ast.ImportFrom):
        if taken.module:
            yield from ((f"{taken.module}.{alias.name}", taken) for alias in taken.names)


def docstrings(source: Source) -> set[ast.Constant]:
    """Return the constants that are docstrings, attributes' ones included."""
    return {node.value for node in source.of(ast.Expr) if isinstance(node.value, ast.Constant)}
