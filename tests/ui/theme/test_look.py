"""The look reaches every widget, and changes live."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dealer_crm import resources
from dealer_crm.ui.shell.shortcuts import ROOM_ICONS, TABLE
from dealer_crm.ui.theme import TONE_ICONS, Density, Type, apply_theme, font_of, pixmap, row_height, tokens_of
from dealer_crm.ui.theme.fonts import BUNDLED, families
from dealer_crm.ui.theme.palette import build_palette
from dealer_crm.ui.theme.tokens import DARK, LIGHT


def test_light_and_dark_change_live(qapp: QApplication, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    apply_theme(qapp, "dark")
    assert tokens_of(edit) is DARK
    assert edit.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    apply_theme(qapp, "light")
    assert tokens_of(edit) is LIGHT


def test_placeholder_keeps_its_own_colour(qapp: QApplication, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.ensurePolished()
    colour = edit.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (colour.name().upper(), colour.alpha()) == (LIGHT.placeholder, 255)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_palette_has_every_role_and_greys_what_is_disabled(tokens: type) -> None:
    palette = build_palette(tokens)  # type: ignore[arg-type]  # parametrized with the two looks
    standard = QPalette()
    skipped = {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    for role in set(QPalette.ColorRole) - skipped:
        assert palette.isBrushSet(QPalette.ColorGroup.Active, role), role
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) != palette.color(QPalette.ColorRole.Text)
    assert standard is not palette


def test_text_size_moves_every_kind_of_text(qapp: QApplication) -> None:
    apply_theme(qapp, "light", percent=150)
    assert font_of(Type.BODY).pointSizeF() == 15.0
    assert font_of(Type.TITLE).pointSizeF() == 22.5
    assert row_height() > 32
    apply_theme(qapp, "light", percent=100)
    assert font_of(Type.CAPTION).pointSizeF() == 9.0


def test_density_moves_rows(qapp: QApplication) -> None:
    apply_theme(qapp, "light", density=Density.ROOMY)
    assert row_height() == 40
    apply_theme(qapp, "light", density=Density.STANDARD)
    assert row_height() == 32


def test_system_follows_the_system(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    apply_theme(qapp, "system")
    assert tokens_of(label) in (LIGHT, DARK)


def test_simsun_can_never_be_reached() -> None:
    installed = frozenset({"SimSun", "NSimSun", "Microsoft YaHei UI", "Segoe UI"})
    assert families("zh", installed) == ["Microsoft YaHei UI"]
    assert families("en", installed) == ["Segoe UI", "Microsoft YaHei UI"]
    assert families("zh", frozenset({"SimSun"})) == [BUNDLED]


def test_tests_are_written_in_the_bundled_font(qapp: QApplication) -> None:
    assert QFontInfo(QApplication.font()).family() == BUNDLED


def test_icons_take_the_colour_and_the_pixels_of_the_screen(qapp: QApplication) -> None:
    picture = pixmap("check", LIGHT.accent, 16, 1.5)
    assert (picture.width(), picture.devicePixelRatio()) == (24, 1.5)
    image = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255}
    assert QColor(LIGHT.accent).name() in colours
    assert pixmap("check", LIGHT.accent, 16, 1.5) is picture


def test_every_icon_that_is_named_is_there() -> None:
    named = {entry.icon for entry in TABLE if entry.icon} | set(ROOM_ICONS) | set(TONE_ICONS.values())
    assert [name for name in sorted(named) if not resources.icon(name).is_file()] == []
    assert "currentColor" in resources.icon("check").read_text("utf-8")
    assert resources.path("icons", "LICENSE").is_file()
