"""What is carried away from an authority's page: its badge, its record, the letter that tells of a mistake."""

from __future__ import annotations

import json
from email.message import Message
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html

from barometer.publishing import numbers
from barometer.publishing.authority import AuthorityPages
from barometer.publishing.badge import badge, fitted, shortened
from barometer.publishing.correction import correction
from barometer.publishing.edition import Edition
from barometer.publishing.language import LANGUAGES, speaking
from barometer.publishing.mart import Row
from barometer.publishing.record import SOURCES
from tests.authority_pages import edition, made, page_of, pages, text_of
from tests.make_edition import Published

__all__ = ["edition", "made", "pages"]


def badge_of(made: Published, edition: Edition, number: str, folder: str = "") -> Any:
    stem = edition.pages[number].removeprefix("kommune/").removesuffix(".html")
    return etree.fromstring((made.site / f"{folder}merker/ovelse-{stem}.svg").read_bytes())


def test_every_authority_has_a_badge_that_says_what_its_row_says(made: Published, edition: Edition) -> None:
    for number, row in list(edition.by_number.items())[::17]:
        root = badge_of(made, edition, number)
        said = " ".join(root.itertext())
        assert (root.get("width"), root.get("role"), root.get("aria-labelledby")) == ("320", "img", "t d")
        assert row["authority"] in said and "oktober 2026" in said and "ØVELSE, oppdiktede tall" in said
        if row["rank"] is None:
            assert "Ikke målt" in said and "Nummer" not in said
        else:
            assert f"Nummer {row['rank']} av {len(edition.ranking)}" in said
            assert numbers.decimal(row["coverage_percent"]) in said
            assert (f"({row['rank_band_low']}–{row['rank_band_high']})" in said) == (
                row["rank_band_low"] != row["rank_band_high"]
            )
        tags = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert tags == {"svg", "title", "desc", "a", "rect", "text"}
        [link] = root.xpath("//*[local-name()='a']/@href")
        assert (made.site / "merker" / link).resolve().exists()


def test_badges_exist_in_every_language(made: Published, edition: Edition) -> None:
    number = edition.ranking[0]["authority_number"]
    languages = {each.code: badge_of(made, edition, number, each.folder).get("lang") for each in LANGUAGES}
    assert languages == {each.code: each.code for each in LANGUAGES}


@pytest.mark.parametrize("name", ["Ås", "Guovdageainnu suohkan – Kautokeino kommune", "W" * 200, "Å" * 46])
def test_a_name_fits_the_badge(edition: Edition, name: str) -> None:
    row = {**edition.ranking[0], "authority": name}
    root = etree.fromstring(badge(edition, row, "x.html").encode())
    assert name in root.findtext("{*}title")
    for text in root.iter("{*}text"):
        assert len(text.text) * float(text.get("font-size")) * 0.6 <= 302
    assert fitted("x" * 10, 17) == 17 and len(shortened("x" * 47)) == 46


def test_the_code_to_paste_is_a_link_and_a_picture(made: Published, edition: Edition) -> None:
    row = edition.ranking[0]
    code = page_of(made, row["authority_number"]).xpath("//textarea")[0].text
    pasted = html.fromstring(code)
    assert pasted.tag == "a" and [each.tag for each in pasted] == ["img"]
    assert pasted.get("href").startswith("latest/kommune/") and pasted[0].get("src").startswith("latest/merker/ovelse-")
    assert pasted[0].get("alt") == f"{row['authority']} i Barometer"


def test_a_record_is_what_its_schema_says(made: Published, edition: Edition, pages: AuthorityPages) -> None:
    schema = json.loads((made.site / "nedlasting" / "ovelse-myndighet.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = sorted((made.site / "kommune").glob("*.json"))
    assert len(paths) == 371
    for path in paths[::19]:
        record = json.loads(path.read_text())
        assert list(validator.iter_errors(record)) == [], path.name
        number = record["ranking"]["authority_number"]
        assert record["ranking"]["followers"] == edition.by_number[number]["followers"]
        assert len(record["places"]) == len(pages.page(number).places)
        assert (made.site / record["page"]).exists() and (made.site / record["badge"]).exists()
        assert (path.parent / record["schema"]).resolve().exists()
        for part in SOURCES:
            fields = record[part] if isinstance(record[part], list) else [record[part] or {}]
            described = schema["properties"][part].get("items", schema["properties"][part])["properties"]
            for row in fields:
                extra = {"seen_from", "last_seen", "seen_to", "gap_months"} if part == "accounts" else set()
                assert set(row) - extra <= set(described), f"{part} of {path.name}"


# Telling us


def letter(href: str) -> Message:
    parts = urlsplit(href)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert parts.scheme == "mailto" and set(fields) == {"subject", "body"}
    message = Message()
    message["To"], message["Subject"] = unquote(parts.path), fields["subject"][0]
    message.set_payload(fields["body"][0])
    return message


def test_a_correction_letter_carries_its_context(edition: Edition) -> None:
    row = edition.ranking[0]
    made = correction(edition, row, "https://barometer.example/2026-10/kommune/x.html")
    sent = letter(made.href)
    assert made.is_letter and sent["To"] == "feil@barometer.example"
    for part in (row["authority_number"], row["authority"], "2026-10"):
        assert part in sent["Subject"] and part in sent.get_payload()
    assert "https://barometer.example/2026-10/kommune/x.html" in sent.get_payload()
    assert str(row["followers"]) in sent.get_payload()


def test_an_unmeasured_authority_s_letter_says_so(edition: Edition) -> None:
    body = letter(correction(edition, edition.unranked[0], "x.html").href).get_payload()
    assert "Følgere: ikke målt" in body


@pytest.mark.parametrize("name", ["A&body=x&cc=evil@example.org", "A?subject=x", "A\r\nBcc: evil@a.example", "5 % #x"])
def test_a_name_adds_no_field_to_a_letter(edition: Edition, name: str) -> None:
    row: Row = {**edition.ranking[0], "authority": name}
    sent = parse_qs(urlsplit(correction(edition, row, "x.html").href).query, strict_parsing=True)
    assert set(sent) == {"subject", "body"} and name in sent["subject"][0]


def test_a_contact_on_the_web_is_a_link_with_words_to_take_along(made: Published) -> None:
    [section] = page_of(made, "6101").xpath("//section[@aria-labelledby='feil']")
    assert section.xpath(".//a/@href")[0].startswith("https://") and "6101" in text_of(section.find("pre"))


def test_the_page_is_worded_in_each_language(edition: Edition) -> None:
    row = edition.unranked[0]
    for language in LANGUAGES:
        with speaking(language.code):
            assert letter(correction(edition, row, "x.html").href)["Subject"]
