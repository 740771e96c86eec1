"""A page of an authority's website: which accounts it links to, where on the page, and where to look next.

Reads any HTML; whether it is an authority's own account is judged in `resolve.py`, from all pages together.
"""

from __future__ import annotations

import re

from barometer.parse import landmarks
from barometer.parse.account_url import AccountUrl
from barometer.parse.html import decode, text_of, tree
from barometer.parse.next_pages import is_front, next_urls, page_role
from barometer.parse.script_built import is_script_built
from barometer.parse.social_links import Found, links_in
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import Link, Outcome, Page, PageReading, PageRole, Place
from barometer.registry import Country

PARSER_VERSION = "1"

# Challenges are small pages; a long one without accounts is what it seems.
_LARGEST_CHALLENGE = 60_000
_HTML_TYPES = ("text/html", "application/xhtml", "text/plain", "application/octet-stream")


def parse(page: Page, country: Country, role: PageRole | None = None) -> PageReading:
    """Return the links of a page to social platforms, and the pages of the site to read next.

    Args:
        page: a fetched or saved page.
        country: gives the words of "contact", "social media" and "follow us".
        role: which page of the site it is; told from its address where the caller does not know.

    Raises:
        ParseError: the page cannot be taken in without loss.
    """
    unanswered = outcome_of_status(page)
    if unanswered is not None:
        return PageReading(outcome=unanswered, detail=f"HTTP status {page.status}")
    kind = page.content_type.lower()
    if (kind and not kind.startswith(_HTML_TYPES)) or page.body[:5] == b"%PDF-":
        return PageReading(outcome=Outcome.NOT_HTML, detail=f"content is {kind or 'PDF'}")
    role = role or _role(page, country)
    text = decode(page)
    root = tree(page, text)
    links = _distinct([_link(found, page, role, country) for found in links_in(root, text, page.final_url)])
    has_account = any(link.native_id for link in links)
    if not has_account and len(page.body) < _LARGEST_CHALLENGE and wall(page, text) is Outcome.CHALLENGE:
        return PageReading(outcome=Outcome.CHALLENGE, detail="a check of the visitor stands before the page")
    return PageReading(
        outcome=Outcome.OK,
        readings=links,
        next_urls=next_urls(root, page.final_url, country),
        needs_browser=not has_account and not page.is_rendered and is_script_built(root),
    )


def _role(page: Page, country: Country) -> PageRole:
    """Tell which page this is from the address asked for, then from the one that answered."""
    if any(is_front(url, country) for url in (page.url, page.final_url)):
        return "front"
    return page_role(page.final_url, None, country)


def _link(found: Found, page: Page, role: PageRole, country: Country) -> Link:
    """Describe a link: its place, its own text and label, and the label above it."""
    account = found.answer if isinstance(found.answer, AccountUrl) else None
    text = label = context = ""
    place: Place = found.place or "main"
    element = found.element
    if element is not None and found.place not in ("script", "json_ld", "meta"):
        text = text_of(element) if element.tag not in ("iframe", "object", "embed") else ""
        label = landmarks.label_of(element)
        contexts = landmarks.contexts_of(element)
        followed = [each for each in contexts if _is_follow_label(each, country)]
        context = (followed or contexts or [""])[0]
        if found.place is None:
            place = "follow_block" if followed else landmarks.place_of(element)
    return Link(
        page_url=page.final_url, page_role=role, url=found.url, channel=found.answer.channel,  # type: ignore[arg-type]
        native_id=account.native_id if account else None,
        kind=found.answer.kind, rejected=None if account else found.answer.reason,  # type: ignore[union-attr]
        place=place, text=text, label=label, context=context,
    )  # fmt: skip


def _is_follow_label(label: str, country: Country) -> bool:
    line = label.lower()
    return len(line) <= 80 and any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) for word in country.words.follow)


def _distinct(links: list[Link]) -> tuple[Link, ...]:
    """Keep one reading per account and place, the one that says most; of scripts and attributes only what is new."""
    hidden = ("script", "attribute")
    elsewhere = {(link.channel, link.native_id) for link in links if link.place not in hidden}
    best: dict[tuple[str, str, Place], Link] = {}
    for link in links:
        if link.place in hidden and (link.channel, link.native_id) in elsewhere:
            continue
        key = (link.channel, link.native_id or link.url, link.place)
        if key not in best or len(link.text) + len(link.label) > len(best[key].text) + len(best[key].label):
            best[key] = link
    return tuple(best.values())
