"""Values on forms that were printed elsewhere: where they stand to 0.2 mm, what does not fit, and that nothing else is printed."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from dealer_crm import resources
from dealer_crm.documents.pdf.overprint_page import form_paper, overprint
from dealer_crm.documents.pdf.overprint_samples import sample_values
from dealer_crm.documents.pdf.overprint_values import certificate_values, delivery_values, receipt_values
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper
from dealer_crm.documents.pdf.render import missing_of, page_count
from dealer_crm.domain.overprint import FormValues, OverprintField, OverprintForm, OverprintTable, OverprintTooLong, Side
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.i18n import translator
from tests.documents.notes import NOTE, note
from tests.documents.reading import font_sizes, page_words, read
from tests.documents.sheets import CERTIFICATE, RECEIPT

ZH = translator("zh")
SETUP = PageSetup()
FORM = OverprintForm("卡", "certificate", 2100, 1400)
VALUES = FormValues({"customer": "陈静", "number": "BX001"}, names={"customer": "客户"})


def form(*fields: OverprintField, **more: object) -> OverprintForm:
    return replace(FORM, fields=fields, **more)  # type: ignore[arg-type]


def places(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return each text with left end and baseline, in mm from the upper left corner."""
    found: list[tuple[str, float, float]] = []
    one = read(pdf).pages[page]
    height = float(one.mediabox.height)

    def seen(text: str, _cm: object, tm: list[float], *_more: object) -> None:
        if text.strip():
            found.append((text.strip(), tm[4] / MM, (height - tm[5]) / MM))

    one.extract_text(visitor_text=seen)
    return found


@pytest.mark.parametrize(
    ("side", "left"),
    [(Side.LEFT, 30.0), (Side.CENTRE, 30 + (50 - 2 * 12 / MM) / 2), (Side.RIGHT, 30 + 50 - 2 * 12 / MM)],
)
def test_a_field_stands_where_it_was_placed(side: Side, left: float) -> None:
    pdf = overprint(form(OverprintField("customer", 300, 450, 500, size=120, side=side)), VALUES, SETUP)
    ((text, x, base),) = places(pdf)
    assert text == "陈静"
    assert x == pytest.approx(left, abs=0.2)
    assert base == pytest.approx(45 + (12 * 1.25 / 2 + 0.36 * 12) / MM, abs=0.2)


@pytest.mark.parametrize(
    ("size", "continuous", "paper"),
    [
        ((2413, 1397), True, Paper.CONT_241x140),
        ((2413, 931), True, Paper.CONT_241x93),
        ((2100, 2970), False, Paper.A4),
        ((1480, 2100), False, Paper.A5),
    ],
)
def test_a_size_of_the_trade_is_exactly_that(size: tuple[int, int], continuous: bool, paper: Paper) -> None:  # noqa: FBT001
    one = form(OverprintField("customer"), width=size[0], height=size[1], continuous=continuous)
    assert form_paper(one) is paper
    box = read(overprint(one, VALUES, SETUP)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(paper.size, abs=0.01)


def test_any_other_size_is_kept() -> None:
    box = read(overprint(form(OverprintField("customer"), width=1830, height=955), VALUES, SETUP)).pages[0].mediabox
    assert (float(box.width) / MM, float(box.height) / MM) == pytest.approx((183, 95.5), abs=0.01)


def test_boxes_take_a_character_each_from_the_right() -> None:
    values = FormValues({"serial_boxes": "¥123"})
    pdf = overprint(form(OverprintField("serial_boxes", 100, 100, 400, side=Side.RIGHT, pitch=80)), values, SETUP)
    page = PdfDocument(pdf)[0].get_textpage()
    boxes = [(page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())]
    found = {text: (box[0] + box[2]) / 2 / MM for text, box in boxes if text.strip()}
    assert "".join(found) == "¥123"
    assert list(found.values()) == pytest.approx([22, 30, 38, 46], abs=0.4)


@pytest.mark.parametrize(
    ("field", "sizes", "lines"),
    [
        (OverprintField("customer", width=600), {10.5}, 1),
        (OverprintField("customer", width=400), {9.0}, 1),
        (OverprintField("customer", width=200, lines=2), {7.5}, 2),
    ],
)
def test_what_is_too_long_shrinks_then_wraps(field: OverprintField, sizes: set[float], lines: int) -> None:
    pdf = overprint(form(field), FormValues({"customer": "一二三四五六七八九十甲乙"}), SETUP)
    assert font_sizes(pdf) == sizes
    assert len(places(pdf)) == lines


@pytest.mark.parametrize(
    ("field", "page"),
    [
        (OverprintField("customer", width=200), SETUP),
        (OverprintField("customer", width=320), replace(SETUP, technique=Technique.NEEDLE)),
        (OverprintField("customer", width=200, pitch=20), SETUP),
    ],
)
def test_what_has_no_room_is_refused_by_the_field_s_name(field: OverprintField, page: PageSetup) -> None:
    text = "一二三四五六七八九十甲乙"
    with pytest.raises(OverprintTooLong) as refused:
        overprint(form(field), FormValues({"customer": text}, names={"customer": "客户"}), page)
    assert refused.value.parameters == {"field": "客户", "text": text}


@pytest.mark.parametrize(("pitch", "fits"), [(70, True), (60, False)])
def test_a_line_of_goods_wraps_no_further_than_its_row(pitch: int, fits: bool) -> None:  # noqa: FBT001
    one = form(OverprintField("lines.product", width=200, lines=3), table=OverprintTable(100, pitch, 3))
    values = FormValues({}, ({"lines.product": "一二三四五六七八九十甲乙"},) * 2)
    if fits:
        assert len(places(overprint(one, values, SETUP))) == 4
    else:
        with pytest.raises(OverprintTooLong):
            overprint(one, values, SETUP)


def test_nothing_wraps_over_the_lower_edge() -> None:
    with pytest.raises(OverprintTooLong):
        overprint(form(OverprintField("customer", 0, 1_340, 200, lines=3)), FormValues({"customer": "一二三四五六七八九十甲乙"}), SETUP)


def test_goods_go_on_on_the_next_sheet_and_totals_stand_on_the_last() -> None:
    fields = (OverprintField("customer", 0, 100), OverprintField("lines.product", 200, 0, 500), OverprintField("total", 900, 1200))
    one = form(*fields, OverprintField("page", 1500, 50), table=OverprintTable(300, 85, 4))
    values = replace(delivery_values(note(9), ZH), last=frozenset({"total"}))
    pdf = overprint(one, values, SETUP)
    assert page_count(pdf) == 3
    told = page_words(pdf)
    assert ["陈静女士" in page for page in told] == [True] * 3
    assert [values.texts["total"] in page for page in told] == [False, False, True]
    assert [f"{at}/3" in page for at, page in enumerate(told, 1)] == [True] * 3
    assert [page.count("品名") for page in told] == [4, 4, 1]
    bases = [base for text, _x, base in places(pdf) if text.startswith("品名")]
    assert [after - before for before, after in zip(bases, bases[1:], strict=False)] == pytest.approx([8.5] * 3, abs=0.05)


def test_the_page_holds_the_values_and_nothing_else_and_is_the_same_each_time() -> None:
    one = form(OverprintField("customer", 100, 100), background="ab" * 32)
    pdf = overprint(one, VALUES, SETUP)
    assert pdf == overprint(one, VALUES, SETUP)
    assert page_words(pdf) == ["陈静"]
    assert "/XObject" not in read(pdf).pages[0]["/Resources"]  # type: ignore[operator]


def test_every_code_that_is_offered_has_its_text_and_no_other() -> None:
    kinds = {row["code"]: row for row in tomllib.loads(resources.path("trade", "overprint.toml").read_text("utf-8"))["form"]}
    told = {
        "delivery_note": delivery_values(NOTE, ZH),
        "receipt": receipt_values(RECEIPT, ZH),
        "certificate": certificate_values(CERTIFICATE, ZH),
    }
    assert set(told) == set(kinds)
    for kind, values in told.items():
        offered = {one["code"] for one in kinds[kind]["fields"]} - {"page"}
        assert set(values.texts) | {code for row in values.rows for code in row} == offered, kind
        for language in ("zh", "en"):
            assert set(sample_values(kind, translator(language)).texts) == set(values.texts)


def test_amounts_are_said_in_every_way_a_form_asks_for() -> None:
    texts = receipt_values(RECEIPT, ZH).texts
    found = [texts[f"amount{way}"] for way in ("", "_words", "_digits", "_capitals")]
    assert found == ["18,425.00", "人民币壹万捌仟肆佰贰拾伍元整", "¥1842500", "⊗壹捌肆贰伍零零"]
    assert [texts[name] for name in ("year", "month", "day_of_month")] == ["2026", "11", "21"]


def test_without_prices_no_amount_is_written() -> None:
    values = delivery_values(replace(NOTE, show_prices=False), ZH)
    assert not {"total", "total_words", "paid", "owed"} & set(values.texts)
    assert {row["lines.price"] + row["lines.amount"] for row in values.rows} == {""}


def test_the_whole_unit_is_told_whichever_coverage_comes_first() -> None:
    assert [certificate_values(CERTIFICATE, ZH).texts[name] for name in ("term", "covered_until")] == ["6 年", "2032-11-21"]


def test_characters_that_no_font_has_are_told() -> None:
    one = form(OverprintField("customer", 300, 450, 500))
    assert missing_of(overprint(one, FormValues({"customer": "陈\U0001f600", "number": "\U0001f601"}), SETUP)) == "\U0001f600"
    assert missing_of(overprint(one, VALUES, SETUP)) == ""
