"""Cohen's κ: how much two people agree beyond chance (Cohen 1960; variance by Fleiss, Cohen and Everitt 1969)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people's judgements of the same things."""

    n: int
    """Things that both judged."""
    agreed: int
    """Of those, judged alike."""
    kappa: float | None
    """−1 to 1; None when it is not defined: nothing was judged twice, or chance alone gives full agreement."""
    low: float | None
    """Lower end of its 95 % interval; None when all agree or κ is undefined: the formula's width is then nought."""
    high: float | None
    """Upper end."""

    def said(self) -> str:
        """Return it in a line for a person."""
        shares = f"{self.agreed} of {self.n} alike"
        if self.kappa is None:
            why = "no page was coded twice" if not self.n else "both used one and the same category throughout"
            return f"κ undefined ({why}), {shares}"
        interval = "no interval: all alike" if self.low is None else f"95 % interval {self.low:.2f} to {self.high:.2f}"
        return f"κ = {self.kappa:.2f} ({interval}), n = {self.n}, {shares}"


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Return the agreement of (first's, second's) category, one pair per thing, categories unordered."""
    n, agreed = len(pairs), sum(first == second for first, second in pairs)
    cells = {pair: count / n for pair, count in Counter(pairs).items()}
    rows = {key: count / n for key, count in Counter(first for first, _ in pairs).items()}
    columns = {key: count / n for key, count in Counter(second for _, second in pairs).items()}
    chance = sum(share * columns.get(key, 0.0) for key, share in rows.items())
    # Counted in whole numbers: 1 − chance may miss nought by a hair.
    if n == 0 or (len(rows) == 1 and rows.keys() == columns.keys()):
        return Agreement(n=n, agreed=agreed, kappa=None, low=None, high=None)
    value = (agreed / n - chance) / (1 - chance)
    if agreed == n:
        return Agreement(n=n, agreed=agreed, kappa=1.0, low=None, high=None)
    spread = -((value - chance * (1 - value)) ** 2)
    for (first, second), share in cells.items():
        margins = columns.get(first, 0.0) + rows.get(second, 0.0)
        alike = (1 - margins * (1 - value)) ** 2
        spread += share * (alike if first == second else ((1 - value) * margins) ** 2)
    half = _Z * math.sqrt(max(0.0, spread) / n) / (1 - chance)
    return Agreement(n=n, agreed=agreed, kappa=value, low=max(-1.0, value - half), high=min(1.0, value + half))
