"""What can be wrong with the figures that others published, and the figures that the clean month has."""

from __future__ import annotations

from datetime import date

from barometer.publications.figure import PublishedFigure, PublishedNational
from tests.checks_spoiling import add, both, drop, put

RANKING, NATIONAL, HISTORY = "mart.published_ranking", "mart.published_national", "mart.history"
DAY = date(2026, 5, 4)


def figures() -> tuple[PublishedFigure, ...]:
    """Return five likes of one table, a share and a printed population among them, and one of a library."""
    printed = (("0101", 810, 1075), ("0103", 701, None), ("0206", 1200, None), ("0105", 700, None), ("0107", 15, None))
    made = [
        PublishedFigure(
            publication="liste", row=row, on_from=DAY, on_to=DAY, authority_number=number, name_printed=None,
            role="helhetlig", counter_kind="likes", value_printed=str(value), value=value, low=value, high=value,
            unit="personer", population_printed=population, source="Kilde", url=None, note=None,
        )
        for row, (number, value, population) in enumerate(printed, start=2)
    ]  # fmt: skip
    share = {"value_printed": "74 %", "value": 74.0, "low": 73.5, "high": 74.5, "unit": "%"}
    changes = ({"row": 7, "authority_number": "0109", **share}, {"row": 8, "role": "virksomhet"})
    fields = {name: getattr(made[0], name) for name in made[0].__slots__} | {"population_printed": None}
    return (*made, *(PublishedFigure(**(fields | each)) for each in changes))


def national() -> tuple[PublishedNational, ...]:
    """Return pages and likes of one day."""
    shared = {
        "on_from": DAY, "on_to": DAY, "scope": "kommune", "part": None, "channel": "facebook", "source": "Kilde",
        "definition": "helhetlig", "url": None, "note": None,
    }  # fmt: skip
    told = (("sider", 12, 12, "antall", 24), ("likes", 154500, 155499, "personer", None))
    return tuple(
        PublishedNational(
            **shared, measure=measure, value_printed=str(low), value=low, low=low, high=high, unit=unit, n_of=n_of
        )
        for measure, low, high, unit, n_of in told
    )  # fmt: skip


PUBLISHED = [
    ("a published figure lost", RANKING, "rows", drop(RANKING, "authority_number == '0101'")),
    ("a library among the authorities", RANKING, "rows", add(RANKING, authority_number="0111")),
    ("a published count outside", RANKING, "value_lies_in_its_interval", put(RANKING, "persons", 10**6)),
    ("a coverage of other figures", RANKING, "coverage_is_persons_over_inhabitants",
     put(RANKING, "coverage_percent", lambda old: old + 1, "rank == 1")),
    ("inhabitants of a namesake", RANKING, "coverage_is_persons_over_inhabitants",
     put(RANKING, "population", lambda old: old * 2, "rank == 2")),
    ("a published winner that is not", RANKING, "rank_is_recomputed", put(RANKING, "rank", 2, "rank == 1")),
    ("ranked without a coverage", RANKING, "rank_is_recomputed",
     put(RANKING, "coverage_percent", float("nan"), "rank == 3")),
    ("a source that means another place", RANKING, "inhabitants_agree_with_the_register",
     both(put(RANKING, "population", 5000, "population_source == 'trykt'"))),
    ("a national figure lost", NATIONAL, "rows", drop(NATIONAL, "measure == 'likes'")),
    ("others' figure called ours", HISTORY, "is_no_measurement", put(HISTORY, "origin", "målt", "source == 'Kilde'")),
    ("ours called others'", HISTORY, "is_no_measurement", put(HISTORY, "origin", "publisert", "source == 'Barometer'")),
    ("a measured month lost", HISTORY, "rows", drop(HISTORY, "origin == 'målt'")),
]  # fmt: skip
