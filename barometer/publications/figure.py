"""What one row of a published table is: a figure of one authority, or one of the whole country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from barometer.vocabulary import CounterKind, Role

PublishedUnit = Literal["personer", "%", "antall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One figure of one authority as somebody published it: never a measurement of the barometer."""

    publication: str
    """Name of the table: its file's name without ending."""
    row: int
    """Row of the file, as a spreadsheet counts."""
    on_from: date
    """Day it was true on; the first of them where the source tells no more than a period."""
    on_to: date
    """Last of the days it may have been true on."""
    authority_number: str
    """Official number on those days."""
    name_printed: str | None
    """Name as the source has it; NULL where it has the number only."""
    role: Role
    """Whose page it was; `helhetlig` only enters lists and ranks."""
    counter_kind: CounterKind
    """What was counted: likes and followers are never mixed."""
    value_printed: str
    """As it stands in the source: "ca. 74 %"."""
    value: float
    """The figure; in the middle of its interval where the source abbreviated it."""
    low: float
    """Smallest true value that fits what was printed."""
    high: float
    """Largest true value that fits."""
    unit: PublishedUnit
    """`personer`, or `%` where the source gave the share of the inhabitants instead."""
    population_printed: int | None
    """Inhabitants as the source has them; NULL where it does not tell."""
    source: str
    """Who published it, and where."""
    url: str | None
    """Address of the publication; NULL where none is known."""
    note: str | None
    """What a reader has to know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedNational:
    """One figure of many authorities together, as somebody published it."""

    on_from: date
    """Day it was true on; the first of them where the source tells no more than a period."""
    on_to: date
    """Last of the days it may have been true on."""
    scope: str
    """Whom it is about: `kommune`, `fylkeskommune`, `alle`, or a group that the source names."""
    measure: str
    """What it says: `sider`, `likes`, `bruksklasse`, `kanal`…"""
    part: str | None
    """Of what: a platform, a use class; NULL where the measure says all."""
    channel: str | None
    """Platform it is about; NULL for all of them."""
    value_printed: str
    """As it stands in the source."""
    value: float
    """The figure."""
    low: float
    """Smallest true value that fits what was printed."""
    high: float
    """Largest true value that fits."""
    unit: PublishedUnit
    """`personer`, `%` or `antall`."""
    n_of: int | None
    """Authorities or pages it is a part of; NULL where the source does not tell."""
    definition: str
    """What the source counted as a page, or whom it asked."""
    source: str
    """Who published it, and where."""
    url: str | None
    """Address of the publication; NULL where none is known."""
    note: str | None
    """What a reader has to know of it."""
