"""Building the warehouse: layers, descriptions, atomicity, and what is missing is missing."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from barometer import METHOD_VERSION
from barometer.errors import ReadingsError, WarehouseError
from barometer.months import Month
from barometer.readings_file import write
from barometer.storage import DataFolder
from tests.make_readings import FIVE, Maker, authority, country, small_world
from warehouse.build import build
from warehouse.header import HERE, Model, models
from warehouse.read import frame, open_warehouse, query
from warehouse.schema import RAW

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder, land = small_world(tmp_path_factory.mktemp("world"))
    build(folder, land)
    return folder


CONTRACT = {
    "edition": "month country_code country is_practice observed_from observed_to authorities known measured"
    " method_version population_on",
    "ranking": "month authority_number authority kind county_number county size_class population latitude longitude"
    " website state state_detail account_id account_url account_status followers followers_low followers_high is_exact"
    " counter_kind source observed_at coverage_percent coverage_percent_low coverage_percent_high rank rank_band_low"
    " rank_band_high n_ranked rank_in_size_class rank_in_size_class_band_low rank_in_size_class_band_high"
    " rank_in_size_class_change n_ranked_in_size_class rank_in_county rank_in_county_band_low rank_in_county_band_high"
    " rank_in_county_change n_ranked_in_county rank_by_followers rank_previous rank_change talking_about"
    " talking_about_percent growth_persons growth_percent growth_percent_per_30_days growth_state growth_break_reason"
    " window_days use_class"
    " use_class_reason page_acts enquiries answered_enquiries visibility_score visibility_class"
    " visibility_front_points visibility_prominent_points visibility_contact_points visibility_overview_points"
    " visibility_backlink_points visibility_works_points facebook_pages channels"
    " page_age_years is_page_age_lower_bound grade grade_low grade_high grade_indicators method_version",
    "national": "month scope metric_id name value low high unit n_measured n_known n_all",
    "use_class_split": "month scope use_class pages percent percent_exact percent_by_inhabitants base unknown",
    "top_list": "month list position rank authority_number authority kind county population value value_low value_high"
    " unit",
    "account": "month authority_number authority channel native_id url role status evidence last_outcome age_years"
    " is_age_lower_bound since_on",
    "channel": "month channel authorities percent n_all",
    "size_class": "month size_class authorities measured mean_coverage_percent median_coverage_percent"
    " pooled_coverage_percent adoption_percent followers",
    "county": "month county authorities measured mean_coverage_percent median_coverage_percent"
    " pooled_coverage_percent adoption_percent followers",
    "data_quality": "month measure name value unit",
    "route": "month route targets ok hit_percent outcomes",
    "check_result": "month suite table_name check_name column_name severity is_passed observed expected failing_rows"
    " reason remedy",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_mart_tables_have_the_agreed_columns(built: DataFolder, table: str) -> None:
    with open_warehouse(built.warehouse) as connection:
        assert list(frame(connection, f"mart.{table}").columns) == CONTRACT[table].split()


def test_every_table_and_column_is_described(built: DataFolder) -> None:
    with open_warehouse(built.warehouse) as connection:
        tables = connection.execute("select schema_name, table_name, comment from duckdb_tables()").fetchall()
        columns = connection.execute(
            "select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()"
            " where not internal and coalesce(comment, '') = ''"
        ).fetchall()
    assert len(tables) > 50
    assert [name for *name, comment in tables if not comment] == []
    assert columns == []


def test_a_metric_says_its_name_and_unit_in_the_database(built: DataFolder) -> None:
    answer = query(built.warehouse, "select comment from duckdb_tables() where table_name = 'm03_coverage'")
    assert "M3 dekningsgrad / coverage, %, higher, method 1." in answer["comment"].iloc[0]


def test_formulas_stay_for_analysts(built: DataFolder) -> None:
    answer = query(built.warehouse, "select percent(990, 17377) as p, method_version() as v")
    assert round(answer["p"].iloc[0], 1) == 5.7
    assert answer["v"].iloc[0] == METHOD_VERSION


def test_two_months_give_growth_and_moves(built: DataFolder) -> None:
    with open_warehouse(built.warehouse) as connection:
        october = frame(connection, "mart.ranking", month=Month(2026, 10)).set_index("authority_number")
    first = october.loc["0101"]
    assert (first["growth_state"], first["growth_persons"], first["growth_percent"]) == ("målt", 20, 4.0)
    assert first["window_days"] == 30
    assert (first["rank"], first["rank_previous"], first["rank_change"]) == (1, 1, 0)
    assert list(october["growth_state"][["0102", "0103", "0201"]]) == ["ikke målbar", "mangler", "mangler"]


def test_a_folder_without_readings_builds_empty_tables(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    report = build(world.folder, world.country)
    assert report.months == ()
    assert report.rows["raw.authority"] == len(FIVE)
    assert report.rows["mart.ranking"] == report.rows["mart.national"] == 0


def test_a_month_without_visits_has_nothing_measured(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    write(world.folder.route(Month(2026, 10), "website"), [])
    build(world.folder, world.country)
    ranking = query(world.folder.warehouse, "select state, followers, facebook_pages, use_class from mart.ranking")
    assert list(ranking["state"]) == ["feil"] * len(FIVE)
    assert ranking[["followers", "facebook_pages", "use_class"]].isna().all(axis=None)


@pytest.mark.parametrize("missing", ["website", "facebook", "accounts"])
def test_a_missing_route_is_no_zero(tmp_path: Path, missing: str) -> None:
    folder, land = small_world(tmp_path, ["2026-10"])
    (folder.readings(Month(2026, 10)) / f"{missing}.jsonl").unlink()
    build(folder, land)
    row = query(folder.warehouse, "select * from mart.ranking where authority_number = '0101'").iloc[0]
    assert {"website": "ok", "facebook": "feil", "accounts": "ingen side"}[missing] == row["state"]
    assert row.isna()["visibility_score"] == (missing != "facebook")
    assert row.isna()["followers"] == (missing != "website")


def test_authorities_in_force_and_one_population_vintage(tmp_path: Path) -> None:
    rows = [
        authority("0101", "Askvik", 1000),
        authority("0102", "Gammelvik", 500, valid_to=date(2026, 10, 1)),
        authority("0103", "Nyvik", 700, valid_from=date(2026, 11, 1)),
    ]
    world = Maker(tmp_path, rows)
    figures = world.country.population
    later = type(figures[0])(number="0101", on=date(2026, 7, 1), published_on=date(2026, 10, 21), inhabitants=1100,
                             source="after the edition's day")  # fmt: skip
    old = type(figures[0])(number="0101", on=date(2025, 1, 1), published_on=date(2025, 2, 1), inhabitants=900,
                           source="older")  # fmt: skip
    object.__setattr__(world.country, "population", (*figures, later, old))
    world.visit("2026-10", "website", "0101")
    build(*world.save())
    have = query(world.folder.warehouse, "select authority_number, population, population_on from core.authority_month")
    assert [tuple(row) for row in have.astype(str).to_numpy()] == [("0101", "1000", "2026-01-01")]


def _changed(tmp_path: Path, name: str, text: str) -> Path:
    root = tmp_path / "sql"
    shutil.copytree(HERE, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (root / name).write_text(text)
    return root


BROKEN = {
    "column without description": ("mart/broken.sql", "-- One row.\n-- a: x\nselect 1 as a, 2 as b", "b has no desc"),
    "description without column": ("mart/broken.sql", "-- One row.\n-- a: x\n-- c: x\nselect 1 as a", "c is described"),
    "no header": ("mart/broken.sql", "select 1 as a", "no header"),
    "column described twice": ("mart/broken.sql", "-- Row.\n-- a: x\n-- a: y\nselect 1 as a", "described twice"),
    "metric without its line": ("metrics/m99_broken.sql", "-- One row.\n-- a: x\nselect 1 as a", "-- metric: id"),
    "metric line of another form": ("metrics/m99_x.sql", "-- Row.\n-- metric: M99 x\n-- a: x\nselect 1 as a", "is not"),
    "later layer": ("core/broken.sql", "-- One row.\n-- a: x\nselect 1 as a from mart.ranking", "a later layer"),
    "unknown table": ("core/broken.sql", "-- One row.\n-- a: x\nselect 1 as a from core.nowhere", "no file makes"),
    "wrong column": ("core/broken.sql", "-- One row.\n-- a: x\nselect nothing as a from raw.visit", "nothing"),
    "two statements": ("core/broken.sql", "-- One row.\n-- a: x\nselect 1 as a; drop table raw.visit", "not one SEL"),
    "reads a file": ("core/broken.sql", "-- One row.\n-- a: x\nselect * from read_text('/etc/hostname')", "disabled"),
}


@pytest.mark.parametrize("why", BROKEN)
def test_a_broken_sql_file_stops_the_build_and_names_itself(built: DataFolder, tmp_path: Path, why: str) -> None:
    name, text, message = BROKEN[why]
    folder = built
    before = folder.warehouse.read_bytes()
    with pytest.raises(WarehouseError) as caught:
        build(folder, country(), root=_changed(tmp_path, name, text))
    assert Path(name).name in str(caught.value)
    assert message in str(caught.value)
    assert folder.warehouse.read_bytes() == before, "the old warehouse still stands"
    assert sorted(path.name for path in folder.root.iterdir()) == ["barometer.duckdb", "readings"]


def test_tables_that_read_each_other_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "core"
    root.mkdir()
    (root / "a.sql").write_text("-- Row.\n-- x: x\nselect x from core.b")
    (root / "b.sql").write_text("-- Row.\n-- x: x\nselect x from core.a")
    with pytest.raises(WarehouseError, match=r"core/[ab]\.sql: reads itself"):
        models(tmp_path)


def test_models_stand_after_what_they_read_and_comments_are_no_references() -> None:
    ordered = models(known=frozenset(f"raw.{table.name}" for table in RAW))
    place = {model.name: order for order, model in enumerate(ordered)}
    late = [(m.name, r) for m in ordered for r in m.references if r in place and place[r] > place[m.name]]
    assert late == []
    model = Model(Path("core/x.sql"), "-- as in core.y\nselect 'mart.z' as a from raw.visit")
    assert model.references == {"raw.visit"}


@pytest.mark.parametrize("path", sorted(HERE.glob("m*/*.sql")) + sorted(HERE.glob("core/*.sql")), ids=lambda p: p.stem)
def test_a_file_is_one_select_of_agreed_length(path: Path) -> None:
    lines = path.read_text().splitlines()
    code = re.sub(r"--[^\n]*|'[^']*'", "", path.read_text())
    assert ";" not in code
    assert code.lstrip().startswith(("select", "with"))
    assert len(lines) <= (60 if path.parent.name == "metrics" else 150)


def test_a_reader_sees_the_old_warehouse_or_the_new(tmp_path: Path) -> None:
    folder, land = small_world(tmp_path, ["2026-09"])
    build(folder, land)
    with open_warehouse(folder.warehouse) as reader:
        small_world(tmp_path, ["2026-10"])
        build(folder, land)
        assert reader.execute("select max(month) from mart.edition").fetchone() == ("2026-09",)
        # Within one process DuckDB shares an open file, so the second reader is another process.
        code = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql('from mart.edition'))"
        command = [sys.executable, "-c", code, str(folder.warehouse)]
        other = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "2026-10" in other
    assert list(query(folder.warehouse, "select max(month) as m from mart.edition")["m"]) == ["2026-10"]


BUILD_FOR_EVER = """
import sys
from pathlib import Path
from tests.make_readings import country
from barometer.storage import DataFolder
from warehouse.build import build
while True:
    build(DataFolder(Path(sys.argv[1])), country())
"""


def test_a_killed_build_leaves_a_warehouse_that_opens(tmp_path: Path) -> None:
    folder, land = small_world(tmp_path)
    build(folder, land)
    aside = folder.root / ".barometer.duckdb.new"
    child = subprocess.Popen([sys.executable, "-c", BUILD_FOR_EVER, str(folder.root)], cwd=ROOT)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        # Held still, so that what is killed is a build in the middle and not one that has just ended.
        child.send_signal(signal.SIGSTOP)
        if aside.exists():
            break
        child.send_signal(signal.SIGCONT)
        time.sleep(0.05)
    child.kill()
    child.wait()
    assert aside.exists(), "it was killed in the middle"
    assert len(query(folder.warehouse, "from mart.edition")) == 2
    build(folder, land)
    assert not aside.exists()


def test_leftovers_of_a_killed_build_are_in_nobodys_way(tmp_path: Path) -> None:
    folder, land = small_world(tmp_path)
    folder.root.joinpath(".barometer.duckdb.new").write_bytes(b"half a database")
    folder.root.joinpath(".barometer.duckdb.new.wal").write_bytes(b"half a log")
    build(folder, land)
    assert len(query(folder.warehouse, "from mart.edition")) == 2


def test_a_broken_line_stops_the_build_and_the_old_warehouse_stands(tmp_path: Path) -> None:
    folder, land = small_world(tmp_path)
    build(folder, land)
    path = folder.route(Month(2026, 10), "facebook")
    lines = path.read_text().splitlines()
    lines[1] = lines[1].replace('"low":1150', '"low":"many"')
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(ReadingsError, match=r"facebook\.jsonl, line 2: .*low") as caught:
        build(folder, land)
    assert caught.value.exit_code == 2
    assert len(query(folder.warehouse, "from mart.edition")) == 2
