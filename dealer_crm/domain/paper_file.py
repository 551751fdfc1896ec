"""Papers of a shop in one file: templates, logo, own sizes and forms printed elsewhere, for another computer or another shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.overprint import OverprintForm
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.domain.papers import OwnPaper

SUFFIX = ".dealerpapers"
LARGEST = 60 * 1024 * 1024


class PaperFileForeign(DomainError):
    """The file holds no papers of this program. Parameter: file."""


class PaperFileNewer(DomainError):
    """A newer version of the program wrote the file. Parameter: file."""


class PaperFileTooLarge(DomainError):
    """No file of papers is so large. Parameters: file, megabytes."""


@dataclass(frozen=True)
class FiledForm:
    """A form printed elsewhere, with its scan (b'' for none)."""

    form: OverprintForm
    scan: bytes = b""


@dataclass(frozen=True)
class PaperFile:
    """What a file holds: templates by kind, the logo (b'' for none), own sizes, forms."""

    templates: Mapping[str, PaperTemplate]
    logo: bytes = b""
    sizes: tuple[OwnPaper, ...] = ()
    forms: tuple[FiledForm, ...] = ()
