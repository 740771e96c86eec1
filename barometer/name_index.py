"""The names of a country's authorities, to be looked up: who is named in a text or an id, and who bears one name.

A name counts where a word for an authority stands beside it, in every spelling and official language. A county is
named by its own words only, so that Indre Østfold kommune is not Østfold; of two authorities with one name, the
county behind the name tells which is meant, and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from barometer.registry import Authority, Country
from barometer.spelling import GENITIVE_WORDS, compact, inflected, plain, spelled, spellings

COUNTY = "fylkeskommune"
# A county calls itself "Innlandet fylke", though its authority's word is another.
_FYLKE = ("fylke", "fylket")
_TOKEN = re.compile(r"[^\W_]+|[&/|]")
SHORTEST = 4
LONGEST_NAME = 5
_BEFORE_NAME = ("i", "of")


@dataclass(frozen=True, slots=True)
class Naming:
    """One place of a text that names authorities with a word for what they are."""

    numbers: frozenset[str]
    """Who bears the name; several where it does not tell which."""
    start: int
    """First token of it."""
    end: int
    """The token after it."""


class NameIndex:
    """The names of one country's authorities in force."""

    def __init__(self, country: Country, authorities: tuple[Authority, ...]) -> None:
        self.country = country
        self.authorities = authorities
        self._by_number = {each.number: each for each in authorities}
        every = {plain(word) for word in country.words.authority}
        county = {word for word in every if any(word != other and word.endswith(other) for other in every)}
        county |= {word for word in every if any(word.startswith(each[:6]) for each in county)}
        self.words = {COUNTY: frozenset(county | set(_FYLKE)), "kommune": frozenset(every - county)}
        self.namings = lru_cache(maxsize=8192)(self._find_namings)

    def names_of(self, authority: Authority) -> Iterator[str]:
        """Yield every name of an authority: official ones, the label of its host, and a county's without "fylke"."""
        hosts = [authority.website.split("/")[2].removeprefix("www.").split(".")[0]] if authority.website else []
        for name in dict.fromkeys((authority.name, *authority.official_names, *hosts)):
            yield name
            stem = re.sub(r"fylket?$", "", name)
            if authority.kind == COUNTY and stem != name and len(stem) >= SHORTEST:
                yield stem

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], frozenset[str]]:
        """Kind and spelling of a name → who bears it."""
        found: dict[tuple[str, str], set[str]] = {}
        for authority in self.authorities:
            for name in self.names_of(authority):
                for spelling in spellings(name):
                    found.setdefault((authority.kind, spelling), set()).add(authority.number)
        return {key: frozenset(numbers) for key, numbers in found.items()}

    @cached_property
    def _genitives(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """Kind → Sámi and Kven names in the genitive, and whose they are."""
        found: dict[str, list[tuple[re.Pattern[str], str]]] = {COUNTY: [], "kommune": []}
        for authority in self.authorities:
            for name in authority.official_names[1:]:
                found[authority.kind].append((re.compile(inflected(name)), authority.number))
        return found

    def _bearers(self, kind: str, name: str, word: str) -> frozenset[str]:
        """Return who bears a name, written together, before a word for an authority of a kind."""
        exact = self._by_name.get((kind, compact(name))) or self._by_name.get((kind, plain(name)))
        if exact or plain(word) not in GENITIVE_WORDS:
            return exact or frozenset()
        return frozenset(number for pattern, number in self._genitives[kind] if pattern.fullmatch(compact(name)))

    def kind_of(self, word: str) -> str:
        """Return the kind of authority that a word stands for; an empty text when it stands for none."""
        return next((kind for kind, words in self.words.items() if plain(word) in words), "")

    def _find_namings(self, text: str) -> tuple[Naming, ...]:
        tokens = [token.lower() for token in tokens_of(text)]
        kinds = [self.kind_of(token) for token in tokens]
        return tuple(
            naming
            for index, kind in enumerate(kinds)
            if kind and (naming := self._before(tokens, index, kind) or self._after(tokens, index, kind))
        )

    def _before(self, tokens: list[str], index: int, kind: str) -> Naming | None:
        """Return who is named right before a word for an authority: the longest name wins."""
        for start in range(max(0, index - LONGEST_NAME), index):
            name = "".join(tokens[start:index])
            numbers = self._bearers(kind, name, tokens[index]) or self._bearers(kind, name.removesuffix("s"), "")
            if numbers:
                numbers, end = self._told_apart(numbers, tokens, index + 1)
                return Naming(numbers, start, end)
        return None

    def _after(self, tokens: list[str], index: int, kind: str) -> Naming | None:
        """Return who is named after "municipality of"."""
        if tokens[index + 1 : index + 2] and tokens[index + 1] in _BEFORE_NAME:
            for end in range(min(len(tokens), index + 2 + LONGEST_NAME), index + 2, -1):
                numbers = self._bearers(kind, "".join(tokens[index + 2 : end]), "")
                if numbers:
                    return Naming(numbers, index, end)
        return None

    def _told_apart(self, numbers: frozenset[str], tokens: list[str], at: int) -> tuple[frozenset[str], int]:
        """Return which of several bearers the county behind the name means, and where its name ends."""
        for start in (at, at + 1):
            for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
                meant = self._in_county(numbers, "".join(tokens[start:end]))
                if meant:
                    return meant, end
        return numbers, at

    def _in_county(self, numbers: frozenset[str], county: str) -> frozenset[str]:
        wanted = {plain(county), plain(county).removeprefix("i")}
        return frozenset(number for number in numbers if plain(self._by_number[number].county) in wanted)

    def id_bearers(self, native_id: str) -> frozenset[str]:
        """Return whom an id names in full, with a word for an authority."""
        key = id_words(native_id)
        for match in self._every_word(key):
            kind, before, after = self.kind_of(match[0]), key[: match.start()], key[match.end() :]
            bearers = self._bearers(kind, before, match[0]) if before else frozenset()
            if bearers and after:
                meant = self._in_county(bearers, after)
                is_a_county = (COUNTY, plain(after).removeprefix("i")) in self._by_name
                return meant if meant or is_a_county else bearers
            if not before and len(after) >= SHORTEST:
                bearers = self._bearers(kind, after, "")
            if bearers:
                return bearers
        return frozenset()

    def _every_word(self, key: str) -> Iterator[re.Match[str]]:
        """Yield every word for an authority in an id, where one begins another both: "kommune" and "kommunen"."""
        found = [match for pattern in self._word_patterns for match in pattern.finditer(key)]
        yield from sorted(found, key=lambda match: (match.start(), match.end()))

    @cached_property
    def _word_patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(spelled(word)) for word in sorted(self.words[COUNTY] | self.words["kommune"]))

    @cached_property
    def any_word(self) -> re.Pattern[str]:
        """A pattern for every word for an authority, written together, the longest first."""
        words = sorted(self.words[COUNTY] | self.words["kommune"], key=len, reverse=True)
        return re.compile("|".join(map(spelled, words)))


def tokens_of(text: str) -> list[str]:
    """Return the words of a text as they stand; `&` as "og"."""
    return [token if token != "&" else "og" for token in _TOKEN.findall(text)]


def id_words(native_id: str) -> str:
    """Return an id's letters without what belongs to the platform: prefixes, instance, `.bsky.social`."""
    key = native_id.lower()
    key = re.sub(r"^(?:company|school|showcase|groups|user|c|channels|in)/", "", key)
    key = re.sub(r"\.bsky\.social$", "", key)
    if re.fullmatch(r"[\w.-]+@[\w.-]+", key):
        key = key.split("@")[0]
    return compact(key)
