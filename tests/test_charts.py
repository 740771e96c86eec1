"""Each chart: says what it shows, draws what it says, and can be read without eyes, colours or a pointer."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from barometer.charts import theme
from barometer.months import Month
from barometer.publishing.drawing import Figure, chart_modules, draw_all
from barometer.publishing.mart import Mart, read_mart
from barometer.publishing.svg import for_page
from tests.make_edition import published

CHARTS = sorted(chart_modules())
PAGES = Path(theme.__file__).parents[1] / "site" / "pages"
SVG = "{http://www.w3.org/2000/svg}"
SOURCE = "Kilde: Barometer, oktober 2026."


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Mart:
    return read_mart(published(tmp_path_factory).folder.warehouse, Month.parse("2026-10"))


@pytest.fixture(scope="module")
def figures(mart: Mart) -> dict[str, Figure]:
    return draw_all(mart, SOURCE, "Øvelse: oppdiktede tall", "ovelse-")


def words(drawing: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(drawing).iter(f"{SVG}text")]


def test_there_are_at_least_eight() -> None:
    assert len(CHARTS) >= 8


@pytest.mark.parametrize("name", CHARTS)
def test_it_is_on_a_page_and_says_what_it_shows(name: str) -> None:
    chart = chart_modules()[name]
    title, _, caption = (inspect.getdoc(chart) or "").partition("\n\n")
    assert 5 < len(title) < 60 and not title.endswith(".")
    assert len(caption) > 40 and caption.endswith(".")
    assert chart.UNIT and chart.TABLE.startswith("mart.") and len(chart.COLUMNS) >= 2
    assert any(f'm.figure("{name}")' in page.read_text() for page in PAGES.glob("*.html"))


@pytest.mark.parametrize("name", CHARTS)
def test_it_has_title_unit_source_and_a_table(name: str, figures: dict[str, Figure]) -> None:
    figure = figures[name]
    assert figure.unit.startswith("Øvelse: oppdiktede tall · ") and figure.source == SOURCE
    assert len(figure.table) >= 2 and all(len(row) == len(figure.headings) for row in figure.table)
    assert not any(cell in ("nan", "None", "<NA>", "NaT") for row in figure.table for cell in row)
    for form in ("wide", "narrow"):
        root = etree.fromstring(str(getattr(figure, form)))
        assert root.get("role") == "img"
        title, description = root[0], root[1]
        assert (title.tag, title.text) == (f"{SVG}title", figure.title)
        assert description.tag == f"{SVG}desc" and figure.caption in (description.text or "")
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("name", CHARTS)
def test_its_specification_is_valid(name: str, mart: Mart) -> None:
    chart = chart_modules()[name]
    table = chart.TABLE.removeprefix("mart.")
    frame = mart.history[table] if chart.EVERY_MONTH else mart.frame(table)
    assert chart.draw(chart.rows(frame)).to_dict(validate=True)["layer"]


@pytest.mark.parametrize("name", CHARTS)
def test_a_strict_policy_finds_nothing_to_refuse(name: str, figures: dict[str, Figure]) -> None:
    for form in ("wide", "narrow"):
        root = etree.fromstring(str(getattr(figures[name], form)))
        for element in root.iter():
            assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
            names = {str(attribute) for attribute in element.attrib}
            assert "style" not in names and not any(each.startswith("on") for each in names)


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_follows_light_and_dark(name: str, figures: dict[str, Figure]) -> None:
    for form in ("wide", "narrow"):
        for element in etree.fromstring(str(getattr(figures[name], form))).iter():
            for attribute in ("fill", "stroke"):
                colour = str(element.get(attribute) or "none")
                assert colour.startswith(("none", "var(--chart-", "transparent")), colour


@pytest.mark.parametrize("name", CHARTS)
def test_the_narrow_form_fits_a_telephone(name: str, figures: dict[str, Figure]) -> None:
    root = etree.fromstring(str(figures[name].narrow))
    assert 250 <= float(root.get("width") or 0) <= 330


@pytest.mark.parametrize("name", CHARTS)
def test_the_file_carries_title_unit_source_and_the_mark_of_practice(name: str, figures: dict[str, Figure]) -> None:
    figure = figures[name]
    assert figure.file_name.startswith("ovelse-") and figure.file_name.endswith(".svg")
    said = words(figure.file_text)
    assert said[0] == figure.title and said[-1] == SOURCE
    assert said[1].startswith("Øvelse: oppdiktede tall · ")
    assert "var(" not in figure.file_text


def test_ids_are_unique_over_all_drawings(figures: dict[str, Figure]) -> None:
    ids = [
        each for figure in figures.values() for form in (figure.wide, figure.narrow)
        for each in re.findall(r'\bid="([^"]+)"', str(form))
    ]  # fmt: skip
    assert len(ids) == len(set(ids)) > 30


def test_numbers_are_written_the_norwegian_way(figures: dict[str, Figure]) -> None:
    assert "20\N{NO-BREAK SPACE}000" in words(str(figures["coverage_by_population"].wide))
    assert any(re.fullmatch(r"\d+,\d", text) for text in words(str(figures["top_coverage"].wide)))
    assert any(text.startswith("\N{MINUS SIGN}") for text in words(str(figures["growth_movers"].wide)))


def test_drawing_again_gives_the_same(mart: Mart, figures: dict[str, Figure]) -> None:
    again = draw_all(mart, SOURCE, "Øvelse: oppdiktede tall", "ovelse-")
    assert again == figures


def test_the_top_twenty_are_the_first_twenty_of_the_ranking(mart: Mart, figures: dict[str, Figure]) -> None:
    ranking = mart.frame("ranking")
    first = ranking[ranking["rank"].notna()].sort_values(["rank", "authority_number"]).head(20)
    assert [row[1] for row in figures["top_coverage"].table] == list(first["authority"])
    assert set(first["authority"]) <= set(words(str(figures["top_coverage"].wide)))


def test_the_map_shows_every_municipality_measured_or_not(mart: Mart, figures: dict[str, Figure]) -> None:
    ranking = mart.frame("ranking")
    municipalities = ranking[ranking["kind"] == "kommune"]
    table = figures["coverage_map"].table
    assert len(table) == len(municipalities)
    missing = [row for row in table if row[2] == "–"]
    assert len(missing) == int(municipalities["coverage_percent"].isna().sum()) > 0


@pytest.mark.parametrize("name", ["top_coverage", "growth_movers", "county_coverage", "channel_adoption"])
def test_bars_stand_in_the_order_of_the_table(name: str, figures: dict[str, Figure]) -> None:
    figure = figures[name]
    column = 1 if name == "top_coverage" else 0
    expected = [row[column] for row in figure.table]
    for form in (figure.wide, figure.narrow, figure.file_text):
        placed = []
        for element in etree.fromstring(str(form)).iter(f"{SVG}text"):
            place = re.match(r"translate\(-[\d.]+,([\d.]+)\)", str(element.get("transform")))
            if place and element.get("text-anchor") == "end":
                placed.append((float(place[1]), str(element.text).rstrip("…")))
        labels = [text for _, text in sorted(placed)]
        assert len(labels) == len(expected)
        assert all(full.startswith(label) for label, full in zip(labels, expected, strict=True)), labels


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_of_a_row_is_made_a_program(name: str, mart: Mart) -> None:
    chart = chart_modules()[name]
    table = chart.TABLE.removeprefix("mart.")
    frame = chart.rows(mart.history[table] if chart.EVERY_MONTH else mart.frame(table))
    spec = chart.draw(frame).to_dict(validate=False)
    spec.pop("datasets")
    places = {text for column in ("authority", "county", "label") if column in frame for text in frame[column]}
    assert not [text for text in places if text in str(spec)]


def test_two_of_one_name_keep_a_bar_each(mart: Mart) -> None:
    chart = chart_modules()["top_coverage"]
    frame = mart.frame("ranking").assign(authority="Herøy")
    assert chart.rows(frame)["label"].is_unique


def test_history_waits_for_the_second_month(mart: Mart) -> None:
    chart = chart_modules()["follower_history"]
    history = mart.history["follower_series"]
    assert len(chart.rows(history)) == 2
    assert len(chart.rows(history[history["month"] == "2026-10"])) == 0


def test_a_month_without_measurements_draws_nothing_and_fails_nothing(mart: Mart) -> None:
    empty = Mart(month=mart.month, history={name: frame.head(0) for name, frame in mart.history.items()}, types={})
    figures = draw_all(empty, SOURCE, "", "")
    assert all(figure.wide == "" and figure.table == () and figure.file_text == "" for figure in figures.values())


def test_characters_that_no_drawing_can_hold_are_left_out() -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><text fill="{theme.INK}">a\x0bb\ufffec</text></svg>'
    assert ">abc</text>" in for_page(drawing, "k", "t", "d")


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_hold_apart_in_light_and_dark() -> None:
    css = (PAGES.parent / "static" / "base.css").read_text()
    light, dark = ({}, {})
    for block, colours in zip(css.split("prefers-color-scheme: dark"), (light, dark), strict=True):
        colours.update(re.findall(r"--chart-([a-z0-9-]+): (#[0-9a-f]{6})", block))
    assert light == {name: colour for colour, name in theme.VARIABLES.items()}, "style and drawings disagree"
    assert set(dark) == set(light)
    for colours in (light, dark):
        assert contrast(colours["ink"], colours["paper"]) > 12 and contrast(colours["muted"], colours["paper"]) > 4.5
        assert contrast(colours["paper"], colours["accent"]) > 4.5, "figures stand on the accent in paper colour"
        assert contrast(colours["ink"], colours["middle"]) > 4.5 and contrast(colours["ink"], colours["quiet"]) > 4.5
        assert contrast(colours["accent"], colours["paper"]) > 3 and contrast(colours["warm"], colours["paper"]) > 3
        steps = [colours[f"ramp-{step}"] for step in range(1, 6)]
        assert all(contrast(one, other) > 1.25 for one, other in pairwise(steps))


def test_size_classes_run_from_small_to_large() -> None:
    classes = ["≥ 50 000", "fylkeskommune", "10 000–19 999", "< 2 000", "2 000–4 999", "20 000–49 999", "5 000–9 999"]
    assert sorted(classes, key=theme.size_order) == [
        "< 2 000", "2 000–4 999", "5 000–9 999", "10 000–19 999", "20 000–49 999", "≥ 50 000", "fylkeskommune",
    ]  # fmt: skip
