"""The table of labelled numbers in fifteen languages, and every label printed with any count and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from barometer.parse.labels import LABELS
from barometer.parse.text import counters, number
from tests.test_text import LABELLED, LANGUAGES, NO_NUMBERS, NUMBERS

CASES = list(csv.DictReader((Path(__file__).parent / "number_cases.csv").open(encoding="utf-8", newline="")))
"""An empty expectation is no counter at all."""
NOUNS = [(key, kind, noun) for key in LANGUAGES for kind, nouns in LABELS[key].nouns.items() for noun in nouns]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [pytest.param(row["text"], row["language"], row["expected"], id=f"{row['why']}: {row['text']!r}") for row in CASES],
)
def test_a_case_of_the_table_is_read_as_a_person_reads_it(text: str, language: str, expected: str) -> None:
    read = [f"{each.kind} {each.low}" + f"-{each.high}" * (each.high > each.low) for each in counters(text, language)]
    assert "; ".join(read) == expected


def test_the_tables_hold_three_hundred_cases_in_every_language() -> None:
    groups = [*NUMBERS.values(), *NO_NUMBERS.values(), *LABELLED.values()]
    assert sum(map(len, groups)) + len(CASES) >= 300
    assert {row["language"] for row in CASES} == set(LANGUAGES)


@given(count=st.integers(2, 10**9), label=st.sampled_from(NOUNS))
def test_every_label_with_a_count_in_full_is_read_as_that_count(count: int, label: tuple[str, str, str]) -> None:
    language, kind, noun = label
    read = counters(f"{format_decimal(count, locale=language)} {noun}", language)
    assert [(each.kind, each.low, each.high) for each in read] == [(kind, count, count)]


@given(count=st.integers(1000, 10**9 - 1), label=st.sampled_from(NOUNS), figures=st.integers(0, 1))
def test_every_label_with_a_short_count_is_read_as_an_interval_that_holds_it(
    count: int, label: tuple[str, str, str], figures: int
) -> None:
    language, kind, noun = label
    shown = format_compact_decimal(count, locale=language, fraction_digits=figures)
    if number(shown, language) is None or not any(mark.isalpha() for mark in shown):
        return  # A rounded number without a suffix looks exact to anybody.
    # Babel rounds and YouTube cuts: what it would not print is not read as if it had.
    for each in counters(f"{shown} {noun}", language):
        assert each.kind == kind and (each.low <= count <= each.high or kind == "subscribers")
