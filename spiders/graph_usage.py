"""How much of Facebook's allowance is used up, as its headers tell, and how long to wait for it.

Source: Meta's documentation of rate limits. `X-App-Usage` and `X-Page-Usage` give three percentages of the allowance
of a sliding hour; `X-Business-Use-Case-Usage` gives them by business and use, with the minutes until access is
regained. What is not understood says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

HEADERS = ("X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage")
SLOW_AT, HOLD_AT = 80.0, 100.0
"""Per cent of the allowance from which requests are spaced, and from which none is sent."""
_SHARES = ("call_count", "total_cputime", "total_time")
_REGAINED = "estimated_time_to_regain_access"


@dataclass(frozen=True, slots=True)
class Usage:
    """The fullest of all allowances that an answer tells of."""

    percent: float = 0.0
    """Share used, in per cent; may pass 100."""
    seconds_to_regain: float = 0.0
    """Time until access is given again; 0 when it is not taken away, or not told."""

    def pause(self, first: float, longest: float) -> float:
        """Return the seconds to wait before the next request: `first` while it fills, `longest` when it is full."""
        if self.seconds_to_regain:
            return self.seconds_to_regain
        if self.percent >= HOLD_AT:
            return longest
        return first if self.percent >= SLOW_AT else 0.0


def usage_of(values: Iterable[str]) -> Usage:
    """Return the usage that the values of these headers tell."""
    meters = [meter for value in values for meter in _meters(_decoded(value))]
    shares = [share for meter in meters for name in _SHARES if (share := _number(meter.get(name))) is not None]
    minutes = [wait for meter in meters if (wait := _number(meter.get(_REGAINED))) is not None]
    return Usage(max(shares, default=0.0), 60.0 * max(minutes, default=0.0))


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _meters(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the meters of a header: it is one itself, or holds lists of them by business."""
    if not isinstance(value, dict):
        return
    yield value
    for listed in value.values():
        yield from (each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value < 1e6 else None
