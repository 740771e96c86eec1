"""Applying a classification's changes to the tables: rows end, rows begin, and each change says what became of whom.

Works on rows of text as they stand in `authorities.csv` and `changes.csv`, so that nothing in them is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from barometer.errors import RegisterError
from barometer.registers.klass import Code, CodeChange

Row = dict[str, str]
_OF_THE_NAME = ("number", "name", "official_names", "county_number", "county", "valid_from", "valid_to", "names_source")
_LEFT_OPEN = ("language", "website", "organisation_number", "latitude", "longitude", "website_source",
              "position_source")  # fmt: skip


@dataclass(slots=True)
class Reform:
    """The tables after the changes."""

    authorities: list[Row]
    """Every row, past ones included."""
    changes: list[Row] = field(default_factory=list)
    """The new rows of `changes.csv`."""
    begun: list[Row] = field(default_factory=list)
    """Of the authorities, those that began; where they continue nobody their website and point are empty."""


def reform(authorities: Sequence[Row], changes: Iterable[CodeChange], source: str) -> Reform:
    """Return the tables with the changes applied, day by day.

    Args:
        authorities: Rows of `authorities.csv`.
        changes: Changes after the last day the rows know of.
        source: What to write as the source of names and changes.

    Raises:
        RegisterError: a change is of a number that is not in force then.
    """
    made = Reform([dict(row) for row in authorities])
    by_day: dict[date, list[CodeChange]] = defaultdict(list)
    for change in changes:
        by_day[change.on].append(change)
    for on in sorted(by_day):
        _apply_day(made, on, by_day[on], source)
    made.begun = [row for row in made.begun if row in made.authorities]
    made.authorities.sort(key=lambda row: (row["kind"] != "kommune", row["number"], row["valid_from"]))
    return made


def _apply_day(made: Reform, on: date, listed: list[CodeChange], source: str) -> None:
    after: dict[str, dict[str, Code]] = defaultdict(dict)
    before: dict[str, dict[str, Code]] = defaultdict(dict)
    for each in listed:
        if each.old and each.new:
            after[each.old.number][each.new.number] = each.new
            before[each.new.number][each.old.number] = each.old
        elif each.old or each.new:
            lone = each.old or each.new
            raise RegisterError(
                f"{source}: on {on} the number {lone.number if lone else ''} begins from nobody or ends in nobody;"
                " write the change by hand"
            )
    unreal = {each.old.number for each in listed if each.old and not each.is_real}
    skipped = {each for each in unreal if len(after[each]) == 1 and len(before[each]) == 1}
    ended = {number: _in_force(made, number, on, source) for number in after if number not in skipped}
    for row in ended.values():
        row["valid_to"] = str(on)
    for number in sorted(set(before) - skipped):
        olds = before[number]
        new = after[min(olds)][number]
        made.begun.append(_begun(made, new, [ended[old] for old in olds], on, after, source))
        made.authorities.append(made.begun[-1])
        for old in sorted(olds):
            kind = _kind(old, number, len(after[old]), len(olds))
            made.changes.append(
                {"on": str(on), "from_number": old, "to_number": number, "kind": kind, "weight": "", "source": source}
            )


def _in_force(made: Reform, number: str, on: date, source: str) -> Row:
    for row in made.authorities:
        if row["number"] == number and not row["valid_to"]:
            return row
    raise RegisterError(f"{source}: {number} changed on {on}, and authorities.csv has no such number in force; add it")


def _kind(old: str, new: str, parts: int, sources: int) -> str:
    if parts > 1:
        return "split"
    if sources > 1:
        return "merged"
    return "renamed" if old == new else "renumbered"


def _begun(
    made: Reform, new: Code, olds: list[Row], on: date, after: dict[str, dict[str, Code]], source: str
) -> Row:
    """Return the row of an authority that begins; where it continues one it keeps that one's facts."""
    first = olds[0]
    continues = len(olds) == 1 and len(after[first["number"]]) == 1
    known = [name for old in olds for name in (old["name"], *old["official_names"].split("; ")) if name in new.names]
    main = known[0] if known else new.names[0]
    names = (main, *(name for name in new.names if name != main))
    row = dict(first)
    row |= {"number": new.number, "name": main, "official_names": "; ".join(names), "valid_from": str(on),
            "valid_to": "", "names_source": f"{source}, valid from {on}"}  # fmt: skip
    if continues and set(first["official_names"].split("; ")) == set(new.names):
        row |= {key: first[key] for key in ("name", "official_names")}
    if not continues:
        row |= dict.fromkeys(_LEFT_OPEN, "")
    return row | _county(made, row, on)


def _county(made: Reform, row: Row, on: date) -> Row:
    """Return the county columns: a county is its own; a municipality's county is in its first two digits."""
    if row["kind"] == "fylkeskommune":
        return {"county_number": row["number"], "county": row["name"]}
    number = row["number"][:2]
    if number == row["county_number"]:
        return {}
    for each in made.authorities:
        if each["number"] == number and each["valid_from"] <= str(on) and (each["valid_to"] or "9") > str(on):
            return {"county_number": number, "county": each["name"]}
    raise RegisterError(f"{row['number']} {row['name']} lies in county {number}, not in authorities.csv; add it")


def weigh(changes: Iterable[Row], inhabitants: dict[tuple[str, str], int]) -> None:
    """Fill in the weights of authorities that were divided into new ones only: their shares of the inhabitants.

    Args:
        changes: Rows of `changes.csv`; changed in place.
        inhabitants: Number and day → inhabitants.
    """
    listed = list(changes)
    sources: dict[tuple[str, str], int] = defaultdict(int)
    parts: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in listed:
        sources[row["on"], row["to_number"]] += 1
        parts[row["on"], row["from_number"]].append(row)
    for (on, _), own in parts.items():
        counted = [inhabitants.get((row["to_number"], on)) for row in own]
        alone = all(sources[on, row["to_number"]] == 1 and row["kind"] == "split" for row in own)
        known = [count for count in counted if count]
        if len(own) > 1 and alone and len(known) == len(own):
            for row, count in zip(own, known, strict=True):
                row["weight"] = f"{count / sum(known):.4f}"
                row["source"] += f"; weight: share of the inhabitants on {on}"
