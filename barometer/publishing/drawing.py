"""Draws the charts: finds the modules of `barometer/charts/`, renders each wide and narrow, and makes the figure.

Rendering is vl-convert's, which needs no browser; the drawings are made clean by `publishing/svg.py`. A chart's texts
are bokmål, and are written in the current language here, but for those its `rows` and `draw` word themselves.
"""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

import vl_convert
from markupsafe import Markup

from barometer import charts
from barometer.charts import theme
from barometer.publishing import locales, svg
from barometer.publishing.language import gettext
from barometer.publishing.mart import Mart, as_rows
from barometer.publishing.numbers import shown
from barometer.publishing.retelling import retold

if TYPE_CHECKING:
    from pandas import DataFrame

WIDE = 620
NARROW = 320
TEXTUAL = ("text", "word", "month", "day")
"""Kinds of column that hold no numbers. `text` stands as it is, `word` is one that the language has its own for."""


class Chart(Protocol):
    """What a module of `barometer/charts/` offers."""

    TABLE: str
    EVERY_MONTH: bool
    UNIT: str
    LEGEND: tuple[tuple[str, str], ...]
    COLUMNS: dict[str, tuple[str, str]]

    def rows(self, frame: DataFrame) -> DataFrame:
        """Choose the rows to draw."""

    def draw(self, frame: DataFrame) -> Any:
        """Draw them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart of one edition, ready for a page."""

    name: str
    """The module's name; also the stem of its file."""
    title: str
    """First line of the module's docstring."""
    caption: str
    """The rest of it."""
    unit: str
    """What the axis counts; says first that it is an exercise, when it is."""
    source: str
    """Where the numbers come from, and when they were measured."""
    legend: tuple[tuple[str, str], ...]
    """CSS variable → what the colour means."""
    wide: Markup
    """Drawing for a wide column; empty when there is nothing to draw yet."""
    narrow: Markup
    """The same for a telephone."""
    headings: tuple[tuple[str, bool], ...]
    """Columns of the table behind it: heading, and whether it holds numbers."""
    table: tuple[tuple[str, ...], ...]
    """Its rows, as written."""
    file_name: str
    """Name of the downloadable drawing."""
    file_text: str
    """Its content."""


def chart_modules() -> dict[str, Chart]:
    """Return every chart by name: the file is the registration."""
    names = sorted(found.name for found in pkgutil.iter_modules(charts.__path__) if found.name != "theme")
    return {name: cast(Chart, import_module(f"{charts.__name__}.{name}")) for name in names}


def draw_all(mart: Mart, source: str, practice: str, prefix: str) -> dict[str, Figure]:
    """Draw every chart of an edition.

    Args:
        mart: the edition's tables.
        source: line under each chart.
        practice: words that mark an exercise, put before the unit; empty for a real edition.
        prefix: begins each file name, to mark an exercise there too.
    """
    return {name: figure(name, chart, mart, source, practice, prefix) for name, chart in chart_modules().items()}


def figure(name: str, chart: Chart, mart: Mart, source: str, practice: str, prefix: str) -> Figure:
    """Draw one chart, in the language that is written in; arguments as for `draw_all`."""
    title, caption = (gettext(text) for text in described(chart))
    table = chart.TABLE.removeprefix("mart.")
    frame = _printable(chart.rows(mart.history[table] if chart.EVERY_MONTH else mart.frame(table)))
    unit = " · ".join((*filter(None, [practice]), gettext(chart.UNIT)))
    legend = tuple((colour, gettext(text)) for colour, text in chart.LEGEND)
    drawings = {"wide": Markup(), "narrow": Markup()}
    file_text = ""
    if len(frame):
        spec = _specification(chart.draw(frame))
        for form, width in (("wide", WIDE), ("narrow", NARROW)):
            plain = _render(spec, width)
            drawings[form] = svg.for_page(plain, f"{name}-{form}", title, f"{unit}. {caption}")
            if form == "wide":
                file_text = svg.for_download(plain, title, unit, legend, source)
    return Figure(
        name=name, title=title, caption=caption, unit=unit, source=source, **drawings,
        legend=tuple((theme.VARIABLES[colour], text) for colour, text in legend),
        headings=tuple((gettext(heading), kind not in TEXTUAL) for heading, kind in chart.COLUMNS.values()),
        table=tuple(
            tuple(_written(row[column], kind) for column, (_, kind) in chart.COLUMNS.items())
            for row in as_rows(frame[[*chart.COLUMNS]])
        ),
        file_name=f"{prefix}{name.replace('_', '-')}.svg", file_text=file_text,
    )  # fmt: skip


def described(chart: Chart) -> tuple[str, str]:
    """Return title and caption of a chart, in bokmål: first line of its docstring, and the rest as a paragraph."""
    title, _, rest = (inspect.getdoc(chart) or "").partition("\n")
    return title, " ".join(rest.split())


def _written(value: Any, kind: str) -> str:
    return retold(value) if kind == "word" and value is not None else shown(value, kind)


def _printable(frame: DataFrame) -> DataFrame:
    # One control character in a name, and the renderer ends the whole program.
    texts = frame.select_dtypes(include=["object", "str"]).columns
    return frame.assign(**{name: frame[name].replace(svg.UNPRINTABLE, "", regex=True) for name in texts})


def _specification(drawing: Any) -> dict[str, Any]:
    """Return what the renderer draws, with those columns of the rows that it names: a table has up to a hundred."""
    import altair as alt

    frames: dict[str, DataFrame] = {}

    def put_aside(frame: Any) -> dict[str, str]:
        name = f"rows-{len(frames)}"
        frames[name] = frame
        return {"name": name}

    alt.data_transformers.register("put_aside", put_aside)
    with alt.data_transformers.enable("put_aside"):
        # Checked against the schema by the tests; here it would double the time.
        spec: dict[str, Any] = drawing.to_dict(validate=False)
    named = set(re.findall(r"\w+", json.dumps(spec)))
    rows = {
        name: alt.to_values(frame[[column for column in frame if column in named]])["values"]
        for name, frame in frames.items()
    }
    return {**spec, "datasets": {**spec.get("datasets", {}), **rows}}


def _render(spec: dict[str, Any], width: int) -> str:
    sized = {
        **spec,
        "config": theme.CONFIG,
        "background": None,
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
    if "width" in spec:
        # A chart that sets its width, the map, is to keep its shape.
        sized["autosize"] = {"type": "none"}
        sized["width"] = width - theme.CONFIG["padding"]["left"] - theme.CONFIG["padding"]["right"]
        sized["height"] = round(sized["width"] * spec["height"] / spec["width"])
    return str(vl_convert.vegalite_to_svg(sized, format_locale=locales.numbers(), time_format_locale=locales.times()))
