"""Guards the figures that others published: none lost, none mixed, ranks and lists follow from them."""

from __future__ import annotations

import pandas as pd

from checks.ranks import competition_rank
from checks.readings import REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, filled, holds, one_of, rows, unique

MEND = "Rett raden i tabellen under countries/<land>/published eller data/<land>/registry/published, og kjør build."
TABLE = ["publication", "on_from", "counter_kind"]
"""Columns that name one published table of one day and counter."""


def _listed(frames: Frames) -> int:
    figures = frames["raw.published_figure"]
    return int(((figures["role"] == "helhetlig") & figures["counter_kind"].isin(["likes", "followers"])).sum())


def _national(frames: Frames) -> int:
    return len(frames["raw.published_national"])


def _measured(frames: Frames) -> int:
    national = frames["mart.national"]
    return int((national["metric_id"].isin(["M1", "M2 total"]) & national["value"].notna()).sum())


def value_lies_in_its_interval(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare each count with its interval."""
    inside = (table["persons_low"] <= table["persons"]) & (table["persons"] <= table["persons_high"])
    return answer(inside, table["persons"].notna())


def coverage_is_persons_over_inhabitants(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Divide again, also where the source printed the share and the persons follow from it."""
    again = 100 * table["persons"].astype("float64") / table["population"].astype("float64")
    return answer((again - table["coverage_percent"]).abs() <= 1e-6, table["coverage_percent"].notna())


def rank_is_recomputed(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Rank every published table again by coverage."""
    again = pd.Series(float("nan"), index=table.index)
    for _key, part in table[table["coverage_percent"].notna()].groupby(TABLE):
        again.update(competition_rank(part["coverage_percent"].astype("float64")))
    return answer(again == table["rank"].astype("float64"), table["coverage_percent"].notna() | table["rank"].notna())


def inhabitants_agree_with_the_register(table: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare printed inhabitants with the register's of that year; a source may use those of the year before."""
    figures = frames["core.published_figure"].set_index(["publication", "on_from", "authority_number"])
    known = figures[~figures.index.duplicated()]["population_register"].astype("float64")
    keys = pd.MultiIndex.from_frame(table[["publication", "on_from", "authority_number"]])
    register = pd.Series(known.reindex(keys).to_numpy(), index=table.index)
    printed = table["population"].astype("float64")
    return answer((printed / register - 1).abs() <= 0.05, (table["population_source"] == "trykt") & register.notna())


def is_no_measurement(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Expect measured months to carry no published counter, and published days no measurement."""
    own = table["source"] == "Barometer"
    return answer(own == (table["origin"] == "målt"))


SUITES = (
    Suite(
        name="published", table="mart.published_ranking", key=("publication", "on_from", "authority_number"),
        checks=(
            rows(_listed, _listed, CRITICAL, "hvert publiserte tall for en helhetlig side er med",
                 "Et publisert tall er falt ut.", REBUILD),
            unique((*TABLE, "authority_number"), CRITICAL, "hver myndighet står én gang i en tabell",
                   "Én myndighet ville få to plasser.", MEND),
            one_of("counter_kind", ("likes", "followers"), CRITICAL, "En annen teller ville bli blandet inn.", MEND),
            filled("source", CRITICAL, "Et tall uten kilde kan ingen etterprøve.", MEND),
            filled("value_printed", CRITICAL, "Det trykte tallet mangler.", MEND),
            holds(value_lies_in_its_interval, CRITICAL, "tallet ligger i sitt intervall",
                  "Tallet strider mot det som er trykt.", MEND, column="persons"),
            holds(coverage_is_persons_over_inhabitants, CRITICAL, "dekningen er tallet delt på innbyggerne",
                  "Dekningen er feil regnet.", REBUILD, column="coverage_percent"),
            holds(rank_is_recomputed, CRITICAL, "plasseringen er regnet ut på nytt (1, 2, 2, 4)",
                  "Tabellen kårer feil vinner.", REBUILD, column="rank"),
            holds(inhabitants_agree_with_the_register, WARNING, "trykte innbyggertall er nær registerets",
                  "Kilden kan mene en annen kommune eller et annet år.", MEND, column="population"),
        ),
    ),
    Suite(
        name="published_national", table="mart.published_national", key=("on_from", "scope", "measure"),
        checks=(
            rows(_national, _national, CRITICAL, "hvert publiserte landstall er med", "Et landstall er falt ut.",
                 REBUILD),
            filled("source", CRITICAL, "Et tall uten kilde kan ingen etterprøve.", MEND),
            filled("definition", CRITICAL, "Uten definisjon kan tallet ikke leses.", MEND),
        ),
    ),
    Suite(
        name="history", table="mart.history", key=("day", "scope", "figure"),
        checks=(
            rows(_measured, None, CRITICAL, "månedens egne tall er med i historien", "Månedens måling mangler.",
                 REBUILD),
            one_of("origin", ("publisert", "målt"), CRITICAL, "Leseren må vite hvem som har telt.", REBUILD),
            holds(is_no_measurement, CRITICAL, "publiserte og målte tall er holdt fra hverandre",
                  "Andres tall ville stå som våre målinger.", REBUILD, column="origin"),
        ),
    ),
)  # fmt: skip
