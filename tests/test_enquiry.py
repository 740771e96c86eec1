"""Enquiries on a table that people labelled: precision and recall, by language and over all.

The table was labelled by reading each text as a municipality's web editor would, not by running the rules; what the
rules miss stays in it. The bounds below are what version 1 reaches, rounded down.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barometer.parse.enquiry import RULE_VERSION, is_enquiry

CASES = list(csv.DictReader((Path(__file__).parent / "enquiry_cases.csv").open(encoding="utf-8")))


def score(cases):
    said = [(is_enquiry(case["text"]), case["is_enquiry"] == "1") for case in cases]
    both = sum(guess and truth for guess, truth in said)
    return both / sum(guess for guess, _ in said), both / sum(truth for _, truth in said)


def test_the_table_is_large_and_mixed_enough_to_say_something():
    assert RULE_VERSION == "1"
    assert len(CASES) >= 200
    assert len({case["text"] for case in CASES}) == len(CASES)
    for language in ("nb", "nn", "sv", "da", "en"):
        labels = [case["is_enquiry"] for case in CASES if case["language"] == language]
        assert min(labels.count("0"), labels.count("1")) >= 9


def test_precision_and_recall_over_all():
    precision, recall = score(CASES)
    assert precision >= 0.97
    assert recall >= 0.93


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "en"])
def test_precision_and_recall_of_each_language(language):
    precision, recall = score([case for case in CASES if case["language"] == language])
    assert precision >= 0.90
    assert recall >= 0.85


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "???", "😂?", "https://example.invalid/?q=hva", "Kari Nordmann?", "#hva #skjer", "@kari når?"],
)
def test_what_says_nothing_asks_nothing(text):
    assert not is_enquiry(text)


@given(text=st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    assert is_enquiry(text) in (True, False)
