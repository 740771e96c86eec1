"""The judgement on one account of one authority: its role, its standing, and every proof for and against.

Proofs in order of weight: the account names the authority's website as its own; its id or its name is the
authority's; the website's own words call it so; it stands in the header, the footer or a "follow us" block.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from barometer.candidates import Candidate, Evidence, Key
from barometer.naming import Names
from barometer.readings import Link, Outcome, Role, Status
from barometer.registry import Authority, Country
from barometer.role_words import is_generic
from barometer.roles import Roles, is_of_a_service, is_personal
from barometer.site_owners import SiteOwners

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
    points_back: bool = False
    """Whether the account names the authority's website as its own, or lies under its domain."""
    is_own_domain: bool = False
    """Whether its name is the authority's own domain."""

    @property
    def is_claim(self) -> bool:
        """Whether the website puts it in the place of the authority's own account, or a strong proof does."""
        is_linked = bool(self.candidate.links) or self.status == "official"
        return self.role == "helhetlig" and self.status in ("official", "kandidat") and is_linked

    @property
    def names_itself(self) -> bool:
        """Whether the account's id or name is the authority's."""
        return self.own_points > (_POINTS["backlink"] if self.points_back else 0)

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
        self.sites = SiteOwners(evidence.hosts)
        self.roles = Roles(self.names)
        self._called: dict[Key, set[str]] = {}
        for found in evidence.candidates.values():
            for key, each in found.items():
                named = self.names.ids_named(each.authority, each.native_id)
                named |= self.names.texts_named(each.authority, each.texts)
                self._called.setdefault(key, set()).update(named)

    def judged(self, candidate: Candidate) -> Judgement:
        """Return the judgement on one candidate, before it is compared with others."""
        judgement = Judgement(candidate)
        judgement.evidence += _where_linked(candidate.links)
        if f"{candidate.channel}:{candidate.native_id}" in self.country.vendors:
            judgement.reject("account of a supplier")
            return judgement
        if is_of_a_service(candidate):
            judgement.reject("account of a platform or of a service for making websites")
            return judgement
        self._weigh(judgement)
        judgement.evidence += candidate.weak_proofs
        against = self._against(judgement)
        if against:
            judgement.reject(against)
            return judgement
        role = self.roles.of_a_part(
            candidate,
            points_back=judgement.points_back,
            is_own_domain=judgement.is_own_domain,
            stands_out=_stands_out(candidate),
        )
        if role is None:
            self._as_own(judgement)
        else:
            judgement.judge(*role)
        return self._unproven(judgement)

    def _unproven(self, judgement: Judgement) -> Judgement:
        """Make a candidate of what no link of this month proves."""
        candidate = judgement.candidate
        if judgement.status != "official":
            return judgement
        if candidate.copied_on is not None:
            judgement.doubt(f"its links were seen in a copy of {candidate.copied_on} only")
        elif is_personal(candidate):
            judgement.doubt("its address is a personal profile's")
        elif not candidate.links and not (judgement.points_back and judgement.names_itself):
            # The account's own word is a strong proof where it both names the website and bears the name.
            judgement.doubt("the website does not link to it")
        return judgement

    def _weigh(self, judgement: Judgement) -> None:
        """Add every proof that the account is the authority's own."""
        candidate = judgement.candidate
        authority = candidate.authority
        if self._is_own_domain(candidate):
            judgement.is_own_domain = judgement.points_back = True
            judgement.proven("backlink", "its name is the authority's own domain", lies_in_account=True)
        elif any(self.sites.is_own(profile.website, authority.number) for profile in candidate.profiles):
            judgement.points_back = True
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
        authority = candidate.authority
        if candidate.outcomes & _NO_ACCOUNT and not candidate.profiles:
            return "the platform has no such account"
        by_id = self.names.ids_named(authority, candidate.native_id)
        by_word = self.names.texts_named(authority, tuple(each.name for each in candidate.profiles))
        by_link = self.names.texts_named(authority, candidate.texts)
        others = by_id | by_word | by_link
        if others and not judgement.own_points and (by_word or not self._link_names(candidate)):
            return f"names another authority: {', '.join(sorted(others))}"
        for profile in candidate.profiles:
            called = self.names.called_otherwise(authority, profile.name)
            if called:
                return f"calls itself {called}"
        elsewhere = self._sites_named(candidate)
        if elsewhere and self._is_theirs(candidate, elsewhere, judgement):
            return f"names the website of {', '.join(sorted(elsewhere))}"
        if elsewhere:
            judgement.evidence.append(f"against: names the website of {', '.join(sorted(elsewhere))}")
        is_said_to_be_ours = self._link_names(candidate) or authority.number in self._called[candidate.key]
        if candidate.site_count >= MANY_SITES and not judgement.own_points and not is_said_to_be_ours:
            return f"stands on the websites of {candidate.site_count} authorities"
        return ""

    def _sites_named(self, candidate: Candidate) -> set[str]:
        """Return the other authorities whose websites the account names as its own, where it never names this one's."""
        owners = {self.sites.owner(profile.website) for profile in candidate.profiles if profile.website}
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

    def _as_own(self, judgement: Judgement) -> Judgement:
        """Judge an account that nothing says to be a part of the authority, or another's."""
        candidate = judgement.candidate
        stands_out, says_name = _stands_out(candidate), self._link_names(candidate)
        is_plain = says_name or all(self.names.is_plain(candidate.authority, text) for text in candidate.texts)
        if is_personal(candidate):
            if (stands_out or says_name) and is_plain and not candidate.profiles:
                return judgement.judge("helhetlig", "kandidat", "doubt: the address may be a person's profile")
            return judgement.judge("venneprofil", "kandidat", "doubt: its address is a personal profile's")
        doubt = self._doubt(judgement, says_name=says_name)
        if doubt:
            role: Role = "helhetlig" if stands_out or not candidate.links or says_name else "uoffisiell"
            return judgement.judge(role, "kandidat", f"doubt: {doubt}")
        if judgement.names_itself or judgement.is_own_domain or says_name:
            return judgement.judge("helhetlig", "official")
        if stands_out and is_plain:
            return judgement.judge("helhetlig", "official", "stands for the website as a whole")
        if stands_out:
            return judgement.judge("helhetlig", "kandidat", "doubt: neither its id nor its link names the authority")
        if any(self.names.is_bare_name(candidate.authority, text) for text in candidate.texts):
            return judgement.judge("sted", "kandidat", "doubt: it bears the name of the place alone")
        return judgement.judge("uoffisiell", "kandidat", "doubt: nothing says that it stands for the whole authority")

    def _doubt(self, judgement: Judgement, *, says_name: bool) -> str:
        """Return what speaks against taking an account for the authority's own, without proving the contrary."""
        candidate, authority, names = judgement.candidate, judgement.candidate.authority, self.names
        is_named_by_id = bool(names.id_names(authority, candidate.native_id))
        called = [each.name for each in candidate.profiles]
        naming = [name for name in called if names.text_names(authority, name)]
        if naming and not is_named_by_id and all(names.says_more(authority, name) for name in naming):
            return "its name says more than the authority's"
        if judgement.points_back or naming:
            return ""
        if says_name and names.ids_named(authority, candidate.native_id):
            return "its link names the authority, and its id another"
        if names.is_shared_name(authority, candidate.native_id):
            return "its id does not tell which authority of that name"
        if not says_name and names.id_is_anothers(authority, candidate.native_id):
            return "its id is another authority's name"
        if not says_name and names.id_called_otherwise(authority, candidate.native_id):
            return "its id carries another name"
        if called and not is_named_by_id and not any(names.is_in(authority, name) for name in called):
            return "what it calls itself is not the authority's name"
        return ""

    def _link_names(self, candidate: Candidate) -> bool:
        """Tell whether a link names the authority, by its own words or by its heading on the overview page."""
        authority = candidate.authority
        texts = [
            link.context
            for link in candidate.links
            if link.page_role == "overview" and self.names.is_plain(authority, link.text)
        ]
        return any(
            self.names.text_names(authority, text) and not self.names.says_more(authority, text)
            for text in (*candidate.texts, *texts)
        )

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
        return self.sites.is_own(domain, candidate.authority.number)


def _where_linked(links: list[Link]) -> list[str]:
    where = dict.fromkeys(f"linked: {_PAGES[link.page_role]}, {_PLACES[link.place]}" for link in links)
    return list(where)


def _stands_out(candidate: Candidate) -> bool:
    """Tell whether one of its links stands where a website names itself, not what it writes about."""
    return any(
        link.place == "follow_block"
        or (link.page_role == "contact" and is_generic(link.text) and is_generic(link.context))
        or (link.place in _OF_THE_SITE and link.page_role in ("front", "contact"))
        for link in candidate.links
    )
