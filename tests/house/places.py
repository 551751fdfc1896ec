"""Rules on places: what is dangerous or easily done wrong stands in one room, and nowhere else."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Source, calls, imports, name_of, owner_of

APP = "dealer_crm/app"
NETWORK = (
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "ssl",
    "xmlrpc",
    "socketserver",
    "requests",
)
DOMAIN_MAY = {
    "__future__", "abc", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "itertools", "json", "math", "operator", "re",
    "statistics", "string", "tomllib", "types", "typing", "unicodedata", "zoneinfo", "dateutil", "lunar_python", "rapidfuzz",
    "dealer_crm",
}  # fmt: skip
MODAL = {"QMessageBox", "QFileDialog", "QInputDialog", "QErrorMessage", "QProgressDialog"}
BUTTONS = {"QPushButton", "QDialogButtonBox", "QCommandLinkButton"}
INPUTS = {
    "QLabel", "QToolButton", "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit",
    "QSlider", "QDateTimeEdit", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QCheckBox", "QRadioButton",
    "QTabBar", "QTabWidget",
}  # fmt: skip
STORE = re.compile(r"(?<!\w)_?(store|database|live|db)(_file|_path)?(?!\w|\.parent|\.with_name)", re.IGNORECASE)
READING = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
COPYING = {"copy", "copy2", "copyfile", "copyfileobj", "move"}


def _outside(sources: list[Source], names: set[str], *rooms: str) -> list[str]:
    """Return each use of the names in the program that is not in the rooms."""
    return [
        source.at(node, f"{name_of(node)} belongs in {' or '.join(rooms)}")
        for source in sources
        if source.within("dealer_crm") and not source.within(*rooms)
        for node in source.named(names)
    ]


def markup(sources: list[Source]) -> list[str]:
    """Only the paper kit hands text to reportlab's markup parser, after escaping it."""
    return _outside(sources, {"Paragraph"}, "dealer_crm/documents/pdf/paper.py", "dealer_crm/documents/pdf/text.py")


def modal_boxes(sources: list[Source]) -> list[str]:
    """Modal boxes live once; pages get a Prompts, tests a scripted one."""
    return _outside(sources, MODAL, "dealer_crm/ui/shell/prompts.py")


def raw_buttons(sources: list[Source]) -> list[str]:
    """Buttons come from the kit, whose own never press themselves when Enter is hit in a field."""
    kit = "dealer_crm/ui/widgets/buttons.py"
    found = _outside(sources, BUTTONS, kit)
    for source in sources:
        if source.path == kit:
            made = [node for node in source.of(ast.ClassDef) if _is_button(node)]
            found += [source.at(node, f"{node.name} is a default button") for node in made if not _never_default(node)]
    return found


def _is_button(node: ast.ClassDef) -> bool:
    return any(name_of(base) in BUTTONS for base in node.bases)


def _never_default(node: ast.ClassDef) -> bool:
    return "setAutoDefault(False)" in ast.unparse(node)


def raw_inputs(sources: list[Source]) -> list[str]:
    """Fields and labels come from the kit, where each trap of Qt's own is closed once."""
    return _outside(sources, INPUTS, "dealer_crm/ui/widgets", "dealer_crm/ui/shell")


def popups(sources: list[Source]) -> list[str]:
    """No Qt.Popup window: a Chinese input method cannot type into one."""
    return [
        source.at(node, "Qt.Popup blocks the input method")
        for source in sources
        if source.within("dealer_crm")
        for node in source.named(["Popup"])
    ]


def placed_before_shown(sources: list[Source]) -> list[str]:
    """A widget has its place before it is shown: until then it would be a window of its own, and take the focus along."""
    found = []
    for source in sources:
        if source.within("dealer_crm/ui"):
            for made in source.of(ast.FunctionDef):
                found += [source.at(call, f"{ast.unparse(call.func)} before it has a place") for call in _shown_early(made)]
    return found


def _shown_early(made: ast.FunctionDef) -> Iterator[ast.Call]:
    """Yield the calls that show what the same function makes before, and puts somewhere only afterwards."""
    nodes = list(ast.walk(made))
    asked = [node for node in nodes if isinstance(node, ast.Call)]
    for node in nodes:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        name = ast.unparse(node.targets[0])
        placed = [call.lineno for call in asked if any(ast.unparse(argument) == name for argument in call.args)]
        placed += [call.lineno for call in asked if ast.unparse(call.func) == f"{name}.setParent"]
        for call in asked:
            shows = ast.unparse(call.func) in (f"{name}.show", f"{name}.setVisible") and "False" not in map(ast.unparse, call.args)
            if shows and placed and min(placed) > call.lineno:
                yield call


def clock(sources: list[Source]) -> list[str]:
    """The clock comes in as an argument; only app looks at it."""
    found = []
    for source in sources:
        if source.within("dealer_crm") and not source.within(APP):
            found += [source.at(node, "reads the clock") for node in source.of(ast.Attribute) if _reads_clock(node)]
    return found


def _reads_clock(node: ast.Attribute) -> bool:
    known = {"datetime": {"now", "utcnow", "today"}, "date": {"today"}, "time": {"time", "time_ns", "localtime"},
             "QDate": {"currentDate"}, "QDateTime": {"currentDateTime", "currentDateTimeUtc"}}  # fmt: skip
    return node.attr in known.get(owner_of(node), set())


def sqlite_alone(sources: list[Source]) -> list[str]:
    """SQLite is spoken in storage, VACUUM only in its dialect."""
    found = []
    for source in sources:
        if not source.within("dealer_crm"):
            continue
        if not source.within("dealer_crm/storage"):
            found += [source.at(node, "sqlite3 belongs in storage") for name, node in imports(source) if _is(name, "sqlite3")]
        if not source.within("dealer_crm/storage/dialect.py", "dealer_crm/storage/guard.py"):
            vacuum = [node for node in source.of(ast.Constant) if _says_vacuum(node.value)]
            found += [source.at(node, "VACUUM belongs in storage/dialect.py") for node in vacuum]
    return found


def _says_vacuum(value: object) -> bool:
    return isinstance(value, str) and re.match(r"\s*VACUUM\b", value) is not None


def store_untouched(sources: list[Source]) -> list[str]:
    """Nobody opens or copies the live file: closing it drops SQLite's lock, and a copy may be torn."""
    found = []
    for source in sources:
        if source.within("dealer_crm"):
            for name, call in calls(source):
                if name in READING and STORE.search(_opened(call)):
                    found.append(source.at(call, "opens the store"))
                elif name in COPYING and owner_of(call.func) in ("shutil", "") and STORE.search(" ".join(map(ast.unparse, call.args))):
                    found.append(source.at(call, "copies the store"))
    return found


def _opened(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return ast.unparse(call.func.value)
    return ast.unparse(call.args[0]) if call.args else ""


def offline(sources: list[Source]) -> list[str]:
    """The program never needs the network; Qt's local socket only wakes a first window."""
    found = []
    for source in sources:
        if source.within("dealer_crm"):
            names = [(name, node) for name, node in imports(source) if any(_is(name, module) for module in NETWORK)]
            found += [source.at(node, f"{name} reaches for the network") for name, node in names]
            if not source.within(APP):
                local = [node for name, node in imports(source) if _is(name, "PySide6.QtNetwork") or _is(name, "socket")]
                found += [source.at(node, "sockets belong in app") for node in local]
    return found


def _is(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


def pure_domain(sources: list[Source]) -> list[str]:
    """Domain rules use no files, no clock and no library but the few that are pure."""
    return [
        source.at(node, f"domain may not import {name}")
        for source in sources
        if source.within("dealer_crm/domain")
        for name, node in imports(source)
        if name.split(".")[0] not in DOMAIN_MAY
    ]


def no_threads_of_its_own(sources: list[Source]) -> list[str]:
    """Long work is a Task or a spawned child; nobody pumps the event loop, subclasses QThread or forks."""
    found = _outside(sources, {"QThread", "QThreadPool", "QRunnable"}, "dealer_crm/ui/shell", APP)
    return found + _outside(sources, {"processEvents", "fork", "forkpty"}, APP)


def honest_tests(sources: list[Source]) -> list[str]:
    """Tests wait for what happens instead of sleeping, and use real parts instead of mocks."""
    found = []
    for source in sources:
        if source.within("tests"):
            waits = [call for name, call in calls(source) if (owner_of(call.func), name) in (("time", "sleep"), ("qtbot", "wait"))]
            found += [source.at(call, "sleeps") for call in waits if ast.unparse(call) != "time.sleep(0)"]
            found += [source.at(node, "mocks") for name, node in imports(source) if _is(name, "unittest.mock")]
    return found


def plain_tables(sources: list[Source]) -> list[str]:
    """The journal sees everything: no database cascade, no secondary table, no hidden query."""
    found = []
    for source in sources:
        if source.within("dealer_crm/storage/models"):
            for name, call in calls(source):
                words = {word.arg: ast.unparse(word.value) for word in call.keywords}
                if {"ondelete", "onupdate", "secondary"} & words.keys():
                    found.append(source.at(call, "a change that the journal does not see"))
                elif name == "relationship" and words.get("lazy") != "'raise'":
                    found.append(source.at(call, "a relationship that may query unseen"))
    return found


def kept_alive(sources: list[Source]) -> list[str]:
    """Menus are made by us, and nobody asks for Qt's order of Tab: PySide gives the answer away to whoever was asked, to die with it."""
    found = []
    for source in sources:
        if source.within("dealer_crm"):
            for name, call in calls(source):
                made_by_qt = name == "menuBar" or (name == "addMenu" and bool(call.args) and not isinstance(call.args[0], ast.Name))
                if name in ("nextInFocusChain", "previousInFocusChain") or made_by_qt:
                    found.append(source.at(call, f"{name} gives something to whoever is asked"))
    return found
