"""The role that a word in an id, a name or a link gives away, and what a link says beyond the platform's name."""

from __future__ import annotations

import re
from functools import lru_cache

from barometer.readings import Role
from barometer.spelling import compact, spelled

# What remains of a link text that says no more than where it leads.
_GENERIC = re.compile(
    r"\b(?:facebook|facebok|fb|instagram|insta|twitter|x|youtube|linkedin|linked|in|tiktok|snapchat|bluesky|mastodon|"
    r"threads|flickr|vimeo|issuu|pinterest|rss|blogg|logo|ikon|icon|icons|fa|fab|fas|far|brands|square|link|lenke|ekstern|external|"
    r"åpnes|opnes|åpner|opens?|nytt|ny|new|vindu|vindauge|window|tab|fane|f|alt|svg|img|png|sprite|footer|some|sosiale|sosial|"
    r"social|media|medier|medium|følg|fylg|følgje|lik|like|besøk|se|sjå|vår|våre|vårt|our|oss|us|på|i|til|to|on|at|via|og|and|"
    r"vi|er|du|finn|finner|find|follow|visit|the|page|side|sida|siden|profil|profile|konto|kanal|channel|com|www|https?|no|"
    r"image|bilde|til|kommunen|kommuna|kommunens|fylkeskommunen|st\d|c|block|inline|white|black|circle|round|small|large|"
    # Icons and buttons of content systems, and "follow us on" in the languages of the labelled pages.
    r"elementor|menu|button|btn|ico|graphic|graphics|play|box|item|widget|tumblr|you|tube|channels|subscribe|"
    r"auf|bei|das|die|der|uns|unser|unsere|sie|folge|folgen|finde|finden|besuche|besuchen|werde|werden|fan|"
    r"externer|externe|öffnet|öffnen|neues|neuem|neuen|fenster|seite|"
    r"suivez|suivre|nous|sur|retrouvez|síguenos|siguenos|en|nuestro|nuestra|canal|seguici|su|siga|nos|"
    r"följ|gilla|hos|os|volg|ons|op|seuraa|meitä|śledź|nas|na)\b"
)
# And of a name that says no more than whose it is.
_OF_ITS_OWN = re.compile(
    r"\b(?:velkommen|offisiell|offisielle|official|facebookside|facebooksida|facebook-side|hjemmeside|heimeside|sin|si|"
    r"sine|of|norge|noreg|norway|kommune|kommuner|for|den|det|fylke|fylket)\b"
)
_ROLE_ORDER: tuple[Role, ...] = ("person", "gruppe", "virksomhet", "bydel", "prosjekt", "sektor", "sted")
_SHORTEST_INSIDE = 5


def is_generic(text: str) -> bool:
    """Tell whether a link's words say only which platform it leads to, or nothing."""
    return _letters(_GENERIC.sub(" ", _words(text))) < 3


def adds_nothing(text: str) -> bool:
    """Tell whether what a name says beside the authority's own name says nothing of a part of it."""
    return _letters(_OF_ITS_OWN.sub(" ", _GENERIC.sub(" ", _words(text)))) < 3


def _words(text: str) -> str:
    return re.sub(r"[^\w ]|_", " ", text.lower())


def _letters(text: str) -> int:
    return len(re.sub(r"\W|\d", "", text))


def role_of(line: str, words: dict[str, tuple[str, ...]], *, is_id: bool) -> tuple[Role, str] | None:
    """Return the role that a word in a line gives away, and the word; the longest word wins.

    Args:
        line: lower case: a text, or an id without its separators.
        words: role → words that give it away.
        is_id: whether words run together.
    """
    best: tuple[int, int, Role, str] | None = None
    for rank, role in enumerate(_ROLE_ORDER):
        for word, pattern in _patterns(words.get(role, ()), is_id):
            if pattern.search(line) and (best is None or (len(word), -rank) > best[:2]):
                best = (len(word), -rank, role, word)
    return (best[2], best[3]) if best else None


@lru_cache(maxsize=32)
def _patterns(words: tuple[str, ...], is_id: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if is_id:
        # Short words sit inside others by chance ("sfo", "by"); in an id only a separator would tell.
        long = [word for word in words if len(compact(word)) >= _SHORTEST_INSIDE]
        short = [word for word in words if len(compact(word)) < _SHORTEST_INSIDE]
        return tuple((word, re.compile(spelled(word))) for word in long) + tuple(
            (word, re.compile(rf"(?:^| ){spelled(word)}(?:$| )")) for word in short
        )
    # Compounds end in the word: "folkebibliotek"; and the article follows it: "biblioteket".
    return tuple(
        (word, re.compile(rf"(?<!\w)\w*{re.escape(word)}(?:en|n|et|t|a|ene|ne|ane|er|r|ar|s)?(?!\w)")) for word in words
    )
