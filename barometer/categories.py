"""What a platform's own category says an account is, where it says that it is no authority's.

Facebook's category names in English and, as its pages show them to Norwegians, in bokmål. A category alone never
makes an account official: it only tells that a page in the authority's place is a town's, a person's or a library's.
Recalled from public pages, not verified against a list of Meta's: an unknown category says nothing.
"""

from __future__ import annotations

from barometer.readings import Role

_ROLES: dict[Role, frozenset[str]] = {
    "sted": frozenset((
        "city", "town", "village", "neighborhood", "neighbourhood", "region", "island", "county", "landmark",
        "geographical place", "landmark & historical place", "tourist information center", "tour agency",
        "travel company", "by", "tettsted", "tettstad", "bygd", "sted", "øy", "landemerke", "reiseselskap",
        "landemerke og historisk sted", "turistinformasjon",
    )),
    "person": frozenset((
        "politician", "public figure", "political candidate", "government official", "blogger", "digital creator",
        "journalist", "author", "politiker", "offentlig person", "politisk kandidat", "innholdsskaper",
        "digital innholdsskaper",
    )),
    "virksomhet": frozenset((
        "library", "school", "elementary school", "middle school", "high school", "public school", "preschool",
        "kindergarten", "day care", "museum", "art museum", "history museum", "theatre", "performing arts theatre",
        "movie theater", "public swimming pool", "nursing home", "hospital", "fire station", "sports venue",
        "bibliotek", "skole", "barneskole", "ungdomsskole", "videregående skole", "barnehage", "kunstmuseum", "teater",
        "kino", "svømmehall", "sykehjem", "brannstasjon",
    )),
}  # fmt: skip


def role_of_category(category: str | None) -> Role | None:
    """Return the role that a category gives away; None when it gives none, or is not known."""
    wanted = (category or "").strip().lower()
    return next((role for role, known in _ROLES.items() if wanted in known), None)
