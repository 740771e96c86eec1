"""Published tables: Norway's own figures as they were printed, an import that takes a table whole or names its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from barometer.errors import RegistryError, UsageError
from barometer.publications.cells import figure, period
from barometer.publications.importing import import_tables
from barometer.publications.reading import read_folder, read_table
from barometer.registry import COUNTRIES, load_country
from barometer.storage import DataFolder
from tests import command_line
from tests.command_line import Run

run = command_line.run

NO = load_country("no")
HEADER = "date,name,counter,value,source,url"
TODAY = date(2026, 11, 21)


def table(folder: Path, *rows: str, header: str = HEADER, name: str = "tabell.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize(("text", "value", "low", "high"), [
    ("1 795", 1795, 1795, 1795), ("1.856", 1856, 1856, 1856), ("40\N{NO-BREAK SPACE}525", 40525, 40525, 40525),
    ("0", 0, 0, 0), ("6", 6, 6, 6), ("12317", 12317, 12317, 12317),
    # Thousands are rounded to thousands, whether the source says so or not.
    ("155 000", 155000, 154500, 155499), ("ca. 155 000", 155000, 154500, 155499), ("2000", 2000, 1500, 2499),
    ("omtrent 5 300", 5300, 5250, 5349), ("about 700", 700, 650, 749), ("rundt 300 000", 300000, 250000, 349999),
    ("1,2k", 1224.5, 1150, 1299),
    ("ca. 74 %", 74, 73.5, 74.5), ("74,0 prosent", 74, 73.95, 74.05), ("0 %", 0, 0, 0.5),
])  # fmt: skip
def test_a_printed_figure_stands_for_an_interval(text: str, value: float, low: float, high: float) -> None:
    read = figure(text)
    assert (read.value, read.low, read.high) == (value, low, high)
    assert read.is_percent == ("%" in text or "prosent" in text)


@pytest.mark.parametrize("text", ["", "–", "over 5000", "nesten 300", "5000+", "ca. 1795", "1 79 5", "ukjent", "-3"])
def test_what_has_no_limits_is_no_figure(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        figure(text)


def test_a_table_may_give_its_own_limits() -> None:
    assert figure("2000", "2000", "2000").low == 2000
    assert (figure("5 001", "5 001", "5 499").low, figure("74 %", "73", "74").high) == (5001, 74)
    with pytest.raises(ValueError, match="does not lie between"):
        figure("5000", "5001", "5499")
    with pytest.raises(ValueError, match="write both or none"):
        figure("5000", "5000", "")


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2015-04-13", date(2015, 4, 13), date(2015, 4, 13)), ("13.04.2015", date(2015, 4, 13), date(2015, 4, 13)),
    ("2010-12", date(2010, 12, 1), date(2010, 12, 31)), ("2012", date(2012, 1, 1), date(2012, 12, 31)),
    ("2012-02", date(2012, 2, 1), date(2012, 2, 29)), ("2011-03/2011-05", date(2011, 3, 1), date(2011, 5, 31)),
])  # fmt: skip
def test_a_day_or_a_period(text: str, first: date, last: date) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "13/4/2015", "2015-02-30", "2015-4-13", "våren 2011", "2011-05/2011-03"])
def test_no_day(text: str) -> None:
    with pytest.raises(ValueError, match="write YYYY-MM-DD"):
        period(text)


def test_norways_own_figures_are_those_that_were_printed() -> None:
    points = {(each.authority_number, each.role, each.on_from): each for each in NO.published}
    december, spring, april = date(2010, 12, 1), date(2011, 3, 1), date(2015, 4, 13)
    expected = {
        ("1151", "helhetlig", december): (810, 218), ("0831", "helhetlig", december): (701, 1381),
        ("1744", "helhetlig", december): (74, 3577), ("1224", "helhetlig", december): (3390, None),
        ("0219", "helhetlig", december): (1918, None), ("0602", "helhetlig", december): (1452, None),
        ("0402", "helhetlig", spring): (990, 17377), ("1601", "helhetlig", spring): (919, None),
        ("1601", "sted", spring): (40525, None), ("1601", "virksomhet", spring): (1856, None),
        ("0602", "helhetlig", spring): (1795, None), ("0805", "helhetlig", spring): (1150, None),
        ("0231", "helhetlig", april): (5955, None), ("02", "helhetlig", april): (5335, None),
    }  # fmt: skip
    assert {key: (points[key].value, points[key].population_printed) for key in expected} == expected
    assert len(NO.published) == 26 and {each.counter_kind for each in NO.published} == {"likes"}
    assert points["1744", "helhetlig", december].unit == "%"


def test_every_row_of_the_national_history_is_there() -> None:
    pages = [(str(e.on_from), e.scope, e.value, e.n_of) for e in NO.published_national if e.measure == "sider"]
    assert pages == [
        ("2011-02-01", "kommune", 120, 430), ("2011-03-01", "svar på spørreundersøkelse", 107, 274),
        ("2012-08-01", "kommune", 203, 429), ("2013-01-05", "kommune", 210, 428), ("2013-04-05", "kommune", 215, 428),
        ("2013-08-07", "kommune", 223, 428), ("2014-02-20", "kommune", 291, 428),
        ("2014-02-20", "fylkeskommune", 16, 19),
        ("2015-04-13", "kommune", 335, 428), ("2015-04-13", "alle", 353, 447), ("2015-10-30", "kommune", 351, 428),
        ("2016-05-21", "kommune", 357, 428),
    ]  # fmt: skip
    likes = [(e.value, e.low, e.high, e.scope) for e in NO.published_national if e.measure == "likes"]
    assert likes == [
        (155000, 154500, 155499, "kommune"), (213000, 212500, 213499, "kommune"), (311000, 310500, 311499, "kommune"),
        (17135, 17135, 17135, "fylkeskommune"), (525000, 524500, 525499, "alle"),
    ]  # fmt: skip
    others = [(e.measure, e.channel or e.part, e.part, e.value) for e in NO.published_national if e.unit == "%"]
    assert [each[3] for each in others] == [41, 54, 5, 26, 58, 16, 32, 18, 17, 12, 11, 96, 42, 65, 44]


def test_the_number_of_authorities_is_the_registers_of_that_day() -> None:
    for each in NO.published_national:
        if each.measure == "sider" and each.scope == "kommune":
            assert each.n_of == sum(row.kind == "kommune" for row in NO.in_force(each.on_from)), each.on_from


@pytest.mark.parametrize(("row", "message"), [
    ("2026-04-13,Skedsmo kommune,likes,5955,Kilde,", "row 2: nobody was named 'Skedsmo kommune' on 2026-04-13: 0231"),
    ("2015-04-13,Våler,likes,700,Kilde,", "row 2: several were named 'Våler'"),
    ("2019-12/2020-01,Skedsmo,likes,5955,Kilde,", "row 2: Skedsmo changed between 2019-12-01 and 2020-01-31"),
    ("2015-04-13,,likes,5955,Kilde,", "row 2: authority and name are both empty"),
    ("2015-04-13,Skedsmo,shares,5955,Kilde,", "row 2: counter 'shares' is not known"),
    ("2015-04-13,Skedsmo,likes,over 5000,Kilde,", "row 2: 'over 5000' is not a figure"),
    ("2015-04-13,Skedsmo,likes,5955,,", "row 2: source is empty"),
    ("2015-04-13,Skedsmo,likes,5955,Kilde,javascript:alert(1)", "row 2: url 'javascript:alert"),
    ("våren 2015,Skedsmo,likes,5955,Kilde,", "row 2: 'våren 2015' is not a date"),
    ("2015-04-13,Skedsmo,likes,5955,Kilde,,extra", "row 2: 7 fields"),
])  # fmt: skip
def test_a_row_is_refused_by_name(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(UsageError) as told:
        read_table(table(tmp_path, row), NO)
    assert message in str(told.value)


def test_a_number_that_a_spreadsheet_shortened_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, "2015-04-13,231,likes,5955,Kilde,", header="date,authority,counter,value,source,url")
    with pytest.raises(UsageError, match="lost its first nought; write 0231"):
        read_table(path, NO)


@pytest.mark.parametrize(("header", "message"), [
    ("date,name,counter,value,source", "missing columns: url"), (f"{HEADER},colour", "unknown: colour"),
    (f"{HEADER},url", "each once"),
])  # fmt: skip
def test_a_header_is_refused(tmp_path: Path, header: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_table(table(tmp_path, "2015-04-13,Skedsmo,likes,1,Kilde,", header=header), NO)


def test_what_spreadsheets_save_is_read(tmp_path: Path) -> None:
    rows = ["13.04.2015;Våler i Østfold;likere;1 234;Kilde;", ";;;;;", "13.04.2015;Bærum;følgere;1,2k;Kilde;"]
    for encoding in ("utf-8-sig", "cp1252"):
        read = read_table(table(tmp_path, *rows, header=HEADER.replace(",", ";"), encoding=encoding), NO)
        assert [(e.authority_number, e.counter_kind, e.row) for e in read] == [
            ("0137", "likes", 2), ("0219", "followers", 4),
        ]  # fmt: skip


def test_a_table_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "no")
    good, bad = "2015-04-13,Skedsmo kommune,likes,5955,Kilde,", "2015-04-13,Atlantis,likes,5,Kilde,"
    with pytest.raises(UsageError, match="row 3: nobody was named 'Atlantis'"):
        import_tables([table(tmp_path, good, bad)], NO, folder, TODAY)
    assert not list(tmp_path.rglob("registry/published/*"))
    path = table(tmp_path, good, "2015-04-13,Akershus fylkeskommune,likes,5335,Kilde,")
    assert [import_tables([path], NO, folder, TODAY)[0].fate for _ in range(2)] == ["added", "unchanged"]
    assert import_tables([table(tmp_path, good)], NO, folder, TODAY)[0].fate == "replaced"
    read, _ = read_folder(NO, [folder.root / "registry" / "published"])
    assert [(each.publication, each.authority_number) for each in read] == [("tabell", "0231")]


@pytest.mark.parametrize(("name", "row", "message"), [
    ("national.csv", "2015-04-13,Skedsmo,likes,1,Kilde,", "comes with the program"),
    ("i-all-offentlighet-2015-04.csv", "2015-04-13,Skedsmo,likes,1,Kilde,", "comes with the program"),
    ("Min tabell.csv", "2015-04-13,Skedsmo,likes,1,Kilde,", "rename the file"),
    ("a.csv", "2027-04-13,Bergen,likes,1,Kilde,", "row 2: 2027-04-13 is still to come"),
    ("a.csv", "2015-04-13,Bergen,likes,1,Kilde,\n2015-04-13,Bergen kommune,likes,2,Kilde,",
     "row 3: 1201 stands in row 2"),
    ("a.csv", "", "holds no rows"),
])  # fmt: skip
def test_an_import_that_cannot_be_kept(tmp_path: Path, name: str, row: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        import_tables([table(tmp_path, row, name=name)], NO, DataFolder(tmp_path / "no"), TODAY)


def test_an_own_table_that_no_longer_holds_stops_the_run(tmp_path: Path) -> None:
    table(tmp_path, "2015-04-13,Atlantis,likes,5,Kilde,")
    with pytest.raises(RegistryError, match="Atlantis"):
        read_folder(NO, [COUNTRIES / "no" / "published", tmp_path])


def test_the_command_takes_a_table_over(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "2015-04-13,Skedsmo kommune,likes,ca. 6 000,Kilde,")
    done = run("import", "published", path, "--data", tmp_path / "data")
    assert done.code == 0 and "tabell: added; 1 likes of 1 authorities, 2015-04-13, 1 rounded" in done.out
    assert (tmp_path / "data/no/registry/published/tabell.csv").read_bytes() == path.read_bytes()
    refused = run("import", "published", tmp_path / "nowhere.csv", "--data", tmp_path / "data")
    assert refused.code == 2 and "nowhere.csv cannot be read" in refused.err
