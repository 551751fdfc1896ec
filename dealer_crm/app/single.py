"""One window per data folder: a second start wakes the first one and ends."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from dealer_crm.domain.store import StoreInUse
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock

WAKE = b"show"
PATIENCE_S = 5.0
PAUSE_S = 0.2
ANSWER_MS = 1_000


def server_name(data: Path) -> str:
    """Return the name under which the window of this folder listens; the same folder gives the same name."""
    return "dealer-crm-" + hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]


def lock_or_wake(data: Path) -> FolderLock | None:
    """Take the lock of the folder, or wake the window that has it and return None.

    Whoever holds the lock may be about to listen, or be a short command: both are tried again for five seconds.
    Raises StoreInUse after that, StoreReadOnly.
    """
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return FolderLock(DataFolder(data).lock)
        except StoreInUse:
            if wake(data):
                return None
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE_S)


def wake(data: Path) -> bool:
    """Ask the window of this folder to show itself; tell whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(data))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(WAKE)
    heard = socket.waitForBytesWritten(ANSWER_MS)
    socket.disconnectFromServer()
    return heard


class Doorbell(QObject):
    """Listens for second starts; only the holder of the lock may build one."""

    def __init__(self, data: Path, show: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(data)
        QLocalServer.removeServer(name)
        self._server.newConnection.connect(self._on_ring)
        self._server.listen(name)

    def _on_ring(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
        self._show()

    def silence(self) -> None:
        """Listen no more."""
        self._server.close()
