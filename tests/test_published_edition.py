"""The finished edition is read back before it is put in place: page, lists and chart must be what its CSV gives."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from barometer.errors import CheckFailed
from barometer.months import Month
from barometer.publish import publish
from barometer.registry import load_country
from checks.published_edition import verify
from tests.make_edition import make_edition, rows_of

TABLE = "nedlasting/ovelse-rangering.csv"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    month = Month.parse("2026-10")
    rows = rows_of(load_country("xx"), month)[::12]
    folder, country = make_edition(tmp_path_factory.mktemp("edition"), (str(month),), rows)
    return publish(folder, country, month)


@pytest.fixture
def copied(edition: Path, tmp_path: Path) -> Path:
    """Return a copy of what is read of an edition."""
    for name in ("index.html", "lister.html", "nn/index.html", "nn/lister.html", "en/index.html", "en/lister.html",
                 TABLE, "nedlasting/ovelse-lister.csv"):  # fmt: skip
        if (edition / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(edition / name, tmp_path / name)
    return tmp_path


def _change(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.DOTALL)
    assert changed != text, pattern
    path.write_text(changed, encoding="utf-8")


def test_an_edition_as_it_is_published_agrees_with_itself(edition: Path) -> None:
    verify(edition)


@pytest.mark.parametrize(
    ("name", "pattern", "new", "said"),
    [
        ("index.html", r'(class="n place" data-v=")1"', r'\g<1>2"', "has place ['2'] in the table, 1 in the CSV"),
        ("index.html", r'(class="n place" data-v="1">)1', r"\g<1>3", "shows place '3', the CSV has 1"),
        ("index.html", r'(class="n followers" data-v=")', r"\g<1>9", "has followers"),
        ("index.html", r'(class="n cover" data-v="[^"]*">)', r"\g<1>9", "shows coverage 9"),
        ("index.html", r'(<table class="ranking".*?<tbody[^>]*>\s*)<tr.*?</tr>', r"\1", "another authority where"),
        ("index.html", r'(id="umalt".*?)<li[^>]*><a href="kommune/.*?</li>', r"\1", "is not listed as unmeasured"),
        ("index.html", r'(id="top_coverage".*?<tbody>\s*<tr><td class="n">)1', r"\g<1>4", "the chart top_coverage has"),
        ("index.html", r'(id="top_coverage".*?<tbody>\s*)<tr>.*?</tr>', r"\1", "the chart top_coverage has 19 rows"),
        ("index.html", r'(id="top_coverage".*?<text[^>]*>)[A-ZÆØÅ][^<]*', r"\1Feilnes", "draws Feilnes where"),
        ("lister.html", r'(class="place n">)1<', r"\g<1>2<", "has another line where the CSV has 1"),
        ("lister.html", r"(<tbody>\s*)<tr>.*?</tr>", r"\1", "'følgere' has 19 lines, the CSV 20"),
    ],
)
def test_a_page_that_says_something_else_than_the_csv_is_stopped(
    copied: Path, name: str, pattern: str, new: str, said: str
) -> None:
    _change(copied / name, pattern, new)
    with pytest.raises(CheckFailed) as stopped:
        verify(copied)
    assert said in str(stopped.value) and name in str(stopped.value)


def _cell(path: Path, column: str, value: str) -> None:
    """Write a value into the first ranked row of a CSV."""
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    names = lines[0].strip().split(",")
    order = next(order for order, line in enumerate(lines) if ",ok," in line)
    cells = lines[order].split(",")
    cells[names.index(column)] = value
    lines[order] = ",".join(cells)
    path.write_text("".join(lines), encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("rank", "31", "its followers and inhabitants give"),
        ("rank", "", "has rank ''"),
        ("followers", "1", "its followers and inhabitants give"),
        ("coverage_percent", "12.5", "has coverage 12.5 instead of"),
        ("state", "robots", "is in state 'robots' with followers"),
    ],
)
def test_a_csv_that_contradicts_itself_is_stopped(copied: Path, column: str, value: str, said: str) -> None:
    _cell(copied / TABLE, column, value)
    with pytest.raises(CheckFailed, match=re.escape(said)):
        verify(copied)


def test_every_language_is_read(copied: Path) -> None:
    pages = [copied / name for name in ("nn/index.html", "en/index.html") if (copied / name).exists()]
    for page in pages:
        kept = page.read_text(encoding="utf-8")
        _change(page, r'(class="n place" data-v=")1"', r'\g<1>2"')
        with pytest.raises(CheckFailed, match=page.parent.name):
            verify(copied)
        page.write_text(kept, encoding="utf-8")
    assert pages


def test_an_edition_without_its_ranking_is_stopped(copied: Path) -> None:
    (copied / TABLE).unlink()
    with pytest.raises(CheckFailed, match="0 files of the ranking"):
        verify(copied)
