"""The command line as a person meets it: exit codes, and errors that say what, where and what to do.

Every command is run through `main`, as the installed `barometer` runs it; nothing may end in a traceback.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from barometer.__main__ import main
from barometer.months import Month
from barometer.storage import DataFolder
from tests.make_readings import small_world

MONTH = Month(2026, 10)
PAGE = '<html><body><footer><a href="https://www.facebook.com/storvikkommune">Facebook</a></footer></body></html>'


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder, by its words."""
    for name in [name for name in os.environ if name.startswith("BAROMETER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def ran(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["barometer", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Answer(code, told.out, told.err)

    return ran


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two months of a few authorities, built and not checked."""
    root = tmp_path_factory.mktemp("data")
    small_world(root)
    words = ["build", "--country", "xx", "--month", MONTH, "--data", root]
    subprocess.run([sys.executable, "-m", "barometer", *map(str, words)], check=True, capture_output=True)
    return root


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def of(data: Path, *, month: object = MONTH) -> tuple[object, ...]:
    return ("--country", "xx", "--month", month, "--data", data)


WRITING = ["crawl", "parse", "build", "check", "publish", "month", "import"]


@pytest.mark.parametrize("command", [*WRITING, "status"])
def test_a_bad_month_or_country_is_wrong_use(run: Run, tmp_path: Path, command: str) -> None:
    file = ["page.html"] if command == "import" else []
    bad = run(command, *file, "--country", "xx", "--month", "2026-13", "--data", tmp_path)
    assert (bad.code, bad.err) == (
        2, "barometer: '2026-13' is not a month: write it as YYYY-MM, for example 2026-10\n",
    )  # fmt: skip
    nowhere = run(command, *file, "--country", "zz", "--data", tmp_path)
    assert (nowhere.code, nowhere.err) == (2, "barometer: there is no country 'zz': choose one of no, xx\n")
    assert not list(tmp_path.iterdir()), "nothing is left behind by a slip of the pen"


@pytest.mark.parametrize("command", WRITING)
def test_another_run_holds_the_folder(run: Run, tmp_path: Path, command: str) -> None:
    file = ["page.html"] if command == "import" else []
    with DataFolder(tmp_path / "xx").lock():
        refused = run(command, *file, *of(tmp_path))
    assert refused.code == 3
    assert str(tmp_path / "xx") in refused.err and "wait for it" in refused.err


def test_a_lock_ends_with_its_process(run: Run, data: Path) -> None:
    hold = (
        "from pathlib import Path\nfrom barometer.storage import DataFolder\n"
        f"with DataFolder(Path({str(data / 'xx')!r})).lock():\n    print(1, flush=True)\n    input()"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert run("build", *of(data)).code == 3
        holder.kill()
        holder.wait()
    assert run("build", *of(data)).code == 0


@pytest.mark.parametrize("command", ["parse", "build"])
def test_a_stage_without_readings_says_what_comes_first(run: Run, tmp_path: Path, command: str) -> None:
    empty = run(command, *of(tmp_path))
    assert empty.code == 2
    assert str(tmp_path / "xx" / "readings") in empty.err and "barometer crawl" in empty.err
    assert not (tmp_path / "xx" / "readings").exists()


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_stage_without_a_warehouse_says_what_comes_first(run: Run, tmp_path: Path, command: str) -> None:
    empty = run(command, *of(tmp_path))
    assert empty.code == 2
    assert "barometer.duckdb" in empty.err and "barometer build" in empty.err


def test_accounts_that_were_never_judged_are_not_absent(run: Run, data: Path) -> None:
    DataFolder(data / "xx").month_accounts(MONTH).unlink()
    stopped = run("build", *of(data))
    assert stopped.code == 2
    assert "2026-10" in stopped.err and "barometer parse" in stopped.err


def test_what_is_not_checked_is_not_published(run: Run, data: Path) -> None:
    unchecked = run("publish", *of(data))
    assert (unchecked.code, "barometer check" in unchecked.err) == (1, True)
    missing = run("check", *of(data, month="2025-01"))
    assert (missing.code, "2025-01" in missing.err, "barometer build" in missing.err) == (2, True, True)


def test_failed_checks_end_with_1_and_stop_publication(run: Run, data: Path) -> None:
    """Five authorities of another register: hundreds were never visited."""
    checked = run("check", *of(data), "--json")
    assert checked.code == 1
    assert "website_was_visited" in checked.err and "nothing is published" in checked.err
    rows = json.loads(checked.out)
    assert {"severity", "is_passed", "failing_rows", "remedy"} <= set(rows[0])
    stopped = run("publish", *of(data))
    assert (stopped.code, "critical" in stopped.err) == (1, True)
    assert not (data / "xx" / "editions").exists()
    [month] = json.loads(run("status", *of(data), "--json").out)
    assert month["checks"]["critical"] > 0 and month["edition"] is None


def test_a_broken_line_stops_with_file_and_line(run: Run, data: Path) -> None:
    path = DataFolder(data / "xx").route(MONTH, "website")
    with path.open("a") as lines:
        lines.write('{"visit_id": 5}\n')
    number = len(path.read_text().splitlines())
    for command in ("build", "status"):
        stopped = run(command, *of(data))
        assert stopped.code == 2
        assert f"{path}, line {number}" in stopped.err


def test_broken_check_results_and_warehouses_are_named(run: Run, data: Path) -> None:
    results = DataFolder(data / "xx").checks(MONTH)
    results.parent.mkdir()
    results.write_text("{")
    stopped = run("build", *of(data))
    assert (stopped.code, str(results) in stopped.err) == (2, True)
    warehouse = DataFolder(data / "xx").warehouse
    warehouse.write_bytes(b"no database")
    for words in (("status", *of(data)), ("query", "select 1", "--country", "xx", "--data", data)):
        stopped = run(*words)
        assert (stopped.code, str(warehouse) in stopped.err, "barometer build" in stopped.err) == (2, True, True)


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


def test_a_folder_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for command in ("build", "crawl"):
        refused = run(command, *of(file))
        assert (refused.code, str(file) in refused.err) == (2, True)


SETTINGS = {
    "a word for a number": {"BAROMETER_TIMEOUT_SECONDS": "soon"},
    "no site at a time": {"BAROMETER_SITES_AT_ONCE": "0"},
    "a clock without zone": {"BAROMETER_CLOCK": "2026-10-20T04:00:00"},
}


@pytest.mark.parametrize("why", SETTINGS)
def test_a_setting_that_cannot_be_meant(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:  # fmt: skip
    for name, value in SETTINGS[why].items():
        monkeypatch.setenv(name, value)
    refused = run("crawl", *of(tmp_path))
    [name] = SETTINGS[why]
    assert (refused.code, name.removeprefix("BAROMETER_").lower() in refused.err) == (2, True)


@pytest.mark.parametrize("text", ["x = [", "no_such_setting = 1", "youtube_key = ['secret']"])
def test_a_settings_file_that_cannot_be_meant(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "barometer.toml").write_text(text)
    refused = run("crawl", *of(tmp_path))
    assert (refused.code, "barometer.toml" in refused.err, "secret'" in refused.err) == (2, True, False)


def test_nothing_reached_ends_with_4(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that nobody listens at: no website of the whole country answers, and none is remembered as failed."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BAROMETER_PROXY", f"http://127.0.0.1:{reserved.getsockname()[1]}")
        monkeypatch.setenv("BAROMETER_SITE_DELAY_SECONDS", "0")
        ended = run("crawl", "--country", "no", "--month", MONTH, "--route", "website", "--data", tmp_path)
    assert ended.code == 4
    assert "BAROMETER_PROXY" in ended.err and "barometer crawl" in ended.err
    assert DataFolder(tmp_path / "no").months() == []


def test_an_unknown_route(run: Run, tmp_path: Path) -> None:
    refused = run("crawl", *of(tmp_path), "--route", "myspace")
    assert (refused.code, "choose among website" in refused.err) == (2, True)


def test_import_of_nonsense_tells_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "empty.html").touch()
    (tmp_path / "words.html").write_text("hello")
    names = ["none.html", "empty.html", "words.html", "page.html"]
    ended = run("import", *names, *of(tmp_path / "data"))
    assert ended.code == 2, "one of them has no address either"
    told = ended.out.splitlines()
    assert [line.partition(": error: ")[0] for line in told[:4]] == names
    ended = run("import", "page.html", "--url", "https://www.storvik.kommune.xx/", *of(tmp_path / "data"), "--json")
    [file] = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.code, file["pages"], file["error"], file["visits"]) == (0, 1, None, {"added": 1})


@pytest.mark.parametrize("options", [("--channel", "myspace"), ("--authority", "9"), ("--url", "x")])
def test_import_with_options_that_cannot_be_meant(run: Run, tmp_path: Path, options: tuple[str, str]) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    refused = run("import", "page.html", *options, *of(tmp_path))
    assert (refused.code, options[1] in refused.err + refused.out) == (2, True)


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
