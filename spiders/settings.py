"""Scrapy's settings: polite first, then lean. Measured choices are argued where they stand.

One page at a time goes through a short chain of middlewares straight to the downloader (see `base.py`), so
scheduler, spider middlewares, item pipelines and extensions have nothing to do here and are off.
"""

from __future__ import annotations

from typing import Any

from barometer import __version__
from barometer.parse.html import LARGEST
from barometer.settings import Settings

OPERATOR = Settings()
"""What the operator decided, from the environment and `barometer.toml`."""

BOT_NAME = "Barometer"
USER_AGENT = f"{BOT_NAME}/{__version__} (+{OPERATOR.contact})"
SPIDER_MODULES = ["spiders"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop"

# Manners. Robots, site slots, Crawl-delay and Retry-After are in robots.py and politeness.py.
ROBOTSTXT_OBEY = True
ROBOTSTXT_PARSER = "spiders.robots.Rules"
COOKIES_ENABLED = False
CONCURRENT_REQUESTS = max(OPERATOR.sites_at_once * 2, 8)
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = OPERATOR.site_delay_seconds
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_MAXSIZE = LARGEST
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 10
RETRY_ENABLED = False
"""A visit that failed for a passing reason is made again at the end of the route: see `base.py`."""

# Nothing listens, nothing is fetched but http and https.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "spiders.download.DownloadHandler",
    "https": "spiders.download.DownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# Lean: no summary at the end, no line for a page.
STATS_DUMP = False
LOG_LEVEL = "INFO"
LOG_FORMATTER = "spiders.download.QuietFormatter"

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "spiders.robots.RobotsGate": 100,
    "spiders.refresh.MetaRefresh": 580,
    # Left from Scrapy between them: redirects 600, proxy credentials 750. Bodies are decompressed in `download.py`.
    "spiders.earlier.Revalidation": 850,
    "spiders.politeness.Politeness": 900,
}
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    f"scrapy.spidermiddlewares.{name}": None
    for name in (
        "start.StartSpiderMiddleware",
        "httperror.HttpErrorMiddleware",
        "urllength.UrlLengthMiddleware",
        "depth.DepthMiddleware",
        "metacopy.MetaCopyDetectionMiddleware",
    )
}
REFERRER_POLICY = "no-referrer"

EXTENSIONS: dict[str, int | None] = {
    f"scrapy.extensions.{name}": None
    for name in (
        "corestats.CoreStats",
        "logcount.LogCount",
        "telnet.TelnetConsole",
        "memusage.MemoryUsage",
        "memdebug.MemoryDebugger",
        "closespider.CloseSpider",
        "feedexport.FeedExporter",
        "logstats.LogStats",
        "spiderstate.SpiderState",
        "throttle.AutoThrottle",
        "remote_control.RemoteControl",
    )
}


API_SETTINGS = {"DOWNLOAD_DELAY": OPERATOR.site_delay_seconds / 4, "CONCURRENT_REQUESTS_PER_DOMAIN": 4}
"""For the large platforms' documented APIs, made to be asked often; the limits they tell are honoured by all four."""


def request_headers() -> dict[str, str]:
    """Return the headers of every request, robots.txt and interfaces included; `download.py` sends them."""
    return {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
        "Accept-Language": "nb,no;q=0.9,nn;q=0.8,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }


def request_meta() -> dict[str, Any]:
    """Return the meta of every request: time-out and proxy, set here so that no middleware need do it."""
    meta: dict[str, Any] = {"download_timeout": OPERATOR.timeout_seconds}
    if OPERATOR.proxy:
        meta["proxy"] = OPERATOR.proxy
    return meta
