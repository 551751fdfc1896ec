"""Unfinished forms: one small file each, written so that it survives a crash, outside the store and its journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.domain.text import clean
from dealer_crm.placing import put_in_place, take_away, write_whole
from dealer_crm.storage.files import known_trouble

KIND_CUSTOMER, KIND_FOLLOW_UP, KIND_ORDER, KIND_QUOTE = "customer", "follow_up", "order", "quote"
KIND_COMPLAINT, KIND_CASE = "complaint", "complaint_case"
"""A complaint being registered, and what is typed at the steps of one that is."""
KIND_CASE_PART = "complaint_part"
"""What is typed beside the steps of a complaint (key: the complaint, what it is, and which: "7-cost-3", "7-owner")."""
KIND_REQUEST, KIND_REQUEST_DONE, KIND_VISIT, KIND_MACHINE = "request", "request_done", "visit", "machine"
"""Sheets of warranty and care: a repair call, its end, a call after a sale, a machine."""
KIND_PAYMENT, KIND_INVOICE, KIND_DELIVERY, KIND_HAND_OVER, KIND_RETURN = "payment", "invoice", "delivery", "hand_over", "return"
KIND_PRODUCT, KIND_STAFF, KIND_STEP, KIND_TRADE_IN = "product", "staff", "step", "trade_in"
"""Dialogs: money and invoice of an order, a delivery, its hand-over and return, a product, a person of the shop, a step on a day."""
KIND_FORM_FIELD, KIND_STANDARD, KIND_SHEET = "form_field", "standard", "sheet"
"""Dialogs of the settings: fields, lists and their values, standards of service, templates of checklists (key: the sheet)."""
KIND_PEOPLE = "people"
"""Dialogs of ties, roles in houses and good moments; the key begins with the customer's id."""
KIND_SLIP, KIND_ANSWER = "slip", "answer"
"""A hand-over slip (key: customer, order and the refused slip, 0 for none), and the answer to one (key: the slip)."""
KIND_CHANGE, KIND_TAKE_BACK, KIND_CANCEL = "change", "take_back", "cancel"
"""A change order (key: order and change, 0 for a new one; or its signing), goods that come back off an order, its cancel."""
KIND_DRAWER = "drawer"
"""The drawer being counted (key: the day)."""
KIND_OVERPRINT = "overprint"
"""A form that was printed elsewhere (key: the form)."""
KIND_JOB, KIND_JOB_DONE = "job", "job_done"
"""A job on a site (key: the job, "new-" and the order, "mend-" and what it mends, "rectify-" and the case), and its end (key: the job)."""
KIND_SHEET_HEAD, KIND_SIGN_GOODS = "sheet_head", "sign_goods"
"""The head of an acceptance sheet (key: the sheet), and goods signed for at the door (key: the delivery)."""
KIND_MARKS = "marks"
"""The customer's marks of a hand-over (key: the delivery)."""
NEW = "new-1"
"""Key of the dialog for something that has no id yet, where there is only one such dialog."""
NOBODY_YET = "new-call"
"""Key of the draft of a call whose customer was not chosen yet."""
QUICK = "quick-"
"""Before the customer's id, the key of what is typed in the line of his file."""
FORMAT = 1


@dataclass(frozen=True)
class DraftPlace:
    """Under which name a draft is kept, and what lists call it."""

    kind: str
    key: str
    title: str = ""


@dataclass(frozen=True)
class DraftRow:
    """One unfinished form: what it is about and when it was last typed in."""

    kind: str
    key: str
    title: str
    at: datetime


class Drafts:
    """Keeps what was typed and not yet saved. A file that cannot be read counts as absent and stays where it is."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self.now = now
        self.listeners: list[Callable[[], None]] = []

    def save(self, kind: str, key: str, content: dict[str, Any], title: str = "") -> None:
        """Write the draft. Raises StoreFull, StoreReadOnly."""
        whole = {"format": FORMAT, "kind": kind, "key": key, "title": clean(title), "at": self.now().isoformat(), "content": content}
        try:
            with known_trouble(self._folder.parent):
                write_whole(self._file(kind, key), json.dumps(whole, ensure_ascii=True).encode("ascii"))
        except OSError as error:
            raise StoreReadOnly(folder=str(self._folder.parent)) from error
        self._tell()

    def load(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the content of a draft, or None."""
        whole = _read(self._file(kind, key))
        return whole["content"] if whole else None

    def drop(self, kind: str, key: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        try:
            take_away(self._file(kind, key))
        except OSError as error:
            raise StoreReadOnly(folder=str(self._folder.parent)) from error
        self._tell()

    def all(self) -> list[DraftRow]:
        """Return every readable draft, the newest first."""
        files = self._folder.glob("*.json") if self._folder.is_dir() else ()
        found = [whole for file in files if (whole := _read(file))]
        rows = [DraftRow(w["kind"], w["key"], w["title"], datetime.fromisoformat(w["at"])) for w in found]
        return sorted(rows, key=lambda row: row.at, reverse=True)

    def free_key(self, kind: str) -> str:
        """Return a key for a form about something that has no id yet: "new-1", "new-2" …, never that of a file that cannot be read now."""
        return next(key for n in count(1) if not self._file(kind, key := f"new-{n}").exists())

    def unbind(self) -> list[Path]:
        """After a restore ids and numbers mean other records: files and complaints become nobody's, the rest is set aside in a folder.

        Return what was set aside.
        """
        gone: list[Path] = []
        for row in self.all():
            content, new = self.load(row.kind, row.key), row.key.startswith("new-")
            if content is not None and row.kind == KIND_CUSTOMER:
                self.save(row.kind, row.key if new else self.free_key(row.kind), _of_nobody(content), row.title)
                if not new:
                    self.drop(row.kind, row.key)
            elif content is not None and new and row.kind == KIND_COMPLAINT:
                self.save(row.kind, row.key, {**content, "who": ""}, row.title)
            elif not new or row.kind in (KIND_ORDER, KIND_QUOTE, KIND_STEP):
                aside = self._folder / "before-restore"
                aside.mkdir(exist_ok=True)
                gone.append(aside / f"{row.kind}-{row.key}-{self.now():%Y%m%d-%H%M%S}.json")
                put_in_place(self._file(row.kind, row.key), gone[-1])
        self._tell()
        return gone

    def _file(self, kind: str, key: str) -> Path:
        return self._folder / f"{kind}-{key}.json"

    def _tell(self) -> None:
        for listener in list(self.listeners):
            listener()


def _of_nobody(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a file's draft without the ids of the records it was about."""
    draft = dict(content.get("draft") or {})
    for name in ("contacts", "premises"):
        draft[name] = [{**part, "id": None} for part in draft.get(name) or ()]
    draft["referrer_id"] = None
    return {**content, "draft": draft, "customer_id": None, "version": 0, "base": None, "referrer": ""}


def _read(file: Path) -> dict[str, Any] | None:
    """Return the whole file when it has the shape of a draft; content of other versions is judged by whoever reads it."""
    try:
        whole = json.loads(file.read_text("ascii"))
        datetime.fromisoformat(whole["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    texts = all(isinstance(whole.get(name), str) for name in ("kind", "key", "title"))
    return whole if texts and isinstance(whole.get("content"), dict) else None
