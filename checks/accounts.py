"""Guards the judgement on accounts: whose they are, with which proof, and nobody else's (mart.account)."""

from __future__ import annotations

from typing import Final, get_args
from urllib.parse import urlsplit

import pandas as pd

from barometer.vocabulary import Role, Status
from checks.readings import REBUILD
from checks.result import CRITICAL
from checks.suite import Frames, Suite, answer, column_of, filled, holds, one_of, rows, unique

PLATFORM_WORDS: Final = frozenset(
    {
        "", "about", "ads", "business", "channel", "company", "explore", "facebook", "gaming", "groups", "hashtag",
        "help", "home", "instagram", "intent", "legal", "login", "marketplace", "meta", "p", "pages", "people",
        "plugins", "policies", "privacy", "profile.php", "reel", "search", "settings", "share", "sharer", "sharer.php",
        "signup", "terms", "tr", "tv", "user", "watch", "www", "youtube",
    }
)  # fmt: skip
"""First parts of platform addresses that name no account."""
DECIDE: Final = "Avgjør i accounts.csv hvem kontoen tilhører, og kjør 'barometer parse' og 'barometer build'."


def _is_official(accounts: pd.DataFrame) -> pd.Series:
    official: pd.Series = accounts["status"] == "official"
    return official


def _speaks_for_the_whole(accounts: pd.DataFrame) -> pd.Series:
    return _is_official(accounts) & (accounts["role"] == "helhetlig")


def official_account_has_one_owner(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for one account that is official for two authorities."""
    official = accounts[_is_official(accounts)]
    owners = official.groupby(["channel", "native_id"])["authority_number"].transform("nunique")
    return answer(owners.reindex(accounts.index) == 1, _is_official(accounts))


def one_account_speaks_for_the_whole(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Count the official accounts for the whole authority, per channel."""
    wanted = _speaks_for_the_whole(accounts)
    count = accounts[wanted].groupby(["authority_number", "channel"])["native_id"].transform("nunique")
    return answer(count.reindex(accounts.index) == 1, wanted)


def authority_is_in_the_register(accounts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look every account's authority up in the register of the month."""
    return answer(accounts["authority_number"].isin(frames["registry.authority"]["authority_number"]))


def official_account_has_its_proof(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for official accounts without evidence."""
    return answer(accounts["evidence"].fillna("").str.strip() != "", _is_official(accounts))


def account_can_be_opened(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for accounts without an address."""
    opens = accounts["url"].fillna("").str.match(r"https?://[^\s/]+")
    return answer(opens & (accounts["native_id"].fillna("") != ""), accounts["status"] != "chosen_not")


def chosen_absence_is_not_contradicted(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for authorities that chose not to be there and have an official account all the same."""
    by = ["authority_number", "channel"]
    present = set(accounts.loc[_speaks_for_the_whole(accounts), by].itertuples(index=False, name=None))
    free = [row not in present for row in accounts[by].itertuples(index=False, name=None)]
    return answer(pd.Series(free, index=accounts.index, dtype=object), accounts["status"] == "chosen_not")


def official_account_is_not_the_platforms(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for share buttons and platform pages taken for accounts."""
    return answer(~accounts["native_id"].fillna("").str.lower().isin(PLATFORM_WORDS), _is_official(accounts))


def official_account_is_not_a_vendors(accounts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for accounts of the companies that make municipal websites."""
    vendors = set(frames["registry.vendor"].itertuples(index=False, name=None))
    own = [row not in vendors for row in accounts[["channel", "native_id"]].itertuples(index=False, name=None)]
    return answer(pd.Series(own, index=accounts.index, dtype=object), _is_official(accounts))


def whole_authority_is_no_group(accounts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for groups and persons in the headline numbers; a page may well open as `profile.php?id=`."""
    opens = accounts["url"].fillna("").str.contains(r"facebook\.com/groups/|linkedin\.com/in/", regex=True)
    return answer(~opens, _speaks_for_the_whole(accounts))


def account_is_not_anothers(accounts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the website an account gives as its own with every other authority's."""
    profiles, register = frames["raw.profile"], frames["registry.authority"]
    told = profiles[profiles["website"].notna()].drop_duplicates(["channel", "native_id"])
    websites = {
        row[:2]: _host(row[2])
        for row in told[["channel", "native_id", "website"]].itertuples(index=False, name=None)
    }  # fmt: skip
    owners = {_host(site): number for number, site in register[["authority_number", "website"]].to_numpy()}
    right = []
    for number, *key in accounts[["authority_number", "channel", "native_id"]].itertuples(index=False, name=None):
        right.append(owners.get(websites.get(tuple(key), ""), number) == number)
    return answer(pd.Series(right, index=accounts.index, dtype=object), _is_official(accounts))


def _host(address: str) -> str:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


def ranked_page_is_official(ranking: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look the account of every ranked row up among the official ones."""
    accounts = frames["mart.account"]
    official = accounts[_speaks_for_the_whole(accounts) & (accounts["channel"] == "facebook")]
    owners = column_of(official, "native_id", "authority_number")
    return answer(ranking["authority_number"].isin(owners.keys()), ranking["rank"].notna())


ACCOUNTS = Suite(
    name="accounts", table="mart.account", key=("authority_number", "channel", "native_id"),
    checks=(
        rows(1, None, CRITICAL, "minst én konto", "Ingen nettsteder lenker til noen konto; nettstedene er lest feil.",
             "Se på et nettsted med 'barometer inspect page', rett tolkeren og kjør 'barometer parse --all'."),
        unique(("authority_number", "channel", "native_id"), CRITICAL, "hver konto står én gang per myndighet",
               "En konto som står to ganger, teller to ganger.", REBUILD),
        one_of("status", get_args(Status), CRITICAL, "En ukjent status er et varsel og skal aldri gjettes på.",
               REBUILD),
        one_of("role", get_args(Role), CRITICAL, "En ukjent rolle er et varsel og skal aldri gjettes på.", REBUILD),
        filled("channel", CRITICAL, "En konto hører til en plattform.", REBUILD),
        holds(authority_is_in_the_register, CRITICAL, "hver kontos myndighet finnes denne måneden",
              "Et utgått eller oppdiktet nummer ville bli publisert.", DECIDE, column="authority_number"),
        holds(official_account_has_one_owner, CRITICAL, "ingen offisiell konto tilhører to myndigheter",
              "Én konto ville telle for to myndigheter.", DECIDE, column="native_id"),
        holds(one_account_speaks_for_the_whole, CRITICAL, "én konto per kanal representerer hele myndigheten",
              "Hvilken av to som måles, ville være tilfeldig.", DECIDE, column="role"),
        holds(official_account_has_its_proof, CRITICAL, "hver offisiell konto har bevis",
              "En konto uten bevis er en gjetning.", DECIDE, column="evidence"),
        holds(account_can_be_opened, CRITICAL, "hver konto har en adresse", "Leseren kan ikke se etter selv.",
              REBUILD, column="url"),
        holds(chosen_absence_is_not_contradicted, CRITICAL, "den som har valgt bort kanalen, har ingen konto der",
              "Samme myndighet oppgis både å være der og ikke å være der.", DECIDE, column="status"),
        holds(official_account_is_not_the_platforms, CRITICAL, "ingen offisiell konto er plattformens egen",
              "En deleknapp er tatt for en konto.", DECIDE, column="native_id"),
        holds(official_account_is_not_a_vendors, CRITICAL, "ingen offisiell konto er en leverandørs",
              "Leverandøren av nettstedet er tatt for myndigheten.", DECIDE, column="native_id"),
        holds(whole_authority_is_no_group, CRITICAL, "grupper og personer er aldri hele myndigheten",
              "Grupper og venneprofiler er aldri med i hovedtallene.", DECIDE, column="url"),
        holds(account_is_not_anothers, CRITICAL, "kontoen viser ikke til en annen myndighets nettsted",
              "Siden tilhører en annen myndighet.", DECIDE, column="native_id"),
    ),
)  # fmt: skip

RANKED = Suite(
    name="accounts", table="mart.ranking", key=("authority_number", "account_id"),
    checks=(
        rows(1, None, CRITICAL, "minst én rad", "Det finnes ingen rangering.", REBUILD, name="ranking_has_rows"),
        holds(ranked_page_is_official, CRITICAL, "hver rangert side er en offisiell konto for hele myndigheten",
              "En side som ikke er vurdert som offisiell, er rangert.", REBUILD, column="account_id"),
    ),
)  # fmt: skip

SUITES = (ACCOUNTS, RANKED)
