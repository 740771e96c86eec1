"""LinkedIn addresses: companies, schools, showcases, members and groups; LinkedIn's paths name the kind."""

from __future__ import annotations

import re

from barometer.parse.platforms.address import AccountUrl, Address, Answer, Wrapped, rejected, words

CHANNEL = "linkedin"
HOSTS = frozenset(
    ("linkedin.com", "www.linkedin.com", "m.linkedin.com", "mobile.linkedin.com", "touch.linkedin.com", "lnkd.in",
     "www.lnkd.in")
)
LOCALE = re.compile(r"[a-z]{2}\.linkedin\.com")

_RESERVED = words(
    share="sharearticle share cws sharing share-offsite",
    login="login uas signup checkpoint reg authwall start m",
    post="feed posts pulse today embed article news newsletters",
    video="video learning",
    event="events event",
    search="search jobs job directory title",
    hashtag="hashtag",
    message="messaging",
    developer="analytics li px countserv developer developers cap scds litms",
    policy="legal help about mynetwork premium sales talent products psettings static company-beta-help home"
    " redirect nhome accessibility",
)
_KINDS = {
    "company": "company", "companies": "company", "company-beta": "company", "organization": "company",
    "organization-guest": "company", "biz": "company", "school": "school", "edu": "school",
    "showcase": "showcase", "in": "profile", "pub": "profile", "groups": "group", "grp": "group",
}
_PREFIX = {"company": "company", "school": "school", "showcase": "showcase", "profile": "in", "group": "groups"}
_CONTENT = frozenset(("jobs", "posts", "life", "events", "products", "videos", "detail", "recent-activity"))
# Names may hold any letter and a few marks that companies use.
_NAME = re.compile(r"(?=.*[^\W_])[\w .,&'’+!®™()\-–@|:*]{1,120}")
_LAST_NUMBER = re.compile(r".*-(\d{3,})")


def read(address: Address) -> Answer:
    """Return the company, school, showcase, member or group that a LinkedIn address names, or why it names none."""
    if address.host.endswith("lnkd.in"):
        return rejected(CHANNEL, "short" if address.segments else "front")
    if not address.segments:
        return rejected(CHANNEL, "front")
    first, rest = address.first(), address.segments[1:]
    if first in ("redir", "redirect", "safety") and "url" in address.query:
        return Wrapped(address.query["url"])
    if first == "organization-guest" and rest:
        first, rest = rest[0].lower(), rest[1:]
    if first == "profile" and rest and rest[0].lower() == "view":
        number = address.query.get("id", "")
        return AccountUrl(CHANNEL, f"in/{number.lower()}", "profile") if number else rejected(CHANNEL, "unknown")
    if first not in _KINDS:
        return rejected(CHANNEL, _RESERVED.get(first, "unknown"))
    kind = _KINDS[first]
    name = _name(address, first, rest)
    if not _NAME.fullmatch(name) or name.startswith("http"):
        return rejected(CHANNEL, "unknown")
    if first not in ("edu", "pub", "grp") and len(rest) > 2 and rest[1].lower() in _CONTENT:
        return rejected(CHANNEL, "post")
    return AccountUrl(CHANNEL, f"{_PREFIX[kind]}/{name.lower()}", kind)


def _name(address: Address, first: str, rest: tuple[str, ...]) -> str:
    """Return the slug or number; school, member and group addresses of before 2015 keep it elsewhere."""
    if first == "edu":
        last = _LAST_NUMBER.fullmatch(rest[0]) if rest else None
        return last[1] if last else address.query.get("id", "")
    if first in ("groups", "grp"):
        number = next((part for part in rest if part.isdigit()), "")
        ends = _LAST_NUMBER.fullmatch(rest[0]) if rest else None
        return number or address.query.get("gid", "") or (ends[1] if ends else (rest[0] if rest else ""))
    name = rest[0].rstrip(",;:\"'&/") if rest else ""
    return name if "(" in name else name.rstrip(")")


def opens(native_id: str) -> str:
    """Return an address that opens the account."""
    return f"https://www.linkedin.com/{native_id}"
