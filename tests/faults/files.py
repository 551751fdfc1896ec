"""Feeds the import with workbooks that are damaged, hostile or bombs: rows or a known sentence, within memory and time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from random import Random

from dealer_crm.app.child import ChildFailed, ChildRunner
from dealer_crm.app.limits import ChildLimits
from dealer_crm.documents.readers.files import read_table
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.imports import FileTooDemanding, ImportOptions
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.imports import Imports
from dealer_crm.storage import dialect
from dealer_crm.words.errors import SENTENCES
from tests.documents.bombs import BOMBS, bombs
from tests.documents.forked import EXHAUSTED, MEMORY, SECONDS, Outcome, outcomes
from tests.documents.hostile import mutated
from tests.storage.shops import Shop, empty_file

SEED = 20261121
LARGEST_SEED = 200_000
MUTATIONS = 500
STAGED, BARE = "tests.documents.jobs:staged", "tests.documents.jobs:bare"
CHANGED = "the store changed"
KNOWN = {kind.__name__ for kind in SENTENCES}


@dataclass(frozen=True)
class FileFigures:
    """Files by what became of them; `crashed` ended in no rows and no known sentence, `let_in` are bombs that a parser saw.

    `exhausted` were ended by the limits of the process, which the program tells in a sentence of its own.
    """

    files: int
    read: int
    refused: int
    exhausted: int
    crashed: int
    let_in: int
    sentences: tuple[str, ...]
    most_megabytes: int
    most_seconds: float
    first_crash: str = ""


def corpus() -> Path:
    """Return the folder of hostile data, which lies beside the project. Raises FileNotFoundError."""
    root = Path(__file__).parents[2]
    found = Path(os.environ.get("DEALER_CRM_CORPORA") or root.parent / "shared" / "corpora").resolve()
    if not found.is_dir():
        raise FileNotFoundError(f"{found}: DEALER_CRM_CORPORA names the folder of hostile data")
    return found


def workbooks_of(folder: Path) -> list[Path]:
    """Return every hostile workbook."""
    return sorted(path for kind in ("xlsx_calamine", "xlsx_poi") for path in (folder / kind).iterdir() if path.suffix.startswith(".xls"))


def mutations(seeds: Sequence[Path], folder: Path, count: int, seed: int = SEED) -> list[Path]:
    """Write so many damaged files, the same ones for the same seed."""
    chance = Random(seed)
    small = [path for path in seeds if path.stat().st_size < LARGEST_SEED]
    made = []
    for number in range(count):
        origin = chance.choice(small)
        made.append(folder / f"{number:05d}-{origin.stem}{origin.suffix}")
        made[-1].write_bytes(mutated(origin.read_bytes(), chance))
    return made


def feed(files: Iterable[Path], job: str = STAGED) -> list[Outcome]:
    """Give every file to the job on a copy of an empty store; the staging files go with the folder."""
    with tempfile.TemporaryDirectory(prefix="dealer-crm-fed-") as place:
        store = Path(place, "store.sqlite")
        store.write_bytes(empty_file())
        before = content_of(store)
        found = outcomes(job, files, {"store": str(store), "folder": place})
        return found if content_of(store) == before else [replace(one, error=CHANGED) for one in found]


def content_of(store: Path) -> str:
    """Return what a store holds as one hash."""
    with closing(dialect.look_into(store)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def tried_here(files: Iterable[Path]) -> list[Outcome]:
    """Read files in this process, without limits: for a few small ones."""
    found = []
    for path in files:
        try:
            found.append(Outcome(str(path), "", len(read_table(path).rows)))
        except DomainError as error:
            found.append(Outcome(str(path), type(error).__name__))
        except Exception as error:
            found.append(Outcome(str(path), repr(error)))
    return found


def imported(path: Path, shop: Shop, folder: Path) -> Outcome:
    """Check a file as the window does: through the service and a spawned child within the same limits."""
    imports = Imports(shop.db, shop.actor, shop.clock, folder)
    try:
        preview = imports.prepare(path, ImportOptions(), ChildRunner(ChildLimits(MEMORY, SECONDS)), NoProgress())
        return Outcome(str(path), "", preview.counts.total)
    except FileTooDemanding:
        return Outcome(str(path), EXHAUSTED)
    except DomainError as error:
        return Outcome(str(path), type(error).__name__)
    except ChildFailed as error:
        return Outcome(str(path), str(error))
    finally:
        imports.discard()


def sampled(found: Sequence[Outcome], count: int) -> list[Outcome]:
    """Choose so many outcomes: one of every kind as long as there are kinds, then the next of every kind."""
    kinds: dict[str, list[Outcome]] = {}
    for one in found:
        kinds.setdefault(one.error, []).append(one)
    rounds = zip_longest(*kinds.values())
    return [one for row in rounds for one in row if one is not None][:count]


def counted(found: Sequence[Outcome]) -> FileFigures:
    """Sum the outcomes up."""
    crashed = [one for one in found if one.error not in KNOWN | {"", EXHAUSTED}]
    return FileFigures(
        files=len(found),
        read=sum(one.error == "" for one in found),
        refused=sum(one.error in KNOWN for one in found),
        exhausted=sum(one.error == EXHAUSTED for one in found),
        crashed=len(crashed),
        let_in=sum(Path(one.file).stem in BOMBS and one.error in ("", EXHAUSTED) for one in found),
        sentences=tuple(sorted({one.error for one in found} & KNOWN)),
        most_megabytes=max(one.kilobytes for one in found) // 1024,
        most_seconds=max(one.seconds for one in found),
        first_crash=f"{crashed[0].file}: {crashed[0].error}" if crashed else "",
    )


def figures(count: int | None) -> FileFigures:
    """Feed the corpora, the bombs and so many mutations (500)."""
    seeds = workbooks_of(corpus())
    with tempfile.TemporaryDirectory(prefix="dealer-crm-hostile-") as place:
        damaged = mutations(seeds, Path(place), MUTATIONS if count is None else count)
        return counted(feed([*seeds, *bombs(Path(place)), *damaged]))
