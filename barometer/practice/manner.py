"""How each municipal site behaves: its family of markup, its robots.txt, its faults and its small oddities.

Rare manners are dealt out by rank over all authorities, so that every seed has its share of each; none changes over
time except where a story in `life.py` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from barometer.practice import draw
from barometer.registry import Authority

Fault = Literal[
    "", "never answers", "no such host", "front 404", "front 500", "wrong certificate", "redirect loop", "robots 500",
    "robots disallow all", "robots disallow contact",
]  # fmt: skip
Entry = Literal["direct", "apex", "subpath", "new domain", "downgrade", "meta refresh"]
FAMILIES: tuple[tuple[str, float], ...] = (
    ("klassisk", 0.16), ("nestet", 0.13), ("ikoner", 0.15), ("folgoss", 0.12), ("avdelinger", 0.08),
    ("plugin", 0.07), ("jsonld", 0.06), ("skript", 0.07), ("attributt", 0.05), ("kontaktside", 0.06), ("topp", 0.05),
)  # fmt: skip
"""Families of markup and their share of the sites; each is a template of that name in `families/`."""
_FAULTS: tuple[tuple[Fault, int], ...] = (
    ("never answers", 2), ("no such host", 1), ("front 404", 1), ("front 500", 2), ("wrong certificate", 1),
    ("redirect loop", 1), ("robots 500", 2), ("robots disallow all", 3), ("robots disallow contact", 2),
)  # fmt: skip
_SLOW_SITES = 4
_ENTRIES: tuple[tuple[Entry, float], ...] = (
    ("direct", 0.83), ("apex", 0.06), ("subpath", 0.05), ("new domain", 0.02), ("downgrade", 0.01),
    ("meta refresh", 0.03),
)  # fmt: skip
Robots = Literal["none", "allow", "section", "delay", "letters", "moved"]
_ROBOTS: tuple[tuple[Robots, float], ...] = (
    ("none", 0.25), ("allow", 0.48), ("section", 0.17), ("delay", 0.04), ("letters", 0.04), ("moved", 0.02),
)  # fmt: skip
Charset = Literal["utf-8", "utf-8 unsaid", "latin-1", "latin-1 said to be utf-8"]
_CHARSETS: tuple[tuple[Charset, float], ...] = (
    ("utf-8", 0.94), ("utf-8 unsaid", 0.03), ("latin-1", 0.02), ("latin-1 said to be utf-8", 0.01),
)  # fmt: skip
Compression = Literal["", "gzip", "br"]
_COMPRESSIONS: tuple[tuple[Compression, float], ...] = (("gzip", 0.68), ("br", 0.12), ("", 0.20))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A supplier of municipal websites; none exists."""

    name: str
    host: str
    facebook: str | None
    linkedin: str | None


VENDORS = (
    Vendor(name="Nettsmia", host="www.nettsmia.xx", facebook="nettsmiaas", linkedin="company/nettsmia"),
    Vendor(name="Portalverket", host="www.portalverket.xx", facebook="portalverketno", linkedin="company/portalverket"),
    Vendor(name="Kommunekoden", host="www.kommunekoden.xx", facebook="kommunekoden", linkedin=None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One site's ways."""

    family: str
    """Family of markup."""
    variant: int
    """Which of the family's four ways of writing a link."""
    fault: Fault
    """What stops a visitor; empty for most."""
    entry: Entry
    """How the registered address leads to the front page."""
    robots: Robots
    """What stands in robots.txt where no fault says otherwise."""
    charset: Charset
    """How the pages are written, and what is said of it."""
    compression: Compression
    """Content coding, when the visitor accepts it."""
    delay: float
    """Seconds before every answer."""
    has_etag: bool
    """Answers conditional requests."""
    vendor: Vendor
    """Who delivered the site."""
    shows_vendor: bool
    """Vendor's accounts stand in the footer."""
    contact_path: str
    """Path of the contact page."""
    overview_path: str | None
    """Path of the page that lists social media; None when there is none."""
    overview_from_contact: bool
    """The overview page is linked from the contact page only."""
    shares: bool
    """Share buttons stand on every page."""


@lru_cache(maxsize=8)
def manners(seed: int, authorities: tuple[Authority, ...]) -> dict[str, Manner]:
    """Return every site's manner by authority number."""
    families = _dealt(seed, "family", authorities, [(name, share * len(authorities)) for name, share in FAMILIES])
    faults = _dealt(seed, "fault", authorities, [(name, float(count)) for name, count in _FAULTS])
    slow = set(_ranked(seed, "slow", authorities)[:_SLOW_SITES])
    return {
        each.number: _manner(
            seed, each, families.get(each.number, "klassisk"), faults.get(each.number, ""), each.number in slow
        )
        for each in authorities
    }


def _manner(seed: int, authority: Authority, family: str, fault: str, is_slow: bool) -> Manner:
    about = (seed, authority.number)
    contacts = ("/kontakt", "/kontakt-oss/", "/om-kommunen/kontakt-oss/", "/tjenester/kontakt-oss.1042.aspx")
    overviews = ("/om/sosiale-medier", "/sosiale-medier/", "/om-kommunen/kommunikasjon/sosiale-medier/")
    needs_overview = family == "avdelinger" or draw.happens(0.45, *about, "overview")
    variant = draw.number(*about, "variant") % 4
    if fault == "robots disallow contact":
        family, needs_overview = "kontaktside", False
    if family == "skript" and variant < 2:
        needs_overview = False
    return Manner(
        family=family,
        variant=variant,
        fault=fault,  # type: ignore[arg-type]
        entry="direct" if fault else draw.weighted(_ENTRIES, *about, "entry"),
        robots=draw.weighted(_ROBOTS, *about, "robots"),
        charset="utf-8" if family == "skript" else draw.weighted(_CHARSETS, *about, "charset"),
        compression=draw.weighted(_COMPRESSIONS, *about, "compression"),
        delay=1.2 + draw.share(*about, "delay") if is_slow else 0.0,
        has_etag=draw.happens(0.4, *about, "etag"),
        vendor=draw.choice(VENDORS, *about, "vendor"),
        shows_vendor=draw.happens(0.4, *about, "shows vendor"),
        contact_path=draw.choice(contacts, *about, "contact path"),
        overview_path=draw.choice(overviews, *about, "overview path") if needs_overview else None,
        overview_from_contact=family != "avdelinger" and draw.happens(0.3, *about, "overview from contact"),
        shares=draw.happens(0.5, *about, "shares"),
    )


def _ranked(seed: int, what: str, authorities: Iterable[Authority]) -> list[str]:
    return sorted((each.number for each in authorities), key=lambda number: draw.number(seed, what, number))


def _dealt(
    seed: int, what: str, authorities: Iterable[Authority], shares: list[tuple[str, float]]
) -> dict[str, str]:
    """Return number → name, each name given to as many of the authorities, in a shuffled order, as its share says."""
    order = _ranked(seed, what, authorities)
    dealt, end = {}, 0.0
    start = 0
    for name, share in shares:
        end += share
        dealt.update(dict.fromkeys(order[start : round(end)], name))
        start = round(end)
    return dealt
