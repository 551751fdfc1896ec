"""The floor of a start: an empty main window, painted once."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.children.figures import tell


class Bare(QMainWindow):
    """Tells its figures once it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, then tell."""
        super().paintEvent(event)
        QTimer.singleShot(0, tell)


if __name__ == "__main__":
    app = QApplication([])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    app.exec()
