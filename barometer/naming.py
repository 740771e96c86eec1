"""Whose name stands in a text or an account id: the authority's, another's, or the word of a role.

Ids are written without the letters a platform refuses, so a name is compared in every common spelling
(æ as ae or a, ø as o or oe, å as a or aa), in all official languages, with the country's words for an authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from barometer.readings import Role
from barometer.registry import Authority, Country

_SPELLINGS = {
    "æ": "(?:æ|ae|a|e)", "ø": "(?:ø|oe|o)", "å": "(?:å|aa|a)", "á": "(?:á|a)", "ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)",
    "š": "(?:š|s)", "č": "(?:č|c)", "đ": "(?:đ|d)", "ŋ": "(?:ŋ|n)", "ŧ": "(?:ŧ|t)", "ž": "(?:ž|z)", "ï": "(?:ï|i)",
}  # fmt: skip
_PLAIN = str.maketrans("øåáäöščđŋŧžï", "oaaaoscdntzi") | {ord("æ"): "ae"}
# Words around a name that leave its meaning alone, as they stand in ids.
_NEUTRAL = (
    "offisiell", "offisielle", "official", "norge", "norway", "no", "nye", "pa", "i", "kom", "komm", "fk", "fylke",
    "side", "siden", "info", "tv", "[0-9]{1,4}",
)  # fmt: skip
_SEPARATORS = re.compile(r"[^\w]|_")
_WORD = re.compile(r"[\w-]+")
# What remains of a link text that says no more than where it leads.
_GENERIC = re.compile(
    r"\b(?:facebook|facebok|fb|instagram|insta|twitter|x|youtube|linkedin|linked|in|tiktok|snapchat|bluesky|mastodon|"
    r"threads|flickr|vimeo|issuu|pinterest|rss|blogg|logo|ikon|icon|icons|fa|fab|fas|far|brands|square|link|lenke|ekstern|external|"
    r"åpnes|opnes|åpner|opens?|nytt|ny|new|vindu|vindauge|window|tab|fane|f|alt|svg|img|png|sprite|footer|some|sosiale|sosial|"
    r"social|media|medier|medium|følg|fylg|følgje|lik|like|besøk|se|sjå|vår|våre|vårt|our|oss|us|på|i|til|to|on|at|via|og|and|"
    r"vi|er|du|finn|finner|find|follow|visit|the|page|side|sida|siden|profil|profile|konto|kanal|channel|com|www|https?|no|"
    r"image|bilde|til|kommunen|kommuna|kommunens|fylkeskommunen|st\d|c|block|inline|white|black|circle|round|small|large)\b"
)
_SHORTEST_IN_ID = 4
_ROLE_ORDER: tuple[Role, ...] = ("person", "gruppe", "virksomhet", "bydel", "prosjekt", "sektor", "sted")


def compact(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return _SEPARATORS.sub("", text.lower())


def plain(text: str) -> str:
    """Return a compact text in the commonest ASCII spelling, for looking up."""
    return compact(text).translate(_PLAIN)


def is_generic(text: str) -> bool:
    """Tell whether a link's words say only which platform it leads to, or nothing."""
    rest = _GENERIC.sub(" ", re.sub(r"[^\w ]|_", " ", text.lower()))
    return len(re.sub(r"\W|\d", "", rest)) < 3


@lru_cache(maxsize=4096)
def _spelled(name: str) -> str:
    """Return a pattern for every spelling of a name in a compact text."""
    return "".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in compact(name))


class Names:
    """The names of one country's authorities, ready to be recognised."""

    def __init__(self, country: Country, authorities: tuple[Authority, ...]) -> None:
        self.country = country
        self.authorities = authorities
        words = sorted((plain(word) for word in country.words.authority), key=len, reverse=True)
        self._around = "|".join([*map(re.escape, dict.fromkeys(words)), *_NEUTRAL, country.code])
        self._authority_word = re.compile("|".join(map(re.escape, dict.fromkeys(words))))
        self._own: dict[str, re.Pattern[str]] = {}
        self._own_text: dict[str, re.Pattern[str]] = {}

    def names_of(self, authority: Authority) -> Iterator[str]:
        """Yield every name of an authority: official ones, the label of its host, and a county's without "fylke"."""
        host = authority.website.split("/")[2].removeprefix("www.").split(".")[0]
        for name in dict.fromkeys((authority.name, *authority.official_names, host)):
            yield name
            stem = re.sub(r"fylket?$", "", name)
            if authority.kind == "fylkeskommune" and stem != name and len(stem) >= _SHORTEST_IN_ID:
                yield stem

    def id_names(self, authority: Authority, native_id: str) -> str:
        """Return how an account id names the authority: `name and word`, `name` alone, or an empty text."""
        if authority.number not in self._own:
            names = "|".join(sorted({_spelled(name) for name in self.names_of(authority)}, key=len, reverse=True))
            self._own[authority.number] = re.compile(f"(?:{self._around})*(?:{names})(?:{self._around})*")
        key = _id_words(native_id)
        if not self._own[authority.number].fullmatch(key):
            return ""
        short_word = re.search(r"(?:kom|komm|fk|fylke|fylkeskom)$", key)
        return "name and word" if self._authority_word.search(key) or short_word else "name"

    def text_names(self, authority: Authority, text: str) -> bool:
        """Tell whether a text names the authority with a word for what it is: "Våler kommune"."""
        if authority.number not in self._own_text:
            longest_first = sorted(set(self.names_of(authority)), key=len, reverse=True)
            names = "|".join(re.escape(name.lower()) for name in longest_first)
            words = "|".join(re.escape(word) for word in self.country.words.authority)
            self._own_text[authority.number] = re.compile(
                rf"(?<![\w-])(?:{names})s?[ -]+(?:{words})s?(?!\w)|"
                rf"(?<!\w)(?:{words})(?: i| of)? +(?:{names})(?![\w-])"
            )
        return bool(self._own_text[authority.number].search(text.lower()))

    @cached_property
    def _by_plain_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for authority in self.authorities:
            for name in self.names_of(authority):
                if len(name) >= _SHORTEST_IN_ID:
                    found.setdefault(plain(name), set()).add(authority.number)
                    found.setdefault(compact(name), set()).add(authority.number)
                    spelled_out = compact(name).replace("ø", "oe").replace("å", "aa").translate(_PLAIN)
                    found.setdefault(spelled_out, set()).add(authority.number)
        return found

    def named_others(self, authority: Authority, native_id: str, texts: tuple[str, ...]) -> set[str]:
        """Return the numbers of other authorities that an id or texts name in full, where they do not name this one."""
        found: set[str] = set()
        key = _id_words(native_id)
        match = self._authority_word.search(key)
        if match and not self.id_names(authority, native_id):
            found |= self._by_plain_name.get(key[: match.start()], set())
            found |= self._by_plain_name.get(key[match.end() :], set())
        for text in texts:
            if not self.text_names(authority, text):
                found |= self._before_word(text)
        return found - {authority.number}

    def _before_word(self, text: str) -> set[str]:
        """Return the authorities whose name stands before a word for one: "… Rypefylket fylkeskommune"."""
        words = [word.lower() for word in _WORD.findall(text)]
        found: set[str] = set()
        for index, word in enumerate(words):
            if index and word in self.country.words.authority:
                for start in range(max(0, index - 4), index):
                    found |= self._by_plain_name.get(plain("".join(words[start:index])), set())
        return found

    def is_plain(self, authority: Authority, text: str) -> bool:
        """Tell whether a link's words say no more than the platform, and perhaps the authority's bare name."""
        return is_generic(self._without_name(authority, text))

    def is_bare_name(self, authority: Authority, text: str) -> bool:
        """Tell whether a text is the authority's name and nothing else, as a place page's is."""
        return compact(text) in {compact(name) for name in self.names_of(authority)}

    def called_otherwise(self, authority: Authority, text: str) -> str:
        """Return the name of an authority that a text begins with, when it is not this one's; else an empty text.

        It need not be one in force: the page of a municipality that was merged still bears its name.
        """
        match = self._whole_name.match(text.lower())
        return match[0] if match and not self.text_names(authority, text) else ""

    @cached_property
    def _whole_name(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self.country.words.authority)
        return re.compile(rf"[^\W\d_][\w -]{{2,40}}? (?:{words})(?!\w)")

    def id_called_otherwise(self, authority: Authority, native_id: str) -> bool:
        """Tell whether an id is a name and a word for an authority, and the name has nothing of this one's."""
        match = re.match(rf"(?P<name>[^\W\d_]{{4,}}?)(?:{self._authority_word.pattern})", _id_words(native_id))
        if match is None or self.id_names(authority, native_id):
            return False
        called = plain(match["name"])
        own = [plain(name) for name in self.names_of(authority)]
        return not any(called[:3] in name or name[:3] in called for name in own)

    def role_in_text(self, authority: Authority, text: str) -> tuple[Role, str] | None:
        """Return the role that a word in a text gives away, and the word; the longest word wins."""
        return self._role(self._without_name(authority, text), is_id=False)

    def _without_name(self, authority: Authority, text: str) -> str:
        line = text.lower()
        for name in self.names_of(authority):
            if len(name) >= 2:
                line = re.sub(rf"(?<!\w){re.escape(name.lower())}s?(?!\w)", " ", line)
        return line

    def role_in_id(self, authority: Authority, native_id: str) -> tuple[Role, str] | None:
        """Return the role that a word in an account id gives away, and the word."""
        key = _id_words(native_id)
        names = sorted((_spelled(name) for name in self.names_of(authority)), key=len, reverse=True)
        key = re.sub("|".join(name for name in names if len(name) >= _SHORTEST_IN_ID) or "$^", " ", key, count=1)
        return self._role(key, is_id=True)

    def _role(self, line: str, *, is_id: bool) -> tuple[Role, str] | None:
        best: tuple[int, int, Role, str] | None = None
        for rank, role in enumerate(_ROLE_ORDER):
            for word, pattern in _patterns(self.country.words.sector.get(role, ()), is_id):
                if pattern.search(line) and (best is None or (len(word), -rank) > best[:2]):
                    best = (len(word), -rank, role, word)
        return (best[2], best[3]) if best else None


@lru_cache(maxsize=32)
def _patterns(words: tuple[str, ...], is_id: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if is_id:
        # Short words sit inside others by chance ("sfo", "by"); in an id only a separator would tell.
        long = [word for word in words if len(compact(word)) >= _SHORTEST_IN_ID + 1]
        short = [word for word in words if len(compact(word)) <= _SHORTEST_IN_ID]
        return tuple((word, re.compile(_spelled(word))) for word in long) + tuple(
            (word, re.compile(rf"(?:^| ){_spelled(word)}(?:$| )")) for word in short
        )
    # Compounds end in the word: "folkebibliotek"; and the article follows it: "biblioteket".
    return tuple(
        (word, re.compile(rf"(?<!\w)\w*{re.escape(word)}(?:en|n|et|t|a|ene|ne|ane|er|r|ar|s)?(?!\w)")) for word in words
    )


def _id_words(native_id: str) -> str:
    """Return an id's letters without what belongs to the platform: prefixes, instance, `.bsky.social`."""
    key = native_id.lower()
    key = re.sub(r"^(?:company|school|showcase|groups|user|c|channels|in)/", "", key)
    key = re.sub(r"\.bsky\.social$", "", key)
    if re.fullmatch(r"[\w.-]+@[\w.-]+", key):
        key = key.split("@")[0]
    return compact(key)
