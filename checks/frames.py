"""Frames for the checks: the month's tables, the month before, and what the country's register says should be there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import pandas as pd

from barometer.errors import WarehouseError
from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder

TABLES: Final = (
    "raw.visit", "raw.page_record", "raw.profile", "raw.counter", "raw.feed", "raw.post", "raw.comment", "raw.account",
    "mart.edition", "mart.ranking", "mart.national", "mart.use_class_split", "mart.top_list", "mart.account",
    "mart.channel", "mart.size_class", "mart.county", "mart.data_quality", "mart.route",
    "mart.dialogue", "mart.composition", "mart.use_sensitivity", "mart.follower_series",
    "core.quarantine", "mart.quarantine",
)  # fmt: skip
OF_ALL_YEARS: Final = (
    "raw.published_figure", "raw.published_national", "core.published_figure", "mart.published_ranking",
    "mart.published_national", "mart.history",
)  # fmt: skip
"""Tables that are no month's, and looked at whole."""
PREVIOUS: Final = (
    "raw.counter", "raw.feed", "raw.post", "raw.comment", "raw.visit", "raw.page_record", "mart.ranking", "mart.route",
)  # fmt: skip
"""Tables of which the month before is compared too."""


def frames_of(folder: DataFolder, country: Country, month: Month) -> dict[str, pd.DataFrame]:
    """Return every frame the checks look at, keyed by table.

    Raises:
        WarehouseError: nothing is built, or the warehouse lacks the month.
    """
    # Imported here: the other functions are used without a database.
    from warehouse.read import frame, open_warehouse

    frames: dict[str, pd.DataFrame] = dict(register_frames(country, month))
    with open_warehouse(folder.warehouse) as connection:
        for table in TABLES:
            frames[table] = frame(connection, table, month=month)
        for table in OF_ALL_YEARS:
            frames[table] = frame(connection, table, month=None)
        if frames["mart.edition"].empty:
            raise WarehouseError(f"the warehouse holds nothing of {month}: run 'barometer build' first")
        earlier = [each for each in frame(connection, "mart.edition", month=None)["month"] if each < str(month)]
        if earlier:
            before = Month.parse(max(earlier))
            for table in PREVIOUS:
                frames[f"previous {table}"] = frame(connection, table, month=before)
    return frames


def register_frames(country: Country, month: Month) -> Mapping[str, pd.DataFrame]:
    """Return what should be there: authorities in force, population figures, vendors, and the month's period."""
    rows = []
    for each in country.in_force(month.last):
        rows.append(
            {
                "authority_number": each.number,
                "kind": each.kind,
                "county_number": each.county_number,
                "website": each.website,
            }
        )
    figures = [
        {"authority_number": each.number, "on": pd.Timestamp(each.on), "inhabitants": each.inhabitants}
        # Of two figures of one day the one published last counts, so it stands last.
        for each in sorted(country.population, key=lambda each: each.published_on)
        if each.published_on <= month.last
    ]
    vendors = [dict(zip(("channel", "native_id"), each.split(":", 1), strict=True)) for each in country.vendors]
    # Instants of the warehouse are UTC without an offset, so these are too.
    begin, end = month.crawl_days
    period = {"starts_at": pd.Timestamp(begin), "ends_at": pd.Timestamp(end) + timedelta(days=1)}
    terms = [
        {"authority_number": each.number, "valid_from": pd.Timestamp(each.valid_from),
         "valid_to": pd.Timestamp(each.valid_to) if each.valid_to else pd.NaT}
        for each in country.authorities
    ]  # fmt: skip
    return {
        "registry.authority": pd.DataFrame(rows),
        "registry.term": pd.DataFrame(terms),
        "registry.population": pd.DataFrame(figures, columns=["authority_number", "on", "inhabitants"]),
        "registry.vendor": pd.DataFrame(vendors, columns=["channel", "native_id"]),
        "registry.country": pd.DataFrame([{"code": country.code, "is_practice": country.is_practice}]),
        "registry.period": pd.DataFrame([period]),
    }
