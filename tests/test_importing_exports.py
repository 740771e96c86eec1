"""Exports of Page Insights and Meta Content Library: columns by name, nothing guessed, nothing personal kept."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barometer.errors import ParseError
from barometer.importing import ImportReport, import_files
from barometer.months import Month
from barometer.parse import content_library, facebook_insights
from barometer.readings import PageReading, Visit
from barometer.readings_file import read
from barometer.storage import DataFolder
from tests.crawl_web import invented_country
from tests.saved import counted, of_type, page_of

MONTH = Month(2026, 10)
POSTS = (
    '"Post ID","Page ID","Page name",Title,Description,"Duration (sec)","Publish time",Permalink,"Post type",Date,'
    '"Reactions, Comments and Shares",Reactions,Comments,Shares,Views\n'
    '745903755986124,100064000000001,Storvik kommune,"Kari Nordmann, takk!",,0,09/28/2026 18:12,https://x,Photos,'
    'Lifetime,14,"1,011",2,1,902\n'
    '745903755986125,100064000000001,Storvik kommune,Møte,,0,10/03/2026 07:05,https://x,Links,Lifetime,0,0,0,,\n'
)
NORWEGIAN = (
    "Innleggs-ID;Side-ID;Sidenavn;Publiseringstidspunkt;Reaksjoner;Kommentarer;Delinger\n"
    '="745903755986124";100064000000001;Storvik;28.09.2026 18:12;1 011;2;1\n'
    "745903755986125;100064000000001;Storvik;03.10.2026 kl. 07:05;0;0;\n"
)
LIBRARY = (
    "id,creation_time,text,post_owner.type,post_owner.id,post_owner.name,post_owner.username,surface.type,surface.id,"
    "surface.name,surface.username,statistics.reaction_count,statistics.comment_count,statistics.share_count\n"
    "901,2026-10-01T10:00:30+00:00,Vi har møte,page,55,Storvik kommune,storvikkommune,page,55,Storvik kommune,"
    "StorvikKommune,12,3,1\n"
    '902,2026-10-02 11:30:00,"Når blir gata brøytet, Per Hansen?",profile,77,Kari Nordmann,kari.nordmann,page,55,'
    "Storvik kommune,storvikkommune,0,1,0\n"
    "903,2026-10-02T12:00:00+0000,Hei,page,66,Fjellvik,fjellvik,page,66,Fjellvik,fjellvik,4,0,\n"
    "904,2026-10-02T12:00:00+0000,Hei,profile,77,Kari Nordmann,kari.nordmann,group,88,Snakk,snakk,4,0,0\n"
)
DAILY = "Date,Lifetime Total Likes,Lifetime Total Follows\n,Lifetime: people who like,\n{days}"


def insights(text: str | bytes, url: str = "https://www.facebook.com/storvikkommune") -> PageReading:
    return facebook_insights.parse(page_of(text, url))


def shown(reading: PageReading) -> list[tuple[object, ...]]:
    return [
        (each.post_id, f"{each.posted_at:%Y-%m-%d %H:%M}", each.by, each.reactions_high, each.comments_high,
         each.shares_high)
        for each in of_type(reading, "post")
    ]  # fmt: skip


EXPECTED = [
    ("745903755986124", "2026-09-29 01:12", "page", 1011, 2, 1),
    ("745903755986125", "2026-10-03 14:05", "page", 0, 0, None),
]


@pytest.mark.parametrize(
    "text",
    [
        POSTS,
        POSTS.replace("\n", "\r\n"),
        "\ufeff" + POSTS,
        POSTS.encode("utf-16"),
        b"\xfe\xff" + POSTS.encode("utf-16-be"),
        POSTS.replace("Post ID", "post_id").replace("Publish time", "PUBLISH  TIME"),
        "sep=,\n" + POSTS,
        '"Innhold"\n\n' + POSTS,
        NORWEGIAN,
        NORWEGIAN.replace(";", "\t").replace("28.09.2026 18:12", "2026-09-28 18:12"),
        NORWEGIAN.encode("cp1252"),
        POSTS.replace("09/28/2026 18:12", "28/09/2026 6:12 PM").replace("10/03/2026 07:05", "03/10/2026 7:05 AM"),
        POSTS.replace("09/28/2026 18:12", "2026-09-28T18:12:40-0700"),
    ],
)
def test_posts_of_a_page_whatever_the_table_is_written_in(text):
    reading = insights(text)
    assert shown(reading) == EXPECTED, "an empty cell is no zero"
    [feed] = of_type(reading, "feed")
    assert (feed.covers_from, feed.post_count, feed.threads_visible) == (None, 2, False)
    assert not any(word in repr(reading) for word in ("Kari", "Møte", "takk"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POSTS.replace("745903755986125", "7.45904E+14"), r"line 3, column 'Post ID': '7.45904E\+14' was rounded"),
        (POSTS.replace("Lifetime,0", "10/04/2026,0"), "line 3: figures day by day"),
        (POSTS.replace("745903755986125", "745903755986124"), "line 3: figures day by day"),
        (POSTS.replace(",0,0,,", ",=A1+B1,0,,"), "line 3, column 'Reactions': '=A1.B1' is no count"),
        (POSTS.replace(",0,0,,", ",-4,0,,"), "line 3, column 'Reactions': '-4' is no count"),
        (POSTS.replace(",0,0,,", ',"1,5",0,,'), "'1,5' is no count"),
        (POSTS.replace("10/03/2026 07:05", "i går"), "line 3, column 'Publish time': 'i går' is no time"),
        (POSTS.replace("Publish time", "Planned time"), "not known .columns 'Post ID', 'Page ID'.* export posts with"),
        (POSTS.replace("Permalink", "Shares"), "two columns are called 'Shares'"),
        (POSTS + "1,2,3,4,5,6,10/03/2026 07:05,8,9,10,11,12,13,14,15,16\n", "line 4 has 16 cells, the header 15"),
        ('sep=,\n"Facebook follows"\n"Date","Primary"\n"2026-10-01T00:00:00","20"\n', "'Facebook follows', 'Date'"),
        (DAILY.format(days=""), "no line has a day"),
        ("", "the table is empty"),
        (" \n,,\n", "the table is empty"),
        ("name,age,town\nKari,4,Storvik\n", "no column has a name that is known: 'name', 'age', 'town'"),
    ],
)
def test_what_is_not_certain_is_refused_with_line_and_column(text, reason):
    with pytest.raises(ParseError, match=reason):
        insights(text)


def test_a_pages_totals_are_those_of_the_last_day():
    text = DAILY.format(days="2026-10-01,5940,6001\n2026-10-03,5943,6004\n2026-10-02,5941,6002\n")
    reading = insights(text)
    assert counted(reading) == {"likes": (5943, 5943), "followers": (6004, 6004)}
    assert {each.source for each in of_type(reading, "counter")} == {"page_insights_export"}
    assert counted(insights("Dato;Totalt antall følgere\n01.10.2026;6 001\n")) == {"followers": (6001, 6001)}
    with pytest.raises(ParseError, match="neither likes nor followers"):
        insights(DAILY.format(days="2026-10-01,5940,6001\n2026-10-03,,\n"))


def _import(root: Path, texts: dict[str, str], url: str | None = None) -> tuple[ImportReport, list[Visit]]:
    folder = DataFolder(root / "zz")
    folder.root.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        paths.append(root / name)
        paths[-1].write_text(text)
        os.utime(paths[-1], (1_792_000_000, 1_792_000_000))
    report = import_files(paths, invented_country({"9001": "https://www.storvik.no/"}), MONTH, folder, url=url)
    return report, list(read(folder.route(MONTH, "import"), Visit))


def test_a_library_export_gives_each_page_its_posts_and_keeps_no_person(tmp_path: Path) -> None:
    report, visits = _import(tmp_path, {"library.csv": LIBRARY})
    assert [each.error for each in report.files] == [None]
    assert report.files[0].left_out == {"post that stands on no page": 1}
    found = {
        each.target: [(post.post_id, post.by, post.is_enquiry, post.shares_high) for post in each.readings
                      if post.type == "post"]
        for each in visits
    }  # fmt: skip
    assert found == {
        "facebook:storvikkommune": [("901", "page", None, 1), ("902", "visitor", True, 0)],
        "facebook:fjellvik": [("903", "page", None, None)],
    }
    assert [post.posted_at for post in visits[0].readings if post.type == "post"] == [
        datetime(2026, 10, 1, 10, 0, tzinfo=UTC), datetime(2026, 10, 2, 11, 30, tzinfo=UTC),
    ]  # fmt: skip
    stored = b"".join(path.read_bytes() for path in (tmp_path / "zz").rglob("*") if path.is_file())
    assert not any(word.encode() in stored for word in ("Kari", "Per Hansen", "kari.nordmann", "gata", "77"))


def test_reactions_of_all_kinds_are_summed_and_likes_alone_are_not_all():
    kinds = ["like", "love", "wow", "haha", "sad", "angry", "care"]
    columns = ",".join(f"statistics.{kind}_count" for kind in kinds)
    header = LIBRARY.splitlines()[0].replace("statistics.reaction_count", columns)
    row = "901,2026-10-01,Hei,page,55,S,s,page,55,S,storvik,1,2,3,4,5,6,7,3,1"
    url = "https://www.facebook.com/storvik"
    [post] = of_type(content_library.parse(page_of(f"{header}\n{row}\n", url)), "post")
    assert post.reactions_high == 28
    [post] = of_type(content_library.parse(page_of(f"{header.replace('care', 'views')}\n{row}\n", url)), "post")
    assert post.reactions_high is None


@pytest.mark.parametrize(
    ("texts", "url", "reason"),
    [
        ({"a.csv": "name,age,town\nKari,4,Storvik\n"}, None, "name that is known: 'name', 'age', 'town'; exports that"),
        ({"a.csv": LIBRARY.replace("surface.username", "surface.handle")}, None, "missing: 'surface.username'"),
        ({"a.csv": LIBRARY.splitlines()[0] + "\n"}, None, "it holds no post"),
        ({"a.csv": DAILY.format(days="2026-10-03,5943,6004\n")}, None, "give the page's address with --url"),
        ({"a.csv": POSTS.replace("100064000000001", "")}, None, "does not say which page it is of"),
        ({"a.csv": LIBRARY}, "https://www.facebook.com/storvikkommune", "posts of 2 pages; leave --url out"),
        ({"a.csv": POSTS.replace("745903755986125", "7.45904E+14")}, None, None),
    ],
)
def test_an_export_that_cannot_be_read_is_an_error_of_its_file_with_the_remedy(tmp_path, texts, url, reason):
    report, visits = _import(tmp_path, texts, url)
    [file] = report.files
    if reason is None:
        [visit] = visits
        assert visit.outcome == "unparsable" and "rounded by a spreadsheet" in visit.detail and not visit.readings
    else:
        assert file.error and reason in file.error and not visits
        assert file.line().startswith(str(tmp_path / "a.csv"))


def test_exports_of_two_periods_and_of_the_page_make_one_visit(tmp_path: Path) -> None:
    later = POSTS.replace("745903755986124", "745903755986126").replace("745903755986125", "745903755986127")
    report, [visit] = _import(tmp_path, {"september.csv": POSTS, "october.csv": later})
    assert not report.failed and visit.route == "import"
    assert [post.post_id[-3:] for post in visit.readings if post.type == "post"] == ["124", "125", "126", "127"]
    again, _ = _import(tmp_path, {"september.csv": POSTS, "october.csv": later})
    assert (again.added, again.unchanged) == (0, 1)
    text = DAILY.format(days="2026-10-03,5943,6004\n")
    _, visits = _import(tmp_path / "zz", {"days.csv": text}, "https://www.facebook.com/storvikkommune")
    assert str(visits[0].started_at).startswith("2026-10-03"), "the day that the figures are of, not the file's"
