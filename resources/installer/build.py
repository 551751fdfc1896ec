"""Write app.ico, the icon of the program and its installer on Windows, from app.svg: 16 to 256 pixels in one file."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parents[1]
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Return the drawing as a picture of that many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt's stubs want bytes for the format
    return Image.open(BytesIO(bytes(buffer.data().data())))


def main() -> None:
    """Draw every size anew, sharper than one picture made smaller."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(RESOURCES / "app.svg"))
    *smaller, largest = [drawn(renderer, size) for size in SIZES]
    largest.save(RESOURCES / "app.ico", sizes=[(size, size) for size in SIZES], append_images=smaller)
    application.quit()


if __name__ == "__main__":
    main()
