"""What `bench-crawl` runs beside our own crawl process: bare Scrapy, and our spider with reading switched off.

`python -m tests.bench.crawl_child bare` reads addresses from standard input, a line each, and downloads them with the
settings of Scrapy's chapter on broad crawls. `… unread` is `python -m spiders` whose pages are all "read" as having
nothing on them but the links to the two other pages, so that what is left is fetching, manners and archive.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

BROAD = {
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
    "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
    "CONCURRENT_REQUESTS": 100,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "REACTOR_THREADPOOL_MAXSIZE": 20,
    "LOG_LEVEL": "INFO",
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_TIMEOUT": 15,
    "TELNETCONSOLE_ENABLED": False,
}


class Bare(scrapy.Spider):
    """Downloads addresses and looks at nothing."""

    name = "bare"

    def __init__(self, urls: list[str]) -> None:
        super().__init__()
        self.urls = urls
        self.seen = 0

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every address."""
        for url in self.urls:
            yield scrapy.Request(url, callback=self.parse, dont_filter=True)

    def parse(self, response: scrapy.http.Response, **_: Any) -> None:
        """Count it."""
        self.seen += response.status in (200, 404)


def bare() -> int:
    """Download what standard input names; return 0 when all of it came."""
    urls = sys.stdin.read().split()
    process = AsyncCrawlerProcess(BROAD)
    crawler = process.create_crawler(Bare)
    process.crawl(crawler, urls=urls)
    process.start()
    return 0 if getattr(crawler.spider, "seen", 0) == len(urls) else 1


def unread() -> int:
    """Crawl a job as `python -m spiders` does, without parsing."""
    from barometer.readings import Outcome, Page, PageReading
    from spiders import __main__, visits

    async def read(self: visits.DocumentReader, page: Page, route: str, *, is_first: bool) -> visits.Seen:
        base = page.final_url.rsplit("/", 1)[0]
        following = (f"{base}/sosiale-medier", f"{base}/kontakt") if is_first else ()
        reading = PageReading(outcome=Outcome.OK if page.status == 200 else Outcome.NOT_FOUND, next_urls=following)
        return visits.Seen(visits.record_of(page, reading.outcome), reading)

    visits.DocumentReader.read = read  # type: ignore[method-assign]
    return __main__.main()


if __name__ == "__main__":
    sys.exit({"bare": bare, "unread": unread}[sys.argv[1]]())
