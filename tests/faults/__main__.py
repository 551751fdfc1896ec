"""Prints the figures of one fault harness: python -m tests.faults NAME [--count N]."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import sys

HARNESSES: dict[str, tuple[str, str]] = {
    "files": ("tests.faults.files", "hostile workbooks, bombs and damaged ones: rows or a known sentence, within memory and time"),
    "vcards": ("tests.faults.vcards", "address books of devices, damaged and tricky ones: cards or a known sentence"),
    "csvs": ("tests.faults.csvs", "delimited texts in every encoding, heavy and damaged ones: the rows that were meant, or a sentence"),
    "papers": ("tests.faults.papers", "hostile texts in every field of every paper: each stands there, nothing can do anything"),
    "workbooks": ("tests.faults.workbooks", "hostile texts in workbooks and .csv: read back the same by another library, never a formula"),
    "exports": ("tests.faults.exports", "a shop of hostile texts: every list, record and the whole files, read back by another library"),
    "queues": ("tests.faults.queues", "notes through a 24-pin and a PDF print queue: size, pages, every dot in its place"),
    "imports": ("tests.faults.imports", "imports that fail at any row of any table: nothing of them stays; whole ones go with one undo"),
    "file_names": ("tests.faults.file_names", "suggested file names from hostile texts, judged by three systems' rules and the disk"),
    "restores": ("tests.faults.restores", "backups from a hostile hand: refused, nothing written elsewhere, little memory"),
    "damage": ("tests.faults.damage", "backups with a flipped bit or a missing end: named, never offered, never restored"),
    "backups": ("tests.faults.backups", "kill -9 anywhere in backups and restores: whole stores, whole files, nothing lost"),
    "migrations": ("tests.faults.migrations", "failed and killed migrations: wholly old or wholly new, and copied before"),
    "kills": ("tests.faults.kills", "kill -9 at random moments of mixed work through the services: nothing saved is lost"),
    "pictures": ("tests.faults.pictures", "kill -9 while pictures are attached: no row without its content"),
    "power": ("tests.faults.power", "power cuts in the program's own SQL: unsynced writes dropped, moved, torn"),
    "clocks": ("tests.faults.clocks", "a clock that jumps: backups, agenda, numbers, history, deadlines stay in order"),
    "full_disk": ("tests.faults.full_disk", "every form saved on a full disk: one sentence, nothing lost, saved with room again"),
    "paths": ("tests.faults.paths", "a day's work in data folders and with files whose names programs trip over"),
    "read_only": ("tests.faults.read_only", "data folders that cannot be written: looked at, every write refused"),
    "starts": ("tests.faults.starts", "many starts at once, and starts after kill -9: one window, the next start works"),
    "zones": ("tests.faults.zones", "each day of a leap year in the lists that go out, under five time zones"),
    "disk_calls": ("tests.faults.disk_calls", "calls of the disk refused one by one under the whole program: old or new, never half"),
    "refused_sql": ("tests.faults.refused_sql", "the SQL of each deed on a disk in memory that refuses one call after the other"),
    "threads": ("tests.faults.threads", "editors, imports, backups and readers at once: nobody sent away, nothing lost"),
    "forms": ("tests.faults.forms", "hostile texts typed into every field of every form, saved by its button, read from the closed store"),
    "labels": (
        "tests.faults.labels",
        "a shop full of markup: every page, dialog and form looked at, files and links that it names watched",
    ),
    "searching": ("tests.faults.searching", "hostile texts looked for in every list, against plain looking"),
    "drafts_killed": ("tests.faults.drafts_killed", "the program killed while somebody types: what the draft still has at the next start"),
}
"""Name on the command line: module with `figures(count)`, and what it tries."""


def main(arguments: list[str]) -> int:
    """List the harnesses, or run one and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("name", nargs="?", choices=sorted(HARNESSES))
    parser.add_argument("--count", type=int, help="how many times; without it the size of the slow tests")
    chosen = parser.parse_args(arguments)
    if chosen.name is None:
        for name, (_module, sentence) in sorted(HARNESSES.items()):
            print(f"{name:16} {sentence}")
        return 0
    found = importlib.import_module(HARNESSES[chosen.name][0]).figures(chosen.count)
    for field in dataclasses.fields(found):
        print(f"{field.name.replace('_', ' '):28} {getattr(found, field.name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
