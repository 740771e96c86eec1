"""What an import of coding sheets refuses, row by row, and what it takes although a spreadsheet has been at it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from barometer.coding.columns import COLUMNS
from barometer.coding.reading import Coding
from barometer.months import Month
from barometer.readings_file import read
from barometer.registry import load_country
from barometer.storage import DataFolder
from tests.command_line import MONTH, Answer, Run, of, run
from tests.make_edition import rows_of
from tests.make_readings import Maker
from warehouse.build import build

__all__ = ["run"]
GOOD = {
    "coder": "A", "coded_on": "2026-10-25", "seen": "ja", "posts": "5", "replies": "2", "last_act_on": "2026-10-17",
    "enquiries": "3", "answered_enquiries": "1", "threads_with_reply": "1", "comments_open": "ja", "note": "",
}  # fmt: skip
Row = dict[str, str]
Import = Callable[..., Answer]
COUNTRY = load_country("xx")
A, B, C, D, WITHOUT = (each.number for each, _ in rows_of(COUNTRY, MONTH)[:5])
"""Five authorities; the last has no page."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = Maker(tmp_path_factory.mktemp("data"), rows_of(COUNTRY, MONTH))
    for number in (A, B, C, D):
        world.page(str(MONTH), number)
    world.visit(str(MONTH), "website", WITHOUT)
    world.save()
    build(world.folder, COUNTRY)
    return world.folder.root.parent


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it to write in."""
    return Path(shutil.copytree(built, tmp_path / "data"))


@pytest.fixture
def rows(data: Path, run: Run) -> list[Row]:
    """The rows of a sheet of all four pages, in order."""
    assert run("coding", "sheet", *of(data), "--all", "--out", "s.csv").code == 0
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@pytest.fixture
def imported(data: Path, run: Run) -> Import:
    def do(*sheets: list[Row], text: Callable[[str], bytes] = lambda text: text.encode(), delimiter: str = ";",
           more: tuple[object, ...] = ()) -> Answer:  # fmt: skip
        paths = []
        for order, each in enumerate(sheets):
            path = Path(f"{'abc'[order]}.csv")
            with path.open("w", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, restval="")
                writer.writeheader()
                writer.writerows(each)
            path.write_bytes(text(path.read_text()))
            paths.append(path)
        return run("coding", "import", *of(data), *paths, *more)

    return do


def stored(data: Path) -> list[Coding]:
    return list(read(DataFolder(data / "xx").codings(MONTH), Coding))


REFUSED: list[tuple[Row, str, str]] = [
    ({"posts": "fem"}, "posts", "'fem' is no whole number"),
    ({"posts": "-1"}, "posts", "'-1' is no whole number"),
    ({"posts": "4,5"}, "posts", "'4,5' is no whole number"),
    ({"posts": "1000000"}, "posts", "from 0 to 100000"),
    ({"posts": "٥"}, "posts", "digits only"),
    ({"replies": ""}, "replies", "is empty; write 0 when there is none, or seen = nei"),
    ({"seen": "kanskje"}, "seen", "neither ja nor nei"),
    ({"seen": ""}, "seen", "is empty"),
    ({"seen": "nei"}, "posts", "filled in though seen is nei"),
    ({"comments_open": "delvis"}, "comments_open", "neither ja nor nei"),
    ({"coder": ""}, "coder", "is empty; write your mark"),
    ({"coded_on": "i går"}, "coded_on", "is no day"),
    ({"coded_on": "2026-02-30"}, "coded_on", "is no day"),
    ({"coded_on": "2026-10-19"}, "coded_on", "is not after the window's end"),
    ({"last_act_on": ""}, "last_act_on", "must be filled in: posts and replies are 7"),
    ({"posts": "0", "replies": "0", "answered_enquiries": "0", "threads_with_reply": "0"}, "last_act_on",
     "must be empty"),
    ({"last_act_on": "2026-10-20"}, "last_act_on", "is outside 2026-07-22 to 2026-10-19"),
    ({"last_act_on": "2026-07-21"}, "last_act_on", "is outside"),
    ({"answered_enquiries": "4", "replies": "9"}, "answered_enquiries", "4 is more than enquiries, 3"),
    ({"answered_enquiries": "3"}, "answered_enquiries", "3 is more than replies, 2"),
    ({"threads_with_reply": "3"}, "threads_with_reply", "3 is more than replies, 2"),
    ({"threads_with_reply": "0"}, "threads_with_reply", "is 0 though an enquiry is answered"),
    ({"row": B}, "row", "is no key of a sheet; restore it"),
    ({"row": f"xx-2026-10-{WITHOUT}"}, "row", f"{WITHOUT} has no official Facebook page this month"),
    ({"address": "https://www.facebook.com/annen"}, "address", f"the official page of {B} is https://www.facebook.com/"),
    ({"window_to": "2026-10-18"}, "window_to", "is not the sheet's window of 90 days"),
    ({"window_from": "2025-07-22", "window_to": "2025-10-19"}, "window_to", "is not the sheet's window"),
    ({"drawn": "9", "drawn_of": "2"}, "drawn", "9 of 2 is no draw"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "column", "why"), REFUSED)
def test_a_bad_row_is_named_and_the_good_ones_go_in(
    data: Path, rows: list[Row], imported: Import, changes: Row, column: str, why: str
) -> None:
    answer = imported([rows[0] | GOOD, rows[1] | GOOD | changes, rows[2] | GOOD])
    assert answer.code == 2
    assert f"  refused: a.csv, row 3, {column}: " in answer.out
    assert why in answer.out
    assert [each.authority_number for each in stored(data)] == [A, C]


@pytest.mark.parametrize(("name", "text", "delimiter"), [
    ("utf-8 with mark", lambda text: text.encode("utf-8-sig"), ";"),
    ("windows", lambda text: text.replace("≥", ">").encode("cp1252"), ";"),
    ("commas", lambda text: text.encode(), ","),
    ("tabs", lambda text: text.encode(), "\t"),
    ("line feeds only", lambda text: text.replace("\r\n", "\n").encode(), ";"),
    ("days turned about", lambda text: text.replace("2026-07-22", "22.07.2026").replace("2026-10-19", "19.10.2026")
     .replace("2026-10-17", "17.10.2026").encode(), ";"),
    ("empty rows after the last", lambda text: (text + ";" * 30 + "\r\n").encode(), ";"),
])  # fmt: skip
def test_what_spreadsheets_save_is_read(
    data: Path, rows: list[Row], imported: Import, name: str, text: Callable[[str], bytes], delimiter: str
) -> None:
    answer = imported([each | GOOD for each in rows], text=text, delimiter=delimiter)
    assert answer.code == 0, f"{name}: {answer.out}{answer.err}"
    assert {(each.posts, each.is_seen, f"{each.last_act_on}") for each in stored(data)} == {(5, True, "2026-10-17")}
    assert len(stored(data)) == len(rows) == 4


@pytest.mark.parametrize(("text", "why"), [
    (lambda _: b"PK\x03\x04", "save it from the spreadsheet as CSV UTF-8"),
    (lambda text: text.encode("utf-16"), "save it from the spreadsheet as CSV UTF-8"),
    (lambda _: b"", "has no column row, authority"),
    (lambda text: text.replace("enquiries", "spm", 1).encode(), "has no column enquiries"),
    (lambda text: text.replace("note", "posts", 1).encode(), "has column posts twice"),
    (lambda text: text.replace(f"2026-10-{B}", f"2026-09-{B}").encode(), "give --country xx --month 2026-09"),
    (lambda text: text.replace("A;2026", '"A;2026', 1).encode(), "save the sheet as CSV again"),
])  # fmt: skip
def test_what_is_no_sheet_of_the_month_is_refused_as_a_whole(
    data: Path, rows: list[Row], imported: Import, text: Callable[[str], bytes], why: str
) -> None:
    answer = imported([each | GOOD for each in rows], text=text)
    assert (answer.code, stored(data)) == (2, [])
    assert why in answer.err
    assert "a.csv" in answer.err or "the sheet" in answer.err


def test_an_empty_row_is_counted_and_not_stored(data: Path, rows: list[Row], imported: Import) -> None:
    answer = imported([rows[0] | GOOD, *rows[1:]])
    assert (answer.code, "a.csv: 1 rows read, 3 left empty, 0 refused" in answer.out) == (0, True)
    assert len(stored(data)) == 1


def test_an_unseen_page_is_stored_without_counts(data: Path, rows: list[Row], imported: Import) -> None:
    assert imported([rows[0] | {"coder": "A", "coded_on": "25.10.2026", "seen": "nei"}]).code == 0
    only = stored(data)[0]
    assert (only.is_seen, only.posts, only.enquiries) == (False, None, None)


def test_a_page_in_two_rows_is_taken_from_neither(data: Path, rows: list[Row], imported: Import) -> None:
    answer = imported([rows[0] | GOOD, rows[1] | GOOD, rows[0] | GOOD | {"posts": "6"}])
    assert "a.csv, row 4, row: stands in row 2 too; keep one, neither is taken" in answer.out
    assert [each.authority_number for each in stored(data)] == [B]


def test_two_sheets_of_one_person_are_not_two_people(data: Path, rows: list[Row], imported: Import) -> None:
    first, second = rows[0] | GOOD, rows[0] | GOOD | {"coder": "a"}
    answer = imported([first], [second])
    assert (answer.code, stored(data)) == (2, [])
    assert "b.csv, row 2, coder: the same mark as a.csv, row 2; two people must code it" in answer.out
    answer = imported([first], more=("a.csv",))
    assert (answer.code, "the same file is given twice" in answer.err) == (2, True)


def test_a_settling_row_needs_a_disagreement(data: Path, rows: list[Row], imported: Import) -> None:
    first, second, third = ([rows[0] | GOOD | {"coder": mark}] for mark in "ABC")
    imported(first, second, third)
    answer = imported(first, second, more=("--resolved", "c.csv"))
    assert "c.csv, row 2, row: the two sheets do not disagree on this page; leave it out" in answer.out
    assert {each.coder for each in stored(data)} == {1, 2}
    answer = imported(first, more=("--resolved", "c.csv"))
    assert (answer.code, "give both with it" in answer.err) == (2, True)
    assert imported(first, second, third).code == 2, "three coders are one too many"


def test_an_unwritten_month_is_named(data: Path, rows: list[Row], run: Run) -> None:
    assert "holds nothing of 2026-09" in run("coding", "import", *of(data, month=Month(2026, 9)), "missing.csv").err
    answer = run("coding", "import", *of(data), "missing.csv")
    assert (answer.code, "missing.csv cannot be read: No such file" in answer.err) == (2, True)
