"""M1, M2, M3, M15, M17, M18 and M21, with the states: one authority a case, in one built month and the one before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, authority, counter, instant, post, profile
from warehouse.build import build
from warehouse.read import query

BEFORE, MONTH = "2026-09", "2026-10"
AT = instant(MONTH)


def _world(root: Path) -> Maker:
    """Return the cases; each authority's name says what it stands for."""
    names = [
        "ok", "zero", "rounded", "nopage", "chosen", "timeout", "wall", "robots", "carried", "tooold", "gone",
        "candidate", "likesonly", "nocounter", "unvisited", "sitecarried", "subpages", "silent", "renamed", "routes",
        "county", "notseen", "oldimport",
    ]  # fmt: skip
    rows = [
        authority(f"{1000 + order}", name, 1842 if name == "ok" else 1000,
                  kind="fylkeskommune" if name == "county" else "kommune")
        for order, name in enumerate(names)
    ]  # fmt: skip
    world = Maker(root, rows)
    number = {row.name: row.number for row, _ in rows}
    world.page(MONTH, number["ok"], followers=2000, readings=[
        counter("x", "likes", 1900), counter("x", "talking_about", 37), counter("x", "were_here", 99999),
    ])  # fmt: skip
    world.page(MONTH, number["zero"], followers=0, readings=[counter("x", "talking_about", 0)])
    world.page(MONTH, number["rounded"], followers=(1150, 1299))
    world.visit(MONTH, "website", number["nopage"])
    world.visit(MONTH, "website", number["chosen"])
    world.account(MONTH, number["chosen"], "", status="chosen_not")
    world.visit(MONTH, "website", number["timeout"], outcome=Outcome.TIMEOUT)
    world.page(MONTH, number["wall"], outcome=Outcome.LOGIN_WALL)
    world.page(MONTH, number["robots"], outcome=Outcome.ROBOTS)
    world.page(BEFORE, number["carried"], followers=300)
    world.page(MONTH, number["carried"], outcome=Outcome.CHALLENGE)
    world.page("2026-08", number["tooold"], followers=300)
    world.page(MONTH, number["tooold"], outcome=Outcome.CHALLENGE)
    world.page(BEFORE, number["gone"], followers=300)
    world.page(MONTH, number["gone"], outcome=Outcome.NOT_FOUND)
    world.visit(MONTH, "website", number["candidate"])
    world.account(MONTH, number["candidate"], "kanskje", status="kandidat")
    world.page(MONTH, number["likesonly"], readings=[counter("x", "likes", 700)])
    world.page(MONTH, number["nocounter"])
    world.visit(MONTH, "website", number["unvisited"])
    world.account(MONTH, number["unvisited"], "sideuten")
    world.page(BEFORE, number["sitecarried"], followers=400)
    world.visit(MONTH, "website", number["sitecarried"], outcome=Outcome.HTTP_ERROR)
    world.page(MONTH, number["subpages"], followers=10)
    for order, role in enumerate(("sektor", "virksomhet", "prosjekt", "gruppe", "venneprofil", "person", "uoffisiell")):
        world.account(MONTH, number["subpages"], f"under{order}", role=role)
    world.account(MONTH, number["subpages"], "tviler", role="virksomhet", status="kandidat")
    for channel in ("instagram", "x"):
        world.account(MONTH, number["subpages"], "konto", channel=channel)
    world.account(MONTH, number["subpages"], "avvist", channel="linkedin", status="rejected")
    quiet = post("x", "p", AT - timedelta(days=181))
    world.page(MONTH, number["silent"], followers=20, readings=[quiet])
    world.visit(MONTH, "website", number["renamed"])
    world.account(MONTH, number["renamed"], "gammeltnavn")
    world.visit(MONTH, "facebook", "facebook:nyttnavn", readings=[
        profile("777", "gammeltnavn"), counter("nyttnavn", "followers", 55),
    ])  # fmt: skip
    world.page(MONTH, number["routes"], followers=(900, 1099))
    world.visit(MONTH, "import", "facebook:side" + number["routes"], readings=[counter("x", "followers", 1001)])
    world.visit(MONTH, "graph_api", "facebook:side" + number["routes"], readings=[counter("x", "followers", 1003)])
    world.page(MONTH, number["county"], followers=100)
    world.page(MONTH, number["oldimport"], outcome=Outcome.LOGIN_WALL)
    world.visit(MONTH, "import", "facebook:side" + number["oldimport"], at=AT - timedelta(days=400),
                readings=[counter("x", "followers", 12)])  # fmt: skip
    return world


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = _world(tmp_path_factory.mktemp("counts"))
    build(*world.save())
    return world.folder.warehouse


def rows(path: Path, table: str) -> dict[str, dict[str, Any]]:
    """Return a table's October rows by the authority's name, with None for NULL."""
    names = "" if table == "mart.ranking" else "inner join core.authority_month as a using (month, authority_number)"
    answer = query(path, f"select authority, t.* from {table} as t {names} where month = '{MONTH}'").astype(object)
    plain = answer.where(answer.notna(), None).to_dict("records")
    return {str(row["authority"]): {str(key): value for key, value in row.items()} for row in plain}


STATES = {
    "ok": ("ok", ""), "zero": ("ok", ""), "rounded": ("ok", ""), "nopage": ("ingen side", ""),
    "chosen": ("valgt bort", ""), "timeout": ("feil", "nettstedet: tidsavbrudd"),
    "wall": ("utilgjengelig", "krever innlogging"), "robots": ("robots", "robots.txt tillater det ikke"),
    "carried": ("ok", "sist lest 2026-09-20; ber om å bevise at man er et menneske"),
    "tooold": ("for gammel", "sist lest 2026-08-20; ber om å bevise at man er et menneske"),
    "gone": ("feil", "siden finnes ikke"), "candidate": ("feil", "kandidat, ikke bekreftet"),
    "likesonly": ("utilgjengelig", "viser ikke månedens teller"), "nocounter": ("feil", "fant ingen teller"),
    "unvisited": ("feil", "ikke besøkt"), "sitecarried": ("ok", "sist lest 2026-09-20; ikke besøkt"),
    "renamed": ("ok", ""), "routes": ("ok", ""), "notseen": ("feil", "nettstedet: ikke besøkt"),
    "oldimport": ("for gammel", "sist lest 2025-09-15; krever innlogging"),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_state(path: Path, name: str) -> None:
    row = rows(path, "mart.ranking")[name]
    assert (row["state"], row["state_detail"]) == STATES[name]
    assert (row["rank"] is not None) == (row["state"] == "ok"), "only what is measured has a place"


def test_every_authority_in_force_stands_in_the_ranking_once(path: Path) -> None:
    answer = query(path, "select count(*) as n, count(distinct authority_number) as d from mart.ranking group by month")
    assert set(answer["n"]) == set(answer["d"]) == {23}


def test_m01_zero(path: Path) -> None:
    """A scope where no authority has a page is 0 %, with the unknown ones above it."""
    answer = query(path, f"select * from metrics.m01_adoption where month = '{MONTH}'").set_index("scope")
    row = answer.loc["kommune"]
    assert (row["yes"], row["no"], row["unknown"], row["n_all"]) == (17, 2, 3, 22)
    assert row["percent"] == row["percent_low"] == pytest.approx(100 * 17 / 22)
    assert row["percent_high"] == pytest.approx(100 * 20 / 22)
    august = query(path, "from metrics.m01_adoption where month = '2026-08' and scope = 'fylkeskommune'").iloc[0]
    assert (august["percent_low"], august["percent_high"]) == (0, 100)


def test_m01_missing(path: Path) -> None:
    """An authority whose website was not seen is unknown, neither yes nor no."""
    presence = rows(path, "core.official_page")
    unknown = {name for name, row in presence.items() if row["presence"] == "ukjent"}
    assert unknown == {"timeout", "candidate", "notseen"}
    assert presence["sitecarried"]["presence"] == "ja", "an account stands while its website fails for a month"


def test_m02_zero(path: Path) -> None:
    row = rows(path, "metrics.m02_followers")["zero"]
    assert (row["persons"], row["persons_low"], row["persons_high"], row["is_exact"]) == (0, 0, 0, True)


def test_m02_missing(path: Path) -> None:
    have = rows(path, "metrics.m02_followers")
    assert not {"nopage", "chosen", "wall", "tooold", "gone", "candidate", "nocounter", "oldimport"} & set(have)
    assert (have["carried"]["is_carried"], have["carried"]["age_days"]) == (True, 30)


def test_m02_likes_and_followers_stand_apart(path: Path) -> None:
    answer = query(path, "select counter_kind, persons, is_headline from metrics.m02_followers"
                         " where authority_number = '1000' order by all")  # fmt: skip
    assert [tuple(row) for row in answer.to_numpy()] == [("followers", 2000, True), ("likes", 1900, False)]
    assert rows(path, "mart.ranking")["likesonly"]["followers"] is None, "likes never stand among followers"


def test_m02_exact_before_rounded_then_the_preferred_route(path: Path) -> None:
    row = rows(path, "mart.ranking")["routes"]
    assert (row["followers"], row["source"], row["is_exact"]) == (1003, "graph_api: test", True)


def test_m02_rounded_is_not_exact(path: Path) -> None:
    row = rows(path, "mart.ranking")["rounded"]
    got = (row["followers"], row["followers_low"], row["followers_high"], row["is_exact"])
    assert got == (1224, 1150, 1299, False)


def test_m02_a_renamed_page_is_found_by_its_old_name(path: Path) -> None:
    assert rows(path, "mart.ranking")["renamed"]["followers"] == 55


def test_m03_zero(path: Path) -> None:
    row = rows(path, "metrics.m03_coverage")
    assert row["zero"]["percent"] == 0
    assert (round(row["ok"]["percent"], 1), row["ok"]["is_above_100"]) == (108.6, True)
    rounded = row["rounded"]
    assert [round(rounded[name], 1) for name in ("percent_low", "percent", "percent_high")] == [115.0, 122.4, 129.9]


def test_m03_missing(path: Path) -> None:
    assert not {"nopage", "wall", "tooold", "likesonly"} & set(rows(path, "metrics.m03_coverage"))
    national = query(path, f"select * from mart.national where month = '{MONTH}' and metric_id = 'M3 mean'")
    row = national.set_index("scope").loc["fylkeskommune"]
    assert (row["value"], row["n_measured"], row["n_known"], row["n_all"]) == (10, 1, 1, 1)
    august = query(path, "select * from mart.national where month = '2026-08' and scope = 'fylkeskommune'")
    assert august[august["metric_id"].str.startswith("M3")]["value"].isna().all()


def test_m15_zero(path: Path) -> None:
    row = rows(path, "metrics.m15_talking_about")
    assert (row["zero"]["persons"], row["zero"]["percent"]) == (0, 0)
    assert (row["ok"]["persons"], round(row["ok"]["percent"], 3)) == (37, 2.009)


def test_m15_missing(path: Path) -> None:
    assert set(rows(path, "metrics.m15_talking_about")) == {"ok", "zero"}


def test_m17_zero(path: Path) -> None:
    row = rows(path, "metrics.m17_pages")
    assert (row["nopage"]["pages"], row["chosen"]["pages"]) == (0, 0)
    many = row["subpages"]
    assert (many["pages"], many["has_two_or_more"], many["has_four_or_more"]) == (4, True, True), "no groups, no people"


def test_m17_missing(path: Path) -> None:
    assert not {"timeout", "notseen"} & set(rows(path, "metrics.m17_pages"))


def test_m18_zero(path: Path) -> None:
    row = rows(path, "metrics.m18_channel_breadth")
    assert (row["nopage"]["channels"], row["subpages"]["channels"]) == (0, 3)
    assert (row["silent"]["channels"], row["silent"]["abandoned"]) == (0, 1)


def test_m18_missing(path: Path) -> None:
    assert not {"timeout", "notseen"} & set(rows(path, "metrics.m18_channel_breadth"))
    answer = query(path, f"select channel, authorities, n_all from mart.channel where month = '{MONTH}'")
    assert [tuple(row) for row in answer.to_numpy()] == [("facebook", 17, 23), ("instagram", 1, 23), ("x", 1, 23)]


def _quality(path: Path, month: str, scope: str) -> dict[str, tuple[Any, int, int]]:
    answer = query(path, f"select * from metrics.m21_data_quality where month = '{month}' and scope = '{scope}'")
    return {row["measure"]: (row["value"], row["n"], row["n_of"]) for row in answer.to_dict("records")}


def test_m21_zero(path: Path) -> None:
    """Known pages, none of them measured: 0 %."""
    have = _quality(path, MONTH, "alle")
    assert have["measured"] == (pytest.approx(100 * 10 / 18), 10, 18)
    assert have["fresh"] == (pytest.approx(100 * 8 / 18), 8, 18)
    assert have["known"] == (pytest.approx(100 * 20 / 23), 20, 23)
    assert have["exact"] == (90.0, 9, 10)
    assert have["median_age"][0] == 0
    assert have["classified"] == (0, 0, 18)


def test_m21_missing(path: Path) -> None:
    """No page is known: nothing to measure quality on, which is not 0 %."""
    have = _quality(path, "2026-08", "fylkeskommune")
    assert [str(have[name][0]) for name in ("measured", "exact", "median_age")] == ["nan"] * 3
    assert have["known"] == (0, 0, 1)


def test_editions_routes_and_groups_say_what_they_rest_on(path: Path) -> None:
    edition = query(path, f"select * from mart.edition where month = '{MONTH}'").iloc[0]
    assert (edition["authorities"], edition["known"], edition["measured"]) == (23, 18, 10)
    route = query(path, f"select * from mart.route where month = '{MONTH}' and route = 'website'").iloc[0]
    assert (route["targets"], route["ok"], route["outcomes"]) == (22, 20, "ok 20, http_error 1, timeout 1")
    county = query(path, f"select * from mart.county where month = '{MONTH}'").iloc[0]
    assert (county["authorities"], county["measured"]) == (22, 9), "the fylkeskommune is not among its kommuner"
    sizes = query(path, f"select size_class, authorities from mart.size_class where month = '{MONTH}'")
    assert [tuple(row) for row in sizes.to_numpy()] == [("< 2 000", 22), ("fylkeskommune", 1)]
