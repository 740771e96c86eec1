"""graph.facebook.com: a page's own figures, its feed, and comments, with field expansion and cursors.

Follows the documented behaviour of v25.0: `comments` gives top-level comments unless `filter(stream)` asks for all
levels in order of time; `parent` stands on replies only; edges give 25 unless `limit` says otherwise (at most 100);
`?ids=` asks for up to fifty objects and fails as a whole when one of them does;
`paging.next` repeats the request with a cursor - and with the token in it, as the real one does; that copy is not
accepted here, only the Authorization header is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

from barometer.graph_versions import VERSIONS
from barometer.practice import draw
from barometer.practice import graph_errors as errors
from barometer.practice.answer import Answer, Asked
from barometer.practice.graph_fields import Field, read_fields
from barometer.practice.played import PlayedAccount
from barometer.practice.posts import PlayedComment, PlayedPost, posts_of
from barometer.practice.web import GRAPH_TOKEN
from barometer.practice.world import World

HOST = "graph.facebook.com"
_DEFAULT, _MOST, _MOST_IDS = 25, 100, 50


class Graph:
    """The Graph API over one world; it remembers only whom it has already turned away once for haste."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hurried: set[str] = set()
        today = world.now.date()
        self._removed = {each.name for each in VERSIONS if each.ends_on is not None and each.ends_on <= today}

    def answer(self, asked: Asked) -> Answer:
        """Answer a request for a page, its feed, its posts, or a post's comments."""
        token = asked.headers.get("authorization")
        if token != f"Bearer {GRAPH_TOKEN}":
            return errors.expired_token() if token == f"Bearer {GRAPH_TOKEN}-expired" else errors.no_token()
        parts = [part for part in asked.path.split("/") if part]
        if parts and parts[0].startswith("v"):
            if parts[0] in self._removed:
                return errors.removed_version(parts[0])
            parts = parts[1:]
        if not parts:
            return self._several(asked)
        if len(parts) > 2:
            return errors.bad_request("Unknown path components")
        account = self._world.account("facebook", parts[0].split("_")[0])
        refused = self._refusal(parts[0], account)
        if refused is not None or account is None:
            return refused or errors.no_alias(parts[0])
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        try:
            fields = read_fields(query.get("fields", ""))
            return errors.answered(self._found(account, parts, fields, query, asked))
        except ValueError as problem:
            return errors.bad_request(str(problem))

    def _refusal(self, node: str, account: PlayedAccount | None) -> Answer | None:
        if account is None:
            return errors.gone(node) if node.replace("_", "").isdigit() else errors.no_alias(node)
        code = errors.is_limited_once(self._world.seed, account)
        if code and account.key not in self._hurried:
            self._hurried.add(account.key)
            return errors.limited(code)
        if not account.exists or not account.is_public:
            return errors.gone(node)
        if errors.permission_of(self._world.seed, account) == "denied":
            return errors.denied(account)
        return None

    def _several(self, asked: Asked) -> Answer:
        """Answer about several pages: all of them, or the first error."""
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        ids = [each for each in query.get("ids", "").split(",") if each]
        if not 0 < len(ids) <= _MOST_IDS:
            return errors.bad_request(f"{len(ids)} ids: give 1 to {_MOST_IDS}")
        found = {}
        for key in ids:
            account = self._world.account("facebook", key)
            refused = self._refusal(key, account)
            if refused is not None or account is None:
                return refused or errors.no_alias(key)
            try:
                found[key] = self._found(account, [key], read_fields(query.get("fields", "")), query, asked)
            except ValueError as problem:
                return errors.bad_request(str(problem))
        return errors.answered(found)

    def _found(
        self, account: PlayedAccount, parts: list[str], fields: tuple[Field, ...], query: dict[str, str], asked: Asked
    ) -> dict[str, Any]:
        node = _Node(account, errors.permission_of(self._world.seed, account) == "granted", self._world.seed)
        posts = posts_of(self._world, account)
        if "_" in parts[0]:
            post = next((each for each in posts if each.post_id == parts[0]), None)
            if post is None:
                raise ValueError(f"no post {parts[0]}")
            if len(parts) == 1:
                return node.post(post, fields)
            asked_for = Field(name="comments", arguments=query, inner=fields)
            return node.comments(post.threads, asked_for, asked.path)
        if len(parts) == 1:
            return node.page(fields)
        if parts[1] not in ("feed", "posts", "published_posts"):
            raise ValueError(f"Tried accessing nonexisting edge ({parts[1]}) on node type (Page)")
        since, until = (float(query.get(name, limit)) for name, limit in (("since", "0"), ("until", "9e12")))
        shown = [
            node.post(post, fields)
            for post in posts
            if since <= post.at.timestamp() <= until and (post.by_page or parts[1] == "feed")
        ]
        return _paged(shown, query, asked.path)


class _Node:
    """Turns what is true of a page into what the token may see of it."""

    def __init__(self, account: PlayedAccount, sees_authors: bool, seed: int) -> None:
        self._account = account
        self._sees_authors = sees_authors
        self._seed = seed

    def page(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        account = self._account
        verified = account.role == "helhetlig" and draw.happens(0.25, self._seed, "verified", account.key)
        known: dict[str, Any] = {
            "id": account.page_id,
            "name": account.name,
            "username": None if account.native_id.isdigit() else account.path.lstrip("/"),
            "link": f"https://www.facebook.com{account.path}",
            "website": account.website,
            "category": "Government organization" if account.role == "helhetlig" else "Community organization",
            "about": account.about,
            "fan_count": account.likes,
            "followers_count": account.followers,
            "talking_about_count": account.talking_about,
            "were_here_count": account.were_here,
            "verification_status": "blue_verified" if verified else "not_verified",
            "is_verified": verified,
            "is_published": True,
            "has_transitioned_to_new_page_experience": True,
        }  # fmt: skip
        for field in fields:
            if field.name not in known:
                raise ValueError(f"Tried accessing nonexisting field ({field.name}) on node type (Page)")
        names = ["id", *(field.name for field in fields)] if fields else ["id", "name"]
        return {name: known[name] for name in dict.fromkeys(names) if known[name] is not None}

    def post(self, post: PlayedPost, fields: tuple[Field, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in fields or read_fields("created_time,message"):
            value = self._post_field(post, field)
            if value is not None:
                found[field.name] = value
        return {**found, "id": post.post_id}

    def _post_field(self, post: PlayedPost, field: Field) -> Any:
        if field.name == "comments":
            return self.comments(post.threads, field, f"/{post.post_id}/comments")
        if field.name == "reactions":
            return {"data": [], "summary": {"total_count": post.reactions, "viewer_reaction": "NONE"}}
        plain: dict[str, Any] = {
            "id": post.post_id,
            "created_time": _time(post.at),
            "updated_time": _time(post.at),
            "message": post.text,
            "status_type": "added_photos" if post.by_page else None,
            "permalink_url": f"https://www.facebook.com/{post.post_id.replace('_', '/posts/')}",
            "from": {"name": post.author, "id": post.author_id} if post.by_page or self._sees_authors else None,
            "shares": {"count": post.shares} if post.shares else None,
            "can_comment": post.comments_open,
        }
        if field.name not in plain:
            raise ValueError(f"Tried accessing nonexisting field ({field.name}) on node type (Post)")
        return plain[field.name]

    def comments(self, threads: Sequence[PlayedComment], field: Field, path: str) -> dict[str, Any]:
        rows: list[tuple[PlayedComment, PlayedComment | None]] = [(thread, None) for thread in threads]
        if field.arguments.get("filter") == "stream":
            rows += [(reply, thread) for thread in threads for reply in thread.replies]
        rows.sort(key=lambda row: row[0].at, reverse=field.arguments.get("order") == "reverse_chronological")
        listed = [self._comment(comment, parent, field.inner) for comment, parent in rows]
        found = _paged(listed, field.arguments, path)
        if field.arguments.get("summary", "").lower() in ("true", "1", "total_count"):
            count = sum(1 + len(thread.replies) for thread in threads)
            found["summary"] = {"order": "chronological", "total_count": count, "can_comment": True}
        return found

    def _comment(
        self, comment: PlayedComment, parent: PlayedComment | None, fields: tuple[Field, ...]
    ) -> dict[str, Any]:
        known: dict[str, Any] = {
            "created_time": _time(comment.at),
            "message": comment.text,
            "comment_count": len(comment.replies),
            "like_count": 0,
        }
        if self._sees_authors:
            known["id"] = _comment_id(comment)
            known["from"] = {"name": comment.author, "id": comment.author_id}
            known["can_reply_privately"] = False
            if parent is not None:
                known["parent"] = {"created_time": _time(parent.at), "message": parent.text, "id": _comment_id(parent)}
        found: dict[str, Any] = {}
        for field in fields or read_fields("created_time,from,message,id"):
            if field.name == "comments" and comment.replies:
                found["comments"] = self.comments(comment.replies, field, f"/{_comment_id(comment)}/comments")
            elif field.name in known:
                found[field.name] = known[field.name]
        return {**found, **({"id": known["id"]} if "id" in known else {})}


def _paged(rows: list[dict[str, Any]], arguments: dict[str, str], path: str) -> dict[str, Any]:
    """Return one page of an edge, with the address of the next one."""
    limit = min(_MOST, max(0, int(arguments.get("limit") or _DEFAULT)))
    start = int(arguments.get("after") or 0)
    shown = rows[start : start + limit]
    found: dict[str, Any] = {"data": shown}
    if shown:
        found["paging"] = {"cursors": {"before": str(start), "after": str(start + len(shown))}}
        if start + limit < len(rows):
            again = {**arguments, "access_token": GRAPH_TOKEN, "after": str(start + len(shown))}
            found["paging"]["next"] = f"https://{HOST}{path}?{urlencode(again)}"
    return found


def _comment_id(comment: PlayedComment) -> str:
    _, post, number = comment.comment_id.split("_")
    return f"{post}_{int(post) + 1 + int(number)}"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+0000"
