"""Facebook's page plugin, made to be shown on other websites: only with a recorded permission, one account a visit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from barometer.parse import facebook_plugin
from spiders.base import VisitSpider
from spiders.job import Target
from spiders.visits import Seen

_PLUGIN = "https://www.facebook.com/plugins/page.php"


class FacebookPluginSpider(VisitSpider):
    """The plugin's header alone: no posts, no faces."""

    name = "facebook_plugin"
    parser = facebook_plugin
    public_pages_of = "www.facebook.com"

    def addresses(self, target: Target) -> Iterable[str]:
        """Return the plugin's address for the account."""
        options = {"tabs": "", "show_facepile": "false", "hide_cover": "true", "small_header": "true"}
        return (f"{_PLUGIN}?{urlencode({'href': target.url, **options})}",)

    def wants_browser(self, seen: Sequence[Seen]) -> bool:
        """Render a plugin that is built by script."""
        return seen[0].reading.needs_browser
