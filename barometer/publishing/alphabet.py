"""The order of names: Norwegian rules (CLDR's for nb), the same that a reader's browser sorts by."""

from __future__ import annotations

import unicodedata

_OWN_LETTERS = {"æ": "\ue000", "ä": "\ue000", "ø": "\ue001", "ö": "\ue001", "å": "\ue002", "ü": "y"}
_STRUCK = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})


def norwegian(name: str) -> tuple[str, str]:
    """Return a sorting key by the Norwegian alphabet: æ, ø, å last, in that order, and aa as å.

    Other marks don't move a letter: á stands with a, š with s, as in Intl.Collator's rules for the same alphabet.
    """
    folded = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_STRUCK)
    key = "".join(_OWN_LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0] for letter in folded)
    return key, name
