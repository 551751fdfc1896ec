"""Further fields in words: what the file says troubles a customer begins his quote."""

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import Detail, FormFields
from dealer_crm.i18n import translator
from dealer_crm.services.form_fields import shipped
from dealer_crm.words.details import known_pains


@pytest.mark.parametrize(
    ("details", "language", "words"),
    [
        ((Detail("pain_points", "damp noise"),), "zh", "潮湿 · 噪音"),
        ((Detail("pain_points", "cold"),), "en", "Cold in winter"),
        ((Detail("pain_points", "gone"),), "zh", "gone"),
        ((Detail("residents", "3"),), "zh", ""),
        ((), "zh", ""),
    ],
)
def test_troubles_of_the_file_in_words(details: tuple[Detail, ...], language: str, words: str) -> None:
    assert known_pains(shipped(), CustomerDraft(details=details), translator(language)) == words


def test_shop_without_the_field_says_nothing() -> None:
    assert known_pains(FormFields(), CustomerDraft(details=(Detail("pain_points", "damp"),)), translator("zh")) == ""
