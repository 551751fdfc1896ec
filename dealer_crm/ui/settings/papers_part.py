"""The papers of the shop: each kind's blocks, columns, words, signs and copies, chosen beside a page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.settings.paper_doors import PaperDoors
from dealer_crm.ui.settings.paper_form import PaperForm
from dealer_crm.ui.settings.paper_preview import PaperPreview
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Space, row_height
from dealer_crm.ui.widgets import Button, Choice, Combo, FlowRow, InlineMessage, Label, Segments
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance

WIDEST = 1600
BESIDE, LISTED = 92, 140
"""Digits of width from which the page stands beside the form, and the kinds in a list of their own."""
TYPING_MS = 600
FORM, PAGE = "form", "page"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Sales and money"), ("quote", "contract", "change_order", "delivery_note", "return_slip", "receipt", "statement", "money_sheet")),
    (
        N_("Hand-over and service"),
        ("dispatch", "acceptance", "checklist", "certificate", "care_card", "complaint", "evidence", "thanks", "complaint_report", "slip"),
    ),
    (N_("Customers"), ("customer_record", "customer_form", "followup_card", "customer_list", "labels")),
)
OTHERS = N_("The shop's own")
_CODE = Qt.ItemDataRole.UserRole


class PapersPart(Part):
    """A change is kept at once, typing after a moment; each is one step to undo."""

    def __init__(self, t: Translator, doors: PaperDoors) -> None:
        sentence = t("How each paper looks: what stands on it, in whose words, in which copies. Every change is kept at once.")
        super().__init__("papers", t("Papers"), sentence, widest=WIDEST)
        self._t, self._doors = t, doors
        self._kinds = {kind.code: kind for group in _grouped(doors.kinds()) for kind in group[1]}
        self._kind = next(iter(self._kinds))
        self._stored = PaperTemplate(self._kind)
        self._dirty = False
        self.form: PaperForm | None = None
        self.sentence = self.findChild(Label, "settings_papers_sentence")
        self.message = InlineMessage(t, name="papers_message")
        self.list = self._list()
        self.kind_box = Combo(
            [Choice(one.code, one.said(t.language)) for one in self._kinds.values()], name="papers_kind", label=t("Kind of paper")
        )
        self.which = Segments([Choice(FORM, t("Choices")), Choice(PAGE, t("Preview"))], name="papers_which", label=t("Papers"), joined=True)
        self.preview = PaperPreview(t, doors.preview)
        self.body = ScrollBody("papers_form_body", margin=0)
        self.body.box.setContentsMargins(0, 0, Space.S, 0)
        self._timer = QTimer(self)
        self._build()
        self._wire()

    def _list(self) -> QListWidget:
        t = self._t
        listed = QListWidget()
        listed.setObjectName("papers_list")
        listed.setAccessibleName(t("Kind of paper"))
        listed.setProperty("framed", "true")
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title, kinds in _grouped(tuple(self._kinds.values())):
            head = QListWidgetItem(t(title))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            listed.addItem(head)
            for kind in kinds:
                item = QListWidgetItem(kind.said(t.language))
                item.setData(_CODE, kind.code)
                listed.addItem(item)
        return listed

    def _build(self) -> None:
        t = self._t
        self.usual_button = Button(t("As usual again"), icon="refresh-cw", name="papers_usual")
        self.undo_button = Button(t("Undo"), icon="undo-2", key="Ctrl+Z", name="papers_undo")
        self.redo_button = Button(t("Redo"), icon="redo-2", key="Ctrl+Y", name="papers_redo")
        self.send_button = Button(t("Save to a file…"), icon="file-down", name="papers_send")
        self.take_button = Button(t("Take from a file…"), icon="file-up", name="papers_take")
        self.row = FlowRow("papers_buttons")
        for widget in (
            *(self.kind_box, self.which, self.usual_button, self.undo_button, self.redo_button),
            *(self.send_button, self.take_button),
        ):
            self.row.add(widget)
        self.box.addWidget(self.row)
        self.box.addWidget(self.message)
        columns = QHBoxLayout()
        columns.setSpacing(Space.M)
        for place in (self.body, self.preview):
            place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.list.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        columns.addWidget(self.list)
        columns.addWidget(self.body, 4)
        columns.addWidget(self.preview, 5)
        self.box.addLayout(columns, 1)
        self.which.set_value(FORM)
        for text, target in ((t("Kind of paper"), self.kind_box), (t("As usual again"), self.usual_button), (t("Logo"), self.kind_box)):
            self.findable(text, target)
        self.findable(t("Save to a file…"), self.send_button)
        self.findable(t("Take from a file…"), self.take_button)

    def _wire(self) -> None:
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self.list.currentItemChanged.connect(
            lambda item, _old: self.show_kind(str(item.data(_CODE))) if item and item.data(_CODE) else None
        )
        self.kind_box.picked.connect(self.show_kind)
        self.which.changed.connect(lambda _which: self._arrange())
        self.usual_button.clicked.connect(self.make_usual)
        self.undo_button.clicked.connect(lambda: self._after(self._doors.undo))
        self.redo_button.clicked.connect(lambda: self._after(self._doors.redo))
        self.send_button.clicked.connect(lambda: self._after(lambda: self._doors.send(self._kind)))
        self.take_button.clicked.connect(lambda: self._after(self._doors.take_in))

    # what is shown

    def reload(self) -> None:
        """Show what is stored; what is being typed is kept first."""
        self.leave()
        if self.form is None:
            self.show_kind(self._kind, again=True)
            return
        self._stored = self._doors.template(self._kind)
        self.form.show_template(self._stored)
        self._dress()
        self.preview.show_kind(self._kind)

    def show_place(self, place: str) -> None:
        """Show a kind by its code."""
        if place in self._kinds:
            self.show_kind(place)

    def show_kind(self, code: str, *, again: bool = False) -> None:
        """Show what can be chosen of a kind."""
        if code == self._kind and not again:
            return
        self.leave()
        self.message.clear()
        self._kind = code
        self._choose(code)
        old, self.form = self.form, PaperForm(self._t, self._kinds[code], self._doors.logo)
        if old is not None:
            self.body.box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.form.changed.connect(self._on_changed)
        self.form.left.connect(self.leave)
        self.body.box.addWidget(self.form)
        self.body.verticalScrollBar().setValue(0)
        self._stored = self._doors.template(code)
        self.form.show_template(self._stored)
        self._dress()
        self.preview.show_kind(code)

    def _choose(self, code: str) -> None:
        self.kind_box.set_value(code)
        with QSignalBlocker(self.list):
            for at in range(self.list.count()):
                if self.list.item(at).data(_CODE) == code:
                    self.list.setCurrentRow(at)

    def _dress(self) -> None:
        self.usual_button.setEnabled(bool(self._stored.plain()))

    # deeds

    def _on_changed(self, typed: bool) -> None:
        self._dirty = True
        if typed:
            self._timer.start(TYPING_MS)
        else:
            self.leave()

    def leave(self) -> None:
        """Keep what differs from the store."""
        self._timer.stop()
        if not self._dirty or self.form is None:
            return
        self._dirty = False
        try:
            self._doors.save(self.form.template())
        except DomainError as error:
            self.message.show_error(error)
            if not isinstance(error, EditConflict):
                return
        else:
            self.message.clear()
        self._stored = self._doors.template(self._kind)
        self.form.show_template(self._stored)
        self._dress()
        self.preview.show_kind(self._kind)

    def make_usual(self) -> None:
        """Print the kind as the program means it."""
        self._dirty = False
        self._after(lambda: self._doors.reset(self._kind))

    def _after(self, deed: Callable[[], object]) -> None:
        """Do something once what was typed is kept, or say why not."""
        self.leave()
        try:
            deed()
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.reload()

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the kinds and the page beside the form where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        digits = self.width() / max(1, advance("8"))
        beside, listed = digits >= BESIDE, digits >= LISTED
        self.list.setVisible(listed)
        self.kind_box.setVisible(not listed)
        self.which.setVisible(not beside)
        self.body.setVisible(beside or self.which.value() == FORM)
        self.preview.setVisible(beside or self.which.value() == PAGE)
        for button in (self.undo_button, self.redo_button):
            button.set_wordless(not listed)
            button.setVisible(beside)
        for button in (self.usual_button, self.send_button, self.take_button):
            button.set_wordless(not beside)
        if self.sentence is not None:
            self.sentence.setVisible(beside)
        if listed:
            widest = max(advance(self.list.item(at).text()) for at in range(self.list.count()))
            self.list.setFixedWidth(min(widest + 44, 240))
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setSizeHint(QSize(10, row_height()))
        for widget in (self.list, self.body, self.preview):
            widget.setMinimumHeight(row_height() * (5 if beside or widget is not self.preview else 9))

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another room is opened."""
        self.leave()
        super().hideEvent(event)


def _grouped(kinds: Sequence[PaperKind]) -> list[tuple[str, Sequence[PaperKind]]]:
    """Return the kinds under their headings, each heading with what is in it."""
    known = {kind.code: kind for kind in kinds}
    found = [(title, [known[code] for code in codes if code in known]) for title, codes in GROUPS]
    placed = {code for _title, codes in GROUPS for code in codes}
    return [one for one in (*found, (OTHERS, [kind for kind in kinds if kind.code not in placed])) if one[1]]
