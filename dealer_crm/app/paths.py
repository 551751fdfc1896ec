"""Where the data of this user lies when nobody says otherwise: local, never a folder that is synchronised."""

from __future__ import annotations

from pathlib import Path

NAME = "dealer-crm"
DEMO = "demo"


def default_folder() -> Path:
    """Return the platform's place for local application data (not Documents, not roaming)."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, roaming=False)


def demo_folder(data: Path) -> Path:
    """Return the folder of the sample shop that belongs to a data folder."""
    return data / DEMO


def settings_file(data: Path) -> Path:
    """Return the file of the settings; it lies with the data they are for."""
    return data / "settings.json"


def log_file(data: Path) -> Path:
    """Return the log that crash reports are written to."""
    return data / "logs" / "dealer-crm.log"
