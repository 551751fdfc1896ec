"""Commands that need Qt: the tour and the self-test."""

from __future__ import annotations

from dealer_crm.app.cli import Call
from dealer_crm.app.exits import Exit


def tour(call: Call) -> None:
    """Draw every page and dialog of the sample shop; one's own data are never shown."""
    from dealer_crm.app.stage import Look, without_screen

    without_screen()
    from dealer_crm.app.tour import draw_tour

    look = Look(call.options.size, call.options.theme or "light", call.t.language, call.options.text_size)
    for file in draw_tour(call.options.to.absolute(), look):
        call.report.file(file)
    call.report.counts["pictures"] = len(call.report.files)


def selftest(call: Call) -> None:
    """Try every part of the program in a temporary folder; a part that fails ends it with 1."""
    from dealer_crm.app.stage import without_screen

    without_screen()
    from dealer_crm.app.selftest import try_everything

    results = try_everything(call.t.language)
    call.report.keys["parts"] = {one.part: "ok" if not one.trouble else one.trouble for one in results}
    for one in results:
        words = call.t("{part}: works") if not one.trouble else call.t("{part}: FAILED, {trouble}")
        call.report.say(one.part, words.format(part=one.part, trouble=one.trouble))
    if any(one.trouble for one in results):
        call.report.code = Exit.REFUSED
