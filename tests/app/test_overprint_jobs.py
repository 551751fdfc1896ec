"""Forms that were printed elsewhere, in the print dialog of their kind: chosen there, remembered, printed without their picture."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dealer_crm.app.opened import open_folder
from dealer_crm.app.overprint_jobs import with_overprints
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.overprint import OverprintField, OverprintForm
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob
from dealer_crm.i18n import translator

A4 = PaperChoice("A4", "A4", 210, 297)
JOB = PrintJob("certificate", "卡", "卡", (A4,), lambda _choice: b"own", copies=("客户", "存根"), record_id=7)
FORM = OverprintForm("NJ 保修卡", "certificate", 2413, 1397, continuous=True, fields=(OverprintField("customer", 200, 200),))


def scan() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (240, 140), "pink").save(target, "PNG")
    return target.getvalue()


def test_a_form_is_a_variant_with_its_own_paper_and_without_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, t = open_folder(tmp_path, Origin.USER), translator("zh")
    try:
        assert with_overprints(JOB, opened, t) is JOB
        sha256 = opened.overprint_forms.keep_scan("x.png", scan(), (2413, 1397))
        form_id = opened.overprint_forms.create(replace(FORM, background=sha256))
        job = with_overprints(JOB, opened, t)
        assert [code for code, _name in job.variants] == ["", f"overprint:{form_id}"]
        chosen = job.choice(PrintChoice(paper="A4", variant=f"overprint:{form_id}"))
        assert (chosen.paper, chosen.copy_names, chosen.one_pass) == ("CONT_241x140", (), False)
        assert job.paper(chosen.paper).name == "NJ 保修卡"
        own = job.choice(PrintChoice(paper="CONT_241x140", variant="overprint:99"))
        assert (own.variant, own.paper, own.copy_names) == ("", "A4", ("客户", "存根"))
        assert (job.render(own), job.ground(own)) == (b"own", b"")
        monkeypatch.setattr(opened.overprint_papers, "fill", lambda *asked: repr(asked).encode())
        assert job.render(chosen) == repr((form_id, 7, chosen, "zh", "")).encode()
        assert job.ground(chosen).startswith(b"\xff\xd8")
        assert with_overprints(replace(JOB, record_id=None), opened, t).forms == ()
    finally:
        opened.close()
