"""Country xx: invented, complete, and the very table that its module makes."""

from __future__ import annotations

import csv
import re
import statistics
from collections import Counter
from datetime import date

from barometer.practice import country
from barometer.registry import COUNTRIES, load_country, population_on
from tests.shared import REAL, needs_real

FOLDER = COUNTRIES / "xx"


def test_the_tables_are_what_the_module_makes():
    rows = country.authorities()
    assert (FOLDER / "authorities.csv").read_text("utf-8") == country.authorities_csv(rows)
    assert (FOLDER / "population.csv").read_text("utf-8") == country.population_csv(country.population(rows))


def test_counts_are_those_of_norway():
    rows = load_country("xx").authorities
    assert Counter(row.kind for row in rows) == {"kommune": 357, "fylkeskommune": 14}
    assert len({row.number for row in rows}) == 371
    assert len({row.website for row in rows}) == 371
    assert sorted({row.county_number for row in rows}) == [str(number) for number in range(60, 75)]
    twice = [name for name, count in Counter(row.name for row in rows if row.kind == "kommune").items() if count > 1]
    assert len(twice) == 3
    assert sum(len(row.official_names) > 1 for row in rows) > 10
    assert {letter for row in rows for letter in row.name} >= set("æøå")


def test_sizes_are_like_those_of_norway_and_counties_are_sums():
    xx = load_country("xx")
    day = date(2026, 10, 20)
    size = {row.number: figure.inhabitants for row in xx.authorities if (figure := population_on(xx, row.number, day))}
    own = [size[row.number] for row in xx.authorities if row.kind == "kommune"]
    assert 4_500 < statistics.median(own) < 5_500
    assert 200 <= min(own) < 300
    assert 650_000 < max(own) < 720_000
    for row in xx.authorities:
        if row.kind == "fylkeskommune":
            parts = [size[each.number] for each in xx.authorities if each.county_number == row.number != each.number]
            assert size[row.number] == sum(parts)


def test_twelve_months_cross_a_change_of_population_figures():
    xx = load_country("xx")
    before, after = (population_on(xx, "6001", date(2026, month, 20)) for month in (2, 3))
    assert before is not None and after is not None
    assert (before.on.year, after.on.year) == (2025, 2026)


@needs_real
def test_no_name_is_or_was_the_name_of_a_norwegian_municipality():
    sources = {
        "authorities.csv": ("name", "official_names"), "klass131_changes.csv": ("old_name", "new_name"),
        "klass131_code_versions.csv": ("label",), "population_2010_2014_codes_of_the_time.csv": ("navn",),
    }  # fmt: skip
    real = set()
    for file, columns in sources.items():
        with (REAL / "norway" / file).open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                for column in columns:
                    whole = re.sub(r" \(.*\)", "", row[column]).casefold()
                    real |= {part.strip() for part in (whole, *re.split(r"; | - |-|/", whole))}
    assert "våler" in real and len(real) > 900
    invented = {name.casefold() for row in load_country("xx").authorities for name in row.official_names}
    assert invented & real == set()
