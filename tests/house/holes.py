"""Rules on holes: text of users that could become markup, a statement, a command or a place; files written in pieces."""

import ast
from collections.abc import Iterator

from tests.house.sources import Source, calls, imports, name_of, owner_of

PLACING = "dealer_crm/placing.py"
TIPS = "dealer_crm/ui/widgets/text.py"
LINES = "dealer_crm/ui/theme/lines.py"
"""Where texts are laid out, said to be plain."""
OPENER = "dealer_crm/app/papers.py"
FROZEN = "dealer_crm/storage/migrations/versions"
MARKUP = {
    "QTextBrowser", "QTextEdit", "QTextDocument", "QStaticText", "QMessageBox", "QErrorMessage", "QToolTip", "QWhatsThis", "QCompleter",
    "setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "setWhatsThis", "setOpenExternalLinks", "setOpenLinks",
    "RichText", "AutoText", "MarkdownText",
}  # fmt: skip
"""What takes a text for markup, or may."""
WRITERS = {
    PLACING: "the way itself",
    "dealer_crm/documents/saving.py": "writes the draft that it hands to placing",
    "dealer_crm/storage/backup.py": "packs in a folder of its own, then placing",
    "dealer_crm/storage/archive.py": "fills and seals a package that is not in place yet",
    "dealer_crm/storage/restore.py": "unpacks in a folder of its own, then placing",
    "dealer_crm/storage/files.py": "opens to sync, writes nothing",
}
RENAMES = {"os": {"replace", "rename", "renames"}, "shutil": {"move", "copy", "copy2", "copyfile", "copyfileobj", "copytree"}}
TEMPORARY = {"mkstemp", "NamedTemporaryFile", "QSaveFile", "QFile", "QTemporaryFile"}
EXECUTING = {"text", "execute", "executemany", "executescript", "exec_driver_sql"}
NAMES_OF_OURS = {
    "table", "table.name", "column", "marks", "pairs", "condition", "names", "pragma", "value", "query", "statement", "dialect.FTS",
    "_listed(names)", "columns", "_columns(table)", "version_number(__version__)", "dialect.APPLICATION_ID",
}  # fmt: skip
"""What storage may put into the text of a statement: names of its own tables and rows of question marks."""
RUNNING = {"eval", "exec", "compile", "__import__"}
LOADING = ("pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle")
SHELLS = {"os": {"system", "popen", "startfile", "execv", "execvp", "spawnv"}, "webbrowser": {"open", "open_new", "open_new_tab"}}


def _in_program(sources: list[Source]) -> Iterator[Source]:
    return (source for source in sources if source.within("dealer_crm"))


def markup_in_window(sources: list[Source]) -> list[str]:
    """Nothing in the window takes a text for markup: labels and tooltips come from ui/widgets/text.py, which says plain."""
    found = []
    for source in _in_program(sources):
        known = MARKUP - {"QStaticText"} if source.path == LINES and "TextFormat.PlainText" in source.text else MARKUP
        found += [source.at(node, f"{name_of(node)} takes markup") for node in source.named(known)]
        if source.path == TIPS:
            labels = [node for node in source.of(ast.ClassDef) if _inherits(node, "QLabel")]
            found += [
                source.at(node, f"{node.name} guesses at markup") for node in labels if "TextFormat.PlainText" not in ast.unparse(node)
            ]
        else:
            found += [source.at(node, "a label that guesses at markup") for node in source.named(["QLabel"])]
            found += [source.at(call, "tooltips go through set_tip") for name, call in calls(source) if name == "setToolTip"]
            found += list(_raw_tips(source))
    return found


def _inherits(node: ast.ClassDef, base: str) -> bool:
    return any(name_of(one) == base for one in node.bases)


def _raw_tips(source: Source) -> Iterator[str]:
    """Yield each answer of a model to the role of tooltips that was not made by tip_text."""
    asked: list[tuple[ast.AST, ast.stmt]] = [(node.test, node.body[0]) for node in source.of(ast.If)]
    asked += [(case.pattern, case.body[0]) for case in source.of(ast.match_case)]
    for role, said in asked if "ToolTipRole" in source.text else ():
        if "ToolTipRole" in ast.unparse(role):
            answer = said.value if isinstance(said, ast.Return) else None
            if not (isinstance(answer, ast.Call) and name_of(answer.func) == "tip_text"):
                yield source.at(said, "a tooltip of a cell goes through tip_text")


def in_place(sources: list[Source]) -> list[str]:
    """A file that stays is written beside its place and put there by placing, which is whole and patient."""
    found = []
    for source in _in_program(sources):
        for name, call in calls(source):
            if source.path != PLACING and _renames(name, call):
                found.append(source.at(call, f"{name} belongs in placing"))
            elif source.path not in WRITERS and _writes(name, call) and _target(call) not in _drafts(source):
                found.append(source.at(call, f"{name} writes in place"))
    return found


def _renames(name: str, call: ast.Call) -> bool:
    owner = owner_of(call.func)
    if owner in RENAMES:
        return name in RENAMES[owner] and not (owner == "shutil" and "work" in ast.unparse(call))
    if not isinstance(call.func, ast.Attribute) or owner == "staging":
        return False
    return name == "rename" or (name == "replace" and len(call.args) == 1 and not call.keywords)


def _writes(name: str, call: ast.Call) -> bool:
    if name in TEMPORARY or name in ("write_text", "write_bytes"):
        return True
    if name == "open" and owner_of(call.func) == "os":
        return "O_WRONLY" in ast.unparse(call) or "O_TRUNC" in ast.unparse(call)
    if name not in ("open", "ZipFile"):
        return False
    modes = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
    said = [one.value for one in modes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(set(mode) <= set("rwax+bt") and set(mode) & set("wax+") for mode in said)


def _target(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute) and name_of(call.func) != "ZipFile":
        return ast.unparse(call.func.value)
    return ast.unparse(call.args[0]) if call.args else ""


def _drafts(source: Source) -> set[str]:
    """Return the names that `with replacing(...) as` gives in this file, and those of files in memory."""
    found = set()
    for node in source.of(ast.Assign):
        if ast.unparse(node.value) == "io.BytesIO()":
            found |= {ast.unparse(target) for target in node.targets}
    for item in source.of(ast.withitem):
        if isinstance(item.context_expr, ast.Call) and name_of(item.context_expr.func) == "replacing":
            found.add(ast.unparse(item.optional_vars) if item.optional_vars else "")
    return found


def unpacked_by_name(sources: list[Source]) -> list[str]:
    """A package is never unpacked to the paths that it names."""
    return [
        source.at(call, f"{name} writes where the package says")
        for source in _in_program(sources)
        for name, call in calls(source)
        if name in ("extractall", "unpack_archive", "_extract_member") or (name == "extract" and owner_of(call.func) != "func")
    ]


def bound_values(sources: list[Source]) -> list[str]:
    """Values are bound to a statement, never written into its text; storage puts in names of its own tables only."""
    found = []
    for source in _in_program(sources):
        for name, call in calls(source):
            place = 1 if owner_of(call.func) == "driver" else 0
            if source.within(FROZEN) or name not in EXECUTING or len(call.args) <= place or owner_of(call.func) == "rows":
                continue
            said = [part for part in _put_in(call.args[place]) if not (source.within("dealer_crm/storage") and _ours(part))]
            found += [source.at(call, f"a statement with {ast.unparse(part)} in its text") for part in said]
    return found


def _put_in(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what is put into a text that is built on the spot."""
    match node:
        case ast.JoinedStr():
            yield from (part.value for part in node.values if isinstance(part, ast.FormattedValue))
        case ast.BinOp(op=ast.Mod() | ast.Add()):
            yield from (side for side in (node.left, node.right) if not isinstance(side, ast.Constant))
        case ast.Call() if name_of(node.func) in ("format", "format_map", "join"):
            yield from (*node.args, *(word.value for word in node.keywords))


def _ours(node: ast.expr) -> bool:
    said = ast.unparse(node.value if isinstance(node, ast.Subscript) else node)
    return said in NAMES_OF_OURS or said.lstrip("_").isupper()


SPOOL = "dealer_crm/ui/printing/spool.py"
"""Hands a finished file to the print server, without a shell; of what people named only the queue is among its words, behind its -d."""


def nothing_run(sources: list[Source]) -> list[str]:
    """No text becomes code, no object comes out of a file, no shell is asked."""
    found = []
    for source in _in_program(sources):
        for name, call in calls(source):
            if isinstance(call.func, ast.Name) and name in RUNNING:
                found.append(source.at(call, f"{name} runs a text"))
            elif name in SHELLS.get(owner_of(call.func), set()) or any(word.arg == "shell" for word in call.keywords):
                found.append(source.at(call, f"{name} asks a shell"))
        found += [source.at(node, f"{name} runs what it reads") for name, node in imports(source) if name.split(".")[0] in LOADING]
        found += [
            source.at(node, "a program of the computer is run")
            for name, node in imports(source)
            if name.split(".")[0] == "subprocess" and not source.within(SPOOL)
        ]
    return found


def clean_file_names(sources: list[Source]) -> list[str]:
    """A name that is suggested for a file went through file_name: texts of users may stand in it."""
    found = []
    for source in _in_program(sources):
        given = {ast.unparse(target) for node in source.of(ast.Assign) if _cleaned(node.value) for target in node.targets}
        for name, call in calls(source):
            if name == "save_file" and not (_cleaned(call.args[1]) or ast.unparse(call.args[1]) in given):
                found.append(source.at(call, "suggests a name that file_name did not see"))
    return found


def _cleaned(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) == "file_name"


def opened_outside(sources: list[Source]) -> list[str]:
    """The computer opens folders of ours alone: one function asks it, for a local path, and no text of a user becomes a link."""
    found = []
    for source in _in_program(sources):
        asks = [node for node in source.named(("QDesktopServices", "openUrl", "webbrowser"))]
        if source.path != OPENER:
            found += [source.at(node, "only open_outside asks the computer to open something") for node in asks]
        for name, call in calls(source):
            if name == "openUrl" and [ast.unparse(one) for one in call.args] != ["QUrl.fromLocalFile(str(folder))"]:
                found.append(source.at(call, "opens something else than a folder"))
            elif name == "QUrl" and call.args:
                found.append(source.at(call, "a text becomes an address"))
    return found
