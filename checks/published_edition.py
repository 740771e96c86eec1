"""Guards the finished edition before anybody sees it: its ranking is worked out again from the CSV that it publishes.

What a reader downloads, what the page's table says, and what the chart and its table show must be one ranking. Figures
are read back from the files as a stranger would, so that a slip in a template or a file is seen as well as one in SQL.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from lxml import html

from barometer.errors import CheckFailed
from barometer.publishing.words import slug

LANGUAGES: Final = ("", "nn/", "en/")
"""Folders of an edition's pages."""
SHOWN: Final = 0.0501
"""How far a figure shown with one decimal may lie from the unrounded one."""
CHART_ROWS: Final = 20
MOST_TOLD: Final = 20
LISTS: Final = (
    "følgere", "følgere per innbygger", "snakker om", "snakker om per innbygger", "vekst", "vekst per innbygger",
)  # fmt: skip
"""The lists in the order that they stand on their page."""
Row = Mapping[str, str]


def verify(folder: Path) -> None:
    """Work the ranking out from the edition's own CSV, and compare pages, lists and chart with it.

    Args:
        folder: the whole edition as it will stand, in its hidden folder.

    Raises:
        CheckFailed: something differs; the file, the authority and both figures are named.
    """
    wrong = list(_differences(folder))
    if wrong:
        more = f" … ({len(wrong)} in all)" if len(wrong) > MOST_TOLD else ""
        raise CheckFailed(
            f"the edition contradicts itself and is not put in place: {'; '.join(wrong[:MOST_TOLD])}{more}."
            " Run 'barometer build', 'check' and 'publish' again; if it stays, the template or file named is wrong"
        )


def _differences(folder: Path) -> Iterator[str]:
    files = sorted((folder / "nedlasting").glob("*rangering.csv"))
    if len(files) != 1:
        yield f"nedlasting/ holds {len(files)} files of the ranking instead of one"
        return
    rows = _csv(files[0])
    yield from _ranks(rows, files[0].name)
    ranked = sorted((row for row in rows if row["rank"]), key=lambda row: (int(row["rank"]), row["authority_number"]))
    lists = sorted((folder / "nedlasting").glob("*lister.csv"))
    for language in LANGUAGES:
        page = folder / language / "index.html"
        if page.exists():
            name = f"{language}index.html"
            tree = html.parse(str(page)).getroot()
            yield from _table(tree, name, ranked)
            yield from _unranked(tree, name, rows)
            yield from _chart(tree, name, ranked)
            if lists:
                yield from _lists(folder / language / "lister.html", _csv(lists[0]))
    if not (folder / "index.html").exists():
        yield "index.html is missing"


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        # A name that a spreadsheet would take for a formula has an apostrophe before it.
        return [{name: re.sub(r"^'(?=[=+\-@\t\r])", "", value) for name, value in row.items()}
                for row in csv.DictReader(text)]  # fmt: skip


def _ranks(rows: Sequence[Row], name: str) -> Iterator[str]:
    """Divide, order and rank again, in whole numbers: 1, 2, 2, 4."""
    coverage = {
        row["authority_number"]: Fraction(int(row["followers"]), int(row["population"]))
        for row in rows if row["followers"] and row["population"]
    }  # fmt: skip
    values = sorted(coverage.values(), reverse=True)
    places: dict[Fraction, int] = {}
    for place, value in enumerate(values, start=1):
        places.setdefault(value, place)
    for row in rows:
        number = row["authority_number"]
        share = coverage.get(number)
        rank = str(places[share]) if share is not None else ""
        if row["rank"] != rank:
            yield f"{name}: {number} has rank '{row['rank']}', its followers and inhabitants give '{rank}'"
        if (row["state"] == "ok") != (share is not None):
            yield f"{name}: {number} is in state '{row['state']}' with followers '{row['followers']}'"
        if share is not None and abs(float(row["coverage_percent"]) - float(100 * share)) > 1e-6:
            yield f"{name}: {number} has coverage {row['coverage_percent']} instead of {float(100 * share)}"


def _table(tree: html.HtmlElement, name: str, ranked: Sequence[Row]) -> Iterator[str]:
    """Compare the page's table with the CSV, row by row in its order."""
    lines = tree.xpath("//table[@id='rangering']/tbody/tr")
    if len(lines) != len(ranked):
        yield f"{name}: the table has {len(lines)} rows, the CSV ranks {len(ranked)}"
    for line, row in zip(lines, ranked, strict=False):
        number = row["authority_number"]
        if not _links_to(line, row):
            yield f"{name}: the table has another authority where the CSV has {number}"
            continue
        for kind, column in (("place", "rank"), ("followers", "followers"), ("people", "population")):
            told = line.xpath(f"./td[contains(concat(' ', @class, ' '), ' {kind} ')]/@data-v")
            if told != [row[column]]:
                yield f"{name}: {number} has {kind} {told} in the table, {row[column]} in the CSV"
        place = line.xpath("./td[contains(@class, 'place')]/text()")
        if _digits("".join(place)) != row["rank"]:
            yield f"{name}: {number} shows place '{''.join(place).strip()}', the CSV has {row['rank']}"
        shown = _decimal((line.xpath("./td[contains(@class, 'cover')]/text()") or [""])[0])
        if shown is None or abs(shown - float(row["coverage_percent"])) > SHOWN:
            yield f"{name}: {number} shows coverage {shown}, the CSV has {row['coverage_percent']}"


def _links_to(element: html.HtmlElement, row: Row) -> bool:
    stem = slug(row["authority_number"], row["authority"])
    return any(re.search(rf"kommune/{re.escape(stem)}(-2)*\.html$", each) for each in element.xpath(".//a/@href"))


def _unranked(tree: html.HtmlElement, name: str, rows: Sequence[Row]) -> Iterator[str]:
    """Look every authority without a rank up in the list under the table."""
    linked = {Path(each).stem for each in tree.xpath("//*[@aria-labelledby='umalt']//a/@href")}
    for row in rows:
        stem = slug(row["authority_number"], row["authority"])
        if not row["rank"] and not any(each == stem or each.startswith(f"{stem}-2") for each in linked):
            yield f"{name}: {row['authority_number']} has no rank and is not listed as unmeasured"


def _chart(tree: html.HtmlElement, name: str, ranked: Sequence[Row]) -> Iterator[str]:
    """Compare the table behind the chart of the highest coverage, and the names drawn in it, with the CSV."""
    figures = tree.xpath("//figure[@id='top_coverage']")
    if not figures:
        return
    lines = [[cell.text_content() for cell in line] for line in figures[0].xpath(".//table/tbody/tr")]
    first = ranked[:CHART_ROWS] if lines else []
    if len(lines) != len(first) or (ranked and not lines):
        yield f"{name}: the chart top_coverage has {len(lines)} rows"
    for line, row in zip(lines, first, strict=False):
        coverage = _decimal(line[2])
        is_near = coverage is not None and abs(coverage - float(row["coverage_percent"])) <= SHOWN
        if (_digits(line[0]), _visible(line[1])) != (row["rank"], _visible(row["authority"])) or not is_near:
            yield f"{name}: the chart top_coverage has {line[:3]} where the CSV has {row['rank']} {row['authority']}"
    drawn = [each.text_content() for each in figures[0].xpath("(.//*[local-name()='svg'])[1]//*[local-name()='text']")]
    labels = [each for each in drawn if not re.fullmatch(r"[\d\s.,\u00a0\u202f%]+", each)]
    for label, row in zip(labels, first, strict=False):
        # A long name is cut with an ellipsis; one that two bear is followed by its number.
        shown = label.rstrip("…").removesuffix(f" {row['authority_number']}")
        if not _visible(row["authority"]).startswith(_visible(shown)):
            yield f"{name}: the chart top_coverage draws {label} where the CSV has {row['authority']}"


def _lists(page: Path, rows: Sequence[Row]) -> Iterator[str]:
    """Compare the six lists with their CSV: as many lines each, with the same places and authorities."""
    sections = html.parse(str(page)).getroot().xpath("//section[contains(@class, 'toplist')]")
    names = list(dict.fromkeys(row["list"] for row in sorted(rows, key=lambda row: LISTS.index(row["list"]))))
    told = [each.xpath(".//tbody/tr") for each in sections if each.xpath(".//tbody/tr")]
    if len(told) != len(names):
        yield f"{page.name}: shows {len(told)} lists, the CSV has {len(names)}"
    for name, lines in zip(names, told, strict=False):
        wanted = sorted((row for row in rows if row["list"] == name), key=lambda row: int(row["position"]))
        if len(wanted) != len(lines):
            yield f"{page.name}: the list '{name}' has {len(lines)} lines, the CSV {len(wanted)}"
        for line, row in zip(lines, wanted, strict=False):
            place = _digits("".join(line.xpath("./td[contains(@class, 'place')]/text()")))
            if place != row["rank"] or not _links_to(line, row):
                yield f"{page.name}: '{name}' has another line where the CSV has {row['rank']} {row['authority']}"


def _visible(text: str) -> str:
    # A drawing holds no control characters, and a page folds its white space.
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _decimal(text: str) -> float | None:
    plain = re.sub(r"[^\d.,-]", "", text.replace("\u2212", "-"))
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None
