"""Words in a page's source: a country's and those of checks, each way of writing them, and at no cost to the start."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from barometer.parse.scan import scan
from barometer.parse.sought_words import SoughtWords
from barometer.parse.wall_words import CHALLENGE
from barometer.registry import load_country

WORDS = load_country("no").words


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (("kontakt",), b"KONTAKT"),
        (("om oss",), b"Om oss"),
        (("om oss",), b"om-oss"),
        (("om oss",), b"Om&nbsp;oss"),
        (("om oss",), b"Om <b>oss</b>"),
        (("om oss",), b"om\n      <!-- ny --> oss"),
        (("om oss",), b"om%20oss"),
        (("om oss",), b"bloss om, ross, om oss"),
        (("kontakt oss", "kontakt"), b"kontaktinformasjon"),
        (("besøk oss",), "besøk oss".encode()),
        (("besøk oss",), b"bes&oslash;k oss"),
        (("besøk oss",), b"bes%C3%B8k-oss"),
        (("åpningstider",), b"&#197;pningstider"),
        (("åpningstider",), b"apningstider"),
        (("våre kanaler",), b"vare-kanaler"),
        (("váldde oktavuođa",), "Váldde <span>oktavuođa".encode()),
        (("ota yhteyttä",), b"ota yhteytt&auml;"),
        (("på",), "på".encode()),
        (("联系我们",), "联系我们".encode()),
    ],
)
def test_words_are_found_however_they_are_written(words: tuple[str, ...], source: bytes) -> None:
    sought = SoughtWords(words)
    page = scan(b"<p>" + source + b"</p>", sought.patterns)
    assert any(sought.stand_at(page.markup, place) for place in page.words)


@pytest.mark.parametrize("source", [b"for oss", b"om bloss", b"om huset som ligger hos oss", b"om", b"oss"])
def test_several_words_are_not_found_by_one_of_them(source: bytes) -> None:
    sought = SoughtWords(("om oss",))
    page = scan(b"<p>" + source + b"</p>", sought.patterns)
    assert not any(sought.stand_at(page.markup, place) for place in page.words)


def test_a_new_process_prepares_a_countrys_words_in_no_time() -> None:
    # With the words of several joined in the search itself it took 0.73 s, before the first page of every process.
    began = time.process_time()
    sought = SoughtWords(("spørsmål", *WORDS.contact, *WORDS.overview))
    scan(b"<p>Kontakt oss</p>", sought.patterns)
    assert time.process_time() - began < 0.1


def _alternatives(pattern: str) -> list[str]:
    """Return what a pattern divides into at its outermost bars."""
    found, depth = [""], 0
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            found.append("")
        else:
            found[-1] += character
    return found


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(some.data())
@pytest.mark.parametrize("wording", _alternatives(CHALLENGE))
def test_every_wording_of_a_check_leads_to_a_look_at_the_page(wording: str, data: some.DataObject) -> None:
    said = data.draw(some.from_regex(re.compile(wording), fullmatch=True))
    for each in (said, said.capitalize(), said.upper()):
        assert scan(f"<h1>{each}</h1>".encode()).may_be_challenge
    if any(letter.isascii() and letter.isalpha() for letter in said):
        assert scan(b"<h1>" + said.encode("ascii", "xmlcharrefreplace") + b"</h1>").may_be_challenge
