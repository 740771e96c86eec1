"""The mart tables of one edition, as frames in fixed order and as plain rows.

An edition sees its own month and the months before it, never later ones: publishing an old month again gives what it
gave. Fixed order is what makes the same warehouse give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.charts.theme import size_order
from barometer.errors import WarehouseError
from barometer.months import Month

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]

ORDER: dict[str, tuple[str, ...]] = {
    "edition": (),
    "ranking": ("authority_number",),
    "national": ("metric_id", "scope"),
    "follower_series": (),
    "lineage": ("authority_number",),
    "use_class_split": ("scope", "use_class"),
    "use_sensitivity": ("scope", "window_days", "least_acts", "use_class"),
    "dialogue": ("authority_number",),
    "composition": ("grouping", "name", "part"),
    "week": ("authority_number", "week_from"),
    "typical": ("grouping", "name", "measure"),
    "measure_rank": ("measure", "rank", "authority_number"),
    "grade_indicator": ("authority_number", "indicator"),
    "activity_day": ("day",),
    "activity_day_of_page": ("authority_number", "day"),
    "top_list": ("list", "position", "authority_number"),
    "quarantine": ("authority_number", "channel", "native_id", "counter_kind", "reason"),
    "account": ("authority_number", "channel", "role", "native_id"),
    "register": ("authority_number", "channel", "native_id"),
    "channel": ("channel",),
    "size_class": ("size_class",),
    "visibility_effect": (),
    "county": ("county",),
    "data_quality": ("measure",),
    "route": ("route",),
    "published_ranking": ("publication", "on_from", "counter_kind", "rank", "rank_by_persons", "authority_number"),
    "published_list": ("publication", "on_from", "list", "counter_kind", "position"),
    "published_past": ("authority_number", "on_from", "publication", "counter_kind"),
    "published_national": ("on_from", "measure", "scope", "channel", "part", "value"),
    "history": ("day", "figure", "scope", "counter_kind", "origin"),
    "check_result": ("suite", "table_name", "check_name", "column_name"),
}
"""Table → columns that fix the order of its rows within a month."""
OF_MONTH = frozenset({"activity_day_of_page", "grade_indicator", "measure_rank", "published_past", "typical", "week"})
"""Tables that are read for the edition's month alone: no page shows their past, and they are long."""


@dataclass(frozen=True, slots=True)
class Mart:
    """Every mart table up to one month."""

    month: Month
    """The edition's month."""
    history: dict[str, DataFrame]
    """Table name without schema → rows of this month and all months before it; of OF_MONTH this month's alone."""
    types: dict[str, dict[str, str]]
    """Table → column → type in the warehouse, so that downloads keep it."""

    def frame(self, table: str) -> DataFrame:
        """Return one table's rows of this month."""
        frame = self.history[table]
        return frame[frame["month"] == str(self.month)].reset_index(drop=True)

    def rows(self, table: str) -> list[Row]:
        """Return one table's rows of this month, with None for what was not observed."""
        return as_rows(self.frame(table))

    def rows_until_now(self, table: str) -> list[Row]:
        """Return one table's rows of this month and those before, oldest first."""
        return as_rows(self.history[table])


def as_rows(frame: DataFrame) -> list[Row]:
    """Return a frame as dictionaries with None where a value is missing, in the frame's order."""
    columns = []
    for place in range(frame.shape[1]):
        # Column by column: for a wide table a third of the time that the whole frame takes.
        column = frame.iloc[:, place]
        values = column.astype(object).to_numpy(copy=True)
        values[column.isna().to_numpy()] = None
        columns.append(values.tolist())
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def read_mart(path: Path, month: Month) -> Mart:
    """Read every mart table of the warehouse up to a month.

    Raises:
        WarehouseError: there is no warehouse, or it does not hold the month.
    """
    from warehouse.export import column_types
    from warehouse.read import frame, open_warehouse

    history: dict[str, DataFrame] = {}
    types: dict[str, dict[str, str]] = {}
    with open_warehouse(path) as connection:
        for table, order in ORDER.items():
            types[table] = column_types(connection, f"mart.{table}")
            only = month if table in OF_MONTH else None
            history[table] = _typed(
                _ordered(frame(connection, f"mart.{table}", month=only), order, month), types[table]
            )
    if not (history["edition"]["month"] == str(month)).any():
        raise WarehouseError(f"{path} holds nothing of {month}: run 'barometer build' after crawling that month")
    return Mart(month=month, history=history, types=types)


def _ordered(frame: DataFrame, order: tuple[str, ...], month: Month) -> DataFrame:
    known = frame[frame["month"] <= str(month)]
    columns = ["month", *(column for column in order if column in known.columns)]

    def key(column: Any) -> Any:
        return column.map(size_order) if column.name == "size_class" else column

    return known.sort_values(columns, key=key, kind="stable").reset_index(drop=True)


def _typed(frame: DataFrame, types: dict[str, str]) -> DataFrame:
    # A whole-number column with gaps arrives as floats; 990.0 followers would be a lie about what was counted.
    whole = {
        column: "Int64" for column, type_ in types.items() if type_.endswith(("INT", "INTEGER")) and column in frame
    }
    truth = {column: "boolean" for column, type_ in types.items() if type_ == "BOOLEAN" and column in frame}
    return frame.astype({**whole, **truth})


def fingerprint(path: Path, month: Month) -> str:
    """Return the hash of everything the month's figures rest on: readings, registry, SQL and method (raw.month)."""
    from warehouse.read import frame, open_warehouse

    with open_warehouse(path) as connection:
        return str(frame(connection, "raw.month", month)["fingerprint"].iloc[0])
