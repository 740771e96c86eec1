"""Guards the posts and comments that were seen this month, and how far back they reach (raw.feed, post, comment)."""

from __future__ import annotations

import pandas as pd

from barometer.vocabulary import Outcome
from checks.readings import PARSE_AGAIN, of_visit
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, between, filled, holds, one_of, rows, unique

MINUTE = pd.Timedelta(minutes=1)
"""Times of posts and comments are cut to the minute."""
FIRST_POST = pd.Timestamp("2004-02-04")
"""The day Facebook opened, the first of the platforms."""
SHORT_FORM = pd.Timedelta(days=7)
"""Pages say "1 u" of a post and "9 d" of its comment: a time read from a short form is cut to its unit."""


def reaches_back_from_the_visit(feeds: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare how far back the feed reaches with when it was seen."""
    return answer(feeds["covers_from"] <= of_visit(feeds, frames, "finished_at"), feeds["covers_from"].notna())


def counts_the_posts_that_are_kept(feeds: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the feeds' own counts on a visit with the posts that were kept of it."""
    by = ["visit_id", "channel", "native_id"]
    kept = frames["raw.post"].groupby(by)["post_id"].nunique().to_dict()
    keys = pd.Series(list(feeds[by].itertuples(index=False, name=None)), index=feeds.index, dtype=object)
    told = feeds.groupby(by)["post_count"].transform("sum")
    return answer(told == keys.map(kept).fillna(0))


FEEDS = Suite(
    name="posts", table="raw.feed", key=("visit_id",),
    checks=(
        rows(lambda frames: int(len(frames["raw.post"]) > 0), None, CRITICAL, "minst én strøm når innlegg er lest",
             "Vet ingen hvilket tidsrom innleggene dekker, kan de ikke kalles for få eller for gamle.", PARSE_AGAIN),
        between("post_count", 0, None, CRITICAL, "antallet innlegg er ikke negativt",
                "Ingen skriver færre enn null innlegg.",
                PARSE_AGAIN),
        holds(counts_the_posts_that_are_kept, CRITICAL, "strømmens antall er antallet innlegg vi har",
              "Innlegg er gått tapt, og siden ville bli kalt taus.", PARSE_AGAIN, column="post_count"),
        holds(reaches_back_from_the_visit, CRITICAL, "strømmen begynner før besøket",
              "Et tidsrom som begynner etter besøket, dekker ingenting.", PARSE_AGAIN, column="covers_from"),
    ),
)  # fmt: skip


def _least_posts(frames: Frames) -> int:
    return int(len(frames["raw.feed"]) > 0 and frames["raw.feed"]["post_count"].sum() > 0)


def post_is_not_after_the_visit(posts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the post's time with when it was seen."""
    return answer(posts["posted_at"] <= of_visit(posts, frames, "finished_at") + MINUTE)


def post_comes_from_a_visit_that_succeeded(posts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look at the outcome of the visit behind every post."""
    return answer(of_visit(posts, frames, "outcome") == Outcome.OK)


def interactions_are_intervals(posts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look at reactions, comments and shares: both ends or none, none negative, the low one first."""
    holds_for_all = pd.Series(True, index=posts.index)
    for name in ("reactions", "comments", "shares"):
        low, high = posts[f"{name}_low"], posts[f"{name}_high"]
        holds_for_all &= (low.isna() & high.isna()) | ((low >= 0) & (low <= high)).fillna(False)
    return answer(holds_for_all)


def post_is_younger_than_its_platform(posts: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for posts from before there was anywhere to post."""
    return answer(posts["posted_at"] >= FIRST_POST, posts["posted_at"].notna())


def visible_thread_shows_its_comments(posts: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare comments seen with comments counted, where the visit said that it saw them all."""
    feeds, by = frames["raw.feed"], ["visit_id", "native_id"]
    visible = feeds[feeds["threads_visible"].fillna(False).astype(bool)]
    is_visible = pd.MultiIndex.from_frame(posts[by]).isin(pd.MultiIndex.from_frame(visible[by]))
    kept = frames["raw.comment"].groupby([*by, "post_id"]).size().to_dict()
    seen = [kept.get(key, 0) for key in posts[[*by, "post_id"]].itertuples(index=False, name=None)]
    told = posts["comments_low"].astype("float64")
    return answer(pd.Series(seen, index=posts.index) >= told, pd.Series(is_visible, index=posts.index) & told.notna())


def page_asks_itself_nothing(table: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for the page's own words that were counted as a citizen's enquiry."""
    return answer(table["is_enquiry"].isna() | (table["is_enquiry"] == False), table["by"] == "page")  # noqa: E712


POSTS = Suite(
    name="posts", table="raw.post", key=("visit_id", "post_id"),
    checks=(
        rows(_least_posts, None, CRITICAL, "minst ett innlegg når en strøm viser innlegg",
             "Innlegg er gått tapt, og alle sider ville bli kalt tause.", PARSE_AGAIN),
        unique(("visit_id", "channel", "native_id", "post_id"), CRITICAL, "hvert innlegg står én gang",
               "Et innlegg som står to ganger, telles to ganger.", PARSE_AGAIN),
        one_of("by", ("page", "visitor"), CRITICAL,
               "Hvem som skrev, avgjør hva som er en handling og hva som er en henvendelse.",
               PARSE_AGAIN),
        filled("posted_at", CRITICAL, "Et innlegg uten tidspunkt hører ikke til noe tidsrom.", PARSE_AGAIN),
        holds(post_is_not_after_the_visit, CRITICAL, "ingen innlegg er fra etter besøket",
              "Tidspunktet er lest feil.", PARSE_AGAIN, column="posted_at"),
        holds(post_is_younger_than_its_platform, CRITICAL, "ingen innlegg er eldre enn plattformene",
              "Tidspunktet er lest feil.", PARSE_AGAIN, column="posted_at"),
        holds(visible_thread_shows_its_comments, WARNING, "hver synlig tråd har alle kommentarene den teller",
              "Ikke alle kommentarene ble hentet, så henvendelser og svar kan mangle.", PARSE_AGAIN,
              column="comments_low"),
        holds(post_comes_from_a_visit_that_succeeded, CRITICAL, "innlegg finnes bare fra vellykkede besøk",
              "En innloggingsvegg eller feilside er lest som om den var kontoen.", PARSE_AGAIN, column="visit_id"),
        holds(interactions_are_intervals, CRITICAL, "reaksjoner, kommentarer og delinger er intervaller",
              "Et intervall med bare én ende sier ingenting.", PARSE_AGAIN, column="reactions_low"),
        holds(page_asks_itself_nothing, CRITICAL, "sidens egne innlegg er aldri henvendelser",
              "Sidens egne ord ville telle som en innbyggers.", PARSE_AGAIN, column="is_enquiry"),
    ),
)  # fmt: skip


def _least_comments(frames: Frames) -> int:
    feeds, posts = frames["raw.feed"], frames["raw.post"]
    if not len(feeds) or not len(posts):
        return 0
    visible = set(feeds.loc[feeds["threads_visible"].fillna(False).astype(bool), "visit_id"])
    told = posts[posts["visit_id"].isin(visible)]["comments_low"].fillna(0)
    return int((told > 0).any())


def comment_has_its_post(comments: pd.DataFrame, frames: Frames) -> pd.Series:
    """Look for the post that every comment stands under."""
    by = ["visit_id", "native_id", "post_id"]
    known = set(frames["raw.post"][by].itertuples(index=False, name=None))
    return answer(pd.Series([row in known for row in comments[by].itertuples(index=False, name=None)], dtype=object))


def comment_is_not_after_the_visit(comments: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the comment's time with when it was seen."""
    return answer(comments["commented_at"] <= of_visit(comments, frames, "finished_at") + MINUTE)


def comment_is_not_before_its_post(comments: pd.DataFrame, frames: Frames) -> pd.Series:
    """Compare the comment's time with its post's."""
    posts = frames["raw.post"]
    by = ["visit_id", "post_id"]
    times = dict(zip(posts[by].itertuples(index=False, name=None), posts["posted_at"], strict=True))
    posted = pd.to_datetime(pd.Series([times.get(row) for row in comments[by].itertuples(index=False, name=None)]))
    return answer(comments["commented_at"] >= posted - SHORT_FORM, posted.notna())


def thread_begins_with_its_first_comment(comments: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for replies whose own top-level comment is missing: paging was cut in the middle of a thread."""
    by = ["visit_id", "native_id", "post_id", "thread"]
    return answer(comments.groupby(by)["position"].transform("min") == 0)


COMMENTS = Suite(
    name="posts", table="raw.comment", key=("visit_id", "post_id", "thread", "position"),
    checks=(
        rows(_least_comments, None, WARNING, "minst én kommentar der tråder vises og teller kommentarer",
             "Uten trådene kan ingen se at en side svarer.", PARSE_AGAIN),
        unique(("visit_id", "native_id", "post_id", "thread", "position"), CRITICAL, "hver kommentar står én gang",
               "En kommentar som står to ganger, telles to ganger.", PARSE_AGAIN),
        one_of("by", ("page", "citizen"), CRITICAL,
               "Hvem som skrev, avgjør hva som er et svar og hva som er en henvendelse.",
               PARSE_AGAIN),
        holds(page_asks_itself_nothing, CRITICAL, "sidens egne svar er aldri henvendelser",
              "Sidens egne svar ville telle som en innbyggers.", PARSE_AGAIN, column="is_enquiry"),
        holds(comment_has_its_post, CRITICAL, "hver kommentar har sitt innlegg",
              "En kommentar uten innlegg hører ikke til noen tråd.", PARSE_AGAIN, column="post_id"),
        holds(comment_is_not_after_the_visit, CRITICAL, "ingen kommentarer er fra etter besøket",
              "Tidspunktet er lest feil, og da blir svartiden feil.", PARSE_AGAIN, column="commented_at"),
        holds(comment_is_not_before_its_post, WARNING, "ingen kommentar er eldre enn innlegget sitt",
              "Tidspunktet er lest feil, og da blir svartiden feil.", PARSE_AGAIN, column="commented_at"),
        holds(thread_begins_with_its_first_comment, WARNING, "hver tråd har sin første kommentar",
              "Ikke alle kommentarene ble hentet, så henvendelser kan mangle.", PARSE_AGAIN, column="position"),
    ),
)  # fmt: skip

SUITES = (FEEDS, POSTS, COMMENTS)
