"""The last part of an order stands for its hand-over; work begins with the first team on the site."""

from datetime import UTC, date, datetime

import pytest

from dealer_crm.domain.delivery_parts import Part, begun_on, is_last

FIRST, SECOND = (datetime(2026, 11, day, 9, tzinfo=UTC) for day in (20, 22))
EARLY, LATE = date(2026, 11, 21), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("part", "others", "last"),
    [
        (Part(1), (), True),
        (Part(1, FIRST), (Part(2, SECOND),), False),
        (Part(2, SECOND), (Part(1, FIRST),), True),
        (Part(2, SECOND), (Part(1, FIRST), Part(3)), False),
        (Part(3, None, EARLY), (Part(1, FIRST), Part(2, SECOND)), True),
        (Part(3, None, EARLY), (Part(4, None, LATE),), False),
        (Part(3, None, LATE), (Part(4, None, EARLY),), True),
        (Part(3, None, LATE), (Part(4),), False),
        (Part(3), (Part(4),), False),
        (Part(2, FIRST), (Part(1, FIRST),), True),
    ],
)
def test_the_last_part_stands_for_the_hand_over(part: Part, others: tuple[Part, ...], last: bool) -> None:  # noqa: FBT001
    assert is_last(part, others) is last


@pytest.mark.parametrize(
    ("jobs", "sheets", "goods", "begun"),
    [
        ((LATE, EARLY), (date(2026, 1, 1),), (), EARLY),
        ((), (LATE, EARLY), (date(2026, 1, 1),), EARLY),
        ((), (), (LATE, EARLY), EARLY),
        ((), (), (), None),
    ],
)
def test_work_begins_with_the_first_team(
    jobs: tuple[date, ...], sheets: tuple[date, ...], goods: tuple[date, ...], begun: date | None
) -> None:
    assert begun_on(jobs, sheets, goods) == begun
