"""Which labels, on which paper, from which free label of a sheet that was begun; says who gets none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.label_papers import LabelOrder, LeftOut
from dealer_crm.ui.customers.label_sheet import LabelSheet
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import CheckBox, Choice, Dialog, FormGrid, Ink, Label, Role, Segments
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.narrow import Narrow

SHEETS = {"LABELS_2x7": (2, 7), "LABELS_3x8": (3, 8)}
"""Labels across and down on sheets; any other paper is one label."""
MOST_NAMED = 6
MOST_OWN = 3
"""So many sizes of the shop's own are offered."""


@dataclass(frozen=True)
class LabelDoors:
    """`left_out` tells who gets no label on a paper, asked beside the window; `preview` shows the labels.

    `own` are labels of the shop's own size, their papers by key and name.
    """

    left_out: Callable[[LabelOrder, str], LeftOut]
    preview: Callable[[LabelOrder, str], object]
    own: tuple[tuple[str, str], ...] = ()


class LabelsDialog(Dialog):
    """`groups` are the customers it may be for, by their words: one, those ticked, the whole view; the first is chosen."""

    def __init__(self, t: Translator, groups: Mapping[str, Sequence[int]], doors: LabelDoors, parent: QWidget | None) -> None:
        super().__init__(t, t("Address labels"), parent, name="labels_dialog", width=560)
        self._doors, self._groups = doors, dict(groups)
        self._asked = Asked(self)
        self.form = form = FormGrid(t, name="labels_form")
        self.whose = Segments([Choice(words, words) for words in groups], name="labels_whose", label=t("For whom"))
        self.paper = Segments(
            [
                *(Choice("LABELS_2x7", "2 × 7"), Choice("LABELS_3x8", "3 × 8"), Choice("ROLL_60x40", t("Roll 60 × 40"))),
                *(Choice(key, name) for key, name in doors.own[:MOST_OWN]),
            ],
            name="labels_paper",
            label=t("Labels"),
        )
        self.sheet = LabelSheet(t, name="labels_start")
        self.salutation = CheckBox(t("With salutation"), "labels_salutation")
        self.phone = CheckBox(t("With the phone number, its middle hidden"), "labels_phone")
        self.count = Label("", tone=Ink.TEXT2, name="labels_count", wrap=True)
        self._build(form)
        self.whose.set_value(next(iter(groups)))
        self.paper.set_value("LABELS_2x7")
        self.salutation.setChecked(True)
        for signal in (self.whose.changed, self.paper.changed, self.sheet.changed, self.phone.toggled, self.salutation.toggled):
            signal.connect(lambda *_: self._show())
        self.finished.connect(self.deleteLater)
        self._show()

    def _build(self, form: FormGrid) -> None:
        t = self._t
        form.add("whose", t("For whom"), self.whose)
        form.add("paper", t("Labels"), self.paper)
        form.add("start", t("First free label"), Narrow(self.sheet))
        form.add("salutation", t("Contents"), self.salutation)
        form.add("phone", "", self.phone)
        self.box.addWidget(form)
        self.box.addWidget(self.count)
        button = self.add_button(t("Preview"), role=Role.PRIMARY, key="Ctrl+Enter", name="labels_preview", icon="printer")
        button.clicked.connect(self.accept)
        self.add_button(t("Close"), key="Esc", name="labels_close").clicked.connect(self.reject)
        form.set_last(button)

    def order(self) -> LabelOrder:
        """Return what was chosen."""
        ids = tuple(self._groups[self.whose.value()])
        start = self.sheet.value() if _labels_of(self.paper.value()) != (1, 1) else 1
        return LabelOrder(ids, start, self.salutation.isChecked(), self.phone.isChecked())

    def _show(self) -> None:
        across, down = _labels_of(self.paper.value())
        self.sheet.set_sheet(across, down)
        if self.form:
            self.form.set_row_visible("start", across * down > 1)
        order = self.order()
        self._asked.ask(partial(self._doors.left_out, order, self.paper.value()), partial(self._show_left_out, order))

    def _show_left_out(self, order: LabelOrder, found: LeftOut) -> None:
        t, left = self._t, len(found.nowhere) + len(found.too_long)
        across, down = _labels_of(self.paper.value())
        labels = len(order.ids) - left
        sheets = -(-(labels + order.start - 1) // (across * down))
        words = t.plural("{n} label", "{n} labels", labels).format(n=f"{labels:,}")
        if across * down > 1 and labels:
            words += " · " + t.plural("{n} sheet", "{n} sheets", sheets).format(n=f"{sheets:,}")
        self.count.setText(words)
        said = [
            (t("No address: {names}"), found.nowhere),
            (t("The address is too long for this label: {names}"), found.too_long),
        ]
        lines = [sentence.format(names=self._named(names)) for sentence, names in said if names]
        if lines:
            self.message.show_message("\n".join(lines), Tone.WARN)
        else:
            self.message.clear()

    def _named(self, names: Sequence[str]) -> str:
        shown = self._t(", ").join(names[:MOST_NAMED])
        more = len(names) - MOST_NAMED
        return shown if more <= 0 else self._t("{names} and {n} more").format(names=shown, n=f"{more:,}")

    def accept(self) -> None:
        """Show the labels; the dialog stays behind them for the next sheet."""
        self._doors.preview(self.order(), self.paper.value())


def _labels_of(paper: str) -> tuple[int, int]:
    return SHEETS.get(paper, (1, 1))
