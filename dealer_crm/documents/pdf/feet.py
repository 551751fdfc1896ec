"""The foot of a paper and the name of the copy at its right edge."""

from __future__ import annotations

from collections.abc import Mapping

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import Frame
from dealer_crm.documents.pdf.pages import PageSetup
from dealer_crm.documents.pdf.pen import INK, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted, lines
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle
from dealer_crm.i18n import translator
from dealer_crm.words.papers import LABELS_PRINTING

FOOT = 17.0
"""Height of a foot of one line with the room above it."""
_BETWEEN = 16.0
_MOST_NAME = 0.25
_COPY_OUTSIDE = 4.6
_COPY = Ink(size=10, bold=True, colour=INK)
_COPY_STEP = 13.0
_BAND = 2.2
_UPRIGHT = str.maketrans({"（": "︵", "）": "︶", "(": "︵", ")": "︶"})
_ORDINALS = "一二三四五六七八九十"
_COLOURS: Mapping[CopyColour, str] = {
    CopyColour.RED: "#D32F2F",
    CopyColour.YELLOW: "#F2B600",
    CopyColour.GREEN: "#2E7D32",
    CopyColour.BLUE: "#1565C0",
}
_WORDS = dict(LABELS_PRINTING)


def copy_label(setup: PageSetup, name: str) -> str:
    """Return what a copy is called on paper: its number, name and colour; the bare name of one that is not known.

    Where all copies have one colour (a contract) the name says enough.
    """
    number, style = _known(setup, name)
    if style is None or len({one.colour for one in setup.template.copies or setup.usual}) == 1:
        return name
    t = translator(setup.language)
    ordinal = _ORDINALS[number - 1] if setup.language == "zh" else str(number)
    return t.context("paper", "Copy {number}: {name} ({colour})").format(number=ordinal, name=name, colour=t(_WORDS[style.colour]))


def foot_height(frame: Frame, left: str, page: str) -> float:
    """Return the room of a foot: words that are too long for the left end stand on lines of their own above."""
    return FOOT + frame.small.leading * len(_above(frame, left, page))


def draw_foot(frame: Frame, pen: Pen, page: str, left: str) -> None:
    """Draw words at the left, page and printing at the right."""
    paper, ink, right = frame.paper, frame.small, _printing(frame, page)
    pen.text((paper.right, paper.bottom), right, ink, Align.RIGHT)
    above = _above(frame, left, page)
    if not above:
        pen.text((paper.left, paper.bottom), left, ink)
    for number, line in enumerate(reversed(above), 1):
        pen.text((paper.left, paper.bottom + number * ink.leading), line, ink)


def foot_words(frame: Frame, copy: str, *, at_edge: bool, missing: bool) -> str:
    """Return what stands at the left: what could not be printed, the shop's note, the copies, remarks of the copy and of the shop."""
    setup, t = frame.setup, frame.t
    passed = setup.passed if len(setup.passed) > 1 else ()
    return "  ".join(
        filter(
            None,
            (
                t("□ stands for a character that cannot be printed.") if missing else "",
                setup.printed_by if _long_name(frame) else "",
                frame.heading.shop.note,
                "" if at_edge or not copy else copy_label(setup, copy),
                "  ".join(copy_label(setup, name) for name in passed),
                setup.copy.remark.said(setup.language),
                setup.template.said("remark", setup.language),
            ),
        )
    )


def draw_copy_name(frame: Frame, pen: Pen, name: str) -> None:
    """Draw the name of the copy at the right edge: Chinese from top to bottom, other words turned by a quarter.

    Sheets show the colour of the copy as a band beside it.
    """
    if not name:
        return
    paper, label = frame.paper, printable(copy_label(frame.setup, name)).replace("\n", " ")
    middle = (paper.top + paper.bottom) / 2
    room = paper.top - paper.bottom - 40
    x = paper.right + _COPY_OUTSIDE + _COPY.size / 2
    draw = _draw_turned if label.isascii() else _draw_stacked
    length = draw(pen, label, (x, middle), room)
    _number, style = _known(frame.setup, name)
    colour = _COLOURS.get(style.colour) if style else None
    if colour and not frame.setup.needles:
        pen.fill((x + _COPY.size / 2 + 1.6, middle - length / 2, _BAND, length), colour)


def _draw_turned(pen: Pen, label: str, at: tuple[float, float], room: float) -> float:
    """Draw words reading upwards; return how long they are."""
    shown = fitted(label, room, _COPY.size, bold=True)
    pen.upright((at[0] + _COPY.size * 0.36, at[1]), shown, _COPY)
    return width(shown, _COPY.size, bold=True)


def _draw_stacked(pen: Pen, label: str, at: tuple[float, float], room: float) -> float:
    """Draw characters below each other, turned words where they have no room so; return how long they are."""
    shown = label.translate(_UPRIGHT)
    steps = list(map(_step, shown))
    if sum(steps) > room:
        return _draw_turned(pen, label, at, room)
    y = at[1] + sum(steps) / 2
    for character, step in zip(shown, steps, strict=True):
        pen.text((at[0], y - step / 2 - _COPY.size * 0.36), character.strip(), _COPY, Align.CENTRE)
        y -= step
    return sum(steps)


def _step(character: str) -> float:
    return _COPY_STEP / 2 if character == " " else _COPY_STEP


def _known(setup: PageSetup, name: str) -> tuple[int, CopyStyle | None]:
    """Return the number and style of a copy by its name."""
    styles = setup.template.copies or setup.usual
    found = ((number, style) for number, style in enumerate(styles, 1) if style.name.said(setup.language) == name)
    return next(found, (0, None))


def _printing(frame: Frame, page: str) -> str:
    """Return page, day, person and how often it was printed."""
    setup, t = frame.setup, frame.t
    moment = t("Printed {moment}").format(moment=setup.printed_at.strftime("%Y-%m-%d %H:%M")) if setup.printed_at else ""
    times = t("print no. {times}").format(times=setup.times) if setup.times > 1 else ""
    return "  ".join(filter(None, (page, moment, "" if _long_name(frame) else setup.printed_by, times)))


def _long_name(frame: Frame) -> bool:
    """Tell whether who printed it takes too much of the line of page and day."""
    return width(printable(frame.setup.printed_by), frame.small.size) > frame.paper.width * _MOST_NAME


def _above(frame: Frame, left: str, page: str) -> list[str]:
    """Return the words at the left as lines above the page's number; none where they fit beside it."""
    size, wide = frame.small.size, frame.paper.width
    if not left or "\n" not in left and width(printable(left), size) <= wide - width(_printing(frame, page), size) - _BETWEEN:
        return []
    return lines(left, wide, size)
