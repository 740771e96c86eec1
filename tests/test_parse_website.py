"""A website's page to its links: own saved pages by what they show, places, next pages, and what must not be taken."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barometer.errors import ParseError
from barometer.parse import website
from barometer.parse.html import tree
from barometer.parse.next_pages import page_role
from barometer.readings import Outcome, Page, PageReading
from barometer.registry import load_country

PAGES = Path(__file__).parent / "pages" / "website"
COUNTRY = load_country("no")
SITE = "https://www.eksempelvik.kommune.no"


def page_of(body: bytes | str, path: str = "/", content_type: str = "text/html", status: int = 200) -> Page:
    url = SITE + path
    return Page(
        url=url, final_url=url, status=status, content_type=content_type,
        body=body.encode() if isinstance(body, str) else body, fetched_at=datetime(2026, 10, 20, tzinfo=UTC),
    )  # fmt: skip


def read(name: str, path: str = "/") -> PageReading:
    return website.parse(page_of((PAGES / name).read_bytes(), path), COUNTRY)


def accounts(reading: PageReading) -> set[tuple[str, str, str]]:
    return {(link.channel, link.native_id, link.place) for link in reading.readings if link.native_id}


def test_a_footer_of_icons_is_read_with_names_and_without_comments():
    reading = read("footer_icons.html")
    assert accounts(reading) == {
        ("facebook", "eksempelvikskole", "main"),
        ("facebook", "eksempelvikkommune", "footer"),
        ("instagram", "eksempelvik_kommune", "footer"),
        ("linkedin", "company/eksempelvik-kommune", "footer"),
        ("mastodon", "eksempelvik@sosialt.eksempelvik.no", "footer"),
    }
    labels = {link.channel: link.label for link in reading.readings if link.place == "footer"}
    assert labels == {"facebook": "Facebook", "instagram": "fa-instagram", "linkedin": "LinkedIn", "mastodon": ""}
    refused = {link.rejected: link.place for link in reading.readings if link.rejected}
    assert refused == {"single video": "main", "share link": "main"}
    assert {link.page_role for link in reading.readings} == {"front"}


def test_the_overview_of_social_media_and_the_contact_page_come_first():
    reading = read("footer_icons.html")
    assert reading.next_urls[:2] == (f"{SITE}/om/sosiale-medier/", f"{SITE}/om/kontakt-oss")
    assert f"{SITE}/personvern.pdf" not in reading.next_urls
    assert len(reading.next_urls) <= 5


def test_a_labelled_block_is_a_follow_block_wherever_it_stands():
    reading = read("follow_block.html", "/om/kontakt-oss")
    assert accounts(reading) == {
        ("x", "eksempelvik", "header"),
        ("facebook", "ordforeren.i.eksempelvik", "main"),
        ("facebook", "122435867794519", "follow_block"),
        ("youtube", "user/eksempelvik", "follow_block"),
        ("facebook", "leverandoren", "footer"),
    }
    by_id = {link.native_id: link for link in reading.readings}
    assert by_id["ordforeren.i.eksempelvik"].context == "Ordføreren"
    assert by_id["122435867794519"].context == "Følg oss"
    assert by_id["leverandoren"].label == "Leverandøren: Facebook"
    assert {link.page_role for link in reading.readings} == {"contact"}


def test_links_are_found_wherever_html_can_carry_them():
    assert accounts(read("hidden_places.html")) == {
        ("facebook", "ovredome", "meta"), ("x", "ovredome", "meta"), ("mastodon", "ovredome@mastodon.social", "meta"),
        ("facebook", "ovredome", "json_ld"), ("linkedin", "company/ovre-dome-kommune", "json_ld"),
        ("flickr", "ovredome", "json_ld"), ("facebook", "ovredome.bibliotek", "iframe"),
        ("facebook", "ovredome", "iframe"), ("instagram", "ovredome", "attribute"), ("tiktok", "ovredome", "attribute"),
        ("youtube", "@ovredome", "attribute"), ("snapchat", "ovredome", "main"), ("vimeo", "ovredome", "main"),
        ("issuu", "ovredome", "main"), ("pinterest", "ovredome", "main"), ("x", "ovredome_x", "script"),
    }  # fmt: skip


def test_share_buttons_pixels_and_the_platforms_front_page_are_no_accounts():
    reading = read("shares_only.html")
    assert accounts(reading) == set()
    assert sorted(link.rejected for link in reading.readings) == [
        "intent link", "platform front page", "share link", "share link",
    ]  # fmt: skip
    assert not reading.needs_browser


@pytest.mark.parametrize("name", ["script_footer.html", "script_root.html"])
def test_a_page_that_script_fills_asks_for_a_browser(name):
    reading = read(name)
    assert reading.outcome is Outcome.OK
    assert reading.needs_browser


def test_a_rendered_page_asks_for_no_browser():
    page = page_of((PAGES / "script_root.html").read_bytes())
    rendered = Page(**{name: getattr(page, name) for name in page.__slots__} | {"is_rendered": True})
    assert not website.parse(rendered, COUNTRY).needs_browser


def test_a_check_of_the_visitor_is_no_page_without_accounts():
    assert read("challenge.html").outcome is Outcome.CHALLENGE


def test_letters_said_to_be_utf8_and_written_as_latin1_are_read():
    reading = read("latin1_said_utf8.html")
    assert [(link.text, link.place) for link in reading.readings] == [("Sømna kommune på Facebook", "follow_block")]
    assert reading.next_urls == (f"{SITE}/besok-oss",)


def test_an_immediate_meta_refresh_is_followed():
    assert read("meta_refresh.html").next_urls == (f"{SITE}/hjem/",)


@pytest.mark.parametrize(
    ("status", "content_type", "body", "expected"),
    [
        (404, "text/html", "<p>Fant ikke siden</p>", Outcome.NOT_FOUND),
        (503, "text/html", "<p>Feil</p>", Outcome.HTTP_ERROR),
        (429, "text/html", "<p>Vent</p>", Outcome.RATE_LIMITED),
        (200, "application/pdf", "%PDF-1.4", Outcome.NOT_HTML),
        (200, "", "%PDF-1.4", Outcome.NOT_HTML),
        (200, "image/png", "x", Outcome.NOT_HTML),
        (200, "text/html; charset=nonsense", "<p>Hei, dette er en helt vanlig side</p>", Outcome.OK),
    ],
)
def test_an_answer_that_is_no_page_says_so(status, content_type, body, expected):
    assert website.parse(page_of(body, "/", content_type, status), COUNTRY).outcome is expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        "<div>" * 30_000 + "<a href='https://www.facebook.com/oslo'>x</a>",
        "x" * (10 * 1024 * 1024 + 1),
    ],
    ids=["empty", "blank", "depth bomb", "too large"],
)
def test_a_page_that_cannot_be_taken_whole_is_refused(body):
    with pytest.raises(ParseError):
        website.parse(page_of(body), COUNTRY)


def test_nesting_within_bounds_loses_nothing():
    body = "<div>" * 1_500 + "<a href='https://www.facebook.com/oslokommune'>x</a>" + "</div>" * 1_500
    assert accounts(website.parse(page_of(body), COUNTRY)) == {("facebook", "oslokommune", "main")}


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<footer><div>{}</div></footer>", "footer"),
        ("<div id=footer><table><tr><td>{}</table></div>", "footer"),
        ("<DIV CLASS='Footer'><p>{}</DIV>", "footer"),
        ("<div class=footer></div>{}", "main"),
        ("<div class=footer><p></div></p>{}", "main"),
        ("<article><footer>{}</footer></article>", "main"),
        ("<div class=card><div class=card-footer>{}</div></div>", "main"),
        ("<header><nav>{}</nav></header>", "header"),
        ("<nav><ul><li><a href=/>Hjem</a><li>{}</ul></nav>", "navigation"),
        ("<site-bunn class=bunn>{}</site-bunn>", "footer"),
        ("<div role=contentinfo><section>{}</section></div>", "footer"),
        ("<!-- <footer> -->{}", "main"),
        ("<script>document.write('<footer>')</script>{}", "main"),
        ("<p>Følg oss:</p><ul><li>{}</ul>", "follow_block"),
        ("<footer><h2>F&oslash;lg\n oss</h2><div><span>{}</span></div></footer>", "follow_block"),
        ("<nav aria-label='Følg oss'>{}</nav>", "follow_block"),
        ("<h2 id=f>Følg oss</h2>" + "<p>Tekst.</p>" * 20 + "<div aria-labelledby=f>{}</div>", "follow_block"),
    ],
)
def test_a_place_is_told_from_what_stands_around_it(markup, place):
    body = markup.format('<a href="https://www.facebook.com/oslokommune">Oslo</a>')
    reading = website.parse(page_of(f"<body><h1>Oslo</h1>{body}"), COUNTRY)
    assert accounts(reading) == {("facebook", "oslokommune", place)}


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/x">Om kommunen</a>',
        '<a href="/x">Om\n      <!-- ny --> oss</a>',
        '<a href="/x">&Aring;pningstider</a>',
        '<a href="/x"><img src=i.png alt="Bes&#248;k&nbsp;oss"></a>',
        '<A HREF=/x ARIA-LABEL="Kontakt kommunen"></A>',
        '<a href="x">V\u00e5re kanaler</a>',
    ],
)
def test_words_of_pages_to_read_are_found_however_they_are_written(anchor):
    assert website.parse(page_of(f"<body><p>Oslo {anchor}</p>"), COUNTRY).next_urls == (f"{SITE}/x",)


def test_addresses_are_relative_to_the_base_that_the_page_gives():
    body = '<head><base href="/nb/"></head><body><a href="kontakt">Kontakt oss</a>'
    assert website.parse(page_of(body), COUNTRY).next_urls == (f"{SITE}/nb/kontakt",)


@pytest.mark.parametrize(
    "piece", ["<a ", "<div", "</div>", "<b><i></p>", '<a href="facebook.com', "<!--", "/@", "facebook. ", "&#47;", "<"]
)
def test_a_megabyte_of_anything_takes_no_time(piece):
    began = time.process_time()
    body = "<body><div><td><p>" + piece * (1_000_000 // len(piece))
    with contextlib.suppress(ParseError):
        website.parse(page_of(f"{body}<a href='https://www.facebook.com/oslokommune'>Kontakt oss"), COUNTRY)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://x.com/by'>x</a>", "<a href='//x.com/by{0}'>x</a>", "<p data-x='https://x.com/by{0}'>",
        "<a href='/k{0}'>Kontakt</a>",
    ],
)  # fmt: skip
def test_a_page_of_links_and_nothing_else_is_refused_at_once(link):
    body = "<body>" + "".join(link.format(number) for number in range(150_000))
    began = time.process_time()
    with pytest.raises(ParseError, match="more than 30000 links"):
        website.parse(page_of(body), COUNTRY)
    assert time.process_time() - began < 2


def test_a_tag_of_forty_thousand_attributes_loses_nothing_and_takes_no_time():
    attributes = " ".join(f"a{index}='{index}'" for index in range(40_000))
    body = f"<a {attributes} href='//www.facebook.com/oslokommune'>x"
    began = time.process_time()
    reading = website.parse(page_of(body), COUNTRY)
    assert accounts(reading) == {("facebook", "oslokommune", "main")}
    assert time.process_time() - began < 2


def test_one_reading_for_each_account_and_place():
    anchor = '<a href="https://www.facebook.com/oslokommune">{}</a>'
    body = f"<body><footer>{anchor.format('')}{anchor.format('Oslo på Facebook')}</footer>{anchor.format('se')}</body>"
    reading = website.parse(page_of(body), COUNTRY)
    assert [(link.place, link.text) for link in reading.readings] == [("footer", "Oslo på Facebook"), ("main", "se")]


def test_an_archived_copy_gives_the_address_it_was_copied_from():
    body = '<a href="https://web.archive.org/web/20160101000000/https://www.facebook.com/oslokommune">Facebook</a>'
    reading = website.parse(page_of(body), COUNTRY)
    assert [(link.native_id, link.url) for link in reading.readings] == [
        ("oslokommune", "https://www.facebook.com/oslokommune")
    ]


def test_the_roots_of_a_page_are_the_same_for_bytes_and_text():
    page = page_of((PAGES / "footer_icons.html").read_bytes())
    assert len(list(tree(page).iter())) == len(list(tree(page, page.body.decode()).iter()))


@pytest.mark.parametrize(
    ("url", "front", "role"),
    [
        (f"{SITE}/", None, "front"),
        (f"{SITE}/index.html", None, "front"),
        ("http://eksempelvik.kommune.no", f"{SITE}/", "front"),
        (f"{SITE}/nb/", f"{SITE}/nb", "front"),
        (f"{SITE}/kontakt-oss/", None, "contact"),
        (f"{SITE}/om-kommunen/kontakt", None, "contact"),
        (f"{SITE}/tjenester/kontakt-oss.1042.aspx", None, "contact"),
        (f"{SITE}/om/sosiale-medier", None, "overview"),
        (f"{SITE}/om-kommunen/kommunikasjon/sosiale-medier/", None, "overview"),
        (f"{SITE}/nyheter/2026/budsjett", None, "other"),
        (f"{SITE}/kontakt-oss/skjema/soknad", None, "other"),
    ],
)
def test_a_page_is_known_by_its_address(url, front, role):
    assert page_role(url, front, COUNTRY) == role
