"""Norway's rows: complete, consistent, and equal to the public facts they were written from."""

import csv
import re
from collections import Counter
from datetime import date

import pytest

from barometer.registry import Authority, load_country, population_on
from tests.shared import REAL, needs_real

NORWAY = load_country("no")
TODAY = date(2026, 10, 20)
IN_FORCE = NORWAY.in_force(TODAY)
KOMMUNER = [each for each in IN_FORCE if each.kind == "kommune"]
FYLKESKOMMUNER = [each for each in IN_FORCE if each.kind == "fylkeskommune"]
BY_NUMBER = {each.number: each for each in IN_FORCE}


def inhabitants(number: str, on: date) -> int:
    figure = population_on(NORWAY, number, on)
    assert figure is not None
    return figure.inhabitants


def test_every_authority_is_there_once() -> None:
    assert (len(KOMMUNER), len(FYLKESKOMMUNER)) == (357, 14)
    assert len(BY_NUMBER) == 371
    assert all(len(each.number) == 4 and each.number[:2] == each.county_number for each in KOMMUNER)
    assert all(each.number == each.county_number for each in FYLKESKOMMUNER)
    # Oslo is both, and has one row.
    assert BY_NUMBER["0301"].kind == "kommune"
    assert {each.county_number for each in KOMMUNER} == {each.number for each in FYLKESKOMMUNER} | {"03"}


def test_in_force_since_2024() -> None:
    assert len(NORWAY.in_force(date(2024, 1, 1))) == 371
    assert BY_NUMBER["1580"].valid_from == date(2024, 1, 1)  # Haram, parted from Ålesund
    assert BY_NUMBER["1804"].valid_from < date(2020, 1, 1)  # Bodø


@pytest.mark.parametrize(
    ("published", "nation"),
    [(date(2024, 3, 1), 5_550_203), (date(2025, 3, 1), 5_594_340), (date(2026, 3, 1), 5_627_400)],
)
def test_kommuner_add_up_to_the_counties_and_the_nation(published: date, nation: int) -> None:
    counties: Counter[str] = Counter()
    for each in KOMMUNER:
        counties[each.county_number] += inhabitants(each.number, published)
    assert sum(counties.values()) == nation
    oslo = counties.pop("03")
    assert oslo == inhabitants("0301", published)
    assert counties == {each.number: inhabitants(each.number, published) for each in FYLKESKOMMUNER}


def test_figures_are_used_from_publication_only() -> None:
    assert inhabitants("0301", date(2025, 1, 31)) == 717_710
    assert inhabitants("0301", date(2025, 2, 28)) != 717_710


def test_websites_are_whole_front_page_addresses_and_nobody_shares_one() -> None:
    for each in IN_FORCE:
        assert re.fullmatch(r"https://(?:[a-z0-9-]+\.)+no/", each.website), each
    assert len({each.website for each in IN_FORCE}) == 371


def test_points_lie_in_norway() -> None:
    for each in IN_FORCE:
        assert 57.9 <= each.latitude <= 71.3, each
        assert 4.4 <= each.longitude <= 31.2, each


def test_a_county_point_lies_among_its_kommuner() -> None:
    for county in FYLKESKOMMUNER:
        own = [each for each in KOMMUNER if each.county_number == county.number]
        assert min(each.latitude for each in own) <= county.latitude <= max(each.latitude for each in own)
        assert min(each.longitude for each in own) <= county.longitude <= max(each.longitude for each in own)


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("0301", ("Oslo", "Oslove")),
        ("1875", ("Hamarøy", "Hábmer")),
        ("3226", ("Aurskog-Høland",)),  # a hyphen within one name
        ("3338", ("Nore og Uvdal",)),
        ("5007", ("Namsos", "Nåavmesjenjaelmie")),
        ("5043", ("Røyrvik", "Raarvihke")),
        ("5540", ("Kåfjord", "Gáivuotna", "Kaivuono")),
        ("5544", ("Nordreisa", "Ráisa", "Raisi")),
        ("5622", ("Porsanger", "Porsáŋgu", "Porsanki")),
        ("5636", ("Nesseby", "Unjárga")),
        ("55", ("Troms", "Romsa", "Tromssa")),
    ],
)
def test_official_names_in_every_language(number: str, names: tuple[str, ...]) -> None:
    assert BY_NUMBER[number].official_names == names


@pytest.mark.parametrize(
    ("name", "counties"),
    [("Våler", {"Østfold", "Innlandet"}), ("Herøy", {"Møre og Romsdal", "Nordland"})],
)
def test_two_kommuner_may_share_a_name(name: str, counties: set[str]) -> None:
    assert {each.county for each in KOMMUNER if each.name == name} == counties


def test_written_language() -> None:
    assert Counter(each.language for each in KOMMUNER) == {"nb": 119 + 150, "nn": 88}
    # Decisions of the county councils, as Språkrådet lists them.
    assert {each.name for each in FYLKESKOMMUNER if each.language == "nn"} == {"Møre og Romsdal", "Vestland"}


def control_digit_fits(number: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(number, (3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    return len(number) == 9 and (11 - weighted % 11) % 11 == int(number[8])


def test_organisation_numbers_pass_their_control_digit() -> None:
    known = [each.organisation_number for each in IN_FORCE if each.organisation_number is not None]
    assert len(known) == len(set(known)) >= 100
    assert [number for number in known if not control_digit_fits(number)] == []


def test_words_cover_both_written_languages_and_sami() -> None:
    words = NORWAY.words
    assert {"følg oss", "fylg oss"} <= set(words.follow)
    assert {"kommune", "herad", "fylkeskommune", "gielda", "suohkan", "tjïelte"} <= set(words.authority)
    assert {"virksomhet", "bydel", "prosjekt", "person", "gruppe", "sted", "sektor"} == set(words.sector)
    assert {"bibliotek", "skole", "skule", "barnehage", "brannvesen", "svømmehall"} <= set(words.sector["virksomhet"])
    assert {"ordfører", "ordførar"} <= set(words.sector["person"])


@needs_real
def test_rows_equal_the_public_table() -> None:
    with (REAL / "norway" / "authorities.csv").open(encoding="utf-8") as text:
        public = {row["number"]: row for row in csv.DictReader(text) if row["kind"] != "fylke"}
    assert public.keys() == BY_NUMBER.keys()

    def facts(each: Authority) -> tuple[object, ...]:
        return each.kind, each.name, each.county_number, each.website, each.organisation_number or ""

    for number, row in public.items():
        expected = tuple(row[key] for key in ("kind", "name", "county_number", "website", "organisation_number"))
        assert facts(BY_NUMBER[number]) == expected
        if row["kind"] == "kommune":
            assert inhabitants(number, date(2024, 12, 31)) == int(row["population_2024"])
            assert (BY_NUMBER[number].latitude, BY_NUMBER[number].longitude) == (
                float(row["latitude"]), float(row["longitude"]),
            )  # fmt: skip


@needs_real
def test_numbers_and_dates_equal_the_classification() -> None:
    with (REAL / "norway" / "klass131_code_versions.csv").open(encoding="utf-8") as text:
        current = {row["code"]: row for row in csv.DictReader(text) if not row["valid_to"] and row["code"] != "9999"}
    assert current.keys() == {each.number for each in KOMMUNER}
    for each in KOMMUNER:
        # Two kommuner lost the county behind their name in 2020, when their namesakes were gone; nothing else changed.
        if each.number not in ("1514", "1867"):
            assert str(each.valid_from) == current[each.number]["valid_from"]
        assert each.name in re.split(" - | \\(", current[each.number]["label"])
