"""A country's authorities, as rows: who they are, where their website lies, how many people live there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

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
