"""Beside a signing ceremony: what to mind with this household, what suits it, and whether a picture may be taken."""

from __future__ import annotations

from dealer_crm.domain.ceremonies import Pictures
from dealer_crm.i18n import Translator
from dealer_crm.services.acceptances import Household
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, Ink, Label
from dealer_crm.words.expectations import CEREMONIES, PICTURES
from dealer_crm.words.labels import label


class HouseholdCard(Card):
    """Hidden beside other sheets."""

    def __init__(self, t: Translator) -> None:
        super().__init__("sheet_household")
        self._t = t
        self._title = Label(t("What suits this household"), Type.SECTION, name="household_title", wrap=True)
        self._lines = [Label("", Type.CAPTION, name=f"household_{name}", wrap=True) for name in ("pictures", "notes", "interests", "ideas")]
        self.box.setSpacing(Space.XS)
        self.box.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        for line in (self._title, *self._lines):
            self.box.addWidget(line)

    def show_household(self, household: Household | None) -> None:
        """Show other people, nobody for None."""
        self.setVisible(household is not None)
        if household is None:
            return
        t, said = self._t, household
        notes = t("{label}: {text}").format(label=t("Care notes"), text=said.care_notes) if said.care_notes else t("No care notes yet.")
        kinds = t(", ").join(label(one, t) for one in said.interests)
        ideas = "\n".join(t("Could be: {idea}").format(idea=t(CEREMONIES[one])) for one in said.ceremonies)
        words = (t(PICTURES[said.pictures]), notes, t("{label}: {text}").format(label=t("Interests"), text=kinds) if kinds else "", ideas)
        for line, text in zip(self._lines, words, strict=True):
            line.setText(text)
            line.setVisible(bool(text))
        inks = {Pictures.REFUSED: Ink.DANGER, Pictures.NOT_AGREED: Ink.WARN}
        self._lines[0].set_ink(inks.get(said.pictures, Ink.TEXT2))
