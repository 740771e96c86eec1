"""The role of an account that is a part of an authority, a person, a place or a group, and what gives it away.

In this order: its address, a merger's name, words in its id, name and links (the longest one), the headings above its
links, and last the platform's own category.
"""

from __future__ import annotations

from barometer.candidates import Candidate
from barometer.categories import role_of_category
from barometer.naming import Names
from barometer.parse.platforms.address import names
from barometer.readings import Role, Status

Found = tuple[Role, Status, str]
# What platforms, and services for making websites, call themselves on platforms: their pages link to it unasked.
_SERVICES = names(
    "facebook facebookapp meta instagram twitter x youtube linkedin tiktok threads bsky.app mastodon snapchat flickr"
    " vimeo issuu pinterest wordpress wordpresscom wordpressdotcom wordpress.com blogger blogspot tumblr substack"
    " medium wix squarespace weebly jimdo joomla drupal typepad livejournal google googlemaps addthis sharethis disqus"
)


def is_personal(candidate: Candidate) -> bool:
    """Tell whether every address of an account is a personal profile's, and no visit of it showed a page."""
    is_page = any(profile.category or profile.website for profile in candidate.profiles)
    return candidate.channel == "facebook" and candidate.kinds == {"profile"} and not is_page


def is_of_a_service(candidate: Candidate) -> bool:
    """Tell whether an account is that of a platform itself, or of a service that websites are made with."""
    return candidate.native_id.rpartition("/")[2].removeprefix("@") in _SERVICES


class Roles:
    """Finds the roles of one country's accounts."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def of_a_part(
        self, candidate: Candidate, *, points_back: bool, is_own_domain: bool, stands_out: bool
    ) -> Found | None:
        """Return a role other than the whole authority, its standing and the reason; None when nothing gives one away.

        Args:
            candidate: the account.
            points_back: it names the authority's website as its own.
            is_own_domain: its name is the authority's own domain.
            stands_out: it is linked where a website names itself.
        """
        found = self._by_address(candidate) or self._by_merger(candidate, stands_out=stands_out)
        is_named = is_own_domain or bool(self.names.id_names(candidate.authority, candidate.native_id))
        if found is None and not is_named:
            found = self._by_words(candidate) or self._by_heading(candidate)
        if found is not None:
            return found[0], "official", found[1]
        return None if points_back or is_own_domain else self._by_category(candidate)

    def _by_address(self, candidate: Candidate) -> tuple[Role, str] | None:
        if "group" in candidate.kinds:
            return "gruppe", "its address is a group's"
        if candidate.channel == "linkedin":
            if "profile" in candidate.kinds:
                return "person", "its address is a person's"
            if candidate.native_id.startswith("school/"):
                return "virksomhet", "its address is a school's"
            if candidate.native_id.startswith("showcase/"):
                return "sektor", "its address is a showcase's"
        return None

    def _by_merger(self, candidate: Candidate, *, stands_out: bool) -> tuple[Role, str] | None:
        """Recognise the page of a merger to come; one that stands for the website has become the authority's."""
        said = (*candidate.texts, *(profile.name for profile in candidate.profiles))
        if not stands_out and any(self.names.is_of_a_merger(candidate.authority, text) for text in said):
            return "prosjekt", "it bears the name of a merger"
        return None

    def _by_words(self, candidate: Candidate) -> tuple[Role, str] | None:
        authority = candidate.authority
        places = [(self.names.role_in_id(authority, candidate.native_id), "in its id")]
        called = [profile.name for profile in candidate.profiles]
        places += [(self.names.role_in_text(authority, name), "in its name") for name in called]
        if not any(self.names.text_names(authority, name) for name in called):
            places += [(self.names.role_in_text(authority, text), "in the link") for text in candidate.texts]
        found = [(role, where) for role, where in places if role is not None]
        if not found:
            return None
        (role, word), where = max(found, key=lambda each: len(each[0][1]))
        return role, f"'{word}' {where}"

    def _by_heading(self, candidate: Candidate) -> tuple[Role, str] | None:
        """Return the role that every heading above its links gives away, where nothing else names the authority."""
        authority = candidate.authority
        said = (*candidate.texts, *(profile.name for profile in candidate.profiles))
        if any(self.names.text_names(authority, text) for text in said):
            return None
        found = [
            self.names.role_in_text(authority, link.context) if link.context else None for link in candidate.links
        ]
        first = found[0] if found else None
        return (first[0], f"'{first[1]}' above the link") if first and all(found) else None

    def _by_category(self, candidate: Candidate) -> Found | None:
        """Return the role that the platform's category gives away, where the account does not bear the name."""
        authority = candidate.authority
        if self.names.id_names(authority, candidate.native_id) == "name and word":
            return None
        for profile in candidate.profiles:
            role = role_of_category(profile.category)
            if role is not None and not self.names.text_names(authority, profile.name):
                return role, "kandidat", f"doubt: the platform's category is '{profile.category}'"
        return None
