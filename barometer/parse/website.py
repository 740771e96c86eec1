"""A page of an authority's website: which accounts it links to, where on the page, and where to look next.

Reads any HTML; whether it is an authority's own account is judged in `resolve.py`, from all pages together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from barometer.errors import ParseError
from barometer.parse import landmarks
from barometer.parse.account_url import AccountUrl
from barometer.parse.html import LARGEST, decode, source_of
from barometer.parse.next_pages import is_front, next_urls, page_role, sought
from barometer.parse.regions import Regions
from barometer.parse.scan import Scan, scan
from barometer.parse.script_built import is_script_built
from barometer.parse.social_links import Found, links_in
from barometer.parse.surroundings import Surroundings
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import Link, Outcome, Page, PageReading, PageRole, Place
from barometer.registry import Country

PARSER_VERSION = "3"

# Challenges are small pages; a long one without accounts is what it seems.
_LARGEST_CHALLENGE = 60_000
_CHALLENGE_URL = re.compile(r"checkpoint|challenge|sorry/|captcha", re.IGNORECASE)
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
    host = (urlsplit(page.final_url).hostname or "").lower()
    found = scan(_source(page), sought(country))
    links = _distinct(_links(found, list(links_in(found, host)), page, role, country))
    has_account = any(link.native_id for link in links)
    if not has_account and len(page.body) < _LARGEST_CHALLENGE and _is_challenge(page, found):
        return PageReading(outcome=Outcome.CHALLENGE, detail="a check of the visitor stands before the page")
    return PageReading(
        outcome=Outcome.OK,
        readings=links,
        next_urls=next_urls(found, page.final_url, country),
        needs_browser=not has_account and not page.is_rendered and is_script_built(found),
    )


def _source(page: Page) -> bytes:
    """Return a page's characters in UTF-8, without those that HTML leaves out."""
    if len(page.body) > LARGEST:
        raise ParseError(f"{len(page.body)} bytes: more than {LARGEST}")
    source = source_of(page)
    source = source.replace(b"\0", b"") if b"\0" in source else source
    if not source or source.isspace():
        raise ParseError("no HTML in it: the page is empty")
    return source


def _is_challenge(page: Page, found: Scan) -> bool:
    # Asking what stands before a page costs a whole tree of it: only where something says so.
    is_likely = found.may_be_challenge or _CHALLENGE_URL.search(page.final_url) is not None
    return is_likely and wall(page, decode(page)) is Outcome.CHALLENGE


def _role(page: Page, country: Country) -> PageRole:
    """Tell which page this is from the address asked for, then from the one that answered."""
    if any(is_front(url, country) for url in (page.url, page.final_url)):
        return "front"
    return page_role(page.final_url, None, country)


def _links(page: Scan, found: list[Found], source: Page, role: PageRole, country: Country) -> list[Link]:
    """Describe the links of a page: place, own text and label, and the label above."""
    shown = [each.at for each in found if _is_shown(each)]
    regions = Regions(page.markup, shown)
    surroundings = Surroundings(page.markup, regions, shown)
    links = []
    for each in found:
        text = label = context = ""
        place: Place = each.place or "main"
        if _is_shown(each):
            outline, element = surroundings.at(each.at)
            text = outline.text_of(element) if each.tag not in ("iframe", "object", "embed") else ""
            label = landmarks.label_of(outline, element)
            contexts = landmarks.contexts_of(outline, element)
            followed = [line for line in contexts if _is_follow_label(line, country)]
            context = (followed or contexts or [""])[0]
            if each.place is None:
                place = "follow_block" if followed else regions.place_of(each.at)
        account = each.answer if isinstance(each.answer, AccountUrl) else None
        links.append(Link(
            page_url=source.final_url, page_role=role, url=each.url, channel=each.answer.channel,  # type: ignore[arg-type]
            native_id=account.native_id if account else None,
            kind=each.answer.kind, rejected=None if account else each.answer.reason,  # type: ignore[union-attr]
            place=place, text=text, label=label, context=context,
        ))  # fmt: skip
    return links


def _is_shown(found: Found) -> bool:
    return found.at >= 0 and found.place not in ("script", "json_ld", "meta")


def _is_follow_label(label: str, country: Country) -> bool:
    line = label.lower()
    return len(line) <= 80 and _follow_words(country.words.follow).search(line) is not None


@lru_cache(maxsize=8)
def _follow_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


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
