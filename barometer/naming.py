"""How an account and the words around it name an authority: exactly, with more, as a part, or as somebody else.

Who bears which name is looked up in `name_index.py`; here stands what is made of it for one authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from barometer.name_index import COUNTY, LONGEST_NAME, SHORTEST, NameIndex, id_words, tokens_of
from barometer.readings import Role
from barometer.registry import Authority, Country
from barometer.role_words import adds_nothing, is_generic, role_of
from barometer.spelling import GENITIVE_WORDS, compact, inflected, is_short_for, plain, spelled

# Words around a name that leave its meaning alone, as they stand in ids.
_NEUTRAL = (
    "offisiell", "offisielle", "official", "norge", "norway", "no", "nye", "pa", "i", "side", "siden", "info", "tv",
    "gov", "[0-9]{1,4}",
)  # fmt: skip
_SHORTEST_INITIALS = 3
_SHORT_WORDS = {"kommune": ("kom", "komm"), COUNTY: ("fk", "fylkeskom")}
# What stands before "kommune" where no name does.
_NO_NAME = frozenset((
    "vår", "våre", "min", "mi", "din", "di", "egen", "eiga", "hele", "heile", "beste", "ny", "nye", "en", "ein", "ei",
    "denne", "hver", "kvar", "i", "til", "av", "for", "og", "na", "the", "our", "landets", "norges", "noregs",
))  # fmt: skip


class Names:
    """The names of one country's authorities, ready to be recognised."""

    def __init__(self, country: Country, authorities: tuple[Authority, ...]) -> None:
        self.country = country
        self.authorities = authorities
        self.index = NameIndex(country, authorities)
        self._own_ids: dict[str, re.Pattern[str]] = {}

    def names_of(self, authority: Authority) -> Iterator[str]:
        """Yield every name of an authority."""
        return self.index.names_of(authority)

    def id_names(self, authority: Authority, native_id: str) -> str:
        """Return how an account id names the authority: `name and word`, `name` alone, or an empty text."""
        if authority.number not in self._own_ids:
            self._own_ids[authority.number] = self._own_id(authority)
        key = id_words(native_id)
        if not self._own_ids[authority.number].fullmatch(key):
            return ""
        short_word = re.search(r"(?:kom|komm|fk|fylke|fylkeskom)$", key)
        return "name and word" if self.index.any_word.search(key) or short_word else "name"

    def _own_id(self, authority: Authority) -> re.Pattern[str]:
        words = sorted(self.index.words[authority.kind], key=len, reverse=True)
        others = (*_SHORT_WORDS[authority.kind], *_NEUTRAL, self.country.code, spelled(authority.county))
        around = "|".join((*map(spelled, words), *others))
        names = sorted({spelled(name) for name in self.names_of(authority)}, key=len, reverse=True)
        genitives = "|".join(spelled(word) for word in GENITIVE_WORDS if self.index.kind_of(word) == authority.kind)
        names += [rf"{inflected(name)}(?={genitives})" for name in authority.official_names[1:] if genitives]
        return re.compile(f"(?:{around})*(?:{'|'.join(names)})(?:{around})*")

    def text_names(self, authority: Authority, text: str) -> bool:
        """Tell whether a text names the authority with a word for what it is: "Våler kommune"."""
        return any(authority.number in naming.numbers for naming in self.index.namings(text))

    def ids_named(self, authority: Authority, native_id: str) -> set[str]:
        """Return the numbers of other authorities that an id names in full, where it does not name this one."""
        bearers = self.index.id_bearers(native_id)
        return set() if authority.number in bearers or self.id_names(authority, native_id) else set(bearers)

    def texts_named(self, authority: Authority, texts: tuple[str, ...]) -> set[str]:
        """Return the numbers of other authorities that texts name, those left out that name this one too."""
        return {
            number
            for text in texts
            if not self.text_names(authority, text)
            for naming in self.index.namings(text)
            for number in naming.numbers
        }

    def is_shared_name(self, authority: Authority, native_id: str) -> bool:
        """Tell whether an id is a name that several authorities bear, with an addition that tells nothing."""
        bearers = self.index.id_bearers(native_id)
        return len(bearers) > 1 and authority.number in bearers and not self.id_names(authority, native_id)

    def id_is_anothers(self, authority: Authority, native_id: str) -> bool:
        """Tell whether an id is the bare name of another authority, past ones included, or of two joined by "og"."""
        key = plain(id_words(native_id))
        if self.id_names(authority, native_id) or len(key) < SHORTEST:
            return False
        bare = re.sub(rf"(?:{self.index.any_word.pattern})$", "", key)
        return bool({key, bare} & self._others) or any(
            bare[: match.start()] in self._others and bare[match.end() :] in self._others
            for match in re.finditer("og", bare)
        )

    @cached_property
    def _others(self) -> set[str]:
        names = (each.name for each in (*self.authorities, *self.country.authorities))
        return {plain(name) for name in names if len(name) >= SHORTEST - 1}

    def is_plain(self, authority: Authority, text: str) -> bool:
        """Tell whether a link's words say no more than the platform, and perhaps the authority's name or initials."""
        line = self._without_name(authority, text)
        return is_generic(line) or is_generic(self._without_initials(authority, line))

    def _without_initials(self, authority: Authority, line: str) -> str:
        for name in self.names_of(authority):
            initials = "".join(token[0] for token in tokens_of(name) if token[0].isupper()).lower()
            if len(initials) >= _SHORTEST_INITIALS:
                line = re.sub(rf"(?<![^\W_]){re.escape(initials)}(?![^\W_])", " ", line)
        return line

    def is_bare_name(self, authority: Authority, text: str) -> bool:
        """Tell whether a text is the authority's name and nothing else, as a place page's is."""
        return compact(text) in {compact(name) for name in self.names_of(authority)}

    def is_in(self, authority: Authority, text: str) -> bool:
        """Tell whether a text holds a name of the authority, in any spelling, with or without a word for it."""
        words, key = {plain(token) for token in tokens_of(text)}, compact(text)
        return self.text_names(authority, text) or any(
            plain(name) in words or (len(name) >= SHORTEST and re.search(spelled(name), key) is not None)
            for name in self.names_of(authority)
        )

    def says_more(self, authority: Authority, text: str) -> bool:
        """Tell whether a name is the authority's and something more: "Lier kommune - Fosshagen"."""
        tokens = tokens_of(text)
        left = set(range(len(tokens)))
        for naming in self.index.namings(text):
            if authority.number in naming.numbers:
                left -= set(range(naming.start, naming.end))
        rest = " ".join(token for place, token in enumerate(tokens) if place in left)
        # A district behind the name tells where it lies: "Os kommune i Østerdalen".
        rest = re.sub(r"\b(?:i|på) [^\W\d_]+$", "", self._without_name(authority, rest).strip())
        return not adds_nothing(rest)

    def is_of_a_merger(self, authority: Authority, text: str) -> bool:
        """Tell whether a name is that of the municipality to come: "Nye Asker", from before a merger."""
        names = "|".join(re.escape(name.lower()) for name in self.names_of(authority))
        return re.match(rf"nye (?:{names})(?!\w)", text.lower().strip()) is not None

    def called_otherwise(self, authority: Authority, text: str) -> str:
        """Return the name of an authority that a text begins with, when it is not this one's; else an empty text.

        It need not be one in force: the page of a municipality that was merged still bears its name.
        """
        tokens = tokens_of(text)
        end = next((index for index, token in enumerate(tokens) if self.index.kind_of(token)), 0)
        if not 0 < end <= LONGEST_NAME or self.text_names(authority, text):
            return ""
        name = tokens[:end]
        is_name = not name[-1].islower() and not _NO_NAME & {token.lower() for token in name}
        return text[: text.index(tokens[end]) + len(tokens[end])].lower().strip() if is_name else ""

    def id_called_otherwise(self, authority: Authority, native_id: str) -> bool:
        """Tell whether an id is a name and a word for an authority, and the name has nothing of this one's."""
        match = re.match(rf"(?P<name>[^\W\d_]{{2,}}?)(?:{self.index.any_word.pattern})", id_words(native_id))
        if match is None or self.id_names(authority, native_id):
            return False
        called = plain(match["name"])
        own = [plain(name) for name in self.names_of(authority)]
        if called in self._others and called not in own:
            return True
        return not any((len(name) >= 3 and name in called) or is_short_for(called, name) for name in own)

    def role_in_text(self, authority: Authority, text: str) -> tuple[Role, str] | None:
        """Return the role that a word in a text gives away, and the word; the longest word wins."""
        return role_of(self._without_name(authority, text), self.country.words.sector, is_id=False)

    def _without_name(self, authority: Authority, text: str) -> str:
        line = text.lower()
        for name in self.names_of(authority):
            if len(name) >= 2:
                line = re.sub(rf"(?<!\w){re.escape(name.lower())}s?(?!\w)", " ", line)
        return line

    def role_in_id(self, authority: Authority, native_id: str) -> tuple[Role, str] | None:
        """Return the role that a word in an account id gives away, and the word."""
        key = id_words(native_id)
        names = sorted((spelled(name) for name in self.names_of(authority)), key=len, reverse=True)
        key = re.sub("|".join(name for name in names if len(name) >= SHORTEST) or "$^", " ", key, count=1)
        return role_of(key, self.country.words.sector, is_id=True)
