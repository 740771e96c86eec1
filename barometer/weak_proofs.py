"""What others say of an authority's accounts: Wikidata, as `barometer registry update` wrote it down.

Weak proof only: an account that nobody but Wikidata names is a candidate for a person, or for a visit, to look at.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from barometer.errors import RegistryError
from barometer.readings import Channel
from barometer.registry import COUNTRIES, REGISTRY, Country
from barometer.storage import DataFolder

FILE = "wikidata_accounts.csv"
COLUMNS = ("number", "channel", "native_id", "qid", "read_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakProof:
    """One account that somebody else names as an authority's."""

    authority_number: str
    """Whose it is said to be."""
    channel: Channel
    """Platform."""
    native_id: str
    """Account, canonical form."""
    phrase: str
    """Who says so, and when it was read, as it stands among the evidence."""


def weak_proofs_of(country: Country, folder: DataFolder) -> tuple[WeakProof, ...]:
    """Return a country's weak proofs: the operator's own file, else the one that came with the program."""
    return read_weak_proofs((folder.root / REGISTRY, COUNTRIES / country.code))


def read_weak_proofs(folders: tuple[Path, ...]) -> tuple[WeakProof, ...]:
    """Return the weak proofs in the first of some folders that has them; none when no folder has.

    Raises:
        RegistryError: a row cannot be meant; the message names file, line and remedy.
    """
    path = next((folder / FILE for folder in folders if (folder / FILE).exists()), None)
    if path is None:
        return ()
    remedy = "mend the line, or write the file again with 'barometer registry update'"
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise RegistryError(f"{path}: the columns {', '.join(missing)} are missing: {remedy}")
            return tuple(_proof(row, f"{path}, line {rows.line_num}", remedy) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegistryError(f"{path}: cannot be read as CSV in UTF-8 ({error}): {remedy}") from error


def _proof(row: dict[str, str | None], where: str, remedy: str) -> WeakProof:
    given = {column: (row.get(column) or "").strip() for column in COLUMNS}
    empty = [column for column, value in given.items() if not value]
    if empty:
        raise RegistryError(f"{where}: {', '.join(empty)} is empty: {remedy}")
    if given["channel"] not in get_args(Channel):
        raise RegistryError(f"{where}: channel '{given['channel']}' is not one of {', '.join(get_args(Channel))}")
    try:
        read_on = date.fromisoformat(given["read_on"])
    except ValueError:
        raise RegistryError(f"{where}: read_on '{given['read_on']}' is no date (YYYY-MM-DD): {remedy}") from None
    return WeakProof(
        authority_number=given["number"], channel=cast(Channel, given["channel"]), native_id=given["native_id"],
        phrase=f"weak: Wikidata names it ({given['qid']}, read {read_on})",
    )  # fmt: skip
