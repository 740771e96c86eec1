"""What Scrapy and Twisted raise when a page cannot be fetched, as outcomes of a visit."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError
from twisted.web.client import ResponseFailed
from twisted.web.error import Error as WebError

from barometer.readings import Outcome

FETCH_ERRORS = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ConnectError,
    ConnectionClosed,
    DNSLookupError,
    ResponseFailed,
    WebError,
    OSError,
    EOFError,
    zlib.error,
    # A host name that IDNA does not allow, or an address that is none: UnicodeError is a ValueError.
    ValueError,
)
"""Everything that fetching one page may raise; anything else is a defect and ends the run."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    outcome: Outcome
    detail: str
    is_redirect_loop: bool = False
    is_final: bool = False
    """True where asking again could not end otherwise, as where an address is refused."""


def failure_of(error: BaseException) -> Failure:
    """Return the outcome that an error of FETCH_ERRORS stands for, with a phrase for a person."""
    given = getattr(error, "outcome", None)
    if isinstance(given, Outcome):
        return Failure(given, str(error), is_final=getattr(error, "is_final", False))
    if isinstance(error, DownloadTimeoutError | TimeoutError):
        return Failure(Outcome.TIMEOUT, "no answer in time")
    if isinstance(error, CannotResolveHostError | DNSLookupError):
        return Failure(Outcome.UNREACHABLE, "no such host")
    if isinstance(error, DownloadCancelledError):
        return Failure(Outcome.TOO_LARGE, "the body is larger than 10 MiB")
    if isinstance(error, IgnoreRequest):
        if "redirect" in str(error):
            return Failure(Outcome.HTTP_ERROR, "more than 5 redirects", is_redirect_loop=True)
        return Failure(Outcome.TOO_LARGE, "the body is larger than 10 MiB when decompressed")
    if isinstance(error, zlib.error | EOFError | gzip.BadGzipFile):
        return Failure(Outcome.HTTP_ERROR, "the body is not compressed as it says")
    if isinstance(error, UnsupportedURLSchemeError | NotSupported | ValueError):
        return Failure(Outcome.UNREACHABLE, "not an address that can be fetched")
    return Failure(Outcome.UNREACHABLE, _reason(error))


def _reason(error: BaseException) -> str:
    """Say why there is no connection, in our words: an error's own may hold the proxy's address and password."""
    cause = error.__cause__ or error
    if isinstance(cause, aiohttp.ClientHttpProxyError):
        return f"the proxy could not reach it (status {cause.status})"
    if isinstance(cause, aiohttp.ClientConnectorCertificateError):
        said = getattr(cause.certificate_error, "verify_message", "") or "not trusted"
        return f"its certificate does not hold: {said}"
    if isinstance(cause, aiohttp.ClientSSLError):
        return "no secure connection"
    if isinstance(cause, aiohttp.ClientConnectorError):
        return f"no connection: {cause.os_error.strerror or 'refused'}"
    if isinstance(cause, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError | aiohttp.ClientPayloadError):
        return "the connection was cut"
    return f"no usable answer ({type(cause).__name__})"
