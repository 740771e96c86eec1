"""Graph API's error answers to outcomes: a token that expired, a limit, a page that is gone are three things.

Source: the documented error codes of Graph API; the code decides, then the sub-code, and the words only where old
versions gave no code. What is not known is an HTTP error, never "no page" and never zero.
"""

from __future__ import annotations

import re
from typing import Any

from barometer.readings import Outcome, PageReading

_NO_TOKEN = frozenset((102, 104, 190))
_VERSION_REMOVED = 2635
_NO_PERMISSION = frozenset((3, 10, *range(200, 300)))
_RATE_LIMITED = frozenset((4, 17, 32, 341, 368, 613, *range(80_000, 80_015)))
_NOT_FOUND = frozenset((21, 803))
_MISSING_OBJECT = 33
_TOKEN = re.compile(r"access token", re.IGNORECASE)
_LONG = re.compile(r"\S{40,}")


def error_reading(answer: Any, status: int) -> PageReading | None:
    """Return the reading of an error answer; None when the answer is none.

    The detail holds code, sub-code and message, without anything that could be a token.
    """
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(answer, dict) and isinstance(answer.get("error_code"), int):
        error = {"code": answer["error_code"], "message": answer.get("error_description")}
    if error is None and status < 400:
        return None
    fields = error if isinstance(error, dict) else {"message": error}
    code, sub = (fields.get(key) if isinstance(fields.get(key), int) else None for key in ("code", "error_subcode"))
    message = str(fields.get("message") or "no message")
    detail = f"code {code if code is not None else 'none'}{f'/{sub}' if sub else ''}: {_LONG.sub('…', message)[:200]}"
    return PageReading(outcome=_outcome(code, sub, message, str(fields.get("type")), status), detail=detail)


def _outcome(code: int | None, sub: int | None, message: str, kind: str, status: int) -> Outcome:
    if code in _NO_TOKEN or (code in (None, 2500) and (_TOKEN.search(message) or "AccessToken" in kind)):
        return Outcome.TOKEN_REFUSED
    if code == _VERSION_REMOVED:
        return Outcome.VERSION_REMOVED
    if code in _NO_PERMISSION:
        return Outcome.NO_PERMISSION
    if code in _RATE_LIMITED or (code is None and status == 429):
        return Outcome.RATE_LIMITED
    if code in _NOT_FOUND or (code == 100 and sub == _MISSING_OBJECT):
        return Outcome.NOT_FOUND
    return Outcome.HTTP_ERROR
