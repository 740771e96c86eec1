"""Graph API's answer about several pages at once, `/?ids=a,b&fields=…`, as the answers that each would have given.

Source: Meta's reference of requests for several ids: at most fifty, an object with a key for each id as it was asked
for; one id that fails fails the whole request.
"""

from __future__ import annotations

import json

from barometer.errors import ParseError
from barometer.parse.embedded import json_body
from barometer.parse.graph_errors import error_reading
from barometer.readings import Page

MOST = 50
"""Ids in one request, at most."""


def parts_of(page: Page) -> dict[str, bytes]:
    """Return id as it was asked for, lower case → its own answer, JSON in UTF-8; nothing of an answer that is none."""
    try:
        answer = json_body(page)
    except ParseError:
        return {}
    if error_reading(answer, page.status) is not None or not isinstance(answer, dict):
        return {}
    return {
        key.lower(): json.dumps(part, ensure_ascii=False).encode("utf-8", "replace")
        for key, part in answer.items()
        if isinstance(part, dict)
    }
