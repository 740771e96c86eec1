"""What Scrapy and aiohttp raise when a page cannot be fetched, as outcomes of a visit."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from barometer.readings import Outcome

_NO_ADDRESS = (UnsupportedURLSchemeError, NotSupported, ValueError)
"""A host name that IDNA does not allow, or an address that is none: UnicodeError is a ValueError."""
_NO_CONNECTION = (
    CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError,
    ResponseDataLossError, OSError,
)  # fmt: skip
FETCH_ERRORS = (IgnoreRequest, *_NO_ADDRESS, *_NO_CONNECTION)
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
    if isinstance(error, CannotResolveHostError):
        return Failure(Outcome.UNREACHABLE, "no such host")
    if isinstance(error, IgnoreRequest):
        # Ours say their outcome; the only one of Scrapy's that is left is that of its redirects.
        return Failure(Outcome.HTTP_ERROR, "more than 5 redirects", is_redirect_loop=True)
    if isinstance(error, _NO_ADDRESS):
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
