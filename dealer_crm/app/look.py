"""The look of the window: kept in the settings, put on at once; another language rebuilds the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dealer_crm.app.settings import TEXT_SIZES
from dealer_crm.i18n import LANGUAGES
from dealer_crm.ui.theme import Density

if TYPE_CHECKING:
    from dealer_crm.app.program import Program
    from dealer_crm.ui.settings.doors import Look, LookDoors


class LookLink:
    """Answers the settings page and the commands of the menu."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def doors(self) -> LookDoors:
        """Return what the settings page asks."""
        from dealer_crm.ui.settings.doors import LookDoors

        return LookDoors(self.look, self.apply)

    def look(self) -> Look:
        """Return the look that is on."""
        from dealer_crm.ui.settings.doors import Look

        assert self._program.opened is not None
        settings = self._program.opened.settings.value
        mode = self._program.theme(settings)
        return Look(mode, settings.text_size, Density(settings.density), self._program.language(settings))

    def apply(self, look: Look) -> None:
        """Keep the look and put it on."""
        program, before = self._program, self.look()
        assert program.opened is not None
        settings = program.opened.settings.change(
            language=look.language, theme=look.mode, text_size=look.percent, density=look.density.value
        )
        program.chosen("language", "theme")
        if look.language != before.language:
            program.later(program.rebuild)
        else:
            program.dress(settings)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the menu offers."""

        def put_on(**changes: object) -> Callable[[], object]:
            return lambda: self.apply(replace(self.look(), **changes))  # type: ignore[arg-type]

        found = {f"theme_{mode}": put_on(mode=mode) for mode in ("light", "dark", "system")}
        found |= {f"language_{language}": put_on(language=language) for language in LANGUAGES}
        found |= {f"density_{density.value}": put_on(density=density) for density in Density}
        found["text_larger"] = lambda: self._resize(1)
        found["text_smaller"] = lambda: self._resize(-1)
        found["text_normal"] = put_on(percent=100)
        return found

    def _resize(self, step: int) -> None:
        look = self.look()
        at = TEXT_SIZES.index(look.percent) + step
        if 0 <= at < len(TEXT_SIZES):
            self.apply(replace(look, percent=TEXT_SIZES[at]))
