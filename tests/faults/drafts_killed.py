"""Kills the real program while somebody types into a form, starts it again, and looks at what the draft still has."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from dealer_crm.storage.folder import DataFolder
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from tests.conftest import ROOT
from tests.faults.desk import FORMS, Desk, at_desk

SLOW, SEED = 30, 20261122
EVERY_MS = 50
ALLOWED = 5_000 // EVERY_MS
"""Keys that may be lost: those of five seconds."""
FIELDS = {
    "customer": "field_note",
    "follow-up": "log_words",
    "order": "field_order_note",
    "machine": "machine_note",
    "request": "request_words",
    "request done": "done_work",
    "visit": "visit_words",
    "complaint": "complaint_words",
    "quick line": "quick_words",
}
"""Forms that keep what is typed, with the field that is typed in."""


@dataclass
class Figures:
    """What was left after the kills."""

    killed: int = 0
    keys_typed: int = 0
    most_keys_lost: int = 0
    five_seconds_exceeded: int = 0
    drafts_damaged: int = 0
    not_offered: int = 0
    offered_twice: int = 0
    shown_otherwise: int = 0
    wrong: list[str] = field(default_factory=list)


def typed(count: int) -> str:
    """Return what stands in the field after so many keys."""
    return "".join(_keys(count))


def _keys(count: int) -> Iterator[str]:
    text = " ".join(map(str, range(count)))
    yield text[:count]


def figures(count: int | None = None) -> Figures:
    """Kill the program so often."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return killed(Path(place), SLOW if count is None else count)


def killed(place: Path, count: int, careless: bool = False) -> Figures:
    """Let one run after the other type into a form, and kill each; the next one says what it is offered."""
    from dealer_crm.app.sample import fill
    from dealer_crm.domain.progress import NoProgress

    found, chance = Figures(), Random(SEED)
    fill(place / "shop", "zh", NoProgress())
    names = list(FIELDS)
    before: tuple[str, str] | None = None
    for number in range(count + 1):
        name = names[number % len(names)] if number < count else ""
        with _child(place / "shop", before, name, careless) as child:
            answer = _answer(child)
            if before is not None:
                _judge(found, before, answer)
            if not name:
                break
            keys = _type_until(child, chance.randint(3, 150))
            child.send_signal(signal.SIGKILL)
            child.wait(60)
        found.killed += 1
        found.keys_typed += keys
        before = name, _measure(found, place / "shop", name, keys)
    return found


def _child(shop: Path, before: tuple[str, str] | None, name: str, careless: bool) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.faults.drafts_killed",
        str(shop),
        before[0] if before else "",
        name,
        "careless" if careless else "",
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _answer(child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, "the program did not start"
    answer: dict[str, Any] = json.loads(line)
    return answer


def _type_until(child: subprocess.Popen[str], keys: int) -> int:
    """Wait for so many keys."""
    assert child.stdout is not None
    done = 0
    while done < keys:
        line = child.stdout.readline()
        assert line, f"the program ended after {done} keys"
        done = int(line)
    return done


def _measure(found: Figures, shop: Path, name: str, keys: int) -> str:
    """Compare the draft on the disk with what was typed; return what it holds."""
    kept = ""
    for file in DataFolder(shop).drafts.glob("*.json"):
        try:
            kept = max((one for one in _texts(json.loads(file.read_text("ascii")))), key=len, default=kept)
        except ValueError:
            found.drafts_damaged += 1
    if kept != typed(len(kept)):
        found.drafts_damaged += 1
        found.wrong.append(f"{name}: {kept!r}")
    lost = max(0, keys - len(kept))
    found.most_keys_lost = max(found.most_keys_lost, lost)
    if lost > ALLOWED:
        found.five_seconds_exceeded += 1
        found.wrong.append(f"{name}: {lost} of {keys} keys lost")
    return kept


def _texts(value: Any) -> Iterator[str]:
    """Yield every text that was typed: it begins with the first figures."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name == "title" else _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str) and value.startswith("0") and not value[1:2].isdigit():
        yield value


def _judge(found: Figures, before: tuple[str, str], answer: dict[str, Any]) -> None:
    name, kept = before
    offered = answer["offered"]
    if kept.strip():
        found.not_offered += not offered
        found.offered_twice += offered > 1
        if answer["shown"].strip() != kept.strip():
            found.shown_otherwise += 1
            found.wrong.append(f"{name}: {answer['shown']!r} for {kept!r}")


# the program that is killed


def _run(shop: Path, before: str, name: str, careless: str) -> None:
    """Say what is offered of the form before, then type into the next one until the end."""
    if careless:
        setattr(DraftKeeper, "touch", lambda _keeper: None)  # noqa: B010 - a method is taken away
    crashed: list[str] = []
    with at_desk(shop, crashed.append) as desk:
        answer = {"offered": len(desk.opened.drafts.all()), "shown": ""}
        if before and answer["offered"]:
            answer["shown"] = _resumed(desk, before)
        _say(json.dumps(answer))
        desk.clear()
        if name:
            _type(desk, name)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _resumed(desk: Desk, name: str) -> str:
    """Open the form again as it is offered, return what stands in its field, and throw the draft away."""
    form = next(one for one in FORMS if one.name == name)
    key = desk.opened.drafts.all()[0].key
    if name == "customer":
        page = desk.stage.wiring.rooms.customers_page()
        desk.go("customers")
        page.resume_draft(key)
        root: QWidget = page.form
    elif name == "complaint":
        page = desk.go("complaints")
        page.resume_draft(key)
        root = page.form
    else:
        root = form.root(desk)
    desk.unfold(root)
    text = _text_of(_field(root, FIELDS[name]))
    for keeper in desk.window.findChildren(DraftKeeper):
        keeper.forget()
        keeper.begin("")
    shutil.rmtree(desk.opened.folder.drafts, ignore_errors=True)
    return text


def _field(root: QWidget, name: str) -> QWidget:
    return next(one for one in root.findChildren(QWidget, name) if isinstance(one, QLineEdit | QPlainTextEdit))


def _text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def _type(desk: Desk, name: str) -> None:
    form = next(one for one in FORMS if one.name == name)
    root = form.root(desk)
    desk.unfold(root)
    widget = _field(root, FIELDS[name])
    widget.setFocus()
    timer, done = QTimer(), [0]

    def press() -> None:
        done[0] += 1
        QTest.keyClicks(widget, typed(done[0])[-1])
        _say(str(done[0]))

    timer.timeout.connect(press)
    timer.start(EVERY_MS)
    QApplication.exec()


if __name__ == "__main__":
    _run(Path(sys.argv[1]), *sys.argv[2:5])
