"""Addresses that hold another address: archives' copies, ways out of a site, mail filters, and editors' slips.

Only a page's reader asks here, after `account_url` found nothing: there the link's own page is known, and what a
person behind it meant. Forms were counted in real pages: `/go/https%3A/%252Fwww.…`, `?url=`, `http//www.…`,
`http://https://…`, safe-link hosts of mail programs, and addresses that saving made relative to the site.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_WAYBACK = re.compile(r"(?:https?://web\.archive\.org)?/web/\d{4,14}[a-z_]{0,3}/(?P<url>https?:/{1,2}.+)")
_PARAMETER = re.compile(
    r"[?&](?:u|url|q|to|link|target|redirect|redirect_url|dest|goto|href|destination)=(?P<url>[^&#]+)", re.IGNORECASE
)
# A whole address, or one without its scheme, that begins at a slash of the path.
_IN_PATH = re.compile(r"/(?:(?P<scheme>https?:)/{1,3})?(?P<rest>(?:[a-z0-9-]+\.)+[a-z]{2,6}/\S+)", re.IGNORECASE)
_WORD_OF_WAY_OUT = re.compile(
    r"/(?:go|goto|out|away|exit|leave|jump|redir|redirect|link|links|extern|external|lenke|click)(?:\.\w+)?(?:/|\?|$)",
    re.IGNORECASE,
)
_FORWARDERS = re.compile(
    r"(?:www\.|translate\.)?google\.[a-z.]{2,6}|l\.messenger\.com|[a-z0-9.-]+\.safelinks\.protection\.outlook\.com"
)
# "http//", "hhttps://", "http:/", and one scheme pasted before another; never a scheme as it should be.
_SLIP = re.compile(r"(?!https?://[a-z0-9-]+\.)(?:h{1,2}t{1,3}ps?(?:[:;]/{0,3}|//)){1,2}(?=[a-z0-9-]+\.)", re.IGNORECASE)

_LONGEST = 4000


def archived(url: str) -> str:
    """Return the address that an archive's copy was made from; any other address as it is."""
    match = _WAYBACK.match(url)
    return re.sub(r"^(https?:)/+", r"\1//", match["url"]) if match else url


def forwarded(url: str, host: str) -> str:
    """Return the address inside another one, absolute or without its scheme; empty when there is none.

    Args:
        url: an address, or a path of the site.
        host: host of the page it stands on, lower case; within it any path may lead out.
    """
    if len(url) > _LONGEST:
        return ""
    slip = _SLIP.match(url)
    try:
        address = urlsplit(url)
        target = address.hostname
    except ValueError:
        return ""
    if address.scheme not in ("", "http", "https") and slip is None:
        return ""
    is_own = target in (host, None)
    is_way_out = is_own or bool(_WORD_OF_WAY_OUT.search(address.path))
    parameter = _PARAMETER.search(url)
    if parameter is not None and (is_way_out or _FORWARDERS.fullmatch(target or "")):
        return unquote(parameter["url"])
    inside = _IN_PATH.search(f"{_decoded(address.path)}?{address.query}".removesuffix("?")) if is_way_out else None
    if inside is not None and (inside["scheme"] or is_own):
        return f"{'https://' if inside['scheme'] else ''}{inside['rest']}"
    if is_own and "=" not in address.query.partition("/")[0] and "." in address.query:
        return unquote(address.query)
    return url[slip.end() :] if slip else ""


def _decoded(path: str) -> str:
    """Undo percent-encoding until nothing changes, at most three times: ways out encode what is encoded."""
    for _ in range(3):
        once = unquote(path)
        if once == path:
            break
        path = once
    return path
