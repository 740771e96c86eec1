"""Corrections: a month that was published and is published again with other figures, with a dated note that says why.

    editions/corrections.jsonl      one line a correction, oldest first; kept for ever, never written by hand

A line names the edition that was replaced; that one stays readable at its own address, `releases/<name>/`. The newest
figures of a line's `changes` stand there too, so that the list of corrections tells them without the old editions.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from barometer.errors import UsageError
from barometer.months import Month
from barometer.publishing import numbers
from barometer.publishing.diff import Difference
from barometer.publishing.language import N_, gettext
from barometer.publishing.retelling import retold

FILE = "corrections.jsonl"
LONGEST_NOTE = 1000
MOST_TOLD = 200
"""Most changed figures that a line tells; the edition's own file has them all."""
TOLD = {
    "rangering": (
        "authority", "county", "population", "state", "account_id", "account_status", "followers", "counter_kind",
        "coverage_percent", "rank", "use_class", "visibility_class", "visibility_score",
    ),
    "landstall": ("value", "n_measured", "n_known", "n_all"),
    "bruksklasser": ("pages", "percent"),
    "utgave": ("authorities", "known", "measured", "method_version"),
}  # fmt: skip
"""File stem → columns whose change is told line by line, most telling table first; of the rest the count of rows is."""

COLUMN_WORDS = {
    "authority": N_("navn"),
    "county": N_("fylke"),
    "population": N_("innbyggere"),
    "state": N_("tilstand"),
    "account_id": N_("Facebook-side"),
    "account_status": N_("sidens status"),
    "followers": N_("følgere"),
    "counter_kind": N_("teller"),
    "coverage_percent": N_("dekning i prosent"),
    "rank": N_("plassering"),
    "use_class": N_("bruk"),
    "visibility_class": N_("synlighet"),
    "visibility_score": N_("synlighetspoeng"),
    "value": N_("verdi"),
    "n_measured": N_("antall målt"),
    "n_known": N_("antall kjent"),
    "n_all": N_("antall i alt"),
    "pages": N_("antall sider"),
    "percent": N_("prosent"),
    "authorities": N_("antall myndigheter"),
    "known": N_("antall kjente sider"),
    "measured": N_("antall målt"),
    "method_version": N_("metodens versjon"),
}
"""Column → what a reader calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Why a published month is corrected, as the operator says it."""

    text: str
    """One paragraph, in the operator's words."""
    on: date
    """Day of the correction."""

    def __post_init__(self) -> None:
        """Refuse what cannot stand on a page; raises UsageError."""
        one_line("--note", self.text)


def one_line(option: str, text: str) -> str:
    """Return what an operator says on every page, without spaces around it.

    Raises:
        UsageError: it is empty, too long or holds control characters.
    """
    said = text.strip()
    wrong = [char for char in said if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]
    if not 1 <= len(said) <= LONGEST_NOTE or wrong:
        why = f"holds the character {wrong[0]!r}" if wrong else f"has {len(said)} characters"
        raise UsageError(f"{option} {why}: write one line of 1 to {LONGEST_NOTE} characters that says why")
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of one month."""

    month: str
    """Month of the edition, YYYY-MM."""
    on: str
    """Day of the correction, YYYY-MM-DD."""
    note: str
    """What was wrong, in the operator's words."""
    replaces: str
    """Name of the edition that stood before, below `releases/`."""
    rows: dict[str, int]
    """File stem → rows that differ."""
    changes: tuple[dict[str, str], ...]
    """The figures that a reader asks for first: table, change, name, key, column, old, new."""


def correction(month: Month, note: Note, replaces: str, found: list[Difference]) -> Correction:
    """Return the correction that a note and the differences make."""
    told = [each for each in found if each.change != "endret" or each.column in TOLD.get(each.table, ())]
    told = sorted((each for each in told if each.table in TOLD), key=_weight)[:MOST_TOLD]
    return Correction(
        month=str(month), on=note.on.isoformat(), note=note.text.strip(), replaces=replaces,
        rows=dict(sorted(Counter(table for table, _ in {(each.table, str(each.key)) for each in found}).items())),
        changes=tuple(
            {
                "table": each.table, "change": each.change, "name": each.name, "column": each.column, "old": each.old,
                "new": each.new,
                "key": " · ".join(value for name, value in each.key.items() if name != "month"),
            }
            for each in told
        ),
    )  # fmt: skip


def _weight(each: Difference) -> tuple[int, bool]:
    # Ranks that only made room come last, so that a long list cuts them first.
    return list(TOLD).index(each.table), each.column == "rank"


def read(editions: Path) -> list[Correction]:
    """Return every correction so far, oldest first.

    Raises:
        UsageError: a line is not one that `text_of` wrote; the file and the line are named.
    """
    path = editions / FILE
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(_of(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}, line {number}: {error!r}; bring the file back as it was: it is the record of corrections"
            ) from error
    return found


def _of(fields: dict[str, Any]) -> Correction:
    made = Correction(**{**fields, "changes": tuple(fields["changes"])})
    Month.parse(made.month)
    date.fromisoformat(made.on)
    if not re.fullmatch(rf"{made.month}-[0-9a-f]{{12}}", made.replaces):
        raise ValueError(f"{made.replaces!r} is no name of an edition")
    if not isinstance(made.note, str) or not isinstance(made.rows, dict):
        raise TypeError("note is text, rows an object")
    return made


def of_month(every: list[Correction], month: Month) -> tuple[Correction, ...]:
    """Return the corrections of one month, oldest first."""
    return tuple(each for each in every if each.month == str(month))


def text_of(every: list[Correction]) -> str:
    """Return the file's text."""
    return "".join(json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) + "\n" for each in every)


def refuse_wrong_day(note: Note, month: Month, every: list[Correction], observed_to: date) -> None:
    """Refuse a correction dated before what it corrects.

    Raises:
        UsageError: the day lies before the month was measured, or before its last correction.
    """
    latest = max([observed_to.isoformat(), *(each.on for each in of_month(every, month))])
    if note.on.isoformat() < latest:
        raise UsageError(
            f"--on {note.on} lies before {latest}, when {month} was last measured or corrected: give a later day"
        )


def column_said(column: str) -> str:
    """Return what a reader calls a column; the column itself when it is not known here."""
    return gettext(COLUMN_WORDS[column]) if column in COLUMN_WORDS else column


def value_said(value: str, column: str) -> str:
    """Return a published cell as a page writes it: numbers by locale, words retold, a dash for not observed."""
    if not value:
        return numbers.MISSING
    if column in ("account_id", "authority", "method_version"):
        # Text, whatever it looks like; the apostrophe is there for spreadsheets only.
        return value.removeprefix("'")
    try:
        figure = float(value)
    except ValueError:
        return retold(value.removeprefix("'"))
    return numbers.whole(figure) if figure.is_integer() and "." not in value else numbers.decimal(figure, 2)


def tables_said(rows: dict[str, int]) -> str:
    """Return how many rows differ in which file: rangering 3, serie 3."""
    return ", ".join(f"{stem} {numbers.whole(count)}" for stem, count in rows.items())
