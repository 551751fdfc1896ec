"""A list whose rows the store refuses says so once, and paints to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from dealer_crm.domain.store import StoreFull
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Column, PagedModel, TableView
from tests.ui.conftest import Show


@dataclass(frozen=True)
class Line:
    id: int


@dataclass
class Store:
    """Refuses while it is full; counts what is asked."""

    full: bool = False
    asked: list[int] = field(default_factory=list)

    def rows(self, ids: Sequence[int]) -> list[Line]:
        self.asked.append(len(ids))
        if self.full:
            raise StoreFull(folder="here")
        return [Line(one) for one in ids]


def test_rows_that_cannot_be_read_are_told_once_and_painting_ends(t: Translator, show: Show) -> None:
    store = Store()
    model = PagedModel([Column("id", "Number", lambda row: str(row.id))], lambda: [1, 2], store.rows)
    view = TableView(t, model, name="list", label="Customers")
    show(view)
    model.reload()
    store.full = True
    model.reload()
    with pytest.raises(StoreFull):
        view.viewport().repaint()
    assert not view.viewport().paintingActive()
    asked = len(store.asked)
    view.viewport().repaint()
    assert len(store.asked) == asked
    store.full = False
    model.reload()
    assert model.row_at(0) == Line(1)
