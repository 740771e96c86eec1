"""Guards against the month before: what cannot have happened in a month, and what should be looked at twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from checks.coverage import LOOK
from checks.readings import PARSE_AGAIN, REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Check, Frames, Suite, answer, between, holds, previous, rows

KEY: Final = "authority_number"
FEW: Final = 10
"""A page with fewer followers can lose them all."""
LEAST_PLACES, MOST_PLACES = 5, 0.1
"""Places that others may move somebody by in a month: five, or a tenth of all who are ranked."""
JUMP_SHARE, JUMP_PERSONS = 0.30, 200
MOST_APART: Final = 4
"""Times that followers may be likes, or likes followers; on pages of municipalities they differ by a tenth."""
ENOUGH: Final = 20
"""Accounts of one channel and counter from which their median says how all of them moved."""
STALE_FROM: Final = 500
"""Followers from which an unchanged exact number is rare."""
LOOK_TWICE: Final = "Åpne siden og sammenlign. Er det en annen side nå, merk den 'wrong' i accounts.csv."


def both_months(frames: Frames) -> pd.DataFrame:
    """Return the ranking beside the month before's, an authority a row; no rows without an earlier month."""
    now, before = frames["mart.ranking"], previous(frames, "mart.ranking")
    if before.empty:
        return now.iloc[:0]
    kept = before[[KEY, "state", "account_id", "followers", "counter_kind"]].add_suffix("_before")
    return now.merge(kept, left_on=KEY, right_on=f"{KEY}_before")


def _is_counted(pairs: pd.DataFrame) -> pd.Series:
    return pairs["followers"].notna() & pairs["followers_before"].notna()


def _is_same_page(pairs: pd.DataFrame) -> pd.Series:
    return _is_counted(pairs) & (pairs["account_id"] == pairs["account_id_before"])


def _is_same_kind(pairs: pd.DataFrame) -> pd.Series:
    return _is_counted(pairs) & (pairs["counter_kind"] == pairs["counter_kind_before"])


def followers_do_not_vanish(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for zeros after non-zeros."""
    return answer(pairs["followers"] > 0, pairs["followers"].notna() & (pairs["followers_before"] >= FEW))


def followers_do_not_jump(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for changes of more than 30 % and more than 200 persons on one page."""
    change = (pairs["followers"] - pairs["followers_before"]).abs()
    jump = (change > JUMP_SHARE * pairs["followers_before"]) & (change > JUMP_PERSONS)
    return answer(~jump.fillna(False).astype(bool), _is_same_page(pairs) & _is_same_kind(pairs))


def counter_kind_is_kept(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for pages that showed followers last month and likes this month, or the other way."""
    return answer(pairs["counter_kind"] == pairs["counter_kind_before"], _is_same_page(pairs))


def change_of_counter_breaks_growth(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for growth from likes to followers, or the other way."""
    return answer(pairs["growth_state"] != "målt", _is_counted(pairs) & ~_is_same_kind(pairs))


def growth_is_the_difference(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Subtract the two months again."""
    again = (pairs["followers"] - pairs["followers_before"]).astype("float64")
    told = pairs["growth_persons"].astype("float64")
    return answer(told == again, (pairs["growth_state"] == "målt") & _is_same_kind(pairs))


def place_moves_by_its_own_figures(pairs: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for authorities moved many places by others while their own figures stood (within 2 %)."""
    both = pairs["rank"].notna() & pairs["rank_previous"].notna() & _is_same_page(pairs)
    change = (pairs["followers"] / pairs["followers_before"]).astype("float64") - 1
    most = max(LEAST_PLACES, MOST_PLACES * int(pairs["rank"].notna().sum()))
    return answer(pairs["rank_change"].abs().astype("float64") <= most, both & (change.abs() <= 0.02))


def _least_pairs(frames: Frames) -> int:
    """Reforms apart, nearly every authority was there the month before."""
    return int(0.9 * len(previous(frames, "mart.ranking")))


PAIRS = Suite(
    name="change", table="mart.ranking", key=(KEY,), subject=both_months,
    checks=(
        rows(_least_pairs, None, CRITICAL, "minst 90 % av forrige måneds myndigheter finnes ennå",
             "Registeret har mistet myndigheter.", "Sammenlign authorities.csv med månedens offisielle endringer.",
             name="authorities_of_both_months"),
        holds(followers_do_not_vanish, CRITICAL, "ingen side går fra følgere til null",
              "Det som mangler, er ikke null.",
              PARSE_AGAIN, column="followers"),
        holds(followers_do_not_jump, WARNING, "ingen side endrer seg mer enn 30 % og 200 personer",
              "Siden kan være slått sammen med en annen, overtatt eller forvekslet.", LOOK_TWICE, column="followers"),
        holds(place_moves_by_its_own_figures, WARNING, "ingen flyttes mange plasser uten at egne tall er endret",
              "Mange andres tall er endret på en gang; plassen sier da mer om dem enn om myndigheten.", LOOK,
              column="rank_change"),
        holds(counter_kind_is_kept, WARNING, "siden viser samme slags tall som forrige måned",
              "Likerklikk og følgere er ikke det samme.", PARSE_AGAIN, column="counter_kind"),
        holds(change_of_counter_breaks_growth, CRITICAL, "vekst måles aldri mellom ulike tellere",
              "To ulike ting sammenlignes.", REBUILD, column="growth_state"),
        holds(growth_is_the_difference, CRITICAL, "vekst er dette tallet minus forrige måneds",
              "Vekstlistene er regnet feil.", REBUILD, column="growth_persons"),
    ),
)  # fmt: skip


def likes_and_followers_are_of_one_page(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for likes and followers that differ more than those of any page do: one may be another number."""
    ratio = accounts["followers"] / accounts["likes"].clip(lower=1)
    largest = accounts[["likes", "followers"]].max(axis="columns")
    return answer(ratio.between(1 / MOST_APART, MOST_APART), largest >= JUMP_PERSONS)


def _likes_and_followers(counters: pd.DataFrame) -> pd.DataFrame:
    wanted = counters[counters["kind"].isin(["likes", "followers"])]
    middle = wanted.assign(middle=(wanted["low"] + wanted["high"]) / 2)
    wide = middle.pivot_table(index=["channel", "native_id"], columns="kind", values="middle", aggfunc="median")
    return wide.reindex(columns=["likes", "followers"]).dropna().reset_index()


def likes_and_followers_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return the accounts that showed both likes and followers in both months."""
    if previous(frames, "raw.counter").empty:
        return pd.DataFrame(columns=["channel", "native_id", "likes", "followers", "likes_before", "followers_before"])
    now, before = (_likes_and_followers(each) for each in (frames["raw.counter"], previous(frames, "raw.counter")))
    return now.merge(before, on=["channel", "native_id"], suffixes=("", "_before"))


def likes_and_followers_are_not_swapped(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for likes that continue last month's followers while followers continue last month's likes."""

    def near(one: str, other: str, share: float) -> pd.Series:
        return (accounts[one] - accounts[other]).abs() <= share * accounts[other].clip(lower=1)

    swapped = near("likes", "followers_before", 0.03) & near("followers", "likes_before", 0.03)
    return answer(~(swapped & ~near("followers", "followers_before", 0.05)))


BOTH = Suite(
    name="change", table="raw.counter", key=("channel", "native_id"),
    subject=lambda frames: _likes_and_followers(frames["raw.counter"]),
    checks=(
        rows(lambda frames: int(frames["raw.counter"]["kind"].eq("likes").any()), None, WARNING,
             "likerklikk og følgere leses", "Sammenligningen er ikke gjort.", REBUILD,
             name="likes_and_followers_rows"),
        holds(likes_and_followers_are_of_one_page, WARNING, "likerklikk og følgere er av samme størrelse",
              "Ett av tallene kan være noe annet på siden.", PARSE_AGAIN, column="kind"),
    ),
)  # fmt: skip

SWAPS = Suite(
    name="change", table="raw.counter", key=("channel", "native_id"), subject=likes_and_followers_of_both_months,
    checks=(
        rows(lambda frames: len(_likes_and_followers(previous(frames, "raw.counter"))) // 2
             if not previous(frames, "raw.counter").empty else 0,
             None, WARNING, "minst halvparten viser ennå både likerklikk og følgere",
             "En av tellerne vises ikke lenger eller leses ikke lenger.", PARSE_AGAIN, name="accounts_with_both"),
        holds(likes_and_followers_are_not_swapped, CRITICAL, "likerklikk og følgere er ikke byttet om",
              "Likerklikk og følgere er ikke det samme.", PARSE_AGAIN, column="kind"),
    ),
)  # fmt: skip


def whole_network(frames: Frames) -> pd.DataFrame:
    """Return one row: how all pages moved together, in per cent."""
    pairs = both_months(frames)
    if pairs.empty:
        return pd.DataFrame([{"stale_percent": None, "drift_percent": None}], dtype="float64")
    stale = stale_counters(frames)
    share = float(100 * stale["is_stale"].mean()) if len(stale) else None
    row = {"stale_percent": share, "drift_percent": drift_percent(frames)}
    return pd.DataFrame([row], dtype="float64")


def drift_percent(frames: Frames) -> float | None:
    """Return the median growth, in per cent, of the channel and counter that moved most; None without two months.

    Each by itself: in the median of everything, half of the counters could double and nobody would see it.
    """
    # From what was read, not from what is published: a number that jumps is held back, and would not be seen here.
    same = counters_of_both_months(frames)
    growth = 100 * (same["middle"] / same["middle_before"] - 1)
    groups = growth.groupby([same["channel"], same["kind"]]).agg(["median", "size"])
    medians = groups.loc[groups["size"] >= ENOUGH, "median"]
    if medians.empty:
        return float(growth.median()) if len(growth) else None
    return float(max(medians, key=abs))


def counters_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return the middle of every count of followers of at least 10 persons that was read in both months."""

    def middles(counters: pd.DataFrame) -> pd.DataFrame:
        wanted = counters[counters["kind"].isin(["followers", "likes", "subscribers"])]
        middle = (wanted["low"] + wanted["high"]) / 2
        by = [wanted["channel"], wanted["native_id"], wanted["kind"]]
        return middle.astype("float64").groupby(by).median().rename("middle").reset_index()

    by = ["channel", "native_id", "kind"]
    pairs = middles(frames["raw.counter"]).merge(
        middles(previous(frames, "raw.counter")), on=by, suffixes=("", "_before")
    )
    return pairs[pairs["middle_before"] >= FEW]


def stale_counters(frames: Frames) -> pd.DataFrame:
    """Return the large exact follower counts read in both months, and whether they are the very same."""

    def large(counters: pd.DataFrame) -> pd.DataFrame:
        wanted = (counters["precision"] == "exact") & (counters["low"] >= STALE_FROM)
        wanted &= counters["kind"].isin(["followers", "likes", "subscribers"])
        return counters[wanted].drop_duplicates(["channel", "native_id", "kind"])

    if previous(frames, "raw.counter").empty:
        return pd.DataFrame({"native_id": [], "is_stale": []})
    by = ["channel", "native_id", "kind"]
    pairs = large(frames["raw.counter"]).merge(large(previous(frames, "raw.counter")), on=by, suffixes=("", "_before"))
    return pairs.assign(is_stale=pairs["low"] == pairs["low_before"])


def _stale_keys(frames: Frames) -> Sequence[str]:
    stale = stale_counters(frames)
    return [str(each) for each in stale.loc[stale["is_stale"].astype(bool), "native_id"]]


def _moved_keys(frames: Frames) -> Sequence[str]:
    return [str(each) for each in counters_of_both_months(frames)["native_id"]]


NETWORK_CHECKS: tuple[Check, ...] = (
    rows(1, 1, CRITICAL, "én rad for hele nettet", "Sammenligningen er ikke gjort.", REBUILD, name="network_rows"),
    between("stale_percent", None, 20, WARNING, "høyst 20 % av de store nøyaktige tallene er som forrige måned",
            "Forrige måneds sider, eller et mellomlager, er lest på nytt.",
            "Se på sidenes tidspunkter i arkivet, slett de gamle besøkene og kjør 'barometer crawl' på nytt.",
            name="numbers_move", keys=_stale_keys),
    between("drift_percent", -10, 10, WARNING, "sidene samlet endrer seg høyst 10 %",
            "Når alle sider endrer seg i takt, er det plattformens verk eller vårt.", LOOK,
            name="network_does_not_drift",
            keys=_moved_keys),
    between("drift_percent", -40, 40, CRITICAL, "sidene samlet endrer seg høyst 40 %",
            "En annen teller eller en annen enhet er lest.", PARSE_AGAIN, name="network_does_not_break",
            keys=_moved_keys),
)  # fmt: skip

NETWORK = Suite(name="change", table="mart.national", key=("month",), subject=whole_network, checks=NETWORK_CHECKS)

SUITES = (PAIRS, BOTH, SWAPS, NETWORK)
