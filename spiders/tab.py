"""One page of the browser, used again and again: loads an address of one site and gives what scripts made of it.

What a hostile page can do about it is bounded here: documents of other sites and endless reloads are refused, what
is not the page's own address is not read, and nothing is taken from a page that does not come to rest. Scripts run
in the page's world, reading happens in another, where they can change no function. Time is bounded by the caller.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from barometer.parse.html import LARGEST
from barometer.readings import Outcome

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

    from spiders.robots import Refused

QUIET_MILLISECONDS = 4_000
CLOSING_SECONDS = 10.0
"""Generous, because a busy machine must not look like a browser that hangs."""
_EMPTYING_SECONDS = 3.0
"""Short, because a page that does not let go costs no more than its tab."""
_MOST_DOCUMENTS = 10
"""Documents that one address may load, redirects and reloads of its scripts included."""
_AGAIN_SECONDS = 0.2
_LEAVING_SECONDS = 1.0
_READ = f"""(() => {{
  if (document.readyState !== 'complete') return null;
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  const html = type + (document.documentElement ? document.documentElement.outerHTML : '');
  const [navigation] = performance.getEntriesByType('navigation');
  return [navigation ? navigation.responseStatus : 0, html.length > {LARGEST} ? null : html];
}})()"""
"""Run in a world of its own: HTTP status and document, which is null where it is larger than 10 MiB."""


class RenderFailed(Exception):
    """A page could not be rendered; `outcome` says how that counts."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


class BrowserGone(Exception):
    """The browser ended under a page, by a crash or by being killed."""


Refusal = Callable[[str], "Awaitable[Refused | None]"]
"""From an address to why robots.txt keeps it from being read; None when it does not."""


async def refuse_nothing(url: str) -> None:
    """Let every address be read."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as its scripts leave it."""

    html: str
    """Its document, at most 10 MiB."""
    status: int
    """HTTP status of the document."""
    url: str
    """Address it has by now."""


class Tab:
    """A page and the one site whose documents it may load."""

    def __init__(
        self, page: Page, session: CDPSession, site_of: Callable[[str], str], credentials: tuple[str, str], agent: str
    ) -> None:
        self._agent = agent
        self.page = page
        self.asked = ""
        """The last document that was asked for."""
        self._site = ""
        self._documents = 0
        self._left = asyncio.Event()
        self._is_crashed = False
        self._refusal: Refusal = refuse_nothing
        self._refused: RenderFailed | None = None
        self._frame = ""
        self._session = session
        self._site_of = site_of
        self._credentials = credentials

    async def guard(self) -> None:
        """Have the browser ask before every document, redirects and frames included, and for the proxy's password.

        Given here and not to Playwright, which would have to stop every single request for it.
        """
        tree = await self._session.send("Page.getFrameTree")
        self._frame = tree["frameTree"]["frame"]["id"]
        self._session.on("Fetch.requestPaused", lambda event: asyncio.ensure_future(self._judge(event)))
        self._session.on("Fetch.authRequired", lambda event: asyncio.ensure_future(self._log_in(event)))
        asked = {"patterns": [{"resourceType": "Document"}], "handleAuthRequests": True}
        await self._session.send("Fetch.enable", asked)
        await self._session.send("Emulation.setUserAgentOverride", _one_agent(self._agent))
        self.page.on("crash", lambda _: self._crashed())

    async def load(self, url: str, seconds: float, refusal: Refusal) -> Rendered:
        """Load an address and return what its scripts made of it, or wait for ever: the caller has the clock.

        Raises:
            RenderFailed: the page cannot be read.
            playwright.async_api.Error: it cannot be loaded.
        """
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as TooSlow

        self._site, self._documents = self._site_of(url), 0
        self._refusal, self._refused = refusal, None
        self._left.clear()
        await self._go(url, seconds)
        with contextlib.suppress(TooSlow):
            await self.page.wait_for_load_state("networkidle", timeout=QUIET_MILLISECONDS)
        while True:
            self._require_sound()
            try:
                found = await self._read()
            except Error:
                # It navigates at this very moment. Whether it ever stops is for the next round, or the clock, to say.
                if self.page.is_closed():
                    raise
                found = None
            if found is not None:
                status, html = found
                if html is None:
                    raise RenderFailed(Outcome.TOO_LARGE, "the rendered page is larger than 10 MiB")
                self._require_sound()
                return Rendered(html, status, self.page.url)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _go(self, url: str, seconds: float) -> None:
        going = asyncio.ensure_future(self.page.goto(url, wait_until="load", timeout=seconds * 1000))
        leaving = asyncio.ensure_future(self._left.wait())
        try:
            await asyncio.wait({going, leaving}, return_when=asyncio.FIRST_COMPLETED)
            # A script that leaves while the page is still being read stops that for good, also where it may not leave.
            # A redirect to another site ends it with an error, on a busy machine not at once.
            await asyncio.wait({going}, timeout=_LEAVING_SECONDS)
            if not going.done():
                elsewhere = "a script leads to another site before the page is loaded"
                raise self._refused or RenderFailed(Outcome.UNPARSABLE, elsewhere)
            await going
        finally:
            going.cancel()
            leaving.cancel()
            await asyncio.gather(going, leaving, return_exceptions=True)

    async def empty(self) -> None:
        """Leave the page, so that the next address finds none of it."""
        self._site = ""
        await self.page.goto("about:blank", timeout=_EMPTYING_SECONDS * 1000)

    async def kill(self) -> None:
        """End the page's own process, busy or not, and its tab; other tabs go on.

        Raises:
            TimeoutError, playwright.async_api.Error: the browser itself does not answer.
        """
        crash = asyncio.ensure_future(self._session.send("Page.crash"))
        try:
            await asyncio.wait_for(self.page.close(), CLOSING_SECONDS)
        finally:
            # A process that is gone never answers.
            crash.cancel()
            await asyncio.gather(crash, return_exceptions=True)

    def _require_sound(self) -> None:
        if self._refused:
            raise self._refused
        if self._is_crashed:
            raise RenderFailed(Outcome.UNPARSABLE, "the page broke down in the browser, as by filling its memory")
        if self._documents > _MOST_DOCUMENTS:
            raise RenderFailed(Outcome.TIMEOUT, "the page loads itself anew without end")
        address = self.page.url
        if not address.startswith(("http://", "https://")) or self._site_of(address) != self._site:
            raise RenderFailed(Outcome.UNPARSABLE, "a script puts something else in the page's place")

    def _crashed(self) -> None:
        self._is_crashed = True

    async def _read(self) -> Any:
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": self._frame})
        asked = {"contextId": world["executionContextId"], "expression": _READ, "returnByValue": True}
        return (await self._session.send("Runtime.evaluate", asked))["result"].get("value")

    async def _judge(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        verb: str = "failRequest"
        extra: dict[str, Any] = {"errorReason": "BlockedByClient"}
        if event["frameId"] == self._frame:
            # "No content" leaves the document before it standing; an error would put the browser's own page there.
            verb, extra = "fulfillRequest", {"responseCode": 204}
            site = self._site
            if self._site_of(url) != site:
                self._left.set()
            elif refused := await self._refusal(url):
                # The answer may come when the tab is another site's.
                if self._site == site:
                    self._refused = RenderFailed(refused.outcome, refused.detail)
                    self._left.set()
            else:
                self.asked = url
                self._documents += 1
                if self._documents <= _MOST_DOCUMENTS:
                    verb, extra = "continueRequest", {}
        await self._tell(verb, event, extra)

    async def _log_in(self, event: dict[str, Any]) -> None:
        user, password = self._credentials
        answer = {"response": "CancelAuth"}
        if event["authChallenge"].get("source") == "Proxy":
            answer = {"response": "ProvideCredentials", "username": user, "password": password}
        await self._tell("continueWithAuth", event, {"authChallengeResponse": answer})

    async def _tell(self, verb: str, event: dict[str, Any], extra: dict[str, Any]) -> None:
        from playwright.async_api import Error

        # The page may be gone by now; then there is nothing left to decide.
        with contextlib.suppress(Error):
            await self._session.send(f"Fetch.{verb}", {"requestId": event["requestId"], **extra})


def _one_agent(agent: str) -> dict[str, Any]:
    """Return who we are, the same in the hints (Sec-CH-UA), where Chromium would name itself."""
    name, _, version = agent.split(" ", 1)[0].partition("/")
    hints = {"platform": "", "platformVersion": "", "architecture": "", "model": "", "mobile": False}
    return {"userAgent": agent, "userAgentMetadata": {"brands": [{"brand": name, "version": version}], **hints}}
