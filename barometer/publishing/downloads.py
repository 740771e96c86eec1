"""The files an edition offers: each mart table as CSV and Parquet, a series over months, the warehouse itself.

A CSV is opened in spreadsheets, which take a cell that begins with `=`, `+`, `-` or `@` for a formula: such text
gets an apostrophe before it. Numbers are numbers and stay as they are.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from barometer.publishing.edition import Edition
from barometer.publishing.language import N_
from barometer.publishing.mart import as_rows
from barometer.registry import Country
from warehouse.export import write_parquet

if TYPE_CHECKING:
    from pandas import DataFrame

FORMULA = ("=", "+", "-", "@", "\t", "\r")

DESCRIPTIONS = {
    "ranking": ("rangering", N_("Alle myndigheter: tilstand, følgere, dekning, plassering, vekst, bruk, synlighet.")),
    "account": ("kontoer", N_("Alle kontoer vi fant, med rolle, status og bevis.")),
    "quarantine": (
        "holdt-tilbake",
        N_("Tall som holdes tilbake til de er sett på nytt, med grunn og siste bekreftede."),
    ),
    "register": ("register", N_("Kontoregisteret: hver konto med myndighet, rolle, status, bevis og når den er sett.")),
    "top_list": ("lister", N_("De seks listene, tjue på topp.")),
    "national": ("landstall", N_("Nasjonale tall med intervall og hvor mange de bygger på.")),
    "use_class_split": ("bruksklasser", N_("Dialog, enveis og inaktiv: antall og andel.")),
    "use_sensitivity": ("folsomhet", N_("Fordelingen av bruksklasser med andre vinduer og grenser.")),
    "dialogue": (
        "dialog",
        N_("Hver offisielle side: aktivitet, svarandel, svartid, uker og engasjement, med tilstand."),
    ),
    "composition": ("sammensetning", N_("Uker med dialog, enveis og uten aktivitet: snitt for landet og størrelsene.")),
    "week": ("uker", N_("Hver side i hver av de siste 13 ukene: dialog, enveis eller inaktiv, der det kunne ses.")),
    "typical": (
        "vanlig",
        N_("Hva som er vanlig i landet og i hver størrelsesklasse: median, laveste og høyeste tidel."),
    ),
    "measure_rank": ("plasser", N_("Plass etter følgere, vekst, svarandel og synlighet, hver med mulige plasser.")),
    "lineage": ("rekker", N_("Hvilken tallrekke hver myndighet hører til gjennom nye navn og numre.")),
    "published_past": ("publisert-om-dagens", N_("Publiserte tall knyttet til myndighetene slik de er i utgaven.")),
    "grade_indicator": ("karakter", N_("Hva karakteren til hver side er satt sammen av.")),
    "activity_day_of_page": ("dager", N_("Hver side dag for dag i 90 dager, der den kunne ses: innlegg og svar.")),
    "channel": ("kanaler", N_("Myndigheter med offisiell konto på hver plattform.")),
    "size_class": ("storrelse", N_("Dekning og adopsjon etter størrelsesklasse.")),
    "county": ("fylker", N_("Dekning og adopsjon fylke for fylke.")),
    "data_quality": ("datakvalitet", N_("Mål på hvor gode målingene er.")),
    "route": ("ruter", N_("Hvor ofte hver vei til tallene lyktes.")),
    "check_result": ("kontroller", N_("Hver kontroll av tallene, med resultat, grunn og råd.")),
    "edition": ("utgave", N_("Utgaven selv: når den er målt, hvor mange, hvilken metode.")),
}  # fmt: skip
"""Mart table → file stem and what a row is."""
OF_ALL_YEARS = {
    "follower_series": ("folgerserie", N_("Alle følgere lagt sammen måned for måned, og hvor serien er brutt.")),
    "published_ranking": (
        "publisert",
        N_("Tall for hver myndighet, publisert av andre siden 2010, med kilde og plass."),
    ),
    "published_list": ("publiserte-lister", N_("De seks listene slik de blir av hver publiserte tabell alene.")),
    "published_national": ("publiserte-landstall", N_("Nasjonale tall som andre har publisert siden 2010, med kilde.")),
    "history": (
        "historie",
        N_("Publiserte og målte landstall siden 2010 side om side; likes og følgere hver for seg."),
    ),
}
"""Mart table that is given whole, not the month's rows only → file stem and what a row is."""
SERIES = ("serie", N_("Følgere, dekning og plassering for hver myndighet i hver måned så langt."))
SERIES_COLUMNS = (
    "month", "authority_number", "authority", "state", "population", "followers", "followers_low", "followers_high",
    "counter_kind", "coverage_percent", "coverage_percent_low", "coverage_percent_high", "rank", "use_class",
    "growth_state", "growth_break_reason", "method_version",
)  # fmt: skip


DATABASE = N_("Hele varehuset: alle tabeller og måneder, med beskrivelser, for DuckDB.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file of the download page."""

    path: str
    """Address from the edition's root."""
    name: str
    """File name."""
    description: str
    """What it holds, in bokmål: a message of the catalogues."""
    rows: int | None
    """Rows; None for the database."""
    size: int
    """Bytes."""


def write_downloads(edition: Edition, warehouse: Path, root: Path) -> list[Download]:
    """Write every file into `root/nedlasting/` and return what the download page says of them."""
    folder = root / "nedlasting"
    folder.mkdir()
    made: list[Download] = []
    for table, (stem, description) in DESCRIPTIONS.items():
        frame = edition.mart.frame(table)
        made += _both(frame, edition.mart.types[table], folder / f"{edition.prefix}{stem}", description)
        if table == "register":
            path = folder / f"{edition.prefix}{stem}.json"
            path.write_text(register_json(frame, edition.country, str(edition.month)), encoding="utf-8")
            made.append(_entry(path, description, len(frame)))
    for table, (stem, description) in OF_ALL_YEARS.items():
        whole = edition.mart.history[table]
        made += _both(whole, edition.mart.types[table], folder / f"{edition.prefix}{stem}", description)
    series = edition.mart.history["ranking"][list(SERIES_COLUMNS)]
    made += _both(series, edition.mart.types["ranking"], folder / f"{edition.prefix}{SERIES[0]}", SERIES[1])
    database = folder / f"{edition.prefix}barometer.duckdb"
    shutil.copyfile(warehouse, database)
    made.append(_entry(database, DATABASE, None))
    return made


def _both(frame: DataFrame, types: dict[str, str], stem: Path, description: str) -> list[Download]:
    text, columns = stem.with_suffix(".csv"), stem.with_suffix(".parquet")
    write_csv(frame, text, types)
    write_parquet(frame, types, columns)
    return [_entry(path, description, len(frame)) for path in (text, columns)]


def _entry(path: Path, description: str, rows: int | None) -> Download:
    size = path.stat().st_size
    return Download(path=f"nedlasting/{path.name}", name=path.name, description=description, rows=rows, size=size)


def write_csv(frame: DataFrame, path: Path, types: Mapping[str, str] | None = None) -> None:
    """Write a frame as CSV: UTF-8 with its mark (spreadsheets ask for it), comma, point, empty for not observed.

    Args:
        frame: the rows.
        path: file to write.
        types: column → DuckDB type, so that a column of days has days and one of instants has instants in every row.
    """
    kinds = [(types or {}).get(str(column), "") for column in frame.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([cell(str(column)) for column in frame.columns])
        for row in as_rows(frame):
            writer.writerow([cell(_typed(value, kind)) for value, kind in zip(row.values(), kinds, strict=True)])


def _typed(value: Any, kind: str) -> Any:
    if isinstance(value, datetime) and kind == "TIMESTAMP":
        return value.isoformat(sep=" ", timespec="seconds")
    return value.date() if isinstance(value, datetime) and kind == "DATE" else value


def cell(value: Any) -> str:
    """Return a value as a CSV cell: text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ", timespec="seconds") if value.time() != datetime.min.time() else str(value.date())
        )
    if isinstance(value, (int, float, date)):
        return repr(value) if isinstance(value, float) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_json(value: Any) -> str:
    """Return JSON that no page can mistake for markup: `<`, `>` and `&` are escaped."""
    return harmless(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def harmless(text: str) -> str:
    """Return JSON text with `<`, `>` and `&` escaped, so that no page can mistake it for markup."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def register_json(rows: DataFrame, country: Country, month: str) -> str:
    """Return the register as JSON: country, month, whether it is practice, and the accounts, null for not known."""
    accounts = [
        {**row, "last_checked_on": str(row["last_checked_on"])[:10] if row["last_checked_on"] is not None else None}
        for row in as_rows(rows)
    ]
    return as_json({"country": country.code, "is_practice": country.is_practice, "month": month, "accounts": accounts})
