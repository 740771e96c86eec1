"""What an import did, file by file: for a person as lines, for a program as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class FileResult:
    """What became of one file."""

    path: Path
    """The file, as it was given."""
    format: str | None = None
    """Its format, told from its content; None when that could not be told."""
    pages: int = 0
    """Pages read from it."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """How reading them ended: outcome → pages."""
    readings: int = 0
    """Links, counters, posts and so on that they gave."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Documents in it that are no page to read: reason → how many."""
    visits: Counter[str] = field(default_factory=Counter)
    """What happened to the visits its pages belong to: `added`, `unchanged`, `replaced`, `refused`."""
    targets: list[str] = field(default_factory=list)
    """Those visits' targets: an account, an authority's number, or the hash of a page nobody is known for."""
    error: str | None = None
    """Why it, or the rest of it, did not go in, and what to do about it."""

    def line(self) -> str:
        """Return the result in one line."""
        parts = [f"{self.pages} page{'s' if self.pages != 1 else ''}"] if self.pages or not self.error else []
        for title, counts in (("", self.outcomes), ("visits ", self.visits), ("left out ", self.left_out)):
            if counts:
                parts.append(title + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
        if self.error:
            parts.append(f"error: {self.error}")
        return f"{self.path}: {'; '.join(parts)}"


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of every file of one import."""

    files: list[FileResult] = field(default_factory=list)
    """One result per file, in the order given."""
    added: int = 0
    """Visits that were new."""
    replaced: int = 0
    """Visits that took the place of older ones."""
    unchanged: int = 0
    """Visits that were there already, with the same pages."""

    @property
    def failed(self) -> bool:
        """True when any file, or part of one, did not go in."""
        return any(each.error for each in self.files)

    def lines(self) -> Iterator[str]:
        """Yield one line per file and one for all."""
        yield from (each.line() for each in self.files)
        yield f"visits: {self.added} added, {self.replaced} replaced, {self.unchanged} already there"

    def json_lines(self) -> Iterator[str]:
        """Yield one JSON object per file."""
        for each in self.files:
            yield json.dumps(
                {
                    "type": "file", "path": str(each.path), "format": each.format, "pages": each.pages,
                    "readings": each.readings, "outcomes": each.outcomes, "left_out": each.left_out,
                    "visits": each.visits, "targets": each.targets, "error": each.error,
                },
                ensure_ascii=False,
            )  # fmt: skip
