"""Makes the tables of country xx: 357 kommuner and 14 fylkeskommuner that do not exist, sized as Norway's are.

`python -m barometer.practice.country` writes `barometer/countries/xx/*.csv`; a test makes them again and compares.
The tables, not this module, are what everything else reads. The country lies on a curved strip of land in the
Norwegian Sea, so that no point of it falls on a real municipality.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import NormalDist

from barometer.practice import draw, names
from barometer.registry import COUNTRIES, Authority, Population

_SEED = 6074
_MUNICIPALITIES = 357
_COUNTY_SIZES = (1, 13, 24, 22, 46, 44, 41, 38, 28, 26, 21, 19, 18, 9, 7)
"""Municipalities per county, as uneven as Norway's; the first is the one that is both."""
_TWINS = {(4, 5): 40, (8, 3): 120, (11, 2): 200}
"""(county, place in county) → position of an earlier municipality whose name it shares."""
_YEARS = range(2022, 2029)
_BASE_YEAR = 2026
_VALID_FROM, _CHANGED_FROM = date(2020, 1, 1), date(2024, 1, 1)
_SOURCE = "invented"


def authorities() -> list[Authority]:
    """Return the 371 authorities, municipalities first, by number."""
    placed = _placed_names()
    rows = [_municipality(index, *each) for index, each in enumerate(placed)]
    return rows + [_county(index, rows) for index in range(1, len(names.COUNTIES))]


def population(rows: list[Authority]) -> list[Population]:
    """Return the figures of 1 January of each year, published in late February; a county is the sum of its own."""
    sizes = _sizes([row for row in rows if row.kind == "kommune"])
    figures = []
    for year in _YEARS:
        here = {number: _grown(number, size, year) for number, size in sizes.items()}
        for row in rows:
            own = [row.number] if row.kind == "kommune" else [
                each.number for each in rows if each.kind == "kommune" and each.county_number == row.number
            ]  # fmt: skip
            figures.append(
                Population(
                    number=row.number,
                    on=date(year, 1, 1),
                    published_on=date(year, 2, 20 + draw.number(_SEED, "published", year) % 7),
                    inhabitants=sum(here[number] for number in own),
                    source=_SOURCE,
                )
            )
    return figures


def authorities_csv(rows: list[Authority]) -> str:
    """Return the table of authorities as CSV, with the columns of every country's table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ("number", "kind", "name", "official_names", "county_number", "county", "language", "website",
         "organisation_number", "latitude", "longitude", "valid_from", "valid_to", "names_source", "website_source",
         "position_source")
    )  # fmt: skip
    for row in rows:
        writer.writerow(
            (row.number, row.kind, row.name, "; ".join(row.official_names), row.county_number, row.county,
             row.language, row.website, row.organisation_number or "", f"{row.latitude:.3f}", f"{row.longitude:.3f}",
             row.valid_from, row.valid_to or "", _SOURCE, _SOURCE, _SOURCE)
        )  # fmt: skip
    return text.getvalue()


def population_csv(figures: list[Population]) -> str:
    """Return the population table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("number", "on", "published_on", "inhabitants", "source"))
    for each in figures:
        writer.writerow((each.number, each.on, each.published_on, each.inhabitants, each.source))
    return text.getvalue()


def _placed_names() -> list[tuple[str, str, int, int]]:
    """Return (name, host label, county index, place in county) in order of number; three names stand twice."""
    found = iter(names.place_names(_SEED, _MUNICIPALITIES - 4))
    placed: list[tuple[str, str, int, int]] = []
    for county, place in ((county, place) for county, size in enumerate(_COUNTY_SIZES) for place in range(size)):
        twin = _TWINS.get((county, place))
        name = names.COUNTIES[0] if county == 0 else next(found) if twin is None else placed[twin][0]
        label = names.slug(name) + (f"-{names.slug(names.COUNTIES[county])[:2]}" if twin is not None else "")
        placed.append((name, label, county, place))
    return placed


def _municipality(index: int, name: str, label: str, county: int, place: int) -> Authority:
    county_number, number = str(60 + county), f"{60 + county}{place + 1:02d}"
    second = names.COUNTIES[county] in names.NORTHERN and draw.happens(0.45, _SEED, "second name", number)
    latitude, longitude = _position(index, number)
    is_both = county == 0
    changed = is_both or draw.happens(0.08, _SEED, "changed", number)
    return Authority(
        number=number,
        kind="kommune",
        name=name,
        official_names=(name, names.sami_name(_SEED, name)) if second else (name,),
        county_number=county_number,
        county=names.COUNTIES[county],
        language="nn" if draw.happens(0.55 if county in (3, 5, 8) else 0.14, _SEED, "nn", number) else "nb",
        website=f"https://www.{label}.kommune.xx/",
        organisation_number=f"10{index:04d}{draw.number(_SEED, 'organisation', number) % 1000:03d}",
        latitude=latitude,
        longitude=longitude,
        valid_from=_CHANGED_FROM if changed else _VALID_FROM,
        valid_to=None,
    )


def _county(index: int, municipalities: list[Authority]) -> Authority:
    name, number = names.COUNTIES[index], str(60 + index)
    own = [row for row in municipalities if row.county_number == number]
    return Authority(
        number=number,
        kind="fylkeskommune",
        name=name,
        official_names=(name, names.NORTHERN[name]) if name in names.NORTHERN else (name,),
        county_number=number,
        county=name,
        language="nn" if index in (3, 5) else "nb",
        website=f"https://www.{names.slug(name).removesuffix('fylket').replace('-', '')}fylke.xx/",
        organisation_number=f"109{index:03d}{draw.number(_SEED, 'organisation', number) % 1000:03d}",
        latitude=_mean(row.latitude for row in own),
        longitude=_mean(row.longitude for row in own),
        valid_from=_VALID_FROM,
        valid_to=None,
    )


def _mean(degrees: Iterable[float | None]) -> float:
    known = [each for each in degrees if each is not None]
    return round(sum(known) / len(known), 3)


def _position(index: int, number: str) -> tuple[float, float]:
    """Return a point on a strip that bends from south-west to north-east, broad in the south, thin in the middle."""
    along = (index + 0.8 * draw.share(_SEED, "along", number)) / _MUNICIPALITIES
    breadth = 3.2 * (1 - along) ** 1.5 + 0.9 + 1.6 * max(0.0, along - 0.8) * 5
    across = (draw.share(_SEED, "across", number) - 0.5) * breadth
    latitude = 62.0 + 9.5 * along - 0.25 * across
    longitude = -9.0 + 11.0 * along**1.4 + 0.9 * math.sin(5.0 * along) + across
    return round(latitude, 3), round(longitude, 3)


def _sizes(municipalities: list[Authority]) -> dict[str, int]:
    """Return inhabitants by number: the capital 690 000, the rest log-normal from about 220 to 280 000."""
    ordered = sorted(municipalities[1:], key=lambda row: draw.number(_SEED, "size", row.number))
    sizes = {municipalities[0].number: 690_000}
    for rank, row in enumerate(ordered):
        deviation = NormalDist().inv_cdf((rank + 0.5) / len(ordered))
        sizes[row.number] = round(5_050 * math.exp(deviation * (1.06 if deviation < 0 else 1.36)))
    return sizes


def _grown(number: str, size: int, year: int) -> int:
    """Return inhabitants in a year: the small shrink a little, the large grow, each at a pace of its own."""
    pace = 0.0025 * math.log(size / 4_000) + 0.006 * draw.normal(_SEED, "pace", number)
    noise = 0.003 * draw.normal(_SEED, "year", number, year)
    return max(200, round(size * math.exp(pace * (year - _BASE_YEAR) + noise)))


def write(folder: Path = COUNTRIES / "xx") -> None:
    """Write both tables into the country's folder."""
    rows = authorities()
    (folder / "authorities.csv").write_text(authorities_csv(rows), "utf-8")
    (folder / "population.csv").write_text(population_csv(population(rows)), "utf-8")


if __name__ == "__main__":
    write()
