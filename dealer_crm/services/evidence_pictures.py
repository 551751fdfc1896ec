"""Makes attachments fit for paper in a child process: one that breaks or overburdens it costs itself, none of the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dealer_crm.domain.complaint_papers import MOST_PAGES, Unseen
from dealer_crm.domain.imports import FileTooDemanding
from dealer_crm.domain.progress import Progress
from dealer_crm.placing import write_whole

JOB = "evidence"
"""Name under which a child process knows `fit_in_child`."""
RunChild = Callable[[str, dict[str, Any], Progress], dict[str, Any]]
PDF = "application/pdf"
_BATCH = 20
"""So many files share a child and its limits."""


@dataclass(frozen=True)
class WantedFile:
    """A file as it lies in the folder; a `whole` picture takes a page, another one half of it."""

    path: Path
    media_type: str
    whole: bool = False


@dataclass(frozen=True)
class FittedFile:
    """What came of a file: its pages as JPEG, of `total`; `taken` is the camera's word. Without pages `unseen` says why."""

    pages: tuple[bytes, ...] = ()
    total: int = 0
    taken: str = ""
    unseen: Unseen | None = None


class PictureFitter:
    """Runs the child; `folder` is where it may write."""

    def __init__(self, run_child: RunChild, folder: Path) -> None:
        self._run, self._folder = run_child, folder

    def fit(self, files: Sequence[WantedFile], progress: Progress) -> list[FittedFile]:
        """Return what came of each file, in their order. Raises Cancelled."""
        found: list[FittedFile] = []
        while len(found) < len(files):
            batch = files[len(found) : len(found) + _BATCH]
            found += self._batch(batch, _Part(progress, len(found), len(files)))
        return found

    def _batch(self, files: Sequence[WantedFile], progress: Progress) -> list[FittedFile]:
        """Return what came of the first of the files: all, or those up to the one that ended the child."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="evidence-", dir=self._folder, ignore_cleanup_errors=True) as name:
            place = Path(name)
            wanted = [[str(one.path), one.media_type, one.whole] for one in files]
            try:
                self._run(JOB, {"files": wanted, "path": name}, progress)
            except FileTooDemanding:
                done = list(_results(place, len(files)))
                return [*done, FittedFile(unseen=Unseen.DEMANDING)]
            return list(_results(place, len(files)))


class _Part:
    """Reports a batch as a part of all files."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress, self._before, self._total = progress, before, total

    def step(self, done: int, _total: int) -> None:
        """Report. Raises Cancelled."""
        self._progress.step(self._before + done, self._total)


def _results(place: Path, count: int) -> list[FittedFile]:
    """Return what the child wrote, up to the first file of which it told nothing."""
    found: list[FittedFile] = []
    for number in range(count):
        told = place / f"{number}.json"
        if not told.is_file():
            break
        said = json.loads(told.read_text("utf-8"))
        pages = tuple((place / f"{number}-{page}.jpg").read_bytes() for page in range(said["pages"]))
        found.append(FittedFile(pages, said["total"], said["taken"], Unseen(said["unseen"]) if said["unseen"] else None))
    return found


def fit_in_child(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the pages of the `files` (path, kind, whole) as JPEG into the folder `path`, and last what is known of each."""
    files, place = arguments["files"], Path(arguments["path"])
    for number, (path, kind, whole) in enumerate(files):
        progress.step(number, len(files))
        told = _fit(Path(path), kind, place / str(number), whole=whole)
        write_whole(place / f"{number}.json", json.dumps(told).encode())
    progress.step(len(files), len(files))
    return {"count": len(files)}


def _fit(path: Path, kind: str, target: Path, *, whole: bool) -> dict[str, Any]:
    from dealer_crm.documents import exhibits

    pages = total = 0
    taken, unseen = "", ""
    try:
        data = path.read_bytes()
        if kind == PDF:
            total = exhibits.scan_count(data)
            for pages, page in enumerate(exhibits.scan_pages(data, MOST_PAGES), 1):
                write_whole(Path(f"{target}-{pages - 1}.jpg"), page)
        else:
            write_whole(Path(f"{target}-0.jpg"), exhibits.photo(data, exhibits.SCAN if whole else exhibits.PHOTO))
            pages = total = 1
            taken = exhibits.taken_at(data)
    except exhibits.ScanLocked:
        unseen = Unseen.LOCKED
    except (MemoryError, exhibits.PictureTooLarge):
        unseen = Unseen.DEMANDING
    except Exception:  # decoders of foreign bytes raise whatever they stumble over
        unseen = Unseen.UNREADABLE
    return {"pages": pages, "total": total, "taken": taken, "unseen": unseen if not pages else ""}
