"""Small drawings made by hand: the ranking strip (one thin bar per authority) and an account's line over months.

Hundreds of pages carry them, so they are a few numbers in a path, not a chart. Both stretch with the page: what must
keep its shape (words) stands beside them in HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from barometer.charts.theme import COVERAGE_LIMITS

HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Strip:
    """The coverage of everyone that is ranked, highest first."""

    values: tuple[float, ...]
    """Coverage in rank order, percent."""

    @property
    def top(self) -> float:
        """The value that fills the height."""
        return max((*self.values, 100.0))

    def _bars(self, places: Sequence[int]) -> str:
        bars = []
        for place in places:
            height = max(self.values[place] / self.top * HEIGHT, 0.6)
            bars.append(f"M{place * 4} {HEIGHT}v-{height:.1f}h3v{height:.1f}z")
        return "".join(bars)

    def _open(self, label: str) -> Markup:
        return Markup(
            '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        ).format(max(4 * len(self.values) - 1, 1), HEIGHT, label)

    def _hundred(self) -> str:
        y = HEIGHT - 100 / self.top * HEIGHT
        return f'<path class="hundred" d="M0 {y:.1f}H{4 * len(self.values)}"/>'

    def coloured(self, label: str) -> Markup:
        """Return the strip with each bar in the colour of its coverage, as in the map."""
        steps: list[list[int]] = [[] for _ in range(len(COVERAGE_LIMITS) + 1)]
        for place, value in enumerate(self.values):
            steps[sum(value >= limit for limit in COVERAGE_LIMITS)].append(place)
        paths = "".join(
            f'<path class="step-{number}" d="{self._bars(places)}"/>'
            for number, places in enumerate(steps, 1)
            if places
        )
        return self._open(label) + Markup(paths + self._hundred() + "</svg>")

    def quiet(self) -> str:
        """Return the path of all bars, to be shared by every page that marks one of them."""
        return self._bars(range(len(self.values)))

    def marking(self, place: int, path: str, label: str) -> Markup:
        """Return the strip with one bar marked.

        Args:
            place: position in rank order, from 0.
            path: what `quiet` returned.
            label: read aloud.
        """
        mark = (
            f'<path class="rest" d="{path}"/><path class="here" d="{self._bars([place])}"/>'
            f'<path class="pin" d="M{place * 4 + 1.5} 0V{HEIGHT}"/>{self._hundred()}</svg>'
        )
        return self._open(label) + Markup(mark)


def line(points: Sequence[tuple[float, float, float] | None], label: str) -> Markup:
    """Return a line over months as a drawing that stretches.

    Args:
        points: low, middle and high of each month in order; None for a month that was not measured, which leaves a gap.
        label: read aloud.
    """
    seen = [point for point in points if point is not None]
    low, high = min(point[0] for point in seen), max(point[2] for point in seen)
    span = (high - low) or 1.0
    step = 300 / max(len(points) - 1, 1)

    def place(index: int, value: float) -> str:
        return f"{index * step:.1f} {90 - (value - low) / span * 80:.1f}"

    pieces, dots, spans = [], [], []
    for index, point in enumerate(points):
        if point is None:
            continue
        follows = index > 0 and points[index - 1] is not None
        pieces.append(f"{'L' if follows else 'M'}{place(index, point[1])}")
        dots.append(f"M{place(index, point[1])}h0")
        if point[0] < point[2]:
            spans.append(f"M{place(index, point[0])}L{place(index, point[2])}")
    head = Markup('<svg class="line" viewBox="-4 0 308 100" preserveAspectRatio="none" role="img" aria-label="{}">')
    return head.format(label) + Markup(
        f'<path class="span" d="{"".join(spans)}"/><path class="stroke" d="{"".join(pieces)}"/>'
        f'<path class="dots" d="{"".join(dots)}"/></svg>'
    )
