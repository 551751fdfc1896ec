"""A Windows of our own for the installer: Debian's Wine in a folder that is thrown away."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BINARIES = Path("/usr/lib/wine")
ENTRY = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\dealer-crm"
SETTINGS = "HKCU\\Software\\Wine"
PATIENCE_S = 120


def missing() -> bool:
    """Tell whether there is no Wine here."""
    return not (BINARIES / "wine64").exists()


def compile_script(script: Path, *arguments: str) -> None:
    """Compile an NSIS script; a warning counts as an error."""
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *arguments, script.name]
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Wine:
    """One Windows with one user."""

    home: Path
    local: Path
    """%LOCALAPPDATA% of the user."""

    @classmethod
    def made(cls, home: Path) -> Wine:
        """Make a 64-bit Windows 10 in an empty folder."""
        bare = cls(home, home)
        assert bare.run("reg", "add", SETTINGS, "/v", "Version", "/d", "win10", "/f") == 0
        assert bare.run("cmd", "/c", "echo %LOCALAPPDATA%>place.txt") == 0
        told = (home / "place.txt").read_text("utf-8").strip()
        return cls(home, bare.drive / told.removeprefix("C:\\").replace("\\", "/"))

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.home / "windows" / "drive_c"

    def run(self, program: str | Path, *arguments: str, **variables: str) -> int:
        """Run a program and return its end code."""
        return self._start(self._wine, str(program), *arguments, **variables)

    def settle(self) -> None:
        """Wait until nothing runs any more: an uninstaller goes on in a copy of itself."""
        self._server("-w")

    def run_in_little_room(self, program: str | Path, *arguments: str) -> int:
        """Run a program that cannot write more than half a megabyte into one file, and return its end code.

        The server is started before and outside of that: it keeps the registry.
        """
        self._server("-p60")
        code = self._start("sh", "-c", 'trap "" XFSZ; ulimit -f 500; exec "$@"', "sh", self._wine, str(program), *arguments)
        self._server("-k")
        self.settle()
        return code

    @property
    def _wine(self) -> str:
        return str(BINARIES / "wine64")

    def _start(self, *command: str, **variables: str) -> int:
        """Nobody reads what it prints: what Wine starts beside it keeps that open for long."""
        return subprocess.run(
            command,
            cwd=self.home,
            env={**self._variables(), **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        ).returncode

    def _variables(self) -> dict[str, str]:
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d", "WINEARCH": "win64"}
        kept = {name: os.environ[name] for name in ("PATH", "USER", "TMPDIR") if name in os.environ}
        return {**kept, **quiet, "HOME": str(self.home), "WINEPREFIX": str(self.home / "windows"), "LC_ALL": "C.UTF-8"}

    def name_of(self, file: Path) -> str:
        """Return how Windows calls a file."""
        inside = file.is_relative_to(self.drive)
        return ("C:\\" + str(file.relative_to(self.drive)) if inside else f"Z:{file}").replace("/", "\\")

    def _server(self, what: str) -> None:
        server = next(file for file in (BINARIES / "wineserver64", BINARIES / "wineserver") if file.exists())
        subprocess.run([str(server), what], env=self._variables(), timeout=PATIENCE_S, check=False)

    @contextmanager
    def older(self) -> Iterator[None]:
        """Be a Windows 7 for a while."""
        self.run("reg", "add", SETTINGS, "/v", "Version", "/d", "win7", "/f")
        try:
            yield
        finally:
            self.run("reg", "add", SETTINGS, "/v", "Version", "/d", "win10", "/f")

    def register(self, name: str, value: str) -> None:
        """Note something in the list of installed programs."""
        assert self.run("reg", "add", ENTRY, "/v", name, "/d", value, "/f") == 0

    def registered(self) -> dict[str, str]:
        """Return what the list of installed programs says, {} where the program is not in it."""
        file = self.home / "entry.reg"
        file.unlink(missing_ok=True)
        if self.run("reg", "export", ENTRY, self.name_of(file), "/y") != 0:
            return {}
        rows = re.findall(r'^"(\w+)"="?(.*?)"?$', file.read_text("utf-16"), re.MULTILINE)
        return {name: re.sub(r"\\(.)", r"\1", value) for name, value in rows}

    def shortcuts(self) -> dict[str, list[Path]]:
        """Return the shortcuts for everybody."""
        places = {"menu": "ProgramData/Microsoft/Windows/Start Menu/Programs", "desktop": "users/Public/Desktop"}
        return {name: sorted((self.drive / place).glob("*.lnk")) for name, place in places.items()}

    def clear(self) -> None:
        """Throw away what was installed, and the user's data."""
        self.run("reg", "delete", ENTRY, "/f")
        for file in (*self.shortcuts()["menu"], *self.shortcuts()["desktop"]):
            file.unlink()
        programs = [self.drive / "Program Files" / "Dealer CRM", *self.drive.glob("店*"), self.local / "dealer-crm"]
        for folder in programs:
            shutil.rmtree(folder, ignore_errors=True)

    def end(self) -> None:
        """Switch it off."""
        self._server("-k")
