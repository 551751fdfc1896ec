"""Every text field of every form keeps hostile texts as they were typed; a form that cuts or strips is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dealer_crm.storage.folder import DataFolder
from dealer_crm.ui.widgets import LineEdit
from tests.conftest import ROOT
from tests.documents.hostile import strings
from tests.faults.desk import FORMS, Form, at_desk
from tests.faults.forms import GIANT, Outcome, kept, summed, try_forms, typed_everywhere
from tests.storage.shops import empty_file

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
SMALL = [form for form in FORMS if form.name in ("staff", "product")]
FIELD = re.compile(r'(?:LineEdit|TextEdit)\(\s*name=f?"([^"]+)"')
ELSEWHERE = {
    "ask_*_text": "an answer, by the rules of its field: tests/ui/followups, tests/services/test_questions.py",
    **dict.fromkeys(
        ("community_alias", "community_heating", "community_name_field", "community_note", "community_samples"),
        "a community, whose names stand once: tests/services/test_communities.py",
    ),
    **dict.fromkeys(("community_completed", "community_households"), "figures alone"),
    **dict.fromkeys(("field_*_en", "field_*_zh"), "names of fields and lists, each once: tests/ui/settings/test_fields.py"),
    "field_standard_*": "has a limit and a sentence for it: tests/services/test_standards.py",
    **dict.fromkeys(
        ("field_sheet_*", "field_sheet_*_*", "field_sheet_note", "field_sheet_rows"),
        "a template, whose texts have a limit and a sentence for it: tests/domain/test_sheets.py, tests/ui/settings/test_sheets_part.py",
    ),
    "field_terms_note": "has a limit and a sentence for it: tests/services/test_complaint_terms.py",
    **dict.fromkeys(("own_phrase_en", "own_phrase_zh"), "a wording with its own rules: tests/services/test_own_phrases.py"),
    "step_word_*_*": "kept as the tick is left: tests/ui/deliveries/test_step_words.py",
    "field_claim_asked": "pieces of evidence in one list: tests/services/test_trade_ins.py",
    "field_form_field_unit": "the unit of a number: tests/ui/settings/test_fields.py",
    "new_owner_name": "the same write as the customer form",
    "picture_caption": "needs a picture: tests/ui/customers/test_file.py",
    "relation_note": "needs somebody to tie: tests/ui/customers/test_people.py",
    "class_note": "why a class is set by hand: tests/ui/customers/test_record.py",
    "cell_editor": "mends a line of an import: tests/ui/imports",
    "check_note_*": "the delivery page keeps each note by itself: tests/ui/deliveries",
    "check_value_*": "a measured number",
    "serial_*_*": "the delivery page keeps each number by itself: tests/ui/deliveries",
    "complete_*_*": "model and specification have a limit: tests/domain/test_delivery_notes.py, tests/ui/deliveries/test_door.py",
    "scan_field": "what a scanner sends, read by rules: tests/domain/test_scans.py",
    **dict.fromkeys(
        ("sign_by", "sign_reason"), "signs for goods, the same columns as hand-over and refusal: tests/ui/deliveries/test_door.py"
    ),
    "signature_name": "who signs on the pad: tests/ui/widgets/test_signature_pad.py",
    "delivery_signed_by": "proposed in the hand-over, which is filled",
    "part_share": "a share or an amount: tests/ui/orders/test_plan.py",
    "more_*": "a column of the lines once more: tests/ui/orders/test_lines.py",
    "drop_reason": "needs items of the calendar: tests/ui/calendar/test_day.py",
    "take_back_reason": "takes goods back: tests/ui/deliveries",
    "field_operator": "first steps: the same write as the staff form",
    "field_shop": "first steps: the same write as the shop form",
    "size_name": "a size of paper, kept in the settings: tests/ui/printing/test_wizard.py",
    **dict.fromkeys(
        ("field_title_en", "field_title_zh", "field_words_*_*", "field_copy_en", "field_copy_zh"),
        "what a paper says, kept as one types: tests/ui/settings/test_papers_part.py, tests/services/test_paper_templates.py",
    ),
    **dict.fromkeys(("field_copy_remark_en", "field_copy_remark_zh"), "the remark of a copy, by the same rules as its name"),
    "missing_*": "before a paper: the same write as the shop form",
    "prompt_field": "one question, one line: tests/ui/shell",
    "phrase_edit": "goes to the clipboard, not into the store",
    "job_agreed_slot": "as the hour of the job's own dialog",
    "step_words": "kept when the step is ticked: tests/ui/complaints",
    "visit_reason": "only where a call is left out: tests/ui/care",
    **dict.fromkeys(("repeat_from", "repeat_to"), "a day of the year alone: tests/ui/calendar/test_repeat.py"),
    **dict.fromkeys(("field_opens_at", "field_closes_at"), "an hour alone"),
    "field_days_pasted": "lines that are read as days: tests/services/test_shop_days.py",
    "series_reason": "leaves a step out or ends a series: tests/ui/calendar/test_series_dialog.py",
    "*_reason": "only where there is no next step: tests/ui/followups",
    "*_*_phone": "digits alone",
    "*_time": "an hour alone",
}
"""Text fields that the walk does not fill, with the reason."""
STAFF = [form for form in FORMS if form.name == "staff"]


def _at_a_new_shop(place: Path, texts: list[str], forms: list[Form]) -> Outcome:
    (place / "shop").mkdir()
    DataFolder(place / "shop").store.write_bytes(empty_file())
    crashed: list[str] = []
    with at_desk(place / "shop", crashed.append, "en") as desk:
        return try_forms(desk, forms, texts, 2, crashed)


def _fields_in_sources() -> set[str]:
    """Return the names of all text fields of the window; what is put in later is a *."""
    sources = (path.read_text("utf-8") for path in (ROOT / "dealer_crm" / "ui").rglob("*.py"))
    return {re.sub(r"\{[^}]*\}", "*", name) for source in sources for name in FIELD.findall(source)}


def _filled(outcome: Outcome, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for learned in outcome.learned.values() for name in learned.columns)


def _sample(corpora: Path) -> list[str]:
    return [text for text in strings(corpora) if len(text) < GIANT][::12]


def test_names_and_products_keep_what_was_typed(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = _at_a_new_shop(tmp_path, _sample(corpora), SMALL)
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
    assert outcome.texts >= 7
    assert [len(learned.columns) for learned in outcome.learned.values()] == [1, 9]


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


def test_every_exception_is_a_field_that_there_is() -> None:
    fields = _fields_in_sources()
    assert len(fields) > 60
    assert ELSEWHERE.keys() - fields == set()


def test_the_oracle_knows_the_documented_cleaning() -> None:
    assert kept("\ufeffa\x00\ud800 \u00a0b\r\nc\ufffe", lines=False) == "a b c"
    assert kept(" e\u0301\r\n\u00a0x\x07\u2028y ", lines=True) == "\u00e9\n x\ny"


@pytest.mark.slow
def test_every_form_keeps_what_was_typed(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = typed_everywhere(tmp_path, strings(corpora))
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
    unknown = {form.name: set(outcome.learned[form.name].nowhere) - form.nowhere for form in FORMS}
    assert {name: fields for name, fields in unknown.items() if fields} == {}
    assert [name for name in sorted(_fields_in_sources() - ELSEWHERE.keys()) if not _filled(outcome, name)] == []
    assert summed(outcome).text_fields >= 90


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_every_form_keeps_each_text_alone(qtbot: QtBot, corpora: Path, tmp_path: Path) -> None:
    outcome = typed_everywhere(tmp_path, strings(corpora), alone=620)
    assert (outcome.refused, outcome.lost, outcome.crashed) == ([], [], [])
