"""Facebook's public pages: what a person reads on them, and what tempts a machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from barometer.errors import ParseError
from barometer.parse import facebook
from barometer.parse.html import decode
from barometer.readings import Outcome
from tests.saved import SEEN, counted, of_type, outcome_of, page_of, saved

HOME = "https://www.facebook.com/"


def read(name: str, account: str, **fields):
    return facebook.parse(saved(f"facebook/{name}", HOME + account, **fields))


def test_a_practice_page_is_read_whole():
    reading = read("practice_dialog.html", "GlitreadalenKommune")
    assert counted(reading) == {"likes": (3485, 3485), "talking_about": (145, 145), "followers": (3850, 3999)}
    sources = {each.kind: (each.source, each.precision) for each in of_type(reading, "counter")}
    assert sources == {
        "likes": ("og:description", "exact"), "talking_about": ("og:description", "exact"),
        "followers": ("profile_social_context", "rounded"),
    }  # fmt: skip
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.username, profile.website) == (
        "161223345721524", "glitreadalenkommune", "https://www.glitreadalen.kommune.xx/")  # fmt: skip
    assert (profile.name, profile.category) == ("Glitreådalen kommune", "Offentlig organisasjon")
    assert {each.native_id for each in reading.readings if each.type != "profile"} == {"glitreadalenkommune"}


def test_posts_and_comments_have_time_counts_and_side_but_no_person():
    reading = read("practice_dialog.html", "glitreadalenkommune")
    [feed] = of_type(reading, "feed")
    posts, comments = of_type(reading, "post"), of_type(reading, "comment")
    assert (feed.post_count, len(posts), feed.threads_visible) == (10, 10, False)
    # Ten posts and a next page: the window is cut off at the oldest of them.
    assert feed.covers_from == posts[-1].posted_at == datetime(2026, 9, 29, 17, 14, tzinfo=UTC)
    first = posts[3]
    assert (first.post_id, first.by, first.comments_open) == ("90035200111789413", "page", True)
    assert (first.reactions_low, first.comments_low, first.shares_low) == (86, 8, 5)
    under = [each for each in comments if each.post_id == first.post_id]
    assert [(each.thread, each.position, each.by, each.is_enquiry) for each in under] == [
        (0, 0, "citizen", False), (1, 0, "citizen", True), (1, 1, "page", False), (1, 2, "citizen", False),
    ]  # fmt: skip
    text = decode(saved("facebook/practice_dialog.html", HOME))
    for name in ("Uglevik", "Lomheim", "Tiurbakk"):
        assert name not in repr(reading.readings)
    assert "Uglevik" in text or "Lomheim" in text, "the page itself does name citizens"


def feed_with(total: object, replies: int) -> str:
    """Return a page with one post that counts `total` comments and shows a citizen's, with the page's replies."""
    author = {"id": "77"}
    shown = {"author": {"id": "9"}, "created_time": 1_790_000_000, "body": {"text": "Når åpner det?"},
             "feedback": {"replies_connection": {"edges": [
                 {"node": {"author": author, "created_time": 1_790_000_600}}] * replies}}}  # fmt: skip
    counted_as = {"feedback": {"comment_rendering_instance": {"comments": {"total_count": total}}}}
    story = {"post_id": "1", "creation_time": 1_789_000_000, "actors": [author], "comet_sections": {"feedback": {
        "comet_ufi_summary_and_actions_renderer": counted_as,
        "interesting_top_level_comments": [{"comment": shown}]}}}  # fmt: skip
    user = {"id": "77", "name": "Fjellvik", "profile_social_context": {"content": []},
            "timeline_list_feed_units": {"edges": [{"node": story}], "page_info": {"has_next_page": False}}}
    return f'<html><script type="application/json">{json.dumps({"user": user})}</script></html>'


@pytest.mark.parametrize(
    ("total", "replies", "expected"), [(2, 1, True), (3, 1, False), (1, 0, True), (None, 1, False)]
)
def test_threads_are_visible_where_no_comment_is_counted_beyond_those_shown(total, replies, expected):
    reading = facebook.parse(page_of(feed_with(total, replies), HOME + "fjellvik"))
    assert len(of_type(reading, "comment")) == 1 + replies
    assert of_type(reading, "feed")[0].threads_visible is expected


def test_a_groups_visible_numbers_are_its_members_posts():
    body = '<html lang="en"><title>Group | Facebook</title><div>12 likes</div><div>300 followers</div></html>'
    assert outcome_of(facebook, page_of(body, HOME + "groups/117507531664134/")) is Outcome.UNPARSABLE
    assert counted(facebook.parse(page_of(body, HOME + "fjellvik")))["followers"] == (300, 300)


def test_a_profile_address_keeps_the_id_that_was_asked():
    reading = facebook.parse(saved("facebook/practice_profile_id.html", HOME + "profile.php?id=141864436388229"))
    assert {each.native_id for each in of_type(reading, "counter")} == {"141864436388229"}
    assert of_type(reading, "profile")[0].native_id == "111108528265337"


def test_a_feed_that_ends_covers_the_window_even_without_posts():
    text = decode(saved("facebook/practice_dialog.html", HOME))
    start, end = text.index('"timeline_list_feed_units"'), text.index('"page_info"')
    empty = text[:start] + '"timeline_list_feed_units": {"edges": [], ' + text[end:].replace("true", "false", 1)
    [feed] = of_type(facebook.parse(page_of(empty, HOME + "glitreadalenkommune")), "feed")
    assert (feed.post_count, feed.covers_from) == (0, SEEN - timedelta(days=95))
    more = text[:start] + '"timeline_list_feed_units": {"edges": [], ' + text[end:]
    [feed] = of_type(facebook.parse(page_of(more, HOME + "glitreadalenkommune")), "feed")
    assert (feed.post_count, feed.covers_from) == (0, None), "no post could be seen, which is not 'no post'"


def test_the_first_number_on_the_page_is_not_the_count():
    reading = read("english_02blog.html", "02blog.it", language="it")
    assert counted(reading) == {"likes": (8865, 8865), "talking_about": (11, 11), "were_here": (3, 3)}


def test_the_old_desktop_page_in_its_visible_text():
    reading = read("desktop_2020.html", "fjellvik.kommune")
    assert counted(reading) == {"likes": (1795, 1795), "followers": (1842, 1842), "were_here": (322, 322)}
    assert {each.source for each in of_type(reading, "counter")} == {"visible_text"}
    posts = of_type(reading, "post")
    assert [(each.post_id, f"{each.posted_at:%Y-%m-%d %H:%M}") for each in posts] == [
        ("745903755986124", "2020-09-03 09:18"), ("729146734328493", "2020-08-11 09:49")]  # fmt: skip
    assert [(each.reactions_high, each.comments_high, each.shares_high) for each in posts] == [
        (17, 2, 1), (None, None, None)]  # fmt: skip
    assert not of_type(reading, "feed")[0].threads_visible
    assert of_type(reading, "profile")[0].native_id == "187740971802499"


def test_numbers_of_prose_posts_and_suggested_pages_are_nobodys():
    with pytest.raises(ParseError, match="label"):
        read("suggested_only.html", "fjellvik.kommune")


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("practice_login_wall.html", {}, Outcome.LOGIN_WALL),
        ("practice_unavailable.html", {}, Outcome.UNAVAILABLE),
        ("practice_unavailable.html", {"status": 404}, Outcome.NOT_FOUND),
        ("wall_consent_en.html", {}, Outcome.CONSENT_WALL),
        ("practice_dialog.html", {"status": 429}, Outcome.RATE_LIMITED),
        ("practice_dialog.html", {"status": 500}, Outcome.HTTP_ERROR),
        ("suggested_only.html", {}, Outcome.UNPARSABLE),
    ],
)
def test_what_is_no_page_is_an_outcome_never_zero(name, fields, expected):
    assert outcome_of(facebook, saved(f"facebook/{name}", HOME + "fjellvik", **fields)) is expected


def page(description: str, context=(), body: str = "", lang: str = "nb", name: str = "Fjellvik"):
    at = "https://www.facebook.com/fjellvik"
    items = ",".join(f'{{"text":{{"text":"{text}"}},"uri":"{at}/{tab}/"}}' for text, tab in context)
    user = f'{{"user":{{"id":"77","name":"{name}","profile_social_context":{{"content":[{items}]}}}}}}'
    return page_of(
        f'<html lang="{lang}"><head><meta charset="utf-8"><meta property="og:title" content="{name}">'
        f'<meta property="og:description" content="{description}">'
        f'<script type="application/json">{user}</script></head>'
        f"<body>{body}</body></html>",
        HOME + "fjellvik",
    )


CONTEXT = [("1,2k liker", "friends_likes"), ("1,3k følgere", "followers")]


def test_the_more_precise_of_two_places_wins_and_says_so():
    reading = facebook.parse(page("Fjellvik. 1 234 liker", CONTEXT))
    assert counted(reading) == {"likes": (1234, 1234), "followers": (1250, 1399)}


def test_two_places_that_contradict_each_other_give_nothing():
    reading = facebook.parse(page("Fjellvik. 9 999 liker", CONTEXT))
    assert counted(reading) == {"followers": (1250, 1399)}


def test_a_label_on_the_wrong_tab_is_not_believed():
    reading = facebook.parse(page("Fjellvik. 1 234 liker", [("1,3k følgere", "friends_likes"),
    ("45 følger", "following")]))
    assert counted(reading) == {"likes": (1234, 1234), "following": (45, 45)}


@pytest.mark.parametrize(
    ("description", "lang", "expected"),
    [
        ("Fjellvik. 1 234 liker · 5 snakker om dette. Vi har 9 000 følgere på Instagram", "nb", {"likes",
        "talking_about"}),
        ("Fjellvik, Vestby. 1,234 likes · 12 were here. About", "nb", {"likes", "were_here"}),
        ("1.234 synes godt om · 3 taler om dette", "da", {"likes", "talking_about"}),
        ("Fjellvik har nå 1 234 følgere. Takk!", "nb", set()),
        ("Takk for 1 234 følgere!", "nb", set()),
        ("Fjellvik – 1 234 sledujících", "cs", set()),
    ],
)
def test_a_description_counts_right_after_the_name_and_nowhere_else(description, lang, expected):
    try:
        assert set(counted(facebook.parse(page(description, lang=lang)))) == expected
    except ParseError:
        assert expected == set()


def test_several_pages_in_one_answer_are_told_apart_by_the_address():
    two = page("Fjellvik. 5 liker", [("5 liker", "friends_likes")]).body.decode().replace(
        "</head>", '<script type="application/json">{"id":"88","url":"https://www.facebook.com/annen",'
        '"profile_social_context":{"content":[{"text":{"text":"12k følgere"},"uri":"x/followers/"}]}}'
        "</script></head>")  # fmt: skip
    assert counted(facebook.parse(page_of(two, HOME + "fjellvik"))) == {"likes": (5, 5)}
    assert "followers" in counted(facebook.parse(page_of(two, HOME + "annen")))


def test_a_photo_shows_the_pages_likes_in_its_description_but_its_own_on_the_screen():
    url = HOME + "fjellvik/photos/a.12/3456789/"
    reading = facebook.parse(page_of(page("Fjellvik. 1 234 liker", body="<div>17 følgere</div>").body, url))
    assert counted(reading) == {"likes": (1234, 1234)}
    assert of_type(reading, "counter")[0].native_id == "fjellvik"


def test_what_old_pages_hid_in_comments_is_read():
    hidden = '<code class="hidden_elem" id="u_0_1"><!-- <div>1&#160;795 personer liker dette</div> --></code>'
    text = f'<html lang="nb"><head><title>Fjellvik | Facebook</title></head><body>{hidden}<code><!-- 5</body></html>'
    assert counted(facebook.parse(page_of(text, HOME + "fjellvik"))) == {"likes": (1795, 1795)}


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Fjellvik kommune | Fjellvik", "Fjellvik kommune, Fjellvik. 1 234 liker. Om oss", {"likes"}),
        ("Fjellvik", "Velkommen til Fjellvik. 1 234 liker · 5 snakker om dette. Om oss", {"likes", "talking_about"}),
        ("Fjellvik", "Velkommen til Fjellvik. 1 234 liker. Om oss", set()),
    ],
)
def test_a_name_that_is_written_otherwise_needs_facebooks_own_form(name, description, expected):
    try:
        assert set(counted(facebook.parse(page(description, name=name)))) == expected
    except ParseError:
        assert expected == set()


def test_a_line_of_several_counters_is_read_and_a_sentence_is_not():
    body = "<div><a>5,9k liker</a> <span>•</span> <a>6,1k følgere</a></div><p>Vi fikk 12 følgere i går</p>"
    text = f"<html><head><meta property='og:locale' content='nb_NO'><title>F | Facebook</title></head>{body}</html>"
    reading = facebook.parse(page_of(text, HOME + "fjellvik", language="en"))
    assert counted(reading) == {"likes": (5850, 5999), "followers": (6050, 6199)}
