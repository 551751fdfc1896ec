"""Kill -9 at random moments of mixed work: nothing that was said to be saved is lost, and the store is whole."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.storage.folder import DataFolder
from tests.faults.forks import Forks
from tests.faults.looking import Said, look, peep
from tests.faults.rounds import Facts
from tests.storage.shops import empty_file

LIFE = 20
"""Kills that one store goes through before the next begins empty."""
THOROUGH = 4
"""After every fourth kill the program's whole check looks; after the others a copy is looked at, so that the next child opens
what the kill left."""


@dataclass(frozen=True)
class Killed:
    """How often a child was killed, what it had said to be saved, and what was not there or not sound afterwards."""

    kills: int
    acknowledged: int
    saved_but_not_said: int
    lost: int
    unsound: int
    first_trouble: str = ""


def run(forks: Forks, folder: Path, count: int, job: str = "round", delay: float = 0.04) -> Killed:
    """Kill `count` children at work below `folder`, up to `delay` seconds after what they last said, and look after each."""
    chance = random.Random(count)
    acknowledged = unsaid = lost = unsound = 0
    trouble = ""
    data, said = folder, Said(0, "", {})
    for number in range(count):
        if number % LIFE == 0:
            data, said = new_store(folder / f"店 {number}"), Said(0, "", {})
        order = {"job": job, "folder": str(data), "seed": number}
        lines = forks.killed(order, chance.randrange(8), chance.random() * delay)
        acknowledged += len(lines)
        facts: Facts = dict(said.facts)
        for line in lines:
            facts.update(line["facts"])
        said = Said(lines[-1]["entry"], lines[-1]["hash"], facts) if lines else said
        seen = (peep if number % THOROUGH else look)(data, said)
        lost, unsaid = lost + seen.lost, unsaid + max(0, seen.entries - said.entry)
        unsound += bool(seen.unsound)
        trouble = trouble or "; ".join(seen.unsound)
        if seen.entries != said.entry:
            data, said = new_store(folder / f"店 {number}+"), Said(0, "", {})
    return Killed(count, acknowledged, unsaid, lost, unsound, trouble)


def new_store(path: Path) -> Path:
    """Make a data folder with an empty store."""
    path.mkdir(parents=True)
    DataFolder(path).store.write_bytes(empty_file())
    return path


def figures(count: int | None) -> Killed:
    """Kill a child at mixed work 200 times, or as often as asked."""
    return in_new_folder(count or 200, "round")


def in_new_folder(count: int, job: str) -> Killed:
    """Do a run in a folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp())
    try:
        with Forks(warm=True) as forks:
            return run(forks, folder, count, job)
    finally:
        shutil.rmtree(folder)
