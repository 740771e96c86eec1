"""Facebook's page plugin, `plugins/page.php?href=…`: a header with the page's name, a link to it and one count.

Source: the plugin's public documentation, which says what it shows and not how; the markup is therefore not relied
upon: the one whole line of the header that is a labelled number counts, beside a link to the page that was asked for.
Norwegian wording is recalled, so a label that is not known gives an error, never a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from barometer.errors import ParseError
from barometer.parse.account_url import AccountUrl, account_of
from barometer.parse.counting import Found, account_counters, asked_id, whole_line
from barometer.parse.embedded import elements, language_shown, visible_lines
from barometer.parse.facebook_old import CONTAINERS
from barometer.parse.html import decode, fold, text_of, tree
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import Outcome, Page, PageReading, Profile

PARSER_VERSION = "1"

_COUNTED = frozenset(("likes", "followers"))
_TIMELINE = "//*[contains(@id, 'timeline') or contains(@data-testid, 'timeline')]"


def parse(page: Page) -> PageReading:
    """Read the plugin's count and name; raises ParseError when it shows a page, and no count beside a known label."""
    text = decode(page)
    status = outcome_of_status(page)
    before = wall(page, text)
    if status or before:
        kept = status if status in (Outcome.NOT_FOUND, Outcome.RATE_LIMITED) else before or status
        return PageReading(outcome=kept or Outcome.OK, detail=f"HTTP status {page.status}" if status else "a wall")
    asked = asked_id(page, "facebook")
    if asked is None:
        raise ParseError("the plugin's address names no page in 'href'")
    root = tree(page)
    lines = list(visible_lines(root, elements(root, f"{CONTAINERS} | {_TIMELINE}")))
    if not lines:
        return _empty(root, page)
    name = _name(root, asked)
    found = _counts(lines, language_shown(root, page))
    profile = Profile(
        channel="facebook", native_id=asked, name=name, username=None if asked.isdigit() else asked, website=None,
        category=None, is_verified=None, last_post_at=None,
    )  # fmt: skip
    counted = account_counters("facebook", asked, found)
    if len(found) != 1 or len(counted) != 1:
        raise ParseError(f"the plugin's header shows {len(found)} counts beside a label that is known, not one")
    return PageReading(outcome=Outcome.OK, readings=(profile, *counted))


def _empty(root: etree._Element, page: Page) -> PageReading:
    """Return what a plugin without a word is: built by script, or the platform's way of saying that it shows nothing.

    Facebook leaves the frame empty for a page that is gone, unpublished, or limited by age or country.
    """
    if not page.is_rendered and root.find(".//script") is not None:
        return PageReading(outcome=Outcome.OK, needs_browser=True)
    return PageReading(outcome=Outcome.UNAVAILABLE, detail="the plugin is empty: the page is gone, or not for everyone")


def _name(root: etree._Element, asked: str) -> str:
    """Return the words of the header's link to the page; raises ParseError where it names none, or another page."""
    named: dict[str, str] = {}
    for link in elements(root, "//a[@href]"):
        account, words = account_of(link.get("href") or ""), fold(text_of(link, 200))
        if isinstance(account, AccountUrl) and account.channel == "facebook" and words:
            named.setdefault(account.native_id, words)
    if not named:
        raise ParseError("the plugin shows no link to a page")
    others = {key for key in named if key != asked and not (key.isdigit() or asked.isdigit())}
    if others and asked not in named:
        raise ParseError(f"the plugin shows {', '.join(sorted(others))[:100]}, not {asked}")
    return named.get(asked) or next(iter(named.values()))


def _counts(lines: list[str], language: str) -> list[Found]:
    def counted() -> Iterator[Found]:
        for line in lines:
            for each in whole_line(line, language):
                if each.kind in _COUNTED:
                    yield each, "page_plugin"

    return list(counted())
