"""A country's authorities, as rows: who they are, where their website lies, how many people live there.

A country is a folder `countries/<code>/` of three files: `country.toml` (its words and its clock), `authorities.csv`
and `population.csv`. Every fact is checked when it is read: facts that disagree stop the run before its first request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from barometer.errors import UsageError

COUNTRIES = Path(__file__).parent / "countries"

AuthorityKind = Literal["kommune", "fylkeskommune"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One municipality or county authority, in force from `valid_from` until the day before `valid_to`."""

    number: str
    """Official number, as text: "0301"."""
    kind: AuthorityKind
    """Oslo, which is both, is one row of kind `kommune`."""
    name: str
    """Name without "kommune", in the main language."""
    official_names: tuple[str, ...]
    """Every official name, main language first (Sámi and Kven names included)."""
    county_number: str
    """County, two digits as text."""
    county: str
    """County name."""
    language: str
    """Written language of the authority: `nb`, `nn`, or `nb` where it is neutral."""
    website: str
    """Front page address."""
    organisation_number: str | None
    """Legal entity; None when not known."""
    latitude: float
    """A point inside, WGS 84 degrees north."""
    longitude: float
    """Likewise, degrees east."""
    valid_from: date
    """First day in force under this number."""
    valid_to: date | None
    """First day no longer in force; None while it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Inhabitants of one authority on one day."""

    number: str
    """Authority number."""
    on: date
    """Day that is counted, usually 1 January."""
    published_on: date
    """Day the figure was published: used only from then on."""
    inhabitants: int
    """Persons."""
    source: str
    """Where it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words by which a website's pages and blocks are recognised, lower case."""

    contact: tuple[str, ...]
    """Link texts or addresses of the contact page."""
    overview: tuple[str, ...]
    """Of the page that lists social media."""
    follow: tuple[str, ...]
    """Headings and labels of a "follow us" block."""
    authority: tuple[str, ...]
    """Words for an authority in names and account ids: "kommune", "fylkeskommune"."""
    sector: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Role → words that give it away: `virksomhet` → "bibliotek", "skole"…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country: its rows, its words, its clock."""

    code: str
    """Two letters, lower case."""
    name: str
    """In its own main language."""
    languages: tuple[str, ...]
    """Label languages, main one first."""
    time_zone: str
    """IANA name."""
    is_practice: bool
    """Invented: served by the practice web, and marked on every page it reaches."""
    extra_suffixes: tuple[str, ...]
    """Public suffixes to add (`kommune.xx`), so that two sites are two domains."""
    vendors: tuple[str, ...]
    """`channel:id` of suppliers whose accounts stand on municipal sites and are nobody's own."""
    words: Words
    """Words of its websites."""
    authorities: tuple[Authority, ...]
    """Every row, past ones included."""
    population: tuple[Population, ...]
    """Every figure."""

    def in_force(self, on: date) -> tuple[Authority, ...]:
        """Return the authorities in force on a day, by official number."""
        return tuple(
            sorted(
                (
                    each
                    for each in self.authorities
                    if each.valid_from <= on and (each.valid_to is None or on < each.valid_to)
                ),
                key=lambda each: each.number,
            )
        )


def population_on(country: Country, number: str, on: date) -> Population | None:
    """Return an authority's latest figure published on or before a day; None when there is none."""
    published = [each for each in country.population if each.number == number and each.published_on <= on]
    return max(published, key=lambda each: (each.on, each.published_on), default=None)


def available_countries() -> tuple[str, ...]:
    """Return the codes of the countries that have a folder, in alphabetical order."""
    return tuple(sorted(folder.parent.name for folder in COUNTRIES.glob("*/country.toml")))


@cache
def load_country(code: str) -> Country:
    """Read a country's folder.

    Raises:
        UsageError: there is no such country.
        RegistryError: its facts disagree; the message names file, row and remedy.
    """
    if code not in available_countries():
        raise UsageError(f"there is no country '{code}': choose one of {', '.join(available_countries())}")
    # Imported here because it needs the classes above.
    from barometer.registry_file import read_country

    return read_country(COUNTRIES / code)
