"""The settings: parts at the left with a search box, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.data_part import DataPart
from dealer_crm.ui.settings.doors import DataDoors, Frame, LookDoors, ShopDoors
from dealer_crm.ui.settings.look_part import LookPart
from dealer_crm.ui.settings.part import Entry, Part
from dealer_crm.ui.settings.part_list import PartList
from dealer_crm.ui.settings.shop_part import ShopPart
from dealer_crm.ui.settings.staff_part import StaffPart
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import SearchField
from dealer_crm.ui.widgets.body import ScrollBody

ICONS = {
    "shop": "store",
    "staff": "users",
    "absences": "calendar-clock",
    "days": "calendar-days",
    "products": "tags",
    "fields": "list",
    "standards": "badge-check",
    "sheets": "list-checks",
    "terms": "alarm-clock",
    "papers": "file-text",
    "printers": "printer",
    "overprint": "scan-line",
    "photos": "image",
    "reminders": "bell-ring",
    "look": "palette",
    "data": "database-backup",
}


class SettingsPage(QWidget):
    """Nothing here is saved by a button; what is data can be undone."""

    kinds = frozenset(
        {
            *("shop", "shop_day", "shop_year", "absence", "staff", "product", "customer", "attachment"),
            *("own_field", "own_list", "own_value", "own_standard", "own_sheet", "own_clock", "paper_style", "overprint_form"),
        }
    )
    import_requested = Signal()
    export_requested = Signal()
    history_requested = Signal()
    bin_requested = Signal()
    demo_requested = Signal()
    keys_changed = Signal()

    def __init__(self, t: Translator, frame: Frame, shop: ShopDoors, look: LookDoors, data: DataDoors) -> None:
        super().__init__()
        self.setObjectName("page_settings")
        self._t = t
        self.title = t("Settings")
        self.data = DataPart(t, frame, data)
        self.parts: tuple[Part, ...] = (
            ShopPart(t, shop),
            StaffPart(t, shop),
            *(make() for make in shop.more),
            LookPart(t, look),
            self.data,
        )
        self.search = SearchField(name="settings_search", placeholder=t("Search settings"))
        self.list = PartList([(part.key, part.title, ICONS[part.key]) for part in self.parts], name="settings_parts")
        self._stack = QStackedWidget()
        for part in self.parts:
            self._stack.addWidget(part)
        self._found: Sequence[Entry] = ()
        self._build()
        self._wire()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(self.search)
        self._side = ScrollBody("settings_side", margin=0)
        self._side.box.setContentsMargins(0, 0, Space.S, 0)
        self._side.box.addWidget(self.list)
        left.addWidget(self._side, 1)
        self.search.setFixedWidth(self.list.width_wanted())
        self.list.setFixedWidth(self.list.width_wanted())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(left)
        box.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.search.typed.connect(self._on_typed)
        self.search.entered.connect(self._on_entered)
        self.search.escaped.connect(self.search.clear)
        self.search.moved.connect(self.list.move)
        for name in ("import_requested", "export_requested", "history_requested", "bin_requested", "demo_requested"):
            getattr(self.data, name).connect(getattr(self, name))

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell whether the part in view asks for the filled button."""
        return self.part() is self.data

    def keys(self) -> list[tuple[str, str]]:
        """Return what the status bar tells about keys."""
        return [("Ctrl+F", self._t("Search settings")), ("Ctrl+Z", self._t("Undo"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what this page does for commands of the window."""
        return {"filter": self._focus_search, "refresh": self.reload}

    def reload(self) -> None:
        """Ask the part in view again; the others ask when they are shown."""
        self.part().reload()

    def on_shown(self) -> None:
        """Put the focus into the list of parts."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_subject(self, subject: str) -> None:
        """Show a part by its key; after a stroke what in it wants the focus."""
        key, _stroke, place = subject.partition("/")
        if key in ICONS:
            self.list.choose(key)
        if key in ICONS and place:
            self.part().show_place(place)
        if place in self.data.places:
            self.data.places[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def part(self) -> Part:
        """Return the part in view."""
        part = self._stack.currentWidget()
        assert isinstance(part, Part)
        return part

    # parts

    def _on_chosen(self, key: str) -> None:
        part = next(part for part in self.parts if part.key == key)
        self._side.ensureWidgetVisible(self.list.focusProxy() or self.list)
        if part is not self.part():
            self.part().leave()
            self._stack.setCurrentWidget(part)
            self.keys_changed.emit()
        part.reload()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_typed(self, text: str) -> None:
        words = text.casefold().split()
        if not words:
            self.list.show_counts({})
            return
        found = {part.key: [e for e in part.entries if all(w in f"{part.title} {e.text}".casefold() for w in words)] for part in self.parts}
        self.list.show_counts({key: [entry.text for entry in entries] for key, entries in found.items()})
        best = next((key for key, entries in found.items() if entries), "")
        self._found = found.get(best, ())
        if best:
            self.list.choose(best)

    def _on_entered(self) -> None:
        if self.search.query().strip() and self._found:
            self._found[0].target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Save what stands in a field; the window asks for it before it closes."""
        self.part().leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another room is opened."""
        self.keep()
        super().hideEvent(event)
