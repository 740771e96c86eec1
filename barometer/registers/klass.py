"""Statistics Norway's classifications (KLASS): which numbers are in force on a day, and how they changed.

Municipalities are classification 131, counties 104. Format: the API guide of KLASS, `codesAt` and `changes`, JSON.
Trap: every list holds a row for "not stated" (9999, 99), which is nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from barometer.registers.answers import day, items, optional_text, text

MUNICIPALITIES, COUNTIES = "131", "104"
_REGISTER = "KLASS"
_NOBODY = re.compile(r"99+|")
_QUALIFIER = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One number of a classification."""

    number: str
    """Official number, text."""
    names: tuple[str, ...]
    """Official names as the register orders them, without the county that tells namesakes apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """One line of the list of changes; an authority that is divided has several, as has one that others join."""

    on: date
    """First day of the new state."""
    old: Code | None
    """Before; None when the number is new and comes from nobody."""
    new: Code | None
    """After; None when the number is gone and nobody follows."""

    @property
    def is_real(self) -> bool:
        """False where only the order of names or the qualifier in parentheses is another."""
        if self.old is None or self.new is None or self.old.number != self.new.number:
            return True
        return set(self.old.names) != set(self.new.names)


def code(number: str, label: str) -> Code:
    """Return a number with its names, from a label such as "Hábmer - Hamarøy" or "Våler (Østfold)"."""
    return Code(number=number, names=tuple(_QUALIFIER.sub("", name) for name in label.split(" - ")))


def read_codes(answer: Any) -> tuple[Code, ...]:
    """Return the numbers of a `codesAt` answer, without the one for "not stated".

    Raises:
        RegisterError: the answer is not as documented.
    """
    rows = items(_REGISTER, answer, "codes")
    found = (code(text(_REGISTER, row, "code"), text(_REGISTER, row, "name")) for row in rows)
    return tuple(each for each in found if not _NOBODY.fullmatch(each.number))


def read_changes(answer: Any) -> tuple[CodeChange, ...]:
    """Return the changes of a `changes` answer, oldest first.

    Raises:
        RegisterError: the answer is not as documented.
    """
    found = [
        CodeChange(on=day(_REGISTER, row, "changeOccurred"), old=_side(row, "old"), new=_side(row, "new"))
        for row in items(_REGISTER, answer, "codeChanges")
    ]
    return tuple(sorted(found, key=lambda each: each.on))


def _side(row: dict[str, Any], side: str) -> Code | None:
    number = optional_text(row, f"{side}Code")
    return code(number, text(_REGISTER, row, f"{side}Name")) if number else None
