"""What happened in a month, from rows alone: ties, open places, singular and plural, and nobody at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from lxml import html
from pandas import DataFrame

from barometer.months import Month
from barometer.publishing.edition import Edition
from barometer.publishing.front import Happened, happened
from barometer.publishing.language import LANGUAGES, speaking
from barometer.publishing.mart import Mart, read_mart
from barometer.publishing.pages import addresses, environment
from barometer.registry import load_country
from tests.make_edition import make_edition, rows_of

NOW, BEFORE = "2026-10", "2026-09"
QUIET = {
    "followers": None, "followers_low": None, "followers_high": None, "growth_state": "mangler", "rank_change": None,
    "state": "utilgjengelig", "account_status": "official", "use_class": "ukjent", "rank": None,
}  # fmt: skip
"""Of whom nothing is known but that there is a page. `unsure` below: how far growth may be to either side, %."""
COUNTED = {"state": "ok", "followers": 900, "followers_low": 900, "followers_high": 900, "is_exact": True}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Mart:
    few = rows_of(load_country("xx"), Month.parse(NOW))[:4]
    folder, _ = make_edition(tmp_path_factory.mktemp("few"), rows=few)
    return read_mart(folder.warehouse, Month.parse(NOW))


def told(
    mart: Mart, now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]] | None = None
) -> tuple[Happened, str]:
    """Return the facts and the sentences of as many authorities as there are rows, changed as the rows say."""
    ranking = mart.history["ranking"]
    numbers = sorted(ranking["authority_number"].unique())[: len(now)]
    kept = ranking[ranking["authority_number"].isin(numbers) & ranking["month"].isin([NOW, BEFORE])].astype(object)
    for month, rows in ((NOW, now), (BEFORE, before or [{}] * len(now))):
        for order, (number, row) in enumerate(zip(numbers, rows, strict=True), 1):
            place = kept.index[(kept["month"] == month) & (kept["authority_number"] == number)]
            for column, value in {**QUIET, "authority": f"By {order}", **row}.items():
                if column != "unsure":
                    kept.loc[place, column] = value
    if before is None:
        kept = kept[kept["month"] == NOW]
    spans = [{"month": NOW, "measure": "growth_percent_per_30_days", "authority_number": number,
              "low": row["growth_percent"] - row.get("unsure", 0), "high": row["growth_percent"] + row.get("unsure", 0)}
             for number, row in zip(numbers, now, strict=True) if "growth_percent" in row]  # fmt: skip
    names = ["month", "measure", "authority_number", "low", "high"]
    frames = {"ranking": kept, "measure_rank": DataFrame(spans, columns=names)}
    edition = Edition(
        country=load_country("xx"), mart=replace(mart, history={**mart.history, **frames}), contact="a@b.xx"
    )
    facts = happened(edition, edition.everyone)
    source = '{% import "macros.html" as m with context %}{% include "_happened.html" %}'
    page = environment("Europe/Oslo").from_string(source)
    with speaking("nb"):
        made = page.render(edition=edition, happened=facts, **addresses(LANGUAGES[0], "index.html"))
    text = " ".join("".join(html.fromstring(f"<ul>{made}</ul>").itertext()).split())
    return facts, text.replace("\N{NO-BREAK SPACE}", " ")


def test_two_with_the_same_count_share_the_sentence(mart: Mart) -> None:
    facts, text = told(mart, [COUNTED, COUNTED, {}])
    assert len(facts.largest) == 2 and not facts.large_rivals
    one, other = (row["authority"] for row in facts.largest)
    assert f"{one} og {other} har like mange, og flest, følgere i alt: 900." in text


def test_a_rounded_count_that_may_be_as_large_is_named(mart: Mart) -> None:
    rounded = {"state": "ok", "followers": 880, "followers_low": 850, "followers_high": 949, "is_exact": False}
    fewer = {**COUNTED, "followers": 700, "followers_low": 700, "followers_high": 700}
    facts, text = told(mart, [COUNTED, rounded, fewer])
    assert [row["authority"] for row in facts.largest] == ["By 1"]
    _, alone = told(mart, [rounded])
    assert "By 1 har flest følgere i alt: ca. 880 850–949." in alone
    assert "By 1 har flest følgere i alt: 900. Tall er avrundet, så By 2 kan ha like mange." in text


def test_nobody_measured_is_said_as_nothing_not_as_nought(mart: Mart) -> None:
    facts, text = told(mart, [{}, {}], [{}, {}])
    assert not facts.largest and not facts.grew_most
    assert "følgere i alt" not in text and "Veksten kunne ikke måles for noen side." in text


def test_the_first_month_says_that_growth_can_t_be_shown(mart: Mart) -> None:
    _, text = told(mart, [COUNTED])
    assert "Måneden før er ikke målt, så vekst kan ikke vises." in text
    assert "siden forrige måned" not in text and "har stilnet" not in text


GROWN = {**COUNTED, "growth_state": "målt", "growth_percent": 12.5, "growth_persons": 100, "window_days": 30}


def test_growth_is_told_with_days_and_the_largest_gain_beside_it(mart: Mart) -> None:
    large = {**GROWN, "growth_percent": 1.0, "growth_persons": 400}
    fallen = {**GROWN, "growth_percent": -3.0, "growth_persons": -9}
    _, text = told(mart, [GROWN, large, fallen], [{}, {}, {}])
    assert "By 1 vokste mest: +12,5 % på 30 dager. Flest nye følgere fikk By 2: +400." in text
    assert "By 3 falt mest: \N{MINUS SIGN}3,0 %." in text


def test_growth_within_the_uncertainty_is_no_growth(mart: Mart) -> None:
    facts, text = told(mart, [{**GROWN, "growth_state": "ikke målbar"}], [{}])
    assert not facts.grew_most and not facts.gained_most
    assert "Ingen side vokste mer enn usikkerheten i tallene." in text


def test_growth_of_rounded_counts_is_about_and_names_who_may_have_grown_as_much(mart: Mart) -> None:
    other = {**GROWN, "growth_percent": 8.0, "growth_persons": 60, "unsure": 5.0}
    facts, text = told(mart, [{**GROWN, "unsure": 2.0}, other, {**GROWN, "growth_percent": 5.0, "growth_persons": 9}],
                       [{}] * 3)  # fmt: skip
    assert [row["authority"] for row in facts.growth_rivals] == ["By 2"]
    assert "By 1 vokste mest: ca. +12,5 % på 30 dager. Tall er avrundet, så By 2 kan ha vokst like mye." in text


def ranked(rank: int, low: int, high: int, change: int | None = None) -> dict[str, Any]:
    return {**COUNTED, "rank": rank, "rank_band_low": low, "rank_band_high": high, "rank_change": change}


@pytest.mark.parametrize(
    ("now", "before", "climbs"),
    [
        (ranked(4, 4, 4, 6), ranked(10, 10, 10), True),
        (ranked(4, 2, 9, 6), ranked(10, 10, 12), True),
        (ranked(4, 2, 11, 6), ranked(10, 10, 10), False),
        (ranked(4, 4, 4, 6), ranked(10, 3, 20), False),
        (ranked(10, 10, 10, -6), ranked(4, 4, 4), False),
        (ranked(4, 4, 4, None), {}, False),
    ],
    ids=["exact", "bands apart", "open now", "open before", "down", "not ranked before"],
)
def test_only_a_rise_that_rounding_can_t_explain_is_a_climb(
    mart: Mart, now: dict[str, Any], before: dict[str, Any], climbs: bool
) -> None:
    facts, text = told(mart, [now], [before])
    assert bool(facts.climbed_most) == climbs == ("klatret mest på rangeringen: 6 plasser" in text)


def test_one_place_is_one_place(mart: Mart) -> None:
    _, text = told(mart, [ranked(1, 1, 1, 1)], [ranked(2, 2, 2)])
    assert "klatret mest på rangeringen: 1 plass. Plassen er nå nummer 1 i landet." in text


NONE = {"state": "ingen side", "account_status": None}


def test_a_page_that_can_t_be_read_is_still_a_new_page(mart: Mart) -> None:
    facts, text = told(mart, [{}, COUNTED, NONE], [NONE, NONE, {}])
    assert [row["authority"] for row in facts.came] == ["By 1", "By 2"]
    assert "2 nye offisielle Facebook-sider er funnet: By 1 og By 2." in text
    assert "Offisiell Facebook-side er ikke lenger å finne hos By 3." in text


def test_what_was_not_known_before_is_not_new(mart: Mart) -> None:
    unknown = {"state": "feil", "account_status": None}
    facts, text = told(mart, [COUNTED, unknown], [unknown, COUNTED])
    assert not facts.came and not facts.left
    assert "Ingen nye offisielle Facebook-sider er funnet siden forrige måned." in text


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (["inaktiv"], ["dialog"], "By 1 har stilnet: nesten ingen aktivitet de siste 90 dagene."),
        (["inaktiv"] * 2, ["enveis"] * 2, "2 har stilnet, med nesten ingen aktivitet de siste 90 dagene: By 1 og"),
        (["enveis"], ["inaktiv"], "By 1 er i gang igjen etter å ha vært stille."),
        (["ukjent"], ["dialog"], "Ingen av sidene vi kunne lese begge månedene, har stilnet."),
        (["inaktiv"], ["ukjent"], "Ingen av sidene vi kunne lese begge månedene, har stilnet."),
    ],
    ids=["one silent", "two silent", "awake", "not seen now", "not seen before"],
)
def test_silence_is_told_only_where_both_months_were_seen(
    mart: Mart, now: list[str], before: list[str], sentence: str
) -> None:
    _, text = told(mart, [{"use_class": each} for each in now], [{"use_class": each} for each in before])
    assert sentence in text
