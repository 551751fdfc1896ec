"""Rows of a form for the material of a job: what, its unit, how much goes out and how much comes back; a button adds one."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.domain.jobs import MaterialDraft
from dealer_crm.domain.orders import LineDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.goods_edit import Find, GoodsEdit
from dealer_crm.ui.orders.product_hits import ProductHits
from dealer_crm.ui.widgets import Button, Dialog, FormGrid, LineEdit, NumberField, Role

MOST = 30
"""So many kinds of material one job takes along at most."""


@dataclass(frozen=True)
class _Row:
    goods: GoodsEdit
    unit: LineEdit
    taken: NumberField
    returned: NumberField


class MaterialRows:
    """Fills a form with rows; empty ones are left out. A product that is picked brings its unit."""

    def __init__(self, t: Translator, dialog: Dialog, form: FormGrid, find: Find) -> None:
        self._t, self._form, self._find = t, form, find
        self._hits = ProductHits(t, dialog)
        self._rows: list[_Row] = []
        self._notes: dict[int, str] = {}
        self.add_button = Button(t("Add material"), role=Role.QUIET, icon="plus", name="material_add")
        self.add_button.clicked.connect(self._on_add)

    def show(self, materials: tuple[MaterialDraft, ...], rows: int = 1) -> None:
        """Make rows for this material, `rows` of them at least, and show it."""
        for _missing in range(min(max(len(materials), rows, 1), MOST) - len(self._rows)):
            self._append()
        for at, (row, one) in enumerate(zip(self._rows, materials, strict=False)):
            row.goods.set_goods(LineDraft(name=one.name, unit=one.unit, product_id=one.product_id))
            row.unit.setText(one.unit)
            row.taken.set_value(one.taken or None)
            row.returned.set_value(one.returned or None)
            self._notes[at] = one.note

    def materials(self) -> tuple[MaterialDraft, ...]:
        """Return what was entered."""
        drafts = (self._draft(at, row) for at, row in enumerate(self._rows))
        return tuple(one for one in drafts if one.name.strip() or one.taken or one.returned)

    def _draft(self, at: int, row: _Row) -> MaterialDraft:
        goods = row.goods.goods()
        return MaterialDraft(
            name=row.goods.text(),
            unit=row.unit.text(),
            taken=row.taken.value() or 0,
            returned=row.returned.value() or 0,
            product_id=goods.product_id,
            note=self._notes.get(at, ""),
        )

    def _append(self) -> None:
        t, at = self._t, len(self._rows)
        row = _Row(
            GoodsEdit(self._find, self._hits, name=f"field_material_{at}"),
            LineEdit(name=f"field_unit_{at}", chars=5),
            NumberField(name=f"field_taken_{at}", decimals=3),
            NumberField(name=f"field_returned_{at}", decimals=3),
        )
        first = "materials" if at == 0 else f"material_{at}"
        self._form.add(first, t("Material"), row.goods)
        self._form.add(f"taken_{at}", t("Taken along"), row.taken, beside=True)
        self._form.add(f"unit_{at}", t.context("field", "Unit"), row.unit, beside=True)
        self._form.add(f"returned_{at}", t("Brought back"), row.returned, beside=True)
        row.goods.picked.connect(lambda line: self._on_picked(row, line))
        self._rows.append(row)
        self.add_button.setVisible(len(self._rows) < MOST)

    def _on_picked(self, row: _Row, line: LineDraft) -> None:
        row.unit.setText(line.unit)
        if row.taken.value() is None:
            row.taken.set_value(1000)

    def _on_add(self) -> None:
        self._append()
        self._rows[-1].goods.setFocus()


def rows_kept(content: object) -> int:
    """Return how many rows a kept draft needs."""
    names = content if isinstance(content, dict) else {}
    numbers = [name.rpartition("_")[2] for name in names if name.startswith(("material_", "taken_", "unit_", "returned_"))]
    return max((int(one) for one in numbers if one.isdecimal()), default=-1) + 1
