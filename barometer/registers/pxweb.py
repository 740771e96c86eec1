"""Statistics Norway's population table 07459: inhabitants on 1 January, by the region numbers of the time.

Asked without sex and age, which the table then sums over. Format: JSON-stat2, through the first interface (v0, a JSON
query) or the second (v2, a GET). Trap: a number that did not exist in a year has the value 0 there, not a blank.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from barometer.errors import RegisterError

TABLE = "07459"
NATION = "0"
_REGISTER = "PxWeb"
_PERSONS = "Personer1"
_REGION, _YEAR = "Region", "Tid"
_OWN_NUMBER = re.compile(r"\d{2}|\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Inhabitants of one region on 1 January."""

    number: str
    """Official number; `0` is the nation."""
    year: int
    """Year."""
    inhabitants: int
    """Persons, above 0."""


def query() -> dict[str, Any]:
    """Return the query for v0: every region, every year; a year that is not there yet cannot be named."""
    selected = {
        _REGION: {"filter": "all", "values": ["*"]},
        "ContentsCode": {"filter": "item", "values": [_PERSONS]},
        _YEAR: {"filter": "all", "values": ["*"]},
    }
    return {
        "query": [{"code": code, "selection": selection} for code, selection in selected.items()],
        "response": {"format": "json-stat2"},
    }


def parameters() -> dict[str, str]:
    """Return the parameters of the same question for v2."""
    return {
        "lang": "no",
        f"valueCodes[{_REGION}]": "*",
        "valueCodes[ContentsCode]": _PERSONS,
        f"valueCodes[{_YEAR}]": "*",
        "outputFormat": "json-stat2",
    }


def read_figures(answer: Any) -> tuple[Figure, ...]:
    """Return the figures of a JSON-stat2 answer: municipalities, counties and the nation; no zero is one.

    Raises:
        RegisterError: the answer is not as documented, or counts something else than persons by region and year.
    """
    # Imported here: pyjstat brings pandas along, which costs seconds.
    from pyjstat import pyjstat  # type: ignore[import-untyped]

    if not isinstance(answer, dict) or answer.get("class") != "dataset":
        raise RegisterError(f"{_REGISTER}: the answer is no JSON-stat2 data set; its format may have changed")
    try:
        frame = pyjstat.Dataset.read(json.dumps(answer)).write("dataframe", naming="id")
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise RegisterError(f"{_REGISTER}: the answer cannot be read as JSON-stat2 ({error!r})") from error
    wanted = {_REGION, _YEAR, "value"}
    if not wanted <= set(frame.columns) or frame.duplicated([_REGION, _YEAR]).any():
        raise RegisterError(
            f"{_REGISTER}: table {TABLE} has the dimensions {', '.join(frame.columns)}; one figure per region and year"
            " was asked for"
        )
    known = frame[frame["value"].notna() & (frame["value"] > 0)]
    found = []
    for region, year, value in zip(known[_REGION], known[_YEAR], known["value"], strict=True):
        if not re.fullmatch(r"\d{4}", str(year)) or value != int(value):
            raise RegisterError(f"{_REGISTER}: {region}, {year}: {value} is no whole number on a year's first day")
        if region == NATION or _OWN_NUMBER.fullmatch(str(region)):
            found.append(Figure(number=str(region), year=int(year), inhabitants=int(value)))
    return tuple(found)
