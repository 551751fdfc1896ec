"""Every refusal has a sentence and every value a label, in both languages."""

from __future__ import annotations

import importlib
import pkgutil
import string
from enum import StrEnum

import pytest

import dealer_crm.domain
from dealer_crm.domain import classes, customers, followups, journal, premises
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import translator
from dealer_crm.words import errors, labels

for module in pkgutil.iter_modules(dealer_crm.domain.__path__):
    importlib.import_module(f"dealer_crm.domain.{module.name}")


def kinds(base: type[DomainError]) -> list[type[DomainError]]:
    """Return all refusals that can be raised: the leaves of the tree, wherever they are written."""
    return [kind for child in base.__subclasses__() for kind in (kinds(child) or [child])]


@pytest.mark.parametrize("kind", [k for k in kinds(DomainError) if k.__module__.startswith("dealer_crm.domain")], ids=lambda k: k.__name__)
def test_refusal_has_a_sentence_in_both_languages(kind: type[DomainError]) -> None:
    template = errors.SENTENCES[kind]
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    error = kind(**dict.fromkeys(names, "7"))
    english, chinese = (errors.sentence(error, translator(language)) for language in ("en", "zh"))
    assert english
    assert "{" not in english
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), chinese


WITH_LABELS = [
    value
    for module in (classes, customers, followups, journal, premises)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.__name__
]


@pytest.mark.parametrize(
    "kind", [k for k in WITH_LABELS if k not in (classes.Why, followups.StepState, journal.Origin)], ids=lambda k: k.__name__
)
def test_every_value_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    for language in ("zh", "en"):
        words = [labels.label(value, translator(language)) for value in kind]
        assert all(words)
        assert len(set(words)) == len(words)


def test_level_is_never_shown_without_its_word() -> None:
    assert labels.level_short(customers.IntentLevel.A, translator("en")) == "Intent A"
    assert labels.level_short(customers.IntentLevel.D, translator("en")) == "Delivered"
    assert labels.level_short(customers.IntentLevel.N, translator("en")) == ""
    assert labels.label(None, translator("en")) == ""


@pytest.mark.parametrize(
    ("action", "subject", "zh", "en"),
    [
        (journal.Action.SEND, journal.Subject.JOB, "开工安装派工单 AZ1", "Start installation job AZ1"),
        (journal.Action.SEND, journal.Subject.DELIVERY, "送出送货单 AZ1", "Send out delivery AZ1"),
        (journal.Action.CREATE, journal.Subject.CEREMONY, "新建签约仪式 AZ1", "New signing ceremony AZ1"),
        (journal.Action.CLOSE, journal.Subject.CEREMONY, "举行签约仪式 AZ1", "Hold signing ceremony AZ1"),
    ],
)
def test_a_deed_is_named_by_what_it_is_done_to(action: journal.Action, subject: journal.Subject, zh: str, en: str) -> None:
    assert [labels.deed(action, subject, "AZ1", translator(one)) for one in ("zh", "en")] == [zh, en]
