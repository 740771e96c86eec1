"""What became of authorities, what they came from, and whose name it was on a day."""

from __future__ import annotations

from datetime import date

import pytest

from barometer.errors import UsageError
from barometer.registry import load_country
from barometer.succession import authority_on, number_later, number_of, predecessors, successors

NORWAY = load_country("no")
DAY = date(2015, 4, 13)


@pytest.mark.parametrize(
    ("number", "on", "kind", "to"),
    [
        ("0231", DAY, "merged", ["3030"]),  # Skedsmo
        ("1601", DAY, "renumbered", ["5001"]),  # Trondheim moved into county 50
        ("5001", date(2019, 1, 1), "merged", ["5001"]),  # and took Klæbu
        ("5001", date(2021, 1, 1), "renamed", ["5001"]),  # and its South Sámi name
        ("1507", date(2021, 1, 1), "split", ["1508", "1580"]),
        ("1850", DAY, "split", ["1806", "1875"]),
        ("0616", DAY, "renumbered", ["3040"]),  # Nes became Nesbyen
        ("16", DAY, "merged", ["50"]),
        ("30", date(2021, 1, 1), "split", ["31", "32", "33"]),
    ],
)
def test_successors(number: str, on: date, kind: str, to: list[str]) -> None:
    found = successors(NORWAY, number, on)
    assert ({each.kind for each in found}, [each.to_number for each in found]) == ({kind}, to)


def test_what_is_in_force_has_no_successor() -> None:
    assert successors(NORWAY, "0301", DAY) == ()
    assert predecessors(NORWAY, "0301", DAY) == ()


@pytest.mark.parametrize(
    ("number", "on", "of"),
    [
        ("3030", date(2020, 1, 1), ["0226", "0227", "0231"]),
        ("3205", date(2024, 1, 1), ["3030"]),
        ("1903", DAY, ["1901", "1915"]),
        ("50", date(2020, 1, 1), ["16", "17"]),
    ],
)
def test_predecessors(number: str, on: date, of: list[str]) -> None:
    assert [each.from_number for each in predecessors(NORWAY, number, on)] == of


@pytest.mark.parametrize(
    ("number", "on", "later", "becomes"),
    [
        ("0301", DAY, date(2026, 1, 1), "0301"),
        ("0101", DAY, date(2019, 12, 31), "0101"),
        ("0101", DAY, date(2020, 1, 1), "3001"),
        ("0101", DAY, date(2026, 1, 1), "3101"),  # Halden, renumbered twice
        ("1940", date(2011, 1, 1), date(2026, 1, 1), "5540"),  # Kåfjord, a third name and two numbers
        ("0231", DAY, date(2026, 1, 1), None),
        ("1103", DAY, date(2026, 1, 1), None),  # Stavanger kept its number, and is another authority
    ],
)
def test_the_same_authority_later(number: str, on: date, later: date, becomes: str | None) -> None:
    assert number_later(NORWAY, number, on, later) == becomes


def test_a_number_of_nobody_says_when_it_was_somebodys() -> None:
    with pytest.raises(UsageError, match=r"0231 on 2021-01-01: it was Skedsmo from 1962-01-01 until 2020-01-01"):
        authority_on(NORWAY, "0231", date(2021, 1, 1))
    with pytest.raises(UsageError, match="nobody has"):
        successors(NORWAY, "9876", DAY)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Skedsmo kommune", "0231"), ("Akershus fylkeskommune", "02"), ("Oslo kommune", "0301"), ("oslo", "0301"),
        ("Sogn og Fjordane fylkeskommune", "14"), ("Troms fylkeskommune", "19"), ("Voss herad", "1235"),
        ("Ulvik  herad", "1233"), ("Våler kommune (Hedmark)", "0426"), ("Våler i Østfold", "0137"),
        ("Herøy kommune, Nordland", "1818"), ("Unjárga gielda", "2027"), ("Kåfjord", "1940"),
        ("Nes kommune i Akershus", "0236"), ("Bø (Telemark)", "0821"),
    ],
)  # fmt: skip
def test_names_of_2015(name: str, number: str) -> None:
    assert number_of(NORWAY, name, DAY) == number


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Våler kommune", "0137 Våler (Østfold, kommune), 0426 Våler (Hedmark, kommune)"),
        ("Lillestrøm kommune", "3030 from 2020-01-01 until 2024-01-01"),
        ("Skedsmo fylkeskommune", "no row of authorities.csv has it"),
        ("Våler i Nordland", "no row of authorities.csv has it"),
        ("Oppegaard kommune", "no row of authorities.csv has it"),
        ("", "no row of authorities.csv has it"),
    ],
)
def test_names_that_are_refused(name: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        number_of(NORWAY, name, DAY)
    assert says in str(caught.value)
