"""Following authorities through time: what became of one, what it came from, and who had a name on a day."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from barometer.errors import UsageError
from barometer.registry import Authority, AuthorityKind, Change, Country

_SAME = ("renamed", "renumbered")
_QUALIFIED = re.compile(r"(?P<name>.+?)(?:,? i | \(|, )(?P<county>[^()]+?)\)?", re.IGNORECASE)


def authority_on(country: Country, number: str, on: date) -> Authority:
    """Return the authority that had a number on a day.

    Raises:
        UsageError: none had it; the message says when one did.
    """
    found = [each for each in country.authorities if each.number == number]
    for each in found:
        if each.is_in_force(on):
            return each
    when = "; ".join(f"{each.name} from {each.valid_from} until {each.valid_to or 'today'}" for each in found)
    raise UsageError(f"no authority had the number {number} on {on}" + (f": it was {when}" if when else ": nobody has"))


def successors(country: Country, number: str, on: date) -> tuple[Change, ...]:
    """Return the changes by which the authority that had a number on a day came to its end; none while in force.

    Raises:
        UsageError: no authority had the number on that day.
    """
    end = authority_on(country, number, on).valid_to
    return tuple(each for each in country.changes if each.on == end and each.from_number == number)


def predecessors(country: Country, number: str, on: date) -> tuple[Change, ...]:
    """Return the changes by which the authority that had a number on a day began; none where they are not known.

    Raises:
        UsageError: no authority had the number on that day.
    """
    begin = authority_on(country, number, on).valid_from
    entered = (each for each in country.changes if each.on == begin and each.to_number == number)
    return tuple(each for each in entered if each.kind != "part moved")


def number_later(country: Country, number: str, on: date, later: date) -> str | None:
    """Return the number under which the same authority stands on a later day; None once it was merged or split.

    Raises:
        UsageError: no authority had the number on the first day.
    """
    here = authority_on(country, number, on)
    while here.valid_to is not None and here.valid_to <= later:
        steps = [each for each in successors(country, here.number, here.valid_from) if each.kind in _SAME]
        if not steps:
            return None
        here = authority_on(country, steps[0].to_number, steps[0].on)
    return here.number


def number_of(country: Country, name: str, on: date) -> str:
    """Return the number of the authority that had a name on a day: "Skedsmo kommune", "Våler i Østfold", "Akershus".

    The word for an authority may be left out; a county after "i", a comma or in parentheses tells namesakes apart.

    Raises:
        UsageError: nobody had the name on that day, or several had; the message says who.
    """
    found = _named(country, name, country.in_force(on))
    if not found:
        raise UsageError(f"nobody was named '{name}' on {on}{_other_days(country, name)}")
    if len(found) > 1:
        listed = ", ".join(f"{each.number} {each.name} ({each.county}, {each.kind})" for each in found)
        raise UsageError(f"several were named '{name}' on {on}: {listed}; write the number, or add the county")
    return found[0].number


def _named(country: Country, name: str, authorities: tuple[Authority, ...]) -> list[Authority]:
    wanted, kind = _bare(country, name)
    found = [each for each in authorities if kind in (None, each.kind)]
    plain = [each for each in found if wanted in _names(each)]
    qualified = _QUALIFIED.fullmatch(" ".join(name.split()))
    if plain or qualified is None:
        return plain
    wanted, kind = _bare(country, qualified["name"])
    county, _ = _bare(country, qualified["county"])
    return [
        each for each in found
        if wanted in _names(each) and county == each.county.casefold() and kind in (None, each.kind)
    ]  # fmt: skip


def _names(authority: Authority) -> set[str]:
    return {name.casefold() for name in (authority.name, *authority.official_names)}


def _bare(country: Country, name: str) -> tuple[str, AuthorityKind | None]:
    """Return a name without its word for an authority, in one case, and the kind the word tells of."""
    text = " ".join(name.split()).casefold()
    for word in sorted(country.words.authority, key=len, reverse=True):
        if text.endswith(f" {word}"):
            # "kommuna" and "fylkeskommunen" are forms of the kinds' own names; other words tell of no kind.
            kinds = (kind for kind in get_args(AuthorityKind) if word.startswith(kind[:5]))
            return text.removesuffix(word).rstrip(), next(kinds, None)
    return text, None


def _other_days(country: Country, name: str) -> str:
    """Return when somebody was named so, to tell a slip of the day from one of the name."""
    found = _named(country, name, country.authorities)
    when = ", ".join(f"{each.number} from {each.valid_from} until {each.valid_to or 'today'}" for each in found)
    return f": {when}" if when else ": no row of authorities.csv has it; mend the name"
