"""The edition in each language: every page is there, says its language, leads to the others, and is translated."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from barometer.publishing.catalogues import catalogue
from barometer.publishing.language import LANGUAGES
from tests.make_edition import Published, published

CODES = {language.code: language for language in LANGUAGES}
FOREIGN = {
    "nn": r"ikke|hvor|hva|hvem|noen|fra|ble|innbyggere|følgere|måneden|tallene|nettstedet|siden ble|kommunene",
    "en": r"ikke|hvor|hva|hvem|noen|fra|ble|innbyggere|følgere|måneden|tallene|nettstedet|eller|som|alle|ikkje",
}
"""Words that give away a text in another language."""
PIECE = re.compile(r"%\(\w+\)s|<[^>]*>")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory)


def pages_of(site: Path, code: str) -> dict[str, Path]:
    """Return address within the language → file."""
    root = site / CODES[code].folder
    others = {each.folder.strip("/") for each in LANGUAGES if each.folder} - {CODES[code].folder.strip("/")}
    found = {path.relative_to(root): path for path in root.rglob("*.html")}
    return {str(name): path for name, path in found.items() if code != "nb" or name.parts[0] not in others}


def sample(site: Path, code: str) -> list[Path]:
    """Return one page of every template, and some authorities in different states."""
    pages = pages_of(site, code)
    alone = [path for name, path in pages.items() if "/" not in name]
    folders = sorted({name.split("/")[0] for name in pages if "/" in name})
    return alone + [
        path for folder in folders
        for path in [path for name, path in sorted(pages.items()) if name.startswith(f"{folder}/")][::40]
    ]  # fmt: skip


@cache
def text_of(path: Path) -> str:
    """Return what a reader gets of a page, but for what is marked as another language, code, and addresses."""
    tree = html.document_fromstring(path.read_bytes())
    own = tree.get("lang")
    for element in tree.xpath("//*[@lang]|//code|//textarea|//script"):
        if element.get("lang") != own and element.getparent() is not None:
            element.drop_tree()
    spoken = tree.xpath("//text()|//@aria-label|//@title|//@alt|//meta[@name='description']/@content")
    return " ".join(" ".join(str(text) for text in spoken).split())


def test_every_page_is_there_in_every_language(edition: Published) -> None:
    names = {code: set(pages_of(edition.site, code)) for code in CODES}
    assert names["nb"] == names["nn"] == names["en"]
    assert len(names["nb"]) > 371 + 10
    above = edition.folder.editions
    assert all((above / language.folder / "index.html").is_file() for language in LANGUAGES)


@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_told_by_no_word_of_the_program(code: str, edition: Published) -> None:
    # A page that a Facebook page was new on said "None–" of the one before.
    read = (html.parse(path).xpath("//td//text()") for path in sample(edition.site, code))
    cells = {str(text).strip() for texts in read for text in texts}
    assert len(cells) > 1000
    assert sorted(text for text in cells if re.fullmatch(r"(?:None|nan|null|True|False)–?", text)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language_and_leads_to_the_others(code: str, edition: Published) -> None:
    for path in sample(edition.site, code):
        tree = html.document_fromstring(path.read_bytes())
        assert tree.get("lang") == code
        switch = tree.xpath("//nav[contains(@class, 'languages')]//a")
        assert [link.get("lang") for link in switch] == list(CODES)
        assert [link.get("aria-current") for link in switch] == ["true" if each == code else None for each in CODES]
        name = path.relative_to(edition.site / CODES[code].folder)
        for link in switch:
            address = Path(os.path.normpath(path.parent / link.get("href")))
            assert address == edition.site / CODES[link.get("lang")].folder / name and address.is_file()
        named = tree.xpath("//link[@rel='alternate'][@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in named} == {
            link.get("lang"): link.get("href") for link in switch if link.get("lang") != code
        }


@pytest.mark.parametrize("code", CODES)
def test_every_address_on_a_page_leads_somewhere(code: str, edition: Published) -> None:
    for path in sample(edition.site, code):
        for address in html.document_fromstring(path.read_bytes()).xpath("//*/@href|//*/@src"):
            target = str(address).split("#")[0].split("?")[0]
            if target and not re.match(r"[a-z]+:", target):
                file = Path(os.path.normpath(path.parent / target))
                # The list of editions lies above the edition, which a reader sees through a link named by its month.
                seen = Path(str(file).replace(str(edition.site.parent / "releases"), str(edition.site.parent)))
                assert file.exists() or seen.exists(), f"{path.name}: {address}"


@pytest.mark.parametrize("code", ["nn", "en"])
def test_no_sentence_of_the_catalogue_is_left_in_bokmaal(code: str, edition: Published) -> None:
    sentences: dict[str, str] = {}
    for text in catalogue(code):
        forms = [text.id] if isinstance(text.id, str) else list(text.id)
        told = " ".join([text.string] if isinstance(text.string, str) else text.string or ())
        for form in filter(None, forms):
            pieces = [" ".join(piece.replace("&nbsp;", " ").split()) for piece in PIECE.split(str(form))]
            sentences |= {piece: form for piece in pieces if piece.count(" ") >= 3 and piece not in told}
    assert len(sentences) > 400
    for path in sample(edition.site, code):
        text = text_of(path)
        assert [piece for piece in sentences if piece in text] == [], path.name


@pytest.mark.parametrize("code", ["nn", "en"])
def test_no_word_gives_away_a_text_that_no_catalogue_holds(code: str, edition: Published) -> None:
    for path in sample(edition.site, code):
        if path.name == "ordbok.html":
            continue  # The dictionary of the files explains their words, which are Norwegian.
        found = re.finditer(rf"(?<![\w«-])(?:{FOREIGN[code]})(?![\w-])", text_of(path))
        near = [text_of(path)[max(match.start() - 40, 0) : match.end() + 40] for match in found]
        assert near == [], path.name


def test_numbers_are_written_by_the_language_of_the_page(edition: Published) -> None:
    english, bokmaal = (text_of(pages_of(edition.site, code)["index.html"]) for code in ("en", "nb"))
    assert re.search(r"\d,\d{3}\b", english) and re.search(r"\d\.\d%", english) and "October 2026" in english
    assert not re.search(r"\d,\d{1,2}\b|\d %", english)
    assert re.search(r"\d \d{3}\b", bokmaal) and re.search(r"\d,\d", bokmaal) and "oktober 2026" in bokmaal


def test_the_files_to_download_are_the_same_whatever_the_language(edition: Published) -> None:
    assert not list((edition.site / "en").rglob("*.csv")) and not list((edition.site / "nn").rglob("*.json"))
    rows = (edition.site / "nedlasting" / "ovelse-bruksklasser.csv").read_text(encoding="utf-8-sig")
    assert "enveis" in rows and "one-way" not in rows
    drawing = "grafikk/ovelse-use-class-split.svg"
    assert "Dialog, enveis eller stille" in (edition.site / drawing).read_text()
    assert "Dialogue, one-way or silent" in (edition.site / "en" / drawing).read_text()
