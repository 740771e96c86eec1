"""The stages on the command line: exit codes, and errors that say what, where and what to do.

Every command is run through `main`; nothing may end in a traceback.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from barometer.storage import DataFolder
from tests import command_line
from tests.command_line import MONTH, Run, of

run, built, data = command_line.run, command_line.built, command_line.data

PAGE = '<html><body><footer><a href="https://www.facebook.com/storvikkommune">Facebook</a></footer></body></html>'

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


def test_a_folder_that_is_no_months_is_named(run: Run, data: Path) -> None:
    stray = data / "xx" / "readings" / "2026-10 copy"
    shutil.copytree(data / "xx" / "readings" / "2026-10", stray)
    stopped = run("build", *of(data))
    assert (stopped.code, str(stray.parent) in stopped.err, "2026-10 copy" in stopped.err) == (2, True, True)


def test_a_line_that_was_cut_off_says_how_to_go_on(run: Run, data: Path) -> None:
    path = DataFolder(data / "xx").route(MONTH, "website")
    with path.open("a") as lines:
        lines.write('{"visit_id": "2026-10:web')
    stopped = run("build", *of(data))
    assert (stopped.code, "cut off" in stopped.err, "barometer crawl" in stopped.err) == (2, True, True)


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
        monkeypatch.setenv("BAROMETER_CLOCK", "2026-10-20T04:00:00Z")
        ended = run("crawl", "--country", "no", "--month", MONTH, "--route", "website", "--data", tmp_path)
    assert ended.code == 4
    assert "BAROMETER_PROXY" in ended.err and "barometer crawl" in ended.err
    assert DataFolder(tmp_path / "no").months() == []


@pytest.mark.parametrize(
    ("clock", "is_refused"),
    [("2026-09-29T23:59:59Z", True), ("2026-11-04T00:00:00Z", True), ("2026-09-30T22:30:00Z", False),
     ("2026-11-03T23:59:59Z", False)],
)  # fmt: skip
def test_another_months_web_is_not_visited(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: str, is_refused: bool
) -> None:
    monkeypatch.setenv("BAROMETER_CLOCK", clock)
    refused = run("crawl", "--country", "no", "--month", MONTH, "--data", tmp_path, "--route", "myspace")
    assert (refused.code, "barometer import" in refused.err) == (2, is_refused)


def test_only_practice_months_are_played(run: Run, tmp_path: Path) -> None:
    refused = run("month", "--country", "no", "--months", "2", "--data", tmp_path)
    assert (refused.code, "--months" in refused.err) == (2, True)


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
