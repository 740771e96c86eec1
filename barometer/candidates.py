"""What is known of each account that an authority's website links to, before it is judged.

Gathers the links of all website visits and the answers of all account visits; two addresses that turn out to lead
to one account become one candidate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from barometer.readings import Channel, Link, Outcome, Profile, Visit
from barometer.registry import Authority

Key = tuple[Channel, str]


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


def bare_host(url: str) -> str:
    """Return an address's host in lower case without `www.`; empty when there is none. A scheme may be missing."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def gather(authorities: Iterable[Authority], visits: Iterable[Visit]) -> Evidence:
    """Return the candidates of every authority from the visits of a month."""
    by_number = {authority.number: authority for authority in authorities}
    evidence = Evidence({number: {} for number in by_number})
    for number, authority in by_number.items():
        evidence.hosts[number] = {bare_host(authority.website)} if authority.website else set()
    profiles: dict[Key, list[Profile]] = {}
    outcomes: dict[Key, set[Outcome]] = {}
    for visit in visits:
        if visit.channel is not None and visit.native_id is not None:
            key = (visit.channel, visit.native_id)
            outcomes.setdefault(key, set()).add(visit.outcome)
            found = [each for each in visit.readings if each.type == "profile" and each.channel == visit.channel]
            profiles.setdefault(key, []).extend(found)
        elif visit.authority_number in by_number:
            _add_links(evidence, by_number[visit.authority_number], visit)
    aliases = _aliases(profiles)
    for found_here in evidence.candidates.values():
        for candidate in found_here.values():
            candidate.profiles = profiles.get(candidate.key, [])
            candidate.outcomes = outcomes.get(candidate.key, set())
        for candidate in list(found_here.values()):
            _merge(found_here, candidate, aliases)
    _count_sites(evidence)
    return evidence


def _add_links(evidence: Evidence, authority: Authority, visit: Visit) -> None:
    found = evidence.candidates[authority.number]
    for page in visit.pages[:1]:
        if page.status == 200:
            evidence.hosts[authority.number].add(bare_host(page.final_url))
    for link in visit.readings:
        if link.type != "link" or link.native_id is None:
            continue
        key = (link.channel, link.native_id)
        if key not in found:
            found[key] = Candidate(authority, link.channel, link.native_id)
        found[key].links.append(link)


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
    found[into].links += candidate.links
    # A new set: several authorities may hold the same one.
    found[into].outcomes = found[into].outcomes | candidate.outcomes
    del found[candidate.key]


def _count_sites(evidence: Evidence) -> None:
    counts: dict[Key, int] = {}
    for found in evidence.candidates.values():
        for key in found:
            counts[key] = counts.get(key, 0) + 1
    for found in evidence.candidates.values():
        for key, candidate in found.items():
            candidate.site_count = counts[key]
