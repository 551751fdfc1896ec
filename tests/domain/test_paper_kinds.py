"""What of a kind of paper can be chosen: what it does not have is dropped, what it must have stays."""

import pytest

from dealer_crm.domain.paper_kinds import PaperKind, Part
from dealer_crm.domain.paper_templates import CopyStyle, PaperTemplate, Words


def part(code: str, *, fixed: bool = False) -> Part:
    """Return a part of a paper."""
    return Part(code=code, fixed=fixed, zh=code, en=code)


NOTE = PaperKind(
    code="note",
    number=1,
    zh="单",
    en="note",
    blocks=(part("sums"), part("goods", fixed=True)),
    columns=(part("position"), part("product", fixed=True), part("unit"), part("quantity", fixed=True), part("price")),
    words=(part("terms"),),
    signs=(part("made_by"), part("customer", fixed=True)),
    copies=(CopyStyle(Words("存根", "Stub")), CopyStyle(Words("客户", "Customer"))),
)


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ((), ()),
        (("position", "product", "unit", "quantity", "price"), ()),
        (("price", "product", "quantity"), ("price", "product", "quantity")),
        (("price", "nonsense", "price", "product", "quantity"), ("price", "product", "quantity")),
        (("position", "unit"), ("position", "product", "unit", "quantity")),
        (("price",), ("product", "quantity", "price")),
        (("nonsense",), ()),
    ],
)
def test_columns_are_those_of_the_kind_and_what_it_means_nothing_without_stays(chosen: tuple[str, ...], columns: tuple[str, ...]) -> None:
    assert NOTE.fitted(PaperTemplate("note", columns=chosen)).columns == columns


def test_only_parts_of_the_kind_are_left_out_and_reworded() -> None:
    copy = CopyStyle(Words("仓库", "Store"), without=("price", "product", "goods", "sums", "elsewhere"))
    template = PaperTemplate(
        "note",
        without=("sums", "goods", "customer", "made_by", "elsewhere", "price"),
        words={"terms": Words("当面点清"), "elsewhere": Words("x")},
        lines=12,
        copies=(copy,),
    )
    fitted = NOTE.fitted(template)
    assert fitted.without == ("sums", "made_by")
    assert fitted.words == {"terms": Words("当面点清")}
    assert fitted.lines == 0, "its lines per page cannot be chosen"
    assert fitted.copies[0].without == ("price", "sums")


def test_copies_as_usual_are_no_choice() -> None:
    assert NOTE.fitted(PaperTemplate("note", copies=NOTE.copies)).plain() == {}
    turned = NOTE.copies[::-1]
    assert NOTE.fitted(PaperTemplate("note", copies=turned)).copies == turned
