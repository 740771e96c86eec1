"""LinkedIn: the followers of a company's public page.

Source: a recorded company page of 2024: `og:description` is "Name | 5,750 followers on LinkedIn. …", the top card says
it again, and so does every post, which is why only a line of the top card counts.
"""

from __future__ import annotations

from typing import Any

from barometer.errors import ParseError
from barometer.parse.counting import Found, account_counters, asked_id, described, only
from barometer.parse.embedded import elements, held, inside, json_scripts, language_shown, meta, visible_lines
from barometer.parse.html import decode, fold, tree
from barometer.parse.text import counters
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import Outcome, Page, PageReading, Profile

PARSER_VERSION = "1"

_TOP_CARD = "//*[contains(concat(' ', @class, ' '), ' top-card-layout__card ')]"


def parse(page: Page) -> PageReading:
    """Read followers and profile; raises ParseError when the page was reached and shows none."""
    text = decode(page)
    status, before = outcome_of_status(page), wall(page, text)
    if status or before:
        kept = status if status is Outcome.NOT_FOUND else before or status
        return PageReading(outcome=kept or Outcome.OK, detail=f"HTTP status {page.status}" if status else "a wall")
    root = tree(page)
    language = language_shown(root, page)
    native_id = asked_id(page, "linkedin", *meta(root, "og:url"))
    if native_id is None:
        raise ParseError("the page does not say which organisation it is; give its address with --url")
    title = fold(next(iter(meta(root, "og:title")), "")).removesuffix("| LinkedIn").strip()
    # The pages below the first are called "Name: About"; their description begins with the name alone.
    names = dict.fromkeys((title, title.rpartition(":")[0] or title))
    found: list[Found] = [
        (each, source) for source in ("og:description", "description") for content in meta(root, source)[:1]
        for name in names for each in only(described(content, language, name), "followers")
    ]  # fmt: skip
    for card in elements(root, _TOP_CARD)[:1]:
        for line in visible_lines(card):
            found += [(each, "top_card") for each in only(counters(line, language), "followers")]
    counted = account_counters("linkedin", native_id, found)
    if not counted:
        raise ParseError("no number stands beside a label that is known; the layout or the language has changed")
    organisation = _organisation(list(json_scripts(root, "Organization")))
    website, category = inside(organisation, "sameAs"), inside(organisation, "industry")
    profile = Profile(
        channel="linkedin", native_id=native_id, username=native_id, is_verified=None, last_post_at=None,
        name=fold(str(inside(organisation, "name") or title or native_id)),
        website=website if isinstance(website, str) else None, category=category if isinstance(category, str) else None,
    )  # fmt: skip
    return PageReading(outcome=Outcome.OK, readings=(profile, *counted))


def _organisation(values: list[Any]) -> dict[str, Any] | None:
    """Return the only organisation that the page's JSON-LD describes."""
    found = [value for value in values if inside(value, "@type") == "Organization"]
    found += [each for value in values for graph in held(value, "@graph") if isinstance(graph, list)
              for each in graph if inside(each, "@type") == "Organization"]  # fmt: skip
    return found[0] if len(found) == 1 else None
