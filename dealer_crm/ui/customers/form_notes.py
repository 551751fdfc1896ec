"""What the customer form says beside a field without refusing anything: the birthday in both calendars, doubts, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dealer_crm.domain.birthdays import BirthdayNotRead, read
from dealer_crm.domain.codes import credit_code_fits, email_fits
from dealer_crm.domain.customers import CustomerDraft, Nature, Stage
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.stages import StageRule, gaps
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import FormGrid
from dealer_crm.words.birthdays import birthday_words
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label
from dealer_crm.words.stages import fact_words

PEOPLE_OF_A_COMPANY = 3
"""Contacts that a file of anybody but a private person should have (S3-20)."""


class QuietNotes:
    """Looks at the draft as it stands; the sentences come and go with what is typed."""

    def __init__(self, t: Translator, grid: FormGrid, draft: Callable[[], CustomerDraft], today: Callable[[], date]) -> None:
        self._t, self._grid, self._draft, self._today = t, grid, draft, today
        self._fields = FormFields()
        self._rules: tuple[StageRule, ...] = ()
        self._opened_at = Stage.POTENTIAL

    def begin(self, draft: CustomerDraft, fields: FormFields, rules: tuple[StageRule, ...]) -> None:
        """Look at a file that was just shown."""
        self._fields, self._rules, self._opened_at = fields, rules, draft.stage
        for name in ("birthday", "email", "credit_code", "contacts"):
            self.look(name)

    def look(self, name: str) -> None:
        """Say what there is to say beside one field, now that it was left or something else changed."""
        draft, t = self._draft(), self._t
        match name:
            case "birthday":
                self._say_birthday(draft.birthday)
            case "email":
                wrong = bool(draft.email.strip()) and not email_fits(draft.email)
                self._doubt(name, t("This does not look like one e-mail address; it is kept as typed.") if wrong else "")
            case "credit_code":
                wrong = bool(draft.credit_code.strip()) and not credit_code_fits(draft.credit_code)
                words = t("The check digit does not fit; look again. Codes of the first years may be right all the same.")
                self._doubt(name, words if wrong else "")
            case "contacts" | "nature":
                self._say_people(draft)
            case "stage":
                self._say_stage(draft)

    def _doubt(self, name: str, words: str) -> None:
        self._grid.show_field_note(name, words, Tone.WARN)

    def _say_birthday(self, text: str) -> None:
        if not text.strip():
            self._grid.show_field_note("birthday", "")
            return
        try:
            stored = read(text).text
        except BirthdayNotRead as error:
            self._grid.show_field_note("birthday", sentence(error, self._t), Tone.DANGER)
            return
        self._grid.show_field_note("birthday", birthday_words(stored, self._today(), self._t))

    def _say_people(self, draft: CustomerDraft) -> None:
        n = sum(not one.empty for one in draft.contacts)
        few = draft.nature is not Nature.INDIVIDUAL and n < PEOPLE_OF_A_COMPANY
        words = self._t("A company file should name at least {most} people; {n} so far.").format(most=PEOPLE_OF_A_COMPANY, n=n)
        self._doubt("contacts", words if few else "")

    def _say_stage(self, draft: CustomerDraft) -> None:
        """Warn where the stage was moved on without what the former one asks for."""
        rule = next((one for one in self._rules if one.stage is self._opened_at), None)
        missing = gaps(rule, draft) if rule is not None and draft.stage is rule.next else ()
        if not missing or rule is None:
            self._doubt("stage", "")
            return
        names = self._t(", ").join(fact_words(one, self._fields, self._t) for one in missing)
        self._doubt("stage", self._t("Not known yet for {stage}: {names}").format(stage=label(rule.next, self._t), names=names))
