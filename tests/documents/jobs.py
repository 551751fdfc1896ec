"""What is done with each hostile file in a forked process: the import's own check, or, as sabotage, less than that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.import_reading import check_file
from dealer_crm.storage.staging import Staging

OPTIONS = {"sheet": None, "encoding": None, "header_row": None, "columns": None}


def prepare(arguments: dict[str, Any]) -> None:
    """Check a sound list once: statements, words and readers are at hand for every process forked afterwards."""
    for name, content in (("sound.csv", "姓名,手机\n区长乐,13800138000\n"), ("sound.vcf", "BEGIN:VCARD\nFN:x\nEND:VCARD\n")):
        sound = Path(arguments["folder"], name)
        sound.write_text(content, "utf-8")
        staged(sound, arguments)


def staged(path: Path, arguments: dict[str, Any]) -> int:
    """Check a file as the import's child does, into a staging file of this process, and return how many rows it has."""
    staging = Staging(Path(arguments["folder"], f"{os.getpid()}.sqlite"))
    wanted = {"path": str(path), "staging": str(staging.path), "store": arguments["store"], "options": OPTIONS, "memory": {}}
    check_file(wanted, NoProgress())
    return sum(staging.counts().values())


def bare(path: Path, _arguments: dict[str, Any]) -> int:
    """Sabotage: the parser alone, without a look into the package, without limits, without words for what it says."""
    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
