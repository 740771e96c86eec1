"""How a name is written in account ids and titles: spellings without Norwegian letters, and Sámi and Kven genitives.

Ids are written without the letters a platform refuses, so a name is compared in every common spelling (æ as ae or a,
ø as o or oe, å as a or aa). A Sámi or Kven name stands in the genitive before the word for a municipality –
"Guovdageainnu suohkan" is Guovdageaidnu's, "Porsangin komuuni" is Porsanki's –, and the sounds before the ending
change with it, so only the beginning of the name is compared there.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = {
    "æ": "(?:æ|ae|a|e)", "ø": "(?:ø|oe|o)", "å": "(?:å|aa|a)", "á": "(?:á|a)", "ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)",
    "š": "(?:š|s)", "č": "(?:č|c)", "đ": "(?:đ|d)", "ŋ": "(?:ŋ|n)", "ŧ": "(?:ŧ|t)", "ž": "(?:ž|z)", "ï": "(?:ï|i)",
}  # fmt: skip
_PLAIN = str.maketrans("øåáäöščđŋŧžï", "oaaaoscdntzi") | {ord("æ"): "ae"}
_SEPARATORS = re.compile(r"[^\w]|_")
GENITIVE_WORDS = (
    "gielda", "suohkan", "fylkkagielda", "fylkkasuohkan", "tjielte", "fylhkentjielte", "komuuni", "kommuuni",
)  # fmt: skip
"""Words for an authority, in plain spelling, before which a name is inflected."""
_STEM = 3
_LONGEST_ENDING = 5


def compact(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return _SEPARATORS.sub("", text.lower())


def plain(text: str) -> str:
    """Return a compact text in the commonest ASCII spelling, for looking up."""
    return compact(text).translate(_PLAIN)


def spellings(name: str) -> set[str]:
    """Return the spellings under which a name is looked up: its own, ASCII, and ASCII with two letters for one."""
    doubled = compact(name).replace("ø", "oe").replace("å", "aa").translate(_PLAIN)
    single = compact(name).replace("æ", "a").translate(_PLAIN)
    return {compact(name), plain(name), doubled, single}


@lru_cache(maxsize=4096)
def spelled(name: str) -> str:
    """Return a pattern for every spelling of a name in a compact text."""
    return "".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in compact(name))


@lru_cache(maxsize=4096)
def inflected(name: str) -> str:
    """Return a pattern for a Sámi or Kven name in the genitive: its stem and any ending, in a compact text."""
    letters = compact(name)
    stem = letters[: max(_STEM, len(letters) - _STEM)]
    return spelled(stem) + rf"\w{{0,{_LONGEST_ENDING}}}?"


def is_short_for(one: str, other: str) -> bool:
    """Tell whether one plain name is an abbreviation or a misspelling of the other: "lhmr", "lilehammer"."""
    if not one or not other or one[0] != other[0]:
        return False
    return _in_order(one, other) or _in_order(other, one)


def _in_order(letters: str, of: str) -> bool:
    rest = iter(of)
    return all(letter in rest for letter in letters)
