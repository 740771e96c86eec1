"""What can be wrong with the register, with whose page was read, with what is held back, and with conversations."""

from __future__ import annotations

import pandas as pd

from tests.checks_spoiling import Spoil, both, drop, put

A = "visit_id == '2026-10:facebook:facebook:side0101'"
BEFORE = pd.Timestamp("2026-09-20 04:00")
OLD = pd.Timestamp("2001-01-01")


def _held_back(tables: dict[str, pd.DataFrame]) -> None:
    """Hold back the first ranked number, and publish it all the same."""
    row = tables["mart.ranking"].iloc[0]
    tables["mart.quarantine"] = pd.DataFrame(
        [{
            "authority_number": row["authority_number"], "channel": "facebook", "native_id": row["account_id"],
            "counter_kind": row["counter_kind"], "held_low": row["followers_low"],
            "held_high": row["followers_high"], "is_page_held": False,
        }]
    )  # fmt: skip
    tables["core.quarantine"] = tables["mart.quarantine"].rename(columns={"held_low": "low", "held_high": "high"})


def _another_held_back(tables: dict[str, pd.DataFrame]) -> None:
    _held_back(tables)
    tables["mart.quarantine"]["is_page_held"] = True


def _thirty_replies_before(tables: dict[str, pd.DataFrame]) -> None:
    """Let one page have replied six times last month, and comment as citizens now."""
    before = tables["previous raw.comment"]
    own = before[before["native_id"] == "side0201"] if (before["native_id"] == "side0201").any() else before
    name = own["native_id"].iloc[0]
    replies = pd.concat([own.head(1)] * 6, ignore_index=True).assign(by="page", native_id=name)
    tables["previous raw.comment"] = replies
    now = tables["raw.comment"]
    mine = now[now["native_id"] == name]
    tables["raw.comment"] = pd.concat([mine.head(1)] * 8, ignore_index=True).assign(by="citizen")


def _all_citizens(tables: dict[str, pd.DataFrame]) -> None:
    for name in ("raw.comment", "previous raw.comment"):
        tables[name] = pd.concat([tables[name]] * 5, ignore_index=True)
    put("raw.comment", "by", "citizen", "index >= 0")(tables)


SUSPICION: list[tuple[str, str, str, Spoil]] = [
    ("an authority lost from the register", "registry.authority", "counted_authority_is_in_the_register",
     both(drop("registry.term", "authority_number == '0101'"),
          drop("registry.authority", "authority_number == '0101'"))),
    ("an authority nobody counts", "registry.authority", "authority_of_the_register_is_counted",
     drop("registry.population", "authority_number == '0101'")),
    ("an authority gone since last month", "registry.authority", "authority_of_last_month_has_not_vanished",
     drop("registry.authority", "authority_number == '0101'")),
    ("an account of a retired number", "raw.account", "judgement_is_of_an_authority_in_force",
     put("raw.account", "authority_number", "1601")),
    ("a held number not told", "mart.ranking", "no_number_is_held_back", _held_back),
    ("a held page with another state", "mart.ranking", "held_back_is_told_as_not_updated", _another_held_back),
    ("a held number published", "mart.ranking", "held_back_number_is_not_published", _held_back),
    ("one page under two names", "mart.account", "platform_key_has_one_authority",
     put("raw.profile", "native_id", "4711", "native_id in ['side0101', 'side0103']")),
    ("a login page read", "raw.page_record", "account_page_is_no_wall",
     put("raw.page_record", "final_url", "https://www.facebook.com/login/?next=x", A)),
    ("a page of last month", "raw.page_record", "page_was_fetched_on_its_visit",
     put("raw.page_record", "fetched_at", BEFORE, A)),
    ("last month's bytes", "raw.page_record", "page_is_not_last_months",
     lambda tables: tables.update({"raw.page_record": tables["raw.page_record"].assign(
         sha256=list(tables["previous raw.page_record"]["sha256"][:1]) * len(tables["raw.page_record"]))})),
    ("a site that moved", "raw.visit", "website_has_not_moved",
     put("raw.page_record", "final_url", "https://casino.example/", "visit_id == '2026-10:website:0101'")),
    ("posts cut off on one way in", "raw.feed", "posts_are_not_cut",
     put("raw.feed", "post_count", 1, "post_count > 0")),
    ("replies counted as citizens'", "raw.feed", "replies_are_still_the_pages", _all_citizens),
    ("one page's replies counted as citizens'", "raw.comment", "page_that_replied_still_does",
     _thirty_replies_before),
    ("a post from before Facebook", "raw.post", "post_is_younger_than_its_platform",
     put("raw.post", "posted_at", OLD)),
    ("comments cut off", "raw.post", "visible_thread_shows_its_comments",
     put("raw.post", "comments_low", 900, "comments_low > 0")),
    ("another number beside the likes", "raw.counter", "likes_and_followers_are_of_one_page",
     put("raw.counter", "low", 1_000_000, f"{A} and kind == 'likes'")),
    ("a place moved by others", "mart.ranking", "place_moves_by_its_own_figures",
     put("mart.ranking", "rank_change", 19, "rank_change == 0")),
    ("ten followers an inhabitant", "mart.ranking", "coverage_is_possible",
     put("mart.ranking", "coverage_percent", 1200.0)),
    ("nobody can say why", "mart.edition", "fresh_or_explained",
     both(put("mart.ranking", "state", "feil", "authority_number < '0109'"),
          put("mart.account", "last_outcome", "timeout", "authority_number < '0109'"))),
    ("a few nobody can say why", "mart.edition", "fresh_or_explained_is_high",
     both(put("mart.ranking", "state", "feil", "authority_number in ['0101', '0103']"),
          put("mart.account", "last_outcome", "timeout", "authority_number in ['0101', '0103']"))),
]  # fmt: skip

SUSPICION_WARNINGS = {
    "no_number_is_held_back", "page_is_not_last_months", "website_has_not_moved", "posts_are_not_cut",
    "page_that_replied_still_does", "visible_thread_shows_its_comments", "likes_and_followers_are_of_one_page",
    "place_moves_by_its_own_figures", "fresh_or_explained_is_high",
}  # fmt: skip
