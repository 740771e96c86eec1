"""Words that are sought in a page's source in every way in which a source, or an address in it, writes them.

Searched for is what is quickly searched for: one run of ASCII letters of each word, of several words in the last one.
Whole words, with what parts several of them and with letters written in many ways, take a second to compile, in every
process anew; they are looked for only where their run stands.
"""

from __future__ import annotations

import re
from collections import defaultdict

LETTERS = str.maketrans("øåäöáčđšï", "oaaoacdsi") | {ord("æ"): "ae"}
"""Letters beyond ASCII, as addresses write them."""
# What parts two words: blanks and dashes, an entity of a blank, a tag ("Om <b>oss</b>").
_BETWEEN = "(?:[^a-z]{1,40}|[^a-z&]{0,4}&(?:nbsp|#xa0);[^a-z]{0,4}|[^a-z<]{0,8}<[^<>]{1,30}>[^a-z]{0,8})"
_TELLING = 5
"""Letters of a word that is not looked for a second time as part of a longer one."""
_SHORTEST_RUN = 3
_BEFORE = 150
"""Bytes before a run that several words and what parts them may take."""
_AFTER = 30
"""Bytes after a run that the word's other letters may take."""
_Whole = tuple[bytes, re.Pattern[bytes] | None]
"""The run of the first of several words, and all of them; None where a run is all there is."""


class SoughtWords:
    """Words, or several in order, ready to be found in the sources of pages."""

    def __init__(self, words: tuple[str, ...]) -> None:
        parted = {tuple(re.findall(r"[^\W_]+", word.lower())) for word in words}
        single = {each[0] for each in parted if len(each) == 1 and len(each[0]) >= _TELLING}
        # A word that has another one in it need not be sought itself.
        kept = [
            each for each in parted if each and not any(one in part for one in single for part in each if part != one)
        ]
        kept = sorted(each for each in kept if len(each) == 1 or not single.intersection(each))
        self.patterns = tuple(sorted(set(map(_pattern, kept))))
        """What to search a source for, upper and lower case alike."""
        wholes: defaultdict[bytes, list[_Whole]] = defaultdict(list)
        for each in kept:
            pattern = None if each == (_run(each[-1]),) else re.compile(_whole(each).encode())
            wholes[_run(each[-1])[-_SHORTEST_RUN:].encode()].append((_run(each[0]).encode(), pattern))
        # Words without a run of their own end in whatever their letters are written as.
        self._others = wholes.pop(b"", [])
        self._wholes = {end: [*those, *self._others] for end, those in wholes.items()}
        self._alone = {end for end, those in wholes.items() if any(pattern is None for _, pattern in those)}

    def stand_at(self, markup: bytes, place: int) -> bool:
        """Tell whether a place of the markup where one of the patterns ends lies in one of the words, or in several."""
        end = markup[place - _SHORTEST_RUN + 1 : place + 1].lower()
        if end in self._alone:
            return True
        begin = max(0, place - _BEFORE)
        near = markup[begin : place + _AFTER].lower()
        for first, whole in self._wholes.get(end, self._others):
            if whole is not None and first in near:
                for found in whole.finditer(near):
                    if found.end() > place - begin:
                        return True
        return False


def _run(word: str) -> str:
    """Return the longest run of ASCII letters in a word; empty where none is long enough."""
    run = max(re.findall(r"[a-z0-9]*", word), key=len)
    return run if len(run) >= _SHORTEST_RUN else ""


def _pattern(words: tuple[str, ...]) -> str:
    last = words[-1]
    run = _run(last)
    if not run:
        return "".join(map(_letter, last))
    # The last of several is often short, and stands in many others.
    return rf"[^a-z]{run}" if len(words) > 1 and last.startswith(run) else run


def _whole(words: tuple[str, ...]) -> str:
    return _BETWEEN.join("".join(map(_letter, word)) for word in words)


def _letter(letter: str) -> str:
    """Return a pattern of all the ways in which a source writes a letter."""
    if letter.isascii():
        return letter
    return rf"(?:[\x80-\xff]{{2,3}}|{letter.translate(LETTERS)}|&#?[a-z0-9]{{2,7}};|(?:%[0-9a-f]{{2}}){{1,3}})"
