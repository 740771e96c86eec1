"""When a page was active: the last 13 weeks as a row of squares, and the days of its window as a calendar.

Drawn by hand like the other small drawings, a path per shade, since hundreds of pages carry them. A week or day that
was not observed is left open: nothing seen is drawn otherwise than not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from barometer.publishing import numbers
from barometer.publishing.language import gettext
from barometer.publishing.mart import Mart

WEEK_CLASSES = ("dialog", "enveis", "inaktiv", "ukjent")
SHADES = (0, 1, 2, 4)
"""Fewest acts of a day for each shade of the calendar."""
CELL, SIDE = 12, 10
"""Pixels from one square to the next, and of a square."""

Week = tuple[date, str | None]
"""Its Monday, and what it was; None when that is not known."""
Day = tuple[date, int, int | None]
"""The day, posts by the page and its replies; None when conversations were hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawing of time and what stands at its ends."""

    svg: Markup
    """The drawing, with a label read aloud."""
    begin: date
    """First day of it."""
    end: date
    """Last day of it."""
    is_whole: bool = True
    """False when replies are left out of it because some could not be seen."""


class Activity:
    """The weeks and days of every page of an edition."""

    def __init__(self, mart: Mart) -> None:
        self._weeks: dict[str, list[Week]] = {}
        for number, monday, use in _columns(mart, "week", ("authority_number", "week_from", "week_use")):
            self._weeks.setdefault(number, []).append((_day(monday), use))
        self._days: dict[str, list[Day]] = {}
        names = ("authority_number", "day", "posts", "replies")
        for number, day, posts, replies in _columns(mart, "activity_day_of_page", names):
            self._days.setdefault(number, []).append((_day(day), posts, replies))

    def days(self, number: str) -> Drawn | None:
        """Return the calendar of an authority's page; None when no day of it was seen."""
        return calendar(self._days.get(number, []))

    def weeks(self, number: str) -> Drawn | None:
        """Return the row of weeks of an authority's page; None when none was seen."""
        weeks = self._weeks.get(number, [])
        if not any(use is not None for _, use in weeks):
            return None
        counts = {each: sum((use or "ukjent") == each for _, use in weeks) for each in WEEK_CLASSES}
        values = {each: numbers.whole(count) for each, count in counts.items()} | {"n": numbers.whole(len(weeks))}
        label = gettext(
            "Av de siste %(n)s ukene: %(dialog)s med svar til innbyggere, %(enveis)s med bare egne innlegg,"
            " %(inaktiv)s uten aktivitet, %(ukjent)s ikke sett godt nok"
        ) % values
        placed = [((use or "ukjent"), order * CELL, 0) for order, (_, use) in enumerate(weeks)]
        drawn = _squares("weeks", "week", WEEK_CLASSES, placed, (len(weeks), 1), label)
        return Drawn(svg=drawn, begin=weeks[0][0], end=weeks[-1][0] + timedelta(days=6))


def calendar(days: list[Day]) -> Drawn | None:
    """Return the days of a page's window as a calendar, a column a week from Monday to Sunday; None without days.

    Where some day's replies are hidden, every day shows posts alone: a day of hidden replies is not a quiet one.
    """
    if not days:
        return None
    is_whole = all(replies is not None for _, _, replies in days)
    acts = [(day, posts + (replies or 0 if is_whole else 0)) for day, posts, replies in days]
    monday = acts[0][0] - timedelta(days=acts[0][0].weekday())
    placed = []
    for day, count in acts:
        week, weekday = divmod((day - monday).days, 7)
        placed.append((str(sum(count >= least for least in SHADES) - 1), week * CELL, weekday * CELL))
    columns = (acts[-1][0] - monday).days // 7 + 1
    shades = tuple(str(shade) for shade in range(len(SHADES)))
    drawn = _squares("days", "shade", shades, placed, (columns, 7), _days_said(days, acts))
    return Drawn(svg=drawn, begin=acts[0][0], end=acts[-1][0], is_whole=is_whole)


def _days_said(days: list[Day], acts: list[tuple[date, int]]) -> str:
    """Return the calendar in words; hidden replies are not told as none."""
    day, most = max(acts, key=lambda each: (each[1], each[0]))
    values = {
        "days": numbers.whole(len(days)),
        "posts": numbers.whole(sum(posts for _, posts, _ in days)),
        "replies": numbers.whole(sum(replies or 0 for _, _, replies in days)),
        "quiet": numbers.whole(sum(count == 0 for _, count in acts)),
        "most": numbers.whole(most),
        "day": numbers.day(day),
    }
    if any(replies is None for _, _, replies in days):
        hidden = gettext("%(days)s dager sett: %(posts)s innlegg, flest %(day)s (%(most)s); ikke alle svar er synlige")
        return hidden % values
    return gettext(
        "%(days)s dager sett: %(posts)s innlegg og %(replies)s svar; mest %(day)s (%(most)s); %(quiet)s dager uten noe"
    ) % values


def _squares(
    name: str, kind: str, classes: Iterable[str], placed: list[tuple[str, int, int]], size: tuple[int, int], label: str
) -> Markup:
    """Return squares as one path for each class that has any.

    Args:
        name: class of the drawing.
        kind: begins the class of each path.
        classes: every class, in the order they are drawn.
        placed: class and place of each square, pixels.
        size: columns and rows.
        label: read aloud.
    """
    width, height = size[0] * CELL - (CELL - SIDE), size[1] * CELL - (CELL - SIDE)
    head = Markup('<svg class="squares {}" viewBox="-1 -1 {} {}" role="img" aria-label="{}">')
    paths = []
    for each in classes:
        path = "".join(f"M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z" for of, x, y in placed if of == each)
        if path:
            paths.append(f'<path class="{kind}-{each}" d="{path}"/>')
    return head.format(name, width + 2, height + 2, label) + Markup("".join(paths) + "</svg>")


def _columns(mart: Mart, table: str, names: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    frame = mart.frame(table)[list(names)].astype(object)
    frame = frame.where(frame.notna(), None)
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _day(value: Any) -> date:
    found: date = value.date() if hasattr(value, "date") else value
    return found
