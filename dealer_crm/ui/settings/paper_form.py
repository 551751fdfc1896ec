"""What can be chosen of one kind of paper: title, letters, logo, code, blocks, columns, own words, places to sign, copies."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.paper_templates import LOGO_HEIGHTS, MOST_LINES, TEXT_SCALES, PaperTemplate, Words
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.paper_copies import CopiesEditor
from dealer_crm.ui.settings.paper_doors import LogoDoors
from dealer_crm.ui.settings.paper_lists import ColumnList, TickList
from dealer_crm.ui.settings.product_picture import PictureField
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, CheckBox, Choice, FormGrid, Ink, Label, LineEdit, NumberField, Segments, TextEdit
from dealer_crm.ui.widgets.narrow import Narrow

LANGUAGES = ("zh", "en")
_CLICKED = frozenset({"text_scale", "logo", "code", "struck"})


class PaperForm(QWidget):
    """Begins with a template and says which one stands there now; `changed` tells whether it was typed."""

    changed = Signal(bool)
    left = Signal()

    def __init__(self, t: Translator, kind: PaperKind, logo: LogoDoors) -> None:
        super().__init__()
        self.setObjectName("paper_form")
        self._t, self.kind, self._logo = t, kind, logo
        self._base = PaperTemplate(kind.code)
        self._showing = False
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(Space.M)
        self._build_head()
        self._build_logo()
        self.columns = self._build_columns()
        self.blocks = self._build_ticks("blocks", t("Blocks"), kind.blocks)
        self.signs = self._build_ticks("signs", t("Places to sign"), kind.signs)
        self._build_words()
        self.copies = self._build_copies()
        self.box.addStretch(1)

    # building

    def _card(self, name: str, title: str, sentence: str = "") -> Card:
        card = Card(f"paper_{name}_card")
        card.box.addWidget(Label(title, Type.SECTION, name=f"paper_{name}_title"))
        if sentence:
            card.box.addWidget(Label(sentence, tone=Ink.TEXT2, name=f"paper_{name}_sentence", wrap=True))
        self.box.addWidget(card)
        return card

    def _form(self, card: Card, name: str) -> FormGrid:
        form = FormGrid(self._t, name=f"paper_{name}_form")
        form.edited.connect(self._on_edited)
        form.left.connect(lambda _name: self.left.emit())
        form.submitted.connect(self.left)
        card.box.addWidget(form)
        return form

    def _build_head(self) -> None:
        t, kind = self._t, self.kind
        form = self._form(self._card("head", kind.said(t.language)), "head")
        self.title_zh = form.add("title_zh", t("Title in Chinese"), LineEdit(name="field_title_zh", placeholder=kind.zh, chars=24))
        self.title_en = form.add("title_en", t("Title in English"), LineEdit(name="field_title_en", placeholder=kind.en, chars=24))
        scales = [Choice(scale, f"{scale} %") for scale in TEXT_SCALES]
        self.scale = Segments(scales, name="field_text_scale", joined=True)
        form.add("text_scale", t("Size of letters"), Narrow(self.scale))
        self.code = form.add("code", t("QR code"), CheckBox(t("Printed: a scan finds the record"), "field_code"))
        self.lines: NumberField | None = None
        self.struck: CheckBox | None = None
        if kind.lines:
            most = t("{count} at most, empty = as many as fit").format(count=MOST_LINES)
            self.lines = NumberField(name="field_lines", decimals=0)
            form.add("lines", t("Lines per page"), Narrow(self.lines))
            form.show_field_note("lines", most)
            self.struck = form.add("struck", t("Empty rows"), CheckBox(t("Struck out: nothing follows"), "field_struck"))

    def _build_logo(self) -> None:
        t = self._t
        card = self._card("logo", t("Logo"), t("The picture is the shop's: all papers print it that have the tick."))
        form = self._form(card, "logo")
        self.logo = form.add("logo", t("This paper"), CheckBox(t("Logo in the head"), "field_logo"))
        self.tall = NumberField(name="field_logo_height", decimals=0, unit=t("mm"))
        form.add("logo_height", t("Height"), Narrow(self.tall))
        self.picture = PictureField(t, self._logo.picture, name="shop_logo", title=t("Logo of the shop"))
        card.box.addWidget(self.picture)
        self.picture.changed.connect(self._on_picture)

    def _build_columns(self) -> ColumnList | None:
        if not self.kind.columns:
            return None
        t = self._t
        card = self._card("columns", t.context("paper", "Columns"), t("Space puts a tick; Alt+↑ and Alt+↓ or dragging change the order."))
        columns = ColumnList(t, self.kind.columns, "paper_columns")
        columns.changed.connect(lambda: self._tell(typed=False))
        card.box.addWidget(columns)
        return columns

    def _build_ticks(self, name: str, title: str, parts: tuple[object, ...]) -> TickList | None:
        if not parts:
            return None
        ticks = TickList(self._t, getattr(self.kind, name), f"paper_{name}")
        ticks.changed.connect(lambda: self._tell(typed=False))
        self._card(name, title).box.addWidget(ticks)
        return ticks

    def _build_words(self) -> None:
        self._words: dict[tuple[str, str], TextEdit] = {}
        if not self.kind.words:
            return
        t = self._t
        form = self._form(self._card("words", t("Own words"), t("An empty field prints the usual words.")), "words")
        named = {"zh": t("{part}, in Chinese"), "en": t("{part}, in English")}
        for part in self.kind.words:
            for language in LANGUAGES:
                field = TextEdit(name=f"field_words_{part.code}_{language}", placeholder=t("Usual words"), lines=2)
                form.add(f"words_{part.code}_{language}", named[language].format(part=part.said(t.language)), field)
                self._words[part.code, language] = field

    def _build_copies(self) -> CopiesEditor | None:
        if self.kind.single:
            return None
        t = self._t
        card = self._card("copies", t.context("paper", "Copies"), t("One set of pages for each, with its name at the edge, in this order."))
        editor = CopiesEditor(t, self.kind)
        editor.changed.connect(lambda typed: self._tell(typed=typed))
        editor.form.left.connect(lambda _name: self.left.emit())
        card.box.addWidget(editor)
        return editor

    # what is shown

    def show_template(self, template: PaperTemplate) -> None:
        """Show what was chosen."""
        self._base, self._showing = template, True
        _set(self.title_zh, template.title.zh)
        _set(self.title_en, template.title.en)
        self.scale.set_value(template.text_scale)
        self.code.setChecked(template.code)
        if self.lines and self.struck:
            _set(self.lines, str(template.lines or ""))
            self.struck.setChecked(template.struck)
        self.logo.setChecked(template.logo)
        _set(self.tall, str(template.logo_height))
        for (code, language), field in self._words.items():
            _set(field, getattr(template.words.get(code, Words()), language))
        if self.columns:
            self.columns.show_chosen(template.columns)
        for ticks in (self.blocks, self.signs):
            if ticks:
                ticks.show_left_out(template.without)
        if self.copies:
            self.copies.show_copies(template.copies)
        if self.picture.value() != self._logo.sha256():
            self.picture.set_value(self._logo.sha256())
        self._showing = False

    def template(self) -> PaperTemplate:
        """Return what stands there."""
        texts = {code: Words(*(self._words[code, language].text() for language in LANGUAGES)) for code, _zh in self._words}
        return replace(
            self._base,
            title=Words(self.title_zh.text(), self.title_en.text()),
            without=tuple(code for ticks in (self.blocks, self.signs) if ticks for code in ticks.left_out()),
            columns=self.columns.chosen() if self.columns else (),
            words=texts,
            lines=(self.lines.value() or 0) if self.lines else 0,
            text_scale=self.scale.value() or 100,
            logo=self.logo.isChecked(),
            logo_height=self.tall.value() or LOGO_HEIGHTS[0],
            code=self.code.isChecked(),
            struck=self.struck.isChecked() if self.struck else True,
            copies=self.copies.copies() if self.copies else (),
        )

    def _on_edited(self, name: str) -> None:
        self._tell(typed=name not in _CLICKED)

    def _tell(self, *, typed: bool) -> None:
        if not self._showing:
            self.changed.emit(typed)

    def _on_picture(self) -> None:
        if not self.picture.value() and self._logo.sha256():
            self._logo.remove()
        self.changed.emit(False)


def _set(field: LineEdit | TextEdit, text: str) -> None:
    """Show a text; where it stands already the field keeps its place and its own steps back."""
    typing = field.hasFocus() and field.text().strip() == text.strip()
    if field.text() != text and not typing:
        field.setText(text) if isinstance(field, LineEdit) else field.set_text(text)
