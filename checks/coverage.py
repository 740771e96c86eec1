"""Guards how much of the register was reached: too little stops the edition, somewhat little is said (mart.edition)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

import pandas as pd

from barometer.vocabulary import Outcome
from checks.readings import REBUILD
from checks.result import CRITICAL, INFO, WARNING
from checks.suite import Frames, Keys, Suite, answer, between, column_of, filled, holds, previous, rows, unique

CRAWL_ON: Final = "Kjør 'barometer crawl' på nytt; den tar det som gjenstår. 'barometer status' sier hva som feilet."
LOOK: Final = "Sammenlign utfallene per vei med forrige måned ('barometer status'), og finn det som skiller seg ut."
ANSWERS: Final = (Outcome.OK, Outcome.ROBOTS, Outcome.NOT_FOUND)
"""Outcomes of a website that are an answer; everything else is our or their trouble."""


def websites(frames: Frames) -> pd.DataFrame:
    """Return the register, a row per authority: how its website's visit ended, where it led, if it is ranked."""
    register, visits = frames["registry.authority"].copy(), frames["raw.visit"]
    made = visits[visits["channel"].isna() & visits["authority_number"].notna()]
    # Of a crawled and an imported visit the one that was read is told: the last one wins below.
    made = made.sort_values("outcome", key=lambda outcome: outcome == Outcome.OK, kind="stable")
    pages = frames["raw.page_record"].drop_duplicates("visit_id")
    made = made.assign(final_url=made["visit_id"].map(column_of(pages, "final_url", "visit_id")))
    for column in ("visit_id", "outcome", "final_url"):
        register[column] = register["authority_number"].map(column_of(made, column, "authority_number"))
    return register


def website_was_visited(register: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for each authority's visit; that none has two of one route, `raw.visit` tells."""
    return answer(register["visit_id"].notna())


def has_its_row_in_the_ranking(register: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look every authority of the register up in the ranking."""
    return answer(register["authority_number"].isin(frames["mart.ranking"]["authority_number"]))


def _host(address: object) -> str:
    host = urlsplit(address).hostname if isinstance(address, str) else None
    return (host or "").removeprefix("www.")


def website_is_where_the_register_says(register: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the host that answered with the register's: a site that moved, or was taken over."""
    told, found = register["website"].map(_host), register["final_url"].map(_host)
    inside = [a == b or b.endswith(f".{a}") for a, b in zip(told, found, strict=True)]
    return answer(pd.Series(inside, index=register.index), found != "")


def _has_page(ranking: pd.DataFrame) -> pd.Series:
    has_page: pd.Series = ranking["account_status"] == "official"
    return has_page


def _is_fresh(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    starts_at = frames["registry.period"].iloc[0]["starts_at"]
    fresh: pd.Series = (ranking["state"] == "ok") & (ranking["observed_at"] >= starts_at)
    return fresh


EXPLAINED: Final = (
    Outcome.NOT_FOUND, Outcome.LOGIN_WALL, Outcome.CONSENT_WALL, Outcome.CHALLENGE, Outcome.RESTRICTED,
    Outcome.UNAVAILABLE, Outcome.NO_PERMISSION, Outcome.ROBOTS,
)  # fmt: skip
"""Outcomes of a page's visit that are the other side's answer; a time-out or a page we do not understand explains
nothing, and neither does a page that was never visited."""


def _is_explained(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Tell which pages were answered for this month, though no number of this month stands."""
    accounts = frames["mart.account"]
    pages = accounts[(accounts["channel"] == "facebook") & (accounts["status"] == "official")]
    last = column_of(pages, "last_outcome", "native_id")
    answered = ranking["account_id"].map(last).isin([each.value for each in EXPLAINED])
    explained: pd.Series = answered | (ranking["state"] == "ikke oppdatert")
    return explained


def _share(part: pd.Series, whole: pd.Series) -> float | None:
    return float(100 * (part & whole).sum() / whole.sum()) if whole.sum() else None


def _fall(now: int, before: int) -> float | None:
    return 100 * (before - now) / before if before else None


def edition(frames: Frames) -> pd.DataFrame:
    """Return the edition's one row with the figures that its publication depends on, in per cent."""
    row, ranking, before = frames["mart.edition"].copy(), frames["mart.ranking"], previous(frames, "mart.ranking")
    register = websites(frames)
    has_page, fresh = _has_page(ranking), _is_fresh(ranking, frames)
    answered = register["outcome"].isin([each.value for each in ANSWERS])
    row["measured_percent"] = _share(ranking["state"] == "ok", has_page)
    row["fresh_percent"] = _share(fresh, has_page)
    row["explained_percent"] = _share(fresh | _is_explained(ranking, frames), has_page)
    row["websites_answered_percent"] = _share(answered, pd.Series(True, index=register.index))
    row["measured_fall_percent"] = row["pages_fall_percent"] = None
    if not before.empty:
        row["measured_fall_percent"] = _fall(int(fresh.sum()), int((before["state"] == "ok").sum()))
        row["pages_fall_percent"] = _fall(int(has_page.sum()), int(_has_page(before).sum()))
    row["posts_per_feed_fall_percent"] = _posts_fall(frames)
    figures = [name for name in row.columns if str(name).endswith("_percent")]
    return row.astype(dict.fromkeys(figures, "float64"))


def _posts_fall(frames: Frames) -> float | None:
    before = previous(frames, "raw.feed")
    means = [feeds["post_count"].mean() if len(feeds) else 0.0 for feeds in (frames["raw.feed"], before)]
    return float(100 * (means[1] - means[0]) / means[1]) if means[1] else None


def authorities_are_the_registers(row: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the edition's count with the register."""
    return answer(row["authorities"] == len(frames["registry.authority"]))


def is_marked_as_its_country(row: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare country and practice mark with the country's folder."""
    country = frames["registry.country"].iloc[0]
    return answer((row["country_code"] == country["code"]) & (row["is_practice"] == country["is_practice"]))


def observed_within_the_month(row: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the edition's own period with the month's."""
    period = frames["registry.period"].iloc[0]
    return answer((row["observed_from"] <= row["observed_to"]) & (row["observed_to"] <= period["ends_at"]))


def counts_are_the_rankings(row: pd.DataFrame, frames: Frames) -> pd.Series:
    """Count known and measured pages in the ranking again."""
    ranking = frames["mart.ranking"]
    right = (row["known"] == int(_has_page(ranking).sum())) & (row["measured"] == int((ranking["state"] == "ok").sum()))
    return answer(right)


def _numbers(wanted: Callable[[Frames], pd.DataFrame]) -> Keys:
    def keys(frames: Frames) -> Sequence[str]:
        return [str(number) for number in wanted(frames)["authority_number"]]

    return keys


def _not_fresh(frames: Frames) -> pd.DataFrame:
    ranking = frames["mart.ranking"]
    return ranking[_has_page(ranking) & ~_is_fresh(ranking, frames)]


def _not_explained(frames: Frames) -> pd.DataFrame:
    ranking = frames["mart.ranking"]
    return ranking[_has_page(ranking) & ~_is_fresh(ranking, frames) & ~_is_explained(ranking, frames)]


def _not_measured(frames: Frames) -> pd.DataFrame:
    ranking = frames["mart.ranking"]
    return ranking[_has_page(ranking) & (ranking["state"] != "ok")]


def _no_answer(frames: Frames) -> pd.DataFrame:
    register = websites(frames)
    return register[~register["outcome"].isin([each.value for each in ANSWERS])]


def _lost(frames: Frames) -> pd.DataFrame:
    ranking, before = frames["mart.ranking"], previous(frames, "mart.ranking")
    measured = set(ranking.loc[_is_fresh(ranking, frames), "authority_number"])
    return before[(before["state"] == "ok") & ~before["authority_number"].isin(measured)]


def _vanished(frames: Frames) -> pd.DataFrame:
    ranking, before = frames["mart.ranking"], previous(frames, "mart.ranking")
    return before[_has_page(before) & ~before["authority_number"].isin(ranking[_has_page(ranking)]["authority_number"])]


def _none(_: Frames) -> Sequence[str]:
    return []


REGISTER = Suite(
    name="coverage", table="raw.visit", key=("authority_number",), subject=websites,
    checks=(
        rows(1, None, CRITICAL, "registeret har myndigheter", "Et land uten myndigheter har ingen utgave.",
             "Rett landets authorities.csv.", name="register_rows"),
        holds(website_was_visited, CRITICAL, "hver myndighets nettsted er besøkt",
              "En myndighet som ikke er besøkt, ville bli oppført uten side.", CRAWL_ON, column="target"),
        holds(has_its_row_in_the_ranking, CRITICAL, "hver myndighet står i rangeringen",
              "Alle myndigheter står i listen, målt eller ikke.", REBUILD, column="authority_number"),
        holds(website_is_where_the_register_says, INFO, "nettstedet svarer på adressen i registeret",
              "Nettstedet er flyttet, eller noen andre har overtatt adressen.", "Rett nettstedet i authorities.csv.",
              column="url"),
    ),
)  # fmt: skip

EDITION = Suite(
    name="coverage", table="mart.edition", key=("month",), subject=edition,
    checks=(
        rows(1, 1, CRITICAL, "én utgave", "En måned har én utgave.", REBUILD),
        unique("month", CRITICAL, "måneden står én gang", "En måned har én utgave.", REBUILD),
        filled("observed_from", CRITICAL, "Leserne må se når det er målt.", REBUILD),
        filled("population_on", CRITICAL, "Leserne må se hvilke folketall som er brukt.", REBUILD),
        filled("method_version", CRITICAL, "Et tall uten metode kan ikke sammenlignes.", REBUILD),
        holds(is_marked_as_its_country, CRITICAL, "øvingstall er merket som øvingstall",
              "Et oppdiktet tall må aldri stå ved et virkelig navn.", REBUILD, column="is_practice"),
        holds(observed_within_the_month, CRITICAL, "målingen er gjort i måneden", "Leserne får feil tidspunkt.",
              "Kontroller maskinens klokke, og samle inn på nytt.", column="observed_to"),
        holds(authorities_are_the_registers, CRITICAL, "antall myndigheter er registerets",
              "Utgaven dekker et annet land enn den sier.", REBUILD, column="authorities"),
        holds(counts_are_the_rankings, CRITICAL, "kjente og målte sider er de i rangeringen",
              "Utgavens kvalitet er oppgitt feil.", REBUILD, column="measured"),
        between("websites_answered_percent", 80, 100, CRITICAL, "minst 80 % av nettstedene svarer",
                "Kontoer på nettsteder som ikke svarte, er ikke sett.", CRAWL_ON, keys=_numbers(_no_answer),
                name="websites_answer"),
        between("websites_answered_percent", 90, 100, WARNING, "minst 90 % av nettstedene svarer",
                "Kontoer på nettsteder som ikke svarte, er ikke sett.", CRAWL_ON, keys=_numbers(_no_answer),
                name="most_websites_answer"),
        between("measured_percent", 90, 100, CRITICAL, "minst 90 % av kjente sider er målt",
                "For lite er målt til å rangere et helt land.", CRAWL_ON, keys=_numbers(_not_measured),
                name="pages_are_measured"),
        between("measured_percent", 95, 100, WARNING, "minst 95 % av kjente sider er målt",
                "Mer enn én av tjue mangler i rangeringen.", CRAWL_ON, keys=_numbers(_not_measured),
                name="most_pages_are_measured"),
        between("fresh_percent", 90, 100, CRITICAL, "minst 90 % av kjente sider er målt denne måneden",
                "Forrige måneds verdier skjuler at innsamlingen feilet.", CRAWL_ON, keys=_numbers(_not_fresh),
                name="values_are_fresh"),
        between("explained_percent", 90, 100, CRITICAL, "minst 90 % av kjente sider er målt eller forklart",
                "For mange sider mangler uten at noen kan si hvorfor.", CRAWL_ON, keys=_numbers(_not_explained),
                name="fresh_or_explained"),
        between("explained_percent", 95, 100, WARNING, "minst 95 % av kjente sider er målt eller forklart",
                "Flere sider enn vanlig mangler uten at noen kan si hvorfor; hver side i utgaven sier fra om det.",
                CRAWL_ON, keys=_numbers(_not_explained), name="fresh_or_explained_is_high"),
        between("measured_fall_percent", None, 8, CRITICAL, "høyst 8 % færre målte sider enn forrige måned",
                "Så mange sider forsvinner ikke på en måned; veien til tallene er endret.", LOOK, keys=_numbers(_lost),
                name="measured_does_not_collapse"),
        between("measured_fall_percent", None, 3, WARNING, "høyst 3 % færre målte sider enn forrige måned",
                "Kanskje er det vi som har mistet sidene, ikke myndighetene som har lagt dem ned.", LOOK,
                keys=_numbers(_lost),
                name="measured_does_not_fall"),
        between("pages_fall_percent", None, 8, CRITICAL, "høyst 8 % færre kjente sider enn forrige måned",
                "Så mange legger ikke ned på en måned; nettstedene er trolig lest feil.", LOOK,
                keys=_numbers(_vanished), name="pages_do_not_collapse"),
        between("pages_fall_percent", None, 3, WARNING, "høyst 3 % færre kjente sider enn forrige måned",
                "Kanskje er det vi som har mistet sidene, ikke myndighetene som har lagt dem ned.", LOOK,
                keys=_numbers(_vanished),
                name="pages_do_not_fall"),
        between("posts_per_feed_fall_percent", None, 50, WARNING,
                "minst halvparten så mange innlegg per side som forrige måned",
                "Innlegg kuttes et sted, og dialogen ville se ut til å falle.", LOOK, keys=_none,
                name="posts_do_not_collapse"),
    ),
)  # fmt: skip

SUITES = (REGISTER, EDITION)
