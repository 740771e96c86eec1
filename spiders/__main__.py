"""`python -m spiders`: one crawl process. Reads its job from standard input, reports on standard output.

The job is one line of JSON; the end of standard input means that the command which started this process is gone,
and ends it at once. That is safe at any moment: what is not committed is made again (see `record.py`).
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from types import ModuleType

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from spiders import settings
from spiders.job import CrawlJob


def _end_with_the_command() -> None:
    # The bare descriptor: a buffered reader would be locked when the interpreter ends.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


def _scrapy_settings(module: ModuleType, route: str) -> ScrapySettings:
    chosen = ScrapySettings()
    chosen.setmodule(module, priority="project")
    # Only the route's own spider: importing all of them to choose one takes longer than starting it.
    chosen.set("SPIDER_MODULES", [f"spiders.{route}"], priority="cmdline")
    return chosen


def main() -> int:
    """Crawl one route; return 0 when every target has its visit."""
    job = CrawlJob.decode(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    # What is imported stays, and pages hold no cycles: sweeping as often as Python does is a tenth of a page's time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    process = AsyncCrawlerProcess(_scrapy_settings(settings, job.route))
    crawler = process.create_crawler(job.route)
    process.crawl(crawler, job=job)
    process.start()
    return 0 if getattr(crawler.spider, "is_finished", False) else 1


if __name__ == "__main__":
    sys.exit(main())
