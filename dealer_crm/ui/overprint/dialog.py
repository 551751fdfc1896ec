"""The editor of a form that was printed elsewhere: its fields at the left, the form in the middle, exact numbers at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QMargins, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.overprint import OverprintFieldOutside, OverprintForm, OverprintTooLong, fields_of
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_OVERPRINT, NEW, Drafts
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.desk.picture_files import content_of, files_in
from dealer_crm.ui.desk.thumbnails import decoded, on_clipboard, pasted, png
from dealer_crm.ui.overprint.canvas import MARGIN, FormCanvas
from dealer_crm.ui.overprint.doors import OverprintDoors
from dealer_crm.ui.overprint.editing import Editing
from dealer_crm.ui.overprint.field_list import FieldList
from dealer_crm.ui.overprint.panel import OverprintPanel
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, Dialog, ElidedLabel, HLine, IconButton, Ink, Role, VLine
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.errors import sentence

FIT_PAGE, FIT_WIDTH, WHOLE, TWICE = "page", "width", "whole", "twice"
SETTLE_MS = 300
TENTHS_PER_INCH = 254
AROUND, ABOVE = 56, 20
WIDE_FROM = 1_008
WIDE, NARROW = (20, 38), (13, 20)
"""Widths in digits, so that they grow with the letters: in a wide window, in a narrow one."""
MOST_PIXELS = QSize(3_400, 3_400)
ODD = 0.04
_KEPT = ("name", "kind", "width", "height", "continuous", "background")


class OverprintDialog(Dialog):
    """Frees itself when it closes; what is not saved is kept as a draft. `saved` carries the form as it is kept."""

    saved = Signal(object)

    def __init__(self, t: Translator, form: OverprintForm, doors: OverprintDoors, drafts: Drafts, parent: QWidget | None) -> None:
        super().__init__(t, form.name or t("New form to print on"), parent, name="overprint_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message.set_inset(QMargins(Space.L, Space.M, Space.L, Space.M))
        self._doors, self._opened = doors, form
        self.editing = Editing(form)
        self.canvas = FormCanvas(t, self.editing)
        self.fields = FieldList(t, self.editing)
        self.panel = OverprintPanel(t, self.editing, doors.kinds(), doors.sizes())
        self.form = self.panel.form
        self.undo_button = IconButton("undo-2", t("Undo"), name="overprint_undo", key="Ctrl+Z")
        self.redo_button = IconButton("redo-2", t("Redo"), name="overprint_redo", key="Ctrl+Y")
        zooms = [
            Choice(FIT_PAGE, t("Whole page")),
            Choice(FIT_WIDTH, t("Page width")),
            Choice(WHOLE, t("100 %")),
            Choice(TWICE, t("200 %")),
        ]
        self.zoom = Combo(zooms, name="overprint_zoom", label=t("Zoom"))
        self.caption = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="overprint_caption")
        self.area = QScrollArea()
        self.place_button = Button(t("Place it"), icon="plus", name="overprint_place")
        self.test_button = self.add_button(t("Print a test sheet…"), icon="printer", name="overprint_test")
        self.save_button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="overprint_save", icon="check")
        self.add_button(t("Later"), key="Esc", name="overprint_leave").clicked.connect(self.reject)
        self._settle, self._check = QTimer(self), QTimer(self)
        self._shown_scan: str | None = None
        self._build()
        self._wire()
        self.keeper = DraftKeeper(t, drafts, KIND_OVERPRINT, drafts.now, self)
        self._take_up(drafts)
        self._on_kind()
        self._on_changed()

    # building

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        left.setSpacing(Space.S)
        left.addWidget(self.fields, 1)
        left.addWidget(self.place_button)
        side = QFrame()
        side.setLayout(left)
        listed, panel = WIDE if self._wide() else NARROW
        side.setFixedWidth(advance("0" * listed) + 2 * Space.M)
        numbers = ScrollBody("overprint_numbers", margin=Space.M)
        numbers.box.addWidget(self.panel)
        numbers.setFixedWidth(advance("0" * panel) + 2 * Space.M)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(VLine())
        row.addLayout(self._middle(), 1)
        row.addWidget(VLine())
        row.addWidget(numbers)
        self._body.hide()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self._body), content, 1)

    def _wide(self) -> bool:
        parent = self.parentWidget()
        return parent is None or parent.window().width() >= WIDE_FROM

    def _middle(self) -> QVBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        bar.setSpacing(Space.S)
        for widget in (self.undo_button, self.redo_button, self.zoom):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.zoom.set_value(FIT_WIDTH)
        self.area.setObjectName("overprint_area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setMinimumSize(160, 100)
        self.area.setWidget(self.canvas)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        foot.addWidget(self.caption, 1)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(HLine())
        box.addWidget(self.area, 1)
        box.addWidget(HLine())
        box.addLayout(foot)
        return box

    def _wire(self) -> None:
        stack = self.editing.stack
        self.editing.changed.connect(self._on_changed)
        self.panel.kind_changed.connect(self._on_kind)
        self.panel.scan_chosen.connect(self.choose_scan)
        self.panel.scan_pasted.connect(self.paste_scan)
        self.panel.scan_removed.connect(lambda: self.editing.change_form(background=""))
        self.fields.placed.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        self.canvas.done.connect(self.fields.go_on)
        self.place_button.clicked.connect(self.fields.place_again)
        self.undo_button.clicked.connect(stack.undo)
        self.redo_button.clicked.connect(stack.redo)
        self.zoom.picked.connect(lambda _zoom: self._fit())
        self.test_button.clicked.connect(self.test)
        self.save_button.clicked.connect(self.accept)
        for timer, run, pause in ((self._settle, self._fit, 0), (self._check, self._look_for_room, SETTLE_MS)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(run)
        for key, run in (("Ctrl+Z", stack.undo), ("Ctrl+Y", stack.redo), ("Ctrl+Shift+Z", stack.redo)):
            QShortcut(QKeySequence(key), self, run)
        self.setAcceptDrops(True)

    # drafts

    def _take_up(self, drafts: Drafts) -> None:
        key = str(self._opened.id) if self._opened.id else NEW
        kept = drafts.load(KIND_OVERPRINT, key)
        if kept is not None:
            self.editing.show((_held(self._opened, kept), ()))
            words = self._t("This is the draft you left; it is not saved yet.")
            self.message.show_message(words, Tone.INFO, action=self._t("Discard the draft"), run=self._discard)
        self.keeper.content = self._content
        self.keeper.begin(key, kept)
        self.editing.changed.connect(self.keeper.touch)

    def _content(self) -> tuple[dict[str, Any], str] | None:
        form = self.editing.form
        if replace(form, version=self._opened.version) == self._opened:
            return None
        return {**{name: getattr(form, name) for name in _KEPT}, **form.body()}, form.name

    def _discard(self) -> None:
        self.editing.stack.clear()
        self.editing.show((self._opened, ()))
        self.keeper.forget()
        self.message.clear()

    # showing

    def _on_kind(self) -> None:
        kind = self.editing.form.kind
        self.fields.show_blanks(self._doors.blanks(kind))
        self.canvas.set_values(self._doors.sample(kind))

    def _on_changed(self) -> None:
        form, t = self.editing.form, self._t
        self.undo_button.setEnabled(self.editing.stack.canUndo())
        self.redo_button.setEnabled(self.editing.stack.canRedo())
        size = t("{width} × {height} mm").format(width=f"{form.width / 10:g}", height=f"{form.height / 10:g}")
        chosen = self.panel.title_of_choice(self.canvas.values)
        self.caption.setText(" · ".join(filter(None, (chosen, size))))
        if form.background != self._shown_scan:
            self._show_scan()
        if self.editing.chosen:
            middle = self.canvas.middle()
            self.area.ensureVisible(middle.x(), middle.y(), 60, 40)
        self._check.start()
        self._settle.start()

    def _show_scan(self) -> None:
        form = self.editing.form
        self._shown_scan = form.background
        image = decoded(b"", MOST_PIXELS)
        if form.background:
            try:
                image = decoded(self._doors.scan(form.background), MOST_PIXELS)
            except DomainError as error:
                self.show_error(error)
        self.canvas.set_scan(image)
        if not image.isNull() and abs(image.width() / image.height() / (form.width / form.height) - 1) > ODD:
            words = self._t(
                "The scan has other proportions than the paper. Measure width and height of the form, or cut the scan at its edges."
            )
            self.message.show_message(words, Tone.WARN)

    def _fit(self) -> None:
        form, room = self.editing.form, self.area.viewport().size() - QSize(2 * MARGIN + 2, 2 * MARGIN + 2)
        zoom = self.zoom.value()
        if zoom in (WHOLE, TWICE):
            self.canvas.fit(self.logicalDpiX() / TENTHS_PER_INCH * (2 if zoom == TWICE else 1))
            return
        across, down = room.width() / form.width, room.height() / form.height
        self.canvas.fit(max(min(across, down) if zoom == FIT_PAGE else across, 0.05))

    def _look_for_room(self) -> None:
        """Say which example has no room in its field."""
        try:
            self._doors.draw(self.editing.form, self.canvas.values)
        except OverprintTooLong as error:
            self.panel.show_fit(sentence(error, self._t))
        else:
            self.panel.show_fit("")

    def sizeHint(self) -> QSize:
        """Most of the window."""
        parent = self.parentWidget()
        if parent is None:
            return QSize(1_254, 650)
        room = parent.window().size()
        around, above = (AROUND, ABOVE) if self._wide() else (8, 8)
        return QSize(room.width() - 2 * around, room.height() - 2 * above)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the name of a new form, else at the form itself."""
        super().showEvent(event)
        self._settle.start()
        if self._opened.id:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the form again."""
        super().resizeEvent(event)
        self._settle.start()

    # the scan

    def choose_scan(self) -> None:
        """Ask for a picture or a PDF of the form."""
        file = self._doors.choose()
        if file is not None:
            self._take_scan(lambda: (file.name, content_of(file)))

    def paste_scan(self) -> None:
        """Take the picture on the clipboard."""
        self._take_mime(on_clipboard())

    def _take_mime(self, mime: QMimeData) -> None:
        files, image = files_in(mime), pasted(mime)
        if files:
            self._take_scan(lambda: (files[0].name, content_of(files[0])))
        elif not image.isNull():
            self._take_scan(lambda: (self._t("Picture"), png(image)))
        else:
            words = self._t("There is no picture on the clipboard. Copy one first, then paste it here.")
            self.message.show_message(words, Tone.INFO)

    def _take_scan(self, content: Callable[[], tuple[str, bytes]]) -> None:
        form = self.editing.form
        try:
            name, data = content()
            sha256 = self._doors.keep_scan(name, data, (form.width, form.height))
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()
            self.editing.change_form(background=sha256)

    # done

    def test(self) -> None:
        """Print the example values, as they stand now, through the print dialog."""
        self.panel.take_all()
        self._try(partial(self._doors.test, self.editing.form))

    def accept(self) -> None:
        """Save, or say why not and stay."""
        self.panel.take_all()
        kept: list[OverprintForm] = []
        if self._try(lambda: kept.append(self._doors.save(self.editing.form))):
            self.keeper.forget()
            self.keeper.begin("")
            self.saved.emit(kept[0])
            super().accept()

    def _try(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except OverprintFieldOutside as error:
            code = str(error.parameters["code"])
            self.show_error(OverprintFieldOutside(code=self.canvas.values.names.get(code, code)))
        except DomainError as error:
            self.show_error(error)
        else:
            return True
        return False

    def reject(self) -> None:
        """Leave; what was changed is kept as a draft."""
        self.panel.take_all()
        self.keeper.write()
        super().reject()


def _held(form: OverprintForm, kept: dict[str, Any]) -> OverprintForm:
    """Return the form with what a draft kept of it, as far as it is sound."""
    usual = asdict(form)
    texts = {name: kept[name] for name in _KEPT if type(kept.get(name)) is type(usual[name])}
    fields, table = fields_of(kept)
    return replace(form, fields=fields, table=table, **texts)
