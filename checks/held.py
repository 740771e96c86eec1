"""Guards what is held back until a second look (core.quarantine): told to the operator, and published nowhere."""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.readings import REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, column_of, holds, previous, rows

HELD: Final = "ikke oppdatert"
SECOND_LOOK: Final = (
    "Åpne siden. Stemmer tallet, skriv en linje i quarantine.csv; er siden en annens, merk den 'wrong' i accounts.csv."
)


def _of_pages(frames: Frames) -> pd.DataFrame:
    held = frames["mart.quarantine"]
    return held[held["channel"] == "facebook"]


def no_number_is_held_back(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for authorities with a number of their Facebook page that waits for a second look."""
    held = _of_pages(frames).set_index(["authority_number", "native_id"]).index
    own = pd.MultiIndex.from_frame(ranking[["authority_number", "account_id"]])
    return answer(pd.Series(~own.isin(held), index=ranking.index), ranking["account_id"].notna())


def held_back_is_told_as_not_updated(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the state with the list of pages that nothing else was read of."""
    held = _of_pages(frames)
    waiting = set(held.loc[held["is_page_held"].astype(bool), "authority_number"])
    told = ranking["state"] == HELD
    return answer(told == ranking["authority_number"].isin(waiting))


def held_back_number_is_not_published(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for a published number that is the very one held back, or last month's beside a page that shows another."""
    # Each number by itself: the table for readers has one interval round all that were read of a page.
    held = frames["core.quarantine"]
    held = held[held["channel"] == "facebook"]
    page = ["authority_number", "native_id", "counter_kind"]
    numbers = set(held[[*page, "low", "high"]].itertuples(index=False, name=None))
    own = ["authority_number", "account_id", "counter_kind"]
    told = ranking[[*own, "followers_low", "followers_high"]].itertuples(index=False, name=None)
    is_other = pd.Series([row not in numbers for row in told], index=ranking.index)
    is_beside = pd.MultiIndex.from_frame(ranking[own]).isin(pd.MultiIndex.from_frame(held[page]))
    before = column_of(previous(frames, "mart.ranking"), "observed_at", "authority_number")
    is_old = ranking["observed_at"] == pd.to_datetime(ranking["authority_number"].map(before))
    return answer(is_other & ~(is_old & is_beside), ranking["followers"].notna())


SUITES = (
    Suite(
        name="held", table="mart.ranking", key=("authority_number",),
        checks=(
            rows(1, None, CRITICAL, "minst én rad", "Det finnes ingen rangering.", REBUILD, name="held_rows"),
            holds(no_number_is_held_back, WARNING, "ingen sides tall er holdt tilbake",
                  "Tallet er ikke til å tro på etter ett besøk; myndigheten står som ikke oppdatert til det er sett på"
                  " nytt.", SECOND_LOOK, column="followers"),
            holds(held_back_is_told_as_not_updated, CRITICAL, "det som er holdt tilbake, er oppgitt som ikke oppdatert",
                  "Leseren ville ikke få vite hvorfor tallet mangler.", REBUILD, column="state"),
            holds(held_back_number_is_not_published, CRITICAL, "et tall som er holdt tilbake, er ikke publisert",
                  "Et tall ingen tror på, ville stå ved et navn.", REBUILD, column="followers"),
        ),
    ),
)  # fmt: skip
