"""`barometer registry …` on the command line: what it prints, in which format, with which exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from tests.command_line import Run, of, run
from tests.make_readings import small_world
from warehouse.build import build

__all__ = ["run"]
COLUMNS = [
    "month", "authority_number", "authority", "channel", "native_id", "url", "role", "status", "evidence", "judged_in",
    "is_current", "seen_from", "last_seen", "seen_to", "gap_months", "last_checked_on",
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two months of five authorities, built."""
    build(*small_world(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("https://m.facebook.com/side0101", 0, "OFFICIAL: facebook account 'side0101': official for 0101 Askvik"),
        ("https://www.facebook.com/ukjent", 1, "NEVER SEEN: facebook account 'ukjent' stands on no website"),
        ("https://www.facebook.com/sharer.php", 2, "NO ACCOUNT: names no account: share link"),
        ("https://www.storgard.kommune.xx/", 0, "WEBSITE: lies on the website of 6001 Storgard"),
    ],
)
def test_verify_answers_and_says_so_in_its_exit_code(run: Run, data: Path, url: str, code: int, said: str) -> None:
    answer = run("registry", "verify", url, *of(data))
    assert (answer.code, answer.err) == (code, "")
    assert answer.out.startswith(said)


def test_verify_answers_in_json(run: Run, data: Path) -> None:
    answer = json.loads(run("registry", "verify", "https://facebook.com/side0101", *of(data), "--json").out)
    assert (answer["answer"], answer["native_id"], answer["month"]) == ("official", "side0101", "2026-10")
    assert answer["authorities"][0]["since"] == "2026-09"


def test_verify_without_a_warehouse_says_how_to_get_one(run: Run, tmp_path: Path) -> None:
    answer = run("registry", "verify", "https://facebook.com/x.y.z", *of(tmp_path))
    assert answer.code == 2
    assert "run 'barometer build' first" in answer.err


def test_review_of_a_month_before_all_months_names_the_remedy(run: Run, data: Path) -> None:
    answer = run("registry", "review", *of(data, month="2020-01"))
    assert answer.code == 2
    assert "holds no month up to 2020-01" in answer.err


def test_review_prints_a_list_and_a_spreadsheet(run: Run, data: Path) -> None:
    assert run("registry", "review", *of(data)).out.startswith("2026-10: ")
    rows = list(csv.DictReader(io.StringIO(run("registry", "review", *of(data), "--csv").out)))
    assert {"kind", "url", "evidence", "line_if_right", "line_if_wrong"} <= set(rows[0])
    assert {row["kind"] for row in rows} == {"site moved"}


def test_decide_writes_a_line_that_verify_knows(run: Run, data: Path) -> None:
    words = ("registry", "decide", "Storgard", "attested", "https://fb.com/StorgardKommune", "--by", "AB")
    answer = run(*words, "--note", "asked them", "--country", "xx", "--data", data)
    assert answer.code == 0
    assert answer.out.startswith("written: 6001,facebook,storgardkommune,attested,helhetlig,")
    again = run(*words, "--note", "again", "--country", "xx", "--data", data)
    assert again.out.startswith("stands there already")
    assert run("registry", "verify", "https://facebook.com/storgardkommune", *of(data)).code == 0


def test_decide_refuses_what_cannot_be_meant(run: Run, data: Path) -> None:
    words = ("registry", "decide", "Storgard", "maybe", "x", "--by", "AB", "--note", "n", "--country", "xx")
    answer = run(*words, "--data", data)
    assert (answer.code, "there is no decision 'maybe'" in answer.err) == (2, True)


def test_the_register_is_the_same_in_every_format(run: Run, data: Path, tmp_path: Path) -> None:
    shown = run("registry", "export", *of(data)).out
    files = {form: tmp_path / f"register.{form}" for form in ("csv", "json", "parquet")}
    for form, path in files.items():
        answer = run("registry", "export", *of(data), "--format", form, "--out", path)
        assert answer.code == 0
        assert str(path) in answer.out
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"), newline="")))
    assert list(csv.DictReader(io.StringIO(shown))) == rows
    assert list(rows[0]) == COLUMNS
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    assert (told["country"], told["is_practice"], told["month"]) == ("xx", True, "2026-10")
    columns = "authority_number, native_id, seen_from, seen_to"
    kept = duckdb.sql(f"select {columns} from '{files['parquet']}'").fetchall()
    assert [(row["authority_number"], row["native_id"]) for row in rows] == [row[:2] for row in kept]
    in_json = [(row["native_id"], row["seen_from"], row["seen_to"]) for row in told["accounts"]]
    assert in_json == [row[1:] for row in kept]
    assert ("side0101", "2026-09", None) in [row[1:] for row in kept]


@pytest.mark.parametrize(
    ("words", "said"), [(("--format", "xls"), "no format 'xls'"), (("--format", "parquet"), "--out")]
)
def test_export_refuses_what_it_cannot_write(run: Run, data: Path, words: tuple[str, ...], said: str) -> None:
    answer = run("registry", "export", *of(data), *words)
    assert (answer.code, said in answer.err) == (2, True)
