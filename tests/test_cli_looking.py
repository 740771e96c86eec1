"""The commands for looking, and words that are no command: answers, exit codes and errors, never a traceback."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests import command_line
from tests.command_line import Run

run, built = command_line.run, command_line.built

PAGE = '<html><body><footer><a href="https://www.facebook.com/storvikkommune">Facebook</a></footer></body></html>'

QUERIES = {
    "a syntax error": "select from where",
    "nothing": "",
    "a comment": "/* hello */",
    "two questions": "select 1; select 2",
    "a write": "delete from mart.ranking",
    "a table": "create table x as select 1",
    "a file": "select * from read_csv('/etc/hostname')",
    "an export": "copy mart.ranking to '/tmp/x.csv'",
    "a setting": "set enable_external_access = true",
    "an unknown table": "select * from mart.rankings",
    "a cast that fails": "select cast('x' as integer)",
}


@pytest.mark.parametrize("why", QUERIES)
def test_a_question_that_cannot_be_answered(run: Run, built: Path, why: str) -> None:
    refused = run("query", QUERIES[why], "--country", "xx", "--data", built)
    assert (refused.code, refused.out) == (2, "")
    assert "SELECT" in refused.err


def test_an_answer_in_three_forms(run: Run, built: Path) -> None:
    ask = ("query", "select 'Ås' as name, null::integer as followers union all select 'Bø', 3", "--country", "xx",
           "--data", built)  # fmt: skip
    assert json.loads(run(*ask, "--json").out) == [{"name": "Ås", "followers": None}, {"name": "Bø", "followers": 3}]
    assert run(*ask, "--csv").out == "name,followers\nÅs,\nBø,3\n"
    assert "Bø" in run(*ask).out
    assert run("query", "select 1 where false", *ask[2:]).out == "no rows\n"


def test_status_of_nothing_and_of_a_month(run: Run, tmp_path: Path, built: Path) -> None:
    nothing = run("status", "--country", "xx", "--data", tmp_path / "none")
    assert (nothing.code, "barometer month" in nothing.out) == (0, True)
    shown = run("status", "--country", "xx", "--data", built)
    assert shown.code == 0 and "2026-09" in shown.out and "not run since the last build" in shown.out
    months = json.loads(run("status", "--country", "xx", "--data", built, "--json").out)
    assert [month["month"] for month in months] == ["2026-09", "2026-10"]
    assert months[1]["visits"]["website"] == {"ok": 5} and months[1]["checks"] is None


def test_inspect_url_answers_every_address(run: Run) -> None:
    addresses = ["https://www.facebook.com/Storvik.Kommune/", "", "garbage", "http://", "https://[::1", "https://x:99999/",
                 "javascript:alert(1)", "https://www.facebook.com/profile.php?id=", "//facebook.com/a%ZZb"]  # fmt: skip
    answer = run("inspect", "url", *addresses)
    rows = [json.loads(line) for line in answer.out.splitlines()]
    assert (answer.code, [row["url"] for row in rows]) == (0, addresses)
    assert rows[0] == {"url": addresses[0], "channel": "facebook", "id": "storvik.kommune", "kind": "page"}
    assert all(row["rejected"] for row in rows[1:])


def test_inspect_page_and_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    where = ("--url", "https://www.storvik.kommune.xx/")
    rows = [json.loads(line) for line in run("inspect", "page", "page.html", *where).out.splitlines()]
    assert [(row["type"], row.get("native_id")) for row in rows] == [("link", "storvikkommune"), ("outcome", None)]
    for file in ("none.html", tmp_path):
        missing = run("inspect", "page", file, *where)
        assert (missing.code, str(file) in missing.err, "saved page" in missing.err) == (2, True, True)
    wrong = run("inspect", "page", "page.html", *where, "--channel", "myspace")
    assert (wrong.code, "facebook" in wrong.err) == (2, True)
    (tmp_path / "empty.html").touch()
    assert json.loads(run("inspect", "page", "empty.html", *where).out)["outcome"] == "unparsable"
    assert json.loads(run("inspect", "text", "1,2k følgere").out) == {
        "low": 1150, "high": 1299, "kind": "followers", "precision": "rounded", "text": "1,2k følgere",
    }  # fmt: skip
    assert run("inspect", "text", "").code == 0


@pytest.mark.parametrize("port", ["-1", "65536", "many"])
def test_serve_takes_a_port_and_an_edition(run: Run, tmp_path: Path, port: str) -> None:
    assert run("serve", "--country", "xx", "--data", tmp_path, "--port", port).code == 2
    nothing = run("serve", "--country", "xx", "--data", tmp_path, "--port", "0")
    assert (nothing.code, "barometer month" in nothing.err) == (2, True)


def test_a_port_that_is_taken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xx" / "editions").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = run("serve", "--country", "xx", "--data", tmp_path, "--port", taken.getsockname()[1])
    assert (refused.code, "--port" in refused.err) == (2, True)


@pytest.mark.parametrize("words", [("nonsense",), ("build", "--nonsense"), ("query",), ("inspect", "url"), ("import",)])
def test_wrong_words_are_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2


def test_help_of_every_command_says_something(run: Run) -> None:
    for words in ((), ("inspect",), ("practice",)):
        shown = run(*words, "--help")
        assert shown.code == 0 and "--help" in shown.out


def test_the_score_of_a_month_that_is_not_built(run: Run, built: Path) -> None:
    refused = run("practice", "score", "--month", "2025-01", "--data", built)
    assert (refused.code, refused.out, "2025-01" in refused.err) == (2, "", True)
