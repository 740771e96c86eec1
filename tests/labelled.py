"""The labelled pages: what a person read in them, and how a list of found accounts is held against it.

`labelled_accounts.csv` has a row for each address; `test_labelled.py` says by which rules it was written.
`labelled_owners.csv` says whose website a page is: name, and the host it stands on.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator

from tests.shared import REAL

LABELS = Path(__file__).parent / "labelled_accounts.csv"
OWNERS = Path(__file__).parent / "labelled_owners.csv"
SOME_HOST = "www.eksempelvik.kommune.no"
NO_ACCOUNT = ("rss", "blog")
"""Channels that the peers of `bench/links.py` do not look for."""


class Label(NamedTuple):
    """One row: an address on a page, and what a person says of it."""

    file: str
    batch: int
    """1: labelled first, and tuned on. 2: labelled again, blind, on pages known to another table. 3: known to none."""
    channel: str
    id: str
    """Canonical id; of a `rejected` row, and of an `either` feed, the telling part of the address."""
    verdict: str
    """`account`, `either`, `rejected`; `none` for a page that names no platform."""
    own: str
    """`yes`, `no`, `unsure`; empty where it is no account."""
    where: str
    comment: str


class Claim(NamedTuple):
    """One account that a parser says stands on a page."""

    channel: str
    native_id: str
    url: str


@cache
def labels() -> dict[str, tuple[Label, ...]]:
    """Return the rows of every labelled page, by file."""
    found: defaultdict[str, list[Label]] = defaultdict(list)
    for row in csv.DictReader(LABELS.open(encoding="utf-8")):
        batch = int(row.pop("batch"))
        found[row["file"]].append(Label(batch=batch, **row))
    return {file: tuple(rows) for file, rows in found.items()}


@cache
def owners() -> dict[str, tuple[str, str]]:
    """Return name and host of the organisation whose website a page is, by file."""
    return {row["file"]: (row["name"], row["host"]) for row in csv.DictReader(OWNERS.open(encoding="utf-8"))}


@cache
def body_of(file: str) -> bytes:
    """Return a page's bytes; `archive#address` is a page inside a web archive."""
    archive, _, address = file.partition("#")
    if not address:
        return (REAL / file).read_bytes()
    with (REAL / archive).open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response" and record.rec_headers.get_header("WARC-Target-URI") == address:
                return bytes(record.content_stream().read())
    raise LookupError(f"{archive} has no response of {address}")


@dataclass(slots=True)
class Score:
    """Right, missed and wrong accounts, by channel; what is `either` counts nowhere."""

    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, file: str, claims: Iterable[Claim], *, without: tuple[str, ...] = ()) -> None:
        """Hold what was found on one page against its labels; channels in `without` count nowhere."""
        rows = [row for row in labels()[file] if row.channel not in without]
        expected = {(row.channel, row.id) for row in rows if row.verdict == "account"}
        either = [row for row in rows if row.verdict == "either"]
        refused = [row for row in rows if row.verdict == "rejected"]
        found: set[tuple[str, str]] = set()
        for claim in claims:
            key = (claim.channel, claim.native_id)
            if claim.channel in without or key in found:
                continue
            found.add(key)
            is_refused = any(row.channel == claim.channel and row.id in claim.url.lower() for row in refused)
            if is_refused or not (key in expected or any(_is_either(row, claim) for row in either)):
                self.wrong.append((file, claim.channel, f"{claim.native_id} {claim.url}"))
        self.right.update(channel for channel, _ in found & expected)
        self.missed += [(file, *key) for key in sorted(expected - found)]

    def precision(self, channel: str | None = None) -> float:
        """Share of what was found that is right, 0 to 1; of one channel or of all. 1 where nothing was found."""
        right, wrong, _ = self.counts(channel)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, channel: str | None = None) -> float:
        """Share of what stands there that was found, 0 to 1; of one channel or of all. 1 where nothing stands."""
        right, _, missed = self.counts(channel)
        return right / (right + missed) if right + missed else 1.0

    def counts(self, channel: str | None = None) -> tuple[int, int, int]:
        """Return how many are right, wrong and missed; of one channel or of all."""
        wrong, missed = (
            [each for each in rows if channel in (None, each[1])] for rows in (self.wrong, self.missed)
        )  # fmt: skip
        return self.right[channel] if channel else self.right.total(), len(wrong), len(missed)

    def report(self) -> str:
        """Return precision and recall by channel, and every miss, as lines to print."""
        channels = sorted({*self.right, *(each[1] for each in (*self.wrong, *self.missed))})
        lines = [
            f"{channel or 'all':10} precision {self.precision(channel):7.2%} recall {self.recall(channel):7.2%}"
            " ({} right, {} wrong, {} missed)".format(*self.counts(channel))
            for channel in (*channels, None)
        ]
        lines += [f"missed  {' '.join(each)}" for each in self.missed]
        lines += [f"wrong   {' '.join(each)}" for each in self.wrong]
        return "\n".join(lines)


def _is_either(row: Label, claim: Claim) -> bool:
    """Tell whether an `either` row covers a claim: feeds by a part of the address, accounts by their id."""
    if row.channel == "rss" == claim.channel:
        return row.id.removesuffix("*") in claim.native_id.lower()
    return (row.channel, row.id) == (claim.channel, claim.native_id)
