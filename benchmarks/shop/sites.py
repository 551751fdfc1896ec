"""The sites of a made-up shop: jobs with material, acceptance sheets and expectations with their items, pictures, signatures, marks."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.shop.people import STAFF
from benchmarks.shop.sales import FITTER, Sold
from benchmarks.shop.sheets import Numbers, Sheet, day, instant
from dealer_crm.domain.checklists import CheckItem, Checklist
from dealer_crm.domain.deliveries import BEGINS, EXPECTATIONS
from dealer_crm.domain.jobs import JobStage
from dealer_crm.domain.marks import LETTERS
from dealer_crm.domain.sheet_shapes import plain_shape
from dealer_crm.services.trade import Trade
from dealer_crm.storage import models, numbers

SHARE = 5
"""One order of so many has jobs and sheets."""
STAGES = (JobStage.HIDDEN, JobStage.UNITS, JobStage.COMMISSIONING)
SHEETS, ITEMS = 2, 10
"""Acceptance sheets of a site, items on each."""
MARKED, MATERIAL = 0.2, 0.5
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea739a35b0000000049454e44ae426082"
)
"""What every attachment and signature shows: a dot. The folder holds it once."""


class Site(NamedTuple):
    """A site while it is written: `done` stages are over; `begins` is the day of the first."""

    sold: Sold
    begins: int
    done: int

    @property
    def over(self) -> bool:
        """Tell whether it was handed over."""
        return self.sold.handed is not None


class Sites:
    """Makes what happened on the sites."""

    def __init__(self, given: Numbers, trade: Trade, picture: str) -> None:
        self._numbers, self._picture = given, picture
        known = trade.checklists()
        self._sheets = [one for one in known if one.stage is not None and len(one.items) >= ITEMS]
        self._expected = next(one for one in known if one.code == EXPECTATIONS)
        self.jobs = Sheet(
            models.Job,
            "number customer_id order_id premises_id stage state planned_on slot days leader_id members created_at "
            "agreed_by agreed_at started_at finished_at signed_by signed_at",
        )
        self.materials = Sheet(models.JobMaterial, "job_id position name unit taken returned")
        self.acceptances = Sheet(
            models.Acceptance,
            "number customer_id order_id premises_id job_id sheet sheet_version stage state leader_id "
            "started_on finished_on created_at closed_at signed_by signed_at",
        )
        self.checks = Sheet(
            models.DeliveryCheck,
            "delivery_id acceptance_id position sheet sheet_version code group_code zh en standard_zh standard_en unit low high "
            "required photo shape result value readings note due_on done_at staff_id failed_at failure",
        )
        self.pictures = Sheet(
            models.Attachment, "customer_id sha256 name media_type size added_at kind order_id delivery_id job_id acceptance_id check_id"
        )
        self.signatures = Sheet(models.Signature, "customer_id acceptance_id role name signed_at picture")
        self.ratings = Sheet(models.ExpectationRating, "delivery_id customer_id letter score rated_on staff_id")

    def make(self, sales: Sequence[Sold], choose: random.Random) -> None:
        """Write the sites of some of these orders, of every one that is under way."""
        for sold in sales:
            if sold.open:
                self._site(Site(sold, -choose.randrange(2, 30), choose.randrange(3)), choose)
            elif sold.handed is not None and sold.order_id % SHARE == 0:
                self._site(Site(sold, min(-12, sold.handed - 12), len(STAGES)), choose)

    def _site(self, site: Site, choose: random.Random) -> None:
        jobs = [self._job(site, nth, choose) for nth in range(len(STAGES))]
        known = choose.choice(self._sheets)
        for nth in range(SHEETS):
            self._acceptance(site, known, jobs[nth], valid=site.over or nth < site.done, choose=choose)
        self._expectations(site, choose)
        if site.over and choose.random() < MARKED:
            self._marks(site, choose)

    def _job(self, site: Site, nth: int, choose: random.Random) -> int:
        sold, done, at_work = site.sold, nth < site.done, nth == site.done and choose.random() < 0.4
        on = site.begins + 4 * nth if done or at_work else choose.randrange(21) - (2 if choose.random() < 0.02 else 0)
        person, created = sold.person, instant(min(site.begins - 3, -1), 300)
        state = "done" if done else "under_way" if at_work else choose.choice(("planned", "confirmed"))
        agreed = ("wechat", created) if state != "planned" else (None, None)
        started = instant(min(on, -1), 60) if done or at_work else None
        finished = (instant(min(on + 1, -1), 500), person.name, instant(min(on + 1, -1), 510)) if done else (None, "", None)
        team = json.dumps([STAFF] if choose.random() < 0.5 else [])
        job_id = self.jobs.add(
            *(self._numbers.take(numbers.JOB, min(site.begins - 3, -1)), person.id, sold.order_id, person.place_id),
            *(STAGES[nth].value, state, day(on), choose.choice(("", "上午", "9:30")), choose.choice((1, 1, 2, 3)), FITTER, team),
            *(created, *agreed, started, *finished),
        )
        if choose.random() < MATERIAL:
            for position, (name, unit) in enumerate((("铜管 6.35", "米"), ("保温管", "米"))):
                taken = choose.randrange(10, 60) * 1000
                self.materials.add(job_id, position, name, unit, taken, taken // 5 if done else 0)
        for _ in range(2 if done else 0):
            self._picture_of(site, on, (None, None, job_id, None, None))
        return job_id

    def _acceptance(self, site: Site, sheet: Checklist, job_id: int, *, valid: bool, choose: random.Random) -> None:
        sold, on = site.sold, min(site.begins + 5, -1)
        person, closed = sold.person, instant(on, 520)
        last = (day(on), instant(on, 0), closed, person.name, closed) if valid else (None, instant(on, 0), None, "", None)
        stage = sheet.stage.value if sheet.stage else ""
        sheet_id = self.acceptances.add(
            *(self._numbers.take(numbers.ACCEPTANCE, on), person.id, sold.order_id, person.place_id, job_id, sheet.code, sheet.version),
            *(stage, "valid" if valid else "open", FITTER, day(on), *last),
        )
        for position, item in enumerate(sheet.items[:ITEMS]):
            fails = not valid and choose.random() < 0.1
            result = "pass" if valid or choose.random() < 0.5 else None
            check_id = self._check((None, sheet_id), position, sheet, item, (on, "fail" if fails else result))
            if position == 0 or fails:
                self._picture_of(site, on, (None, None, None, sheet_id, check_id))
        if valid:
            self.signatures.add(person.id, sheet_id, "customer", person.name, closed, self._picture)

    def _expectations(self, site: Site, choose: random.Random) -> None:
        sold, on = site.sold, site.sold.handed if site.sold.handed is not None else site.begins
        for position, item in enumerate(self._expected.items):
            passed = site.over and (item.group != BEGINS or choose.random() < 0.5)
            self._check((sold.delivery_id, None), position, self._expected, item, (min(on, -1), "pass" if passed else None))

    def _check(
        self, of: tuple[int | None, int | None], position: int, sheet: Checklist, item: CheckItem, told: tuple[int, str | None]
    ) -> int:
        on, result = told
        texts = (item.code, item.group, item.zh, item.en, item.standard_zh, item.standard_en, item.unit, item.low, item.high)
        shape = json.dumps(plain_shape(item.grid, item.steps), ensure_ascii=False)
        value = f"{item.low / 1000:g}" if result == "pass" and item.unit and item.low is not None else ""
        rows = [{column.code: "20" for column in item.grid.columns} | {"row": str(n)} for n in (1, 2, 3)] if item.grid and result else []
        failed = ("还没有保压", day(on + 10), instant(on, 400), "还没有保压") if result == "fail" else ("", None, None, "")
        note, due, failed_at, failure = failed
        return self.checks.add(
            *(*of, position, sheet.code, sheet.version, *texts, item.required, item.photo, shape, result, value),
            *(json.dumps(rows, ensure_ascii=False), note, due, instant(on, 400) if result else None, FITTER if result else None),
            *(failed_at, failure),
        )

    def _picture_of(self, site: Site, on: int, of: tuple[int | None, int | None, int | None, int | None, int | None]) -> None:
        named = (self._picture, "现场.png", "image/png", len(PICTURE), instant(min(on, -1), 430), "other")
        self.pictures.add(site.sold.person.id, *named, *of)

    def _marks(self, site: Site, choose: random.Random) -> None:
        on = day(min(-1, (site.sold.handed or -1) + 7))
        for letter in LETTERS:
            self.ratings.add(site.sold.delivery_id, site.sold.person.id, letter, choose.choice((2, 3, 4, 5, 5)), on, FITTER)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what is to be written, parents first."""
        return self.jobs, self.materials, self.acceptances, self.checks, self.pictures, self.signatures, self.ratings
