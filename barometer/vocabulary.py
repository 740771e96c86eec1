"""The words of the readings: how a visit can end, which platforms there are, what a number can count.

An unknown word is an error where it is read, never a default.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Outcome(StrEnum):
    """How a visit or a page ended. Only `ok` may carry counters; every other value means *not observed*."""

    OK = "ok"
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    CHALLENGE = "challenge"
    RESTRICTED = "restricted"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not_found"
    ROBOTS = "robots"
    NO_PERMISSION = "no_permission"
    TOKEN_REFUSED = "token_refused"
    VERSION_REMOVED = "version_removed"
    RATE_LIMITED = "rate_limited"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    NEEDS_BROWSER = "needs_browser"
    UNPARSABLE = "unparsable"


Channel = Literal[
    "facebook",
    "instagram",
    "x",
    "youtube",
    "linkedin",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "snapchat",
    "flickr",
    "vimeo",
    "issuu",
    "pinterest",
    "rss",
    "blog",
]
"""A platform. The official account of an authority is looked for on each."""

CounterKind = Literal["likes", "followers", "talking_about", "were_here", "subscribers", "posts", "following"]
"""What a number counts. Kinds are never mixed or added."""

Precision = Literal["exact", "rounded", "floored"]
"""`rounded`: abbreviated with unknown rounding ("1,2k" is 1150 to 1299); `floored`: cut to its digits."""

Place = Literal[
    "header",
    "navigation",
    "main",
    "footer",
    "follow_block",
    "iframe",
    "json_ld",
    "meta",
    "script",
    "attribute",
]
"""Where on a page a link stands; `follow_block` is a labelled "follow us" block, wherever it is."""

PageRole = Literal["front", "contact", "overview", "other"]
"""Which page of a website: front page, contact page, the page that lists social media, another."""

Role = Literal[
    "helhetlig",
    "sektor",
    "virksomhet",
    "bydel",
    "prosjekt",
    "person",
    "sted",
    "gruppe",
    "venneprofil",
    "uoffisiell",
]
"""What an account stands for; only `helhetlig` (the whole authority) enters headline numbers."""

Status = Literal["official", "kandidat", "rejected", "chosen_not"]
"""`official`: a strong proof, none against; `kandidat`: to be looked at; `chosen_not`: attested absence."""
