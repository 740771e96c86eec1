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
STEPS = 120
"""Most steps of the quiet outline: it stands on every authority's page, and nobody sees more."""

Point = tuple[float, float, float]
"""Low, middle and high of one month."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The coverage of everyone that is ranked, highest first."""

    values: tuple[float, ...]
    """Coverage in rank order, percent."""

    @property
    def top(self) -> float:
        """The value that fills the height."""
        return max((*self.values, 100.0))

    def _height(self, place: int) -> float:
        return max(self.values[place] / self.top * HEIGHT, 0.6)

    def _bars(self, places: Sequence[int]) -> str:
        return "".join(f"M{place * 4} {HEIGHT}v-{(tall := self._height(place)):.1f}h3v{tall:.1f}z" for place in places)

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
        """Return the outline of all bars in few steps, to be shared by every page that marks one of them."""
        count = len(self.values)
        size = max(-(-count // STEPS), 1)
        # A step is as high as its middle bar; the line falls, so that no bar is far from it.
        steps = [(begin, min(begin + size, count)) for begin in range(0, count, size)]
        path = "".join(f"V{HEIGHT - self._height((begin + end) // 2):.1f}H{4 * end - 1}" for begin, end in steps)
        return f"M0 {HEIGHT}{path}V{HEIGHT}z"

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

    def among(self, places: Sequence[int], path: str, label: str) -> Markup:
        """Return the strip with several bars marked: the places of a county's authorities.

        Args:
            places: positions in rank order, from 0.
            path: what `quiet` returned.
            label: read aloud.
        """
        mark = f'<path class="rest" d="{path}"/><path class="here" d="{self._bars(places)}"/>{self._hundred()}</svg>'
        return self._open(label) + Markup(mark)


def line(points: Sequence[Point | None], label: str, *, breaks: frozenset[int] = frozenset()) -> Markup:
    """Return a line over months as a drawing that stretches; the highest value stands at the top.

    Args:
        points: low, middle and high of each month in order; None for a month that was not measured, which leaves a gap.
        label: read aloud.
        breaks: months that can't be compared with those before, from 0: the line does not reach them.
    """
    seen = [point for point in points if point is not None]
    low, high = min(point[0] for point in seen), max(point[2] for point in seen)
    step = 300 / max(len(points) - 1, 1)

    def place(index: int, value: float) -> str:
        # A line that never moves runs through the middle: at the edge it would look like the highest or the lowest.
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{index * step:.1f} {90 - share * 80:.1f}"

    pieces, dots, spans = [], [], []
    for index, point in enumerate(points):
        if point is None:
            continue
        follows = index > 0 and points[index - 1] is not None and index not in breaks
        pieces.append(f"{'L' if follows else 'M'}{place(index, point[1])}")
        dots.append(f"M{place(index, point[1])}h0")
        if point[0] < point[2]:
            spans.append(f"M{place(index, point[0])}L{place(index, point[2])}")
    cuts = "".join(f"M{(index - 0.5) * step:.1f} 0V100" for index in sorted(breaks) if index > 0)
    paths = (("cut", cuts), ("span", "".join(spans)), ("stroke", "".join(pieces)), ("dots", "".join(dots)))
    head = Markup('<svg class="line" viewBox="-4 0 308 100" preserveAspectRatio="none" role="img" aria-label="{}">')
    drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in paths if path)
    return head.format(label) + Markup(f"{drawn}</svg>")


def rank_line(points: Sequence[Point | None], label: str, *, breaks: frozenset[int] = frozenset()) -> Markup:
    """Return ranks over months as a line: the first place stands at the top. Arguments as of `line`."""
    turned: list[Point | None] = [
        None if point is None else (-point[2], -point[1], -point[0]) for point in points
    ]  # fmt: skip
    return line(turned, label, breaks=breaks)
