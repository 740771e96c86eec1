"""Versions of Facebook's Graph API: when each came, and the last day it answers.

Source: Meta's public table of versions, read in November 2026 as stored copies give it; a version without an end has
none yet. Meta removes a version about two years after the next one came; until a row is added here, a newer version is
used without a known end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from barometer.errors import UsageError

WARNED_DAYS = 60
"""Days before a version's end from which every crawl says so."""
_FORM = re.compile(r"v(\d{1,3})\.(\d{1,2})")


@dataclass(frozen=True, slots=True)
class GraphVersion:
    """One version."""

    name: str
    released_on: date
    ends_on: date | None
    """From this day it does not answer any more; None while Meta has not said."""


VERSIONS = (
    GraphVersion("v16.0", date(2023, 2, 2), date(2025, 5, 14)),
    GraphVersion("v17.0", date(2023, 5, 23), date(2025, 9, 12)),
    GraphVersion("v18.0", date(2023, 9, 12), date(2026, 1, 26)),
    GraphVersion("v19.0", date(2024, 1, 23), date(2026, 5, 21)),
    GraphVersion("v20.0", date(2024, 5, 21), date(2026, 9, 24)),
    GraphVersion("v21.0", date(2024, 10, 2), date(2027, 1, 21)),
    GraphVersion("v22.0", date(2025, 1, 21), date(2027, 5, 20)),
    GraphVersion("v23.0", date(2025, 5, 29), date(2027, 10, 8)),
    GraphVersion("v24.0", date(2025, 10, 8), date(2028, 2, 18)),
    GraphVersion("v25.0", date(2026, 2, 18), date(2028, 7, 29)),
    GraphVersion("v26.0", date(2026, 7, 29), None),
)
"""Oldest first."""


def version_warning(name: str, on: date) -> str:
    """Return what an operator must know of a version on a day; empty when there is nothing to say.

    Raises:
        UsageError: it is no version, or it does not answer any more.
    """
    form = _FORM.fullmatch(name)
    if form is None:
        raise UsageError(f"there is no Graph API version '{name}': write BAROMETER_GRAPH_VERSION like {_newest(on)}")
    known = next((each for each in VERSIONS if each.name == name), None)
    if known is None and int(form[1]) < int(VERSIONS[0].name[1:-2]):
        raise UsageError(f"the Graph API's {name} is gone: set BAROMETER_GRAPH_VERSION, for example to {_newest(on)}")
    if known is None:
        return f"the end of the Graph API's {name} is not known here: look it up, and add it to graph_versions.py"
    if known.ends_on is None or (left := (known.ends_on - on).days) > WARNED_DAYS:
        return ""
    if left <= 0:
        raise UsageError(
            f"the Graph API's {name} ended on {known.ends_on}: set BAROMETER_GRAPH_VERSION, for example to"
            f" {_newest(on)}, when its list of changes has been read"
        )
    return f"the Graph API's {name} ends on {known.ends_on}, in {left} days: move to {_newest(on)} before then"


def _newest(on: date) -> str:
    return max((each for each in VERSIONS if each.released_on <= on), default=VERSIONS[0], key=_released).name


def _released(version: GraphVersion) -> date:
    return version.released_on
