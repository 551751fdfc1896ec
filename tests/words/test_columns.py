"""Every recorded column is called by a word or hidden for a reason, and its values are never code."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.journal import FieldChange
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.i18n import translator
from dealer_crm.storage.models import JOURNALLED
from dealer_crm.words.columns import HIDDEN, REFERENCES, TABLES, column_words, value_words

T = translator("en")
COLUMNS = [
    (model.__tablename__, column.name) for model in JOURNALLED for column in model.__table__.columns if column.name not in {"id", "version"}
]


def words(table: str, column: str, value: object) -> str:
    change = FieldChange(table, 1, column, None, value)
    return value_words(change, value, lambda name, row_id: f"{name} {row_id}", T)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=".".join)
def test_column_has_a_word_or_is_hidden(table: str, column: str) -> None:
    assert bool(column_words(table, column, T)) is not (column in HIDDEN)
    assert TABLES[table]


def test_ids_of_others_are_named_or_hidden() -> None:
    ids = {column for _, column in COLUMNS if column.endswith("_id")}
    assert ids <= HIDDEN | REFERENCES.keys()


@pytest.mark.parametrize(
    ("table", "column", "value", "shown"),
    [
        ("paper_style", "body", {"columns": ["product"], "title": {"zh": "x"}}, "title · columns"),
        ("paper_style", "body", {}, "as usual"),
        ("shop", "logo", "ab" * 32, "a picture"),
        ("shop", "logo", "", ""),
        ("customer", "birthday", "L08-15", "lunar 08-15"),
        ("contact", "birthday", "1985-05-12", "1985-05-12"),
        ("customer", "name", "王芳", "王芳"),
        ("customer", "name", None, ""),
        ("customer", "owner_id", 3, "staff 3"),
        ("customer", "do_not_disturb", True, "yes"),
        ("customer", "interests", ["central_ac", "floor_heating", "sauna"], "Central AC · Floor heating · sauna"),
        ("customer", "consent_on", date(2026, 11, 18), "2026-11-18"),
        ("phone", "digits", "14200000911", "142 0000 0911"),
        ("phone", "kind", PhoneKind.MOBILE, "mobile"),
        ("premises", "area", 98500, "98.5 ㎡"),
        ("opening_balance", "amount", -123450, "-¥1,234.50"),
        ("opportunity", "stage", Stage.LOST, "Lost"),
        ("opportunity", "intent_level", IntentLevel.A, "Intent A (15 days)"),
        ("next_step", "state", StepState.DROPPED, "Dropped"),
        ("attachment", "size", 7, "7"),
    ],
)
def test_value_is_shown_in_words(table: str, column: str, value: object, shown: str) -> None:
    assert words(table, column, value) == shown


def test_instant_is_shown_in_local_time() -> None:
    at = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)
    assert words("follow_up", "happened_at", at) == f"{at.astimezone():%Y-%m-%d %H:%M}"
