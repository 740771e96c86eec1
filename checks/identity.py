"""Guards whose page was read: one platform key for one authority, no login page, no site that moved unseen."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import pandas as pd

from barometer.vocabulary import Outcome
from checks.accounts import DECIDE
from checks.coverage import websites
from checks.readings import REBUILD, of_visit
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, column_of, holds, previous, rows

WALLS: Final = frozenset(
    {"login", "login.php", "checkpoint", "recover", "consent", "accounts", "authwall", "challenge"}
)
"""First parts of addresses that a platform sends a stranger to instead of the account."""
MOST_REPEATED: Final = 0.2
"""Of the public pages; each holds the times of its posts, so that none stands still byte for byte."""


def platform_keys(frames: Frames) -> pd.DataFrame:
    """Return the official pages for a whole authority with the platform's own key of each, as far as it was shown."""
    accounts, profiles = frames["mart.account"], frames["raw.profile"]
    official = accounts[(accounts["status"] == "official") & (accounts["role"] == "helhetlig")]
    visits = frames["raw.visit"].set_index("visit_id")["native_id"]
    asked = profiles.assign(asked=profiles["visit_id"].map(visits))
    keys = asked.dropna(subset=["asked"])[["channel", "asked", "native_id"]].drop_duplicates()
    keys = keys.rename(columns={"native_id": "platform_id", "asked": "native_id"})
    # An account that was asked for by its key shows its name, and the other way: only keys are compared.
    keys = keys[keys["platform_id"].astype(str).str.fullmatch(r"\d+")]
    pages = official.merge(keys, on=["channel", "native_id"], how="left").reset_index(drop=True)
    is_key = pages["native_id"].astype(str).str.fullmatch(r"\d+")
    pages["platform_id"] = pages["platform_id"].where(pages["platform_id"].notna() | ~is_key, pages["native_id"])
    return pages


def platform_key_has_one_authority(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for two names of one page that stand for two authorities."""
    owners = pages.groupby(["channel", "platform_id"])["authority_number"].transform("nunique")
    return answer(owners == 1, pages["platform_id"].notna())


KEYS = Suite(
    name="identity", table="mart.account", key=("authority_number", "channel", "native_id"), subject=platform_keys,
    checks=(
        rows(1, None, CRITICAL, "minst én offisiell konto", "Ingen nettsteder lenker til noen konto.", REBUILD,
             name="official_rows"),
        holds(platform_key_has_one_authority, CRITICAL, "ingen side står for to myndigheter under to navn",
              "Én side ville telle for to myndigheter.", DECIDE, column="native_id"),
    ),
)  # fmt: skip


def account_page_is_no_wall(pages: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look at where an account's read page was found in the end."""
    first = [urlsplit(str(each)).path.strip("/").split("/")[0].lower() for each in pages["final_url"]]
    is_wall = pd.Series([each in WALLS for each in first], index=pages.index)
    is_read = (pages["outcome"] == Outcome.OK) & of_visit(pages, frames, "channel").notna()
    return answer(~is_wall, is_read & (of_visit(pages, frames, "outcome") == Outcome.OK))


def page_was_fetched_on_its_visit(pages: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare when a page was fetched with when its visit began and ended; a saved page is as old as it is."""
    second = pd.Timedelta(seconds=1)
    begun, ended = of_visit(pages, frames, "started_at"), of_visit(pages, frames, "finished_at")
    inside = (pages["fetched_at"] >= begun - second) & (pages["fetched_at"] <= ended + second)
    return answer(inside, of_visit(pages, frames, "route") != "import")


def page_is_not_last_months(pages: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for account pages with the very bytes of the month before; an interface repeats its empty answers."""
    before = previous(frames, "raw.page_record")
    earlier = set(before.loc[before["sha256"].fillna("") != "", "sha256"]) if len(before) else set()
    # A wall repeats itself to everybody, and an interface its empty answers.
    is_read = (of_visit(pages, frames, "route") == "facebook") & (pages["outcome"] == Outcome.OK)
    repeated = pages.loc[is_read, "sha256"].isin(earlier)
    return answer(~pages["sha256"].isin(earlier) | (repeated.mean() <= MOST_REPEATED), is_read & bool(earlier))


PAGES = Suite(
    name="identity", table="raw.page_record", key=("visit_id", "url"),
    checks=(
        rows(1, None, CRITICAL, "minst én hentet side", "Ingenting er hentet.", "Kjør 'barometer crawl' på nytt.",
             name="page_rows"),
        holds(account_page_is_no_wall, CRITICAL, "ingen konto er lest av en innloggingsside",
              "En innloggingsvegg er lest som om den var kontoen.",
              "Lær parse/walls.py å kjenne siden, og kjør 'barometer parse --all'.", column="final_url"),
        holds(page_was_fetched_on_its_visit, CRITICAL, "hver side er hentet mens besøket varte",
              "Siden hører til et annet besøk, kanskje i en annen måned.",
              "Slett besøkets linje i veiens lesefil, og kjør 'barometer crawl' på nytt.", column="fetched_at"),
        holds(page_is_not_last_months, WARNING, "høyst 20 % av sidene er byte for byte som forrige måned",
              "Forrige måneds sider, eller et mellomlager, er lest på nytt.",
              "Slett de gamle besøkene, tøm mellomlageret og kjør 'barometer crawl' på nytt.", column="sha256"),
    ),
)  # fmt: skip


def _host(address: object) -> str:
    host = urlsplit(address).hostname if isinstance(address, str) else None
    return (host or "").removeprefix("www.")


def hosts_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return the register with the hosts that answered this month and the month before; empty where none did."""
    table = websites(frames)
    visits, pages = previous(frames, "raw.visit"), previous(frames, "raw.page_record")
    table["host"], table["told"] = table["final_url"].map(_host), table["website"].map(_host)
    table["host_before"] = ""
    if len(visits) and len(pages):
        read = visits[visits["channel"].isna() & (visits["outcome"] == Outcome.OK)]
        final = read["visit_id"].map(column_of(pages.drop_duplicates("visit_id"), "final_url", "visit_id"))
        before = dict(zip(read["authority_number"], final.map(_host), strict=True))
        table["host_before"] = table["authority_number"].map(before).fillna("")
    return table


def website_has_not_moved(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for websites that answer from another host than last month, and not from the register's either."""
    pairs = zip(table["host"], table["told"], strict=True)
    inside = pd.Series([a == b or a.endswith(f".{b}") for a, b in pairs], index=table.index)
    are_both_known = (table["host"] != "") & (table["host_before"] != "")
    return answer(inside | (table["host"] == table["host_before"]), are_both_known)


SITES = Suite(
    name="identity", table="raw.visit", key=("authority_number",), subject=hosts_of_both_months,
    checks=(
        rows(1, None, CRITICAL, "registeret har myndigheter", "Et land uten myndigheter har ingen utgave.",
             "Rett landets authorities.csv.", name="site_rows"),
        holds(website_has_not_moved, WARNING, "intet nettsted har flyttet til et annet domene siden forrige måned",
              "Noen andre kan ha overtatt adressen; kontoer som bare står der, teller ikke før de er sett på nytt.",
              "Se på nettstedet. Er det flyttet, rett adressen i authorities.csv.", column="url"),
    ),
)  # fmt: skip

SUITES = (KEYS, PAGES, SITES)
