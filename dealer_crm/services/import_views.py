"""Staged rows as the import page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dealer_crm.domain import phones
from dealer_crm.domain.details import FormFields, Holder
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_cells import phone_text, text_of
from dealer_crm.domain.import_details import DetailTarget, Slot, slot
from dealer_crm.domain.import_merging import CONTACTS, LASTS, MACHINES, STEPS, home
from dealer_crm.domain.imports import MACHINE, PLACE, Change, Choice, Column, Counts, Effect, Outcome, Plan, Reason, Target
from dealer_crm.domain.premises import PremisesDraft, short_line
from dealer_crm.domain.text import one_line
from dealer_crm.services.import_compare import problems_of
from dealer_crm.storage.staging import StagedRow


@dataclass(frozen=True)
class Preview:
    """What the check found: how the file was read, and the sums that the tiles show."""

    file: str
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    header_row: int
    columns: tuple[Column, ...]
    counts: Counts
    plan: Plan
    fields: FormFields = FormFields()

    @property
    def left_out(self) -> tuple[Column, ...]:
        """Columns with values that are not taken."""
        return tuple(c for c in self.columns if c.target is Target.NOTHING and c.samples)


@dataclass(frozen=True)
class PreviewRow:
    """One row. `id` is its number in the sheet; `wrong` says by column what is to be mended (-1 = the whole row)."""

    id: int
    outcome: Outcome
    choice: Choice
    cells: tuple[str, ...]
    wrong: Mapping[int, DomainError]
    reason: Reason | None
    name: str
    customer_id: int | None
    match_row: int | None
    gains: tuple[Slot, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class FieldLine:
    """One field of a row beside the file it matches; values as staged, names in the place of ids."""

    target: Slot
    sheet: Any
    file: Any
    effect: Effect


@dataclass(frozen=True)
class RowDetail:
    """A row with the file it matches, field by field."""

    row: PreviewRow
    fields: tuple[FieldLine, ...] = field(default=())


def counts_of(found: Mapping[tuple[str, str], int]) -> tuple[Counts, Plan]:
    """Return rows by outcome and by what is done with them."""
    by_outcome = {outcome: 0 for outcome in Outcome}
    by_choice = {choice: 0 for choice in Choice}
    refused = 0
    for (outcome, choice), count in found.items():
        by_outcome[Outcome(outcome)] += count
        if outcome == Outcome.ERROR:
            refused += count
        else:
            by_choice[Choice(choice)] += count
    counts = Counts(**{outcome.value: count for outcome, count in by_outcome.items()})
    return counts, Plan(**{choice.value: count for choice, count in by_choice.items()}, refused=refused)


def preview_row(row: StagedRow, targets: Sequence[Slot], fields: FormFields) -> PreviewRow:
    """Return a staged row as a line of the list."""
    gains = [slot(t, fields) for t, effect in row.effects.items() if effect in {Effect.FILLS, Effect.ADDS}]
    return PreviewRow(
        id=row.row,
        outcome=Outcome(row.outcome),
        choice=Choice(row.choice),
        cells=tuple(_shown(cell, target) for cell, target in zip(row.cells, targets, strict=False)),
        wrong={problem.column: problem.error for problem in problems_of(row)},
        reason=Reason(row.reason) if row.reason else None,
        name=row.name,
        customer_id=row.match_id,
        match_row=row.match_row,
        gains=tuple(gains),
        changes=tuple(Change(slot(target, fields), before, after) for target, before, after in row.changes),
    )


def detail(
    row: PreviewRow, staged: StagedRow, file: Mapping[str, Any], names: Mapping[Target, Mapping[int, str]], fields: FormFields
) -> RowDetail:
    """Return the row beside the file it matches; `names` give names for ids (responsible, referrer)."""
    lines = []
    for name, effect in staged.effects.items():
        target = slot(name, fields)
        sheet, known = staged.values.get(name), _known(target, staged.values, file)
        if isinstance(target, Target) and target in names:
            sheet, known = (names[target].get(one, one) if isinstance(one, int) else one for one in (sheet, known))
        lines.append(FieldLine(target, sheet, known, Effect(effect)))
    return RowDetail(row, tuple(lines))


def _known(target: Slot, values: Mapping[str, Any], file: Mapping[str, Any]) -> Any:
    if target in PLACE or (isinstance(target, DetailTarget) and target.known.holder is Holder.PREMISES):
        place = home(values, file) or {}
        return place.get(target) or (_address(place) if target is Target.STREET else None)
    if target in MACHINE:
        machines = file.get(MACHINES, [])
        return next((m.get(target) for m in machines if m.get(Target.SERIAL) == values.get(Target.SERIAL)), None)
    if target is Target.CONTACT:
        return list(file.get(CONTACTS, ()))
    if target is Target.LAST_ON:
        return max((day for day, _ in file.get(LASTS, ())), default=None)
    if target is Target.NEXT_ON:
        return min((day for day, _ in file.get(STEPS, ())), default=None)
    return file.get(target)


def _address(place: Mapping[str, Any]) -> str:
    community, building, unit, room = (str(place.get(name) or "") for name in ("community", "building", "unit", "room"))
    return short_line(PremisesDraft(community=community, building=building, unit=unit, room=room))


def _shown(cell: Any, target: Slot) -> str:
    """Return the cell for the list: phones grouped, the rest as it stands."""
    text = one_line(phone_text(cell) if target is Target.PHONE else text_of(cell))
    if target is Target.PHONE and (found := phones.split(text)) and "E+" not in text:
        return " / ".join(phones.shown(number) for number in found)
    return text
