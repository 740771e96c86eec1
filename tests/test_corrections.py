"""Corrections: other figures need a dated note, the same figures make no edition, the old edition stays readable."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from barometer.errors import UsageError
from barometer.months import Month
from barometer.publish import publish
from barometer.publishing import corrections, diff, feeds, manifest, releases
from barometer.publishing.corrections import Note
from barometer.publishing.language import LANGUAGES
from barometer.registry import Country
from barometer.storage import DataFolder
from tests.make_edition import contents, published_small
from warehouse.build import build

OCTOBER = Month.parse("2026-10")
HOSTILE = "<script>alert(1)</script> & \"O'Neil\" {{ 7*7 }} =1+1 ]]>"
NOTE = Note(text=HOSTILE, on=date(2026, 11, 3))
Small = tuple[DataFolder, Country]


def add_followers(folder: DataFolder, number: str, more: int) -> int:
    """Give an authority's Facebook page some more followers in October's readings; return how many it has now."""
    path = folder.route(OCTOBER, "facebook")
    visits = [json.loads(line) for line in path.read_text().splitlines()]
    counts: list[int] = []
    for visit in visits:
        for reading in visit["readings"]:
            if visit["authority_number"] == number and reading.get("kind") == "followers":
                assert reading["precision"] == "exact"
                counts.append(reading["low"] + more)
                reading |= {"low": counts[-1], "high": counts[-1], "text": f"{counts[-1]} followers"}
    assert len(counts) == 1
    path.write_text("".join(json.dumps(visit, ensure_ascii=False) + "\n" for visit in visits))
    return counts[0]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, Country, Path, dict[str, str]]:
    """October published, and again with another count and a note: folder, country, the old edition and its files."""
    before = published_small(tmp_path_factory)
    folder = DataFolder(
        shutil.copytree(before.folder.root, tmp_path_factory.mktemp("corrected") / "xx", symlinks=True)
    )
    old = releases.standing(folder.editions, OCTOBER)
    assert old is not None
    files = contents(old)
    add_followers(folder, "0101", 7)
    build(folder, before.country)
    with pytest.raises(UsageError, match=r"published already with other figures.*0101.*--note"):
        publish(folder, before.country, OCTOBER)
    assert releases.standing(folder.editions, OCTOBER) == old and not (folder.editions / corrections.FILE).exists()
    publish(folder, before.country, OCTOBER, note=NOTE)
    return folder, before.country, old, files


Corrected = tuple[DataFolder, Country, Path, dict[str, str]]


def test_the_old_edition_stays_as_it_was_at_its_own_address(corrected: Corrected) -> None:
    folder, _, old, files = corrected
    now = releases.standing(folder.editions, OCTOBER)
    assert now is not None and now != old and now.parent == old.parent
    assert contents(old) == files and manifest.is_whole(old)


def test_every_page_of_the_corrected_edition_says_so(corrected: Corrected) -> None:
    folder = corrected[0]
    pages = sorted((folder.editions / "2026-10").rglob("*.html"))
    assert len(pages) > 3 * 20
    for path in pages:
        page = html.fromstring(path.read_text())
        said = [note.text_content() for note in page.xpath("//aside[@class='edition-note']")]
        assert len(said) == 1 and HOSTILE in said[0] and "2026" in said[0], path
        assert not page.xpath("//script[not(@src)]"), path


def test_the_list_of_corrections_tells_old_and_new(corrected: Corrected) -> None:
    folder, _, old, _ = corrected
    for address in ("rettelser.html", "2026-10/rettelser.html", "releases/rettelser.html", "en/rettelser.html"):
        page = html.fromstring((folder.editions / address).read_text())
        assert HOSTILE in page.text_content()
        rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[@class='correction']//tbody/tr")]
        of_askvik = [row for row in rows if row[0].startswith("Askvik")]
        assert any(row[2].isdigit() and row[3].isdigit() and int(row[3]) - int(row[2]) == 7 for row in of_askvik)
        if address.startswith("2026-10"):
            # An edition also lies below releases/, so it leaves links to other editions to the list above it.
            continue
        links = page.xpath("//section[@class='correction']//a/@href")
        place = (folder.editions / address).parent
        targets = [(place / link).resolve() for link in links]
        assert all(target.exists() for target in targets) and any(old in target.parents for target in targets), address


def test_the_file_of_the_correction_holds_every_cell(corrected: Corrected) -> None:
    folder, _, old, _ = corrected
    path = folder.editions / "2026-10" / "nedlasting" / "ovelse-rettelse.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table_name"] == "rangering"]
    changed = {row["column_name"]: (row["old_value"], row["new_value"]) for row in rows
               if row["authority_number"] == "0101"}  # fmt: skip
    assert [int(after) - int(before) for before, after in (changed["followers"], changed["followers_low"])] == [7, 7]
    before, after = (float(value) for value in changed["coverage_percent"])
    # A thousand inhabitants.
    assert after - before == pytest.approx(0.7)
    assert {row["compared_with"] for row in rows} == {old.name}


def test_the_manifest_carries_the_note_and_what_it_replaces(corrected: Corrected) -> None:
    folder, _, old, _ = corrected
    told = manifest.read(folder.editions / "2026-10")
    assert told["replaces"] == old.name and [each["note"] for each in told["corrections"]] == [HOSTILE]
    kept = corrections.read(folder.editions)
    assert [(each.month, each.on, each.note, each.replaces) for each in kept] == [
        ("2026-10", "2026-11-03", HOSTILE, old.name)
    ]
    assert json.loads(json.dumps(asdict(kept[0]))) == told["corrections"][0]


def test_the_same_figures_make_no_new_edition_and_lose_no_note(corrected: Corrected) -> None:
    folder, country, _, _ = corrected
    now, said = contents(folder.editions), list[str]()
    publish(folder, country, OCTOBER, say=said.append)
    assert contents(folder.editions) == now
    assert len(said) == 1 and "stands as it was published" in said[0]


def test_a_note_without_a_correction_is_refused(corrected: Corrected) -> None:
    folder, country, _, _ = corrected
    with pytest.raises(UsageError, match=r"these very figures.*leave out --note"):
        publish(folder, country, OCTOBER, note=NOTE)
    with pytest.raises(UsageError, match=r"2026-09 is not published yet.*leave out --note"):
        publish(folder, country, Month.parse("2026-09"), note=NOTE)


@pytest.mark.parametrize(
    "address",
    ["2026-10/index.html", "2026-10/nn/rettelser.html", "index.html", "nn/index.html", "releases/index.html",
     "releases/en/rettelser.html"],
)  # fmt: skip
def test_links_above_the_editions_lead_somewhere(corrected: Corrected, address: str) -> None:
    folder, _, old, _ = corrected
    places = [folder.editions / address]
    if address.startswith("2026-10/"):
        places.append(old / address.removeprefix("2026-10/"))
    for place in places:
        page = html.fromstring(place.read_text())
        for link in page.xpath("//a/@href | //link/@href"):
            if not urlsplit(link).scheme and not link.startswith("#"):
                assert (place.parent / urlsplit(link).path).exists(), f"{place}: {link}"


def test_feeds_tell_editions_and_corrections_and_escape_the_note(corrected: Corrected) -> None:
    folder = corrected[0]
    for address in ("feed.atom", "nn/feed.atom", "en/feed.atom", "releases/feed.atom"):
        feed = etree.parse(str(folder.editions / address)).getroot()
        space = {"a": feeds.SPACE}
        entries = feed.findall("a:entry", space)
        assert entries[0].findtext("a:content", namespaces=space) == HOSTILE
        for of in [feed, *entries]:
            for name in ("id", "title", "updated"):
                assert len(of.findall(f"a:{name}", space)) == 1, f"{address}: RFC 4287 wants one {name}"
            assert len([link for link in of.findall("a:link", space) if link.get("rel") == "alternate"]) == 1
        assert feed.findtext("a:author/a:name", namespaces=space)
        ids = [entry.findtext("a:id", namespaces=space) for entry in entries]
        assert len(set(ids)) == len(ids) == 2 and all(str(each).startswith("urn:uuid:") for each in ids)
        times = [str(entry.findtext("a:updated", namespaces=space)) for entry in entries]
        assert times == sorted(times, reverse=True) and feed.findtext("a:updated", namespaces=space) == times[0]
        base = f"http://site/{address}"
        for link in feed.iter(f"{{{feeds.SPACE}}}link"):
            assert (folder.editions / urlsplit(urljoin(base, str(link.get("href")))).path[1:]).exists()


def test_the_json_feed_follows_version_1_1(corrected: Corrected) -> None:
    text = (corrected[0].editions / "feed.json").read_text()
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] and feed["language"] == "nb"
    assert feed["items"][0]["content_text"] == HOSTILE and "<script" not in text
    for item in feed["items"]:
        assert item["id"] and item["url"] and item["title"] and item["date_published"].endswith("Z")


@pytest.mark.parametrize(("worst", "named"), [("1", True), ("7", False)], ids=["sure", "rounded"])
def test_a_headline_names_who_leads_only_where_that_is_sure(worst: str, named: bool) -> None:
    leader = {"authority": "Askvik", "coverage_percent_low": "81.2", "coverage_percent_high": "83.0",
              "rank_band_high": worst}  # fmt: skip
    at = datetime(2026, 10, 20, tzinfo=UTC)
    entry = feeds.Entry(id="urn:uuid:0", month="2026-10", at=at, facts={}, leaders=(leader,), split=(), correction=None)
    leads = ": Askvik øverst i rangeringen, 81,2–83,0\xa0%"
    assert entry.title == "Utgaven for oktober 2026" + (leads if named else "")


def test_absolute_addresses_where_the_public_one_is_known() -> None:
    made = corrections.Correction(
        month="2026-10", on="2026-11-03", note="\x00a\x0b", replaces="r", rows={}, changes=()
    )  # fmt: skip
    at = datetime(2026, 11, 3, tzinfo=UTC)
    entry = feeds.Entry(id="urn:uuid:0", month="2026-10", at=at, facts={}, leaders=(), split=(), correction=made)
    for language in LANGUAGES:
        site = feeds.Site("Norge", False, "https://b.example/", "releases/", language)
        assert f'href="https://b.example/{language.folder}rettelser.html"' in feeds.atom(site, [entry])
        assert json.loads(feeds.json_feed(site, [entry]))["feed_url"] == f"https://b.example/{language.folder}feed.json"


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\x00", "a\u202eb", "x" * 1001, "a\ud800"])
def test_a_note_is_one_plain_line(text: str) -> None:
    with pytest.raises(UsageError, match=r"--note (holds|has).*one line of 1 to 1000 characters"):
        Note(text=text, on=date(2026, 11, 3))


def test_a_correction_is_not_dated_before_what_it_corrects() -> None:
    first = corrections.Correction(month="2026-10", on="2026-11-03", note="a", replaces="r", rows={}, changes=())
    for day, every in ((date(2026, 10, 19), []), (date(2026, 11, 2), [first])):
        with pytest.raises(UsageError, match=f"--on {day} lies before"):
            corrections.refuse_wrong_day(replace(NOTE, on=day), OCTOBER, every, date(2026, 10, 20))
    corrections.refuse_wrong_day(replace(NOTE, on=date(2026, 11, 3)), OCTOBER, [first], date(2026, 10, 20))


@pytest.mark.parametrize("line", ["{", "[]", '{"month": "2026-10"}', '{"changes": 3}', "null",
                                  '{"month": "2026-10", "on": "2026-11-03", "note": "a", "replaces": "../../x",'
                                  ' "rows": {}, "changes": []}'])
def test_a_damaged_record_of_corrections_is_named_and_not_overwritten(tmp_path: Path, line: str) -> None:
    (tmp_path / corrections.FILE).write_text(line + "\n")
    with pytest.raises(UsageError, match=r"corrections\.jsonl, line 1.*bring the file back"):
        corrections.read(tmp_path)


# What differs between two editions


def table(folder: Path, rows: list[dict[str, str]]) -> Path:
    """Write an edition that holds one table of figures."""
    path = folder / diff.FOLDER / "landstall.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["month"])
        writer.writeheader()
        writer.writerows(rows)
    manifest.write(folder, {})
    return folder


ROW = {"month": "2026-10", "metric_id": "M1", "scope": "alle", "value": "5.0"}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([ROW], [ROW], []),
        ([ROW], [{**ROW, "low": "4.0"}], []),
        ([{**ROW, "low": "4.0"}], [ROW], []),
        ([ROW], [{**ROW, "value": "6.0"}], [("endret", "value", "5.0", "6.0")]),
        ([ROW], [{**ROW, "value": ""}], [("endret", "value", "5.0", "")]),
        ([ROW], [], [("borte", "", "", "")]),
        ([], [ROW], [("ny", "", "", "")]),
        ([ROW, ROW], [ROW, {**ROW, "value": "7.0"}], [("ny", "", "", "")]),
        ([ROW, {**ROW, "scope": "kommune"}], [{**ROW, "scope": "kommune"}], [("borte", "", "", "")]),
    ],
    ids=["same", "new column", "column gone", "other value", "not observed now", "row gone", "row came", "shared key",
         "one of two gone"],
)  # fmt: skip
def test_figures_that_differ(
    tmp_path: Path, old: list[dict[str, str]], new: list[dict[str, str]], found: list[tuple[str, str, str, str]]
) -> None:
    told = diff.figures(table(tmp_path / "old", old), table(tmp_path / "new", new))
    assert [(each.change, each.column, each.old, each.new) for each in told] == found


def test_an_exercise_played_anew_needs_no_note(tmp_path_factory: pytest.TempPathFactory) -> None:
    before = published_small(tmp_path_factory)
    folder = DataFolder(shutil.copytree(before.folder.root, tmp_path_factory.mktemp("anew") / "xx", symlinks=True))
    old = releases.standing(folder.editions, OCTOBER)
    add_followers(folder, "0101", 7)
    build(folder, before.country)
    publish(folder, before.country, OCTOBER, is_replayed=True)
    now = releases.standing(folder.editions, OCTOBER)
    assert now is not None and now != old and old is not None and manifest.is_whole(old)
    assert not (folder.editions / corrections.FILE).exists()
