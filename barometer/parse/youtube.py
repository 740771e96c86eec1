"""YouTube: a channel's page and the answers it asks for itself; answers of the Data API go to `youtube_api`.

Source: recorded answers of January 2026, of the same shape as the page's `ytInitialData`. Subscribers are cut to three
figures everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from barometer.errors import ParseError
from barometer.parse.account_url import AccountUrl, account_of
from barometer.parse.counting import Found, account_counters, asked_id
from barometer.parse.embedded import held, inside, json_body, json_scripts, language_shown
from barometer.parse.html import decode, tree
from barometer.parse.numerals import plain
from barometer.parse.text import LabelledNumber, counters, number
from barometer.parse.walls import outcome_of_status, wall
from barometer.parse.youtube_api import asked_channel, profile_of, read_answer
from barometer.readings import Outcome, Page, PageReading

PARSER_VERSION = "2"

_VIDEOS = re.compile(
    r"(?P<count>\S.*?) (?:videos?|video's|videoer|videoar|videor|videoita|videota|vidéos?|vídeos?|filmy|filmów|film|"
    r"myndskeið)",
    re.IGNORECASE,
)
_STATE_KEYS = ("channelMetadataRenderer", "pageHeaderRenderer", "c4TabbedHeaderRenderer", "channelAgeGateRenderer",
               "alertRenderer")  # fmt: skip


def parse(page: Page) -> PageReading:
    """Read one answer or page; raises ParseError when it was reached and shows no channel."""
    text = decode(page).lstrip()
    if text[:1] in ("{", "["):
        answer = json_body(page)
        if isinstance(answer, dict) and ("items" in answer or "error" in answer or "pageInfo" in answer):
            return read_answer(answer, page)
        return _state([answer], page, (page.language,), ())
    stopped = outcome_of_status(page) or wall(page, text)
    if stopped:
        return PageReading(outcome=stopped, detail=f"HTTP status {page.status}" if page.status != 200 else "a wall")
    root = tree(page)
    links = tuple(each.get("href") or "" for each in root.iter("link") if each.get("rel") == "canonical")
    languages = tuple(dict.fromkeys((language_shown(root, page), page.language)))
    return _state(list(json_scripts(root, *_STATE_KEYS)), page, languages, links)


def _state(values: list[Any], page: Page, languages: tuple[str, ...], links: tuple[str, ...]) -> PageReading:
    """Read the state that a channel's page is built from."""
    if any(True for value in values for _ in held(value, "channelAgeGateRenderer")):
        return PageReading(outcome=Outcome.RESTRICTED, detail="the channel is for adults: sign in to view it")
    alerts = [each for value in values for each in held(value, "alertRenderer") if inside(each, "type") == "ERROR"]
    about = next((each for value in values for each in held(value, "channelMetadataRenderer")), None)
    if alerts and about is None:
        said = " ".join(_texts(alerts[0]))[:200]
        gone = "does not exist" in said or "finnes ikke" in said
        return PageReading(outcome=Outcome.NOT_FOUND if gone else Outcome.UNAVAILABLE, detail=said)
    if about is None:
        raise ParseError("the answer is about no channel")
    native_id = asked_channel(page) or asked_id(page, "youtube", *links) or inside(about, "externalId")
    headers = [inside(value, "header") for value in values]
    texts = tuple(dict.fromkeys(_texts(headers)))
    tries = ([each for text in texts for each in _read(text, language)] for language in languages)
    found = max(tries, key=len)  # The first of equals: the page's own language.
    counted = account_counters("youtube", str(native_id), found) if native_id else ()
    if not counted:
        raise ParseError("the page's header shows no number beside a label that is known")
    vanity = inside(about, "vanityChannelUrl")
    account = account_of(vanity) if isinstance(vanity, str) else None
    handle = account.native_id if isinstance(account, AccountUrl) else None
    profile = profile_of(inside(about, "externalId"), inside(about, "title"), handle)
    return PageReading(outcome=Outcome.OK, readings=(*profile, *counted))


def _read(text: str, language: str) -> Iterator[Found]:
    """Yield the counter that a line of the header is: "1.24K subscribers", "337 videos"."""
    read = counters(text, language)
    if len(read) == 1 and read[0].kind in ("subscribers", "followers") and len(read[0].text) == len(text.strip()):
        # French says "abonnés" of both; on YouTube they are subscribers, cut to three figures.
        again = counters(f"{plain(text).strip().rpartition(' ')[0]} subscribers", language)
        yield (again[0] if len(again) == 1 else read[0]), "ytInitialData"
    match = _VIDEOS.fullmatch(plain(text).strip())
    amount_shown = number(match["count"], language) if match else None
    if match and amount_shown:
        shown = LabelledNumber(amount_shown.low, amount_shown.high, "posts", amount_shown.precision, match[0])
        yield shown, "ytInitialData"


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a header in order, each as one line; labels for screen readers repeat them and are left."""
    for runs in held(value, "runs"):
        yield "".join(str(inside(run, "text") or "") for run in runs) if isinstance(runs, list) else ""
    for key in ("content", "simpleText", "text"):
        for each in held(value, key):
            if isinstance(each, str):
                yield each
