"""The photo folder: where a phone or a scanner saves, so that the open customer is offered what is new. Off until one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.widgets import Button, FlowRow, FormGrid, InlineMessage
from dealer_crm.ui.widgets.folder import FolderField


@dataclass(frozen=True)
class PhotoFolderDoors:
    """The folder that is set, one that suggests itself, setting it (None = off), and the box that asks for one."""

    folder: Callable[[], Path | None]
    suggested: Callable[[], Path]
    change: Callable[[Path | None], object]
    choose: Callable[[str], Path | None]


class PhotosPart(Part):
    """A change holds at once."""

    def __init__(self, t: Translator, doors: PhotoFolderDoors) -> None:
        sentence = t(
            "Pictures and scans that are saved into this folder from now on are offered on the page Attachments of the open customer. "
            "They are copied; the folder stays as it is."
        )
        super().__init__("photos", t("Photo folder"), sentence)
        self._t, self._doors = t, doors
        self._kept = ""
        self.message = InlineMessage(t, name="photos_message")
        self.field = FolderField(t, lambda: doors.choose(t("Photo folder")), name="field_photo_folder", placeholder=t("Off"))
        self.suggest_button = Button(t("Use the folder in Pictures"), icon="image", name="photos_suggest")
        self.off_button = Button(t("Turn off"), icon="x", name="photos_off")
        card = self.add_card("photos_card")
        self.form = FormGrid(t, name="photos_form")
        self.form.add("photo_folder", t("Photo folder"), self.field)
        row = FlowRow("photos_buttons")
        row.add(self.suggest_button)
        row.add(self.off_button)
        for widget in (self.message, self.form, row):
            card.box.addWidget(widget)
        self.box.addStretch(1)
        self.field.changed.connect(self.leave)
        self.form.left.connect(lambda _name: self.leave())
        self.suggest_button.clicked.connect(lambda: self.put(str(doors.suggested())))
        self.off_button.clicked.connect(lambda: self.put(""))
        self.findable(t("Photo folder"), self.field)
        self.findable(t("Scanner"), self.field)

    def put(self, folder: str) -> None:
        """Set a folder, "" for none."""
        self.field.set_text(folder)
        self.leave()

    def leave(self) -> None:
        """Keep what stands in the field."""
        folder = self.field.text().strip()
        if folder == self._kept:
            return
        try:
            self._doors.change(Path(folder) if folder else None)
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.reload()

    def reload(self) -> None:
        """Show the folder that is set."""
        self.message.clear()
        self._kept = str(self._doors.folder() or "")
        self.field.set_text(self._kept)
        self.off_button.setEnabled(bool(self._kept))
