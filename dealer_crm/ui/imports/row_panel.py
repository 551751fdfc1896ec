"""Beside the list: one row against the file it matches, and what is to be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.imports import Choice as Deed
from dealer_crm.domain.imports import Effect, Outcome
from dealer_crm.i18n import Translator
from dealer_crm.services.import_views import FieldLine, PreviewRow, RowDetail
from dealer_crm.ui.imports.check_table import why
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, Chip, ChipLabel, Choice, ElidedLabel, IconButton, Ink, Label, RadioCards, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.imports import change_text, choice_label, outcome_label, target_label, value_text

DEEDS = (Deed.FILL, Deed.OVERWRITE, Deed.SKIP, Deed.CREATE)
_SEVERAL, SIDE_BY_SIDE_FROM = 2, 640


class RowPanel(Card):
    """Signals: what was chosen for this row or for all of its kind, a step to another row of its kind, a customer to open."""

    chosen = Signal(int, object)
    chosen_for_all = Signal(object, object)
    stepped = Signal(int)
    customer_requested = Signal(int)

    def __init__(self, t: Translator) -> None:
        super().__init__("import_row_panel")
        self._t = t
        self._detail: RowDetail | None = None
        self._title = ElidedLabel("", Type.SECTION, name="import_row_title")
        self._place = Label("", tone=Ink.TEXT2, name="import_row_place")
        self._before = IconButton("chevron-left", t("Previous of this kind"), name="button_row_before")
        self._after = IconButton("chevron-right", t("Next of this kind"), name="button_row_after")
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._after.clicked.connect(lambda: self.stepped.emit(1))
        self._body = ScrollBody("import_row_body", margin=0)
        self._why = Label("", name="import_row_why", wrap=True)
        self._fields = QWidget()
        self._question = Label(t("What to do with this row"), Type.STRONG, name="import_row_question")
        self._cards: RadioCards | None = None
        self._all = Button("", icon="copy-check", name="button_same_for_all")
        self._all.clicked.connect(self._on_all)
        self._open = Button(t("Open the file"), role=Role.QUIET, icon="external-link", name="button_open_match")
        self._open.clicked.connect(self._on_open)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._title, 1)
        for widget in (self._place, self._before, self._after):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self._all)
        foot.addStretch(1)
        foot.addWidget(self._open)
        for column in (self._left, self._right):
            column.setSpacing(Space.S)
        self._left.addWidget(self._why)
        self._left.addWidget(self._fields)
        self._left.addStretch(1)
        self._right.addWidget(self._question)
        self._right.addStretch(1)
        self._halves.setSpacing(Space.M)
        self._halves.addLayout(self._left, 1)
        self._halves.addLayout(self._right, 1)
        self._body.box.addLayout(self._halves)
        self.box.addLayout(head)
        self.box.addWidget(self._body, 1)
        self.box.addLayout(foot)

    def show_nothing(self) -> None:
        """No row is current."""
        self._detail = None
        self._title.setText("")
        self._place.setText("")
        self._why.setText(self._t("Choose a row to see what will be done with it."))
        for widget in (self._fields, self._question, self._all, self._open, self._before, self._after):
            widget.hide()
        if self._cards:
            self._cards.hide()

    def show_row(self, detail: RowDetail, at: int, total: int) -> None:
        """Show a row, which is number `at` of `total` of its kind."""
        t, row = self._t, detail.row
        self._detail = detail
        self._title.setText(self._heading(row))
        self._place.setText(t("{kind} {at} of {total}").format(kind=outcome_label(row.outcome, t), at=at, total=total))
        for button in (self._before, self._after):
            button.setVisible(total > 1)
        self._show_words(row)
        self._show_choices(detail, total)
        self._show_fields(detail.fields, row.choice)
        self._open.setVisible(row.customer_id is not None)

    def _heading(self, row: PreviewRow) -> str:
        t = self._t
        if row.reason is None:
            return t("Row {row}").format(row=row.id)
        if row.customer_id is not None:
            return t("Row {row}: {name} is in the file").format(row=row.id, name=row.name or "—")
        return t("Row {row} repeats row {other}").format(row=row.id, other=row.match_row)

    def _show_words(self, row: PreviewRow) -> None:
        lines = [why(row, self._t)] if row.wrong or row.reason else []
        lines += [change_text(c.target, c.before, c.after, self._t) for c in row.changes]
        if row.wrong:
            lines.append(self._t("Type into the cell in the list; the row is checked again at once."))
        self._why.setText("\n".join(lines) or self._t("Comes in as it stands."))
        self._why.set_ink(Ink.DANGER if row.wrong else Ink.TEXT2)

    def _show_choices(self, detail: RowDetail, total: int) -> None:
        t, row = self._t, detail.row
        free = row.outcome in {Outcome.DUPLICATE, Outcome.UPDATE, Outcome.SKIP}
        if self._cards:
            self._cards.deleteLater()
            self._cards = None
        if free:
            self._cards = RadioCards([Choice(d, choice_label(d, t), detail=self._outcome_of(d, detail)) for d in DEEDS], "import_choice")
            self._cards.set_value(row.choice)
            self._cards.changed.connect(self._on_chosen)
            self._right.insertWidget(1, self._cards)
            self._cards.show()
        self._question.setVisible(free)
        self._all.setVisible(free and total >= _SEVERAL)
        self._all.set_label(t.plural("Same for all {n}", "Same for all {n}", total).format(n=total))

    def _outcome_of(self, deed: Deed, detail: RowDetail) -> str:
        t, differing = self._t, [line for line in detail.fields if line.effect is Effect.DIFFERS]
        if deed is Deed.FILL:
            return t("what is in the file stays")
        if deed is Deed.SKIP:
            return t("writes nothing")
        if deed is Deed.CREATE:
            return t("there will be two of {name}").format(name=detail.row.name or "—")
        names = t.context("list", ", ").join(target_label(line.target, t) for line in differing[:3])
        return t("changes {fields}").format(fields=names) if differing else t("nothing differs")

    def _show_fields(self, lines: Sequence[FieldLine], deed: Deed) -> None:
        fields = QWidget()
        fields.setObjectName("import_row_fields")
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        t = self._t
        for column, word in enumerate((t("Field"), t("In the sheet"), t("On file"))):
            grid.addWidget(Label(word, tone=Ink.TEXT2, name=f"import_field_head_{column}"), 0, column)
        for place, line in enumerate(lines, 1):
            name = f"import_field_{line.target.value}"
            grid.addWidget(Label(target_label(line.target, t), tone=Ink.TEXT2, name=f"{name}_name"), place, 0)
            kind = Type.BODY if line.effect is Effect.SAME else Type.STRONG
            grid.addWidget(ElidedLabel(value_text(line.target, line.sheet, t), kind, name=f"{name}_sheet"), place, 1)
            grid.addWidget(ElidedLabel(value_text(line.target, line.file, t) or "—", name=f"{name}_file"), place, 2)
            grid.addWidget(ChipLabel(effect_chip(line.effect, deed, t), f"{name}_effect"), place, 3)
        self._left.replaceWidget(self._fields, fields)
        self._fields.deleteLater()
        self._fields = fields
        fields.setVisible(bool(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields and choices side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= SIDE_BY_SIDE_FROM
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _on_chosen(self, deed: Deed) -> None:
        if self._detail is not None and deed is not self._detail.row.choice:
            self.chosen.emit(self._detail.row.id, deed)

    def _on_all(self) -> None:
        if self._detail is not None:
            self.chosen_for_all.emit(self._detail.row.outcome, self._detail.row.choice)

    def _on_open(self) -> None:
        if self._detail is not None and self._detail.row.customer_id is not None:
            self.customer_requested.emit(self._detail.row.customer_id)


def effect_chip(effect: Effect, deed: Deed, t: Translator) -> Chip | None:
    """Say what becomes of a value under a choice."""
    if effect is Effect.SAME:
        return Chip(t("same"), Tone.NEUTRAL, "equal")
    if deed not in {Deed.FILL, Deed.OVERWRITE}:
        return None
    if effect in {Effect.FILLS, Effect.ADDS}:
        return Chip(t("added"), Tone.DONE, "plus")
    return Chip(t("overwritten"), Tone.WARN, "pencil") if deed is Deed.OVERWRITE else Chip(t("file stays"), Tone.NEUTRAL, "lock")
