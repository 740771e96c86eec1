"""Facebook's public page, logged out or saved; its page plugin is read by `facebook_plugin.py`.

Sources, the more precise winning: `og:description` and `meta description` (exact likes, talking about, were here), the
embedded JSON's `profile_social_context` (likes and followers, shortened), `page_likers`; the visible text where neither
gives a kind (pages of before 2022). Forms verified on recorded pages of 2020 and 2021 and in public code of
2024–26; Norwegian wording is recalled, so a label that is not known gives no counter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from barometer.errors import ParseError
from barometer.parse.account_url import account_of
from barometer.parse.counting import Found, account_counters, asked_id, described, exact, whole_line
from barometer.parse.embedded import elements, held, inside, json_scripts, language_shown, meta, visible_lines
from barometer.parse.enquiry import RULE_VERSION
from barometer.parse.facebook_old import CONTAINERS, old_posts, uncommented
from barometer.parse.facebook_posts import SeenPosts, feed_of, posts_in
from barometer.parse.facebook_user import category_of, id_in, own_user, owner_in, website_of
from barometer.parse.html import decode, fold, tree
from barometer.parse.text import counters
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import CounterKind, Outcome, Page, PageReading, Profile, Reading

PARSER_VERSION = f"1, enquiry rule {RULE_VERSION}"

_KEYS = ("profile_social_context", "timeline_list_feed_units", "timeline_feed_units", "profile_tile_sections",
         "page_likers", "global_likers_count")  # fmt: skip
_TITLE_TAIL = re.compile(r"\s*(?:[-–|]\s*(?:Home|Posts|Startside|Hjem|Innlegg|Strona główna)\s*)?\|\s*Facebook$")
_APP = re.compile(r"fb://(?:page|profile)/(?:\?id=)?(\d+)")
_TABS: dict[str, CounterKind] = {"friends_likes": "likes", "followers": "followers", "following": "following"}
_OF_PAGE = frozenset(("likes", "followers", "talking_about", "were_here"))
_CURRENT_PAGE = re.compile(r"pageID[\"']?:\"(\d{5,})\"")


def parse(page: Page) -> PageReading:
    """Read counters, profile and posts; raises ParseError when the page was reached and shows nothing labelled."""
    text = uncommented(decode(page))
    status = outcome_of_status(page)
    before = wall(page, text)
    if status or before:
        kept = status if status in (Outcome.NOT_FOUND, Outcome.RATE_LIMITED) else before or status
        return PageReading(outcome=kept or Outcome.OK, detail=f"HTTP status {page.status}" if status else "a wall")
    root = tree(replace(page, body=text.encode("utf-8", "replace"), content_type="text/html; charset=utf-8"))
    seen = _Seen(root, text, list(json_scripts(root, *_KEYS)), page)
    counted = account_counters("facebook", seen.native_id, seen.numbers())
    posts = seen.posts()
    if not counted and not (posts and posts.posts):
        raise ParseError("no number stands beside a label that is known; the layout or the language has changed")
    readings: list[Reading] = [*seen.profile(posts), *counted]
    if posts:
        feed = [feed_of(posts, seen.native_id, page.fetched_at)] if seen.is_whole_page else []
        readings += [*feed, *posts.posts, *posts.comments]
    return PageReading(outcome=Outcome.OK, readings=tuple(readings))


class _Seen:
    """One page with what every part of the reading needs: its tree, source, JSON, the account it is about."""

    def __init__(self, root: etree._Element, text: str, values: list[Any], page: Page) -> None:
        self.root, self.text, self.values = root, text, values
        self.language = language_shown(root, page)
        self.user = own_user(values, page)
        self.links = [
            link for link in (inside(self.user, "url"), *meta(root, "og:url"),
                              *(each.get("href") for each in elements(root, "//link[@rel='canonical']")))
            if isinstance(link, str)
        ]  # fmt: skip
        self.number_of_page = self._number()
        owner, account = owner_in(page.url), account_of(page.url)
        # A group shows its members' posts, each with likes, and none of its own.
        self.is_whole_page = owner is None and getattr(account, "kind", None) != "group"
        native_id = owner or asked_id(page, "facebook", *self.links) or self.number_of_page
        if native_id is None:
            raise ParseError("the page does not say which account it is; give its address with --url")
        self.native_id = native_id

    def _number(self) -> str | None:
        """Return the page's own numeric id: the page behind a profile, else what apps and scripts call it."""
        delegate, own = inside(self.user, "delegate_page", "id"), inside(self.user, "id")
        named = [match[1] for link in meta(self.root, "al:android:url", "al:ios:url") if (match := _APP.search(link))]
        for each in (delegate, own, *named):
            if isinstance(each, str) and each.isdigit():
                return each
        # Last, and only then: looking through a page of two megabytes takes as long as all the rest.
        scripts = {match[1] for match in _CURRENT_PAGE.finditer(self.text)}
        return scripts.pop() if len(scripts) == 1 else None

    def name(self) -> str | None:
        """Return the displayed name."""
        named = inside(self.user, "name")
        titles = (named, *meta(self.root, "og:title"), _TITLE_TAIL.sub("", fold(self.root.findtext(".//title") or "")))
        return next((fold(each) for each in titles if isinstance(each, str) and each.strip()), None)

    def numbers(self) -> list[Found]:
        """Return every labelled number of the account, most trusted part of the page first."""
        name = self.name()
        found = [
            (each, source)
            for source in ("og:description", "description")
            for text in meta(self.root, source)[:1]
            for each in described(text, self.language, name)
        ]
        for item in inside(self.user, "profile_social_context", "content") or ():
            shown, address = inside(item, "text", "text"), str(inside(item, "uri"))
            for each in counters(shown, self.language) if isinstance(shown, str) else ():
                tab = next((kind for mark, kind in _TABS.items() if mark in address), each.kind)
                found += [(each, "profile_social_context")] if tab == each.kind else []
        likers = list(dict.fromkeys(each for value in self.values for each in held(value, "global_likers_count")))
        found += exact("likes", likers[0], "global_likers_count") if len(likers) == 1 else []
        known = {each.kind for each, _ in found}
        # Beside a single post or photo stand its own likes.
        visible = self._visible() if self.is_whole_page else ()
        return found + [each for each in visible if each[0].kind not in known]

    def _visible(self) -> Iterator[Found]:
        """Yield lines of the page that are one labelled number and nothing else, outside of posts."""
        for line in visible_lines(self.root, elements(self.root, CONTAINERS)):
            for each in whole_line(line, self.language):
                if each.kind in _OF_PAGE:
                    yield each, "visible_text"

    def posts(self) -> SeenPosts | None:
        """Return the posts that the page shows; None when it has no place for them."""
        ids = (inside(self.user, "id"), inside(self.user, "delegate_page", "id"), self.number_of_page, self.native_id)
        owners = frozenset(each for each in ids if isinstance(each, str))
        found = posts_in(self.values, owners, self.native_id, self.language)
        old = old_posts(self.root, self.text, self.native_id, self.language) if found is None else ()
        return SeenPosts(old, (), False, all(post.comments_high == 0 for post in old)) if old else found

    def profile(self, posts: SeenPosts | None) -> tuple[Profile, ...]:
        """Return what the account says of itself; nothing when it gives no name."""
        name = self.name()
        if name is None:
            return ()
        names = [each for link in self.links if (each := id_in(link)) and not each.isdigit()]
        verified = [inside(self.user, key) for key in ("is_verified", "show_verified_badge_on_profile")]
        return (Profile(
            channel="facebook", native_id=self.number_of_page or self.native_id, name=name,
            username=names[0] if names else None, website=website_of(self.values), category=category_of(self.values),
            is_verified=next((each for each in verified if isinstance(each, bool)), None),
            last_post_at=max((post.posted_at for post in posts.posts), default=None) if posts else None,
        ),)  # fmt: skip
