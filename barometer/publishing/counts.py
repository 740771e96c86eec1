"""How many each figure of an edition rests on, and the national figures in the order a reader meets them.

Rows of the mart are counted and ordered here, never measured: a figure without its base is half a figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barometer.publishing.mart import Row

QUALITY_ORDER = ("measured", "known", "fresh", "exact", "classified", "median_age")
SCOPE_ORDER = ("alle", "kommune", "fylkeskommune")


def known_in(everyone: list[Row], column: str, value: str) -> int:
    """Return how many known official pages a county or a size class has.

    Args:
        everyone: the rows of the ranking.
        column: `county`, which holds the municipalities of a county, or `size_class`.
        value: the county or the class.
    """
    members = (row for row in everyone if row[column] == value and (column != "county" or row["kind"] == "kommune"))
    return sum(row["account_status"] == "official" for row in members)


def rankable(everyone: list[Row], figure: str) -> int:
    """Return how many authorities a list is drawn from: those that have its figure."""
    measured = [row for row in everyone if row["growth_state"] == "målt" or not figure.startswith("growth_")]
    return sum(row[figure] is not None for row in measured)


def by_scope(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Return rows by their scope: everybody first, then the kinds of authority."""
    return [(scope, found) for scope in SCOPE_ORDER if (found := [row for row in rows if row["scope"] == scope])]


def by_metric(rows: list[Row]) -> list[tuple[str, str, list[Row]]]:
    """Return each national metric's name, its number in the method (`M3`), and its rows, by that number."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["metric_id"], []).append(row)

    def place(metric: str) -> tuple[int, str]:
        digits = re.match(r"M(\d+)", metric)
        return (int(digits[1]) if digits else 10**6, metric)

    found = []
    for metric in sorted(groups, key=place):
        scopes = [row for _, part in by_scope(groups[metric]) for row in part]
        found.append((str(scopes[0]["name"]), metric.split()[0], scopes))
    return found


def quality(rows: list[Row]) -> list[Row]:
    """Return the measures of quality in reading order; the hit rates have a table of their own, with the outcomes."""
    order = {measure: place for place, measure in enumerate(QUALITY_ORDER)}
    own = [row for row in rows if not row["measure"].startswith("route ")]
    return sorted(own, key=lambda row: (order.get(row["measure"], len(order)), row["measure"]))


def coding(rows: list[Row]) -> Row | None:
    """Return what the measures of quality say of coded pages; None when none is coded this month."""
    values = {row["measure"]: row["value"] for row in rows}
    if not values.get("coded"):
        return None
    names = {"pages": "coded", "pages_twice": "coded twice", "agreed": "coded alike", "settled": "coded settled",
             "kappa": "kappa", "kappa_low": "kappa low", "kappa_high": "kappa high"}  # fmt: skip
    return {name: values[measure] for name, measure in names.items()}


def named(failing_rows: str, by_number: dict[str, Row]) -> str:
    """Return failing rows with the names of the authorities among them: 6408 Teistgard, 6410 Stilleheim."""
    parts = failing_rows.split(", ")
    return ", ".join(f"{part} {by_number[part]['authority']}" if part in by_number else part for part in parts)


def size_slug(size_class: str) -> str:
    """Return a file name stem for a size class: under-2000, 2000-4999, fra-50000, fylkeskommune."""
    bounds = "-".join(re.sub(r"\D", "", part) for part in size_class.split("–"))
    if not bounds.strip("-"):
        return re.sub(r"[^a-z]+", "-", size_class.casefold()).strip("-")
    return {"<": "under-", "≥": "fra-"}.get(size_class.strip()[0], "") + bounds
