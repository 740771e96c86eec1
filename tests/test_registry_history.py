"""Norway's authorities and inhabitants since 2010: complete, connected, adding up, and never a guess."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest

from barometer.registry import Population, load_country, population_on
from barometer.succession import number_later
from tests.shared import REAL, needs_real

NORWAY = load_country("no")
# Statistics Norway, inhabitants on 1 January.
NATION = {
    2010: 4858199, 2011: 4920305, 2012: 4985870, 2013: 5051275, 2014: 5109056, 2015: 5165802, 2016: 5213985,
    2017: 5258317, 2018: 5295619, 2019: 5328212, 2020: 5367580, 2021: 5391369, 2022: 5425270, 2023: 5488984,
    2024: 5550203, 2025: 5594340, 2026: 5627400,
}  # fmt: skip
MUNICIPALITIES = {2010: 430, 2011: 430, 2012: 429, 2013: 428, 2014: 428, 2015: 428, 2016: 428, 2017: 426, 2018: 422,
                  2019: 422, 2020: 356, 2021: 356, 2022: 356, 2023: 356, 2024: 357, 2025: 357, 2026: 357}  # fmt: skip
MISSING = {2010: 7, 2011: 7, 2012: 5, 2013: 3, 2014: 3, 2015: 119, 2016: 119, 2017: 116, 2018: 109, 2019: 109}
"""Municipalities without a figure of the year: merged or divided since, and their own figure in no table at hand."""


@cache
def figures(year: int) -> dict[str, Population]:
    return {each.number: each for each in NORWAY.population if each.on == date(year, 1, 1)}


def numbers(kind: str, on: date) -> set[str]:
    return {each.number for each in NORWAY.in_force(on) if each.kind == kind}


@pytest.mark.parametrize("year", MUNICIPALITIES)
def test_authorities_on_1_january(year: int) -> None:
    counties = 18 if year < 2018 else 17 if year < 2020 else 10 if year < 2024 else 14
    assert len(numbers("kommune", date(year, 1, 1))) == MUNICIPALITIES[year]
    assert len(numbers("fylkeskommune", date(year, 1, 1))) == counties  # and Oslo, which is a kommune too


@pytest.mark.parametrize("year", MUNICIPALITIES)
def test_every_municipality_lies_in_a_county_of_its_time(year: int) -> None:
    on = date(year, 1, 1)
    counties = {each.number: each.name for each in NORWAY.in_force(on) if each.kind == "fylkeskommune"}
    for each in NORWAY.in_force(on):
        if each.kind == "kommune":
            assert each.number[:2] == each.county_number
            assert each.county == counties.get(each.county_number, "Oslo")
    assert counties.keys() | {"03"} == {each.county_number for each in NORWAY.in_force(on)}


@pytest.mark.parametrize("year", NATION)
def test_figures_add_up_to_the_nation_or_are_missing(year: int) -> None:
    on = date(year, 1, 1)
    own = figures(year)
    missing = numbers("kommune", on) - own.keys()
    assert len(missing) == MISSING.get(year, 0)
    counted = sum(own[number].inhabitants for number in numbers("kommune", on) - missing)
    assert counted == NATION[year] if not missing else counted < NATION[year]
    counties = numbers("fylkeskommune", on)
    if not counties - own.keys():
        # Without Oslo, which stands among the municipalities: 2010 to 2014 the counties are whole where some of
        # their municipalities are not.
        assert sum(own[number].inhabitants for number in counties | {"0301"}) == NATION[year]
    else:
        assert 2015 <= year <= 2019


def test_what_is_missing_is_merged_or_divided_since() -> None:
    begins = {each.to_number for each in NORWAY.changes if each.kind in ("merged", "split")}
    for year in MISSING:
        on = date(year, 1, 1)
        for number in numbers("kommune", on) - figures(year).keys():
            assert number in begins or number_later(NORWAY, number, on, date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("number", "on", "counts", "inhabitants"),
    [
        ("0301", date(2010, 2, 15), 2009, 575475),  # the figure of 2010 was not out
        ("0231", date(2014, 6, 1), 2014, 51188),  # Skedsmo
        ("1151", date(2010, 12, 1), 2010, 218),  # Utsira, as the barometer of 2010 had it
        ("0831", date(2010, 12, 1), 2010, 1381),  # Fyresdal, likewise
        ("0402", date(2011, 2, 15), 2010, 17377),  # Kongsvinger, likewise
        ("3030", date(2020, 1, 15), 2019, 85757),  # Lillestrøm, two weeks old: what it was made of
        ("3205", date(2024, 1, 15), 2023, 91515),  # Lillestrøm under its new number
        ("1507", date(2020, 6, 1), 2020, 66258),  # Ålesund before it was divided
        ("1507", date(2023, 12, 31), 2023, 67520),
        ("1508", date(2024, 3, 1), 2024, 58509),
        ("30", date(2020, 1, 15), 2019, 1227305),  # Viken
    ],
)
def test_the_figure_in_force(number: str, on: date, counts: int, inhabitants: int) -> None:
    figure = population_on(NORWAY, number, on)
    assert figure is not None
    assert (figure.on.year, figure.inhabitants) == (counts, inhabitants)


@pytest.mark.parametrize(
    ("number", "on"),
    [
        ("1508", date(2024, 1, 15)), ("1580", date(2024, 1, 15)),  # two halves of Ålesund would be a guess
        ("0104", date(2017, 6, 1)),  # Moss: the last figure at hand is of 2014, and is not the one in force
        ("0706", date(2013, 6, 1)),  # Sandefjord
        ("1806", date(2020, 2, 1)),  # Narvik with half of Tysfjord
        ("1103", date(2019, 6, 1)), ("1103", date(2020, 2, 1)),  # Stavanger before and just after it took in two
    ],
)  # fmt: skip
def test_a_missing_figure_is_missing(number: str, on: date) -> None:
    assert population_on(NORWAY, number, on) is None


def test_every_month_since_2010_has_a_figure_of_its_time_or_none() -> None:
    for year in range(2010, 2027):
        for month in (1, 2, 3, 12):
            on = date(year, month, 28)
            # The last day of February is 28 or 29.
            counted = {date(year, 1, 1), date(year - 1, 1, 1)} if month == 2 else {date(year - (month == 1), 1, 1)}
            for number in ("0301", "1804", "11"):
                figure = population_on(NORWAY, number, on)
                assert figure is not None
                assert figure.on in counted


def test_changes_by_kind() -> None:
    assert Counter(each.kind for each in NORWAY.changes) == {
        "renumbered": 362, "merged": 137, "renamed": 21, "split": 16, "part moved": 6,
    }  # fmt: skip
    weights: dict[str, list[float | None]] = defaultdict(list)
    for each in NORWAY.changes:
        if each.kind == "split":
            weights[each.from_number].append(each.weight)
    assert weights.pop("1507") == [0.8621, 0.1379]
    # How many of their inhabitants went where is published in none of the tables at hand.
    assert {number for number, listed in weights.items() if None in listed} == {"0720", "1850", "5012"}


@needs_real
def test_municipalities_equal_the_classification_since_2010() -> None:
    with (REAL / "norway" / "klass131_code_versions.csv").open(encoding="utf-8") as text:
        versions = [row for row in csv.DictReader(text) if row["code"] != "9999"]
    for year in range(2010, 2027):
        on = f"{year}-01-01"
        classified = {
            row["code"]: set(re.sub(r" \([^)]*\)$", "", row["label"]).split(" - "))
            for row in versions
            if row["valid_from"] <= on and (not row["valid_to"] or on < row["valid_to"])
        }
        ours = {each.number: set(each.official_names) for each in NORWAY.in_force(date(year, 1, 1))
                if each.kind == "kommune"}  # fmt: skip
        assert ours.keys() == classified.keys()
        # Oslo's South Sámi name and Porsanger's Northern Sámi spelling are Kartverket's.
        assert {number for number in ours if ours[number] != classified[number]} <= {"0301", "5622"}


@needs_real
def test_figures_equal_the_public_tables() -> None:
    with (REAL / "norway" / "population_2010_2014_codes_of_the_time.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            for year in range(2010, 2015):
                own = figures(year).get(row["kommunenummer"])
                if own is not None and "numbers of the time" in own.source:
                    assert own.inhabitants == int(row[f"pop_{year}"])
    with (REAL / "norway" / "population_2024_borders.csv").open(encoding="utf-8") as text:
        borders = {(row["number"], int(row["year"])): int(row["population_1_january"]) for row in csv.DictReader(text)}
    assert {year: borders["NO", year] for year in NATION} == NATION
    for year in (2024, 2025, 2026):
        for number, figure in figures(year).items():
            assert figure.inhabitants == borders[number, year]
