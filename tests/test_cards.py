"""Social cards: the right size, the same bytes twice, small, and no name that breaks them."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from barometer.months import Month
from barometer.publishing import cards
from barometer.publishing.edition import Edition
from barometer.publishing.language import speaking
from barometer.publishing.mart import read_mart
from barometer.publishing.pages import addresses, environment
from barometer.settings import Settings
from tests.make_edition import Published, published_small

HOSTILE = "</text><script>alert(1)</script>&\x00\ud800 Å" + "W" * 300


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published_small(tmp_path_factory)


@pytest.fixture(scope="module")
def edition(small: Published) -> Edition:
    mart = read_mart(small.folder.warehouse, Month.parse("2026-10"))
    return Edition(country=small.country, mart=mart, contact="x@example.org")


def test_a_card_for_the_edition_and_for_each_county_in_every_language(small: Published, edition: Edition) -> None:
    for folder in ("", "nn/", "en/"):
        found = {path.name for path in (small.site / folder / "kort").iterdir()}
        assert found == {"ovelse-utgave.png", "ovelse-01-fylke-01.png", "ovelse-02-fylke-02.png"}
        for path in (small.site / folder / "kort").iterdir():
            made = path.read_bytes()
            assert made[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", made[16:24]) == (1200, 630)
            assert len(made) < 60_000
    assert set(cards.addresses(edition)) == {"index.html", "fylke/01-fylke-01.html", "fylke/02-fylke-02.html"}


def test_the_same_figures_give_the_same_bytes(small: Published, edition: Edition, tmp_path: Path) -> None:
    with speaking("nn"):
        where = cards.write(edition, tmp_path)
    for address in where.values():
        assert (tmp_path / address).read_bytes() == (small.site / "nn" / address).read_bytes()


def test_practice_is_marked_on_the_picture_and_a_real_edition_is_not(edition: Edition) -> None:
    real = replace(edition, country=replace(edition.country, is_practice=False, name="Norge"))
    for draw in (cards._edition_card, lambda each: cards._county_card(each, each.mart.rows("county")[0])):
        assert "Øvelse: oppdiktede tall" in draw(edition)
        assert "velse" not in draw(real) and "oppdikt" not in draw(real)


def test_no_name_breaks_a_card(edition: Edition) -> None:
    row = {**edition.mart.rows("county")[0], "county": HOSTILE, "median_coverage_percent": None}
    drawn = cards._county_card(edition, row)
    texts = etree.fromstring(drawn.encode()).findall("{http://www.w3.org/2000/svg}text")
    assert any(text.text and text.text.startswith("</text><script>alert(1)") for text in texts)
    assert all(len(text) == 0 for text in texts) and cards._png(drawn)


def test_pages_name_a_card_only_where_the_public_address_is_known(edition: Edition) -> None:
    engine = environment("Europe/Oslo")
    with speaking("nb") as language:
        common = {**addresses(language, "personvern.html"), "here": "personvern", "cards": cards.addresses(edition)}
        without = engine.get_template("personvern.html").render(edition=edition, **common)
        known = replace(edition, site_url=Settings(site_url="https://b.example").site_url)
        page = html.fromstring(engine.get_template("personvern.html").render(edition=known, **common))
    assert "og:image" not in without and "twitter:card" not in without
    named = {tag.get("property") or tag.get("name"): tag.get("content") for tag in page.iter("meta")}
    assert named["og:image"] == "https://b.example/2026-10/kort/ovelse-utgave.png"
    assert named["twitter:card"] == "summary_large_image" and named["og:title"] and named["og:image:alt"]


@pytest.mark.parametrize(
    "address", ["b.example", "ftp://b.example/", "https://", "https://b.example/?x", "https://b.example/ x",
                'https://b.example/"onload="', "javascript:alert(1)"],
)  # fmt: skip
def test_a_public_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"no plain address such as https://barometer\.example/"):
        Settings(site_url=address)
