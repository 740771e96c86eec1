"""What a publication must never do: make a formula of a cell, leave its folder, or link to anything but the web."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from barometer.months import Month
from barometer.publish import publish
from barometer.publishing.downloads import cell
from barometer.publishing.words import slug, web_address
from tests.make_edition import make_edition
from tests.make_readings import authority
from tests.shared import HOSTILE, needs_hostile


@pytest.mark.parametrize("text", ["=1+1", "+47 22", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_text_never_becomes_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"), [(-3.5, "-3.5"), (-2, "-2"), (None, ""), (True, "true"), ("Ås", "Ås"), (0, "0"), ("", "")]
)
def test_numbers_and_plain_text_stay_as_they_are(value: object, written: str) -> None:
    assert cell(value) == written


def test_formulas_in_names_are_inert_in_every_csv(tmp_path: Path) -> None:
    names = ['=cmd|" /C calc"!A0', "+Vik", "-Vik", "@Vik", "\tVik"]
    rows = [authority(f"010{order}", name, 1000 + order, county=name) for order, name in enumerate(names, 1)]
    rows = [(replace(row, website="https://www.vik.kommune.xx/"), figure) for row, figure in rows]
    folder, country = make_edition(tmp_path, rows=rows)
    site = publish(folder, country, Month.parse("2026-10"))
    cells = 0
    for path in site.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for text in row:
                    cells += text.lstrip("'") in names
                    assert not text.startswith(("=", "+", "@", "\t", "\r")), path
                    assert not text.startswith("-") or re.fullmatch(r"-[\d.e-]+", text), path
    assert cells >= 20


@needs_hostile
def test_no_name_leaves_the_folder() -> None:
    lines = (HOSTILE / "paths.txt").read_text(errors="replace").splitlines()
    assert len(lines) > 2000
    for line in lines:
        for stem in (slug("0301", line), slug(line, "Oslo"), slug(line, line)):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem) and len(stem) <= 80


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Ålesund", "0301-alesund"),
        ("Guovdageainnu suohkan", "0301-guovdageainnu-suohkan"),
        ("Kárášjohka", "0301-karasjohka"),
        ("Sør-Aurdal", "0301-sor-aurdal"),
        ("Deatnu ŋ đ ŧ", "0301-deatnu-n-d-t"),
        ("", "0301"),
    ],
)
def test_a_name_becomes_a_plain_address(name: str, stem: str) -> None:
    assert slug("0301", name) == stem


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:1", "//evil", "", None, "java\tscript:1",
                " https://a/", "https://", "http://[", "vbscript:x", "https://a/\nb"],
)  # fmt: skip
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert web_address(address) is None


def test_a_web_address_is_kept() -> None:
    assert web_address("https://www.ås.kommune.no/a?b=c") == "https://www.ås.kommune.no/a?b=c"
