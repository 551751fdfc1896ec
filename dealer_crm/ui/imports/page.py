"""The import: file, columns, check, import, result; nothing is written before the fourth step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_headings import says_who
from dealer_crm.domain.imports import ImportColumnsMissing, ImportOptions, ImportOutdated
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.text import file_name
from dealer_crm.i18n import Translator
from dealer_crm.services.import_views import Preview
from dealer_crm.services.imports import ImportResult
from dealer_crm.ui.imports.check_step import CheckStep
from dealer_crm.ui.imports.doors import Frame, ImportDoors
from dealer_crm.ui.imports.file_step import SUFFIXES, FileStep
from dealer_crm.ui.imports.foot import ImportFoot
from dealer_crm.ui.imports.mapping_step import MappingStep
from dealer_crm.ui.imports.result_step import ResultStep
from dealer_crm.ui.imports.step_bar import StepBar
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import ElidedLabel, IconButton, Ink, InlineMessage, heading
from dealer_crm.words.errors import sentence

FILE, COLUMNS, CHECK, IMPORT, RESULT = range(5)


class ImportPage(QWidget):
    """`closed` gives the room back; `customer_requested` asks to see a customer."""

    closed = Signal()
    customer_requested = Signal(int)
    keys_changed = Signal()
    has_primary = True

    def __init__(self, t: Translator, doors: ImportDoors, frame: Frame) -> None:
        super().__init__()
        self._t, self._doors, self._frame = t, doors, frame
        self._preview: Preview | None = None
        self._path = Path()
        self._result: ImportResult | None = None
        self._step = FILE
        self.title = t("Import customers")
        self.setObjectName("import_page")
        self.setAcceptDrops(True)
        names = (
            t.context("step", "File"),
            t.context("step", "Columns"),
            t.context("step", "Check"),
            t.context("step", "Import"),
            t.context("step", "Result"),
        )
        self.steps = StepBar(t, names, name="import_steps")
        self.about = ElidedLabel("", tone=Ink.TEXT2, name="import_about")
        self.close_button = IconButton("x", t("Close the import"), name="button_close_import")
        self.message = InlineMessage(t, name="import_message")
        self.file, self.mapping = FileStep(t), MappingStep(t)
        self.check, self.result = CheckStep(t, doors.imports), ResultStep(t)
        self._stack = QStackedWidget()
        for step in (self.file, self.mapping, self.check, self.result):
            self._stack.addWidget(step)
        self.foot = ImportFoot(t)
        self._arrange()
        self._listen()
        self._go(FILE)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(heading(self.title, "import_title"))
        head.addWidget(self.steps)
        head.addStretch(1)
        head.addWidget(self.about)
        head.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(head)
        box.addWidget(self.message)
        box.addWidget(self._stack, 1)
        box.addWidget(self.foot)

    def _listen(self) -> None:
        self.file.asked.connect(self.choose_file)
        self.mapping.options_changed.connect(lambda options: self._read(self._path, options, COLUMNS))
        self.check.changed.connect(self._show_plan)
        self.check.customer_requested.connect(self.customer_requested)
        self.close_button.clicked.connect(self.close_import)
        self.foot.back.clicked.connect(self._on_back)
        self.foot.export.clicked.connect(self.export_faulty)
        self.foot.primary.clicked.connect(self._on_primary)
        self.result.export.clicked.connect(self.export_faulty)
        self.result.again.clicked.connect(self.restart)
        self.result.undo.clicked.connect(self._on_undo)

    # page protocol

    def on_shown(self) -> None:
        """Put the focus where the step begins."""
        widget = self.check.table if self._step == CHECK else self.file.button if self._step == FILE else self.foot.primary
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """The store changed elsewhere: the check is done again before anything is written."""

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self._step == CHECK:
            return [("Enter", t("mend or choose")), ("Ctrl+F", t("filter")), ("Ctrl+Enter", t.context("step", "Import"))]
        return [("Ctrl+Enter", t("go on"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Answer what the step can do."""
        return {"filter": lambda: self.check.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)} if self._step == CHECK else {}

    # steps

    def step(self) -> int:
        """Return the present step, 0 to 4."""
        return self._step

    def restart(self) -> None:
        """Begin with another file."""
        self._doors.imports.discard()
        self._preview = self._result = None
        self.about.setText("")
        self._go(FILE)

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        kinds = self._t("Tables and address books")
        path = self._frame.prompts.choose_file(self._t("Import customers"), f"{kinds} ({SUFFIXES})")
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file and show its columns."""
        self._read(path, ImportOptions(), COLUMNS)

    def close_import(self) -> None:
        """Leave; what was staged goes."""
        self.restart()
        self.closed.emit()

    def _read(self, path: Path, options: ImportOptions, then: int) -> None:
        self.message.clear()

        def work(progress: Progress) -> Preview:
            return self._doors.imports.prepare(path, options, self._doors.run_child, progress)

        def done(preview: Preview) -> None:
            self._path, self._preview = path, preview
            self._show_preview(preview)
            self._go(then)

        self._frame.run_task(self._t("Reading {file}").format(file=path.name), work, done, self._on_failed)

    def _show_preview(self, preview: Preview) -> None:
        parts = [preview.file, preview.sheet, dict(_ENCODING_NAMES).get(preview.encoding, preview.encoding)]
        self.about.setText("·".join(part for part in parts if part))
        self.mapping.show_preview(preview)
        self.check.show_preview(preview)

    def _go(self, step: int) -> None:
        self._step = step
        self.steps.set_step(step)
        self._stack.setCurrentIndex({FILE: 0, COLUMNS: 1, CHECK: 2, IMPORT: 2, RESULT: 3}[step])
        self.message.clear()
        self._show_plan()
        self.on_shown()
        self.keys_changed.emit()

    def _show_plan(self) -> None:
        t, foot = self._t, self.foot
        foot.setVisible(self._step != FILE)
        if self._step == COLUMNS:
            foot.show_step(t("Check that each column fills the right field."), t.context("button", "Check"), back=True)
        elif self._step in {CHECK, IMPORT} and self._preview is not None:
            preview = self._doors.imports.preview()
            foot.show_plan(preview.plan)
        elif self._step == RESULT:
            foot.show_step("", t("See the customer files"), back=False)

    def _on_primary(self) -> None:
        if self._step == COLUMNS:
            self._on_columns_agreed()
        elif self._step == CHECK:
            self._apply()
        elif self._step == RESULT:
            self.close_import()

    def _on_columns_agreed(self) -> None:
        if not says_who(self.mapping.targets()):
            self.message.show_error(ImportColumnsMissing())
        elif self.mapping.changed():
            self._read(self._path, self.mapping.options(), CHECK)
        else:
            self._go(CHECK)

    def _on_back(self) -> None:
        if self._step == COLUMNS:
            self.restart()
        elif self._step == CHECK:
            self._go(COLUMNS)

    def _apply(self) -> None:
        self.steps.set_step(IMPORT)

        def done(result: ImportResult) -> None:
            assert self._preview is not None
            self._result = result
            self.result.show_result(self._preview.file, result)
            self._go(RESULT)

        title = self.foot.primary.accessibleName()
        task = self._frame.run_task(title, self._doors.imports.apply, done, self._on_failed)
        cancelled = getattr(task, "cancelled", None)
        if cancelled is not None:
            cancelled.connect(lambda: self._go(CHECK))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        if self._step == CHECK:
            self.check.refresh()
            self._go(CHECK)
        self.message.show_error(error) if not isinstance(error, ImportOutdated) else self._say_outdated(error)

    def _say_outdated(self, error: ImportOutdated) -> None:
        self.message.show_message(sentence(error, self._t))

    def export_faulty(self) -> None:
        """Write the faulty rows with their reasons."""
        name = file_name(self._t("Faulty rows") + ".xlsx")
        target = self._frame.prompts.save_file(self._t("Save the faulty rows…"), name, "Excel (*.xlsx);;CSV (*.csv)")
        if target is None:
            return
        try:
            count = self._doors.imports.export_errors(target, self._t)
        except DomainError as error:
            self.message.show_error(error)
            return
        said = self._t.plural("{n} row was saved as {file}.", "{n} rows were saved as {file}.", count)
        self.message.show_message(said.format(n=count, file=target.name))

    def _on_undo(self) -> None:
        if self._result is None or self._result.entry_id is None:
            return
        entry_id = self._result.entry_id
        self.result.show_undoing()
        title = self._t("Taking the import back…")
        self._frame.run_task(
            title, lambda progress: self._doors.undo(entry_id, progress=progress), self._on_undone, self._on_not_undone, cancellable=False
        )

    def _on_undone(self, _done: object) -> None:
        self.result.show_undone()

    def _on_not_undone(self, error: Exception) -> None:
        self.result.undo.setEnabled(True)
        self.result.message.clear()
        if not isinstance(error, DomainError):
            raise error
        self.result.message.show_error(error)

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter presses the filled button of the step."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.file.button if self._step == FILE else self.foot.primary
            if button.isEnabled():
                button.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))


_ENCODING_NAMES = (("utf-8-sig", "UTF-8"), ("gb18030", "GBK"), ("big5hkscs", "Big5"), ("utf-16", "UTF-16"))
