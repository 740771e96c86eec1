"""What a person should look at, most useful first, each with its evidence, the address to open and the line to paste.

The list is worked out in the warehouse (`warehouse/asked/review.sql`); here it loses what has been decided since, and
gains the lines of `accounts.csv` that would settle each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from barometer.decisions import Decision, read_decisions
from barometer.months import Month
from barometer.register.decide import Line, as_channel
from barometer.storage import DataFolder

MEANS = {
    "unsettled": "nothing official on this platform, and somebody has to say whether this is it",
    "closed": "was official, and the platform has no such account any more",
    "changed": "another account has taken its place",
    "renamed": "the account calls itself by another name than the month before",
    "gone": "was official, and the website no longer links to it",
    "site dead": "the website did not answer as a website: is this still its address?",
    "site moved": "the website answers on another domain: correct it in the country's authorities.csv",
    "hearsay": "only Wikidata names it",
    "candidate": "linked, and nothing tells what it stands for",
}
"""Kind in that list → why it is worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at."""

    kind: str
    """A key of MEANS."""
    authority_number: str
    """Official number."""
    authority: str
    """Name."""
    population: int | None
    """Inhabitants; None when not known."""
    channel: str
    """Platform; empty for a website."""
    native_id: str
    """Account; empty for a website."""
    role: str
    """What it is held to stand for; empty for a website."""
    url: str
    """What to open."""
    evidence: str
    """Proofs for and against, joined by semicolons."""
    line_if_right: str
    """Line of `accounts.csv` if the account is theirs; empty for a website."""
    line_if_wrong: str
    """Line of `accounts.csv` if it is not; empty for a website."""

    @property
    def means(self) -> str:
        """Why it is worth a look."""
        return MEANS[self.kind]


def review(folder: DataFolder, month: Month, channel: str | None, on: date) -> tuple[str, list[Item]]:
    """Return the month that was looked at (the newest up to the one asked for) and its list.

    Args:
        folder: the country's data folder.
        month: latest month to take.
        channel: this platform only; websites are left out then.
        on: day that the pasted lines carry.

    Raises:
        WarehouseError: there is no warehouse, or nothing in it up to that month.
        UsageError: there is no such channel, or `accounts.csv` holds a line that cannot be meant.
    """
    from warehouse.read import open_warehouse
    from warehouse.register import month_known, rows_to_look_at

    wanted = as_channel(channel) if channel else None
    with open_warehouse(folder.warehouse) as connection:
        known = month_known(connection, str(month))
        found = rows_to_look_at(connection, known)
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    decided = {_key(each) for each in read_decisions(folder.accounts)}
    absent = {key[:2] for key in decided if not key[2]}
    items = [_item({str(name): value for name, value in row.items()}, on) for row in rows]
    return known, [
        each
        for each in items
        if (each.authority_number, each.channel, each.native_id) not in decided
        and (each.authority_number, each.channel) not in absent
        and (wanted is None or each.channel == wanted)
    ]


def _key(decision: Decision) -> tuple[str, str, str]:
    return decision.authority_number, decision.channel, decision.native_id


def _item(row: dict[str, Any], on: date) -> Item:
    lines = {"attested": "", "wrong": ""}
    for decision in lines if row["native_id"] else ():
        role = (row["role"] if row["role"] != "uoffisiell" else "helhetlig") if decision == "attested" else ""
        lines[decision] = Line(
            authority_number=row["authority_number"], channel=row["channel"], native_id=row["native_id"],
            decision=decision, role=role, decided_on=str(on), decided_by="NN", note="why",
        ).text()  # fmt: skip
    return Item(
        kind=row["kind"], authority_number=row["authority_number"], authority=row["authority"],
        population=None if row["population"] is None else int(row["population"]), channel=row["channel"] or "",
        native_id=row["native_id"] or "", role=row["role"] or "", url=row["url"] or "", evidence=row["evidence"] or "",
        line_if_right=lines["attested"], line_if_wrong=lines["wrong"],
    )  # fmt: skip


def as_lines(month: str, items: list[Item], path: str) -> list[str]:
    """Return the list for a person; `path` is the file that decisions go into."""
    if not items:
        return [f"{month}: nothing to look at"]
    said = [f"{month}: {len(items)} to look at; decisions go into {path}, or through 'barometer registry decide'"]
    kind = ""
    for each in items:
        if each.kind != kind:
            kind = each.kind
            count = sum(1 for other in items if other.kind == kind)
            said += ["", f"{kind} ({count}): {each.means}"]
        what = f" {each.channel} '{each.native_id}', {each.role}" if each.native_id else ""
        said += [f"  {each.authority_number} {each.authority}{':' if what else ''}{what}", f"    {each.url}"]
        said += [f"    - {phrase}" for phrase in each.evidence.split("; ") if phrase]
        said += [f"    > {each.line_if_right}"] if each.line_if_right else []
        said += [f"    > {each.line_if_wrong}"] if each.line_if_wrong else []
    return said


def as_csv(items: list[Item]) -> str:
    """Return the list for a spreadsheet; no cell can be taken for a formula."""
    import csv
    import io
    from dataclasses import asdict

    from barometer.publishing.downloads import cell

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["kind", "means", *(name for name in Item.__dataclass_fields__ if name != "kind")])
    for each in items:
        row = asdict(each)
        writer.writerow([cell(row.pop("kind")), cell(each.means), *(cell(value) for value in row.values())])
    return out.getvalue()
