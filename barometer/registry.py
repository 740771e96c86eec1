"""A country's authorities, as rows: who they are and were, where their website lies, how many people live there.

A country is a folder `countries/<code>/`: `country.toml` (its words and its clock), `authorities.csv` (past ones
included), `population.csv`, where authorities have come and gone `changes.csv`, and in `published/` what others have
published. Every fact is checked when it is read: facts that disagree stop the run before its first request.
`succession.py` follows authorities through changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from barometer.errors import RegistryError, UsageError
from barometer.publications.figure import PublishedFigure, PublishedNational

COUNTRIES = Path(__file__).parent / "countries"

REGISTRY = "registry"
"""Folder inside a country's data folder: the operator's own tables, which replace those that come with the program."""

_ONE_VINTAGE = timedelta(days=300)
"""Figures of days nearer to each other than this belong to one year's."""

AuthorityKind = Literal["kommune", "fylkeskommune"]
ChangeKind = Literal["renamed", "renumbered", "merged", "split", "part moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One municipality or county authority under one number and name, in force until the day before `valid_to`.

    Of an authority that has an end, language, website and point may be unknown; of others they never are.
    """

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
    language: str | None
    """Written language of the authority: `nb`, `nn`, or `nb` where it is neutral."""
    website: str | None
    """Front page address."""
    organisation_number: str | None
    """Legal entity; None when not known."""
    latitude: float | None
    """A point inside, WGS 84 degrees north."""
    longitude: float | None
    """Likewise, degrees east."""
    valid_from: date
    """First day in force under this number and name."""
    valid_to: date | None
    """First day no longer in force; None while it is."""

    @property
    def front_page(self) -> str:
        """Front page address of an authority that has to have one.

        Raises:
            RegistryError: it is a past one whose website is not known.
        """
        if self.website is None:
            raise RegistryError(
                f"authority {self.number} ({self.name}, until {self.valid_to}) has no website in authorities.csv:"
                " write it there, or leave the authority out"
            )
        return self.website

    def is_in_force(self, on: date) -> bool:
        """Tell whether a day is one of those it was in force on."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


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
class Change:
    """What became of one authority on one day; several rows where it was divided."""

    on: date
    """First day of the new state."""
    from_number: str
    """Authority before."""
    to_number: str
    """Authority after; the same number where only the name is new, or where others were merged into it."""
    kind: ChangeKind
    """`renamed` and `renumbered`: the same authority goes on. `merged`: into one of several. `split`: the authority
    was divided and ended. `part moved`: some of its area only."""
    weight: float | None
    """Share of its inhabitants that went this way, 0 to 1; None where it is not known, and where all of them did."""
    source: str
    """Where it is published."""


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
    changes: tuple[Change, ...] = ()
    """Every change of an authority."""
    published: tuple[PublishedFigure, ...] = ()
    """Every figure of an authority that others published."""
    published_national: tuple[PublishedNational, ...] = ()
    """Every figure of many authorities together that others published."""

    def in_force(self, on: date) -> tuple[Authority, ...]:
        """Return the authorities in force on a day, by official number."""
        return tuple(
            sorted(
                (each for each in self.authorities if each.is_in_force(on)),
                key=lambda each: each.number,
            )
        )


def population_on(country: Country, number: str, on: date) -> Population | None:
    """Return an authority's latest figure published on or before a day; None when there is none.

    A figure is none when others have one that counts a day most of a year later: then this authority's own is missing
    from the table, and an old one would not be the figure in force. Nor is a figure of another authority one that had
    the number before a merger.
    """
    published = [each for each in country.population if each.published_on <= on]
    others = _holders_before(country, number, on)
    own = [each for each in published if each.number == number and not any(row.is_in_force(each.on) for row in others)]
    latest = max(own, key=lambda each: (each.on, each.published_on), default=None)
    if latest is None or max(each.on for each in published) - latest.on > _ONE_VINTAGE:
        return None
    return latest


def _holders_before(country: Country, number: str, on: date) -> list[Authority]:
    """Return the other authorities that had a number before the one that has it on a day; a new name is no other."""
    rows = sorted((each for each in country.authorities if each.number == number), key=lambda each: each.valid_from)
    renamed = {each.on for each in country.changes if each.to_number == number and each.kind == "renamed"}
    others: list[Authority] = []
    same: list[Authority] = []
    for row in rows:
        if row.valid_from > on:
            break
        if row.valid_from not in renamed:
            others, same = others + same, []
        same.append(row)
    return others


def available_countries() -> tuple[str, ...]:
    """Return the codes of the countries that have a folder, in alphabetical order."""
    return tuple(sorted(folder.parent.name for folder in COUNTRIES.glob("*/country.toml")))


@cache
def load_country(code: str, own: Path | None = None) -> Country:
    """Read a country's folder.

    Args:
        code: Two letters.
        own: The operator's own tables (`data/<code>/registry`); each file there replaces the one of its name.

    Raises:
        UsageError: there is no such country.
        RegistryError: its facts disagree; the message names file, row and remedy.
    """
    if code not in available_countries():
        raise UsageError(f"there is no country '{code}': choose one of {', '.join(available_countries())}")
    # Imported here because it needs the classes above.
    from barometer.registry_file import read_country

    return read_country(COUNTRIES / code, own)
