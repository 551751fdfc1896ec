"""Settings survive whatever stands in their file."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dealer_crm.app.printer_profiles import PrinterProfiles
from dealer_crm.app.settings import Settings, SettingsFile
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique
from dealer_crm.domain.printing import PrintChoice


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


def test_printers_and_own_sizes_are_read_as_far_as_they_are_sound(opened: Callable[[str | None], SettingsFile], tmp_path: Path) -> None:
    profile = PrinterProfile(Technique.NEEDLE, 180).placed("paper", "CONT_241x140", Placement(5, -5, 12, "Tractor"))
    opened(None).change(printers={"EPSON": profile}, own_papers={"OWN_1850x2600": "红头纸"})
    again = SettingsFile(tmp_path / "data" / "settings.json", now).value
    assert again == Settings(printers={"EPSON": profile}, own_papers={"OWN_1850x2600": "红头纸"})


@pytest.mark.parametrize(
    "wrong", [{"printers": {"A": 3}}, {"printers": []}, {"own_papers": {"OWN_1x1": "?", "A4": "A4"}}, {"own_papers": 1}]
)
def test_unsound_printers_are_left_out(opened: Callable[[str | None], SettingsFile], wrong: dict[str, object]) -> None:
    assert opened(json.dumps(wrong)).value == Settings()


def test_offsets_that_stood_with_the_kind_move_to_the_printer_and_are_kept_there_once(
    opened: Callable[[str | None], SettingsFile], tmp_path: Path
) -> None:
    old = {"printer": "EPSON", "paper": "CONT_241x140", "offset_x": 12, "offset_y": -3}
    file = opened(json.dumps({"printing": {"receipt": old, "quote": {"printer": "HP", "paper": "A4"}}}))
    profiles = PrinterProfiles(file, lambda name: Technique.NEEDLE if name == "EPSON" else Technique.LASER)
    found = profiles.remembered("receipt")
    assert found is not None
    assert (found.place, found.technique) == (Placement(12, -3), Technique.NEEDLE)
    assert profiles.of("HP") == PrinterProfile()
    profiles.keep("receipt", found.placed(Placement()))
    assert profiles.of("EPSON").place("receipt", "CONT_241x140") == Placement()
    assert SettingsFile(tmp_path / "data" / "settings.json", now).value == file.value


def test_a_measured_size_holds_for_kinds_and_only_what_differs_is_kept_with_a_kind(
    opened: Callable[[str | None], SettingsFile],
) -> None:
    profiles = PrinterProfiles(opened(None), lambda _name: Technique.AUTO)
    choice = PrintChoice("EPSON", "CONT_241x140")
    profiles.keep("receipt", choice.placed(Placement(1, 1, 0, "Tractor")))
    profiles.measured("EPSON", choice.paper, Placement(8, 0, 30))
    assert profiles.filled("receipt", choice).place == Placement(8, 0, 30, "Tractor")
    assert profiles.filled("quote", choice).place == Placement(8, 0, 30)
    profiles.keep("quote", profiles.filled("quote", choice))
    assert set(profiles.of("EPSON").places) == {"paper:CONT_241x140", "receipt:CONT_241x140"}
    assert profiles.remembered("contract") is None


def test_own_sizes_are_added_renamed_and_taken_away(opened: Callable[[str | None], SettingsFile]) -> None:
    profiles = PrinterProfiles(opened(None), lambda _name: Technique.AUTO)
    paper = profiles.keep_size(OwnPaper("红头纸", 1_850, 2_600))
    wider = profiles.keep_size(OwnPaper("Head", 1_900, 2_600), paper.key)
    assert profiles.sizes() == (wider,)
    profiles.keep("receipt", PrintChoice("EPSON", wider.key))
    assert profiles.printed_on(wider.key) == ("receipt",)
    profiles.remove_size(wider.key)
    assert profiles.sizes() == ()
