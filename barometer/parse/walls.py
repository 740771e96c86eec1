"""What stands between a stranger and a page, recognised before anything is read.

A wall is known by where the redirects ended, by the title, and by headings or text of a page that names nobody:
a page with an identity of its own (og:title, a description with figures) is no wall, whatever it says about
logging in at its foot. Wordings stand in `wall_words.py`; the structure (a password field, a cookie dialog) counts
beside them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree

from barometer.errors import ParseError
from barometer.parse import wall_words as words
from barometer.parse.embedded import elements, meta, visible_lines
from barometer.parse.html import text_of, tree
from barometer.parse.numerals import plain
from barometer.readings import Outcome, Page

_STATUS = {
    401: Outcome.NO_PERMISSION, 403: Outcome.NO_PERMISSION, 404: Outcome.NOT_FOUND, 407: Outcome.NO_PERMISSION,
    410: Outcome.NOT_FOUND, 429: Outcome.RATE_LIMITED, 451: Outcome.RESTRICTED, 999: Outcome.CHALLENGE,
}
_ENDS = (
    (Outcome.CHALLENGE, r"/checkpoint/|/challenge/|/sorry/index|/cdn-cgi/challenge|/captcha|^https://[^/]*recaptcha"),
    (Outcome.CONSENT_WALL, r"^https?://consent\.|/privacy/consent|/user_cookie_prompt|/cookie/consent_prompt"),
    (Outcome.LOGIN_WALL, r"/login(?:\.php|/|$|\?)|/accounts/login|/authwall|/uas/login|/i/flow/login|"
                         r"^https?://(?:accounts|login)\.[^/]+/|/checkpoint/lg|/signup(?:/|$|\?)"),
)  # fmt: skip
_TEXTS = tuple(
    (outcome, re.compile(pattern, re.IGNORECASE))
    for outcome, pattern in (
        (Outcome.CHALLENGE, words.CHALLENGE), (Outcome.CONSENT_WALL, words.CONSENT),
        (Outcome.RESTRICTED, words.RESTRICTED), (Outcome.UNAVAILABLE, words.UNAVAILABLE),
        (Outcome.NOT_FOUND, words.NOT_FOUND), (Outcome.RATE_LIMITED, words.LIMITED),
    )
)  # fmt: skip
_RESTRICTED = re.compile(words.RESTRICTED, re.IGNORECASE)
_LOGIN_TITLE = re.compile(rf"(?:\(\d+\+?\) )?(?:{words.LOGIN}|{words.LOGIN_AFTER_NAME})", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:facebook|instagram|x|twitter|linkedin|youtube|bluesky|mastodon|error|feil|fel|fejl|fehler|erreur|virhe|"
    r"access denied|just a moment|\W)*", re.IGNORECASE
)  # fmt: skip
_SHORT = 1_500
"""Characters of text up to which a page is looked at as a whole; longer ones say many things in passing."""
_HEADINGS = "//h1 | //h2 | //*[@role='heading']"
_BARE = 600
"""Up to which a captcha is the page's whole purpose, not the guard of a contact form."""


def outcome_of_status(page: Page) -> Outcome | None:
    """Return what the HTTP status alone says; None for a success, whose content decides.

    Channels with error answers of their own (Graph API, Bluesky, Mastodon) read the body before they ask this.
    """
    if 200 <= page.status < 300:
        return None
    if page.status == 0:
        return Outcome.UNREACHABLE
    return _STATUS.get(page.status, Outcome.HTTP_ERROR)


def wall(page: Page, text: str) -> Outcome | None:
    """Return what stands before a page, whose source as characters is `text`; None when nothing does."""
    for outcome, pattern in _ENDS:
        if re.search(pattern, _without_query(page.final_url), re.IGNORECASE):
            return outcome
    try:
        root = tree(replace(page, body=text.encode("utf-8", "replace"), content_type="text/html; charset=utf-8"))
    except ParseError:
        return None
    title = plain(" ".join((root.findtext(".//title") or "").split()))
    if _has_identity(root):
        return None
    if _LOGIN_TITLE.match(title):
        # "Sign in to confirm your age" is no log-in wall: who signs in may still be refused.
        return Outcome.RESTRICTED if _RESTRICTED.search(title) else Outcome.LOGIN_WALL
    return _said(root, title) or _built(root)


def _said(root: etree._Element, title: str) -> Outcome | None:
    """Return what title, headings, or the whole of a short text say."""
    headings = [plain(text_of(each)) for each in elements(root, _HEADINGS)[:5]]
    for said in (title, *headings):
        for outcome, pattern in _TEXTS:
            if pattern.search(said):
                return outcome
    whole = "\n".join(plain(line) for line in visible_lines(root))
    if len(whole) < _SHORT:
        for outcome, pattern in _TEXTS[1:]:  # A captcha may guard a form only.
            if pattern.search(whole):
                return outcome
    return None


def _built(root: etree._Element) -> Outcome | None:
    """Return what the structure of a page that names nobody shows: a challenge, a cookie dialog, a login form."""
    text_length = sum(len(line) for line in visible_lines(root))
    captcha = "//*[contains(@id, 'cf-chl') or contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha')]"
    if text_length < _BARE and elements(root, captcha):
        return Outcome.CHALLENGE
    if elements(root, "//*[@data-cookiebanner or contains(@data-testid, 'cookie-policy')]"):
        return Outcome.CONSENT_WALL
    if text_length < _SHORT and elements(root, "//input[@type='password']"):
        return Outcome.LOGIN_WALL
    return None


def _has_identity(root: etree._Element) -> bool:
    """Whether the page says whose it is, in a way that a wall does not."""
    for name in meta(root, "og:title", "twitter:title"):
        said = plain(name)
        if not _NOBODY.fullmatch(said) and not _LOGIN_TITLE.match(said) and not _is_wall_text(said):
            return True
    return False


def _is_wall_text(said: str) -> bool:
    return any(pattern.search(said) for _, pattern in _TEXTS)


def _without_query(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
