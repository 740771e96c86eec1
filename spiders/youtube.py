"""YouTube Data API: `channels.list` with statistics and snippet. The key goes in a header, never in an address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from barometer.parse import youtube
from spiders.base import VisitSpider
from spiders.job import Target
from spiders.settings import API_SETTINGS, OPERATOR


class YouTubeSpider(VisitSpider):
    """One channel a visit, by id (`UC…`), handle (`@…`), custom name (`c/…`) or user name (`user/…`)."""

    name = "youtube"
    parser = youtube
    obeys_robots = False
    follows_redirects = False
    custom_settings = API_SETTINGS
    viewer = "app_token"

    def secret(self) -> str:
        """Return the API key."""
        return OPERATOR.youtube_key.get_secret_value() if OPERATOR.youtube_key else ""

    def headers(self) -> dict[str, str]:
        """Return the key's header."""
        return {"X-Goog-Api-Key": self.secret()}

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the address of the channel's resource; most custom names became the handle of the same name."""
        key = target.native_id or ""
        form, _, name = key.rpartition("/")
        field = "id" if key.startswith("UC") else "forUsername" if form == "user" else "forHandle"
        return (f"https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&{field}={quote(name)}",)
