"""A count as people and platforms write it, read as a closed interval.

Rules: METRICS section 5. Suffixes come from the Unicode tables that Babel carries, with the few that
platforms add. An abbreviated number is the union of what rounding half up and cutting would have shown;
YouTube is documented to cut to three figures, so there only the cut remains.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache

from barometer.parse.labels import language_of
from barometer.readings import Precision

NUMBER = r"[0-9]+(?:(?:[.,']|[ ](?=[0-9]{3}(?![0-9])))[0-9]+)*"
"""The longest run that may be one number: a space joins only before exactly three digits."""

_POWERS = {"1000": 10**3, "1000000": 10**6, "1000000000": 10**9}
_ADDED = {
    "en": {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9},
    "de": {"tsd": 10**3, "mio": 10**6},
    "da": {"tsd": 10**3},
    "nl": {"k": 10**3, "mln": 10**6},
    "fr": {"k": 10**3},
}
LARGEST = 10**11
"""More than anybody can count: a larger number is something else."""
_PIECE = 1_000
_MARKS = str.maketrans(
    {"\t": " "} | dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("„“”«»‟", '"') | dict.fromkeys("‐‑", "-")
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A count: every whole number from `low` to `high` fits what was written."""

    low: int
    high: int
    precision: Precision


def plain(text: str) -> str:
    """Return a text with one kind of space, apostrophe and quotation mark, and no invisible characters."""
    if text.isascii():
        return text.translate(_MARKS)
    # In pieces: thousands of accents on one letter are sorted in quadratic time.
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    whole = "".join(unicodedata.normalize("NFC", piece) for piece in pieces)
    kinds = ((mark, unicodedata.category(mark)) for mark in whole.translate(_MARKS))
    return "".join(" " if kind == "Zs" else mark for mark, kind in kinds if kind != "Cf")


@cache
def suffixes(language: str) -> dict[str, int]:
    """Return the language's short and long words for thousand, million and milliard, lower case, without dots."""
    from babel import Locale

    found: dict[str, int] = {}
    for locale in ("en", language_of(language)):
        for style in ("short", "long"):
            for forms in Locale.parse(locale).compact_decimal_formats[style].values():
                for key, power in _POWERS.items():
                    word = re.fullmatch(r"0\s*(\D+)", forms[key].pattern.replace("'", "") if key in forms else "")
                    if word:
                        found[word[1].strip(" .").casefold()] = power
        found |= _ADDED.get(locale, {})
    return found


@cache
def suffix_pattern(language: str) -> str:
    """Return a pattern for an optional suffix after a number, captured as `suffix`, longest word first."""
    words = "|".join(re.escape(word) for word in sorted(suffixes(language), key=len, reverse=True))
    return rf"(?: ?(?P<suffix>{words})\b\.?)?"


def interval(digits: str, suffix: str | None, language: str, *, is_floored: bool = False) -> Interval | None:
    """Read a run that matched NUMBER, with its suffix; None when it is no well-formed count.

    `is_floored`: the source cuts to three figures, as YouTube does.
    """
    power = suffixes(language)[suffix.casefold()] if suffix else 1
    shown = _decimal(digits, has_suffix=suffix is not None)
    if shown is None or shown * power >= LARGEST:
        return None
    value = shown * power
    if suffix is None:
        return Interval(int(value), int(value), "exact")
    exponent = shown.as_tuple().exponent
    unit = power * Decimal(10) ** (exponent if isinstance(exponent, int) else 0)
    if is_floored:
        unit = min(unit, Decimal(10) ** max(value.adjusted() - 2, 0))
        low, high = int(value), _below(value + unit)
    else:
        low = max(0, int((value - unit / 2).to_integral_value(ROUND_CEILING)))
        high = _below(value + unit)
    if low > high:
        return None
    return Interval(low, high, "exact" if low == high else "floored" if is_floored else "rounded")


def number(text: str, language: str) -> Interval | None:
    """Read a text that is one count and nothing else, such as "1 795", "1,2k" or "12 mill."; else None."""
    match = re.fullmatch(rf"({NUMBER}){suffix_pattern(language)}", plain(text).strip(), re.IGNORECASE)
    return interval(match[1], match["suffix"], language) if match else None


def _below(limit: Decimal) -> int:
    return int(limit.to_integral_value(ROUND_CEILING)) - 1


def _decimal(digits: str, *, has_suffix: bool) -> Decimal | None:
    """Return the value of digits with separators, or None where the grouping is not one that people write."""
    if len(digits) > 30 or re.match(r"0[0-9]", digits):
        return None
    marks = "".join(dict.fromkeys(re.sub(r"[0-9 ']", "", digits)))
    last = re.split(r"[.,]", digits)
    whole, fraction = digits, ""
    if len(marks) == 2 or (marks and (has_suffix or re.search(r"[ ']", digits)) and len(last) == 2):
        # Both marks, or one that cannot be grouping (a suffix follows, or spaces group already): a decimal mark.
        whole, fraction = digits[: -len(last[-1]) - 1], last[-1]
    if fraction and not has_suffix:
        return None
    if not re.fullmatch(r"[0-9]+|[1-9][0-9]{0,2}(?:([ .,'])[0-9]{3})(?:\1[0-9]{3})*", whole):
        return None
    return Decimal(re.sub(r"[ .,']", "", whole) + ("." + fraction if fraction else ""))
