"""One Chromium for the pages that plain fetching cannot answer: started when first needed, shared, bounded.

Tabs are reused, everything goes through the filtering proxy, and whatever a page does ends by an outer deadline: its
tab is killed and the others go on; a browser that hangs as a whole is killed by its process number and started anew.
Rendering happens inside the crawl's own asyncio loop, through Playwright.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from barometer.readings import Outcome
from barometer.settings import Settings
from spiders.chromium import REMEDY, choices, driver_fault, launch_options, limit_memory
from spiders.egress import Egress
from spiders.proxy import ASKED_BY, USER, FilteringProxy
from spiders.tab import CLOSING_SECONDS, BrowserGone, Refusal, Rendered, RenderFailed, Tab, refuse_nothing

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext, Page, Playwright

__all__ = ["Browser", "RenderFailed", "Rendered"]

_PAGES_AT_ONCE = 3
_TRIES = 3
"""Times a page is loaded whose browser ended under it, because of somebody else's page most likely."""

log = logging.getLogger("barometer")


class Browser:
    """Renders addresses; without any Chromium on the machine every render fails as `needs_browser`."""

    def __init__(self, operator: Settings, user_agent: str, egress: Egress) -> None:
        self._operator = operator
        self._user_agent = user_agent
        self._egress = egress
        self._proxy: FilteringProxy | None = None
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._idle: list[Tab] = []
        self._driver: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._context: BrowserContext | None = None
        self._number: int | None = None
        self._is_missing = False

    async def render(self, url: str, site_of: Callable[[str], str], refusal: Refusal = refuse_nothing) -> Rendered:
        """Return a page as its scripts leave it; `refusal` says of each document of its site why it may not be read.

        Raises:
            RenderFailed: no browser, no answer in time, an address that is refused, or a page that cannot be read.
        """
        async with self._places:
            for tries_left in reversed(range(_TRIES)):
                try:
                    return await self._attempt(url, site_of, refusal)
                except BrowserGone as error:
                    if not tries_left:
                        raise RenderFailed(Outcome.TIMEOUT, str(error)) from None
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """End the browser and its proxy, when they were started."""
        await self._end()
        if self._driver:
            await self._driver.stop()
            self._driver = None
        if self._proxy:
            await self._proxy.close()
            self._proxy = None

    async def _attempt(self, url: str, site_of: Callable[[str], str], refusal: Refusal) -> Rendered:
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as TooSlow

        tab = await self._tab(site_of)
        browser = self._browser
        is_fit = False
        try:
            rendered = await asyncio.wait_for(
                tab.load(url, self._operator.render_seconds, refusal), self._operator.render_seconds
            )
            is_fit = True
        except (TimeoutError, TooSlow):
            raise RenderFailed(Outcome.TIMEOUT, "the page did not finish in the browser in time") from None
        except Error as error:
            if browser is None or not browser.is_connected():
                raise BrowserGone("the browser ended while it loaded the page") from None
            raise self._failure(tab, error.message.splitlines()[0]) from None
        finally:
            await self._put_back(tab, is_fit=is_fit)
        return rendered

    def _failure(self, tab: Tab, said: str) -> RenderFailed:
        """Say why a document was not loaded; what the egress refused it knows best."""
        refused = self._egress.refused(ASKED_BY, tab.asked)
        if refused:
            return RenderFailed(refused.outcome, str(refused))
        if "Download is starting" in said:
            return RenderFailed(Outcome.NOT_HTML, "a file to keep, not a page")
        if "crashed" in said.lower():
            return RenderFailed(Outcome.UNPARSABLE, "the page broke down in the browser, as by filling its memory")
        return RenderFailed(Outcome.UNREACHABLE, said[:200])

    async def _put_back(self, tab: Tab, *, is_fit: bool) -> None:
        from playwright.async_api import Error

        if is_fit:
            with contextlib.suppress(TimeoutError, Error):
                await tab.empty()
                self._idle.append(tab)
                return
        try:
            await tab.kill()
        except (TimeoutError, Error):
            if self._browser is None or not self._browser.is_connected():
                return
            log.warning("the browser hangs: it is killed and started anew")
            await self._end()

    async def _tab(self, site_of: Callable[[str], str]) -> Tab:
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self._start()
        if self._idle:
            return self._idle.pop()
        from playwright.async_api import Error

        context, proxy = self._context, self._proxy
        if context is None or proxy is None:
            raise BrowserGone("the browser was ended for another page")
        try:
            page = await context.new_page()
            tab = Tab(page, await context.new_cdp_session(page), site_of, (USER, proxy.password), self._user_agent)
            await tab.guard()
        except Error as error:
            raise BrowserGone(f"the browser opens no page: {error.message.splitlines()[0]}") from None
        return tab

    async def _start(self) -> None:
        if self._is_missing:
            raise RenderFailed(Outcome.NEEDS_BROWSER, "no Chromium was found")
        from playwright.async_api import Error, async_playwright

        self._idle.clear()
        if self._driver is None:
            if fault := await asyncio.to_thread(driver_fault):
                raise self._missing(f"Playwright does not start: {fault}")
            self._driver = await async_playwright().start()
        if self._proxy is None:
            self._proxy = FilteringProxy(self._egress)
            await self._proxy.start()
        options = launch_options(self._operator, self._user_agent, self._proxy.port)
        said = "none is installed"
        for choice in choices(self._operator.chromium, self._driver.chromium.executable_path):
            try:
                self._browser = await self._driver.chromium.launch(**choice, **options)
                self._context = await self._browser.new_context(
                    user_agent=self._user_agent, locale="nb-NO", service_workers="block", accept_downloads=False
                )
                break
            except Error as error:
                said = error.message.splitlines()[0]
        else:
            raise self._missing(said)
        session = await self._browser.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        self._number = next((each["id"] for each in processes if each["type"] == "browser"), None)
        if self._number is not None:
            limit_memory(self._number)
        self._context.on("page", self._close_pop_up)

    def _close_pop_up(self, page: Page) -> None:
        async def close() -> None:
            from playwright.async_api import Error

            # Ours are opened by no other page.
            with contextlib.suppress(Error):
                if await page.opener() is not None:
                    await page.close()

        closing = asyncio.ensure_future(close())
        closing.add_done_callback(lambda _: None)

    def _missing(self, said: str) -> RenderFailed:
        self._is_missing = True
        log.warning("no Chromium could be started (%s): %s; pages built by script are left unread", said, REMEDY)
        return RenderFailed(Outcome.NEEDS_BROWSER, "no Chromium was found")

    async def _end(self) -> None:
        browser, number = self._browser, self._number
        self._browser = self._context = self._number = None
        self._idle.clear()
        if browser is None:
            return
        from playwright.async_api import Error

        try:
            await asyncio.wait_for(browser.close(), CLOSING_SECONDS)
        except (TimeoutError, Error):
            if number is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
