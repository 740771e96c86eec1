"""What an SQL file says of itself: the comment header that becomes the descriptions in the database.

    -- One row per month and authority with an official page.
    -- metric: M3 | dekningsgrad / coverage | % | higher is better | 1
    -- month: month of the edition, YYYY-MM
    -- percent: followers per 100 inhabitants, %

The first lines say what one row is, then each column stands with its meaning and unit; an indented line goes on
with the one above. A metric names itself: id, name, unit, higher or lower is better, method version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal

from barometer.errors import WarehouseError

HERE = Path(__file__).parent
LAYERS = ("raw", "core", "metrics", "mart")
MAIN = "main"
VIEWS = "views"
"""Folder of the plain names for analysts: views in the database's own schema, MAIN, after every layer."""
_COLUMN = re.compile(r"--\s+([a-z][a-z0-9_]*): +(\S.*)")
_METRIC = re.compile(r"--\s+metric: +(M\d+) \| ([^|]+) \| ([^|]+) \| ((?:higher|lower|neither)[^|]*) \| (\d+)")
_NO_CODE = re.compile(r"--[^\n]*|'(?:[^']|'')*'")
_TABLE = re.compile(rf"\b({'|'.join((*LAYERS, MAIN))})\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Model:
    """One SQL file: one SELECT, which is one table of the file's name in its folder's schema, or a view for all."""

    path: Path
    """The file."""
    text: str
    """What it holds."""

    @property
    def name(self) -> str:
        """The table with its schema: `core.authority_month`; of a view `main.ranking`, which `ranking` finds."""
        folder = self.path.parent.name
        return f"{MAIN if folder == VIEWS else folder}.{self.path.stem}"

    @property
    def kind(self) -> Literal["table", "view"]:
        """What it becomes: a view is computed when it is asked, and holds nothing twice."""
        return "view" if self.path.parent.name == VIEWS else "table"

    @property
    def layer(self) -> int:
        """Place of its schema in LAYERS; views come after all of them."""
        return (*LAYERS, VIEWS).index(self.path.parent.name)

    @cached_property
    def references(self) -> frozenset[str]:
        """Tables of any layer that the SELECT names."""
        code = _NO_CODE.sub(" ", self.text)
        return frozenset(".".join(match) for match in _TABLE.findall(code)) - {self.name}

    @cached_property
    def descriptions(self) -> tuple[str, dict[str, str]]:
        """What one row is, and what each column holds.

        Raises:
            WarehouseError: the header is missing or broken.
        """
        row: list[str] = []
        columns: dict[str, str] = {}
        last = None
        for line in self._header():
            if line.startswith("-- metric:"):
                row.append(self._metric(line))
            elif match := _COLUMN.fullmatch(line):
                last = match[1]
                if last in columns:
                    raise WarehouseError(f"{self.path}: column {last} is described twice; keep one line")
                columns[last] = match[2]
            elif last is not None:
                columns[last] += " " + line.lstrip("- ").strip()
            else:
                row.append(line.lstrip("- ").strip())
        if not row or not columns:
            raise WarehouseError(f"{self.path}: no header; begin with a line on what one row is, then each column")
        if self.layer == LAYERS.index("metrics") and not _METRIC.search(self.text):
            raise WarehouseError(f"{self.path}: no line '-- metric: id | name | unit | better | version'; write it")
        return " ".join(row), columns

    def _header(self) -> list[str]:
        lines = []
        for line in self.text.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line.rstrip())
        return lines

    def _metric(self, line: str) -> str:
        match = _METRIC.fullmatch(line)
        if match is None:
            raise WarehouseError(f"{self.path}: '{line}' is not '-- metric: id | name | unit | better | version'")
        return f"{match[1]} {match[2]}, {match[3]}, {match[4]}, method {match[5]}."


def models(root: Path = HERE, known: frozenset[str] = frozenset()) -> list[Model]:
    """Return every model below a folder, each after those it reads.

    Args:
        root: Folder with one folder per layer.
        known: Tables that stand already: the raw ones.

    Raises:
        WarehouseError: a header is broken; a file reads a later layer, a table that no file makes, or itself.
    """
    files = [path for layer in (*LAYERS[1:], VIEWS) for path in sorted((root / layer).glob("*.sql"))]
    found = {model.name: model for model in (Model(path, path.read_text()) for path in files)}
    order: TopologicalSorter[str] = TopologicalSorter()
    for model in found.values():
        _ = model.descriptions  # a broken header is told before anything is built
        for reference in sorted(model.references):
            if (*LAYERS, MAIN).index(reference.split(".")[0]) > model.layer:
                raise WarehouseError(f"{model.path}: reads {reference}, a later layer; move one of them")
            if reference not in found and reference not in known:
                raise WarehouseError(f"{model.path}: reads {reference}, which no file makes; mend the name")
        order.add(model.name, *sorted(model.references & found.keys()))
    try:
        return [found[name] for name in order.static_order()]
    except CycleError as error:
        raise WarehouseError(f"{found[error.args[1][0]].path}: reads itself through {error.args[1]}") from error
