"""Generated customers behind the told ones of the sample shop: the same seed and day give the same people."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from dealer_crm.domain.customers import Channel, CustomerDraft, IntentLevel, Interest, PhoneDraft, Stage
from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.services.demo_households import Call, Household, Machine
from dealer_crm.storage.files import program_text

CLOSED = (Stage.LOST, Stage.CHURNED)
DAYS = 900
PHONES_FROM = 400
"""Told customers have the numbers below."""
HOUR = timedelta(hours=1)


class Crowd:
    """Yields households, numbered from `first`, that a shop of this size could have."""

    def __init__(self, language: str, now: datetime, seed: int, staff: int) -> None:
        self._language = language if language in ("zh", "en") else "en"
        self._data = tomllib.loads(program_text("demo", "crowd.toml"))
        self._stages = {Stage(name): weight for name, weight in self._data["stages"].items()}
        self._communities = [place + kind for place in self._data["places"] for kind in self._data["kinds"]]
        self._now = now
        self._today = now.astimezone().date()
        self._random = random.Random(seed)  # noqa: S311 - sample data, no secret
        self._staff = staff

    def households(self, first: int, count: int, region: tuple[str, str, str]) -> Iterator[Household]:
        """Yield `count` households; numbers `first` and on give the phones."""
        for number in range(first, first + count):
            yield self._household(number, region)

    def _household(self, number: int, region: tuple[str, str, str]) -> Household:
        choose = self._random
        stage = choose.choices(list(self._stages), list(self._stages.values()))[0]
        filed = self._today - timedelta(days=int(choose.random() ** 1.5 * DAYS) + 1)
        calls = self._calls(filed)
        last = calls[-1].at.astimezone().date() if calls else filed
        planned = self._planned(stage)
        return Household(
            draft=self._draft(number, stage, filed, region),
            filed_at=self._instant(filed),
            owner=choose.randrange(min(3, self._staff)),
            calls=calls,
            next_on=planned,
            next_purpose=self._words("purposes") if planned else "",
            machines=self._machines(number, filed) if stage is Stage.BASE else (),
            balance=choose.randrange(50, 4000) * 1000 if stage is Stage.DEAL else 0,
            closed_on=last if stage in CLOSED else None,
            lost_reason=self._data["lost_reason"][self._language] if stage is Stage.LOST else "",
        )

    def _draft(self, number: int, stage: Stage, filed: date, region: tuple[str, str, str]) -> CustomerDraft:
        choose = self._random
        consented = choose.random() < 0.7
        return CustomerDraft(
            name=choose.choice(self._data["surnames"]) + "".join(choose.sample(self._data["given"], choose.choice((1, 2, 2)))),
            phones=(PhoneDraft(f"142{PHONES_FROM + number:08d}"),),
            source=choose.choice(list(Channel)),
            stage=stage,
            intent_level=IntentLevel(choose.choice(self._data["levels"][stage.value])),
            interests=tuple(choose.sample(list(Interest), choose.choice((1, 1, 2)))),
            consent_on=filed if consented else None,
            marketing_ok=consented and choose.random() < 0.6,
            premises=(self._place(region),),
        )

    def _place(self, region: tuple[str, str, str]) -> PremisesDraft:
        choose = self._random
        return PremisesDraft(
            *region,
            community=choose.choice(self._communities),
            building=str(choose.randrange(1, 26)),
            unit=str(choose.randrange(1, 4)),
            room=f"{choose.randrange(1, 30)}0{choose.randrange(1, 5)}",
            house_type=HouseType.FLAT,
            area=choose.randrange(60, 240) * 1000,
        )

    def _calls(self, filed: date) -> tuple[Call, ...]:
        choose = self._random
        days = (self._today - filed).days
        dates = sorted(filed + timedelta(days=choose.randrange(days)) for _ in range(choose.choice((1, 2, 3, 3, 4))))
        calls = []
        for day in dates:
            reached = choose.random() < 0.8
            outcome = Outcome.REACHED if reached else Outcome.NO_ANSWER
            attitude = choose.choice((Attitude.INTERESTED, Attitude.CONSIDERING, None)) if reached else None
            words = self._words("words") if reached else ""
            calls.append(Call(self._instant(day), choose.choice((Way.PHONE, Way.PHONE, Way.WECHAT, Way.SHOP)), outcome, attitude, words))
        return tuple(sorted(calls, key=lambda call: call.at))

    def _planned(self, stage: Stage) -> date | None:
        """Return the next step's day: a few are late, most are ahead, some customers have none."""
        choose = self._random
        if stage in CLOSED or choose.random() < 0.35:
            return None
        late = choose.random() < 0.03
        return self._today + timedelta(days=-choose.randrange(1, 9) if late else choose.randrange(0, 75))

    def _machines(self, number: int, filed: date) -> tuple[Machine, ...]:
        entry = self._random.choice(self._data["machines"])
        return (Machine(entry[self._language], entry["brand"], entry["model"], f"SN{number:08d}", filed, entry["category"]),)

    def _words(self, kind: str) -> str:
        return str(self._random.choice(self._data[kind])[self._language])

    def _instant(self, day: date) -> datetime:
        clock = time(self._random.randrange(9, 18), self._random.randrange(60))
        return min(datetime.combine(day, clock).astimezone(UTC), self._now - HOUR)
