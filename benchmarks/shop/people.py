"""The customers of a made-up shop: file, numbers, house, chance, talks and the steps planned next."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.shop.sheets import Numbers, Sheet, day, instant, some_day
from dealer_crm import resources
from dealer_crm.domain.customers import CONSENT_WORDING, Channel, Interest, Nature, Stage
from dealer_crm.domain.premises import PremisesDraft, address_line
from dealer_crm.storage import models, numbers

STAFF = 8
SELLERS = 4
TALKS = (1, 2, 3, 4, 5)
"""Talks of five customers in turn: three for each."""
STAGES = {Stage.POTENTIAL: 24, Stage.INTENT: 20, Stage.DEAL: 5, Stage.BASE: 38, Stage.LOST: 10, Stage.CHURNED: 3}
PLANNED = (Stage.POTENTIAL, Stage.INTENT, Stage.BASE)
OLDEST = 1490
LATE, WITH_STEP, AHEAD = 0.004, 0.4, 90
"""Of the planned steps few are late; not everybody has one; they lie so many days ahead at most."""
REGION = ("浙江省", "宁波市")
DISTRICTS = ("海曙区", "江北区", "鄞州区", "镇海区", "北仑区", "奉化区")
PARTS = ("", "一区", "二区", "三区", "东区", "西区", "南区", "北区")
OTHERS = (("decider", "妻子"), ("family", "父亲"), ("designer", "设计师"), ("foreman", "工长"))
COMPANIES = ("装饰有限公司", "酒店", "学校", "物业服务中心", "置业有限公司")
REMARKS = ("怕吵，要静音机型", "家有老人，提前打电话", "周末才在家", "自己带图纸", "要开专票", "门禁找物业登记")


@dataclass(slots=True)
class Person:
    """A customer as the later stories need him. Days count from today."""

    id: int
    name: str
    phone: str
    place_id: int
    address: str
    owner: int
    filed: int
    stage: Stage
    chance_id: int


@cache
def vocabulary() -> dict[str, Any]:
    """Return the words that generated customers of the sample shop are made of."""
    return tomllib.loads(resources.path("demo", "crowd.toml").read_text("utf-8"))


class People:
    """Makes customers; `total` says how many there will be in all."""

    def __init__(self, total: int, given: Numbers) -> None:
        self._total = total
        self._numbers = given
        words = vocabulary()
        names = [place + kind + part for part in PARTS for place in words["places"] for kind in words["kinds"]]
        self._places = names[: max(20, min(len(names), total // 200))]
        self._words = [entry["zh"] for entry in words["words"]]
        self._purposes = [entry["zh"] for entry in words["purposes"]]
        self.customers = Sheet(
            models.Customer,
            "number name nature wechat source owner_id interests note consent_on consent_wording marketing_ok created_at birthday",
        )
        self.contacts = Sheet(models.Contact, "customer_id name role")
        self.phones = Sheet(models.Phone, "customer_id contact_id position digits kind")
        self.communities = Sheet(models.Community, "name")
        self.premises = Sheet(models.Premises, "community_id province city district building unit room house_type area details")
        self.holders = Sheet(models.PremisesHolder, "premises_id customer_id role")
        self.chances = Sheet(models.Opportunity, "number customer_id stage intent_level opened_on closed_on lost_reason")
        self.balances = Sheet(models.OpeningBalance, "customer_id amount as_of")
        self.talks = Sheet(models.FollowUp, "number customer_id staff_id happened_at way outcome attitude words")
        self.steps = Sheet(models.NextStep, "customer_id planned_by_id done_by_id staff_id due_on purpose way slot state closed_at")
        for name in self._places:
            self.communities.add(name)

    def make(self, first: int, count: int, choose: random.Random) -> Iterator[Person]:
        """Yield the customers numbered from `first`."""
        stages = choose.choices(list(STAGES), list(STAGES.values()), k=count)
        talks = [TALKS[n % len(TALKS)] for n in range(count)]
        choose.shuffle(talks)
        for number, stage, calls in zip(range(first, first + count), stages, talks, strict=True):
            person = self._person(number, stage, choose)
            self._talk(person, calls, choose)
            yield person

    def _person(self, number: int, stage: Stage, choose: random.Random) -> Person:
        filed = -2 - int((OLDEST - 2) * (1 - number / self._total))
        company = choose.random() < 0.04
        name, owner = self._name(company, choose), choose.randrange(SELLERS) + 1
        agreed, remark, chat = choose.random() < 0.7, choose.random(), choose.random()
        customer_id = self.customers.add(
            self._numbers.take(numbers.CUSTOMER, filed),
            name,
            Nature.COMPANY.value if company else Nature.INDIVIDUAL.value,
            f"wx_{choose.getrandbits(32):08x}" if chat < 0.3 else "",
            choose.choice(_CHANNELS),
            owner,
            choose.choice(_INTERESTS),
            choose.choice(REMARKS) if remark < 0.2 else "",
            day(filed) if agreed else None,
            CONSENT_WORDING if agreed else "",
            agreed and remark > 0.5,
            instant(filed, choose.randrange(60, 540)),
            _birthday(number),
        )
        phone = f"142{number * 48_271 % 99_999_989:08d}"
        self.phones.add(customer_id, None, 0, phone, "mobile")
        self._others(customer_id, number, choose)
        place_id, address = self._house(customer_id, choose)
        chance_id = self._chance(customer_id, filed, stage, choose)
        return Person(customer_id, name, phone, place_id, address, owner, filed, stage, chance_id)

    def _name(self, company: bool, choose: random.Random) -> str:
        words = vocabulary()
        given = "".join(choose.sample(words["given"], 2 if choose.random() < 0.75 else 1))
        return given + choose.choice(COMPANIES) if company else choose.choice(words["surnames"]) + given

    def _others(self, customer_id: int, number: int, choose: random.Random) -> None:
        """Give some a second number, some a further person with a number."""
        case = choose.random()
        if case < 0.12:
            self.phones.add(customer_id, None, 1, f"0574{number * 7_919 % 99_999_971:08d}", "landline")
        elif case < 0.2:
            role, called = choose.choice(OTHERS)
            contact_id = self.contacts.add(customer_id, called, role)
            self.phones.add(customer_id, contact_id, 0, f"143{number * 31_337 % 99_999_941:08d}", "mobile")

    def _house(self, customer_id: int, choose: random.Random) -> tuple[int, str]:
        community = choose.randrange(len(self._places))
        building, unit = str(choose.randrange(1, 40)), str(choose.randrange(1, 5))
        room = f"{choose.randrange(1, 32)}0{choose.randrange(1, 5)}"
        district = DISTRICTS[community % len(DISTRICTS)]
        area, details = choose.randrange(60, 240) * 1000, _decoration(customer_id)
        place_id = self.premises.add(community + 1, *REGION, district, building, unit, room, "flat", area, details)
        self.holders.add(place_id, customer_id, "owner")
        address = PremisesDraft(*REGION, district, community=self._places[community], building=building, unit=unit, room=room)
        return place_id, address_line(address)

    def _chance(self, customer_id: int, filed: int, stage: Stage, choose: random.Random) -> int:
        level = choose.choice(vocabulary()["levels"][stage.value])
        closed = day(some_day(filed, choose)) if stage in (Stage.LOST, Stage.CHURNED) else None
        if choose.random() < 0.03:
            self.balances.add(customer_id, choose.randrange(50, 4000) * 1000, day(filed))
        number = self._numbers.take(numbers.OPPORTUNITY, filed)
        return self.chances.add(number, customer_id, stage.value, level, day(filed), closed, "价格" if stage is Stage.LOST else "")

    def _talk(self, person: Person, count: int, choose: random.Random) -> None:
        """File the talks; each but the last planned the next one, the last one plans what is still open."""
        days = sorted(some_day(person.filed, choose) for _ in range(count))
        planned_by: int | None = None
        for on in days:
            at, reached = instant(on, choose.randrange(60, 540)), choose.random() < 0.8
            number, outcome = self._numbers.take(numbers.FOLLOW_UP, on), "reached" if reached else "no_answer"
            way, attitude = choose.choice(_WAYS), choose.choice(_ATTITUDES) if reached else None
            words = choose.choice(self._words) if reached else ""
            talk = self.talks.add(number, person.id, person.owner, at, way, outcome, attitude, words)
            if planned_by:
                self.steps.add(person.id, planned_by, talk, person.owner, day(on), "", None, "", "done", at)
            planned_by = talk
        if person.stage in PLANNED and choose.random() < WITH_STEP:
            due = -choose.randrange(1, 15) if choose.random() < LATE else choose.randrange(AHEAD)
            way, slot = choose.choice((("phone", ""), ("phone", ""), ("phone", ""), ("survey", "14:00")))
            self.steps.add(person.id, planned_by, None, person.owner, day(due), choose.choice(self._purposes), way, slot, "open", None)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what is to be written, parents first."""
        people = (self.customers, self.contacts, self.phones, self.communities, self.premises, self.holders)
        return *people, self.chances, self.balances, self.talks, self.steps


_CHANNELS = [channel.value for channel in Channel]
_INTERESTS = [f'["{one.value}"]' for one in Interest] + [
    f'["{one.value}", "{other.value}"]' for one, other in zip(Interest, list(Interest)[3:], strict=False)
]
_WAYS = ("phone", "phone", "wechat", "shop")
_ATTITUDES = ("interested", "considering", None)


def _birthday(number: int) -> str:
    """Every third customer told his birthday, of these every fourth by the moon and every second with the year."""
    if number % 3:
        return ""
    year = f"{1950 + number % 50}-" if number % 2 else ""
    return f"{'L' if number % 4 == 0 else ''}{year}{number % 12 + 1:02d}-{number * 7 % 28 + 1:02d}"


def _decoration(number: int) -> str:
    """Every tenth house is decorated, over some four years around today."""
    return "{}" if number % 10 else f'{{"deco_start_on": "{day(number * 37 % 1500 - 1300)}"}}'
