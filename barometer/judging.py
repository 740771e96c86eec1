"""The judgement on one account of one authority: its role, its standing, and every proof for and against.

Proofs in order of weight: the account names the authority's website as its own; its id or its name is the
authority's; the website's own words call it so; it stands in the header, the footer or a "follow us" block.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from barometer.candidates import Candidate, Evidence, Key, bare_host
from barometer.naming import Names, is_generic
from barometer.readings import Link, Outcome, Role, Status
from barometer.registry import Authority, Country

MANY_SITES = 4
"""Authorities whose websites link to an account before it is taken for a supplier's or a campaign's."""
_PLACES = {
    "header": "header", "navigation": "navigation", "main": "text", "footer": "footer", "follow_block": "follow block",
    "iframe": "plugin", "json_ld": "structured data", "meta": "head of the page", "script": "script",
    "attribute": "button",
}  # fmt: skip
_PAGES = {"front": "front page", "contact": "contact page", "overview": "overview page", "other": "another page"}
_OF_THE_SITE = frozenset(_PLACES) - {"main"}
_NO_ACCOUNT = {Outcome.NOT_FOUND}
_POINTS = {
    "backlink": 8, "name and word": 5, "name": 3, "profile name": 3, "text": 3, "front": 3, "follow": 1, "page": 1,
}  # fmt: skip


@dataclass(slots=True)
class Judgement:
    """What is held of one candidate, and why; changed while the authority's candidates are compared."""

    candidate: Candidate
    role: Role = "uoffisiell"
    status: Status = "kandidat"
    evidence: list[str] = field(default_factory=list)
    points: int = 0
    """Weight of the proofs that it is the authority's own, to compare candidates of one authority."""
    own_points: int = 0
    """Weight of the proofs that lie in the account itself, to compare authorities that claim it."""

    @property
    def is_claim(self) -> bool:
        """Whether it could be the authority's own account."""
        return self.role == "helhetlig" and self.status in ("official", "kandidat")

    def proven(self, proof: str, phrase: str, *, lies_in_account: bool = False) -> None:
        """Add a proof for it."""
        self.points += _POINTS[proof]
        self.own_points += _POINTS[proof] if lies_in_account else 0
        self.evidence.append(phrase)

    def judge(self, role: Role, status: Status, phrase: str = "") -> Judgement:
        """Set role and standing, with the reason when there is one more."""
        self.role, self.status = role, status
        if phrase:
            self.evidence.append(phrase)
        return self

    def doubt(self, phrase: str) -> None:
        """Make it a candidate that a person should look at."""
        self.judge(self.role, "kandidat", f"doubt: {phrase}")

    def reject(self, phrase: str) -> None:
        """Say that it is not the authority's own."""
        self.judge("uoffisiell", "rejected", f"against: {phrase}")


class Judge:
    """Judges candidates by the words, vendors and names of one country."""

    def __init__(self, country: Country, authorities: tuple[Authority, ...], evidence: Evidence) -> None:
        self.country = country
        self.names = Names(country, authorities)
        self.hosts = evidence.hosts
        self._owners = {host: number for number, own in evidence.hosts.items() for host in own}
        self._called: dict[Key, set[str]] = {}
        for found in evidence.candidates.values():
            for key, candidate in found.items():
                named = self.names.named_others(candidate.authority, candidate.native_id, candidate.texts)
                self._called.setdefault(key, set()).update(named)

    def judged(self, candidate: Candidate) -> Judgement:
        """Return the judgement on one candidate, before it is compared with others."""
        judgement = Judgement(candidate)
        judgement.evidence += _where_linked(candidate.links)
        if f"{candidate.channel}:{candidate.native_id}" in self.country.vendors:
            judgement.reject("account of a supplier")
            return judgement
        self._weigh(judgement)
        against = self._against(judgement)
        if against:
            judgement.reject(against)
            return judgement
        role = self._role(candidate, judgement)
        if role is not None:
            return judgement.judge(role[0], "official", role[1])
        return self._as_own(judgement)

    def _weigh(self, judgement: Judgement) -> None:
        """Add every proof that the account is the authority's own."""
        candidate = judgement.candidate
        authority = candidate.authority
        if self._is_own_domain(candidate):
            judgement.proven("backlink", "its name is the authority's own domain", lies_in_account=True)
        elif any(self._points_back(profile.website, authority) for profile in candidate.profiles):
            judgement.proven("backlink", "links back to the website", lies_in_account=True)
        named = self.names.id_names(authority, candidate.native_id)
        if named:
            judgement.proven(named, "its id is the authority's name", lies_in_account=True)
        if any(self.names.text_names(authority, profile.name) for profile in candidate.profiles):
            judgement.proven("profile name", "its name is the authority's", lies_in_account=True)
        if self._link_names(candidate):
            judgement.proven("text", "the link names the authority")
        if any(link.page_role == "front" and link.place in _OF_THE_SITE for link in candidate.links):
            judgement.points += _POINTS["front"]
        if any(link.place == "follow_block" for link in candidate.links):
            judgement.points += _POINTS["follow"]
        judgement.points += _POINTS["page"] * len({link.page_role for link in candidate.links} - {"other"})

    def _against(self, judgement: Judgement) -> str:
        """Return the proof that the account is not this authority's, if there is one."""
        candidate = judgement.candidate
        if candidate.outcomes & _NO_ACCOUNT and not candidate.profiles:
            return "the platform has no such account"
        for profile in candidate.profiles:
            called = self.names.called_otherwise(candidate.authority, profile.name)
            if called:
                return f"calls itself {called}"
        texts = (*candidate.texts, *(profile.name for profile in candidate.profiles))
        others = self.names.named_others(candidate.authority, candidate.native_id, texts)
        if others and not judgement.own_points:
            return f"names another authority: {', '.join(sorted(others))}"
        elsewhere = self._sites_named(candidate)
        if elsewhere and self._is_theirs(candidate, elsewhere, judgement):
            return f"names the website of {', '.join(sorted(elsewhere))}"
        if elsewhere:
            judgement.evidence.append(f"against: names the website of {', '.join(sorted(elsewhere))}")
        is_said_to_be_ours = self._link_names(candidate) or candidate.authority.number in self._called[candidate.key]
        if candidate.site_count >= MANY_SITES and not judgement.own_points and not is_said_to_be_ours:
            return f"stands on the websites of {candidate.site_count} authorities"
        return ""

    def _sites_named(self, candidate: Candidate) -> set[str]:
        """Return the other authorities whose websites the account names as its own, where it never names this one's."""
        owners = {self._owner(profile.website) for profile in candidate.profiles if profile.website}
        return set() if candidate.authority.number in owners else {owner for owner in owners if owner is not None}

    def _is_theirs(self, candidate: Candidate, numbers: set[str], judgement: Judgement) -> bool:
        """Tell whether an account that names another's website is that other's: an account may name it by mistake."""
        if not judgement.own_points:
            return True
        others = [each for each in self.names.authorities if each.number in numbers]
        names = [profile.name for profile in candidate.profiles]
        return any(
            self.names.id_names(other, candidate.native_id) or any(self.names.text_names(other, name) for name in names)
            for other in others
        )

    def _role(self, candidate: Candidate, judgement: Judgement) -> tuple[Role, str] | None:
        """Return a role other than the whole authority, with its reason, when something gives it away."""
        authority = candidate.authority
        if "group" in candidate.kinds:
            return "gruppe", "its address is a group's"
        if candidate.channel == "linkedin" and "profile" in candidate.kinds:
            return "person", "its address is a person's"
        if self.names.id_names(authority, candidate.native_id) or self._is_own_domain(candidate):
            return None
        found = self.names.role_in_id(authority, candidate.native_id)
        if found:
            return found[0], f"'{found[1]}' in its id"
        for profile in candidate.profiles:
            found = self.names.role_in_text(authority, profile.name)
            if found:
                return found[0], f"'{found[1]}' in its name"
        if any(self.names.text_names(authority, profile.name) for profile in candidate.profiles):
            return None
        for text in candidate.texts:
            found = self.names.role_in_text(authority, text)
            if found:
                return found[0], f"'{found[1]}' in the link"
        return self._role_from_heading(candidate)

    def _role_from_heading(self, candidate: Candidate) -> tuple[Role, str] | None:
        """Return the role that every heading above its links gives away, where the links themselves say nothing."""
        if self._link_names(candidate):
            return None
        found = [
            self.names.role_in_text(candidate.authority, link.context) if link.context else None
            for link in candidate.links
        ]
        first = found[0] if found else None
        return (first[0], f"'{first[1]}' above the link") if first and all(found) else None

    def _as_own(self, judgement: Judgement) -> Judgement:
        """Judge an account that nothing says to be a part of the authority, or another's."""
        candidate = judgement.candidate
        stands_out = [link for link in candidate.links if _stands_for_the_site(link)]
        says_name = self._link_names(candidate)
        is_plain = says_name or all(self.names.is_plain(candidate.authority, text) for text in candidate.texts)
        if candidate.channel == "facebook" and candidate.kinds == {"profile"} and not _is_page(candidate):
            if (stands_out or says_name) and is_plain and not candidate.profiles:
                return judgement.judge("helhetlig", "kandidat", "doubt: the address may be a person's profile")
            return judgement.judge("venneprofil", "kandidat", "doubt: its address is a personal profile's")
        if judgement.own_points or says_name:
            return judgement.judge("helhetlig", "official")
        if self.names.id_called_otherwise(candidate.authority, candidate.native_id):
            return judgement.judge("helhetlig", "kandidat", "doubt: its id carries another name")
        if stands_out and is_plain:
            return judgement.judge("helhetlig", "official", "stands for the website as a whole")
        if stands_out:
            return judgement.judge("helhetlig", "kandidat", "doubt: neither its id nor its link names the authority")
        if any(self.names.is_bare_name(candidate.authority, text) for text in candidate.texts):
            return judgement.judge("sted", "kandidat", "doubt: it bears the name of the place alone")
        return judgement.judge("uoffisiell", "kandidat", "doubt: nothing says that it stands for the whole authority")

    def _link_names(self, candidate: Candidate) -> bool:
        """Tell whether a link names the authority, by its own words or by its heading on the overview page."""
        authority = candidate.authority
        texts = [
            link.context
            for link in candidate.links
            if link.page_role == "overview" and self.names.is_plain(authority, link.text)
        ]
        return any(self.names.text_names(authority, text) for text in (*candidate.texts, *texts))

    def _is_own_domain(self, candidate: Candidate) -> bool:
        """Tell whether a Bluesky handle or a Mastodon instance lies under the authority's own domain."""
        if candidate.channel == "bluesky":
            domain = candidate.native_id
        elif candidate.channel == "mastodon":
            domain = candidate.native_id.partition("@")[2]
        elif candidate.channel == "rss":
            domain = candidate.native_id.partition("/")[0]
        else:
            return False
        return self._points_back(domain, candidate.authority)

    def _points_back(self, website: str | None, authority: Authority) -> bool:
        host = bare_host(website or "")
        return any(host == own or host.endswith(f".{own}") for own in self.hosts[authority.number] if host and own)

    def _owner(self, website: str | None) -> str | None:
        """Return the authority whose website an address lies on."""
        labels = bare_host(website or "").split(".")
        domains = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._owners[domain] for domain in domains if domain in self._owners), None)


def _where_linked(links: list[Link]) -> list[str]:
    where = dict.fromkeys(f"linked: {_PAGES[link.page_role]}, {_PLACES[link.place]}" for link in links)
    return list(where)


def _stands_for_the_site(link: Link) -> bool:
    """Tell whether a link stands where a website names itself, not what it writes about."""
    if link.place == "follow_block":
        return True
    if link.page_role == "contact" and is_generic(link.text) and is_generic(link.context):
        return True
    return link.place in _OF_THE_SITE and link.page_role in ("front", "contact")


def _is_page(candidate: Candidate) -> bool:
    """Tell whether the platform showed a page where the address looked like a person's."""
    return any(profile.category or profile.website for profile in candidate.profiles)
