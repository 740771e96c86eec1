"""Guards what was fetched and read this month: visits, their pages, and the counters on them (raw.visit and on)."""

from __future__ import annotations

from typing import Any, Final, get_args

import pandas as pd

from barometer.vocabulary import CounterKind, Outcome, Precision
from checks.result import CRITICAL, INFO, WARNING
from checks.suite import Frames, Suite, answer, between, column_of, filled, holds, one_of, rows, unique

CRAWL_AGAIN: Final = "Slett besøkets linje i veiens lesefil, og kjør 'barometer crawl' på nytt."
PARSE_AGAIN: Final = "Se på siden med 'barometer inspect page', rett tolkeren og kjør 'barometer parse --all'."
REBUILD: Final = "Kjør 'barometer build' på nytt. Blir feilen stående, er spørringen som lager tabellen, feil."

IMPORT_DAYS: Final = 45
"""A saved page older than this is `for gammel` and counts for nothing (METRICS, section 1)."""
SAME_CONTENT: Final = 3
"""Accounts with the very same bytes behind their numbers: one page, most likely a wall, answered for them all."""
SAME_NUMBER: Final = 4
"""Accounts with the very same exact number of at least 1 000; among 371 authorities chance gives two, not four."""


def of_visit(table: pd.DataFrame, frames: Frames, column: str) -> pd.Series:
    """Return a column of the visit that each row was read on."""
    return table["visit_id"].map(column_of(frames["raw.visit"], column, "visit_id"))


def lies_within_the_month(visits: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare a crawl's visits with the month's period; imported pages carry their own dates."""
    period = frames["registry.period"].iloc[0]
    inside = (visits["started_at"] >= period["starts_at"]) & (visits["finished_at"] <= period["ends_at"])
    return answer(inside, visits["route"] != "import")


def imported_page_is_fresh(visits: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare imported pages with the age at which a value no longer counts."""
    oldest = frames["registry.period"].iloc[0]["starts_at"] - pd.Timedelta(days=IMPORT_DAYS)
    return answer(visits["started_at"] >= oldest, visits["route"] == "import")


def ends_after_it_began(visits: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare a visit's two instants."""
    return answer(visits["started_at"] <= visits["finished_at"])


def authority_is_in_force(visits: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look a visit's authority up in the register of the month."""
    known = visits["authority_number"].isin(frames["registry.authority"]["authority_number"])
    return answer(known, visits["authority_number"].notna())


def rests_on_a_page(visits: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for the hashed page behind every visit that is said to have read something."""
    pages = frames["raw.page_record"]
    hashed = set(pages.loc[pages["sha256"].fillna("") != "", "visit_id"])
    return answer(visits["visit_id"].isin(hashed), visits["outcome"] == Outcome.OK)


VISITS = Suite(
    name="readings", table="raw.visit", key=("visit_id",),
    checks=(
        rows(lambda frames: len(frames["registry.authority"]), None, CRITICAL, "minst ett besøk per myndighet",
             "Innsamlingen har hoppet over myndigheter.",
             "Kjør 'barometer crawl' på nytt; den fortsetter der den stanset."),
        unique("visit_id", CRITICAL, "hvert besøk står én gang", "Et besøk som står to ganger, teller to ganger.",
               CRAWL_AGAIN),
        unique(("route", "target"), CRITICAL, "hvert mål har ett besøk per vei",
               "Med to besøk til samme mål blir verdien tilfeldig.", CRAWL_AGAIN),
        one_of("outcome", [each.value for each in Outcome], CRITICAL,
               "Et ukjent utfall er et varsel og skal aldri gjettes på.",
               "Rett innsamleren eller tolkeren som skrev det, og kjør 'barometer parse --all'."),
        filled("parser_version", CRITICAL, "Uten den kan ingen si hvordan en verdi er lest.", PARSE_AGAIN),
        filled("url", CRITICAL, "Uten den kan ingen se etter selv.", CRAWL_AGAIN),
        filled("viewer", CRITICAL, "Hva som vises, avhenger av hvem som ser.", CRAWL_AGAIN),
        holds(rests_on_a_page, CRITICAL, "hvert lest besøk har en side med sjekksum",
              "En lesing uten sidens sjekksum kan ikke bevises.", CRAWL_AGAIN, column="outcome"),
        holds(ends_after_it_began, CRITICAL, "besøket slutter etter at det begynte",
              "Klokken ble stilt under innsamlingen, så ingen tidspunkter er til å stole på.", CRAWL_AGAIN,
              column="finished_at"),
        holds(lies_within_the_month, CRITICAL, "besøket ligger i måneden", "Det hører til en annen utgave.",
              "Kontroller --month og maskinens klokke, og samle inn på nytt.", column="started_at"),
        holds(imported_page_is_fresh, INFO, "importerte sider er høyst 45 dager gamle",
              "Eldre verdier vises som «for gammel».", "Importer en nyere kopi av siden.", column="started_at"),
        holds(authority_is_in_force, CRITICAL, "besøkets myndighet finnes denne måneden",
              "Et utgått nummer gir verdier til en myndighet som ikke finnes lenger.",
              "Rett myndighetsnummeret i importen eller i accounts.csv.", column="authority_number"),
    ),
)  # fmt: skip


def read_page_has_a_hash(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look at the hash of every page that was read."""
    return answer(pages["sha256"].astype(str).str.fullmatch("[0-9a-f]{64}"), pages["outcome"] == Outcome.OK)


def read_page_has_content(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look at size and status of every page that was read."""
    return answer((pages["size"] > 0) & pages["status"].between(200, 299), pages["outcome"] == Outcome.OK)


PAGES = Suite(
    name="readings", table="raw.page_record", key=("visit_id", "url"),
    checks=(
        rows(1, None, CRITICAL, "minst én hentet side", "Ingenting er hentet.", "Kjør 'barometer crawl' på nytt."),
        one_of("outcome", [each.value for each in Outcome], CRITICAL,
               "Et ukjent utfall er et varsel og skal aldri gjettes på.",
               "Rett innsamleren eller tolkeren som skrev det, og kjør 'barometer parse --all'."),
        filled("fetched_at", CRITICAL, "En verdi uten tidspunkt hører ikke til noen måned.", CRAWL_AGAIN),
        holds(read_page_has_a_hash, CRITICAL, "hver leste side har en SHA-256",
              "Uten sjekksummen kan ingen bevise hvilken side som er lest.", CRAWL_AGAIN, column="sha256"),
        holds(read_page_has_content, CRITICAL, "hver leste side har innhold og status 2xx",
              "En feilside er lest som om den var den ekte.", PARSE_AGAIN, column="status"),
    ),
)  # fmt: skip


def low_is_at_most_high(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the ends of the interval."""
    return answer(table["low"] <= table["high"])


def exact_is_one_number(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the ends of the interval of values that are called exact."""
    return answer(counters["low"] == counters["high"], counters["precision"] == "exact")


def rounded_is_an_interval(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for abbreviated values that are kept as if they were exact."""
    is_short = counters["text"].astype(str).str.contains(r"\d\s*(?:k|K|M|tn|mill|mio|Mio|mn)\b", regex=True)
    return answer(counters["low"] < counters["high"], is_short & (counters["precision"] != "exact"))


def exact_value_stands_in_its_text(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for the value's digits, in order, in the characters it was read from."""
    digits = counters["text"].fillna("").astype(str).str.replace(r"\D", "", regex=True)
    found = [str(value) in text for value, text in zip(counters["low"], digits, strict=True)]
    return answer(pd.Series(found, index=counters.index), (counters["precision"] == "exact") & (counters["low"] > 0))


def comes_from_a_visit_that_succeeded(counters: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look at the outcome of the visit behind every counter."""
    return answer(of_visit(counters, frames, "outcome") == Outcome.OK)


def content_is_its_own(counters: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count the accounts that the same bytes gave the same numbers for: a wall answers everybody alike.

    Bytes alone prove nothing: an interface answers `{"data": []}` to everyone who has no comments.
    """
    pages = frames["raw.page_record"]
    # An imported export holds many accounts in one file, and says so itself.
    fetched = of_visit(pages, frames, "route") != "import"
    read = pages[fetched & (pages["outcome"] == Outcome.OK) & (pages["sha256"].fillna("") != "")]
    numbers = counters[["kind", "low", "high"]].astype(str).agg(" ".join, axis="columns")
    told = numbers.groupby(counters["visit_id"]).agg(lambda each: ", ".join(sorted(each)))
    pairs = read[["visit_id", "sha256"]].merge(counters[["visit_id", "channel", "native_id"]], on="visit_id")
    pairs["account"], pairs["told"] = pairs["channel"] + ":" + pairs["native_id"], pairs["visit_id"].map(told)
    alike = pairs.groupby(["sha256", "told"])["account"].transform("nunique") >= SAME_CONTENT
    return answer(~counters["visit_id"].isin(pairs.loc[alike, "visit_id"]))


def number_is_its_own(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Count the accounts that show the very same exact number."""
    concerned = (counters["precision"] == "exact") & (counters["low"] >= 1000)
    concerned &= counters["kind"].isin(["followers", "likes", "subscribers"])
    same = counters[concerned].groupby(["channel", "kind", "low"])["native_id"].transform("nunique")
    return answer(same.reindex(counters.index, fill_value=0) < SAME_NUMBER, concerned)


def _agree(counters: pd.DataFrame, by: list[str], slack: float) -> pd.Series:
    groups = counters.groupby(by)
    return groups["low"].transform("max") <= groups["high"].transform("min") * (1 + slack)


def one_visit_agrees_with_itself(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for two numbers of one kind, on one visit, that cannot both be true."""
    return answer(_agree(counters, ["visit_id", "channel", "native_id", "kind"], 0.0))


def routes_agree(counters: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for two ways in to one account that differ by more than the hours between them explain."""
    return answer(_agree(counters, ["channel", "native_id", "kind"], 0.02))


def _least_counters(frames: Frames) -> int:
    visits: Any = frames["raw.visit"]
    return int(((visits["route"] != "website") & visits["channel"].notna() & (visits["outcome"] == Outcome.OK)).any())


COUNTERS = Suite(
    name="readings", table="raw.counter", key=("visit_id", "kind"),
    checks=(
        rows(_least_counters, None, CRITICAL, "minst én teller når en konto er lest",
             "Kontoer er lest uten å gi et eneste tall.", PARSE_AGAIN),
        one_of("kind", get_args(CounterKind), CRITICAL, "Ulike slags tellere blandes aldri.", PARSE_AGAIN),
        one_of("precision", get_args(Precision), CRITICAL, "Avrundet er ikke nøyaktig.", PARSE_AGAIN),
        filled("source", CRITICAL, "Uten den kan ingen si hvilken del av siden tallet er hentet fra.", PARSE_AGAIN),
        filled("text", CRITICAL, "Uten den kan ingen lese tallet på nytt.", PARSE_AGAIN),
        between("low", 0, None, CRITICAL, "ingen teller er negativ", "Ingen kan ha færre enn null følgere.",
                PARSE_AGAIN),
        holds(low_is_at_most_high, CRITICAL, "laveste verdi er høyst den høyeste", "Intervallet er snudd.",
              PARSE_AGAIN, column="low"),
        holds(exact_is_one_number, CRITICAL, "en nøyaktig verdi er ett tall", "Avrundet er ikke nøyaktig.", PARSE_AGAIN,
              column="precision"),
        holds(rounded_is_an_interval, CRITICAL, "en forkortet verdi er et intervall", "Avrundet er ikke nøyaktig.",
              PARSE_AGAIN, column="precision"),
        holds(exact_value_stands_in_its_text, CRITICAL, "sifrene i verdien står i teksten den er lest fra",
              "Et annet tall på siden er tatt.", PARSE_AGAIN, column="low"),
        holds(comes_from_a_visit_that_succeeded, CRITICAL, "tall finnes bare fra vellykkede besøk",
              "En innloggingsvegg eller feilside er lest som om den var kontoen.", PARSE_AGAIN, column="visit_id"),
        holds(content_is_its_own, CRITICAL, "tre kontoer deler aldri samme sideinnhold",
              "Én side, trolig en innloggingsvegg, har svart for flere kontoer.",
              "Se på siden i arkivet, lær parse/walls.py å kjenne den og kjør 'barometer parse --all'.",
              column="visit_id"),
        holds(number_is_its_own, WARNING, "fire kontoer viser aldri samme nøyaktige tall over 1 000",
              "Tallet kan være plattformens og ikke kontoens.", PARSE_AGAIN, column="low"),
        holds(one_visit_agrees_with_itself, CRITICAL, "ett besøk gir ikke to ulike tall av samme slag",
              "To tall av samme slag kan ikke begge være kontoens.", PARSE_AGAIN, column="low"),
        holds(routes_agree, WARNING, "to veier til samme konto gir samme tall (innen 2 %)",
              "En av veiene leser en annen side eller et annet tall.", PARSE_AGAIN, column="low"),
    ),
)  # fmt: skip

SUITES = (VISITS, PAGES, COUNTERS)
