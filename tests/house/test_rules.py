"""The rules of the house hold for every file."""

import gc
from collections.abc import Iterator

import pytest

from tests.house import holes, places, shape, texts
from tests.house.sources import Rule, Source, project

pytestmark = pytest.mark.xdist_group("sources")
"""In one process, since reading and parsing the project takes longer than all rules together."""

RULES: list[Rule] = [
    shape.readable,
    shape.well_named,
    shape.introduced,
    shape.swallowed,
    texts.from_catalogues,
    texts.no_chinese_in_pages,
    texts.literal,
    texts.gathered,
    texts.translated_late,
    places.markup,
    places.modal_boxes,
    places.raw_buttons,
    places.raw_inputs,
    places.popups,
    places.placed_before_shown,
    places.clock,
    places.sqlite_alone,
    places.store_untouched,
    places.offline,
    places.pure_domain,
    places.no_threads_of_its_own,
    places.honest_tests,
    places.plain_tables,
    places.kept_alive,
    holes.markup_in_window,
    holes.in_place,
    holes.unpacked_by_name,
    holes.bound_values,
    holes.nothing_run,
    holes.opened_outside,
    holes.clean_file_names,
]


@pytest.fixture(scope="module")
def sources() -> Iterator[list[Source]]:
    """Read the project once; millions of nodes that stay are not looked through for garbage again and again."""
    gc.disable()
    yield project()
    gc.enable()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule, sources: list[Source]) -> None:
    found = rule(sources)
    assert not found, "\n".join([str(rule.__doc__), *found])


def test_every_room_is_looked_at(sources: list[Source]) -> None:
    assert {source.path.split("/")[0] for source in sources} >= {"run.py", "dealer_crm", "tests", "resources"}
