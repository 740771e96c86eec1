"""Guards the register itself: it must be the official list of the month, as the bureau of statistics counts it.

The bureau's population table is a list of its own: on the day that it counts, every authority in force has a figure,
and every figure an authority.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.accounts import DECIDE
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, holds, previous, rows

UPDATE: Final = "Kjør 'barometer registry update', se på forskjellen, og ta den over med --apply."


def official_list(frames: Frames) -> pd.DataFrame:
    """Return a row per number of the register, of the population table, or of the month before's ranking.

    `was_in_force` by the register and `is_counted` by the table on the day that the edition's figures count,
    `is_in_force` in the month, `was_ranked` in the month before, `has_ended` by the register.
    """
    terms, figures = frames["registry.term"], frames["registry.population"]
    day = pd.to_datetime(frames["mart.edition"]["population_on"].iloc[0])
    then = terms[(terms["valid_from"] <= day) & (terms["valid_to"].isna() | (terms["valid_to"] > day))]
    counted = figures[figures["on"] == day]
    now = frames["registry.authority"]["authority_number"]
    before = previous(frames, "mart.ranking")
    known = before["authority_number"] if len(before) else pd.Series(dtype=object)
    numbers = sorted({*then["authority_number"], *counted["authority_number"], *now, *known})
    table = pd.DataFrame({"authority_number": numbers})
    table["was_in_force"] = table["authority_number"].isin(then["authority_number"])
    table["is_counted"] = table["authority_number"].isin(counted["authority_number"])
    table["is_in_force"] = table["authority_number"].isin(now)
    table["was_ranked"] = table["authority_number"].isin(known)
    table["has_ended"] = table["authority_number"].isin(terms.loc[terms["valid_to"].notna(), "authority_number"])
    return table


def counted_authority_is_in_the_register(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for population figures of an authority that the register does not have."""
    return answer(table["was_in_force"], table["is_counted"])


def authority_of_the_register_is_counted(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for authorities in force then and now that the bureau of statistics does not count."""
    return answer(table["is_counted"], table["was_in_force"] & table["is_in_force"])


def authority_of_last_month_has_not_vanished(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for authorities of the month before that are neither in force nor ended by the register."""
    return answer(table["is_in_force"] | table["has_ended"], table["was_ranked"])


REGISTER = Suite(
    name="official", table="registry.authority", key=("authority_number",), subject=official_list,
    checks=(
        rows(1, None, CRITICAL, "registeret har myndigheter", "Et land uten myndigheter har ingen utgave.", UPDATE,
             name="register_rows"),
        holds(counted_authority_is_in_the_register, CRITICAL, "hver myndighet i den offisielle listen er i registeret",
              "En myndighet som finnes, ville mangle i utgaven.", UPDATE, column="authority_number"),
        holds(authority_of_the_register_is_counted, CRITICAL, "hver myndighet i registeret er i den offisielle listen",
              "Et utgått eller oppdiktet nummer ville bli publisert.", UPDATE, column="authority_number"),
        holds(authority_of_last_month_has_not_vanished, CRITICAL, "ingen myndighet er borte uten at den er nedlagt",
              "En myndighet som finnes, ville mangle i utgaven.", UPDATE, column="authority_number"),
    ),
)  # fmt: skip


def judgement_is_of_an_authority_in_force(accounts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look every judged account's authority up in the register of the month."""
    return answer(accounts["authority_number"].isin(frames["registry.authority"]["authority_number"]))


JUDGEMENTS = Suite(
    name="official", table="raw.account", key=("authority_number", "channel", "native_id"),
    checks=(
        rows(1, None, CRITICAL, "minst én vurdert konto", "Ingen kontoer er vurdert; alle ville stå uten side.",
             "Kjør 'barometer parse' på nytt."),
        holds(judgement_is_of_an_authority_in_force, CRITICAL, "hver vurdert kontos myndighet finnes denne måneden",
              "Kontoen til et utgått nummer ville falle ut uten at noen så det.", DECIDE, column="authority_number"),
    ),
)  # fmt: skip

SUITES = (REGISTER, JUDGEMENTS)
