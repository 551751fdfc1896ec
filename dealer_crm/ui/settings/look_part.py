"""The look of the window: put on at once, nothing to save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from dealer_crm.i18n import LANGUAGES, Translator
from dealer_crm.ui.settings.doors import Look, LookDoors
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Density
from dealer_crm.ui.theme.tokens import TEXT_SIZES
from dealer_crm.ui.widgets import Choice, FormGrid, Segments
from dealer_crm.ui.widgets.narrow import Narrow


class LookPart(Part):
    """Four rows of chips. The choice is applied after the click has ended, because it may rebuild the window."""

    def __init__(self, t: Translator, doors: LookDoors) -> None:
        super().__init__("look", t("Look and language"), t("Every choice is put on at once."))
        self._doors = doors
        card = self.add_card("look_card")
        self.form = FormGrid(t, name="look_form")
        card.box.addWidget(self.form)
        self.mode = self._row("mode", t("Colours"), _modes(t), lambda look, value: replace(look, mode=value))
        sizes = [Choice(size, f"{size} %") for size in TEXT_SIZES]
        self.percent = self._row("percent", t("Text size"), sizes, lambda look, value: replace(look, percent=value))
        self.density = self._row("density", t("Density"), _densities(t), lambda look, value: replace(look, density=value))
        languages = [Choice(code, language.own_name) for code, language in LANGUAGES.items()]
        self.language = self._row("language", t("Language"), languages, lambda look, value: replace(look, language=value))
        self.box.addStretch(1)
        self.reload()

    def _row(self, name: str, text: str, choices: list[Choice], change: Callable[[Look, Any], Look]) -> Segments:
        row = Segments(choices, name=f"field_{name}", label=text)
        row.setMaximumWidth(460)
        self.form.add(name, text, Narrow(row))
        self.findable(text, row)
        row.changed.connect(lambda value: self._take(change, value))
        return row

    def _take(self, change: Callable[[Look, Any], Look], value: object) -> None:
        look = self._doors.look()
        if (wanted := change(look, value)) != look:
            QTimer.singleShot(0, lambda: self._doors.apply(wanted))

    def reload(self) -> None:
        """Show the look that is on."""
        look = self._doors.look()
        for row, value in (
            (self.mode, look.mode),
            (self.percent, look.percent),
            (self.density, look.density),
            (self.language, look.language),
        ):
            if row.value() != value:
                row.set_value(value)


def _modes(t: Translator) -> list[Choice]:
    return [
        Choice("light", t("Light"), "sun"),
        Choice("dark", t("Dark"), "moon"),
        Choice("system", t("As the system"), "monitor"),
    ]


def _densities(t: Translator) -> list[Choice]:
    return [Choice(Density.COMPACT, t("Compact")), Choice(Density.STANDARD, t("Standard")), Choice(Density.ROOMY, t("Roomy"))]
