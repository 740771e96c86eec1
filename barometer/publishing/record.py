"""One authority's figures as JSON, for reuse, and the JSON Schema that says what each field is.

The schema's words are those of the SQL headers that made the columns: what a field means stands in one place.
"""

from __future__ import annotations

import json
from typing import Any

from barometer.publishing.authority import AuthorityPage, grouped
from barometer.publishing.downloads import SERIES_COLUMNS, as_json, harmless
from barometer.publishing.edition import Edition
from barometer.publishing.mart import Row
from warehouse.header import HERE, Model

SCHEMA = "myndighet.schema.json"
"""File name, after the edition's prefix, in `nedlasting/`."""
COMPARED = ("low", "median", "high", "measured")
SOURCES = {
    "ranking": "ranking", "dialogue": "dialogue", "weeks": "week", "grade": "grade_indicator", "accounts": "account",
    "former_accounts": "register", "published": "published_past",
}  # fmt: skip
"""Part of the record → mart table that its columns come from."""
LISTS = frozenset(SOURCES) - {"ranking", "dialogue"}
WORDS = {
    "schema": "address of this schema from the record",
    "is_practice": "true when the authority and its figures are invented",
    "country": "country code",
    "month": "month of the edition, YYYY-MM",
    "page": "address of the authority's page from the edition's root",
    "badge": "address of its badge from the edition's root",
    "ranking": "figures, ranks and their bands; null where not observed",
    "dialogue": "how its page talks with citizens; null without an official page",
    "places": "its place in each ranking, the places that its interval allows, and how many are ranked",
    "typical": "for each measure what is common in the country and in its size class",
    "weeks": "the last 13 whole weeks of its page",
    "grade": "what its grade (M22) is made of",
    "accounts": "every account of the month with role, status and evidence",
    "former_accounts": "accounts that were official and are no longer linked to",
    "series": "its figures of every month so far, through every new name and number",
    "published": "figures that others published of it; never mixed with measurements",
}
"""Part of the record → what it is."""


class Records:
    """Makes the record of each authority of an edition; what they share is read once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._weeks = grouped(edition.mart.rows("week"))
        self._grades = grouped(edition.mart.rows("grade_indicator"))
        self._typical: dict[tuple[str, str], dict[str, Row]] = {}
        for row in edition.mart.rows("typical"):
            found = self._typical.setdefault((row["grouping"], row["name"]), {})
            found[row["measure"]] = {name: row[name] for name in COMPARED}

    def text(self, page: AuthorityPage, address: str, badge: str) -> str:
        """Return one authority's record as JSON.

        Args:
            page: what its page shows.
            address: of its page, from the edition's root.
            badge: of its badge, likewise.
        """
        row, number, edition = page.row, page.row["authority_number"], self._edition
        country = self._typical.get(("scope", "alle"), {})
        own = self._typical.get(("size_class", row["size_class"]), {})
        record: dict[str, Any] = {
            "schema": f"../nedlasting/{edition.prefix}{SCHEMA}",
            "is_practice": edition.is_practice,
            "country": edition.country.code,
            "month": str(edition.month),
            "page": address,
            "badge": badge,
            "ranking": {name: value for name, value in row.items() if name != "page"},
            "dialogue": page.talk,
            "places": [
                {"by": each.kind, "rank": each.rank, "low": each.low, "high": each.high, "of": each.of}
                for each in page.places
            ],
            "typical": {
                measure: {"country": found, "size_class": own.get(measure)} for measure, found in country.items()
            },
            "weeks": self._weeks.get(number, []),
            "grade": self._grades.get(number, []),
            "accounts": page.accounts,
            "former_accounts": page.former,
            "series": [{name: each[name] for name in SERIES_COLUMNS} for each in page.past.months],
            "published": [
                {name: value for name, value in each.items() if name not in ("when", "counter")}
                for each in page.past.published
            ],
        }
        return _lines(record)


def _lines(record: dict[str, Any]) -> str:
    """Return JSON with a line for each part; written on one line a part is encoded ten times as fast."""
    parts = (f'"{name}": {json.dumps(part, ensure_ascii=False, default=str)}' for name, part in record.items())
    return harmless("{\n" + ",\n".join(parts) + "\n}\n")


def schema_text() -> str:
    """Return the JSON Schema of the records."""
    parts: dict[str, Any] = {name: {"description": words} for name, words in WORDS.items()}
    for part, table in SOURCES.items():
        columns = {name: {"description": text} for name, text in _columns(table).items()}
        fields = {"type": "object", "properties": columns}
        parts[part] |= {"type": "array", "items": fields} if part in LISTS else {"properties": columns}
    series = {name: text for name, text in _columns("ranking").items() if name in SERIES_COLUMNS}
    parts["series"] |= {
        "type": "array",
        "items": {"type": "object", "properties": {name: {"description": text} for name, text in series.items()}},
    }
    return as_json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "One authority in an edition of Barometer",
            "type": "object",
            "required": list(WORDS),
            "additionalProperties": False,
            "properties": parts,
        }
    )


def _columns(table: str) -> dict[str, str]:
    path = HERE / "mart" / f"{table}.sql"
    return Model(path, path.read_text(encoding="utf-8")).descriptions[1]
