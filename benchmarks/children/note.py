"""One delivery note in a process that has only opened the shop, then again. Argument: data folder."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from benchmarks.children.figures import tell
from benchmarks.measuring import taken
from benchmarks.moment import now
from dealer_crm.app.opened import open_folder
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock

TIMES = 20

if __name__ == "__main__":
    folder = DataFolder(Path(sys.argv[1]))
    opened = open_folder(folder.path, Origin.USER, now, FolderLock(folder.lock))
    ids = opened.delivery_list.ids()[: TIMES + 1]

    def note(n: int) -> float:
        """Make the n-th note and return what it took."""
        return taken(lambda: opened.delivery_papers.note(ids[n], PrintChoice(paper="A5"), "zh"), time.process_time)

    cold = note(0)
    warm = statistics.median(note(n) for n in range(1, TIMES + 1))
    opened.close()
    tell(cold=cold, warm=warm)
