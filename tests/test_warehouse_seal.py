"""Sealing a month's readings: every field comes back, only changes are sealed anew, anything broken is named."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest

from barometer.errors import ReadingsError
from barometer.months import Month
from barometer.readings_file import as_row
from tests.make_readings import Maker, comment, counter, feed, instant, link, post, profile, small_world
from warehouse.schema import SEALED
from warehouse.seal import parquet, seal

OCTOBER = Month(2026, 10)
HOSTILE = "'; drop table raw.visit; -- \"\\ <script> \u0000 \u202e æøå \U0001f600 \x1b[31m"


def _rows(path: Path) -> list[dict[str, object]]:
    with duckdb.connect() as connection:
        answer = connection.execute("select * from read_parquet(?)", [str(path)])
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return list(value) if isinstance(value, tuple) else value


def test_a_line_from_before_a_field_was_there_is_read_without_it(tmp_path: Path) -> None:
    """Profiles of readings from before November 2026 do not say when the account was opened."""
    world = Maker(tmp_path)
    world.visit("2026-10", "mastodon", "mastodon:vik@x", readings=[profile("vik@x", channel="mastodon")])
    folder, _ = world.save()
    path = folder.route(OCTOBER, "mastodon")
    lines = path.read_text()
    assert lines.count(',"created_at":null') == 1
    path.write_text(lines.replace(',"created_at":null', ""))
    seal(folder, OCTOBER)
    [row] = _rows(parquet(folder, OCTOBER, next(table for table in SEALED if table.name == "profile")))
    assert (row["native_id"], row["created_at"]) == ("vik@x", None)


def test_every_field_of_every_reading_comes_back(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    at = instant("2026-10").replace(minute=7, second=9, microsecond=120000)
    east = at.astimezone(timezone(timedelta(hours=2)))
    readings = [
        replace(link("askvik"), text=HOSTILE, native_id=None, rejected="share link"),
        profile("1", "askvik", "https://x/", last_post_at=east, is_verified=True, name=HOSTILE, created_at=east),
        counter("askvik", "followers", 1150, 1299), counter("askvik", "likes", 2**62),
        feed("askvik", east), feed("askvik", None, threads=False),
        post("askvik", HOSTILE, east, comments_open=False, reactions_low=0, reactions_high=3),
        comment("askvik", "p", east, by="page", thread=2, position=3),
    ]  # fmt: skip
    visit = world.visit("2026-10", "facebook", "facebook:askvik", number="0101", readings=readings, at=at,
                        detail=HOSTILE, archive="a.warc.gz", archive_offset=0, archive_length=5)  # fmt: skip
    account = world.account("2026-10", "0101", "askvik")
    folder, _ = world.save()
    seal(folder, OCTOBER)
    written = {table.name: _rows(parquet(folder, OCTOBER, table)) for table in SEALED}
    for order, reading in enumerate(readings, start=1):
        kind = type(reading).__name__.lower()
        expected = {name: _plain(value) for name, value in as_row(reading).items() if name != "type"}
        expected |= {"visit_id": visit.visit_id, "reading_position": order}
        assert expected in written[kind], f"{kind} came back changed"
    for made, kind in ((visit, "visit"), (account, "account")):
        row = written[kind][0]
        assert row == {name: _plain(getattr(made, name)) for name in row}
    assert written["page_record"][0]["fetched_at"] == _plain(at)
    kept = {field.name for field in fields(visit)} - set(written["visit"][0])
    assert kept == {"pages", "readings", "type"}


def test_only_changed_readings_are_sealed_anew(tmp_path: Path) -> None:
    folder, _ = small_world(tmp_path)
    first, is_new = seal(folder, OCTOBER)
    assert is_new
    assert seal(folder, OCTOBER) == (first, False)
    parquet(folder, OCTOBER, SEALED[0]).unlink()
    assert seal(folder, OCTOBER) == (first, True), "a file that was lost is made again"
    path = folder.route(OCTOBER, "website")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    second, is_new = seal(folder, OCTOBER)
    assert is_new and second != first
    path.unlink()
    assert seal(folder, OCTOBER)[1]
    assert {row["route"] for row in _rows(parquet(folder, OCTOBER, SEALED[0]))} == {"facebook"}


def test_a_month_without_files_has_empty_files_of_the_right_types(tmp_path: Path) -> None:
    world = Maker(tmp_path)
    world.folder.readings(OCTOBER).mkdir(parents=True)
    seal(world.folder, OCTOBER)
    with duckdb.connect() as connection:
        for table in SEALED:
            path = str(parquet(world.folder, OCTOBER, table))
            have = connection.execute("describe select * from read_parquet(?)", [path]).fetchall()
            assert [(name, kind) for name, kind, *_ in have] == [(c.name, c.type) for c in table.columns]


def _edit(line: str, **changes: object) -> str:
    return json.dumps(json.loads(line) | changes)


def _edit_reading(line: str, of: str, **changes: object) -> str:
    row = json.loads(line)
    for reading in row["readings"]:
        if reading["type"] == of:
            reading.update(changes)
    return json.dumps(row)


BROKEN = {
    "not JSON": (lambda line: line[:-5], "Invalid JSON"),
    "number in quotes": (lambda line: _edit_reading(line, "counter", low="500", high="500"), "low"),
    "truth as a word": (lambda line: _edit_reading(line, "comment", is_enquiry="yes"), "is_enquiry"),
    "instant as a number": (lambda line: _edit_reading(line, "post", posted_at=1790000000), "posted_at"),
    "unknown field": (lambda line: _edit(line, likes=5), "likes"),
    "lost field": (lambda line: line.replace('"viewer":"logged_out",', ""), "viewer"),
    "unknown outcome": (lambda line: _edit(line, outcome="fine"), "outcome"),
    "number as text": (lambda line: _edit_reading(line, "counter", low="many"), "low"),
    "interval upside down": (lambda line: _edit_reading(line, "counter", high=1), "is no interval"),
    "unknown kind of reading": (lambda line: _edit_reading(line, "counter", type="count"), "count"),
    "unknown counter": (lambda line: _edit_reading(line, "counter", kind="stars"), "kind"),
    "instant without zone": (lambda line: _edit_reading(line, "post", posted_at="2026-10-01T04:00:00"), "time zone"),
    "endless number": (lambda line: _edit_reading(line, "counter", low=10**30, high=10**30), "too large"),
    "another month": (lambda line: _edit(line, month="2026-09"), "2026-09 stands in the folder of 2026-10"),
    "the same visit twice": (lambda line: f"{line}\n{line}", "already"),
    "a key of another month": (lambda line: line.replace('"2026-10:', '"2026-09:', 1), "2026-09:facebook"),
}


@pytest.mark.parametrize("why", BROKEN)
def test_a_broken_line_is_named(tmp_path: Path, why: str) -> None:
    change, message = BROKEN[why]
    folder, _ = small_world(tmp_path, ["2026-10"])
    path = folder.route(OCTOBER, "facebook")
    lines = path.read_text().splitlines()
    lines[0] = change(lines[0])
    path.write_text("\n \n" + "\n".join(lines) + "\n")
    number = 4 if "twice" in why else 3
    with pytest.raises(ReadingsError) as caught:
        seal(folder, OCTOBER)
    text = str(caught.value)
    assert text.startswith(f"{path}, line {number}: "), text
    assert message in text
    assert "mend or delete the line" in text
    assert not (folder.readings(OCTOBER) / "sealed.json").exists()


def test_an_account_that_stands_twice_is_named(tmp_path: Path) -> None:
    folder, _ = small_world(tmp_path, ["2026-10"])
    path = folder.month_accounts(OCTOBER)
    lines = path.read_text().splitlines()
    # With another standing it would be two accounts of one name.
    path.write_text("\n".join([*lines, _edit(lines[0], status="rejected")]) + "\n")
    with pytest.raises(ReadingsError, match=rf"accounts\.jsonl, line {len(lines) + 1}: .*stands twice"):
        seal(folder, OCTOBER)
