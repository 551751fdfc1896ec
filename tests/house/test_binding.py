"""PySide6 keeps count: a version that drops a reference with each call aborts the program after some thousands."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_twenty_thousand_calls_keep_the_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number % 7))
    assert abs(sys.getrefcount(None) - before) < 1_000
