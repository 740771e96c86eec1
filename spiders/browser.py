"""One Chromium for the pages that plain fetching cannot answer: started when first needed, shared, bounded.

Pages are reused, images and web fonts are off by launch flags (interception would cost what it saves), documents
of other sites are refused, and a browser that hangs is killed by its process number and started anew.
Rendering happens inside the crawl's own asyncio loop, through Playwright.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from barometer.parse.html import LARGEST
from barometer.readings import Outcome
from barometer.settings import Settings
from spiders.chromium import REMEDY, choices, driver_fault, uses_sandbox

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext, CDPSession, Page, Playwright

_PAGES_AT_ONCE = 3
_QUIET_MILLISECONDS = 4_000
_CLOSING_SECONDS = 10.0
"""Generous, because a busy machine must not look like a browser that hangs."""
_FLAGS = (
    "--blink-settings=imagesEnabled=false",
    "--disable-remote-fonts",
    "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter",
    "--mute-audio",
    "--disable-webrtc",
)

log = logging.getLogger("barometer")


class RenderFailed(Exception):
    """A page could not be rendered; `outcome` says how that counts."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


class _BrowserGone(Exception):
    """The browser ended under a page, by a crash or by being killed."""


class _Tab:
    """A page that is used again and again, and the one site whose documents it may load."""

    def __init__(self, page: Page, session: CDPSession, site_of: Callable[[str], str]) -> None:
        self.page = page
        self.site = ""
        self._frame = ""
        self._session = session
        self._site_of = site_of

    async def guard(self) -> None:
        """Have the browser ask before every document, redirects and frames included."""
        tree = await self._session.send("Page.getFrameTree")
        self._frame = tree["frameTree"]["frame"]["id"]
        self._session.on("Fetch.requestPaused", lambda event: asyncio.ensure_future(self._judge(event)))
        await self._session.send("Fetch.enable", {"patterns": [{"resourceType": "Document"}]})

    async def _judge(self, event: dict[str, Any]) -> None:
        from playwright.async_api import Error

        is_own = event["frameId"] == self._frame and self._site_of(event["request"]["url"]) == self.site
        verb, extra = ("continueRequest", {}) if is_own else ("failRequest", {"errorReason": "BlockedByClient"})
        # The page may be gone by now; then there is nothing left to decide.
        with contextlib.suppress(Error):
            await self._session.send(f"Fetch.{verb}", {"requestId": event["requestId"], **extra})


class Browser:
    """Renders addresses; without any Chromium on the machine every render fails as `needs_browser`."""

    def __init__(self, operator: Settings, user_agent: str) -> None:
        self._operator = operator
        self._user_agent = user_agent
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._idle: list[_Tab] = []
        self._driver: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._context: BrowserContext | None = None
        self._number: int | None = None
        self._is_missing = False

    async def render(self, url: str, site_of: Callable[[str], str]) -> str:
        """Return a page's HTML as its scripts leave it.

        Raises:
            RenderFailed: no browser, no answer in time, or the page is too large.
        """
        async with self._places:
            try:
                html = await self._attempt(url, site_of)
            except _BrowserGone:
                # Killed because of somebody else's page: that says nothing of this one.
                try:
                    html = await self._attempt(url, site_of)
                except _BrowserGone as error:
                    raise RenderFailed(Outcome.TIMEOUT, str(error)) from None
        if len(html) > LARGEST:
            raise RenderFailed(Outcome.TOO_LARGE, "the rendered page is larger than 10 MiB")
        return html

    async def close(self) -> None:
        """End the browser, when one was started."""
        await self._end()
        if self._driver:
            await self._driver.stop()
            self._driver = None

    async def _attempt(self, url: str, site_of: Callable[[str], str]) -> str:
        tab = await self._tab(site_of)
        tab.site = site_of(url)
        is_fit = False
        try:
            html = await asyncio.wait_for(self._load(tab, url), self._operator.render_seconds)
            is_fit = True
        except TimeoutError:
            raise RenderFailed(Outcome.TIMEOUT, "the page did not finish in the browser in time") from None
        finally:
            await self._put_back(tab, is_fit=is_fit)
        return html

    async def _load(self, tab: _Tab, url: str) -> str:
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as TooSlow

        try:
            await tab.page.goto(url, wait_until="load", timeout=self._operator.render_seconds * 1000)
            with contextlib.suppress(TooSlow):
                await tab.page.wait_for_load_state("networkidle", timeout=_QUIET_MILLISECONDS)
            return await tab.page.content()
        except TooSlow:
            raise TimeoutError from None
        except Error as error:
            if self._browser is None or not self._browser.is_connected():
                raise _BrowserGone("the browser ended while it loaded the page") from None
            raise RenderFailed(Outcome.UNREACHABLE, error.message.splitlines()[0][:200]) from None

    async def _put_back(self, tab: _Tab, *, is_fit: bool) -> None:
        from playwright.async_api import Error

        try:
            if is_fit:
                await asyncio.wait_for(tab.page.goto("about:blank"), _CLOSING_SECONDS)
                self._idle.append(tab)
            else:
                await asyncio.wait_for(tab.page.close(), _CLOSING_SECONDS)
        except (TimeoutError, Error):
            if self._browser is None or not self._browser.is_connected():
                return
            log.warning("the browser hangs: it is killed and started anew")
            await self._end()

    async def _tab(self, site_of: Callable[[str], str]) -> _Tab:
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self._start()
        if self._idle:
            return self._idle.pop()
        from playwright.async_api import Error

        context = self._context
        if context is None:
            raise _BrowserGone("the browser was ended for another page")
        try:
            page = await context.new_page()
            tab = _Tab(page, await context.new_cdp_session(page), site_of)
            await tab.guard()
        except Error as error:
            raise _BrowserGone(f"the browser opens no page: {error.message.splitlines()[0]}") from None
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
        said = "none is installed"
        for choice in choices(self._operator.chromium, self._driver.chromium.executable_path):
            try:
                self._browser = await self._driver.chromium.launch(**choice, **self._launch_options())
                break
            except Error as error:
                said = error.message.splitlines()[0]
        else:
            raise self._missing(said)
        session = await self._browser.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        self._number = next((each["id"] for each in processes if each["type"] == "browser"), None)
        self._context = await self._browser.new_context(
            user_agent=self._user_agent, locale="nb-NO", service_workers="block", accept_downloads=False
        )

    def _missing(self, said: str) -> RenderFailed:
        self._is_missing = True
        log.warning("no Chromium could be started (%s): %s; pages built by script are left unread", said, REMEDY)
        return RenderFailed(Outcome.NEEDS_BROWSER, "no Chromium was found")

    def _launch_options(self) -> dict[str, Any]:
        # By flag as well: what the browser fetches for itself (icons) does not go by the context's agent.
        flags = [*_FLAGS, f"--user-agent={self._user_agent}"]
        if self._operator.ca_file:
            flags.append(f"--ignore-certificate-errors-spki-list={','.join(_key_hashes(self._operator.ca_file))}")
        options: dict[str, Any] = {"args": flags, "chromium_sandbox": uses_sandbox(self._operator)}
        if self._operator.proxy:
            parts = urlsplit(self._operator.proxy)
            proxy = {"server": f"{parts.scheme}://{parts.hostname}:{parts.port}", "bypass": "<-loopback>"}
            if parts.username:
                proxy |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
            options["proxy"] = proxy
        return options

    async def _end(self) -> None:
        browser, number = self._browser, self._number
        self._browser = self._context = self._number = None
        self._idle.clear()
        if browser is None:
            return
        from playwright.async_api import Error

        try:
            await asyncio.wait_for(browser.close(), _CLOSING_SECONDS)
        except (TimeoutError, Error):
            if number is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)


def _key_hashes(path: Path) -> list[str]:
    """Return the hashes by which Chromium knows the keys of the certificates in a PEM file."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    keys = [each.public_key() for each in x509.load_pem_x509_certificates(path.read_bytes())]
    plain = [key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for key in keys]
    return [base64.b64encode(hashlib.sha256(each).digest()).decode() for each in plain]
