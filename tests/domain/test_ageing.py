"""A debt is in one bucket, and the buckets add up to what is owed."""

import pytest

from dealer_crm.domain.ageing import ageing, bucket


@pytest.mark.parametrize(("days", "found"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 2), (366, 3), (9999, 3)])
def test_last_day_of_a_bucket_still_belongs_to_it(days: int, found: int) -> None:
    assert bucket(days) == found


def test_buckets_add_up() -> None:
    assert ageing(()) == (0, 0, 0, 0)
    assert ageing([(0, 5), (30, 7), (91, 11), (400, 13)]) == (12, 0, 11, 13)
