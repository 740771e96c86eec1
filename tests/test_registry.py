"""Loading a country: what a folder may hold, what stops it, and which figure counts on which day."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from barometer import registry
from barometer.errors import RegistryError, UsageError
from barometer.registry import Country, available_countries, load_country, population_on
from barometer.registry_file import AUTHORITY_COLUMNS, POPULATION_COLUMNS, read_country

TOML = """
code = "zz"
name = "Prøveland"
languages = ["nb", "nn"]
time_zone = "Europe/Oslo"
is_practice = true
extra_suffixes = ["kommune.zz"]
vendors = ["facebook:leverandør"]
[words]
contact = ["kontakt oss"]
overview = ["sosiale medier"]
follow = ["følg oss"]
authority = ["kommune"]
[words.sector]
virksomhet = ["bibliotek"]
"""
OLD = {
    "number": "9901", "kind": "kommune", "name": "Fjordvik", "official_names": "Fjordvik; Vuotna",
    "county_number": "99", "county": "Nordfylket", "language": "nn", "website": "https://www.fjordvik.kommune.zz/",
    "organisation_number": "", "latitude": "60.5", "longitude": "5.25", "valid_from": "2000-01-01",
    "valid_to": "2024-01-01", "names_source": "test", "website_source": "test", "position_source": "test",
}  # fmt: skip
NEW = OLD | {"name": "Nyvik", "official_names": "Nyvik", "valid_from": "2024-01-01", "valid_to": "", "language": "nb"}
FIGURES = [
    {"number": "9901", "on": "2024-01-01", "published_on": "2024-02-21", "inhabitants": "1200", "source": "test"},
    {"number": "9901", "on": "2024-01-01", "published_on": "2024-03-15", "inhabitants": "1201", "source": "mended"},
    {"number": "9901", "on": "2025-01-01", "published_on": "2025-02-25", "inhabitants": "1300", "source": "test"},
]


def write_csv(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns)
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "country.toml").write_text(TOML, "utf-8")
    write_csv(folder / "authorities.csv", AUTHORITY_COLUMNS, [OLD, NEW])
    write_csv(folder / "population.csv", POPULATION_COLUMNS, FIGURES)
    return folder


def test_a_folder_becomes_a_country(folder: Path) -> None:
    country = read_country(folder)
    assert (country.code, country.languages, country.is_practice) == ("zz", ("nb", "nn"), True)
    assert country.words.sector == {"virksomhet": ("bibliotek",)}
    first = country.authorities[0]
    assert first.official_names == ("Fjordvik", "Vuotna")
    assert (first.latitude, first.organisation_number, first.valid_to) == (60.5, None, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("on", "name"),
    [(date(1999, 12, 31), None), (date(2000, 1, 1), "Fjordvik"), (date(2023, 12, 31), "Fjordvik"),
     (date(2024, 1, 1), "Nyvik"), (date(2030, 1, 1), "Nyvik")],
)  # fmt: skip
def test_one_authority_holds_a_number_on_a_day(folder: Path, on: date, name: str | None) -> None:
    assert [each.name for each in read_country(folder).in_force(on)] == ([name] if name else [])


@pytest.mark.parametrize(
    ("on", "inhabitants"),
    [
        (date(2024, 2, 20), None),  # counted, but not yet published
        (date(2024, 2, 21), 1200),  # the day of publication
        (date(2024, 3, 15), 1201),  # a corrected figure replaces the first
        (date(2025, 2, 24), 1201),  # next year's is not out
        (date(2025, 2, 25), 1300),
    ],
)
def test_the_latest_published_figure_counts(folder: Path, on: date, inhabitants: int | None) -> None:
    figure = population_on(read_country(folder), "9901", on)
    assert (figure.inhabitants if figure else None) == inhabitants


def test_an_unknown_number_has_no_figure(folder: Path) -> None:
    assert population_on(read_country(folder), "0000", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "bydel"}, "kind 'bydel'"),
        ({"name": ""}, "name is empty"),
        ({"names_source": ""}, "names_source is empty"),
        ({"number": "99 01"}, "number '99 01'"),
        ({"number": "../etc"}, "number '../etc'"),
        ({"official_names": "Vuotna"}, "official_names"),
        ({"official_names": "Nyvik; Nyvik"}, "official_names"),
        ({"language": "sv"}, "language 'sv'"),
        ({"website": "www.nyvik.kommune.zz"}, "no valid host"),
        ({"website": "https://nyvik kommune.zz/"}, "no valid host"),
        ({"website": "https://-nyvik.kommune.zz/"}, "no valid host"),
        ({"website": "https://localhost/"}, "no valid host"),
        ({"website": "https://10.0.0.1/"}, "no valid host"),
        ({"website": "ftp://www.nyvik.kommune.zz/"}, "no valid host"),
        ({"latitude": "91"}, "latitude '91'"),
        ({"longitude": "nan"}, "longitude 'nan'"),
        ({"latitude": "60,5"}, "latitude '60,5'"),
        ({"valid_from": "2024-13-01"}, "valid_from '2024-13-01'"),
        ({"valid_from": "20240101"}, "valid_from '20240101'"),
        ({"valid_to": "2024-01-01"}, "valid_to is not after valid_from"),
        ({"county": " Nordfylket"}, "white space"),
    ],
)
def test_a_wrong_field_of_an_authority_names_its_line(folder: Path, change: dict[str, str], says: str) -> None:
    write_csv(folder / "authorities.csv", AUTHORITY_COLUMNS, [OLD, NEW | change])
    with pytest.raises(RegistryError, match=r"authorities\.csv, line 3: ") as caught:
        read_country(folder)
    assert says in str(caught.value)


def test_norwegian_letters_in_a_host_are_valid(folder: Path) -> None:
    write_csv(folder / "authorities.csv", AUTHORITY_COLUMNS, [NEW | {"website": "https://www.blåvær.kommune.zz/"}])
    assert read_country(folder).authorities[0].website == "https://www.blåvær.kommune.zz/"


def test_a_number_in_force_twice_stops(folder: Path) -> None:
    write_csv(folder / "authorities.csv", AUTHORITY_COLUMNS, [OLD | {"valid_to": ""}, NEW])
    with pytest.raises(RegistryError, match="9901 is in force twice from 2024-01-01"):
        read_country(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"number": "9999"}, "number 9999 is not in authorities.csv"),
        ({"inhabitants": "1 200"}, "inhabitants '1 200'"),
        ({"inhabitants": "0"}, "inhabitants '0'"),
        ({"inhabitants": "-5"}, "inhabitants '-5'"),
        ({"published_on": "2024-12-31"}, "before the day that is counted"),
        ({"on": "1 January 2025"}, "on '1 January 2025'"),
        ({"source": ""}, "source is empty"),
        ({"on": "2024-01-01", "published_on": "2024-02-21"}, "a second figure for 9901"),
    ],
)
def test_a_wrong_figure_names_its_line(folder: Path, change: dict[str, str], says: str) -> None:
    write_csv(folder / "population.csv", POPULATION_COLUMNS, [FIGURES[0], FIGURES[2] | change])
    with pytest.raises(RegistryError, match=r"population\.csv, line 3: ") as caught:
        read_country(folder)
    assert says in str(caught.value)


@pytest.mark.parametrize("file", ["authorities.csv", "population.csv"])
def test_columns_are_exactly_those_expected(folder: Path, file: str) -> None:
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace("number,", "nummer,", 1), "utf-8")
    with pytest.raises(RegistryError, match=r"missing columns: number; unknown or repeated columns: nummer"):
        read_country(folder)


def test_a_row_too_short_or_too_long_names_its_line(folder: Path) -> None:
    path = folder / "population.csv"
    whole = path.read_text("utf-8")
    for row in ("9901,2026-01-01\n", "9901,2026-01-01,2026-02-24,5,test,more\n"):
        path.write_text(whole + row, "utf-8")
        with pytest.raises(RegistryError, match=r"line 5: the row has not 5 fields"):
            read_country(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "zz"', 'code = "yy"', "is not its folder's name"),
        ('name = "Prøveland"', "", "needs the key 'name'"),
        ('name = "Prøveland"', 'name = "Prøveland"\nflag = "x"', "unknown key 'flag'"),
        ("is_practice = true", 'is_practice = "yes"', "needs the key 'is_practice' as a bool"),
        ('"Europe/Oslo"', '"Europe/Nowhere"', "time_zone 'Europe/Nowhere'"),
        ('["facebook:leverandør"]', '["leverandør"]', "vendor 'leverandør'"),
        ('["nb", "nn"]', "[]", "languages is empty"),
        ('["følg oss"]', '["Følg oss"]', "words.follow must be a list of words in lower case"),
        ("virksomhet =", "butikk =", "words.sector.butikk is no role"),
        ('code = "zz"', 'code = "zz', "must be a TOML file"),
    ],
)
def test_a_wrong_country_file_says_what(folder: Path, old: str, new: str, says: str) -> None:
    (folder / "country.toml").write_text(TOML.replace(old, new, 1), "utf-8")
    with pytest.raises(RegistryError, match=r"country\.toml") as caught:
        read_country(folder)
    assert says in str(caught.value)


def test_bytes_that_are_no_text_stop(folder: Path) -> None:
    (folder / "population.csv").write_bytes(b"number,on\xff\n")
    with pytest.raises(RegistryError, match="must be a CSV file in UTF-8"):
        read_country(folder)


def test_a_new_country_is_a_folder_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(registry.COUNTRIES / "no", folder.parent / "no")
    monkeypatch.setattr(registry, "COUNTRIES", folder.parent)
    assert available_countries() == ("no", "zz")
    assert isinstance(load_country("zz"), Country)
    load_country.cache_clear()


@pytest.mark.parametrize("code", ["qq", "", "../no", "NO"])
def test_an_unknown_country_lists_those_there_are(code: str) -> None:
    with pytest.raises(UsageError, match="choose one of"):
        load_country(code)


def test_a_country_is_read_once() -> None:
    assert load_country("no") is load_country("no")


@pytest.mark.parametrize("code", available_countries())
def test_every_country_that_ships_loads(code: str) -> None:
    assert load_country(code).authorities
