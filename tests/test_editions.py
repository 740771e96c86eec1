"""What an operator says of an edition: refused when it cannot stand, and on every page when it can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from barometer.months import Month
from barometer.publish import _facts
from barometer.publishing import cards
from barometer.publishing.edition import Edition
from barometer.publishing.language import speaking
from barometer.publishing.mart import read_mart
from barometer.publishing.pages import addresses, environment
from tests.command_line import Run, built, data, of, run  # noqa: F401
from tests.make_edition import Published, published_small

REASON = "Facebook svarte ikke <b>fra</b> 3. til 20. & \"mer\""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish", "--on", "2026-11-03"], r"--on is the day of a correction: give --note too"),
        (["publish", "--note", "wrong", "--on", "3.11.2026"], r"--on '3.11.2026' is no day: write it as YYYY-MM-DD"),
        (["publish", "--note", " "], r"--note has 0 characters: write one line"),
        (["publish", "--partial", "a\nb"], r"--partial holds the character"),
        (["month", "--months", "2", "--partial", "why"], r"are said of one month: leave out --months"),
        (["month", "--note", "a\x07"], r"--note holds the character"),
    ],
)
def test_what_cannot_stand_on_a_page_is_refused_before_anything_is_done(
    run: Run, data: Path, words: list[str], said: str  # noqa: F811
) -> None:
    answer = run(*words, *of(data))
    assert answer.code == 2 and said in answer.err, answer.err


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published_small(tmp_path_factory)


def notes_on(edition: Edition, code: str) -> list[str]:
    """Return what a page says of its edition above everything else."""
    with speaking(code) as language:
        page = environment("Europe/Oslo").get_template("personvern.html").render(
            edition=edition, cards=cards.addresses(edition), here="personvern", **addresses(language, "personvern.html")
        )  # fmt: skip
    return [each.text_content() for each in html.fromstring(page).xpath("//aside[@class='edition-note']")]


def test_a_partial_edition_says_why_on_its_pages_and_in_its_manifest(small: Published) -> None:
    mart = read_mart(small.folder.warehouse, Month.parse("2026-10"))
    edition = Edition(country=small.country, mart=mart, contact="x@example.org", partial=REASON, fresh_percent="71")
    for code in ("nb", "nn", "en"):
        said = notes_on(edition, code)
        assert len(said) == 1 and REASON in said[0]
    told = _facts(edition, small.folder, (REASON, ("measured_is_high",)))
    assert told["partial"] == {"reason": REASON, "waived": ["measured_is_high"]}
    assert _facts(edition, small.folder, None)["partial"] is None


def test_a_month_with_few_fresh_pages_says_how_few(small: Published) -> None:
    mart = read_mart(small.folder.warehouse, Month.parse("2026-10"))
    edition = Edition(country=small.country, mart=mart, contact="x@example.org", fresh_percent="93,4")
    assert "93,4" in notes_on(edition, "nb")[0]
    assert notes_on(replace(edition, fresh_percent=None), "nb") == []
