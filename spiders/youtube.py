"""YouTube: Data API `channels.list` with a key, else the channel's public page.

The key goes in a header, never in an address. The page is read only with a recorded permission for www.youtube.com.
Fifty channels could be asked for at once by id; most are known by handle, which the API takes one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import youtube
from spiders.by_token import TokenSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS, OPERATOR

_KEY = OPERATOR.youtube_key.get_secret_value() if OPERATOR.youtube_key else ""
_SITE = "https://www.youtube.com"


class YouTubeSpider(TokenSpider):
    """One channel a visit, by id (`UC…`), handle (`@…`), custom name (`c/…`) or user name (`user/…`)."""

    name = "youtube"
    parser = youtube
    public_pages_of = "" if _KEY else "www.youtube.com"
    obeys_robots = not _KEY
    follows_redirects = not _KEY
    custom_settings = API_SETTINGS if _KEY else None
    viewer = "app_token" if _KEY else "logged_out"

    def secret(self) -> str:
        """Return the API key."""
        return _KEY

    def headers(self) -> dict[str, str]:
        """Return the key's header, where it is used."""
        return {"X-Goog-Api-Key": _KEY} if _KEY else {}

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the address of the channel's resource, or page; most custom names became the handle of that name."""
        key = target.native_id or ""
        form, _, name = key.rpartition("/")
        if not _KEY:
            return (f"{_SITE}/{f'channel/{key}' if key.startswith('UC') else quote(key, safe='@/')}",)
        field = "id" if key.startswith("UC") else "forUsername" if form == "user" else "forHandle"
        return (f"https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&{field}={quote(name)}",)
