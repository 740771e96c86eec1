"""Walls by kind and language: every wording that is known, and the same words on pages that are no walls."""

from __future__ import annotations

import csv
from html import escape
from pathlib import Path

import pytest

from barometer.parse.walls import wall
from barometer.readings import Outcome
from tests.saved import page_of

URL = "https://www.facebook.com/fjellvik"
with (Path(__file__).parent / "wall_cases.csv").open(encoding="utf-8") as _file:
    CASES = [(row["kind"], row["language"], row["wording"]) for row in csv.DictReader(_file)]
KINDS = {
    "login": Outcome.LOGIN_WALL, "consent": Outcome.CONSENT_WALL, "challenge": Outcome.CHALLENGE,
    "unavailable": Outcome.UNAVAILABLE, "age": Outcome.RESTRICTED, "country": Outcome.RESTRICTED,
}  # fmt: skip
LANGUAGES = ("nb", "nn", "se", "da", "sv", "fi", "is", "en", "de", "fr", "es", "pt", "it", "nl", "pl")
UNKNOWN = {
    "login": {"nn", "se", "is"}, "consent": {"nn", "se", "is"}, "challenge": {"nn", "se", "is"}, "unavailable": {"se"},
    "age": {"nn", "se", "fi", "is", "nl", "pl"}, "country": {"nn", "se", "fi", "is"},
}  # fmt: skip
"""Where no public wording is known; the structure of the page, its address and its status have to tell."""


def html(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(("kind", "language", "wording"), CASES)
def test_a_wall_says_so(kind: str, language: str, wording: str) -> None:
    said = escape(wording)
    shown = [html(said, "")] if kind == "login" else [html(said, ""), html("Facebook", f"<h2>{said}</h2>")]
    for text in shown:
        assert wall(page_of(text, URL), text) is KINDS[kind]


@pytest.mark.parametrize(("kind", "language", "wording"), CASES)
def test_a_page_that_says_the_same_in_passing_is_none(kind: str, language: str, wording: str) -> None:
    prose = "<p>Kommunestyret har møte på torsdag, og barnehagene er åpne som vanlig.</p>" * 30
    aside = f"<h1>Fjellvik</h1>{prose}<p>{escape(wording)}</p>"
    named = html("Fjellvik | Facebook", f"<h2>{escape(wording)}</h2>", '<meta property="og:title" content="Fjellvik">')
    for text in (html("Fjellvik kommune", aside), named):
        assert wall(page_of(text, URL), text) is None


def test_every_kind_has_its_words_in_every_language_or_stands_in_the_list_of_unknown() -> None:
    known = {kind: {language for each, language, _ in CASES if each == kind} for kind in KINDS}
    assert known == {kind: set(LANGUAGES) - UNKNOWN[kind] for kind in KINDS}
