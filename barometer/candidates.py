"""What is known of each account that an authority's website links to, before it is judged.

Gathers the links of the month's website visits, the answers of its account visits, and what others say (weak proofs);
two addresses that turn out to lead to one account become one candidate. A copy saved more than 45 days before the
month's observation tells where to look, and no more: what an account said then is left out, and links found nowhere
else make no account official.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from barometer.readings import Channel, Link, Outcome, Profile, Visit
from barometer.registry import Authority
from barometer.site_owners import bare_host
from barometer.weak_proofs import WeakProof

Key = tuple[Channel, str]

MAX_AGE = timedelta(days=45)
"""Age after which a saved copy says nothing of the month (METRICS: `for gammel`), as in core.visit_month."""
_IMPORT = "import"


@dataclass(slots=True)
class Candidate:
    """One account as one authority's website, and the account itself, show it."""

    authority: Authority
    channel: Channel
    native_id: str
    links: list[Link] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)
    outcomes: set[Outcome] = field(default_factory=set)
    site_count: int = 1
    """Authorities whose websites link to it."""
    copied_on: date | None = None
    """Day of the old copy that alone shows its links; None when this month's website does."""
    weak_proofs: list[str] = field(default_factory=list)
    """What others say: no proof by itself."""

    @property
    def key(self) -> Key:
        """Platform and id."""
        return self.channel, self.native_id

    @property
    def kinds(self) -> set[str]:
        """What its addresses say it is."""
        return {link.kind for link in self.links}

    @property
    def texts(self) -> tuple[str, ...]:
        """What its links say, addresses as texts left out."""
        said = (text for link in self.links for text in (link.text, link.label))
        return tuple(dict.fromkeys(text for text in said if text and "/" not in text and "." not in text[:-4]))


@dataclass(slots=True)
class Evidence:
    """Everything read in a month, by authority and by account."""

    candidates: dict[str, dict[Key, Candidate]] = field(default_factory=dict)
    """Authority number → its candidates."""
    hosts: dict[str, set[str]] = field(default_factory=dict)
    """Authority number → hosts of its website, after redirects too, without `www.`."""


@dataclass(frozen=True, slots=True)
class _Site:
    """What one visit of a website showed."""

    number: str
    at: datetime
    outcome: Outcome
    host: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What one visit of an account showed."""

    key: Key
    at: datetime
    outcome: Outcome
    profiles: tuple[Profile, ...]


def gather(
    authorities: Iterable[Authority], visits: Iterable[Visit], begin: date, weak: Iterable[WeakProof] = ()
) -> Evidence:
    """Return the candidates of every authority from the visits of a month, whose first day is `begin`."""
    by_number = {authority.number: authority for authority in authorities}
    evidence = Evidence({number: {} for number in by_number})
    for number, authority in by_number.items():
        evidence.hosts[number] = {bare_host(authority.website)} if authority.website else set()
    sites, looks, limit = _read(by_number, visits, begin)
    is_fresh = {site.number for site in sites if site.at >= limit and site.outcome is Outcome.OK}
    for site in sites:
        if site.at >= limit or site.number not in is_fresh:
            _add_links(evidence, by_number[site.number], site, is_old=site.at < limit)
    for proof in weak:
        if proof.authority_number in by_number:
            found = evidence.candidates[proof.authority_number]
            key = (proof.channel, proof.native_id)
            candidate = found.setdefault(key, Candidate(by_number[proof.authority_number], *key))
            candidate.weak_proofs.append(proof.phrase)
    _add_looks(evidence, [look for look in looks if look.at >= limit])
    _count_sites(evidence)
    return evidence


def _read(
    by_number: dict[str, Authority], visits: Iterable[Visit], begin: date
) -> tuple[list[_Site], list[_Look], datetime]:
    """Return what was seen of websites and accounts, and the instant before which it is too old to tell."""
    sites: list[_Site] = []
    looks: list[_Look] = []
    ends: dict[bool, datetime] = {}
    for visit in visits:
        is_copy = visit.route == _IMPORT
        ends[is_copy] = max(visit.finished_at, ends.get(is_copy, visit.finished_at))
        if visit.channel is not None and visit.native_id is not None:
            own = tuple(each for each in visit.readings if each.type == "profile" and each.channel == visit.channel)
            looks.append(_Look((visit.channel, visit.native_id), visit.finished_at, visit.outcome, own))
        elif visit.authority_number in by_number:
            host = next((bare_host(page.final_url) for page in visit.pages[:1] if page.status == 200), "")
            links = tuple(each for each in visit.readings if each.type == "link" and each.native_id is not None)
            sites.append(_Site(visit.authority_number, visit.finished_at, visit.outcome, host, links))
    first = datetime.combine(begin, time(), UTC)
    # The month's own visits tell when it was observed; imports only where there is nothing else.
    return sites, looks, max(first, ends.get(False, ends.get(True, first))) - MAX_AGE


def _add_links(evidence: Evidence, authority: Authority, site: _Site, *, is_old: bool) -> None:
    found = evidence.candidates[authority.number]
    if site.host:
        evidence.hosts[authority.number].add(site.host)
    for link in site.links:
        assert link.native_id is not None
        candidate = found.setdefault(
            (link.channel, link.native_id), Candidate(authority, link.channel, link.native_id)
        )
        if is_old:
            candidate.copied_on = max(site.at.date(), candidate.copied_on or site.at.date())
        candidate.links.append(link)


def _add_looks(evidence: Evidence, looks: list[_Look]) -> None:
    profiles: dict[Key, list[Profile]] = {}
    outcomes: dict[Key, set[Outcome]] = {}
    for look in looks:
        outcomes.setdefault(look.key, set()).add(look.outcome)
        profiles.setdefault(look.key, []).extend(look.profiles)
    aliases = _aliases(profiles)
    for found in evidence.candidates.values():
        for candidate in found.values():
            candidate.profiles = profiles.get(candidate.key, [])
            candidate.outcomes = outcomes.get(candidate.key, set())
        for candidate in list(found.values()):
            _merge(found, candidate, aliases)


def _aliases(profiles: dict[Key, list[Profile]]) -> dict[Key, Key]:
    """Return, for ids asked for that turned out to be one account, the id that the others are called by."""
    same: dict[Key, list[Key]] = {}
    for key, found in profiles.items():
        for own in {profile.native_id for profile in found}:
            same.setdefault((key[0], own), []).append(key)
    # A chosen name is better known than a number; after that, the one that was asked for first.
    return {
        key: min(keys, key=lambda each: each[1].isdigit())
        for keys in same.values()
        if len(keys) > 1
        for key in keys
    }


def _merge(found: dict[Key, Candidate], candidate: Candidate, aliases: dict[Key, Key]) -> None:
    into = aliases.get(candidate.key, candidate.key)
    if into == candidate.key or into not in found:
        return
    kept = found[into]
    kept.copied_on = kept.copied_on or candidate.copied_on
    kept.links += candidate.links
    kept.weak_proofs += candidate.weak_proofs
    # A new set: several authorities may hold the same one.
    kept.outcomes = kept.outcomes | candidate.outcomes
    del found[candidate.key]


def _count_sites(evidence: Evidence) -> None:
    counts: dict[Key, int] = {}
    for found in evidence.candidates.values():
        for key, candidate in found.items():
            counts[key] = counts.get(key, 0) + bool(candidate.links)
    for found in evidence.candidates.values():
        for key, candidate in found.items():
            candidate.site_count = counts[key]
