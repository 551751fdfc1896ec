"""A day's work in data folders with names that programs trip over, with files whose names attack."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.text import file_name
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.exports import ExportOrder
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import restore
from tests.faults.clocks import Wall
from tests.faults.read_only import run_command

FOLDERS: tuple[str, ...] = (
    "店铺 数据 𠮷野家 é",
    "/".join(["e\u0301 很长的文件夹名", "a folder with a long name"] * 7),
    "ends with a blank /and a dot./ begins with one",
    "50% off?mode=memory&x=1#top %41%zz",
    "file:store?mode=ro",
    ":memory:",
    'it\'s "quoted"; DROP TABLE customer;--',
    "~$HOME\\back",
    "-rf",
)
"""Names of data folders; the second is longer than 240 characters."""
NAMES = (
    "CON.txt",
    "com1",
    "a:b?.pdf",
    "..\\x",
    "../../../etc/passwd",
    "/absolute.png",
    "C:\\windows\\system32\\x.dll",
    "nul.tar.gz ",
    "gpj.\u202eexe.txt",
    "𠮷" * 63 + ".jpg",
    "x" * 251 + ".txt",
    "   ",
    "...",
    "line\nbreak\ttab.txt",
)
"""Names of files that customers send; two are 255 bytes long."""


@dataclass
class Figures:
    """What was done in how many folders, and what went wrong there."""

    folders: int = 0
    longest_path: int = 0
    files_attached: int = 0
    names_unsafe: list[str] = field(default_factory=list)
    files_outside: list[str] = field(default_factory=list)
    files_changed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Return everything that went wrong."""
        return [*self.names_unsafe, *self.files_outside, *self.files_changed, *self.failed]


def figures(count: int | None = None) -> Figures:
    """Work a day in the first `count` folders (all)."""
    found = Figures()
    for name in FOLDERS[:count]:
        with tempfile.TemporaryDirectory() as place:
            a_day(Path(place), name, found)
    return found


def a_day(place: Path, name: str, found: Figures, names: Sequence[str] = NAMES) -> None:
    """Start, file somebody, attach files, back up, lose everything, restore, export, print, look by the command line."""
    folder = place / "shops" / name
    found.folders += 1
    found.longest_path = max(found.longest_path, len(str(folder)))
    try:
        backup = _begin(folder, found, names)
        _after_restore(folder, backup, found, names)
    except (DomainError, OSError, sqlite3.Error, StopIteration) as error:
        found.failed.append(f"{name}: {error!r}")
    found.files_outside += [str(path) for path in place.rglob("*") if path.is_file() and not path.is_relative_to(folder)]


def _begin(folder: Path, found: Figures, names: Sequence[str]) -> Path:
    with closing(open_folder(folder, Origin.USER, Wall())) as opened:
        person = opened.customers.create(CustomerDraft(name="曾有余", phones=(PhoneDraft("13800000001"),)))
        for name in names:
            opened.attachments.add(person, name, _content(name))
            found.files_attached += 1
        made = Path(opened.backups.make(Reason.DEMAND).path)
        opened.customers.create(CustomerDraft(name="后来的"))
    return made


def _content(name: str) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + name.encode(errors="replace")


def _after_restore(folder: Path, backup: Path, found: Figures, names: Sequence[str]) -> None:
    restore(DataFolder(folder), backup, Wall(), NoProgress())
    with closing(open_folder(folder, Origin.USER, Wall())) as opened:
        people = opened.customer_list.page(CustomerSpec(), 10)
        if [row.name for row in people] != ["曾有余"]:
            found.failed.append(f"{folder.name}: restored {people}")
        _attachments(opened, people[0].id, found, names)
        _go_out(opened, people[0].id, found)
    for line in ("list customers", "check"):
        code, told = run_command([*line.split(), "--json", "--data", str(folder), "--lang", "en"])
        if code:
            found.failed.append(f"{folder.name}: {line} {told}")


def _attachments(opened: Opened, person: int, found: Figures, names: Sequence[str]) -> None:
    wanted = {_content(name) for name in names}
    for row in opened.attachments.of(person):
        if not safe(row.name):
            found.names_unsafe.append(row.name)
        if opened.attachments.read(row.id) not in wanted:
            found.files_changed.append(row.name)
    kept = [path for path in opened.folder.attachments.rglob("*") if path.is_file()]
    found.files_changed += [str(path) for path in kept if len(path.name) != 62]
    if len(kept) != len(wanted):
        found.failed.append(f"{len(kept)} files for {len(wanted)} contents")


def safe(name: str) -> bool:
    """Tell whether a name names one file in a folder on every system, and is kept as it is."""
    parts = (PurePosixPath(name).parts, PureWindowsPath(name).parts)
    return all(len(part) == 1 for part in parts) and not PureWindowsPath(name).is_reserved() and file_name(name) == name


def _go_out(opened: Opened, person: int, found: Figures) -> None:
    target = opened.folder.path / file_name("客户 a:b?.xlsx")
    opened.exports.save(ExportOrder(target, "zh", CustomerSpec(sort="number"), whole=True).checked(), NoProgress())
    paper = opened.folder.path / "记录.pdf"
    paper.write_bytes(opened.records.pdf(person, PrintChoice(paper="A4"), "zh"))
    if not target.stat().st_size or not paper.read_bytes().startswith(b"%PDF"):
        found.failed.append(f"{opened.folder.path.name}: nothing went out")
