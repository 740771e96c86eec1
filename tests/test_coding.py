"""From a sheet to a class: drawn, filled in by two with slips, compared, built; and what an import refuses."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from barometer.coding.columns import COLUMNS, FILLED
from barometer.coding.draw import allocate, draw, strata_of
from barometer.coding.kappa import kappa
from barometer.coding.reading import Coding
from barometer.coding.sheet import write_rows
from barometer.months import Month
from barometer.practice.coding import fill
from barometer.practice.truth import truth
from barometer.practice.world import world
from barometer.readings import Outcome
from barometer.readings_file import read
from barometer.storage import DataFolder
from tests.command_line import MONTH, Run, of, run
from tests.make_edition import rows_of
from tests.make_readings import Maker
from warehouse.build import build
from warehouse.coded import PageToCode, classes_of, frame_of
from warehouse.read import query

__all__ = ["run"]
Sheets = tuple[Path, Path, Path]


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built month of the practice country in which every page is behind a wall."""
    here = world(MONTH)
    made = Maker(tmp_path_factory.mktemp("data"), rows_of(here.country, MONTH))
    for number in here.authorities:
        page = here.own_page(number)
        if page is None:
            made.visit(str(MONTH), "website", number)
        else:
            made.page(str(MONTH), number, native_id=page.native_id, outcome=Outcome.LOGIN_WALL)
    made.save()
    build(made.folder, here.country)
    return made.folder.root.parent


@pytest.fixture
def walled(built: Path, tmp_path: Path) -> Path:
    """A copy of it to write in."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def sheets(run: Run, data: Path, slips: float, size: int = 60) -> Sheets:
    """Draw a sheet and let two people fill in a copy each."""
    blank, first, second = (Path(name) for name in ("blank.csv", "a.csv", "b.csv"))
    answer = run("coding", "sheet", *of(data), "--size", size, "--out", blank)
    assert answer.code == 0, answer.err
    fill(blank, first, MONTH, "A", slips=slips)
    fill(blank, second, MONTH, "B", slips=slips)
    return blank, first, second


def stored(data: Path) -> list[Coding]:
    return list(read(DataFolder(data / "xx").codings(MONTH), Coding))


def true_classes() -> dict[str, str]:
    return {number: each.page.use.use_class for number, each in truth(MONTH).authorities.items() if each.page}


def by_hand(pairs: list[tuple[str, str]]) -> float:
    """Return κ the way a textbook works it out, cell by cell."""
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(first[name] / n * second[name] / n for name in first)
    return (observed - expected) / (1 - expected)


def test_two_people_without_slips_give_every_page_its_true_class(walled: Path, run: Run) -> None:
    _, first, second = sheets(run, walled, slips=0.0)
    answer = run("coding", "import", *of(walled), first, second)
    assert answer.code == 0, answer.out
    assert "use class: κ = 1.00 (no interval: all alike), n = 60, 60 of 60 alike" in answer.out
    assert run("build", *of(walled)).code == 0
    told = query(walled / "xx" / "barometer.duckdb", "select authority_number, use_class from metrics.m11_use_class"
                                                      " where evidence_grade = 'C'")  # fmt: skip
    true = true_classes()
    assert len(told) == 60
    assert dict(told.itertuples(index=False)) == {number: true[number] for number in told["authority_number"]}


def test_slips_lower_kappa_and_what_two_disagree_on_is_not_used_until_a_third_settles_it(
    walled: Path, run: Run
) -> None:
    blank, first, second = sheets(run, walled, slips=0.5)
    answer = run("coding", "import", *of(walled), first, second)
    assert answer.code == 0, answer.out
    codings = stored(walled)
    classes = dict(zip([(each.authority_number, each.coder) for each in codings], classes_of(codings), strict=True))
    numbers = sorted({number for number, _ in classes})
    pairs = [(classes[number, 1], classes[number, 2]) for number in numbers]
    apart = [number for number, (a, b) in zip(numbers, pairs, strict=True) if a != b]
    assert 3 <= len(apart) <= 40, "slips that change nothing, or everything, test nothing"
    assert f"use class: κ = {by_hand(pairs):.2f} (95 % interval " in answer.out
    assert len(re.findall(r"^  \d{4} .*not settled$", answer.out, re.MULTILINE)) == len(apart)
    assert f"{len(apart)} disagreement(s) not used until --resolved settles them" in answer.out

    assert run("build", *of(walled)).code == 0
    warehouse = walled / "xx" / "barometer.duckdb"
    row = query(warehouse, "select * from core.coding_agreement").iloc[0]
    assert (row["pages_twice"], row["agreed"], row["kappa"]) == (60, 60 - len(apart), pytest.approx(by_hand(pairs)))
    used = set(query(warehouse, "select authority_number from metrics.m11_use_class where evidence_grade = 'C'")
               ["authority_number"])  # fmt: skip
    assert used & set(apart) == set()

    # A third looks at those alone, carefully.
    settling = Path("c.csv")
    fill(blank, settling, MONTH, "C", slips=0.0)
    write_rows(settling, [row for row in lines_of(settling) if row["row"].rpartition("-")[2] in apart])
    answer = run("coding", "import", *of(walled), first, second, "--resolved", settling)
    assert answer.code == 0, answer.out
    assert answer.out.count(", settled as ") == len(apart)
    assert run("build", *of(walled)).code == 0
    now = query(warehouse, "select authority_number, use_class from metrics.m11_use_class where evidence_grade = 'C'")
    told = dict(now.itertuples(index=False))
    true = true_classes()
    assert {number: told[number] for number in apart} == {number: true[number] for number in apart}
    assert query(warehouse, "select kappa from core.coding_agreement")["kappa"][0] == pytest.approx(by_hand(pairs))
    # With that, the same seed draws the same pages again.
    assert run("coding", "sheet", *of(walled), "--out", "again.csv").code == 0
    assert Path("again.csv").read_bytes() == blank.read_bytes()


def test_one_coder_is_grade_d_and_does_not_replace_two(walled: Path, run: Run) -> None:
    _, first, second = sheets(run, walled, slips=0.0, size=20)
    answer = run("coding", "import", *of(walled), first)
    assert (answer.code, "stored: 0 page(s) coded by two, 20 by one" in answer.out) == (0, True)
    assert run("build", *of(walled)).code == 0
    grades = query(walled / "xx" / "barometer.duckdb", "select evidence_grade as g, count(*) from mart.dialogue"
                                                        " where g <> '' group by all")  # fmt: skip
    assert list(grades["g"]) == ["D"]
    assert run("coding", "import", *of(walled), first, second).code == 0
    answer = run("coding", "import", *of(walled), second)
    assert answer.code == 2
    assert answer.out.count("is coded by two already; import both sheets together") == 20
    assert len(stored(walled)) == 40


def test_a_sheet_names_no_person_and_its_note_and_mark_are_not_stored(walled: Path, run: Run) -> None:
    _, first, _ = sheets(run, walled, slips=0.0, size=10)
    rows = lines_of(first)
    rows[0] |= {"note": "Kari Uglevik spurte om svømmehallen", "coder": "Nils Lomheim"}
    write_rows(first, rows)
    assert run("coding", "import", *of(walled), first).code == 0
    text = DataFolder(walled / "xx").codings(MONTH).read_text()
    assert "Uglevik" not in text and "Lomheim" not in text
    assert not {"name", "author", "text"} & set(FILLED)


def page(number: int, size_class: str, county: str, kind: str = "kommune") -> PageToCode:
    return PageToCode(authority_number=f"{number:04d}", authority="Vik", kind=kind, size_class=size_class,
                      county=county, native_id=f"side{number}", url="https://x.example/", is_unknown=True)  # fmt: skip


PAGES = [page(order, ("< 2 000", "≥ 50 000")[order % 5 == 0], "Nord" if order < 60 else f"Fylke {order % 7}")
         for order in range(100)] + [page(9000 + order, "fylkeskommune", "Nord", "fylkeskommune")
                                     for order in range(5)]  # fmt: skip


def test_a_county_is_a_stratum_where_it_is_large_enough() -> None:
    strata = {name: len(each) for name, each in strata_of(PAGES, 30).items()}
    assert strata == {"< 2 000 | Nord": 48, "< 2 000 | andre fylker": 32, "fylkeskommune": 5,
                      "≥ 50 000 | Nord": 12, "≥ 50 000 | andre fylker": 8}  # fmt: skip


def test_where_no_county_is_large_enough_the_stratum_is_all_of_them() -> None:
    strata = {name: len(each) for name, each in strata_of(PAGES, 4).items()}
    assert strata == {"< 2 000 | alle fylker": 80, "fylkeskommune": 5, "≥ 50 000 | alle fylker": 20}


def test_the_sample_has_the_size_the_draws_add_up_and_weights_give_back_every_stratum() -> None:
    sample = draw(PAGES, 30, seed=1)
    assert len(sample) == len({each.page.authority_number for each in sample}) == 30
    drawn = Counter(each.stratum for each in sample)
    assert all(drawn[each.stratum] == each.drawn >= 2 for each in sample)
    weights: Counter[str] = Counter()
    for each in sample:
        weights[each.stratum] += each.drawn_of / each.drawn  # type: ignore[assignment]
    assert {name: round(weight) for name, weight in weights.items()} == {
        name: len(each) for name, each in strata_of(PAGES, 30).items()
    }
    assert draw(PAGES, 30, seed=1) == sample != draw(PAGES, 30, seed=2)


def test_every_page_of_a_stratum_is_as_likely_as_the_next() -> None:
    pages = [page(order, "< 2 000", "Nord") for order in range(10)]
    times = Counter(each.page.authority_number for seed in range(2000) for each in draw(pages, 3, seed))
    # 600 expected of each, standard deviation 20.5.
    assert all(510 < times[each.authority_number] < 690 for each in pages)


@pytest.mark.parametrize(("sizes", "size", "given"), [
    ({"a": 90, "b": 10}, 10, {"a": 8, "b": 2}),
    ({"a": 90, "b": 1}, 10, {"a": 9, "b": 1}),
    ({"a": 3, "b": 2, "c": 1}, 99, {"a": 3, "b": 2, "c": 1}),
    ({"a": 9, "b": 8, "c": 7}, 2, {"a": 1, "b": 1, "c": 0}),
    ({}, 10, {}),
])  # fmt: skip
def test_allocation(sizes: dict[str, int], size: int, given: dict[str, int]) -> None:
    assert allocate(sizes, size) == given


def test_a_sheet_is_never_written_over_and_a_month_without_unknown_pages_has_none(walled: Path, run: Run) -> None:
    assert run("coding", "sheet", *of(walled), "--out", "s.csv").code == 0
    raw = Path("s.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfrow;authority;address;") and b"\r\n" in raw
    legend = Path("s-veiledning.txt").read_text(encoding="utf-8-sig")
    assert all(f"  {column}: " in legend for column in COLUMNS)
    answer = run("coding", "sheet", *of(walled), "--out", "s.csv")
    assert (answer.code, "may be filled in" in answer.err) == (2, True)
    answer = run("coding", "sheet", *of(walled, month=Month(2026, 9)), "--out", "t.csv")
    assert (answer.code, "holds nothing of 2026-09: run 'barometer build'" in answer.err) == (2, True)
    frame = frame_of(walled / "xx" / "barometer.duckdb", MONTH)
    assert (frame.window_to - frame.window_from).days == 89 and f"{frame.window_to}" == "2026-10-19"


# (table, κ): Cohen 1960; Fleiss, Levin and Paik, table 18.1; Stata's manual (X-rays by two radiologists); two tables
# of equal agreement and different κ that every introduction gives.
WORKED = [
    ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.4915),
    ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.6765),
    ([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]], 0.4728),
    ([[20, 5], [10, 15]], 0.40),
    ([[45, 15], [25, 15]], 0.1304),
    ([[25, 35], [5, 35]], 0.2593),
]


def cells(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(("table", "value"), WORKED)
def test_kappa_of_published_examples(table: list[list[int]], value: float) -> None:
    assert kappa(cells(table)).kappa == pytest.approx(value, abs=5e-5)


def test_the_interval_of_kappa_is_that_of_the_published_standard_error() -> None:
    told = kappa(cells(WORKED[1][0]))
    assert told.low is not None and told.high is not None
    assert (told.high - told.low) / 2 / 1.96 == pytest.approx(0.087, abs=1e-3), "Fleiss, Levin and Paik, 18.1"


def test_kappa_is_undefined_rather_than_one_or_nought() -> None:
    assert kappa([]).kappa is None
    assert kappa([("x", "x")] * 9).kappa is None
    assert "both used one and the same category" in kappa([("x", "x")] * 9).said()
    assert kappa([("x", "x"), ("y", "y")]).said().startswith("κ = 1.00 (no interval: all alike)")
    assert kappa([("x", "y"), ("y", "x")]).kappa == -1
    assert kappa([("x", "y")] * 3).kappa == 0
