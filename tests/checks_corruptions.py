"""What can be wrong with a month, one thing at a time: what was spoilt, which check must stop it, and how."""

from __future__ import annotations

import pandas as pd

from tests.checks_dialogue import DIALOGUE
from tests.checks_published import PUBLISHED
from tests.checks_spoiling import Spoil, Tables, add, both, drop, put
from tests.checks_suspicion import SUSPICION, SUSPICION_WARNINGS

__all__ = ["CORRUPTIONS", "INFO", "WARNINGS", "Spoil", "Tables", "add", "both", "drop", "put"]

LATE = pd.Timestamp("2027-01-01")
EARLY = pd.Timestamp("2020-01-01")

A = "visit_id == '2026-10:facebook:facebook:side0101'"
FOLLOWERS = "kind == 'followers'"
MEASURED, UNMEASURED = "state == 'ok'", "state != 'ok'"

READINGS = [
    ("a read visit without its page", "raw.visit", "rests_on_a_page", drop("raw.page_record", A)),
    ("a clock set back", "raw.visit", "ends_after_it_began", put("raw.visit", "started_at", LATE)),
    ("a visit of another month", "raw.visit", "lies_within_the_month", put("raw.visit", "finished_at", LATE)),
    ("an old saved page", "raw.visit", "imported_page_is_fresh",
     both(put("raw.visit", "route", "import"), put("raw.visit", "started_at", EARLY))),
    ("a retired number", "raw.visit", "authority_is_in_force", put("raw.visit", "authority_number", "1601")),
    ("a site left out", "raw.visit", "website_was_visited", drop("raw.visit", "target == '0101'")),
    ("an authority left out of the ranking", "raw.visit", "has_its_row_in_the_ranking",
     drop("mart.ranking", "authority_number == '0101'")),
    ("a site taken over", "raw.visit", "website_is_where_the_register_says",
     put("raw.page_record", "final_url", "https://casino.example/", "visit_id == '2026-10:website:0101'")),
    ("a hash cut short", "raw.page_record", "read_page_has_a_hash", put("raw.page_record", "sha256", "abc")),
    ("an error page read", "raw.page_record", "read_page_has_content", put("raw.page_record", "status", 503)),
    ("an empty page read", "raw.page_record", "read_page_has_content", put("raw.page_record", "size", 0)),
    ("a negative count", "raw.counter", "low_is_within_limits", put("raw.counter", "low", -1)),
    ("an interval turned round", "raw.counter", "low_is_at_most_high",
     put("raw.counter", "low", lambda old: old + 10**7, "precision == 'rounded'")),
    ("rounded called exact", "raw.counter", "exact_is_one_number",
     put("raw.counter", "high", 10**7, "precision == 'exact'")),
    ("an abbreviation kept as one number", "raw.counter", "rounded_is_an_interval",
     both(put("raw.counter", "text", "1,2k følgere", "precision == 'rounded'"),
          put("raw.counter", "high", lambda old: old - 99, "precision == 'rounded'"))),
    ("the first number on the page", "raw.counter", "exact_value_stands_in_its_text",
     put("raw.counter", "text", "02blog.it", FOLLOWERS)),
    ("a wall read", "raw.counter", "comes_from_a_visit_that_succeeded",
     put("raw.visit", "outcome", "login_wall", A)),
    ("one wall for three accounts", "raw.counter", "content_is_its_own",
     both(put("raw.page_record", "sha256", "f" * 64, "visit_id.str.contains('side010[13579]')"),
          put("raw.counter", "low", 100, "visit_id.str.contains('side010[13579]')"),
          put("raw.counter", "high", 100, "visit_id.str.contains('side010[13579]')"))),
    ("one number for all", "raw.counter", "number_is_its_own",
     both(put("raw.counter", "low", 5_000_000, FOLLOWERS), put("raw.counter", "high", 5_000_000, FOLLOWERS))),
    ("two numbers of one page", "raw.counter", "one_visit_agrees_with_itself",
     add("raw.counter", f"{A} and {FOLLOWERS}", low=2, high=2)),
    ("two routes disagree", "raw.counter", "routes_agree",
     add("raw.counter", f"{A} and {FOLLOWERS}", low=9, high=9, visit_id="2026-10:graph_api:facebook:side0101")),
    ("likes and followers swapped", "raw.counter", "likes_and_followers_are_not_swapped",
     put("raw.counter", "kind", lambda old: old.map({"likes": "followers", "followers": "likes"}).fillna(old), A)),
    ("likes gone", "raw.counter", "accounts_with_both", drop("raw.counter", "kind == 'likes'")),
    ("a negative number of posts", "raw.feed", "post_count_is_within_limits", put("raw.feed", "post_count", -1)),
    ("posts lost", "raw.feed", "counts_the_posts_that_are_kept", drop("raw.post", A)),
    ("a window after the visit", "raw.feed", "reaches_back_from_the_visit", put("raw.feed", "covers_from", LATE)),
    ("a post from the future", "raw.post", "post_is_not_after_the_visit", put("raw.post", "posted_at", LATE)),
    ("posts of a wall", "raw.post", "post_comes_from_a_visit_that_succeeded",
     put("raw.visit", "outcome", "login_wall", A)),
    ("half an interval", "raw.post", "interactions_are_intervals", put("raw.post", "reactions_low", 3)),
    ("the page's own post an enquiry", "raw.post", "page_asks_itself_nothing", put("raw.post", "is_enquiry", True)),
    ("the page's own reply an enquiry", "raw.comment", "page_asks_itself_nothing",
     put("raw.comment", "is_enquiry", True, "by == 'page'")),
    ("a comment without its post", "raw.comment", "comment_has_its_post", put("raw.comment", "post_id", "p99")),
    ("a comment from the future", "raw.comment", "comment_is_not_after_the_visit",
     put("raw.comment", "commented_at", LATE)),
    ("a comment before its post", "raw.comment", "comment_is_not_before_its_post",
     put("raw.comment", "commented_at", EARLY)),
    ("a thread without its beginning", "raw.comment", "thread_begins_with_its_first_comment",
     drop("raw.comment", "visit_id.str.endswith('side0202') and position == 0")),
]  # fmt: skip

EDITION = [
    ("invented figures unmarked", "is_marked_as_its_country", put("mart.edition", "is_practice", False)),
    ("measured in another month", "observed_within_the_month", put("mart.edition", "observed_to", LATE)),
    ("another country's count", "authorities_are_the_registers", put("mart.edition", "authorities", 24)),
    ("quality told too well", "counts_are_the_rankings", put("mart.edition", "measured", 25)),
    ("a quarter of the sites down", "websites_answer",
     put("raw.visit", "outcome", "timeout", "route == 'website' and index % 4 == 0")),
    ("three sites down", "most_websites_answer",
     put("raw.visit", "outcome", "timeout", "target in ['0101', '0103', '0105']")),
    ("an eighth not measured", "pages_are_measured",
     put("mart.ranking", "state", "feil", "authority_number in ['0101', '0103']")),
    ("a tenth not measured", "most_pages_are_measured",
     put("mart.ranking", "state", "feil", "authority_number == '0101'")),
    ("last month's values", "values_are_fresh",
     put("mart.ranking", "observed_at", pd.Timestamp("2026-09-20"), "authority_number < '0109'")),
    ("a tenth lost", "measured_does_not_collapse",
     put("mart.ranking", "state", "feil", "authority_number in ['0101', '0103', '0105']")),
    ("a twentieth lost", "measured_does_not_fall",
     put("mart.ranking", "state", "feil", "authority_number in ['0101', '0103']")),
    ("a tenth without a page", "pages_do_not_collapse",
     put("mart.ranking", "account_status", None, "authority_number in ['0101', '0103']")),
    ("one without a page", "pages_do_not_fall",
     put("mart.ranking", "account_status", None, "authority_number == '0101'")),
    ("posts cut off", "posts_do_not_collapse", put("raw.feed", "post_count", 1, "post_count >= 0")),
]  # fmt: skip

RANKING = [
    ("an invented authority", "authority_is_in_the_register", put("mart.ranking", "authority_number", "9999")),
    ("another county", "kind_and_county_are_the_registers", put("mart.ranking", "county_number", "99")),
    ("another's population", "population_is_the_registers", put("mart.ranking", "population", 4711)),
    ("no population", "population_is_within_limits", put("mart.ranking", "population", 0)),
    ("the wrong size class", "size_class_follows_population",
     put("mart.ranking", "size_class", "≥ 50 000", "authority_number == '0101'")),
    ("points above 100", "visibility_score_is_within_limits", put("mart.ranking", "visibility_score", 101)),
    ("one page for two authorities", "official_page_has_one_authority",
     put("mart.ranking", "account_id", "felles.side", "index in (0, 1)")),
    ("zero for a wall", "unmeasured_has_no_figure", put("mart.ranking", "followers", 0, UNMEASURED)),
    ("a rank for a wall", "unmeasured_has_no_figure", put("mart.ranking", "rank", 25, UNMEASURED)),
    ("a figure lost", "measured_has_its_figures", put("mart.ranking", "coverage_percent", None)),
    ("a figure without its source", "measured_says_where_it_comes_from", put("mart.ranking", "source", None)),
    ("followers outside", "followers_lie_in_their_interval", put("mart.ranking", "followers", 1)),
    ("rounded called exact", "exact_is_one_number", put("mart.ranking", "is_exact", True, "followers_low < followers")),
    ("coverage outside", "coverage_lies_in_its_interval", put("mart.ranking", "coverage_percent", 1.0)),
    ("coverage of another population", "coverage_is_followers_per_inhabitant",
     put("mart.ranking", "coverage_percent_low", lambda old: old * 0.9)),
    ("a place's page", "coverage_is_believable", put("mart.ranking", "coverage_percent", 955.0)),
    ("a page nobody follows", "somebody_follows", put("mart.ranking", "followers", 0)),
    ("talking about wrongly divided", "talking_about_is_per_inhabitant",
     put("mart.ranking", "talking_about_percent", lambda old: old * 2)),
    ("seen in another month", "observed_within_the_month", put("mart.ranking", "observed_at", EARLY)),
    ("likes among followers", "one_kind_is_ranked", put("mart.ranking", "counter_kind", "likes")),
    ("one-way without a page", "use_class_needs_an_observed_page",
     put("mart.ranking", "use_class", "enveis", UNMEASURED)),
    ("dialogue without an answer", "use_class_follows_its_counts",
     put("mart.ranking", "use_class", "dialog", "use_class == 'enveis'")),
    ("front page without its points", "visibility_class_follows_its_score",
     put("mart.ranking", "visibility_score", 10)),
    ("absent and one-way", "absence_is_told_alike",
     put("mart.ranking", "use_class", "enveis", "state == 'ingen side'")),
    ("growth across a break", "growth_is_only_shown_when_measured",
     put("mart.ranking", "growth_state", "brudd", "growth_state == 'målt'")),
    ("ranks swapped", "rank_follows_coverage", put("mart.ranking", "rank", [2, 1], "index < 2")),
    ("ordinal instead of competition ranks", "rank_follows_coverage",
     both(put("mart.ranking", "followers", 1000, "index < 2"), put("mart.ranking", "population", 500, "index < 2"))),
    ("a band beside the rank", "rank_lies_in_its_band", put("mart.ranking", "rank_band_low", 20)),
    ("class ranks wrong", "rank_in_size_class_follows_coverage", put("mart.ranking", "rank_in_size_class", 9)),
    ("county ranks wrong", "rank_in_county_follows_coverage", put("mart.ranking", "rank_in_county", 9)),
    ("follower ranks wrong", "rank_by_followers_follows_followers", put("mart.ranking", "rank_by_followers", 24)),
    ("an invented former rank", "previous_rank_is_what_was_published", put("mart.ranking", "rank_previous", 24)),
    ("a climber invented", "rank_change_is_the_difference", put("mart.ranking", "rank_change", 12)),
    ("zero after non-zero", "followers_do_not_vanish", put("mart.ranking", "followers", 0)),
    ("a jump", "followers_do_not_jump", put("mart.ranking", "followers", lambda old: old * 3)),
    ("another counter", "counter_kind_is_kept", put("mart.ranking", "counter_kind", "likes")),
    ("growth from likes to followers", "change_of_counter_breaks_growth",
     put("mart.ranking", "counter_kind", "likes", "growth_state == 'målt'")),
    ("growth wrongly subtracted", "growth_is_the_difference",
     put("mart.ranking", "growth_persons", 1, "growth_state == 'målt'")),
    ("authorities forgotten", "authorities_of_both_months", drop("mart.ranking", "index < 5")),
    ("a page that is not official ranked", "ranked_page_is_official",
     put("mart.account", "status", "kandidat", "authority_number == '0101'")),
]  # fmt: skip

ACCOUNTS = [
    ("an invented authority", "authority_is_in_the_register", put("mart.account", "authority_number", "9999")),
    ("one page for two authorities", "official_account_has_one_owner",
     add("mart.account", "native_id == 'side0101'", authority_number="0103")),
    ("two pages for the whole", "one_account_speaks_for_the_whole",
     add("mart.account", "native_id == 'side0101'", native_id="another")),
    ("no proof", "official_account_has_its_proof", put("mart.account", "evidence", "")),
    ("no address", "account_can_be_opened", put("mart.account", "url", "")),
    ("chosen absence with a page", "chosen_absence_is_not_contradicted",
     add("mart.account", "native_id == 'side0101'", native_id="", status="chosen_not")),
    ("a share button", "official_account_is_not_the_platforms", put("mart.account", "native_id", "sharer.php")),
    ("the vendor's account", "official_account_is_not_a_vendors", put("mart.account", "native_id", "vevmakeren")),
    ("a group", "whole_authority_is_no_group",
     put("mart.account", "url", "https://www.facebook.com/groups/1/", "native_id == 'side0101'")),
    ("another's page", "account_is_not_anothers",
     put("raw.profile", "website", "https://www.vik3.kommune.xx/", "native_id == 'side0101'")),
]  # fmt: skip

LISTS = [
    ("a twenty-first line", "positions_run_from_one", add("mart.top_list", position=21)),
    ("the wrong order", "values_fall_with_position", put("mart.top_list", "value", [1.0, 2.0], "index < 2")),
    ("a value outside", "value_lies_in_its_interval", put("mart.top_list", "value", 1.0)),
    ("another value than the ranking", "value_is_the_rankings", put("mart.top_list", "value", lambda old: old + 1)),
    ("a shared first place", "rank_is_recomputed", put("mart.top_list", "rank", 1, "index < 2")),
]  # fmt: skip

NATIONAL = [
    ("another n", "all_is_the_scope", put("mart.national", "n_all", 24, "scope == 'alle'")),
    ("more measured than all", "counts_are_in_order", put("mart.national", "n_measured", 99)),
    ("a figure from nobody", "nothing_measured_has_no_value",
     put("mart.national", "n_measured", 0, "metric_id == 'M3 mean'")),
    ("a value outside", "value_lies_in_its_interval", put("mart.national", "high", 0.0, "metric_id == 'M3 mean'")),
    ("a mean of something else", "figure_is_made_from_the_ranking",
     put("mart.national", "value", lambda old: old * 1.01, "metric_id == 'M3 mean'")),
    ("unknown added as no", "figure_is_made_from_the_ranking",
     put("mart.national", "value", 50.0, "metric_id == 'M1'")),
    ("all followers doubled", "network_does_not_break",
     both(put("raw.counter", "low", lambda old: old * 2, "low > 0"),
          put("raw.counter", "high", lambda old: old * 2, "high > 0"))),
    ("all followers up by a fifth", "network_does_not_drift",
     both(put("raw.counter", "low", lambda old: old * 6 // 5, "low > 0"),
          put("raw.counter", "high", lambda old: old * 6 // 5, "high > 0"))),
    ("last month's numbers", "numbers_move",
     lambda tables: tables.update({"raw.counter": tables["previous raw.counter"].copy()})),
]  # fmt: skip

SPLIT = [
    ("99 per cent", "percents_sum_to_100", put("mart.use_class_split", "percent", lambda old: old - 1)),
    ("another share", "percent_is_the_share_rounded", put("mart.use_class_split", "percent_exact", 3.0)),
    ("another base", "base_is_the_sum", put("mart.use_class_split", "base", lambda old: old + 1)),
    ("a page moved", "pages_are_the_rankings",
     put("mart.ranking", "use_class", "inaktiv", "authority_number == '0101'")),
    ("unknown left out", "unknown_is_the_rankings", put("mart.use_class_split", "unknown", lambda old: old + 1)),
]  # fmt: skip

SERIES = [
    ("a month counted twice", "rows", add("mart.follower_series")),
    ("another sum than the country's", "series_is_the_national_sum", put("mart.follower_series", "value", 1.0)),
    ("an interval of its own", "series_is_the_national_sum", put("mart.follower_series", "low", 0.0)),
    ("another n", "series_is_the_national_sum", put("mart.follower_series", "n_measured", 1)),
]  # fmt: skip

GROUPS = [
    ("a county's followers", "mart.county", "sums_are_the_rankings", put("mart.county", "followers", 1)),
    ("a class's authorities", "mart.size_class", "sums_are_the_rankings", put("mart.size_class", "authorities", 1)),
    ("a channel's share", "mart.channel", "percent_is_of_all", put("mart.channel", "percent", 12.0)),
    ("hits invented", "mart.route", "targets_are_the_visits", put("mart.route", "ok", 1)),
    ("a banned route", "mart.route", "route_reads_something", put("mart.route", "ok", 1)),
    ("a route that lost its pages", "mart.route", "hit_rate_does_not_fall",
     both(put("mart.route", "hit_percent", 80.0), put("previous mart.route", "hit_percent", 90.0))),
    ("numbers become zero", "raw.counter", "numbers_do_not_become_zero",
     both(put("raw.counter", "low", 0, "index < 9"), put("raw.counter", "high", 0, "index < 9"))),
    ("last month's numbers read again", "raw.counter", "numbers_do_not_stand_still",
     lambda tables: tables.update({"raw.counter": tables["previous raw.counter"].copy()})),
    ("more than all", "mart.data_quality", "share_is_a_share", put("mart.data_quality", "value", 120.0, "unit == '%'")),
]  # fmt: skip

CORRUPTIONS: list[tuple[str, str, str, Spoil]] = [
    *READINGS,
    *((what, "mart.edition", check, spoil) for what, check, spoil in EDITION),
    *((what, "mart.ranking", check, spoil) for what, check, spoil in RANKING),
    *((what, "mart.account", check, spoil) for what, check, spoil in ACCOUNTS),
    *((what, "mart.top_list", check, spoil) for what, check, spoil in LISTS),
    *((what, "mart.national", check, spoil) for what, check, spoil in NATIONAL),
    *((what, "mart.use_class_split", check, spoil) for what, check, spoil in SPLIT),
    *((what, "mart.follower_series", check, spoil) for what, check, spoil in SERIES),
    *GROUPS,
    *DIALOGUE, *PUBLISHED, *SUSPICION,
]

WARNINGS = SUSPICION_WARNINGS | {
    "number_is_its_own", "routes_agree", "accounts_with_both", "comment_is_not_before_its_post",
    "thread_begins_with_its_first_comment", "most_websites_answer", "most_pages_are_measured",
    "measured_does_not_fall", "pages_do_not_fall", "posts_do_not_collapse", "coverage_is_believable",
    "somebody_follows", "followers_do_not_jump", "counter_kind_is_kept", "network_does_not_drift", "numbers_move",
    "route_reads_something", "inhabitants_agree_with_the_register",
}  # fmt: skip
INFO = {"imported_page_is_fresh", "website_is_where_the_register_says"}
"""Everything else must be critical."""
