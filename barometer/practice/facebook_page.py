"""A Facebook page as a stranger sees it: the shape of logged-out pages of 2024-26, in Norwegian.

What stands where (nothing else on the page is a count of the account):

* `<meta property="og:description">` and `<meta name="description">`:
  `Name. 5 941 liker · 7 snakker om dette · 12 har vært her. About` - exact figures, spaces (or no-break spaces) between
  thousands; the parts after the likes are left out when zero. About one page in twelve has no figures there at all.
* `<script type="application/json" data-sjs>` blocks, Facebook's server-side answers, in which these objects lie deep:
  `profile_header_renderer.user` with `id` (profile id), `name`, `url`, `delegate_page.id` (page id), `is_verified`,
  and `profile_social_context.content[]` of `{uri, text: {text: "1,2k følgere"}}`: likes (`uri` ends `friends_likes/`)
  and followers (`uri` ends `followers/`), abbreviated and cut, never rounded up;
  an intro item of `timeline_context_list_item_type` `INTRO_CARD_WEBSITE` with the website the page names, its `url`
  wrapped by `l.facebook.com`; category under `INTRO_CARD_CATEGORY`;
  `timeline_list_feed_units.edges[].node`: the ten latest posts of the page, newest first, each with `post_id`,
  `creation_time` (epoch seconds), actor, reactions, shares and comments as exact counts beside their shortened
  texts, and `interesting_top_level_comments` with at most two threads: author, `created_time`, text and replies.
  A comment is the page's own when `author.id` is the id of the page's profile (`user.id`).
* Noise that must not be read as a count: names with figures in them, "3 i rad", suggested pages with counters of their
  own under `suggested_pages`, reactions in the footer.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import quote

from barometer.practice import draw
from barometer.practice.audience import abbreviated, spaced
from barometer.practice.played import PlayedAccount
from barometer.practice.posts import PlayedComment, PlayedPost, posts_of
from barometer.practice.world import World

VISIBLE_POSTS = 10
VISIBLE_THREADS = 2
LOOK_BACK_DAYS = 400
"""A page that has been silent longer than this shows no post at all."""
SITE = "https://www.facebook.com"


def visible_posts(world: World, account: PlayedAccount) -> tuple[list[PlayedPost], bool]:
    """Return the latest posts that the page shows, newest first, and whether there are older ones."""
    own = [post for post in posts_of(world, account, LOOK_BACK_DAYS) if post.by_page]
    return own[:VISIBLE_POSTS], len(own) > VISIBLE_POSTS


def page_html(world: World, account: PlayedAccount) -> str:
    """Return the public page of an account with its latest posts."""
    seed = world.seed
    timeline = _timeline(account, *visible_posts(world, account))
    blocks = [_header(account, seed), _intro(account), timeline, _suggested(account, seed)]
    scripts = "\n".join(
        f'<script type="application/json" data-content-len="{len(text)}" data-sjs>{text}</script>'
        for text in (json.dumps(_envelope(block), ensure_ascii=True).replace("</", "<\\/") for block in blocks)
    )
    described = escape(describes(account, seed))
    address = escape(SITE + account.path)
    return f"""<!DOCTYPE html>
<html id="facebook" class="__fb-light-mode" lang="nb" dir="ltr"><head><meta charset="utf-8" />
<title>{escape(account.name)} | Facebook</title>
<meta name="description" content="{described}" />
<meta property="og:type" content="video.other" /><meta property="og:title" content="{escape(account.name)}" />
<meta property="og:description" content="{described}" /><meta property="og:url" content="{address}" />
<meta property="al:android:url" content="fb://profile/{account.profile_id}" />
<link rel="canonical" href="{address}" /><link rel="alternate" hreflang="x-default" href="{address}" />
<style>{_STYLE}</style>{scripts}</head>
<body class="_6s5d _71pn system-fonts--body segoe"><div id="mount_0_0_aB"><div role="banner">
<a href="/login/">Logg inn</a>
<a href="/reg/">Opprett ny konto</a></div><div class="splash-screen">3 i rad · 2026 ble et godt år</div></div>
<div id="has-finished-comet-page"></div></body></html>
"""


def describes(account: PlayedAccount, seed: int) -> str:
    """Return the text of og:description."""
    if draw.happens(0.08, seed, "no figures in og", account.key):
        return f"{account.name}. {account.about}"
    space = draw.choice((" ", "\u00a0", "\u202f"), seed, "space", account.key)
    parts = [f"{spaced(account.likes, space)} liker"]
    if account.talking_about:
        parts.append(f"{spaced(account.talking_about, space)} snakker om dette")
    if account.were_here:
        parts.append(f"{spaced(account.were_here, space)} har vært her")
    return f"{account.name}. {' · '.join(parts)}. {account.about}"


def _envelope(found: dict[str, Any]) -> dict[str, Any]:
    answer = {"__bbox": {"complete": True, "result": {"data": found, "extensions": {"is_final": True}}}}
    preload = ["RelayPrefetchedStreamCache", "next", [], ["adp_ProfileCometPreloader_0a1b", answer]]
    return {"require": [["ScheduledServerJS", "handle", None, [{"__bbox": {"require": [preload]}}]]]}


def _header(account: PlayedAccount, seed: int) -> dict[str, Any]:
    address = SITE + account.path
    joint = "&" if "?" in account.path else "/"
    tab = "sk=" if "?" in account.path else ""
    context = [
        {"text": {"text": f"{abbreviated(account.likes)} liker"}, "uri": f"{address}{joint}{tab}friends_likes/"},
        {"text": {"text": f"{abbreviated(account.followers)} følgere"}, "uri": f"{address}{joint}{tab}followers/"},
    ]
    verified = account.role == "helhetlig" and draw.happens(0.25, seed, "verified", account.key)
    user = {
        "__typename": "User",
        "id": account.profile_id,
        "name": account.name,
        "url": address,
        "is_verified": verified,
        "show_verified_badge_on_profile": verified,
        "delegate_page": {"id": account.page_id, "is_business_page_active": True},
        "profile_social_context": {"content": context},
    }
    return {"user": {"profile_header_renderer": {"__typename": "XFBProfilePlusHeaderRenderer", "user": user}}}


def _intro(account: PlayedAccount) -> dict[str, Any]:
    category = "Offentlig organisasjon" if account.role == "helhetlig" else "Samfunnsorganisasjon"
    items = [_intro_item("INTRO_CARD_CATEGORY", f"Side · {category}", None)]
    if account.website:
        shown = account.website.split("//")[1].strip("/").removeprefix("www.")
        wrapped = f"https://l.facebook.com/l.php?u={quote(account.website, safe='')}&h=AT0practice"
        items.append(_intro_item("INTRO_CARD_WEBSITE", shown, wrapped))
    views = [{"view_style_renderer": {"view": {"profile_tile_items": {"nodes": items}}}}]
    return {"user": {"id": account.profile_id, "profile_tile_sections": {"edges": [{"node": {
        "profile_tile_section_type": "INTRO", "profile_tile_views": {"nodes": views}}}]}}}  # fmt: skip


def _intro_item(kind: str, text: str, url: str | None) -> dict[str, Any]:
    title = {"text": text, "ranges": []}
    context = {"title": title, "plaintext_title": title, "url": url, "timeline_context_list_item_type": kind}
    return {"node": {"timeline_context_item": {"timeline_context_list_item_type": kind, "renderer": {
        "context_item": context}}}}  # fmt: skip


def _timeline(account: PlayedAccount, posts: list[PlayedPost], has_older: bool) -> dict[str, Any]:
    edges = [{"node": _story(account, post), "cursor": f"c{index}"} for index, post in enumerate(posts)]
    page_info = {"end_cursor": f"c{len(edges)}", "has_next_page": has_older}
    return {"user": {"id": account.profile_id, "timeline_list_feed_units": {"edges": edges, "page_info": page_info}}}


def _story(account: PlayedAccount, post: PlayedPost) -> dict[str, Any]:
    post_id = post.post_id.split("_")[1]
    seconds = int(post.at.timestamp())
    actor = {"__typename": "User", "id": account.profile_id, "name": account.name, "url": SITE + account.path}
    address = f"{SITE}/{account.native_id}/posts/{post_id}"
    summary = {
        "id": f"feedback-{post_id}",
        "owning_profile": actor,
        "reaction_count": {"count": post.reactions},
        "i18n_reaction_count": abbreviated(post.reactions),
        "share_count": {"count": post.shares},
        "i18n_share_count": abbreviated(post.shares),
        "comment_rendering_instance": {"comments": {"total_count": post.comment_count}},
        "can_viewer_comment": False,
    }
    comments = [{"comment": _comment(account, thread, 0)} for thread in post.threads[:VISIBLE_THREADS]]
    target = {
        "comet_ufi_summary_and_actions_renderer": {"feedback": summary},
        "interesting_top_level_comments": comments,
        "comments_disabled_notice": None if post.comments_open else {"text": "Kommentering er slått av."},
    }
    context = {"story": {"feedback_context": {"feedback_target_with_context": target}}}
    return {
        "__typename": "Story",
        "post_id": post_id,
        "comet_sections": {
            "content": {"story": {"message": {"text": post.text}, "actors": [actor], "wwwURL": address}},
            "context_layout": {"story": {"comet_sections": {"metadata": [
                {"story": {"creation_time": seconds, "url": address}}]}}},
            "feedback": {"story": {"story_ufi_container": context}},
        },
    }  # fmt: skip


def _comment(account: PlayedAccount, comment: PlayedComment, depth: int) -> dict[str, Any]:
    author = account.profile_id if comment.by_page else comment.author_id
    replies = [{"node": _comment(account, reply, depth + 1)} for reply in comment.replies]
    return {
        "id": f"comment-{comment.comment_id}",
        "legacy_fbid": comment.comment_id.split("_", 1)[1].replace("_", ""),
        "depth": depth,
        "created_time": int(comment.at.timestamp()),
        "author": {"__typename": "User", "id": author, "name": comment.author},
        "body": {"text": comment.text, "ranges": []},
        "feedback": {"total_reply_count": len(replies), "replies_connection": {"edges": replies}},
    }


def _suggested(account: PlayedAccount, seed: int) -> dict[str, Any]:
    count = draw.number(seed, "suggested", account.key) % 90_000
    page = {"name": "02blogg.xx", "social_context": {"text": f"{abbreviated(count)} følgere"}, "id": "100000000000001"}
    return {"viewer": {"suggested_pages": {"edges": [{"node": page}]}}}


_STYLE = "\n".join(
    f".x{index:x}{{display:flex;margin:{index % 9}px;color:var(--fds-{index % 13})}}" for index in range(240)
)
