"""What a command has to say: one JSON object, or lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from dealer_crm.app.exits import Exit


@dataclass
class Report:
    """Collects files, counts, messages and the command's own keys; `rows` become one line each for people."""

    files: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    messages: list[dict[str, str]] = field(default_factory=list)
    keys: dict[str, Any] = field(default_factory=dict)
    code: Exit = Exit.DONE

    def file(self, path: Path) -> None:
        """Name a file that was written."""
        self.files.append(str(path))

    def say(self, code: str, text: str) -> None:
        """Add a sentence with its stable name."""
        self.messages.append({"code": code, "text": text})

    def refuse(self, code: str, text: str, ends: Exit = Exit.REFUSED) -> None:
        """Add the sentence why the command ends without what it was asked for."""
        self.say(code, text)
        self.code = ends

    def listing(self, rows: Iterable[Mapping[str, Any]], total: int) -> None:
        """Keep the rows of a list and how many there are in all."""
        self.keys["rows"] = [dict(row) for row in rows]
        self.keys["total"] = total

    def as_json(self) -> str:
        """Return the one object."""
        whole = {"ok": self.code is Exit.DONE, "files": self.files, "counts": self.counts, "messages": self.messages, **self.keys}
        return json.dumps(whole, ensure_ascii=False, default=str)

    def as_lines(self) -> list[str]:
        """Return lines for people: rows, files, counts, sentences."""
        lines = ["\t".join(_cell(value) for value in row.values()) for row in self.keys.get("rows", ())]
        lines += self.files
        if self.counts:
            lines.append(", ".join(f"{name}: {value}" for name, value in self.counts.items()))
        return lines

    def tell(self, *, as_json: bool) -> None:
        """Write it out: JSON or lines to the output, for people the sentences of a refusal to the error stream."""
        if as_json:
            _write(sys.stdout, [self.as_json()])
            return
        _write(sys.stdout, self.as_lines())
        sentences = [message["text"] for message in self.messages]
        _write(sys.stdout if self.code is Exit.DONE else sys.stderr, sentences)


def _cell(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value)
    return " ".join(text.split())


def _write(stream: TextIO, lines: list[str]) -> None:
    """Write lines as UTF-8 where the stream lets us choose (a pipe on Windows would take its code page)."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and not stream.isatty():
        reconfigure(encoding="utf-8", errors="replace")
    for line in lines:
        stream.write(line + "\n")
    stream.flush()
