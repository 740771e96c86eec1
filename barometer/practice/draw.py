"""Seeded chance: every draw is a pure function of the seed and of what is drawn, never of the order of drawing.

Two months, two processes or two machines that ask the same question get the same answer, so one page can be
played without playing the rest of the world.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, *about: object) -> int:
    """Return 64 bits that depend on the seed and on every part of `about`, and on nothing else."""
    text = "\x1f".join(str(part) for part in (seed, *about))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def stream(seed: int, *about: object) -> random.Random:
    """Return a generator for several draws about one thing."""
    return random.Random(number(seed, *about))


def share(seed: int, *about: object) -> float:
    """Return one draw, evenly between 0 (included) and 1 (not included)."""
    return number(seed, *about) / 2.0**64


def happens(probability: float, seed: int, *about: object) -> bool:
    """Return True with the given probability."""
    return share(seed, *about) < probability


def choice(options: Sequence[T], seed: int, *about: object) -> T:
    """Return one of the options, each as likely."""
    return options[number(seed, *about) % len(options)]


def weighted(options: Sequence[tuple[T, float]], seed: int, *about: object) -> T:
    """Return one of the options by its weight; weights need not sum to one."""
    left = share(seed, *about) * sum(weight for _, weight in options)
    for option, weight in options:
        left -= weight
        if left < 0:
            return option
    return options[-1][0]


def normal(seed: int, *about: object) -> float:
    """Return one draw from the standard normal distribution."""
    first, second = share(seed, *about, "a"), share(seed, *about, "b")
    return math.sqrt(-2.0 * math.log(1.0 - first)) * math.cos(2.0 * math.pi * second)
