"""Guards the published ranking: one row per authority, no figure that was not observed, every figure recomputed."""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.readings import PARSE_AGAIN, REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Check, Frames, Suite, answer, between, column_of, filled, holds, one_of, rows, unique

STATES: Final = ("ok", "ingen side", "valgt bort", "utilgjengelig", "robots", "feil", "for gammel", "ikke oppdatert")
GROWTH_STATES: Final = ("målt", "ikke målbar", "brudd", "mangler", "utenfor vindu")
USE_CLASSES: Final = ("dialog", "enveis", "inaktiv", "ukjent", "ingen side", "valgt bort")
VISIBILITY: Final = ("forside", "annet sted", "ingen")
SIZE_LIMITS: Final = (2_000, 5_000, 10_000, 20_000, 50_000)
"""Inhabitants where a new size class begins (METRICS, section 2); county authorities are a class apart."""
FIGURES: Final = ("followers", "followers_low", "followers_high", "coverage_percent", "rank", "rank_by_followers")
ABSURD_PERCENT: Final = 400
"""The highest coverage ever read and true is 371.6 % (Utsira, 2010)."""
IMPOSSIBLE_PERCENT: Final = 1000
ROUNDING: Final = 1e-6
"""Percentage points: the table holds unrounded values, and the pages round them."""


def is_measured(ranking: pd.DataFrame) -> pd.Series:
    """Tell which rows carry a figure."""
    return ranking["state"] == "ok"


def authority_is_in_the_register(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look every authority up in the register of the month."""
    return answer(ranking["authority_number"].isin(frames["registry.authority"]["authority_number"]))


def kind_and_county_are_the_registers(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare kind and county with the register."""
    register = frames["registry.authority"]
    kind = ranking["authority_number"].map(column_of(register, "kind", "authority_number"))
    county = ranking["authority_number"].map(column_of(register, "county_number", "authority_number"))
    return answer((ranking["kind"] == kind) & (ranking["county_number"] == county), kind.notna())


def population_is_the_registers(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare inhabitants with the figure published for the edition's day of population."""
    figures, vintage = frames["registry.population"], frames["mart.edition"]["population_on"]
    on_the_day = figures[figures["on"].isin(pd.to_datetime(vintage))]
    known = ranking["authority_number"].map(column_of(on_the_day, "inhabitants", "authority_number"))
    return answer(ranking["population"] == known, known.notna() | ranking["population"].notna())


def size_class_follows_population(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for two classes within one set of limits, or one class across them."""
    limits = [0, *SIZE_LIMITS, float("inf")]
    band = pd.cut(ranking["population"].astype("float64"), limits, right=False, labels=False).astype(str)
    group = band.where(ranking["kind"] != "fylkeskommune", "fylkeskommune")
    alone = ranking.groupby(group)["size_class"].transform("nunique") == 1
    return answer(alone & (group.groupby(ranking["size_class"]).transform("nunique") == 1))


def official_page_has_one_authority(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for an official page that stands for two authorities; candidates may well be claimed twice."""
    is_official = ranking["account_status"] == "official"
    return answer(~ranking["account_id"].where(is_official).duplicated(keep=False), is_official)


def unmeasured_has_no_figure(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for figures on authorities that were not observed."""
    return answer(ranking[list(FIGURES)].isna().all(axis="columns"), ~is_measured(ranking))


def measured_has_its_figures(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for measured authorities without a figure."""
    return answer(ranking[list(FIGURES)].notna().all(axis="columns"), is_measured(ranking))


def measured_says_where_it_comes_from(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for measured authorities without account, counter, source or time."""
    origin = ["account_id", "account_url", "counter_kind", "source", "observed_at"]
    return answer(ranking[origin].notna().all(axis="columns"), is_measured(ranking))


def followers_lie_in_their_interval(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare followers with their interval."""
    inside = (ranking["followers_low"] <= ranking["followers"]) & (ranking["followers"] <= ranking["followers_high"])
    return answer(inside, ranking["followers"].notna())


def coverage_lies_in_its_interval(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare coverage with its interval."""
    inside = ranking["coverage_percent_low"] <= ranking["coverage_percent"] + ROUNDING
    inside &= ranking["coverage_percent"] <= ranking["coverage_percent_high"] + ROUNDING
    return answer(inside, ranking["coverage_percent"].notna())


def exact_is_one_number(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for intervals that are called exact."""
    exact = ranking["is_exact"].fillna(False).astype(bool)
    return answer(ranking["followers_low"] == ranking["followers_high"], exact)


def coverage_is_followers_per_inhabitant(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Divide followers by inhabitants again, ends of the interval too."""
    right = pd.Series(True, index=ranking.index)
    for end in ("", "_low", "_high"):
        again = ranking[f"followers{end}"].astype("float64") / ranking["population"].astype("float64") * 100
        right &= (again - ranking[f"coverage_percent{end}"].astype("float64")).abs() <= ROUNDING
    return answer(right, ranking["coverage_percent"].notna())


def talking_about_is_per_inhabitant(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Divide "talking about" by inhabitants again."""
    again = ranking["talking_about"].astype("float64") / ranking["population"].astype("float64") * 100
    told = ranking["talking_about_percent"].astype("float64")
    return answer((again - told).abs() <= ROUNDING, ranking["talking_about"].notna() | told.notna())


def observed_within_the_month(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare when figures were seen with the month's period."""
    period = frames["registry.period"].iloc[0]
    # A saved page up to 45 days old still counts, so only the far end is the month's own.
    oldest = period["starts_at"] - pd.Timedelta(days=45)
    inside = (ranking["observed_at"] >= oldest) & (ranking["observed_at"] <= period["ends_at"])
    return answer(inside, is_measured(ranking))


def use_class_needs_an_observed_page(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for pages called dialogue, one-way or inactive without a page that was found."""
    classified = ranking["use_class"].isin(["dialog", "enveis", "inaktiv"])
    return answer(ranking["account_id"].notna() & ranking["page_acts"].notna(), classified)


def one_kind_is_ranked(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for likes ranked among followers."""
    return answer(ranking["counter_kind"] == ranking["counter_kind"].mode().get(0), ranking["rank"].notna())


def use_class_follows_its_counts(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare dialogue and one-way with the enquiries that were answered."""
    asked, answered = ranking["enquiries"].fillna(0), ranking["answered_enquiries"].fillna(0)
    dialogue = ranking["use_class"] == "dialog"
    right = (answered >= 0) & (answered <= asked) & ((answered > 0) == dialogue)
    return answer(right, ranking["use_class"].isin(["dialog", "enveis"]))


def visibility_class_follows_its_score(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the plain class with the points: a front-page link alone is 35, no link at all at most 20."""
    score, told = ranking["visibility_score"].astype("float64"), ranking["visibility_class"]
    right = (score.between(35, 100) | (told != "forside")) & (score.between(0, 20) | (told != "ingen"))
    return answer(right, told.notna())


def absence_is_told_alike(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare state and use class of authorities without a page."""
    absent = ("ingen side", "valgt bort")
    told = ranking["state"].isin(absent) | ranking["use_class"].isin(absent)
    return answer(ranking["state"] == ranking["use_class"], told)


def growth_is_only_shown_when_measured(ranking: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for growth where nothing could be compared."""
    shown = ranking[["growth_persons", "growth_percent"]].notna().any(axis="columns")
    return answer(~shown, ranking["growth_state"].isin(["mangler", "brudd"]))


FIGURE_CHECKS: tuple[Check, ...] = (
    rows(lambda frames: len(frames["registry.authority"]), lambda frames: len(frames["registry.authority"]), CRITICAL,
         "like mange rader som myndigheter", "Alle myndigheter står i listen, målt eller ikke.", REBUILD),
    unique("authority_number", CRITICAL, "hver myndighet står én gang",
           "En myndighet som står to ganger, får to plasser.",
           REBUILD),
    holds(authority_is_in_the_register, CRITICAL, "hver myndighet finnes denne måneden",
          "Et utgått eller oppdiktet nummer ville bli publisert.", REBUILD, column="authority_number"),
    holds(kind_and_county_are_the_registers, CRITICAL, "slag og fylke er registerets",
          "Myndigheten står på en annens plass.", REBUILD, column="county_number"),
    holds(population_is_the_registers, CRITICAL, "folketallet er det nyeste publiserte",
          "Alle tall per innbygger bygger på det.", REBUILD, column="population"),
    between("population", 1, None, CRITICAL, "folketallet er over null", "Ingenting kan deles på null.", REBUILD),
    holds(size_class_follows_population, CRITICAL, "størrelsesklassen følger folketallet",
          "Plasser i klassen ville sammenligne feil myndigheter.", REBUILD, column="size_class"),
    one_of("state", STATES, CRITICAL, "En ukjent tilstand er et varsel og skal aldri gjettes på.", REBUILD),
    one_of("growth_state", GROWTH_STATES, CRITICAL, "En ukjent tilstand er et varsel og skal aldri gjettes på.",
           REBUILD),
    one_of("use_class", USE_CLASSES, CRITICAL, "En ukjent klasse er et varsel og skal aldri gjettes på.", REBUILD),
    one_of("visibility_class", VISIBILITY, CRITICAL, "En ukjent klasse er et varsel og skal aldri gjettes på.",
           REBUILD),
    between("visibility_score", 0, 100, CRITICAL, "synlighet er fra 0 til 100",
            "Delene av poengsummen blir til sammen 100.", REBUILD),
    filled("method_version", CRITICAL, "Et tall uten metode kan ikke sammenlignes.", REBUILD),
    holds(official_page_has_one_authority, CRITICAL, "ingen offisiell side tilhører to myndigheter",
          "Én side ville telle for to myndigheter.",
          "Avgjør i accounts.csv hvem siden tilhører, og kjør 'barometer parse' og 'barometer build'.",
          column="account_id"),
    holds(unmeasured_has_no_figure, CRITICAL, "en myndighet uten måling har ingen tall og ingen plass",
          "Det som mangler, er ikke null.", REBUILD, column="state"),
    holds(measured_has_its_figures, CRITICAL, "en målt myndighet har tall og plass", "En målt myndighet er utelatt.",
          REBUILD, column="state"),
    holds(measured_says_where_it_comes_from, CRITICAL, "hvert tall har konto, teller, kilde og tidspunkt",
          "Et tall uten opphav kan ikke bevises.", REBUILD, column="source"),
    holds(followers_lie_in_their_interval, CRITICAL, "følgertallet ligger i sitt intervall",
          "Verdien som vises, strider mot det som er lest.", REBUILD, column="followers"),
    holds(exact_is_one_number, CRITICAL, "et nøyaktig tall er ett tall", "Avrundet er ikke nøyaktig.", REBUILD,
          column="is_exact"),
    holds(coverage_lies_in_its_interval, CRITICAL, "dekningsgraden ligger i sitt intervall",
          "Verdien som vises, strider mot det som er lest.", REBUILD, column="coverage_percent"),
    holds(coverage_is_followers_per_inhabitant, CRITICAL, "dekningsgrad = følgere / innbyggere",
          "Hovedtallet er regnet feil.", REBUILD, column="coverage_percent"),
    between("coverage_percent", None, ABSURD_PERCENT, WARNING, "dekningsgraden er høyst 400 %",
            "Siden kan tilhøre et sted eller en bedrift og ikke myndigheten.",
            "Se på siden. Er den en annens, merk den 'wrong' i accounts.csv.", name="coverage_is_believable"),
    between("coverage_percent", None, IMPOSSIBLE_PERCENT, CRITICAL, "dekningsgraden er høyst 1000 %",
            "Ingen myndighet har ti følgere per innbygger; siden er en annens, eller tallet et annet.",
            "Se på siden. Er den en annens, merk den 'wrong' i accounts.csv.", name="coverage_is_possible"),
    between("followers", 1, None, WARNING, "ingen målt side har null følgere",
            "En side ingen følger, er trolig ikke myndighetens eller ikke lest.", PARSE_AGAIN,
            name="somebody_follows"),
    holds(talking_about_is_per_inhabitant, CRITICAL, "snakker om per innbygger = snakker om / innbyggere",
          "En liste er regnet feil.", REBUILD, column="talking_about_percent"),
    holds(observed_within_the_month, CRITICAL, "tallet er sett i måneden", "Det hører til en annen utgave.",
          PARSE_AGAIN,
          column="observed_at"),
    holds(one_kind_is_ranked, CRITICAL, "rangeringen teller ett slags tall", "Likerklikk og følgere er ikke det samme.",
          REBUILD, column="counter_kind"),
    holds(use_class_needs_an_observed_page, CRITICAL, "bruksklassen bygger på en side som er sett",
          "Det som ikke er observert, er aldri enveis.", REBUILD, column="use_class"),
    holds(use_class_follows_its_counts, CRITICAL, "dialog betyr minst én besvart henvendelse, enveis ingen",
          "Bruksklassene er fordelingen avisene trykker.", REBUILD, column="use_class"),
    holds(visibility_class_follows_its_score, CRITICAL, "synlighetsklassen stemmer med poengene",
          "Klasse og poeng strider mot hverandre.", REBUILD, column="visibility_class"),
    holds(absence_is_told_alike, CRITICAL, "fravær er det samme som tilstand og som bruksklasse",
          "Samme myndighet oppgis både med og uten side.", REBUILD, column="use_class"),
    holds(growth_is_only_shown_when_measured, CRITICAL, "vekst vises bare når den er målt",
          "Vekst over et brudd sammenligner to ulike ting.", REBUILD, column="growth_percent"),
)  # fmt: skip

SUITES = (Suite(name="ranking", table="mart.ranking", key=("authority_number",), checks=FIGURE_CHECKS),)
