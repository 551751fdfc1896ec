"""Where fonts, icons, catalogues and trade data are: a checkout, an installed package or a frozen folder; paths only."""

import sys
from pathlib import Path


def root() -> Path:
    """Return the folder of the resources."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    installed = Path(__file__).with_name("_resources")
    return installed if installed.is_dir() else Path(__file__).parents[1] / "resources"


def path(*parts: str) -> Path:
    """Return the path of one resource, e.g. path("pinyin", "pinyin.txt")."""
    return root().joinpath(*parts)


def fonts() -> list[Path]:
    """Return the bundled font files, the regular weight first."""
    return [path("fonts", f"NotoSansSC-{weight}.ttf") for weight in ("Regular", "Bold")]


def catalogues() -> Path:
    """Return the folder that holds <language>/LC_MESSAGES/dealer_crm.mo."""
    return path("i18n")


def icon(name: str) -> Path:
    """Return the file of a Lucide icon, e.g. icon("phone")."""
    return path("icons", f"{name}.svg")


def licenses() -> Path:
    """Return the folder with the licences of everything that is bundled or shipped."""
    return path("licenses")
