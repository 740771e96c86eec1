"""Snares: what makes the own page of an eighth of the authorities hard to tell, each as it is met on real websites."""

from __future__ import annotations

from typing import Literal

from barometer.practice import draw

Snare = Literal[
    "", "visitors", "county", "library", "placeholder", "typo", "short", "no scheme", "wrong website", "former",
]  # fmt: skip
_SNARES: tuple[tuple[Snare, float], ...] = (
    ("visitors", 0.020), ("county", 0.013), ("library", 0.015), ("placeholder", 0.013), ("typo", 0.013),
    ("short", 0.010), ("no scheme", 0.013), ("wrong website", 0.013), ("former", 0.013), ("", 0.877),
)  # fmt: skip


def snare_of(seed: int, number: str) -> Snare:
    """Return the snare of one authority, empty for most.

    `visitors`: the page for visitors stands where the own page is looked for · `county`: the county's page does ·
    `library`: the library's page stands before the own · `placeholder`: the vendor's example link was left in ·
    `typo`: the link has a slip, the right one stands on the contact page · `short`: the only link is a short address
    · `no scheme`: the address lacks its https:// · `wrong website`: the page names another authority's website ·
    `former`: the page of a merged municipality is linked beside the own.
    """
    return draw.weighted(_SNARES, seed, "snare", number)
