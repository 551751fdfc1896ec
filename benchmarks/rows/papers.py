"""Rows of the papers: a thousand delivery notes against the paper library's own layout, and one note warm against cold."""

from __future__ import annotations

import io
import statistics
import time
from typing import Any

from benchmarks.bench import Bench
from benchmarks.measuring import in_turn
from benchmarks.processes import run_child
from benchmarks.rows.row import Outcome, Row
from dealer_crm import resources
from dealer_crm.documents.pdf.delivery_note import DeliveryNoteData, delivery_note
from dealer_crm.documents.pdf.pages import PageSetup

NOTES, AT_ONCE = 1_000, 100
FONT = "StockFont"
STOCK = "reportlab platypus as it comes, same lines"


def _data(bench: Bench) -> list[DeliveryNoteData]:
    with bench.opened() as opened:
        ids = opened.delivery_list.ids()
        return [opened.delivery_papers.note_data(one, "zh") for one in ids[: NOTES // bench.rounds]]


def _by_the_program(notes: list[DeliveryNoteData]) -> None:
    page = PageSetup(language="zh")
    for data in notes:
        delivery_note(data, page)


def _by_platypus(notes: list[DeliveryNoteData]) -> None:
    """Make them with the library's own settings, of which the program changes one."""
    from reportlab import rl_config

    ours, rl_config.useA85 = rl_config.useA85, 1
    try:
        for data in notes:
            _stock_note(data)
    finally:
        rl_config.useA85 = ours


def _stock_note(data: DeliveryNoteData) -> bytes:
    """Lay a note out as the library's manual shows it: paragraphs and a table with lines."""
    from reportlab.lib.pagesizes import A5, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(ttfonts.TTFont(FONT, str(resources.path("fonts", "NotoSansSC-Regular.ttf"))))
    plain = ParagraphStyle("plain", fontName=FONT, fontSize=9, leading=12)
    head = ParagraphStyle("head", fontName=FONT, fontSize=15, leading=20, alignment=1)
    story: list[Any] = [Paragraph(data.shop.name, head), Paragraph("送货单", head), Paragraph(data.number, plain)]
    story += [Paragraph(text, plain) for text in (data.customer, " ".join(data.phones), data.address, data.order_number)]
    lines: list[list[Any]] = [["品名", "型号", "单位", "数量", "单价", "金额"]]
    lines += [
        [Paragraph(line.product, plain), Paragraph(line.model, plain), line.unit, line.quantity // 1000, line.price or 0, line.amount or 0]
        for line in data.lines
    ]
    table = Table(lines, colWidths=(110, 150, 40, 50, 70, 80), repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "black"), ("FONT", (0, 0), (-1, -1), FONT, 9)]))
    story += [Spacer(0, 6), table, Spacer(0, 6), Paragraph("客户签收：　　　　　　　　送货人：　　　　　　　　日期：", plain)]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A5), leftMargin=30, rightMargin=30, topMargin=24, bottomMargin=24).build(story)
    return target.getvalue()


def thousand(bench: Bench) -> Outcome:
    """Make a thousand notes in all, so many in each round."""
    notes = _data(bench)
    pairs = in_turn(lambda: _by_the_program(notes), lambda: _by_platypus(notes), bench.rounds, time.process_time)
    return Outcome(pairs.ratio, f"CPU; {1 / pairs.ratio:.2f} × pages/s, {len(notes)} notes a round, each a file of its own")


def one(bench: Bench) -> Outcome:
    """Make one note in a process that has just opened the shop, then the same again and again."""
    found = [run_child("note", bench.own.path) for _ in range(bench.rounds)]
    return Outcome(statistics.median(one["warm"] / one["cold"] for one in found), "CPU; read from the store and rendered")


ROWS = (
    Row("notes", "1,000 delivery notes", 1 / 3, STOCK, thousand),
    Row("note-warm", "one note, click to PDF, warm", 1 / 10, "its cold time", one),
)
