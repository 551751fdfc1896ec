"""The settings: one frozen dataclass in one small file, written atomically."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dealer_crm.domain.store import DiskFailed, StoreFull, StoreReadOnly
from dealer_crm.i18n import LANGUAGES
from dealer_crm.placing import put_in_place, write_whole
from dealer_crm.storage.files import known_trouble

if TYPE_CHECKING:
    from dealer_crm.domain.printer_profiles import PrinterProfile
    from dealer_crm.domain.printing import PrintChoice

THEMES = ("system", "light", "dark")
TEXT_SIZES = (100, 110, 125, 150)
DENSITIES = ("compact", "standard", "roomy")
LONGEST_LEAD = 240
"""Minutes; as `domain.reminders` has it, which a start does not load."""
_CHOICES: Mapping[str, tuple[object, ...]] = {"theme": THEMES, "text_size": TEXT_SIZES, "density": DENSITIES}


@dataclass(frozen=True)
class Settings:
    """What the user chose. `language` '' = that of the computer; `backup_folder` '' = only in the data folder.

    `lead`, `lead_of_meetings`: minutes before its time at which an item is said. `photo_folder` '' = off; `photo_since` is the moment
    (ISO) it was chosen. `printing` keeps, by kind of paper, how it was printed last; where it lands stands with the printer, in
    `printers` by the printer's name. `own_papers` are the shop's own sizes, key → name (`domain.papers.own_papers` reads them).
    `calendar_phones`: calendar files bear phone numbers, for who follows up on the way has to call.
    """

    language: str = ""
    theme: str = "system"
    text_size: int = 100
    density: str = "standard"
    backup_folder: str = ""
    staff_id: int | None = None
    first_run_done: bool = False
    demo: bool = False
    photo_folder: str = ""
    photo_since: str = ""
    lead: int = 15
    lead_of_meetings: int = 30
    toast: bool = True
    start_in_tray: bool = False
    close_to_tray: bool = False
    calendar_phones: bool = True
    printing: Mapping[str, PrintChoice] = field(default_factory=dict)
    printers: Mapping[str, PrinterProfile] = field(default_factory=dict)
    own_papers: Mapping[str, str] = field(default_factory=dict)


def _sound(name: str, value: object) -> bool:
    match name:
        case "language":
            return isinstance(value, str) and value in ("", *LANGUAGES)
        case "theme" | "text_size" | "density":
            return value in _CHOICES[name]
        case "staff_id":
            return value is None or (isinstance(value, int) and not isinstance(value, bool))
        case "backup_folder" | "photo_folder" | "photo_since":
            return isinstance(value, str)
        case "lead" | "lead_of_meetings":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_LEAD
        case "printing" | "printers" | "own_papers":
            return isinstance(value, dict)
        case _:
            return isinstance(value, bool)


def _of_printing(sound: Mapping[str, Any]) -> dict[str, Any]:
    """Read what is kept of printing; a start loads none of it where nothing is kept."""
    if not any(sound.get(name) for name in ("printing", "printers", "own_papers")):
        return {"printing": {}, "printers": {}, "own_papers": {}}
    from dealer_crm.domain.papers import own_papers
    from dealer_crm.domain.printer_profiles import profiles
    from dealer_crm.domain.printing import moved_to_printers, remembered

    choices, known = remembered(sound.get("printing")), profiles(sound.get("printers"))
    own = {one.key: one.name for one in own_papers(sound.get("own_papers"))}
    return {"printing": choices, "printers": known or moved_to_printers(choices), "own_papers": own}


class SettingsFile:
    """Keeps the settings of one data folder. An unreadable file is put aside and the defaults are used."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self.put_aside: Path | None = None
        self.value = self._read()

    def change(self, **changes: Any) -> Settings:
        """Change some settings, write them and return all; a name that is none of them raises TypeError.

        Raises StoreFull, StoreReadOnly, DiskFailed; nothing is changed then.
        """
        changed = replace(self.value, **changes)
        if changed != self.value:
            self._write(changed)
            self.value = changed
        return changed

    def note(self, **changes: Any) -> None:
        """Keep what nobody asked to keep; where the file cannot be written it counts for this run."""
        try:
            self.change(**changes)
        except (StoreFull, StoreReadOnly, DiskFailed):
            self.value = replace(self.value, **changes)

    def _read(self) -> Settings:
        try:
            known = json.loads(self._path.read_text("utf-8"))
            if not isinstance(known, dict):
                raise TypeError
        except OSError:
            return Settings()
        except (ValueError, TypeError, RecursionError):
            self._put_aside()
            return Settings()
        names = {known_field.name for known_field in fields(Settings)}
        sound = {name: value for name, value in known.items() if name in names and _sound(name, value)}
        return Settings(**{**sound, **_of_printing(sound)})

    def _put_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.stem}-unreadable-{self._now():%Y%m%d-%H%M%S}{self._path.suffix}")
        with suppress(OSError):
            put_in_place(self._path, aside)
            self.put_aside = aside

    def _write(self, value: Settings) -> None:
        with known_trouble(self._path.parent):
            write_whole(self._path, json.dumps(asdict(value), ensure_ascii=False, indent=1).encode())
