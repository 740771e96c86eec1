"""One pass over a page's source: where something worth a look stands, and the source without what is no markup.

A page is 90 KB and names a platform some fifteen times; a tree of all of it costs more than everything else that is
asked of it. So the source is searched once (Hyperscan) for the platforms and for words of the caller; comments,
styles and texts to edit are cut out, and scripts are set aside with the hits inside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import hyperscan

from barometer.errors import ParseError
from barometer.parse.tags import TAG

TOKENS = (
    "facebook.", "fb.com", "fb.me", "fb.watch", "instagr", "twitter.com", "x.com", "youtu", "linkedin.", "tiktok.",
    "threads.", "bsky", "snapchat.", "flickr.", "vimeo.", "issuu.", "pinterest.", "wordpress.com", "blogspot.",
    "tumblr.com", "substack.com", "feedburner", "medium.com", "mastodon", "/@", "lnkd.in", "flic.kr",
)  # fmt: skip
"""Parts of platforms' addresses; every address of theirs has one."""
# Where no platform is named a link may say what it is: a feed, an instance; or its address is written in codes.
_SAYS = (
    "/rss", "/feed", "/atom", ".rss", ".atom", "feed=", "/users/", "/%40", "&#58;", "&#x3a;", "&colon;", "&#46;",
    "&#x2e;", "&period;", "&#47;", "&#x2f;", "&sol;", "%2ecom", "data-screen-name", "g-ytsubscribe", "profile_id=",
    "twitter:site",
)  # fmt: skip
_HEADS = ("refresh", "<base")
# A part in plain letters of every wording by which `wall_words.CHALLENGE` knows a check of the visitor.
CHALLENGES = (
    "just a moment", "attention required", "checking your browser", "are human", "are a human", "you a robot",
    "not a robot", "security check", "kerhetskontroll", "bekreft at du", "captcha", "cf-chl", "sicherheitspr",
    "sicherheitskontrolle", "rification de s", "control de seguridad", "turvatarkistus", "unusual traffic",
    "at du er et menneske", "verifiera att du", "fta att du", "olet ihminen", "ein mensch sind", "rifiez que vous",
    "verifica que eres", "confirme que voc", "verifique que voc", "verifica di essere", "verifica che sei",
    "een mens ben", "owiekiem", "access denied", "request rejected", "ddos", "один момент", "Один момент",
    "ОДИН МОМЕНТ", "yeblikk", "einen moment", "un instant", "un momento",
)  # fmt: skip
_SECTIONS = ("script", "style", "textarea", "title")
_TITLE = _SECTIONS.index("title")
_SECTION_ENDS = tuple(re.compile(rf"</{name}".encode(), re.IGNORECASE) for name in _SECTIONS)
_MOST_MATCHES = 30_000
"""Thirty times what the page with most of them has, among 251 real ones; each costs up to 50 µs."""
_LINK, _HEAD, _WORD, _CHALLENGE, _COMMENT, _DRAWING, _SECTION = range(7)


@dataclass(slots=True)
class Script:
    """A script of the page."""

    attributes: bytes
    """The attributes of its tag, as written."""
    text: bytes
    """What it holds."""
    hits: list[int] = field(default_factory=list)
    """Where in its text a platform may be named."""


@dataclass(slots=True)
class Scan:
    """What one pass over a page's source found."""

    markup: bytes = b""
    """The source without comments and without what scripts, styles, text areas and its title hold; their tags remain.
    The titles of drawings stay: they are elements like any other, and name links."""
    scripts: list[Script] = field(default_factory=list)
    """The page's scripts, in order; one that has no end is never run, and none."""
    links: list[int] = field(default_factory=list)
    """Places in the markup where a platform may be named."""
    heads: list[int] = field(default_factory=list)
    """Places in the markup where a tag may send the reader on, or say what addresses are relative to."""
    words: list[int] = field(default_factory=list)
    """Places in the markup where what the caller asked for ends."""
    may_be_challenge: bool = False
    """Somewhere stands what checks of the visitor say."""


def scan(source: bytes, words: tuple[str, ...] = ()) -> Scan:
    """Search a page's source, in UTF-8, once for all that `website` asks of it; time is linear in its length.

    `words`: patterns of what else to look for, with upper and lower case alike.

    Raises:
        ParseError: there is more of it than any page has.
    """
    database, kinds = _database(words)
    matches = _matches(source, database)
    found = Scan()
    places = (found.links, found.heads, found.words)
    pieces: list[bytes] = []
    passed = removed = script_at = 0
    script: Script | None = None
    is_drawing = False
    for number, end in matches:
        kind, length, code = kinds[number]
        at = end - length
        if kind == _CHALLENGE:
            found.may_be_challenge = True
        elif at < passed:
            if kind == _LINK and script is not None:
                script.hits.append(at - script_at)
        elif kind < _CHALLENGE:
            places[kind].append(at - removed)
        elif kind == _DRAWING:
            is_drawing = not code
        elif not (is_drawing and code == _TITLE):
            begin, end = _comment(source, at) if kind == _COMMENT else _section(source, at, code)
            pieces.append(source[passed:begin])
            passed, removed = end, removed + end - begin
            script, script_at = None, begin
            if kind == _SECTION and code == 0 and end < len(source):
                script = Script(source[at + 7 : begin], source[begin:end])
                found.scripts.append(script)
    found.markup = b"".join([*pieces, source[passed:]]) if pieces else source
    return found


def _matches(source: bytes, database: hyperscan.Database) -> list[tuple[int, int]]:
    """Return the number of each pattern found and where it ends, in order."""
    matches: list[tuple[int, int]] = []

    def note(number: int, start: int, end: int, flags: int, context: object) -> bool:
        matches.append((number, end))
        return len(matches) > _MOST_MATCHES

    try:
        database.scan(source, match_event_handler=note)
    except hyperscan.ScanTerminated as error:
        raise ParseError(
            f"more than {_MOST_MATCHES} links, comments and words to look at, where pages have hundreds"
        ) from error
    return matches


def _comment(source: bytes, at: int) -> tuple[int, int]:
    end = source.find(b"-->", at + 2)
    end = len(source) if end < 0 else end + 3
    other = source.find(b"--!>", at + 4, end)
    return at, end if other < 0 else other + 4


def _section(source: bytes, at: int, code: int) -> tuple[int, int]:
    """Return the bounds of what stands between a section's tags."""
    tag = TAG.match(source, at)
    begin = tag.end() if tag else len(source)
    end = _SECTION_ENDS[code].search(source, begin)
    return begin, end.start() if end else len(source)


@lru_cache(maxsize=8)
def _database(words: tuple[str, ...]) -> tuple[hyperscan.Database, list[tuple[int, int, int]]]:
    """Return the compiled patterns, and of each its kind, its length in bytes and its code."""
    known: list[tuple[str, int, int, int]] = [(r"<!--", _COMMENT, 4, 0)]
    for kind, group in ((_LINK, TOKENS + _SAYS), (_HEAD, _HEADS), (_CHALLENGE, CHALLENGES)):
        known += [(re.escape(each), kind, len(each.encode()), 0) for each in group]
    known += [(rf"<{name}[\s/>]", _SECTION, len(name) + 2, code) for code, name in enumerate(_SECTIONS)]
    known += [(r"<svg[\s/>]", _DRAWING, 5, 0), (r"</svg[\s/>]", _DRAWING, 6, 1)]
    known += [(pattern, _WORD, 1, 0) for pattern in words]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern.encode() for pattern, *_ in known],
        ids=list(range(len(known))),
        elements=len(known),
        flags=[hyperscan.HS_FLAG_CASELESS] * len(known),
    )
    return database, [(kind, length, code) for _, kind, length, code in known]
