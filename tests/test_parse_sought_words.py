"""Words of a country in a page's source: each way of writing them is found, and looking for them costs no start."""

from __future__ import annotations

import time

import pytest

from barometer.parse.scan import scan
from barometer.parse.sought_words import SoughtWords
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
