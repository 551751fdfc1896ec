"""The one table of commands, their keys and their places in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from dealer_crm.i18n import LANGUAGES, N_, Translator


class Scope(Enum):
    """Who answers the key."""

    WINDOW = auto()
    PAGE = auto()
    FORM = auto()
    LIST = auto()
    DATE = auto()


@dataclass(frozen=True)
class Command:
    """A command; the first key is the one that is shown."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.WINDOW
    menu: str = ""
    icon: str = ""


ROOMS = ("today", "customers", "calendar", "deliveries", "care", "complaints", "reports", "settings")
ROOM_ICONS = ("house", "users", "calendar-days", "truck", "shield-check", "message-square-warning", "chart-column", "settings")
ROOM_NAMES = {
    "today": N_("Today"),
    "customers": N_("Customer files"),
    "calendar": N_("Follow-up calendar"),
    "deliveries": N_("Delivery checklists"),
    "care": N_("Warranty & care"),
    "complaints": N_("Complaints"),
    "reports": N_("Reports"),
    "settings": N_("Settings"),
}

MENUS = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("customers", N_("&Customers")),
    ("followup", N_("Follow-&up")),
    ("delivery", N_("&Delivery")),
    ("service", N_("&Service")),
    ("tools", N_("&Tools")),
    ("help", N_("&Help")),
)

_W, _P, _F, _L, _D = Scope.WINDOW, Scope.PAGE, Scope.FORM, Scope.LIST, Scope.DATE

TABLE: tuple[Command, ...] = (
    Command("import_customers", N_("Import customers…"), (), _W, "file", "import"),
    Command("export_list", N_("Export this list…"), (), _P, "file", "download"),
    Command("export_record", N_("Export this record…"), (), _P, "file", "file-spreadsheet"),
    Command("export_customers", N_("Export all customers…"), (), _W, "file", "download"),
    Command("backup", N_("Back up now"), (), _W, "file", "database-backup"),
    Command("restore", N_("Restore a backup…"), (), _W, "file", "hard-drive"),
    Command("print_preview", N_("Print preview"), ("Ctrl+P",), _P, "file", "printer"),
    Command("print_now", N_("Print now"), ("Ctrl+Shift+P",), _P, "file", "printer"),
    Command("print_week", N_("Week plan…"), (), _P, "file", "printer"),
    Command("print_morning", N_("Morning list…"), (), _P, "file", "printer"),
    Command("print_notes", N_("Delivery notes of the day…"), (), _P, "file", "printer"),
    Command("print_dispatch", N_("Dispatch sheets of a day…"), (), _P, "file", "printer"),
    Command("print_form", N_("Customer form…"), (), _P, "file", "printer"),
    Command("print_care_card", N_("Care card…"), (), _P, "file", "printer"),
    Command("print_cards", N_("Follow-up cards…"), (), _P, "file", "printer"),
    Command("print_blank_form", N_("Blank customer form…"), (), _W, "file", "printer"),
    Command("print_labels", N_("Address labels…"), (), _P, "file", "printer"),
    Command("print_list", N_("Print this list…"), (), _P, "file", "printer"),
    Command("demo_open", N_("Look at the sample shop"), (), _W, "file", "store"),
    Command("demo_leave", N_("Leave the sample shop"), (), _W, "file", "log-out"),
    Command("quit", N_("Quit"), ("Ctrl+Q",), _W, "file", "log-out"),
    Command("undo", N_("Undo"), ("Ctrl+Z",), _W, "edit", "undo-2"),
    Command("redo", N_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), _W, "edit", "redo-2"),
    Command("history", N_("History of changes"), ("Ctrl+H",), _W, "edit", "history"),
    Command("edit", N_("Edit"), ("F2",), _P, "edit", "pencil"),
    Command("delete", N_("Move to the recycle bin"), (), _P, "edit", "trash-2"),
    Command("copy_text", N_("Copy as text"), ("Ctrl+Shift+C",), _P, "edit", "copy"),
    Command("copy_picture", N_("Copy as picture"), ("Ctrl+Shift+X",), _P, "edit", "image"),
    Command("paste_picture", N_("Paste a picture"), (), _P, "edit", "image"),
    Command("filter", N_("Filter this list"), ("Ctrl+F",), _P, "edit", "funnel"),
    Command("recycle_bin", N_("Recycle bin"), ("Ctrl+Shift+H",), _W, "edit", "trash-2"),
    *(Command(f"go_{room}", ROOM_NAMES[room], (f"Ctrl+{n}",), _W, "view", ROOM_ICONS[n - 1]) for n, room in enumerate(ROOMS, 1)),
    Command("back", N_("Back"), ("Alt+Left",), _W, "view", "arrow-left"),
    Command("forward", N_("Forward"), ("Alt+Right",), _W, "view", "arrow-right"),
    Command("refresh", N_("Refresh"), ("F5",), _P, "view", "refresh-cw"),
    Command("columns", N_("Columns…"), (), _P, "view", "columns-3"),
    Command("next_pane", N_("Next pane"), ("F6",), _W, "view"),
    Command("previous_pane", N_("Previous pane"), ("Shift+F6",), _W, "view"),
    Command("text_larger", N_("Larger text"), ("Ctrl+=", "Ctrl++"), _W, "view"),
    Command("text_smaller", N_("Smaller text"), ("Ctrl+-",), _W, "view"),
    Command("text_normal", N_("Normal text size"), ("Ctrl+0",), _W, "view"),
    Command("density_compact", N_("Compact rows"), (), _W, "view"),
    Command("density_standard", N_("Standard rows"), (), _W, "view"),
    Command("density_roomy", N_("Roomy rows"), (), _W, "view"),
    Command("theme_light", N_("Light colours"), (), _W, "view", "palette"),
    Command("theme_dark", N_("Dark colours"), (), _W, "view", "moon"),
    Command("theme_system", N_("Colours of the system"), (), _W, "view", "monitor"),
    *(Command(f"language_{language}", N_("Language: {language}"), (), _W, "view", "languages") for language in LANGUAGES),
    Command("full_screen", N_("Full screen"), ("F11",), _W, "view"),
    Command("caller", N_("Caller"), ("F9", "Ctrl+L"), _W, "customers", "phone-incoming"),
    Command("new_customer", N_("New customer"), ("F3", "Ctrl+Shift+N"), _W, "customers", "user-plus"),
    Command("new_quote", N_("New quote"), ("Ctrl+Shift+B",), _W, "customers", "file-text"),
    Command("new_order", N_("New order"), ("Ctrl+Shift+O",), _W, "customers", "receipt-text"),
    Command("paste_customer", N_("Paste to file"), ("Ctrl+Shift+V",), _W, "customers", "clipboard-paste"),
    Command("new", N_("New record here"), ("Ctrl+N",), _P, "customers", "plus"),
    Command("customer_marks", N_("The customer's marks A–H"), (), _P, "customers", "smile"),
    Command("signing_ceremony", N_("Signing ceremony…"), (), _P, "customers", "smile"),
    Command("merge", N_("Merge duplicates…"), (), _P, "customers", "merge"),
    Command("sales", N_("Quotes and orders"), (), _W, "customers", "list"),
    Command("communities", N_("Communities"), (), _W, "customers", "building-2"),
    Command("new_owner", N_("New owner of the house…"), (), _W, "customers", "house"),
    Command("sites", N_("Sites"), (), _W, "delivery", "house"),
    Command("new_job", N_("New installation job"), (), _W, "delivery", "wrench"),
    Command("log_followup", N_("Log follow-up"), ("F4", "Ctrl+G"), _W, "followup", "calendar-plus"),
    Command("complete", N_("Complete"), (), _P, "followup", "check"),
    Command("postpone", N_("Postpone"), (), _P, "followup", "alarm-clock"),
    Command("reminders", N_("Go to the reminders"), ("Ctrl+R",), _W, "followup", "bell-ring"),
    Command("scan_goods", N_("Scan the goods…"), ("Ctrl+Shift+S",), _P, "delivery", "scan-line"),
    Command("sign_goods", N_("Signed at the door…"), ("Ctrl+Shift+G",), _P, "delivery", "circle-check"),
    Command("search", N_("Search and commands"), ("Ctrl+K",), _W, "tools", "search"),
    Command("staff", N_("Staff…"), (), _W, "tools", "users"),
    Command("check", N_("Check the data…"), (), _W, "tools", "list-checks"),
    Command("print_log", N_("Print log…"), (), _W, "tools", "history"),
    Command("printer_wizard", N_("Printer wizard…"), (), _W, "tools", "printer"),
    Command("settings", N_("Settings…"), ("Ctrl+,",), _W, "tools", "settings"),
    Command("help", N_("Help for this page"), ("F1",), _W, "help", "circle-question-mark"),
    Command("shortcuts_help", N_("Keyboard shortcuts"), (), _W, "help", "keyboard"),
    Command("about", N_("About this program"), (), _W, "help", "info"),
    Command("save", N_("Save"), ("F8", "Ctrl+S"), _F),
    Command("save_close", N_("Save and close"), ("Ctrl+Return",), _F),
    Command("leave", N_("Leave; the draft is kept"), ("Esc",), _F),
    Command("pick", N_("Pick from the files"), ("F7",), _F),
    Command("same_as_before", N_("Same as the previous record"), ("Ctrl+D",), _F),
    Command("confirm_order", N_("Confirm the order"), ("F12",), _F),
    Command("receive_money", N_("Receive money"), ("Ctrl+M",), _F),
    Command("remove_line", N_("Remove the line"), ("Ctrl+Del",), _F),
    Command("open_row", N_("Open"), ("Return",), _L),
    Command("tick_row", N_("Tick"), ("Space",), _L),
    Command("remove_row", N_("Move to the recycle bin"), ("Del",), _L),
    Command("row_menu", N_("Menu of the row"), ("Shift+F10",), _L),
    Command("pick_month", N_("Open the month"), ("Alt+Down",), _D),
)

WRITING = frozenset(
    {
        *(
            "import_customers",
            "restore",
            "demo_open",
            "undo",
            "redo",
            "edit",
            "delete",
            "paste_picture",
            "new_customer",
            "new_quote",
            "new_order",
        ),
        *("new_job", "signing_ceremony"),
        *("scan_goods", "sign_goods"),
        *("paste_customer", "new", "merge", "log_followup", "complete", "postpone", "backup", "new_owner"),
    }
)
"""Commands that change the data or the data folder."""

_BY_NAME = {command.name: command for command in TABLE}
_SHOWN = {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter", "Alt+Left": "Alt+←", "Alt+Right": "Alt+→", "Alt+Down": "Alt+↓"}


def room_name(key: str, t: Translator) -> str:
    """Return what a room is called; Chinese calls the room otherwise than the day."""
    return t.context("room", "Today") if key == "today" else t(ROOM_NAMES[key])


def words_of(entry: Command, t: Translator) -> str:
    """Return what a command is called."""
    kind, _, key = entry.name.partition("_")
    if kind == "go":
        return room_name(key, t)
    return t(entry.text).format(language=LANGUAGES[key].own_name) if kind == "language" else t(entry.text)


def command(name: str) -> Command:
    """Return a command of the table. Raises KeyError."""
    return _BY_NAME[name]


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of a command."""
    return _BY_NAME[name].keys


def key_words(key: str) -> str:
    """Return a key as people read it."""
    return _SHOWN.get(key, key)


def shown(name: str) -> str:
    """Return the key as buttons show it, or ""."""
    keys = _BY_NAME[name].keys
    return key_words(keys[0]) if keys else ""
