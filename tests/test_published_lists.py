"""What follows from a published table alone: coverage, ranks, the six lists; the figures that were printed come out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from barometer.months import Month
from barometer.publications.reading import read_table
from barometer.publishing.history import History, when
from barometer.publishing.mart import read_mart
from barometer.registry import load_country
from barometer.storage import DataFolder
from tests.make_edition import published
from warehouse.build import build
from warehouse.read import open_warehouse

NO = load_country("no")
TABLES = {
    # METRICS section 4, and pages over a month, with counters of both kinds.
    "vektorer": """date,authority,counter,value,population,low,high
2012-06-01,1219,likes,2000,1842,2000,2000
2013-03-07,0105,likes,6000,,6000,6000
2013-04-05,0105,likes,6300,,,
2013-04-05,0105,talking_about,130,,,
2013-03-07,1804,likes,500,,,
2013-04-05,1804,likes,500,,,
2013-04-05,1804,followers,9000,,9000,9000
2013-03-07,1151,likes,100,,,
2013-04-05,1151,likes,0,,,
2013-03-07,0219,likes,1.2k,,,
2013-04-05,0219,likes,1250,,,
2013-06-05,0402,likes,900,,,
""",
    "like": """date,authority,counter,value,population,low,high
2011-06-01,0402,likes,990,17377,,
2011-06-01,1151,likes,ca. 74 %,218,,
2011-06-01,0831,likes,701,1381,,
2011-06-01,1224,likes,701,1381,,
2011-06-01,0219,likes,500,1000,400,800
""",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Norway's own published figures and two more tables, in a warehouse without a single measurement."""
    root = tmp_path_factory.mktemp("published")
    figures = list(NO.published)
    for name, text in TABLES.items():
        path = root / f"{name}.csv"
        lines = [f"{line},{'source,url' if not order else 'Test,'}" for order, line in enumerate(text.splitlines())]
        path.write_text("\n".join(lines))
        figures += read_table(path, NO)
    folder = DataFolder(root / "no")
    build(folder, replace(NO, published=tuple(figures)))
    return open_warehouse(folder.warehouse)


def rows(tables: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return tables.execute(sql).fetchall()


@pytest.mark.parametrize(("name", "on", "percent"), [
    ("Kongsvinger", "2011-03-01", 5.7), ("Utsira", "2010-12-01", 371.6), ("Fyresdal", "2010-12-01", 50.8),
    ("Overhalla", "2010-12-01", 74.0), ("Bømlo", "2012-06-01", 108.6),
])  # fmt: skip
def test_the_coverage_that_was_printed(
    tables: duckdb.DuckDBPyConnection, name: str, on: str, percent: float
) -> None:
    found = rows(tables, "select round(coverage_percent, 1) from mart.published_ranking"
                         f" where authority = '{name}' and on_from = '{on}'")  # fmt: skip
    assert found == [(percent,)]


def test_the_national_vectors_that_were_printed(tables: duckdb.DuckDBPyConnection) -> None:
    sql = "select on_from::varchar, scope, round(percent, 1), round(per_page, 2) from mart.published_national where "
    shares = {(on, scope): share for on, scope, share, _ in rows(tables, sql + "measure = 'sider'")}
    assert (shares["2011-02-01", "kommune"], shares["2013-08-07", "kommune"]) == (27.9, 52.1)
    # As the sources say: 68 % and 84 % in 2014, 78 % in April 2015, 82 % in October.
    assert [round(shares[key]) for key in [
        ("2014-02-20", "kommune"), ("2014-02-20", "fylkeskommune"), ("2015-04-13", "kommune"), ("2015-10-30", "kommune")
    ]] == [68, 84, 78, 82]  # fmt: skip
    means = {on: mean for on, scope, _, mean in rows(tables, sql + "measure = 'likes'") if scope == "kommune"}
    assert (round(means["2013-08-07"]), round(means["2013-01-05"])) == (955, 738)
    others = rows(tables, sql + "measure in ('sider med innlegg', 'innlegg') order by measure")
    assert [each[2:] for each in others] == [(None, 3.28), (61.9, None)]


def test_the_list_of_april_2015_in_its_printed_order(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select authority, kind, value from mart.published_list where list = 'likere'"
                        " and publication = 'i-all-offentlighet-2015-04' order by position")  # fmt: skip
    assert [(name, value) for name, _, value in made] == [
        ("Sarpsborg", 12317), ("Fredrikstad", 11695), ("Lørenskog", 10110), ("Bergen", 8277), ("Asker", 8067),
        ("Bærum", 7082), ("Stavanger", 6548), ("Sandefjord", 6342), ("Hamar", 6070), ("Lærdal", 6001),
        ("Skedsmo", 5955), ("Trondheim", 5557), ("Drammen", 5534), ("Akershus", 5335),
    ]  # fmt: skip
    assert made[-1][1] == "fylkeskommune"


def test_the_barometer_of_december_2010_in_its_printed_order(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select rank, authority, population_source from mart.published_ranking"
                        " where on_from = '2010-12-01' order by rank")  # fmt: skip
    assert made[:3] == [(1, "Utsira", "trykt"), (2, "Overhalla", "trykt"), (3, "Fyresdal", "trykt")]
    (low, high, is_exact) = rows(tables, "select persons_low, persons_high, is_exact from mart.published_ranking"
                                         " where authority = 'Overhalla'")[0]  # fmt: skip
    assert (low, high, is_exact) == (2630, 2664, False)


def test_printed_inhabitants_are_the_registers(tables: duckdb.DuckDBPyConnection) -> None:
    differing = rows(tables, "select authority, population, population_register from core.published_figure"
                             " where population_source = 'trykt' and publication like 'facebook%'"
                             " and population <> population_register")  # fmt: skip
    # In spring 2011 the source still divided by the inhabitants of January 2010.
    assert differing == [("Kongsvinger", 17377, 17436)]


def test_unknown_inhabitants_give_no_coverage_and_no_rank(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select coverage_percent, rank, rank_by_persons, n_listed, n_ranked, n_in_force"
                        " from mart.published_ranking where authority = 'Skedsmo'")  # fmt: skip
    assert made == [(None, None, 11, 14, 7, 446)]


def test_pages_that_are_not_the_whole_municipalitys_are_kept_out(tables: duckdb.DuckDBPyConnection) -> None:
    kept = rows(tables, "select role, persons from core.published_figure"
                        " where authority = 'Trondheim' and on_from = '2011-03-01' order by row")  # fmt: skip
    assert kept == [("helhetlig", 919), ("sted", 40525), ("virksomhet", 1856)]
    for table in ("published_ranking", "published_list"):
        assert rows(tables, f"select count(*) from mart.{table} where value = 40525" if table.endswith("list")
                    else f"select count(*) from mart.{table} where persons in (40525, 1856)") == [(0,)]  # fmt: skip


def test_ranks_with_ties_and_bands(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select authority, rank, rank_band_low, rank_band_high from mart.published_ranking"
                        " where publication = 'like' order by rank, authority_number")  # fmt: skip
    assert made == [
        ("Utsira", 1, 1, 2), ("Fyresdal", 2, 2, 3), ("Kvinnherad", 2, 2, 3), ("Bærum", 4, 1, 4),
        ("Kongsvinger", 5, 5, 5),
    ]  # fmt: skip


def test_the_six_lists_of_a_table_alone(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select list, counter_kind, position, authority, value, value_low, value_high"
                        " from mart.published_list where publication = 'vektorer' and on_from = '2013-04-05'"
                        " order by list, counter_kind, position")  # fmt: skip
    told = {(name, kind): [each[3] for each in made if each[:2] == (name, kind)] for name, kind, *_ in made}
    assert told["likere", "likes"] == ["Sarpsborg", "Bærum", "Bodø", "Utsira"]
    assert told["følgere", "followers"] == ["Bodø"], "likes and followers have lists of their own"
    assert told["snakker om", "talking_about"] == told["snakker om per innbygger", "talking_about"] == ["Sarpsborg"]
    # Bodø did not grow, Bærum cannot be told, Utsira fell: no page of that day stands in for another one's.
    growth = [each[3:] for each in made if each[:2] == ("vekst", "likes")]
    assert growth == [("Sarpsborg", 300, 300, 300), ("Utsira", -100, -100, -100)]
    assert told["vekst per innbygger", "likes"] == ["Sarpsborg", "Utsira"]


def test_growth_needs_about_a_month(tables: duckdb.DuckDBPyConnection) -> None:
    made = rows(tables, "select a.authority, g.days, g.growth_state, g.counter_kind from core.published_growth as g"
                        " inner join core.published_figure as a using (publication, on_from, authority_number,"
                        " counter_kind) where g.publication = 'vektorer' order by all")  # fmt: skip
    assert made == [
        ("Bodø", 29, "ikke målbar", "likes"), ("Bærum", 29, "ikke målbar", "likes"), ("Sarpsborg", 29, "målt", "likes"),
        ("Utsira", 29, "målt", "likes"),
    ]  # fmt: skip
    assert rows(tables, "select growth_percent_per(500, 2000, 14, 7)") == [(pytest.approx(100),)]


def test_likes_and_followers_stay_apart_in_the_history(tmp_path_factory: pytest.TempPathFactory) -> None:
    mart = read_mart(published(tmp_path_factory).folder.warehouse, Month.parse("2026-10"))
    total = [row for row in mart.rows_until_now("history") if row["figure"] == "i alt"]
    assert {(row["counter_kind"], row["origin"]) for row in total} == {("likes", "publisert"), ("followers", "målt")}
    assert {str(row["day"])[:4] for row in total if row["origin"] == "målt"} == {"2026"}
    shown = History.of(mart)
    assert [name for name, _ in shown.subjects] == ["Offisielle sider", "Likes i alt", "Hvordan sidene ble brukt"]
    assert [(table.when, table.counter, len(table.rows)) for table in shown.publications] == [
        ("4. april 2022", "likes", 5)
    ]  # fmt: skip
    # This world knows no inhabitants of 2022: the printed share is a coverage, but no count and no place among counts.
    last = shown.publications[0].rows[-1]
    assert (last["authority_number"], last["persons"], last["coverage_percent"], last["rank"]) == ("6105", None, 74, 1)
    page = (published(tmp_path_factory).site / "historie.html").read_text()
    assert "ikke kjent, kilden gir andelen" in page and "ca.</abbr> –" not in page


@pytest.mark.parametrize(("first", "last", "words"), [
    ("2015-04-13", "2015-04-13", "13. april 2015"), ("2010-12-01", "2010-12-31", "desember 2010"),
    ("2011-03-01", "2011-05-31", "mars–mai 2011"), ("2010-01-01", "2010-12-31", "2010"),
    ("2013-01-03", "2013-01-04", "3. januar 2013 – 4. januar 2013"),
])  # fmt: skip
def test_a_period_in_words(first: str, last: str, words: str) -> None:
    assert when({"on_from": first, "on_to": last}) == words


def test_every_column_is_described(tables: duckdb.DuckDBPyConnection) -> None:
    bare = rows(tables, "select table_name, column_name from duckdb_columns() where comment is null"
                        " and (table_name like 'published%' or table_name = 'history')")  # fmt: skip
    assert bare == []
