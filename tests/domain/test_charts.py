"""Round steps on axes, Pareto sums, and nothing of a chart outside of its rectangle."""

from __future__ import annotations

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.chart_layout import Name, Pen, Plan, Rect, in_two, lay_out, shortened
from dealer_crm.domain.charts import Bars, Lines, Pareto, Series, scale_of

PEN = Pen(lambda text: sum(13.0 if ord(sign) > 255 else 7.0 for sign in text), 16.0)
ROOM = Rect(10, 20, 600, 300)
NAMES = ("质量不良", "服务作业不当", "营业员的服务态度欠佳", "价格过高", "Work badly done by a team", "")
VALUES = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).map(lambda one: round(one, 3)), st.just(0))


@pytest.mark.parametrize(
    ("values", "most", "ticks"),
    [
        ((), 6, (0, 1)),
        ((0,), 6, (0, 1)),
        ((1,), 6, (0, 1)),
        ((3, 7), 6, (0, 2, 4, 6, 8)),
        ((26,), 6, (0, 5, 10, 15, 20, 25, 30)),
        ((-5, 10), 6, (-5, 0, 5, 10)),
        ((-3,), 6, (-3, -2, -1, 0)),
        ((0.3,), 6, (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        ((999_999,), 5, (0, 200_000, 400_000, 600_000, 800_000, 1_000_000)),
        ((float("nan"), None, 4), 2, (0, 2, 4)),
        ((7,), 1, (0, 10)),
    ],
)
def test_ticks_are_round(values: tuple[float, ...], most: int, ticks: tuple[float, ...]) -> None:
    assert scale_of(values, most).ticks == pytest.approx(ticks)


@given(st.lists(VALUES, max_size=20), st.integers(1, 8))
def test_every_axis_has_zero_all_values_and_few_steps(values: list[float], most: int) -> None:
    scale = scale_of(values, most)
    assert scale.low <= min([0, *values]) <= max([0, *values]) <= scale.high
    assert scale.low < scale.high
    assert any(abs(one) < (scale.high - scale.low) * 1e-9 for one in scale.ticks)
    assert 2 <= len(scale.ticks) <= most + 3
    step = scale.ticks[1] - scale.ticks[0]
    assert min(abs(step / 10 ** round(log10(step) - shift) / one - 1) for one in (1, 2, 5) for shift in (0, 0.5, 1)) < 1e-6


def test_pareto_sorts_sums_and_marks_the_vital_few() -> None:
    pareto = Pareto(("a", "b", "c", "d"), (1, 6, 1, 2))
    bars = pareto.bars()
    assert pareto.order() == (1, 3, 0, 2)
    assert (bars.labels, bars.values) == (("b", "d", "a", "c"), (6, 2, 1, 1))
    assert bars.line == pytest.approx((60, 80, 90, 100))
    assert (bars.mark, bars.top, pareto.vital()) == (80, 10, 2)
    plan = lay_out(pareto, ROOM, PEN)
    assert plan.mark == pytest.approx(plan.plot.bottom - 0.8 * plan.plot.height)
    first = plan.lines[0][0]
    assert first is not None
    assert first.y == pytest.approx(plan.bars[0].box.y)  # both scales end together


def test_line_by_the_scale_of_the_bars_stands_beside_them() -> None:
    plan = lay_out(Bars(("a", "b"), (50, 20), (50, None), top=100, same_scale=True), ROOM, PEN)
    (point, none), bars = plan.lines[0], plan.bars
    assert (none, plan.right_ticks) == (None, ())
    assert point is not None
    assert point.y == pytest.approx(bars[0].box.y)


def test_what_is_left_stays_last() -> None:
    assert Pareto(("a", "b", "rest", "unknown"), (1, 3, 8, 9), trailing=2).order() == (1, 0, 2, 3)


def test_pareto_of_nothing_is_empty_bars() -> None:
    for pareto in (Pareto((), ()), Pareto(("a",), (0,))):
        assert (pareto.cumulative(), pareto.vital(), pareto.bars().mark) == ((), 0, None)
        assert lay_out(pareto, ROOM, PEN).mark is None


def corners(name: Name, pen: Pen) -> list[tuple[float, float]]:
    """Return the corners of a name as it is drawn."""
    if not name.turned:
        wide, high = max(pen.measure(one) for one in name.lines), len(name.lines) * pen.line_height
        return [(name.x - wide / 2, name.y), (name.x + wide / 2, name.y + high)]
    wide, high, slant = pen.measure(name.lines[0]), pen.line_height, 0.5**0.5
    return [(name.x + (x + y) * slant, name.y + (y - x) * slant) for x in (-wide, 0) for y in (0, high)]


def outside(plan: Plan, room: Rect, pen: Pen) -> list[object]:
    """Return what stands outside of the room."""
    spots: list[tuple[float, float, object]] = [(one.box.x, one.box.y, one) for one in plan.bars]
    spots += [(one.box.right, one.box.bottom, one) for one in plan.bars]
    spots += [(point.x, point.y, point) for line in plan.lines for point in line if point]
    spots += [(plan.plot.x, one.y, one) for one in plan.ticks] + [(plan.plot.right, one.y, one) for one in plan.right_ticks]
    spots += [(x, y, one) for one in plan.names for x, y in corners(one, pen)]
    spots += [(one.slot.x, one.words_y, one) for one in plan.bars if one.words]
    slack = 1e-6
    return [what for x, y, what in spots if not (room.x - slack <= x <= room.right + slack and room.y - slack <= y <= room.bottom + slack)]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=40),
    st.tuples(st.floats(0, 900), st.floats(0, 500)),
    st.booleans(),
)
def test_nothing_stands_outside(pairs: list[tuple[str, float]], size: tuple[float, float], lines: bool) -> None:
    room = Rect(5, 7, *size)
    labels, values = tuple(one for one, _ in pairs), tuple(value for _, value in pairs)
    both: tuple[Bars | Pareto, ...] = (Bars(labels, values, tuple(map(abs, values))), Pareto(labels, tuple(map(abs, values))))
    for chart in (Lines(labels, (Series("one", values), Series("two", tuple(None for _ in values)))),) if lines else both:
        assert outside(lay_out(chart, room, PEN), room, PEN) == []


def test_bars_below_zero_hang_from_it_and_do_not_touch_their_neighbours() -> None:
    plan = lay_out(Bars(("a", "b", "c"), (4, -2, 0)), ROOM, PEN)
    up, down, none = plan.bars
    assert up.box.bottom == pytest.approx(plan.zero) == pytest.approx(down.box.y)
    assert up.box.height == pytest.approx(2 * down.box.height)
    assert none.box.height == 0
    assert up.box.right < down.box.x
    assert [plan.at(one.slot.x + 1, plan.plot.y + 1) for one in plan.bars] == [0, 1, 2]
    assert plan.at(ROOM.x, plan.plot.y) is None


def test_names_stand_straight_then_in_two_lines_then_turned() -> None:
    def names(*labels: str, width: float) -> tuple[Name, ...]:
        return lay_out(Bars(labels, tuple(1.0 for _ in labels)), Rect(0, 0, width, 300), PEN).names

    assert [one.lines for one in names("质量不良", "价格过高", width=200)] == [("质量不良",), ("价格过高",)]
    assert names("服务作业不当", "价格过高", width=140)[0].lines == ("服务作", "业不当")
    turned = names(*("营业员的服务态度欠佳",) * 8, width=300)
    assert all(one.turned for one in turned)
    assert turned[0].lines[0].endswith("…")
    assert turned[-1].lines == ("营业员的服务态度欠佳",) or turned[-1].lines[0].startswith("营业员的服务")
    many = names(*(f"2026-{n}" for n in range(100)), width=400)
    assert 10 < len(many) < 40


def test_value_leaves_the_way_of_the_line() -> None:
    plan = lay_out(Pareto(("a", "b", "c"), (6, 3, 1)), ROOM, PEN)
    assert [(one.words, one.inside) for one in plan.bars] == [("6", True), ("3", False), ("1", False)]


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [("abc", 21, "abc"), ("abcdef", 28, "ab…"), ("abc", 5, ""), ("质量不良", 40, "质量…"), ("", 0, "")],
)
def test_long_names_are_shortened(text: str, room: float, short: str) -> None:
    assert shortened(text, room, PEN.measure) == short


def test_words_are_not_broken() -> None:
    assert in_two("badly done", 40, PEN.measure) == ("badly", "done")
    assert in_two("unbreakable", 40, PEN.measure) == ()
