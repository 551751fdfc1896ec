"""Words of the eight expectations: what the customer is asked, why the program says so, what is measured, what suits a hand-over."""

from __future__ import annotations

from dealer_crm.domain import marks
from dealer_crm.domain.ceremonies import Ceremony, Pictures
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.expectation_facts import Seen, Why
from dealer_crm.domain.expectation_measures import Measures
from dealer_crm.domain.expectations import Fact
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.labels import label

SENTENCES_EXPECTATIONS: dict[type[DomainError], str] = {
    marks.MarksMissing: N_("No mark was given yet. Press 1 to 5 for what the customer said."),
    marks.MarkUnknown: N_("{letter}: {mark} is no mark. A mark is 1 to 5, for A to H."),
    marks.MarkNoteMissing: N_("The customer was not content with {letters}: write down in his words why."),
    marks.MarkedAhead: N_("The day of the marks lies ahead. Enter the day on which the customer gave them."),
    marks.NotHandedOver: N_("{number} is not handed over yet. The customer is asked for marks a week after the hand-over."),
}
QUESTIONS: dict[str, str] = {
    "A": N_("Were delivery and installation at a time that suited you?"),
    "B": N_("Did we keep everything we promised, and is the equipment what was agreed?"),
    "C": N_("Was everything whole, clean and without a fault?"),
    "D": N_("Did we explain the equipment, its use, the guarantee and its care well?"),
    "E": N_("Was the hand-over the way you like it?"),
    "F": N_("Do we ask after you at a good time and in the way you like?"),
    "G": N_("Do we answer questions and troubles quickly?"),
    "H": N_("Do you feel that we care for you now that everything is installed?"),
}
"""What is read to the customer."""
SHORT: dict[str, str] = {
    "A": N_("Convenient time"),
    "B": N_("Promises kept"),
    "C": N_("No defect, clean"),
    "D": N_("Well explained"),
    "E": N_("Hand-over to his taste"),
    "F": N_("Asked after"),
    "G": N_("Quick answers"),
    "H": N_("Still cared for"),
}
MARKS: tuple[str, ...] = (N_("not kept at all"), N_("partly"), N_("as expected"), N_("good"), N_("more than expected"))
"""What the marks 1 to 5 mean."""
FACTS: dict[Fact, str] = {
    Fact.SLOT_AGREED: N_("Time agreed with the customer"),
    Fact.CALLED_AHEAD: N_("Called 30 minutes ahead"),
    Fact.ON_TIME: N_("Came in time"),
    Fact.PROMISES_KEPT: N_("Promises of the order"),
    Fact.GOODS_MATCH: N_("Goods as ordered"),
    Fact.SHEETS_VALID: N_("Acceptance sheets"),
    Fact.PHOTOS: N_("Pictures"),
    Fact.CERTIFICATE: N_("Guarantee certificate"),
    Fact.PLAN_HANDED: N_("Care plan on paper"),
    Fact.VISITS_PLANNED: N_("Calls after the sale"),
    Fact.CHANNEL_KNOWN: N_("Preferred channel"),
    Fact.NO_OPEN_ISSUES: N_("Open troubles"),
    Fact.CONSENT_ASKED: N_("Consent"),
    Fact.INTERESTS_KNOWN: N_("Interests"),
}
_ALONE: dict[tuple[Fact, Why], str] = {
    (Fact.PROMISES_KEPT, Why.NONE_YET): N_("none was made"),
    (Fact.SHEETS_VALID, Why.NONE_YET): N_("no sheet yet"),
    (Fact.PLAN_HANDED, Why.NONE_YET): N_("no care is planned"),
    (Fact.NO_OPEN_ISSUES, Why.ALL): N_("none is open"),
    (Fact.CHANNEL_KNOWN, Why.NOT_KNOWN): N_("not known, ask him"),
    (Fact.CONSENT_ASKED, Why.NOT_KNOWN): N_("not on file, ask him"),
    (Fact.INTERESTS_KNOWN, Why.NONE_YET): N_("none is known, ask him"),
}
_WHYS: dict[Why, str] = {
    Why.NONE_YET: N_("not yet"),
    Why.AFTER_HAND_OVER: N_("has its number after the hand-over"),
    Why.SOME_NOT: N_("{count} of {of}; open: {words}"),
    Why.NO_TIME: N_("{words}: its slot says no time"),
    Why.LATE: N_("outside the agreed time: {words}"),
    Why.SHORT: N_("not all on the way: {words}"),
    Why.SERIALS: N_("serial numbers missing: {words}"),
    Why.MODELS: N_("another model than ordered: {words}"),
    Why.UNPRINTED: N_("not printed: {words}"),
    Why.OPEN: N_("open: {words}"),
}
_COUNTS: dict[Fact, str] = {
    Fact.PHOTOS: N_("{count} on file"),
    Fact.VISITS_PLANNED: N_("{count} planned, the first on {day}"),
    Fact.CONSENT_ASKED: N_("since {day}"),
}
CEREMONIES: dict[Ceremony, str] = {
    Ceremony.PHOTO: N_("A picture together, if they like"),
    Ceremony.CARD: N_("A card of thanks with all names"),
    Ceremony.OWNER: N_("The owner comes himself"),
    Ceremony.CHILD_GIFT: N_("Something small for the child"),
    Ceremony.PET: N_("Something small for the pet"),
    Ceremony.QUIET: N_("Short and quiet, nobody photographed"),
    Ceremony.ELDERLY: N_("Large-print notes for the parents"),
    Ceremony.PLANTS: N_("A plant for the new rooms"),
    Ceremony.TEA: N_("A small pack of tea"),
    Ceremony.BIRTHDAY: N_("A birthday greeting on its day"),
    Ceremony.WATER: N_("The first glass of water together"),
    Ceremony.AIR: N_("Show the air values before and after"),
}
PICTURES: dict[Pictures, str] = {
    Pictures.REFUSED: N_("The care notes say: no pictures of this household."),
    Pictures.NOT_AGREED: N_("This household has not agreed to its file yet: ask before you take a picture."),
    Pictures.MAY_ASK: N_("Ask before you take a picture together."),
}


def why(seen: Seen, t: Translator) -> str:
    """Say what an answer rests on."""
    alone = _ALONE.get((seen.fact, seen.why)) or _COUNTS.get(seen.fact if seen.kept else Fact.SLOT_AGREED)
    if alone is not None:
        return t(alone).format(count=seen.count, day=seen.on.isoformat() if seen.on else "")
    if seen.value is not None:
        return label(seen.value, t)
    if seen.fact is Fact.INTERESTS_KNOWN:
        return _list([label(Interest(one), t) for one in seen.words], t)
    if seen.why is Why.ALL:
        return _list(seen.words, t) or t("{count} of {of}").format(count=seen.count, of=seen.of)
    return t(_WHYS[seen.why]).format(count=seen.count, of=seen.of, words=_list(seen.words, t))


def measured(code: str, measures: Measures, t: Translator) -> str:
    """Say what F, G or H come to since the hand-over; "" for the others."""
    asked, speed, touch = measures.asked, measures.speed, measures.touch
    if code == "F":
        return t("Asked in time: {count} of {of}").format(count=asked.count, of=asked.of) if asked.of else t("No call was due yet")
    if code == "G":
        if not speed.count:
            return t("Nothing was brought up since")
        parts = [t.plural("{n} trouble brought up", "{n} troubles brought up", speed.count).format(n=speed.count)]
        if speed.hours is not None:
            parts.append(t("answered after {hours} hours in the mean").format(hours=f"{speed.hours:g}"))
        return " · ".join([*parts, t("{n} still open").format(n=speed.open)])
    if code != "H":
        return ""
    parts = [t("No contact since") if touch.last_on is None else t("Last contact {day}").format(day=touch.last_on.isoformat())]
    parts.append(t("may be told of news") if touch.news else t("wants no news"))
    return " · ".join([*parts, t.plural("{n} interest", "{n} interests", touch.interests).format(n=touch.interests)])


def mark_words(letter: str, t: Translator) -> str:
    """Return a letter with its few words."""
    return t("{letter} {words}").format(letter=letter, words=t(SHORT[letter])) if letter in SHORT else letter


def _list(words: tuple[str, ...] | list[str], t: Translator) -> str:
    shown = t(", ").join(words[:3])
    return shown + " …" if len(words) > 3 else shown
