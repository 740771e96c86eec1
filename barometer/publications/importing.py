"""Taking a published table over: read strictly, then kept as it is among the operator's own tables of the country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from barometer.errors import UsageError
from barometer.publications.figure import PublishedFigure
from barometer.publications.reading import FOLDER, NATIONAL, read_table
from barometer.registry import COUNTRIES, REGISTRY, Country
from barometer.storage import DataFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One table that was taken over."""

    publication: str
    """Its name."""
    path: Path
    """Where it is kept."""
    figures: tuple[PublishedFigure, ...]
    """Its rows."""
    fate: str
    """added, replaced or unchanged."""

    def line(self) -> str:
        """Return it in a line for a person."""
        days = sorted({each.on_from for each in self.figures})
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(e.counter_kind for e in self.figures).items())
        authorities = len({each.authority_number for each in self.figures})
        when = str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]} ({len(days)} days)"
        rounded = sum(each.low != each.high for each in self.figures)
        return (
            f"{self.publication}: {self.fate}; {kinds} of {authorities} authorities, {when}, {rounded} rounded;"
            " 'barometer build' takes it into the warehouse"
        )


def import_tables(paths: list[Path], country: Country, folder: DataFolder, today: date) -> list[Imported]:
    """Read every table, then keep them all; the caller holds the folder's lock.

    Raises:
        UsageError: a row of any of them is refused, a day is still to come, or a name is taken; nothing was kept.
    """
    read = []
    taken: dict[str, Path] = {}
    for path in paths:
        name = path.stem
        if name == NATIONAL or (COUNTRIES / country.code / FOLDER / f"{name}.csv").exists():
            raise UsageError(f"{path}: a table named '{name}' comes with the program; rename the file")
        if name in taken:
            raise UsageError(f"{path} and {taken[name]} would be one table '{name}'; rename one of them")
        taken[name] = path
        figures = read_table(path, country)
        if late := next((each for each in figures if each.on_from > today), None):
            raise UsageError(f"{path}, row {late.row}: {late.on_from} is still to come; mend it, nothing was taken")
        read.append((name, path, tuple(figures)))
    return [_keep(name, path, figures, folder.root / REGISTRY / FOLDER) for name, path, figures in read]


def _keep(name: str, source: Path, figures: tuple[PublishedFigure, ...], folder: Path) -> Imported:
    path = folder / f"{name}.csv"
    content = source.read_bytes()
    fate = "added" if not path.exists() else "unchanged" if path.read_bytes() == content else "replaced"
    if fate != "unchanged":
        folder.mkdir(parents=True, exist_ok=True)
        # Written aside, then renamed: a killed import leaves the old table or the new one.
        aside = path.with_name(f".{path.name}.new")
        aside.write_bytes(content)
        aside.replace(path)
    return Imported(publication=name, path=path, figures=figures, fate=fate)
