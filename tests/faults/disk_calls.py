"""Every call of the disk refused in turn, under the whole program: the old state or the new one, a known sentence, and on with work."""

from __future__ import annotations

import dataclasses
import errno
import json
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dealer_crm.domain.errors import DomainError
from dealer_crm.words.errors import SENTENCES
from tests.faults.deeds import CLOSED_DEEDS, DEEDS, SABOTAGE, Deed, Prepared, broken_files, clock, prepare, state_of
from tests.faults.looking import opened, share_statements
from tests.faults.refusing import READS, Refusing, command

ROOT = Path(__file__).resolve().parents[2]
KINDS = ((errno.EIO, False), (errno.ENOSPC, False), (errno.ENOSPC, True), (errno.EIO, True))
"""How a call fails: a bad disk or a full one, for once or from then on."""


@dataclass
class Refused:
    """Over all deeds: calls that were refused, and how often what came of it was not as promised."""

    deeds: int = 0
    refused: int = 0
    told: int = 0
    half: int = 0
    no_sentence: int = 0
    told_but_saved: int = 0
    not_told_and_not_saved: int = 0
    stuck: int = 0
    broken_files: int = 0
    sentences: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, int] = field(default_factory=dict)

    def wrong(self) -> int:
        """Return what must be nothing."""
        return self.half + self.no_sentence + self.not_told_and_not_saved + self.stuck + self.broken_files


class Trial:
    """One deed, tried with each of its calls refused."""

    def __init__(self, refusing: Refusing, folder: Path, there: Prepared, figures: Refused) -> None:
        self.refusing, self.folder, self.there, self.figures = refusing, folder, there, figures
        self.work = folder.with_name("work")
        self.seen: Counter[str] = Counter()

    def fresh(self) -> Path:
        """Return a new copy of the prepared folder."""
        shutil.rmtree(self.work, ignore_errors=True)
        return Path(shutil.copytree(self.folder, self.work))

    def trouble(self, what: str, name: str, error: BaseException | None) -> None:
        """Note what was not as promised, by deed and call."""
        calls = ",".join(self.refusing.refused[:1])
        where = traceback.extract_tb(error.__traceback__) if error is not None else []
        ours = [f"{frame.name}:{frame.lineno}" for frame in where if "dealer_crm" in frame.filename]
        self.seen[f"{what}: {name}: {calls}: {error!r:.90} {' '.join(ours[-3:])}"] += 1

    def judged(self, name: str, error: BaseException | None, states: tuple[str, str, str]) -> bool:
        """Compare the state with those before and after; tell whether the deed is still to be done."""
        before, after, now = states
        self.figures.refused += 1
        self.figures.told += error is not None
        if error is not None:
            name_of = type(error).__name__
            self.figures.sentences[name_of] = self.figures.sentences.get(name_of, 0) + 1
        if error is not None and not (isinstance(error, DomainError) and type(error) in SENTENCES):
            self.figures.no_sentence += 1
            self.trouble("no sentence", name, error)
        if now not in (before, after):
            self.figures.half += 1
            self.trouble("half", name, error)
        elif before != after and (error is None) != (now == after):
            if error is None:
                self.figures.not_told_and_not_saved += 1
            else:
                self.figures.told_but_saved += 1
            self.trouble("told otherwise", name, error)
        if broken := broken_files(self.work, self.folder):
            self.figures.broken_files += len(broken)
            self.trouble(f"broken {broken}", name, error)
        return error is not None and now == before

    def at_the_shop(self, name: str, kinds: int) -> None:
        """Try a deed of an open shop; where it was refused, the same deed works at once when the disk is well again."""
        deed = (DEEDS | SABOTAGE)[name]
        self.well(deed)  # the first time loads modules
        before, after, calls = self.well(deed)
        for place, kind in _places(calls, kinds):
            with opened(self.fresh(), clock) as shop:
                state_of(shop)  # as `well` does: what is read already is not read again, so each place is the same call
                with self.refusing.at(place, kind[0], sticky=kind[1]):
                    error = _tried(partial(deed, shop, self.there))
                if self.judged(name, error, (before, after, state_of(shop))):
                    failed = _tried(partial(deed, shop, self.there))
                    if failed is not None or state_of(shop) != after:
                        self.figures.stuck += 1
                        self.trouble("stuck", name, failed)

    def well(self, deed: Deed) -> tuple[str, str, list[str]]:
        """Do a deed on a disk that obeys; return the states before and after, and its calls."""
        with opened(self.fresh(), clock) as shop:
            before = state_of(shop)
            with self.refusing.counting():
                deed(shop, self.there)
            calls = self.refusing.calls
            return before, state_of(shop), calls

    def closed(self, name: str, kinds: int) -> None:
        """Try a deed on a folder that nobody has open; after each refusal the folder opens as before or after."""
        deed = CLOSED_DEEDS[name]
        before = self.state(self.fresh())
        deed(self.fresh())
        path = self.fresh()
        with self.refusing.counting():
            deed(path)
        calls, after = self.refusing.calls, self.state(path)
        for place, kind in _places(calls, kinds):
            path = self.fresh()
            with self.refusing.at(place, kind[0], sticky=kind[1]):
                error = _tried(partial(deed, path))
            try:
                now = self.state(path)
            except DomainError as one:
                now, error = "unopened", one
            self.judged(name, error, (before, after, now))

    def state(self, path: Path) -> str:
        """Return what the folder holds when it is opened."""
        with opened(path, clock) as shop:
            return state_of(shop)


def _tried(deed: Callable[[], object]) -> BaseException | None:
    try:
        deed()
    except BaseException as error:  # noqa: BLE001 - whatever it is, a panic of a library too, it is judged
        return error
    return None


def _places(calls: list[str], kinds: int) -> list[tuple[int, tuple[int, bool]]]:
    """Return which calls are refused and how: all of them in every way, or with `kinds` 1 each in one of the ways in turn.

    With `kinds` 0 only one in ten of the opens, reads and store writes is, and of the rarer calls each.
    """
    often = (*READS, "rw/pwrite")
    rare = [place for place, point in enumerate(calls, 1) if point not in often]
    common = [place for place, point in enumerate(calls, 1) if point in often]
    places = sorted([*rare, *common[:: 1 if kinds else 10]])
    return [(place, KINDS[(turn + more) % len(KINDS)]) for turn, place in enumerate(places) for more in range(max(1, kinds))]


def _try(names: list[str], kinds: int) -> Refused:
    """Do the work; in a process whose calls can be refused."""
    share_statements()
    figures, refusing = Refused(), Refusing()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "店")
        trial = Trial(refusing, folder, prepare(folder), figures)
        for name in names:
            figures.deeds += 1
            (trial.at_the_shop if name not in CLOSED_DEEDS else trial.closed)(name, kinds)
        figures.troubles = dict(trial.seen)
    refusing.end()
    return figures


def run(names: list[str], kinds: int = 0) -> Refused:
    """Refuse calls of these deeds; see `_places`."""
    before = command()
    assert before is not None, "fiu-run is not installed"
    order = json.dumps({"names": names, "kinds": kinds})
    done = subprocess.run([*before, sys.executable, "-m", "tests.faults.disk_calls", order], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Refused(**json.loads(done.stdout.splitlines()[-1]))


def figures(count: int | None) -> Refused:
    """Refuse one in ten of the opens, reads and store writes of every deed and all rarer calls, or each call in `count` ways, at most 4."""
    return run([*DEEDS, *CLOSED_DEEDS], count or 0)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(dataclasses.asdict(_try(given["names"], given["kinds"]))) + "\n")
