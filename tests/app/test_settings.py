"""Settings survive whatever stands in their file."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dealer_crm.app.settings import Settings, SettingsFile


def now() -> datetime:
    """Return the clock of these tests."""
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[str | None], SettingsFile]:
    """Return a function that opens the file with this text in it."""

    def open_with(text: str | None) -> SettingsFile:
        path = tmp_path / "data" / "settings.json"
        if text is not None:
            path.parent.mkdir()
            path.write_text(text, "utf-8")
        return SettingsFile(path, now)

    return open_with


def test_changes_are_read_back(opened: Callable[[str | None], SettingsFile], tmp_path: Path) -> None:
    opened(None).change(language="zh", text_size=125, staff_id=3, backup_folder="D:\\备份")
    again = SettingsFile(tmp_path / "data" / "settings.json", now)
    assert again.value == Settings(language="zh", text_size=125, staff_id=3, backup_folder="D:\\备份")
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00\x01", "[" * 100_000])
def test_unreadable_file_is_put_aside(opened: Callable[[str | None], SettingsFile], text: str) -> None:
    file = opened(text)
    assert file.value == Settings()
    assert file.put_aside is not None
    assert file.put_aside.read_text("utf-8") == text
    assert file.put_aside.name == "settings-unreadable-20261122-090000.json"


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "tlh"},
        {"language": ["zh"]},
        {"theme": 1},
        {"text_size": 7},
        {"staff_id": "x"},
        {"staff_id": True},
        {"density": None},
        {"demo": "yes"},
    ],
)
def test_unsound_value_alone_is_left_out(opened: Callable[[str | None], SettingsFile], wrong: dict[str, object]) -> None:
    file = opened(json.dumps({"first_run_done": True, "from_tomorrow": 1, **wrong}))
    assert file.value == Settings(first_run_done=True)
    assert file.put_aside is None


def test_unknown_setting_is_a_mistake(opened: Callable[[str | None], SettingsFile]) -> None:
    with pytest.raises(TypeError):
        opened(None).change(colour="red")
