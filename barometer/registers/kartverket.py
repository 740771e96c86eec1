"""Kartverket's kommuneinfo: the official names of municipalities and counties in all languages, and a point inside.

Format: `fylkerkommuner` with a filter of fields, JSON. Names come by priority; empty places in the list are null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barometer.errors import RegisterError
from barometer.registers.answers import items, text

_REGISTER = "Kartverket"
FIELDS = ("fylkesnummer", "fylkesnavn", "kommuner.kommunenummer", "kommuner.kommunenavnNorsk", "kommuner.gyldigeNavn",
          "kommuner.punktIOmrade")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One municipality."""

    number: str
    """Official number."""
    names: tuple[str, ...]
    """Official names, the Norwegian one first."""
    latitude: float
    """A point inside, degrees north (ETRS89, which is WGS 84 to within a metre)."""
    longitude: float
    """Likewise, degrees east."""


def parameters() -> dict[str, str]:
    """Return the parameters for every county with its municipalities."""
    return {"filtrer": ",".join(FIELDS)}


def read_places(answer: Any) -> tuple[Place, ...]:
    """Return the municipalities.

    Raises:
        RegisterError: the answer is not as documented.
    """
    counties = items(_REGISTER, {"fylker": answer}, "fylker")
    return tuple(_place(each) for county in counties for each in items(_REGISTER, county, "kommuner"))


def _place(item: dict[str, Any]) -> Place:
    main = text(_REGISTER, item, "kommunenavnNorsk")
    listed = items(_REGISTER, item, "gyldigeNavn")
    names = [name for each in listed if isinstance(name := each.get("navn"), str) and name.strip()]
    point = item.get("punktIOmrade")
    coordinates = point.get("coordinates") if isinstance(point, dict) else None
    if not isinstance(coordinates, list) or len(coordinates) != 2 or not all(_is_number(each) for each in coordinates):
        raise RegisterError(f"{_REGISTER}: {main} has no point inside; its format may have changed")
    return Place(
        number=text(_REGISTER, item, "kommunenummer"),
        names=tuple(dict.fromkeys((main, *names))),
        latitude=round(float(coordinates[1]), 3),
        longitude=round(float(coordinates[0]), 3),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
