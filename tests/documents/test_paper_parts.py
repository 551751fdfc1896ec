"""Every kind of paper and the papers of the program belong together; what a shop leaves out or writes itself is what is printed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.documents.pdf.address_labels import LabelLine, LabelsData, address_labels
from dealer_crm.documents.pdf.money_sheet import DrawerBlock
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.render import opened
from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.paper_templates import PaperTemplate, Words
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.services.trade import Trade
from tests.documents import cards, sheets
from tests.documents.every import EVERY
from tests.documents.records import SETUP

Made = tuple[Callable[[Any, PageSetup], bytes], Any, Paper]
PROGRAM = Path(__file__).parents[2] / "dealer_crm"
KINDS = {kind.code: kind for kind in Trade().paper_kinds()}
WITHOUT_JOB = {"list"}
"""Kinds that go to a file alone."""
SAMPLES: dict[str, tuple[str, ...]] = {
    "delivery_note": ("delivery",),
    "return_slip": ("return",),
    "receipt": ("receipt", "deposit", "prepaid", "refund"),
    "quote": ("quote",),
    "contract": ("contract",),
    "change_order": ("change",),
    "certificate": ("certificate", "card"),
    "checklist": ("checklist, open",),
    "dispatch": ("dispatch",),
    "acceptance": ("acceptance",),
    "complaint": ("complaint",),
    "evidence": ("evidence", "evidence, record"),
    "thanks": ("thanks",),
    "complaint_report": ("complaint report",),
    "customer_record": ("record",),
    "customer_form": ("whole form",),
    "statement": ("statement",),
    "money_sheet": ("money",),
    "day": ("day", "vehicle"),
    "week": ("week",),
    "morning": ("morning",),
    "slip": ("slip",),
    "standards": ("standards",),
    "customer_list": ("list",),
    "labels": ("labels",),
    "list": ("list",),
    "followup_card": ("followup",),
    "care_card": ("care",),
}
WHOLE: dict[str, Any] = {
    "whole form": cards.WHOLE_FORM,
    "money": replace(sheets.MONEY, drawer=DrawerBlock(100_000, 298_000, 0, 398_000)),
    "quote": replace(
        sheets.OFFER, parts=tuple(replace(p, lines=tuple(replace(x, note="含安装") for x in p.lines)) for p in sheets.OFFER.parts)
    ),
    "prepaid": replace(sheets.RECEIPT, kind=PayKind.PREPAYMENT),
}
"""Samples that lack a part otherwise."""
BASES = {"whole form": "form", "prepaid": "receipt"}


def made(name: str) -> Made:
    """Return how the sample of a paper is made."""
    if name == "labels":
        return address_labels, LabelsData((LabelLine("王芳 女士 收", "云上花园 8幢1单元2201"),)), Paper.LABELS_2x7
    if name == "card":
        return EVERY["certificate"].make, replace(sheets.CERTIFICATE, three_guarantees=False), Paper.A4
    every = EVERY[BASES.get(name, name)]
    return every.make, WHOLE.get(name, every.data), every.papers[0]


def printed(kind: str, template: PaperTemplate) -> str:
    """Return all words of the kind's samples."""
    found = ""
    for make, data, paper in map(made, SAMPLES[kind]):
        with opened(make(data, replace(SETUP, paper=paper, template=template, times=0))) as document:
            found += "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(found.split())


def with_words(kind: PaperKind) -> PaperTemplate:
    """Return a template with words of the shop's own wherever it may write some."""
    return PaperTemplate(kind.code, words={word.code: Words(f"自己的话{n}", f"Own {n}") for n, word in enumerate(kind.words)})


def left_out(kind: PaperKind) -> Iterator[tuple[str, PaperTemplate]]:
    """Yield each part that can be left out with a template that does so."""
    usual = with_words(kind)
    for part in (*kind.blocks, *kind.signs):
        if not part.fixed:
            yield part.code, replace(usual, without=(part.code,))
    for column in kind.columns:
        if not column.fixed:
            yield column.code, replace(usual, columns=tuple(one.code for one in kind.columns if one is not column))


@pytest.mark.parametrize("code", KINDS)
def test_what_is_left_out_is_gone_and_own_words_stand(code: str) -> None:
    kind = KINDS[code]
    whole = printed(code, with_words(kind))
    kept = [part for part, template in left_out(kind) if len(printed(code, template)) >= len(whole)]
    assert kept == [], "these parts of papers.toml are printed whatever the shop leaves out"
    assert [part for part, words in with_words(kind).words.items() if words.zh not in whole] == []


def test_every_kind_has_a_paper_and_every_paper_a_kind() -> None:
    jobs, papers = set(_said("app", "PrintJob", "kind")), set(_said("services", "setup", ""))
    assert jobs == set(KINDS) - WITHOUT_JOB
    assert papers == set(KINDS)
    assert set(SAMPLES) == set(KINDS)
    assert len({kind.number for kind in KINDS.values()}) == len(KINDS)


def _said(room: str, called: str, keyword: str) -> Iterator[str]:
    """Yield the constant that calls of a name are given as keyword, or ('') as first argument."""
    for path in (PROGRAM / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                given = [one.value for one in node.keywords if one.arg == keyword] if keyword else node.args[:1]
                yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))
