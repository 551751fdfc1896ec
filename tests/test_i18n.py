"""Both languages are complete and current, and a translator knows nothing but its own language."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from dealer_crm import resources
from dealer_crm.i18n import LANGUAGES, N_, Translator, translator
from resources.i18n import build

SOURCE = """
a = t("Hello {name}")
b = self._t.plural("{n} customer", "{n} customers", n)
c = t.context("button", "Open")
d = N_("Marked")
e = t("in two "
      "parts")
f = other("not marked")
"""


@pytest.fixture
def template(tmp_path: Path) -> Catalog:
    """Return what is extracted from a small source."""
    (tmp_path / "page.py").write_text(SOURCE, "utf-8")
    return build.extract(tmp_path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of catalogues."""
    monkeypatch.setattr(build, "FOLDER", tmp_path / "i18n")
    return tmp_path / "i18n"


def test_catalogues_are_complete_current_and_compiled() -> None:
    found = build.offences()
    assert not found, "\n".join(found)


def test_every_language_speaks() -> None:
    assert [translator(language).language for language in LANGUAGES] == list(LANGUAGES)
    assert list(LANGUAGES)[:2] == ["zh", "en"]


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        translator("fr")


def test_english_needs_no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    t = translator.__wrapped__("en")
    assert t("Customers") == "Customers"
    assert t.plural("{n} customer", "{n} customers", 2) == "{n} customers"
    assert t.context("button", "Open") == "Open"


def test_empty_text_stays_empty() -> None:
    assert {translator(language)("") for language in LANGUAGES} == {""}
    assert N_("Customers") == "Customers"


def test_chinese_speaks_from_its_catalogue(folder: Path, template: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    t = _chinese(folder, template, monkeypatch)
    assert t("Hello {name}").format(name="王芳") == "你好 王芳"
    assert t.plural("{n} customer", "{n} customers", 1).format(n=1) == "1 位客户"
    assert t.context("button", "Open") == "打开"
    assert t("never marked") == "never marked"


def _chinese(folder: Path, template: Catalog, monkeypatch: pytest.MonkeyPatch) -> Translator:
    words: dict[str, str | tuple[str]] = {
        "Hello {name}": "你好 {name}",
        "{n} customer": ("{n} 位客户",),
        "Open": "打开",
        "Marked": "已标",
        "in two parts": "两段",
    }
    catalogue = build.updated("zh", template)
    for message in build.texts(catalogue):
        message.string = words[build.forms(message.id)[0]]
    build.save("zh", catalogue)
    monkeypatch.setattr(resources, "catalogues", lambda: folder)
    return translator.__wrapped__("zh")


def test_every_marked_text_is_extracted(template: Catalog) -> None:
    found = {build.forms(message.id)[0] for message in build.texts(template)}
    assert found == {"Hello {name}", "{n} customer", "Open", "Marked", "in two parts"}


@pytest.mark.usefixtures("folder")
def test_missing_and_unequal_translations_are_found(template: Catalog) -> None:
    catalogue = build.updated("zh", template)
    assert len(build.untranslated(catalogue)) == 5
    for message in build.texts(catalogue):
        message.string = ("{m}",) if isinstance(message.id, tuple) else "{nom"
    assert build.untranslated(catalogue) == []
    assert len(build.unequal(catalogue)) == 5


@pytest.mark.usefixtures("folder")
def test_english_fills_itself_and_files_are_stable(template: Catalog) -> None:
    build.save("en", build.updated("en", template))
    first = build.po_file("en").read_bytes(), build.mo_file("en").read_bytes()
    build.save("en", build.updated("en", template))
    assert (build.po_file("en").read_bytes(), build.mo_file("en").read_bytes()) == first
    assert b"POT-Creation-Date" not in first[0]
    assert build.untranslated(build.read("en")) == build.unequal(build.read("en")) == []


@pytest.mark.usefixtures("folder")
def test_stale_and_uncompiled_catalogues_are_found(template: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "extract", lambda: template)
    assert any("not what the sources say" in offence for offence in build.offences())
    for language in LANGUAGES:
        build.save(language, build.updated(language, template))
    build.mo_file("en").write_bytes(b"old")
    assert [offence for offence in build.offences() if offence.startswith("en")] == ["en: the .mo file is not compiled from the .po file"]


@pytest.mark.usefixtures("folder")
def test_an_unfinished_language_is_held_to_all_but_its_missing_texts(template: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "extract", lambda: template)
    for language in LANGUAGES:
        build.save(language, build.updated(language, template))
    assert {offence.split(":")[1] for offence in build.offences()} == {" no translation"}
    monkeypatch.setattr(build, "UNFINISHED", frozenset({"zh"}))
    assert build.offences() == []
