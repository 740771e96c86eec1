"""Dialect and hasty spelling, put into the words that the rules for enquiries know.

Only small words that carry a question or a denial: Norwegian dialects write “ka”, “kem”, “koffor”, “æ lure på”, and
English comments leave the apostrophe out. The text is read, never shown or kept.
"""

from __future__ import annotations

import re
from typing import Final

_STANDARD: Final = {
    # Danish "ka man" is "can one".
    "hva": r"(?:ka|kæ|ke)(?= (?!man\b|du\b|jeg\b|i\b|vi\b|de\b)\w)",
    "hvem": r"kem|hæm|kvem|åkke|håkke",
    "hvorfor": r"kof+[oeø]r|korfor|åf+[eå]r|håf+[eå]r|hof+er|ka[- ]før|vaffør|hvoffor|hvaffor|hvfor|varfö",
    "hvordan": r"koss|kossen|korsn|korles|kolles|kordan|kordn|åssen|håssen|hossen|hvodan",
    "når": r"katti|kåtti|nårti|nårtid",
    "noen": r"nån|nåen|noken|nokken|nåkken",
    "ikke": r"ikkj|itj|itje|ittj|itte|ente|inkje|ik|ikk",
    "jeg": r"æ|jæ|æg",
    "er": r"e(?![-'’.])",
    "dere": r"dåkk|dåkker|dåkke|dokk|døkk",
}
_WORDS: Final = [(re.compile(rf"\b(?:{spelt})\b", re.IGNORECASE), word) for word, spelt in _STANDARD.items()]
_APOSTROPHE: Final = re.compile(r"\b(ca|wo|do|does|did|is|are|was|were|have|has|had|could|would|should)nt\b", re.I)


def standard(text: str) -> str:
    """Return a comment with the dialect and hasty forms of small words put into standard ones."""
    text = _APOSTROPHE.sub(r"\1n't", text)
    for spelt, word in _WORDS:
        text = spelt.sub(word, text)
    return text
