"""Dialogs of communities: what is known of one, and two spellings made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.communities import FIRST_YEAR, LAST_YEAR, MOST_HOUSEHOLDS, CommunityDraft, CommunityYearUnlikely, HouseholdsUnlikely
from dealer_crm.i18n import Translator
from dealer_crm.services.communities import CommunityRow
from dealer_crm.ui.customers.people_dialog import PeopleDialog
from dealer_crm.ui.widgets import Choice, Combo, Ink, Label, LineEdit, TextEdit


class CommunityDialog(PeopleDialog):
    """`save` may refuse."""

    def __init__(self, t: Translator, row: CommunityRow, save: Callable[[int, CommunityDraft], None], parent: QWidget) -> None:
        super().__init__(t, t("Community"), parent, name="community_dialog")
        self._row, self._save_it = row, save
        add = self.fields.add
        self.name = add("name", t("Community"), LineEdit(name="community_name_field"), required=True)
        self.alias = add("alias", t("Other names"), LineEdit(name="community_alias", placeholder=t("Several with 、 between them")))
        self.completed = add("completed", t("Completed in"), LineEdit(name="community_completed", chars=6))
        self.households = add("households", t("Households"), LineEdit(name="community_households", chars=8), beside=True)
        self.heating = add("heating", t("Heating of the estate"), LineEdit(name="community_heating"))
        self.sample_flats = add("sample_flats", t("Show flats"), LineEdit(name="community_samples"))
        self.note = add("note", t("Note"), TextEdit(name="community_note", lines=2))
        for field, text in ((self.name, row.name), (self.alias, row.alias), (self.heating, row.heating)):
            field.setText(text)
        self.completed.setText(str(row.completed or ""))
        self.households.setText(str(row.households or ""))
        self.sample_flats.setText(row.sample_flats)
        self.note.set_text(row.note)
        self.finish(t("Save"), self._save)

    def _save(self) -> None:
        year, count = _number(self.completed.text()), _number(self.households.text())
        if year is not None and year < 0:
            raise CommunityYearUnlikely(first=FIRST_YEAR, last=LAST_YEAR)
        if count is not None and count < 0:
            raise HouseholdsUnlikely(most=MOST_HOUSEHOLDS)
        draft = CommunityDraft(
            self.name.text(), self.alias.text(), year, count, self.heating.text(), self.sample_flats.text(), self.note.text()
        )
        self._save_it(self._row.id, draft)


class MergeDialog(PeopleDialog):
    """The other spelling that stays; this one becomes its alias."""

    def __init__(
        self, t: Translator, row: CommunityRow, others: Sequence[CommunityRow], merge: Callable[[int, int], None], parent: QWidget
    ) -> None:
        super().__init__(t, t("Merge two spellings"), parent, name="community_merge_dialog")
        words = t("All houses of {name} move to the community chosen here; {name} stays as its other name.").format(name=row.name)
        self.fields.add_wide(Label(words, tone=Ink.TEXT2, name="merge_said", wrap=True))
        choices = [Choice(one.id, one.name) for one in others]
        self.into = self.fields.add("into", t("Merge into"), Combo(choices, name="merge_into"))
        self.finish(t("Merge"), lambda: merge(self.into.value(), row.id) if self.into.value() else None)


def _number(text: str) -> int | None:
    """Return a number as typed, None for nothing, −1 for what is none."""
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) < 9 else -1 if plain else None
