"""Writes into the fields of a form that was printed elsewhere: nothing else is on the page, which is exactly as large as the form."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf import wrapping
from dealer_crm.documents.pdf.fonts import faces, lost_words, printable, width
from dealer_crm.documents.pdf.pages import MM, PAPERS, PageSetup, Paper, paper_of
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.domain.overprint import FormValues, OverprintField, OverprintForm, OverprintTooLong, Side, pages
from dealer_crm.i18n import LANGUAGES

TENTH = MM / 10
LEADING = 1.25
SMALLEST, SMALLEST_NEEDLE = 7.5, 9.0
"""No letters become smaller than that, so that they can be read."""
_STEP, _ROUND = 0.5, 0.02
_SAME = 0.6
"""In tenths of a mm: a form measured by hand is a paper of the trade if it differs by less."""
_ALIGN = {Side.LEFT: Align.LEFT, Side.CENTRE: Align.CENTRE, Side.RIGHT: Align.RIGHT}


def overprint(form: OverprintForm, values: FormValues, page: PageSetup) -> bytes:
    """Return what is written on the form; lines of goods go on on further sheets. Same arguments, same bytes. Raises OverprintTooLong."""
    faces()
    paper, target = form_paper(form), io.BytesIO()
    canvas = Canvas(target, pagesize=paper.size, invariant=1, pageCompression=1, lang=LANGUAGES[page.language].tag)
    canvas.setTitle(" ".join(filter(None, (form.name, values.texts.get("number", "")))))
    canvas.setCreator("dealer-crm")
    canvas.setViewerPreference("PrintScaling", "None")
    count, smallest = pages(len(values.rows), form), SMALLEST_NEEDLE if page.needles or paper.continuous else SMALLEST
    written = [list(_written(form, values, number, count)) for number in range(count)]
    canvas.setKeywords(lost_words(text for fields in written for _one, _top, text in fields))
    for fields in written:
        pen = Pen()
        for one, top, text in fields:
            height = min(form.table.pitch, form.height - top) if one.column else form.height - top
            _Written(pen, paper, one, (smallest, height * TENTH)).write(top, text, values.names)
        pen.onto(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def form_paper(form: OverprintForm) -> Paper:
    """Return the form's paper: one of the trade where it is as large, else its own size."""
    size = (form.width, form.height)
    for paper in PAPERS.values():
        same = all(abs(side / TENTH - measured) < _SAME for side, measured in zip(paper.size, size, strict=True))
        if same and paper.continuous == form.continuous and not paper.labels:
            return paper
    return paper_of(form.paper.key)


def _written(form: OverprintForm, values: FormValues, number: int, count: int) -> Iterator[tuple[OverprintField, int, str]]:
    """Yield each field with its top edge and what is written into it."""
    texts = {**values.texts, "page": f"{number + 1}/{count}"}
    last, start = number + 1 == count, number * form.table.rows
    for one in form.fields:
        if not one.column:
            if last or one.code not in values.last:
                yield one, one.y, texts.get(one.code, "")
            continue
        for at, row in enumerate(values.rows[start : start + form.table.rows]):
            yield one, form.table.top + at * form.table.pitch, row.get(one.code, "")


class _Written:
    """One field on one page; `limits` are the smallest letters, and how high it may become: rows and the edge of the paper end it."""

    def __init__(self, pen: Pen, paper: Paper, one: OverprintField, limits: tuple[float, float]) -> None:
        self._pen, self._paper, self._field = pen, paper, one
        self._smallest = min(limits[0], one.size / 10)
        self._most = min(one.lines, max(int(limits[1] / (self._smallest * LEADING) + _ROUND), 1))

    def write(self, top: int, text: str, names: Mapping[str, str]) -> None:
        """Write as large as it fits, then wrapped. Raises OverprintTooLong."""
        shown = printable(text).strip()
        if not shown:
            return
        found = self._boxed(shown) if self._field.pitch else self._fitted(shown)
        if found is None:
            raise OverprintTooLong(field=names.get(self._field.code, self._field.code), text=shown)
        ink, rows = found
        y = self._paper.above - top * TENTH
        for at, line in enumerate(rows):
            base = y - at * ink.leading - ink.drop
            if self._field.pitch:
                self._spread(line, base, ink)
            else:
                self._pen.text((self._x(), base), line, ink, _ALIGN[self._field.side])

    def _x(self) -> float:
        return (self._field.x + self._field.width * _ALIGN[self._field.side].value) * TENTH

    def _ink(self, size: float) -> Ink:
        return Ink(size=size, bold=self._field.bold, leading=size * LEADING)

    def _fitted(self, text: str) -> tuple[Ink, list[str]] | None:
        room, bold, size = self._field.width * TENTH, self._field.bold, self._field.size / 10
        single = "\n" not in text
        while single and size > self._smallest and width(text, size, bold=bold) > room:
            size = max(size - _STEP, self._smallest)
        if single and width(text, size, bold=bold) <= room:
            return self._ink(size), [text]
        size = self._smallest
        rows = wrapping.lines(text, room, size, bold=bold)
        most = max((width(row, size, bold=bold) for row in rows), default=0)
        return (self._ink(size), rows) if len(rows) <= self._most and most <= room else None

    def _boxed(self, text: str) -> tuple[Ink, list[str]] | None:
        fits = (self._field.width + 1) // self._field.pitch
        return (self._ink(self._field.size / 10), [text]) if len(text) <= fits and "\n" not in text else None

    def _spread(self, text: str, base: float, ink: Ink) -> None:
        """Set each character in the middle of its box."""
        one = self._field
        fits = (one.width + 1) // one.pitch
        before = {Side.LEFT: 0, Side.CENTRE: (fits - len(text)) // 2, Side.RIGHT: fits - len(text)}[one.side]
        for at, character in enumerate(text, before):
            self._pen.text(((one.x + (at + 0.5) * one.pitch) * TENTH, base), character, ink, Align.CENTRE)
