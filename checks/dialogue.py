"""Guards how pages talk with citizens: states, shares, weeks, the split drawn otherwise (mart.dialogue…)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.national import CLASSES, SLACK, SUM_AGAIN
from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, between, column_of, holds, one_of, rows, unique

UNSEEN: Final = "ikke observert"
STATES: Final = ("målt", "for få", "avkortet", "samtaler ikke synlige", "ikke vist", UNSEEN)
MEASURED: Final = {
    "activity_state": "acts_per_30_days", "enquiries_state": "enquiries", "response_state": "response_percent",
    "threads_state": "threads_percent", "composition_state": "dialog_percent", "interactions_state":
    "interactions_per_1000",
}  # fmt: skip
"""State → figure that stands where the state is `målt`, and nowhere else."""
NOT_SEEN: Final = "Et tall om en navngitt side ville bygge på noe som ikke ble sett."
WEEK_PARTS: Final = ["dialog_percent", "oneway_percent", "inactive_percent"]


def _pages(frames: Frames) -> int:
    return int((frames["mart.ranking"]["account_status"] == "official").sum())


def figure_stands_where_it_was_measured(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare each figure with its state: there where it is `målt`, missing elsewhere."""
    right = pd.Series(True, index=pages.index)
    for state, figure in MEASURED.items():
        right &= pages[figure].notna() == (pages[state] == "målt")
    return answer(right)


def unseen_page_is_unknown(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for a use class of pages whose posts neither visit nor person saw: what cannot be seen is never one-way."""
    is_coded = pages["evidence_grade"].isin(["C", "D"])
    return answer((pages["use_class"] == "ukjent") | is_coded, pages["activity_state"] == UNSEEN)


def page_that_replied_is_not_one_way(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for one-way pages with a dialogue thread: the rule for enquiries misses many; people's coding does not."""
    is_coded = pages["evidence_grade"].isin(["C", "D"])
    return answer(pages["dialogue_threads"].fillna(0) == 0, (pages["use_class"] == "enveis") & ~is_coded)


def use_class_is_the_rankings(pages: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare each page's class with the ranking's."""
    told = column_of(frames["mart.ranking"], "use_class", "authority_number")
    return answer(pages["use_class"] == pages["authority_number"].map(told))


def strict_class_is_within_dialogue(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for pages in the strict class that are not in dialogue or fall short of five enquiries."""
    strict = pages["is_dialog_plus"].fillna(False).astype(bool)
    return answer((pages["use_class"] == "dialog") & (pages["enquiries"] >= 5), strict)


def response_rate_is_answered_of_due(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Divide again; a rate rests on ten enquiries at least."""
    again = 100 * pages["answered_in_time"].astype("float64") / pages["due_enquiries"].astype("float64")
    near = (pages["response_percent"] - again).abs() <= SLACK
    return answer(near & (pages["due_enquiries"] >= 10), pages["response_percent"].notna())


def share_lies_in_its_interval(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare response rate, dialogue threads and engagement with their intervals."""
    right = pd.Series(True, index=pages.index)
    for value, low, high in (
        ("response_percent", "response_percent_low", "response_percent_high"),
        ("threads_percent", "threads_percent_low", "threads_percent_high"),
        ("engagement", "engagement_low", "engagement_high"),
        ("interactions_per_1000", "interactions_per_1000_low", "interactions_per_1000_high"),
    ):
        inside = (pages[low] <= pages[value] + SLACK) & (pages[value] <= pages[high] + SLACK)
        right &= inside.fillna(False) | pages[value].isna()
    return answer(right)


def weeks_sum_to_100(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Sum each page's parts of the thirteen weeks; ten at least were seen."""
    whole = pages[WEEK_PARTS].sum(axis="columns") == 100
    return answer(whole & pages["observed_weeks"].between(10, 13), pages["composition_state"] == "målt")


DIALOGUE = Suite(
    name="dialogue", table="mart.dialogue", key=("authority_number",),
    checks=(
        rows(_pages, _pages, CRITICAL, "én rad for hver offisielle side",
             "Sider uten synlige innlegg skal stå der også, og telles.", REBUILD),
        unique("authority_number", CRITICAL, "hver myndighet står én gang", SUM_AGAIN, REBUILD),
        *(one_of(state, STATES, CRITICAL, "En ukjent tilstand kan ikke forklares for leseren.", REBUILD)
          for state in (*MEASURED, "response_time_state", "engagement_state")),
        between("median_hours", 0, 90 * 24, CRITICAL, "svartiden er fra 0 timer til 90 dager",
                "Tidspunktene er lest feil.", REBUILD),
        holds(figure_stands_where_it_was_measured, CRITICAL, "et tall står der det er målt, og bare der", NOT_SEEN,
              REBUILD, column="response_percent"),
        holds(unseen_page_is_unknown, CRITICAL, "en side ingen så, er ukjent",
              "Det som ikke kan observeres, er aldri enveis.", REBUILD, column="use_class"),
        holds(page_that_replied_is_not_one_way, CRITICAL, "en side som svarer i tråder, er ikke enveis",
              "Svaret kan gjelde en henvendelse reglene ikke kjenner igjen.", REBUILD, column="use_class"),
        holds(use_class_is_the_rankings, CRITICAL, "bruksklassen er rangeringens", SUM_AGAIN, REBUILD,
              column="use_class"),
        holds(strict_class_is_within_dialogue, CRITICAL, "dialog+ er dialog med minst fem henvendelser",
              "Den strenge klassen ville ikke være strengere.", REBUILD, column="is_dialog_plus"),
        holds(response_rate_is_answered_of_due, CRITICAL, "svarandelen er besvarte av minst ti henvendelser",
              "Svarandelen til en navngitt side er feil.", REBUILD, column="response_percent"),
        holds(share_lies_in_its_interval, CRITICAL, "andelene ligger i sine intervaller",
              "Verdien som vises, strider mot det som er lest.", REBUILD, column="response_percent"),
        holds(weeks_sum_to_100, CRITICAL, "ukene summerer til 100 og er minst ti", "Sammensetningen går ikke opp.",
              REBUILD, column="dialog_percent"),
    ),
)  # fmt: skip


def means_sum_to_100(parts: pd.DataFrame, _: Frames) -> pd.Series:
    """Sum each group's parts, rounded and not."""
    groups = parts.groupby(["grouping", "name"])
    near = (groups["mean_percent"].transform("sum") - 100).abs() <= 0.001
    return answer((groups["percent"].transform("sum") == 100) & near)


def mean_is_of_the_pages(parts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count the pages behind each group again, and compare with its official pages."""
    pages = frames["mart.dialogue"]
    measured = pages[pages["composition_state"] == "målt"]
    counts = {("scope", "alle"): len(measured)}
    for grouping, column in (("scope", "kind"), ("size_class", "size_class")):
        counts |= {(grouping, str(name)): int(n) for name, n in measured[column].value_counts().items()}
    again = [counts.get(key, 0) for key in zip(parts["grouping"], parts["name"], strict=True)]
    return answer((parts["pages"] == pd.Series(again, index=parts.index)) & (parts["pages"] <= parts["known"]))


def _least_parts(frames: Frames) -> int:
    return 3 * int((frames["mart.dialogue"]["composition_state"] == "målt").any())


COMPOSITION = Suite(
    name="dialogue", table="mart.composition", key=("grouping", "name", "part"),
    checks=(
        rows(_least_parts, None, CRITICAL, "tre deler for landet når en side er målt",
             "En del uten uker er 0; den mangler ikke.", REBUILD),
        unique(("grouping", "name", "part"), CRITICAL, "hver del står én gang", SUM_AGAIN, REBUILD),
        one_of("part", CLASSES, CRITICAL, "En uke er dialog, enveis eller inaktiv.", REBUILD),
        holds(means_sum_to_100, CRITICAL, "delene summerer til 100", "Sammensetningen går ikke opp.", REBUILD,
              column="percent"),
        holds(mean_is_of_the_pages, CRITICAL, "snittet er av de målte sidene", SUM_AGAIN, REBUILD, column="pages"),
    ),
)  # fmt: skip


def published_limits_give_the_published_split(split: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare 90 days and 3 acts with the national split; a scope without one has no classified page."""
    published = frames["mart.use_class_split"]
    by = ["scope", "use_class"]
    beside = split[by].merge(published[[*by, "pages", "percent"]], on=by, how="left").set_index(split.index)
    right = (split["pages"] == beside["pages"].fillna(0)) & (split["percent"].fillna(0) == beside["percent"].fillna(0))
    return answer(right, (split["window_days"] == 90) & (split["least_acts"] == 3))


def every_page_is_counted(split: pd.DataFrame, frames: Frames) -> pd.Series:
    """Add classified and unknown pages of each split: together all official pages, whatever the limits."""
    ranking = frames["mart.ranking"]
    official = ranking[ranking["account_status"] == "official"]
    counts = {"alle": len(official)} | {str(kind): int(n) for kind, n in official["kind"].value_counts().items()}
    return answer(split["base"] + split["unknown"] == split["scope"].map(counts))


def limits_sum_to_100(split: pd.DataFrame, _: Frames) -> pd.Series:
    """Sum each split's percentages, where any page is classified."""
    total = split.groupby(["scope", "window_days", "least_acts"])["percent"].transform("sum")
    return answer(total == 100, split["base"] > 0)


SENSITIVITY = Suite(
    name="dialogue", table="mart.use_sensitivity", key=("scope", "window_days", "least_acts", "use_class"),
    checks=(
        rows(lambda frames: 27 * int(_pages(frames) > 0), None, CRITICAL, "ni fordelinger med tre klasser for landet",
             "Uten dem kan ingen se hvor mye grensene betyr.", REBUILD),
        unique(("scope", "window_days", "least_acts", "use_class"), CRITICAL, "hver klasse står én gang", SUM_AGAIN,
               REBUILD),
        one_of("use_class", CLASSES, CRITICAL, "Bare klassifiserte sider er med i grunnlaget.", REBUILD),
        holds(published_limits_give_the_published_split, CRITICAL, "90 dager og 3 handlinger gir landets fordeling",
              SUM_AGAIN, REBUILD, column="pages"),
        holds(every_page_is_counted, CRITICAL, "klassifiserte og ukjente er alle offisielle sider",
              "Det som ikke kan observeres, blir alltid oppgitt.", REBUILD, column="unknown"),
        holds(limits_sum_to_100, CRITICAL, "prosentene summerer til 100", "Fordelingen går ikke opp.", REBUILD,
              column="percent"),
    ),
)  # fmt: skip

SUITES = (DIALOGUE, COMPOSITION, SENSITIVITY)
