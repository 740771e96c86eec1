"""What the registers would change: new tables, every difference with its source, and what is refused until named.

Nothing in use is edited here: a proposal is a folder of tables and a readable `diff.txt`.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from barometer.errors import RegistryError
from barometer.registers.reform import Row
from barometer.registry_file import AUTHORITY_COLUMNS, CHANGE_COLUMNS, POPULATION_COLUMNS, table_path
from barometer.weak_proofs import COLUMNS as ACCOUNT_COLUMNS
from barometer.weak_proofs import FILE as ACCOUNTS

COLUMNS: dict[str, tuple[str, ...]] = {
    "authorities.csv": AUTHORITY_COLUMNS, "population.csv": POPULATION_COLUMNS, "changes.csv": CHANGE_COLUMNS,
    ACCOUNTS: ACCOUNT_COLUMNS,
}  # fmt: skip
Kind = Literal["added", "removed", "changed", "unconfirmed"]
Refusable = Literal["authorities", "population", "population-change", "websites", "accounts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference between the tables in use and the registers."""

    table: str
    """File name."""
    kind: Kind
    """`unconfirmed` changes nothing: registers disagree, and a person or the next crawl decides."""
    number: str
    """Authority; empty where it is about none."""
    text: str
    """What was and what would be."""
    source: str
    """Register, and where in it."""
    read_on: date
    """Day it was read."""

    def line(self) -> str:
        """Return the difference on one line."""
        return f"  {self.kind:<12}{self.number:<6}{self.text}  [{self.source}, read {self.read_on}]"


Kept = tuple[dict[str, list[Row]], list[Difference], dict[Refusable, list[str]]]


@dataclass(slots=True)
class Proposal:
    """Tables as they would be, and how they differ."""

    tables: dict[str, list[Row]]
    """File name → rows."""
    read_on: date
    """Day of the proposal."""
    differences: list[Difference] = field(default_factory=list)
    """Every difference."""
    missing: dict[str, str] = field(default_factory=dict)
    """Register that could not be read → why; the others' part stands."""
    refused: dict[Refusable, list[str]] = field(default_factory=dict)
    """What shrinks or jumps, by the name that `--allow-shrinking` takes."""
    incomplete: list[str] = field(default_factory=list)
    """Authorities that begin and lack what only a person can say."""

    def differ(self, table: str, kind: Kind, number: str, text: str, source: str) -> None:
        """Note a difference."""
        self.differences.append(
            Difference(table=table, kind=kind, number=number, text=text, source=source, read_on=self.read_on)
        )

    def refuse(self, name: Refusable, text: str) -> None:
        """Note why the proposal must not be taken over as it is."""
        self.refused.setdefault(name, []).append(text)

    def kept(self) -> Kept:
        """Return the proposal as it stands, to go back to."""
        tables = {name: [dict(row) for row in rows] for name, rows in self.tables.items()}
        return tables, list(self.differences), {name: list(reasons) for name, reasons in self.refused.items()}

    def restore(self, kept: Kept) -> None:
        """Go back to what stood before."""
        self.tables, self.differences, self.refused = kept

    def in_force(self, on: date) -> dict[str, Row]:
        """Return the proposed authorities in force on a day, by number."""
        day = str(on)
        return {
            row["number"]: row
            for row in self.tables["authorities.csv"]
            if row["valid_from"] <= day and (not row["valid_to"] or day < row["valid_to"])
        }

    def lines(self) -> list[str]:
        """Return the readable difference."""
        said = [f"Proposal of {self.read_on}"]
        for register, why in self.missing.items():
            said.append(f"NOT READ: {register}: {why}")
        for table in COLUMNS:
            own = [each for each in self.differences if each.table == table]
            counts = Counter(each.kind for each in own)
            total = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "no difference"
            said += [f"{table}: {total}", *(each.line() for each in own)]
        for text in self.incomplete:
            said.append(f"INCOMPLETE: {text}")
        for name, reasons in self.refused.items():
            said += [f"REFUSED ({name}): {reason}" for reason in reasons]
        return said

    def write(self, folder: Path) -> None:
        """Write tables and difference into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables.items():
            with (folder / name).open("w", encoding="utf-8", newline="") as out:
                table = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
                table.writeheader()
                table.writerows(rows)
        (folder / "diff.txt").write_text("\n".join(self.lines()) + "\n", "utf-8")


def tables_in_use(folder: Path, own: Path) -> dict[str, list[Row]]:
    """Return the rows of every table as text, the operator's own tables first.

    Raises:
        RegistryError: a table has not the columns it must have.
    """
    tables = {}
    for name, columns in COLUMNS.items():
        path = table_path(folder, own, name)
        tables[name] = _rows(path, columns) if path.exists() else []
    return tables


def _rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as text:
        table = csv.DictReader(text)
        if tuple(table.fieldnames or ()) != columns:
            raise RegistryError(f"{path}, line 1: the columns must be {', '.join(columns)}; mend the file")
        return [dict(row) for row in table]
