"""Reads and writes a file of papers: nothing in it is ever run, what is not sound is left out."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dealer_crm.domain import paper_file
from dealer_crm.domain.overprint import OverprintForm, fields_of
from dealer_crm.domain.paper_file import FiledForm, PaperFile, PaperFileForeign, PaperFileNewer, PaperFileTooLarge
from dealer_crm.domain.paper_templates import template_of
from dealer_crm.domain.papers import own_papers

FORMAT = "dealer-crm papers"
VERSION = 1
MOST_FORMS = 100


def paper_text(papers: PaperFile) -> bytes:
    """Return the file; the same papers give the same bytes."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "papers": {kind: template.plain() for kind, template in papers.templates.items()},
        "logo": _packed(papers.logo),
        "sizes": {one.key: one.name for one in papers.sizes},
        "forms": [_filed(one) for one in papers.forms],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_papers(data: bytes, file: str) -> PaperFile:
    """Read a file of papers; what in it is not sound is left out. Raises PaperFileTooLarge, PaperFileForeign, PaperFileNewer."""
    if len(data) > paper_file.LARGEST:
        raise PaperFileTooLarge(file=file, megabytes=paper_file.LARGEST // 1024 // 1024)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PaperFileForeign(file=file) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PaperFileForeign(file=file)
    version = content.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise PaperFileNewer(file=file)
    try:
        return _read(content)
    except (ValueError, RecursionError, binascii.Error) as error:
        raise PaperFileForeign(file=file) from error


def _read(content: Mapping[str, Any]) -> PaperFile:
    papers, forms = content.get("papers"), content.get("forms")
    found = papers.items() if isinstance(papers, dict) else ()
    return PaperFile(
        {str(kind): template_of(str(kind), body) for kind, body in found if isinstance(body, dict)},
        _unpacked(content.get("logo")),
        own_papers(content.get("sizes")),
        tuple(_form(one) for one in forms[:MOST_FORMS] if isinstance(one, dict)) if isinstance(forms, list) else (),
    )


def _filed(one: FiledForm) -> dict[str, Any]:
    named = {name: value for name, value in asdict(one.form).items() if name in ("name", "kind", "width", "height", "continuous")}
    return {**named, "body": one.form.body(), "scan": _packed(one.scan)}


def _form(stored: Mapping[str, Any]) -> FiledForm:
    body = stored.get("body")
    fields, table = fields_of(body if isinstance(body, dict) else {})
    form = OverprintForm(
        name=str(stored.get("name", "")),
        kind=str(stored.get("kind", "")),
        width=_number(stored.get("width"), 2_100),
        height=_number(stored.get("height"), 2_970),
        continuous=stored.get("continuous") is True,
        fields=fields,
        table=table,
    )
    return FiledForm(form, _unpacked(stored.get("scan")))


def _number(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else usual


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unpacked(text: object) -> bytes:
    return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
