"""Drawing the sample: size class × county, each page with a known probability of being in it.

A county's part of a size class is a stratum of its own where it is large enough for the sample to hold two of its
pages; the other counties of that class make one together. County authorities are a stratum by themselves. Within a
stratum every page is as likely as the next: pages drawn ÷ pages it holds.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.coded import PageToCode

LEAST = 2
"""Pages drawn in every stratum that holds so many: fewer give no spread."""
COUNTY_AUTHORITIES = "fylkeskommune"
OTHERS, ALL = "andre fylker", "alle fylker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One page of the sample."""

    page: PageToCode
    """The page."""
    stratum: str
    """Where it was drawn."""
    drawn: int
    """Pages drawn there."""
    drawn_of: int
    """Pages there."""


def draw(pages: Sequence[PageToCode], size: int, seed: int) -> list[Drawn]:
    """Return a stratified random sample, ordered by number; all pages when there are no more than `size`."""
    strata = strata_of(pages, size)
    sizes = allocate({name: len(each) for name, each in strata.items()}, size)
    sample = []
    for name, each in strata.items():
        # A stream of its own, so that a page more in one stratum moves no other.
        chosen = random.Random(f"{seed} {name}").sample(each, sizes[name])
        sample += [Drawn(page=page, stratum=name, drawn=sizes[name], drawn_of=len(each)) for page in chosen]
    return sorted(sample, key=lambda each: each.page.authority_number)


def strata_of(pages: Sequence[PageToCode], size: int) -> dict[str, list[PageToCode]]:
    """Return stratum → its pages."""
    share = min(1.0, size / len(pages)) if pages else 0.0
    counties = Counter((page.size_class, page.county) for page in pages if page.kind != COUNTY_AUTHORITIES)
    large = {part for part, count in counties.items() if count * share >= LEAST}
    split = {size_class for size_class, _ in large}
    strata: dict[str, list[PageToCode]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.authority_number):
        if page.kind == COUNTY_AUTHORITIES:
            strata[COUNTY_AUTHORITIES].append(page)
            continue
        is_large = (page.size_class, page.county) in large
        rest = OTHERS if page.size_class in split else ALL
        strata[f"{page.size_class} | {page.county if is_large else rest}"].append(page)
    return dict(sorted(strata.items()))


def allocate(sizes: dict[str, int], size: int) -> dict[str, int]:
    """Return stratum → pages to draw: LEAST each while the sample lasts, the rest by size, largest remainder first."""
    size = min(size, sum(sizes.values()))
    given = {name: min(LEAST, count) for name, count in sizes.items()}
    if sum(given.values()) > size:
        # Too small a sample for every stratum to hold two: one each, the largest strata first.
        largest = sorted(sizes, key=lambda name: (-sizes[name], name))
        given = dict.fromkeys(sizes, 0) | dict.fromkeys(largest[:size], 1)
    total = sum(sizes.values())
    while sum(given.values()) < size:
        open_strata = [name for name in sizes if given[name] < sizes[name]]
        given[max(open_strata, key=lambda name: (size * sizes[name] / total - given[name], name))] += 1
    return given
