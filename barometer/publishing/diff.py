"""Two editions of one month beside each other, cell by cell: what a correction changed. Reads what was published.

    figures(old_folder, new_folder) -> [Difference(table="rangering", key={"authority_number": "6101"}, …), …]

Figures are the cells of an edition's CSV files: tables that both have, in columns that both have. A new table or a new
column corrects nothing. The checks' results are not figures, and a comparison follows from the figures it compares.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from barometer.errors import UsageError
from barometer.publishing import manifest
from barometer.publishing.downloads import DESCRIPTIONS, OF_ALL_YEARS, SERIES, Download, as_json, write_csv
from barometer.publishing.edition import Edition
from barometer.publishing.language import N_
from barometer.publishing.mart import ORDER, Mart, Row
from barometer.publishing.movement import CAME, CHANGED, LEFT, Move, Movement

FOLDER = "nedlasting"
NOT_FIGURES = ("check_result",)
CHANGES, CORRECTION = "endringer", "rettelse"
"""Stems of the files that compare: with the edition before, and with the edition that is corrected."""
DESCRIBED = {
    CHANGES: N_("Det som er endret siden utgaven før: nye, borte, gammel og ny verdi, og hvorfor plassen er en annen."),
    CORRECTION: N_("Det rettelsen endret: hver verdi slik den sto i utgaven som er erstattet, og slik den er nå."),
}
"""File stem → what a row is."""
COLUMNS = (
    "month", "compared_with", "table_name", "change", "authority_number", "authority", "channel", "native_id",
    "column_name", "old_value", "new_value", "places", "places_by_others", "places_by_inhabitants",
    "places_by_followers", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One cell that is another, or a row that came or went."""

    table: str
    """File stem of the table: `rangering`."""
    change: str
    """`ny`, `borte` or `endret`."""
    key: dict[str, str]
    """The columns that name the row."""
    name: str
    """The authority, where the row is one's; else empty."""
    column: str = ""
    """The column; empty for a row that came or went."""
    old: str = ""
    """What stood there, as published; empty is not observed."""
    new: str = ""
    """What stands there now."""

    @property
    def said(self) -> str:
        """The difference in one line, for the operator."""
        row = " ".join(value for name, value in self.key.items() if name != "month")
        values = f" {self.column} {self.old or 'empty'} -> {self.new or 'empty'}" if self.column else f" {self.change}"
        return f"{self.table} {row}{values}"


def tables() -> dict[str, tuple[str, ...]]:
    """Return file stem → columns that name a row, for every table of figures."""
    stems = {
        stem: ("month", *ORDER[table])
        for table, (stem, _) in (DESCRIPTIONS | OF_ALL_YEARS).items()
        if table in ORDER and table not in NOT_FIGURES
    }
    return {**stems, SERIES[0]: ("month", "authority_number")}


def figures(old: Path, new: Path, prefix: str = "") -> list[Difference]:
    """Return every figure that differs between two editions' folders, tables and rows in fixed order.

    Args:
        old: the edition that stands.
        new: the edition that is to replace it.
        prefix: begins the names of a practice edition's files.

    Raises:
        UsageError: a file of the edition that stands cannot be read.
    """
    found: list[Difference] = []
    published = manifest.read(old)["files"]
    for stem, key in tables().items():
        name = f"{FOLDER}/{prefix}{stem}.csv"
        paths = [folder / name for folder in (old, new)]
        if all(path.exists() for path in paths) and published[name]["sha256"] != manifest.sha256(paths[1]):
            before, after = (_read(path) for path in paths)
            found += _rows(stem, key, before, after)
    return found


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: {error}; move the damaged edition away, then publish its month again") from error


def _rows(stem: str, key: tuple[str, ...], old: list[dict[str, str]], new: list[dict[str, str]]) -> list[Difference]:
    # A file without rows says nothing of its columns, so nothing of theirs is left out for it.
    shared = [name for name in (new or old)[0] if name in (old or new)[0]] if old or new else []
    named = tuple(name for name in key if name in shared)
    before, after = _by_key(old, named, shared), _by_key(new, named, shared)
    return [
        each
        for place in sorted({*before, *after})
        for each in _row(stem, dict(zip(named, place, strict=True)), before.get(place, []), after.get(place, []))
    ]


def _by_key(
    rows: list[dict[str, str]], named: tuple[str, ...], shared: list[str]
) -> dict[tuple[str, ...], list[dict[str, str]]]:
    found: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in named)].append({name: row[name] for name in shared})
    return found


def _row(stem: str, key: dict[str, str], old: list[dict[str, str]], new: list[dict[str, str]]) -> Iterable[Difference]:
    if len(old) == len(new) == 1:
        name = new[0].get("authority", "")
        for column, value in new[0].items():
            if value != old[0][column]:
                yield Difference(
                    table=stem, change=CHANGED, key=key, name=name, column=column, old=old[0][column], new=value
                )
        return
    # Rows that share a name are told apart by all they hold.
    for change, rows, others in ((LEFT, old, new), (CAME, new, old)):
        for row in rows:
            if row not in others:
                yield Difference(table=stem, change=change, key=key, name=row.get("authority", ""))


def as_rows(month: str, replaced: str, found: list[Difference]) -> list[Row]:
    """Return the differences as rows of COLUMNS; a key without columns of its own stands in `native_id`."""
    rows: list[Row] = []
    for each in found:
        rest = {name: value for name, value in each.key.items() if name not in (*COLUMNS, "month")}
        rows.append(
            {
                **dict.fromkeys(COLUMNS),
                "month": each.key.get("month", month), "compared_with": replaced, "table_name": each.table,
                "change": each.change, "authority_number": each.key.get("authority_number"),
                "authority": each.name or None, "channel": each.key.get("channel"),
                "native_id": each.key.get("native_id") or ("; ".join(rest.values()) or None),
                "column_name": each.column or None, "old_value": each.old or None, "new_value": each.new or None,
            }
        )  # fmt: skip
    return rows


def movement_rows(moved: Movement, mart: Mart) -> list[Row]:
    """Return what changed from the edition before as rows of COLUMNS."""
    moves = {move.row["authority_number"]: move for move in moved.moves}
    rows: list[Row] = []
    for table, alterations in (("rangering", moved.authorities), ("kontoer", moved.accounts)):
        for each in alterations:
            move = moves.get(each.row["authority_number"]) if (table, each.column) == ("rangering", "rank") else None
            rows.append(
                {
                    **dict.fromkeys(COLUMNS),
                    "month": str(mart.month), "compared_with": moved.against, "table_name": table,
                    "change": each.change, "authority_number": each.row["authority_number"],
                    "authority": each.row["authority"], "channel": each.row.get("channel"),
                    "native_id": each.row.get("native_id"), "column_name": each.column or None,
                    "old_value": each.old, "new_value": each.new, **_places(move),
                }
            )  # fmt: skip
    return rows


def _places(move: Move | None) -> Row:
    if move is None:
        return {}
    known = {
        "places": move.places, "places_by_others": move.by_others, "places_by_inhabitants": move.by_inhabitants,
        "places_by_followers": move.by_followers,
    }  # fmt: skip
    return {**(known if move.places is not None else {}), "reason": ", ".join(move.reasons)}


def write(rows: list[Row], edition: Edition, stem: str, root: Path) -> list[Download]:
    """Write rows of COLUMNS as CSV and JSON among an edition's files, CHANGES or CORRECTION by name."""
    from pandas import DataFrame

    made = DataFrame(rows, columns=list(COLUMNS), dtype=object)
    text, record = (root / FOLDER / f"{edition.prefix}{stem}{form}" for form in (".csv", ".json"))
    write_csv(made, text)
    changes = {"is_practice": edition.is_practice, "month": str(edition.month), "changes": rows}
    record.write_text(as_json(changes), encoding="utf-8")
    return [
        Download(
            path=f"{FOLDER}/{path.name}", name=path.name, description=DESCRIBED[stem], rows=len(rows),
            size=path.stat().st_size,
        )
        for path in (text, record)
    ]  # fmt: skip
