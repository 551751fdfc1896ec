"""What was remembered of printing and is not offered any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob

PASS = PaperChoice("CONT_241x140", "241 × 140", 241.3, 139.7, continuous=True)
SHEET = PaperChoice("A4", "A4", 210, 297)
FORM = PaperChoice("OWN_1000x600", "Old pad", 100, 60)
JOB = PrintJob("delivery_note", "Note", "note", (PASS, SHEET), lambda _choice: b"", copies=("存根", "客户"))
FORMS = replace(JOB, variants=(("", "Our own"), ("overprint:1", "Old pad")), forms=(("overprint:1", FORM),))


def test_copies_that_say_different_things_do_not_come_out_of_one_pass_by_themselves() -> None:
    job = replace(JOB, differ=True)
    assert [JOB.choice(None).one_pass, job.choice(None).one_pass] == [True, False]
    passed = PrintChoice(paper="CONT_241x140", one_pass=True)
    assert not job.choice(passed).one_pass
    assert [JOB.offers(passed), job.offers(passed)] == [True, False]


@pytest.mark.parametrize(
    ("job", "remembered", "offered", "paper", "one_pass"),
    [
        (JOB, PrintChoice(paper="A4", copy_names=("客户",)), True, "A4", False),
        (JOB, PrintChoice(paper="CONT_241x140", copy_names=("存根", "客户"), one_pass=True), True, "CONT_241x140", True),
        (JOB, PrintChoice(paper="CONT_241x140", copy_names=("旧名",), one_pass=True), True, "CONT_241x140", True),
        (JOB, PrintChoice(paper="A4", copy_names=("旧名",)), False, "A4", False),
        (JOB, PrintChoice(paper="A4", copy_names=("存根", "旧名")), False, "A4", False),
        (replace(JOB, papers=(SHEET,)), PrintChoice(paper="OWNCONT_2100x1400", one_pass=True), False, "A4", False),
        (JOB, PrintChoice(paper="OWN_2000x1000", copy_names=("存根",)), False, "CONT_241x140", True),
        (FORMS, PrintChoice(paper="OWN_1000x600", variant="overprint:1"), True, "OWN_1000x600", False),
        (JOB, PrintChoice(paper="A4", variant="blank"), True, "A4", False),
        (replace(JOB, variants=(("blank", "Blank"),)), PrintChoice(paper="A4"), True, "A4", False),
        (JOB, PrintChoice(paper="A4", variant="overprint:1"), False, "A4", False),
        (JOB, PrintChoice(paper="OWN_1000x600", variant="overprint:1"), False, "CONT_241x140", True),
    ],
)
def test_what_is_gone_is_noticed_and_the_paper_makes_its_copies_as_usual(
    job: PrintJob, remembered: PrintChoice, offered: bool, paper: str, one_pass: bool
) -> None:
    found = job.choice(remembered)
    assert (job.offers(remembered), found.paper, found.one_pass) == (offered, paper, one_pass)
    assert one_pass or job.forms or set(found.copy_names) <= set(job.copies)
