"""What a shop does that reaches the disk, each on a prepared data folder, and how to tell old, new and half apart."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from dealer_crm.app.opened import Opened
from dealer_crm.documents.saving import save
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.imports import run_here
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import restore
from tests.faults.looking import opened
from tests.storage.shops import START, digest

PAPER = b"%PDF-1.7 " + bytes(70_000)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300


@dataclass(frozen=True)
class Prepared:
    """Who and what there is in the prepared folder."""

    customer: int
    stranger: int
    delivery: int
    entry: int


def clock() -> datetime:
    """Stand still, so that a deed done twice is the same."""
    return START


def prepare(path: Path) -> Prepared:
    """Fill a new data folder: a customer whose goods are signed for, one of whom nothing else is known, papers, a backup."""
    with opened(path, clock) as shop:
        house = PremisesDraft(community="云上花园", building="8", unit="1", room="2201")
        customer = shop.customers.create(CustomerDraft(name="尉迟暖", phones=(PhoneDraft("14200000007"),), premises=(house,)))
        shop.attachments.add(customer, "旧.png", PICTURE + b"old")
        lines = (LineDraft(name="挂机", brand="云岭", model="K35", unit="台", price=329_900, category="room_ac", serials=("SN1",)),)
        order = shop.orders.create(OrderDraft(customer, lines))
        shop.orders.confirm(order)
        delivery = shop.deliveries.plan(order)
        shop.deliveries.send(delivery)
        shop.deliveries.sign(delivery, "尉迟暖")
        stranger = shop.customers.create(CustomerDraft(name="生客"))
        shop.backups.make(Reason.DEMAND)
        shop.followups.log(FollowUpDraft(customer, words="问了价格", no_next_reason="不用"))
        shop.drafts.save("customer", "new-1", {"draft": "old"})
        shop.settings.change(text_size=110)
        save(path / "单.pdf", b"%PDF-1.7 old")
        rows = "\r\n".join(["姓名,手机", *(f"业主{n},142{n:08d}" for n in range(60))])
        (path / "业主.csv").write_text(rows, "utf-8-sig")
        entry = shop.history.rows(limit=1)[0].id
    return Prepared(customer, stranger, delivery, entry)


def _import(shop: Opened, _there: Prepared) -> None:
    shop.imports.prepare(shop.folder.path / "业主.csv", ImportOptions(), run_here, NoProgress())
    shop.imports.apply()
    shop.imports.discard()


def _edit(shop: Opened, there: Prepared) -> None:
    draft, version = shop.customers.draft(there.customer)
    shop.customers.edit(there.customer, replace(draft, note="怕吵"), version)


def _hand_over(shop: Opened, there: Prepared) -> None:
    shop.deliveries.finish(there.delivery, HandOver("尉迟暖", date(2026, 3, 5), date(2026, 3, 5)), open_reason="客户不在")


Deed = Callable[[Opened, Prepared], object]
DEEDS: dict[str, Deed] = {
    "new customer": lambda shop, _there: shop.customers.create(CustomerDraft(name="新客", phones=(PhoneDraft("14200000008"),))),
    "edit": _edit,
    "import": _import,
    "delete": lambda shop, there: shop.customers.delete(there.stranger),
    "undo": lambda shop, there: shop.history.undo_entry(there.entry),
    "payment": lambda shop, there: shop.payments.receive(PaymentDraft(there.customer, 100_000)),
    "hand-over": _hand_over,
    "attach": lambda shop, there: shop.attachments.add(there.customer, "新.png", PICTURE),
    "backup": lambda shop, _there: shop.backups.make(Reason.DEMAND),
    "form draft": lambda shop, _there: shop.drafts.save("customer", "new-1", {"draft": "new"}),
    "settings": lambda shop, _there: shop.settings.change(text_size=125),
    "list": lambda shop, _there: shop.listings.save("followups", shop.folder.path / "跟进.xlsx", "zh", NoProgress()),
    "paper": lambda shop, _there: save(shop.folder.path / "单.pdf", PAPER),
}
"""Deeds at an open shop."""


def _in_place(shop: Opened, _there: Prepared) -> None:
    with (shop.folder.path / "单.pdf").open("r+b", buffering=0) as file:
        for start in range(0, len(PAPER), 10_000):
            file.write(PAPER[start : start + 10_000])


def _two_writes(shop: Opened, there: Prepared) -> None:
    shop.payments.receive(PaymentDraft(there.customer, 100_000))
    shop.payments.receive(PaymentDraft(there.customer, 200_000))


SABOTAGE: dict[str, Deed] = {"written in place": _in_place, "two writes": _two_writes}
"""Deeds as no program should do them."""


def _restore(path: Path) -> None:
    restore(DataFolder(path), next((path / "backups").glob("*.zip")), clock, NoProgress())


def _open(path: Path) -> None:
    with opened(path, clock):
        pass


CLOSED_DEEDS: dict[str, Callable[[Path], object]] = {"restore": _restore, "open and close": _open}
"""Deeds on a folder that nobody has open."""


def state_of(shop: Opened) -> str:
    """Return the digest of what the open store holds."""
    return digest(shop.db)


def broken_files(path: Path, before: Path) -> list[str]:
    """Return files that anybody would take for whole and that are not: neither as before nor complete in themselves."""
    names = [file for file in path.rglob("*") if file.is_file() and not _hidden(file.relative_to(path))]
    return [str(file.relative_to(path)) for file in names if not _whole(file, before / file.relative_to(path))]


def _hidden(name: Path) -> bool:
    """Tell whether the file is none by itself: unfinished work, what SQLite keeps beside one, or one that is called damaged."""
    beside = name.name.endswith(("-wal", "-shm", "-journal")) or ".damaged-" in name.name
    return beside or any(part.startswith((".", "~")) for part in name.parts) or name.parts[0] in ("staging", "logs", "store.lock")


def _whole(file: Path, old: Path) -> bool:
    content = file.read_bytes()
    if old.exists() and old.read_bytes() == content:
        return True
    match file.suffix:
        case ".zip" | ".xlsx":
            return zipfile.is_zipfile(file) and zipfile.ZipFile(file).testzip() is None
        case ".json":
            return bool(json.loads(content))
        case ".sqlite":
            return _sound(file)
        case ".pdf":
            return content == PAPER
        case _ if len(file.name) == 62:
            return hashlib.sha256(content).hexdigest() == file.parent.name + file.name
        case _:
            return False


def _sound(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as store:
        whole = store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and store.execute("PRAGMA foreign_key_check").fetchall() == []
