"""One item of a template: its words, limits and duties, and the columns of its readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.checklists import CheckGroup, CheckItem
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.readings import Column, Grid
from dealer_crm.domain.sheet_bodies import limit_in, limit_text
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, Dialog, FormGrid, LineEdit, Role
from dealer_crm.ui.widgets.inputs import TextEdit

PAIR = "|"
"""Between the Chinese and the English name of a row."""


class SheetItemDialog(Dialog):
    """`put` takes the item and may refuse it; then the dialog stays open. The code of an item that is there already stays."""

    def __init__(
        self, t: Translator, item: CheckItem, groups: Sequence[CheckGroup], put: Callable[[CheckItem], object], parent: QWidget | None
    ) -> None:
        super().__init__(t, item.said(t.language) or t("New item"), parent, name="sheet_item_dialog", width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._item, self._put = item, put
        self.form: FormGrid = FormGrid(t, name="sheet_item_form")
        self._texts: dict[str, LineEdit] = {}
        self._columns: dict[str, dict[str, LineEdit]] = {}
        self.group = Combo([Choice(one.code, one.said(t.language)) for one in groups], name="field_sheet_group", label=t("Heading"))
        self.required = CheckBox(t("The sheet is not valid without a result"), "field_sheet_required")
        self.photo = CheckBox(t("No result without a picture"), "field_sheet_photo")
        self.rows = TextEdit(name="field_sheet_rows", lines=4)
        with self.form.together():
            self._build()
        self._show()
        self.box.addWidget(self.form)
        button = self.add_button(t("Take over"), role=Role.PRIMARY, key="F8", name="sheet_item_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="sheet_item_leave").clicked.connect(self.reject)
        self.form.set_last(button)

    def _build(self) -> None:
        t, item = self._t, self._item
        self._text("code", t("Code"), required=True)
        self.form.add("group", t("Heading"), self.group, beside=True)
        self._text("zh", t("In Chinese"), required=True)
        self._text("en", t("In English"))
        self._text("standard_zh", t("Has to be, in Chinese"))
        self._text("standard_en", t("Has to be, in English"))
        self._text("unit", t.context("field", "Unit"))
        self._text("low", t("Not below"))
        self._text("high", t("Not above"), beside=True)
        self.form.add("required", "", self.required)
        self.form.add("photo", "", self.photo)
        if item.grid:
            inner = self.form.add_section("sheet_readings", t("Table of readings"), opened=not item.code)
            for column in item.grid.columns:
                self._columns[column.code] = self._column(inner, column)
            inner.add("rows", t("Rows it begins with"), self.rows)
            inner.show_field_note("rows", t("One row a line: Chinese | English"))

    def _text(self, name: str, words: str, *, required: bool = False, beside: bool = False) -> None:
        self._texts[name] = self.form.add(name, words, LineEdit(name=f"field_sheet_{name}"), required=required, beside=beside)

    def _column(self, form: FormGrid, column: Column) -> dict[str, LineEdit]:
        """Add the fields of a column; words have no limits."""
        t, language = self._t, self._t.language
        form.add_heading(f"{column.said(language)} ({column.unit})" if column.unit else column.said(language))
        asked = [("zh", t("In Chinese")), ("en", t("In English"))]
        asked += [] if column.words else [("low", t("Not below")), ("high", t("Not above"))]
        fields: dict[str, LineEdit] = {}
        for name, words in asked:
            field = LineEdit(name=f"field_sheet_{column.code}_{name}")
            fields[name] = form.add(f"{column.code}_{name}", words, field, beside=name in ("en", "high"))
        return fields

    def _show(self) -> None:
        item = self._item
        for name in ("code", "zh", "en", "standard_zh", "standard_en", "unit"):
            self._texts[name].setText(getattr(item, name))
        self._texts["code"].setEnabled(not item.code)
        self._texts["low"].setText(limit_text(item.low))
        self._texts["high"].setText(limit_text(item.high))
        self.group.set_value(item.group)
        self.group.setEnabled(self.group.count() > 1)
        self.required.setChecked(item.required)
        self.photo.setChecked(item.photo)
        for text in self._texts.values():
            text.setCursorPosition(0)
        if item.grid:
            for column in item.grid.columns:
                shown = {"zh": column.zh, "en": column.en, "low": limit_text(column.low), "high": limit_text(column.high)}
                for name, field in self._columns[column.code].items():
                    field.setText(shown[name])
            self.rows.setPlainText("\n".join(f"{zh} {PAIR} {en}" for zh, en in item.grid.labels))

    def item(self) -> CheckItem:
        """Return the item as the fields say it. Raises SheetLimitUnread."""
        words: dict[str, Any] = {name: self._texts[name].text() for name in ("code", "zh", "en", "standard_zh", "standard_en", "unit")}
        words["code"] = words["code"].strip()
        return replace(
            self._item,
            **words,
            group=str(self.group.value()),
            low=limit_in(self._texts["low"].text()),
            high=limit_in(self._texts["high"].text()),
            required=self.required.isChecked(),
            photo=self.photo.isChecked(),
            grid=self._grid(self._item.grid) if self._item.grid else None,
        )

    def _grid(self, grid: Grid) -> Grid:
        lines = [line.partition(PAIR) for line in self.rows.text().splitlines() if line.strip()]
        labels = tuple((zh.strip(), en.strip() or zh.strip()) for zh, _, en in lines)
        return replace(grid, labels=labels, columns=tuple(map(self._typed_column, grid.columns)))

    def _typed_column(self, column: Column) -> Column:
        fields = self._columns[column.code]
        named = replace(column, zh=fields["zh"].text(), en=fields["en"].text())
        if column.words:
            return named
        return replace(named, low=limit_in(fields["low"].text()), high=limit_in(fields["high"].text()))

    def accept(self) -> None:
        """Take the item over, or say why not and stay."""
        try:
            item = self.item()
            self._put(item)
        except DomainError as error:
            own = error.parameters.get("code") in (None, self._texts["code"].text().strip())
            (self.show_error if own else self.message.show_error)(error)
        else:
            super().accept()
