"""What others published since 2010, as the history page shows it: tables by source, national figures by subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from barometer.publishing import numbers
from barometer.publishing.language import N_, current, gettext
from barometer.publishing.mart import Mart, Row
from barometer.publishing.words import CHANNELS

MEASURES = {
    "sider": N_("Offisielle sider"), "likes": N_("Likes i alt"), "followers": N_("Følgere i alt"),
    "bruksklasse": N_("Hvordan sidene ble brukt"), "kanal": N_("Kanaler i bruk"),
    "kanal blant brukere": N_("Kanaler hos dem som bruker sosiale medier"),
    "to sider eller flere": N_("To sider eller flere"), "fire sider eller flere": N_("Fire sider eller flere"),
    "sider med innlegg": N_("Sider med innlegg"), "innlegg": N_("Innlegg"),
}  # fmt: skip
"""Measure → heading; an unknown one is shown as it stands."""
COUNTERS = {"likes": N_("likes"), "followers": N_("følgere")}
SCOPES = {"alle": N_("kommuner og fylkeskommuner"), "kommune": N_("kommuner"), "fylkeskommune": N_("fylkeskommuner")}
PARTS = {"dialog": N_("dialog"), "enveis": N_("enveis"), "inaktiv": N_("inaktiv")}


@dataclass(frozen=True, slots=True)
class Publication:
    """One published table of one day and counter."""

    when: str
    """Day or period, in words."""
    counter: str
    """likes or følgere."""
    rows: list[Row]
    """Its authorities, largest count first."""

    @property
    def counts(self) -> Row:
        """How many it lists, ranks and could have listed, from any of its rows."""
        return self.rows[0]

    @property
    def notes(self) -> list[str]:
        """What a reader has to know, each once."""
        return list(dict.fromkeys(str(row["note"]) for row in self.rows if row["note"]))

    @property
    def sources(self) -> list[tuple[str, str | None]]:
        """Each source with its address, once."""
        return list(dict.fromkeys((str(row["source"]), row["url"]) for row in self.rows))


@dataclass(frozen=True, slots=True)
class History:
    """Everything published, up to the edition's month."""

    publications: list[Publication]
    """Tables of authorities, newest first."""
    subjects: list[tuple[str, list[Row]]]
    """National figures: heading and rows in order of time, each row with `when` and `what`."""

    @classmethod
    def of(cls, mart: Mart) -> History:
        """Arrange the published tables of an edition."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in mart.rows_until_now("published_ranking"):
            key = (_day(row["on_from"]), row["publication"], row["counter_kind"])
            groups.setdefault(key, []).append(row)
        tables = [
            Publication(when(rows[0]), gettext(COUNTERS.get(kind, kind)), sorted(rows, key=_by_count))
            for (_, _, kind), rows in sorted(groups.items(), reverse=True)
        ]
        subjects: dict[str, list[Row]] = {measure: [] for measure in MEASURES}
        for row in mart.rows_until_now("published_national"):
            subjects.setdefault(row["measure"], []).append({**row, "when": when(row), "what": _what(row)})
        return cls(tables, [(gettext(MEASURES.get(name, name)), rows) for name, rows in subjects.items() if rows])


def when(row: Row) -> str:
    """Return the day of a row in words, or the period where no more is known: "mars–mai 2011"."""
    first, last = _day(row["on_from"]), _day(row["on_to"])
    if first == last:
        return numbers.day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and (last.year, last.month) == (first.year, first.month):
        return numbers.month_name(f"{first:%Y-%m}")
    if first.day == 1 and first.year == last.year and last.day >= 28:
        return f"{format_date(first, 'MMMM', locale=current().locale)}–{numbers.month_name(f'{last:%Y-%m}')}"
    return f"{numbers.day(first)} – {numbers.day(last)}"


def _what(row: Row) -> str:
    """Return whom and what a national figure is about."""
    words = (("scope", SCOPES, True), ("channel", CHANNELS, False), ("part", PARTS, True))
    told = [(table.get(row[name], row[name]), is_word) for name, table, is_word in words if row[name]]
    return ", ".join(gettext(str(text)) if is_word else str(text) for text, is_word in told)


def _by_count(row: Row) -> tuple[bool, int, str]:
    rank = row["rank_by_persons"]
    return rank is None, rank or 0, row["authority_number"]


def _day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else date.fromisoformat(str(value))
