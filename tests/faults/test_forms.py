"""Every text field of every form keeps hostile texts as they were typed; a form that cuts or strips is noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dealer_crm.storage.folder import DataFolder
from dealer_crm.ui.widgets import LineEdit
from tests.documents.hostile import strings
from tests.faults.desk import FORMS, Form, at_desk
from tests.faults.forms import GIANT, Outcome, kept, summed, try_forms, typed_everywhere
from tests.storage.shops import empty_file

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
SMALL = [form for form in FORMS if form.name in ("staff", "product")]
STAFF = [form for form in FORMS if form.name == "staff"]


def _at_a_new_shop(place: Path, texts: list[str], forms: list[Form]) -> Outcome:
    (place / "shop").mkdir()
    DataFolder(place / "shop").store.write_bytes(empty_file())
    crashed: list[str] = []
    with at_desk(place / "shop", crashed.append, "en") as desk:
        return try_forms(desk, forms, texts, 2, crashed)


def _sample(corpora: Path) -> list[str]:
    return [text for text in strings(corpora) if len(text) < GIANT][::12]


def test_names_and_products_keep_what_was_typed(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = _at_a_new_shop(tmp_path, _sample(corpora), SMALL)
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
    assert outcome.texts >= 7
    assert [len(learned.columns) for learned in outcome.learned.values()] == [1, 6]


@pytest.mark.parametrize(
    "careless",
    [
        lambda text: text[:50],
        pytest.param(lambda text: text.replace("<", ""), marks=pytest.mark.slow),
        pytest.param(lambda text: text.replace("&", "&&"), marks=pytest.mark.slow),
    ],
)
def test_a_form_that_changes_texts_is_noticed(
    careless: Callable[[str], str], qtbot: QtBot, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LineEdit, "text", lambda field: careless(QLineEdit.text(field)))
    assert len(_at_a_new_shop(tmp_path, ["a<b & c" * 10], STAFF).lost) > 0


def test_the_oracle_knows_the_documented_cleaning() -> None:
    assert kept("\ufeffa\x00\ud800 \u00a0b\r\nc\ufffe", lines=False) == "a b c"
    assert kept(" e\u0301\r\n\u00a0x\x07\u2028y ", lines=True) == "\u00e9\n x\ny"


@pytest.mark.slow
def test_every_form_keeps_what_was_typed(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = typed_everywhere(tmp_path, strings(corpora))
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
    unknown = {form.name: set(outcome.learned[form.name].nowhere) - form.nowhere for form in FORMS}
    assert {name: fields for name, fields in unknown.items() if fields} == {}
    assert summed(outcome).text_fields >= 90


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_every_form_keeps_each_text_alone(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = typed_everywhere(tmp_path, strings(corpora), alone=620)
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
