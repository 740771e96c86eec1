"""Facebook addresses: pages, profiles and groups in every form that stands on real websites.

Follows the forms documented by Meta (page plugin, `profile.php?id=`, usernames) and those counted in real
pages: `/pages/Name/ID`, `/p/Name-ID`, `/pg/…`, `#!/…`, `l.php?u=`, `fb.me`, plugins. Verified on saved pages only.
"""

from __future__ import annotations

import re

from barometer.parse.platforms.address import (
    PLACEHOLDERS,
    AccountUrl,
    Address,
    Answer,
    Wrapped,
    bare_name,
    moved,
    names,
    rejected,
    words,
)

CHANNEL = "facebook"
HOSTS = frozenset(
    f"{sub}facebook.com"
    for sub in ("", "www.", "m.", "mbasic.", "mobile.", "touch.", "web.", "business.", "new.", "l.", "lm.", "free.",
                "x.", "iphone.")
) | {"fb.com", "www.fb.com", "m.fb.com", "fb.me", "www.fb.me", "fb.watch", "on.fb.me", "m.me", "www.m.me",
     "messenger.com", "www.messenger.com"}
_MESSENGER = names("m.me www.m.me messenger.com www.messenger.com")
LOCALE = re.compile(r"(?:[a-z]{2}|[a-z]{2,3}-[a-z]{2,4})\.facebook\.com")

_RESERVED = words(
    share="share share.php sharer sharer.php",
    login="login login.php login.htm checkpoint recover r.php reg reg.php signup signup.php confirmemail.php"
    " logout.php logout oauth",
    pixel="tr tr.php impression.php",
    event="events event.php event",
    hashtag="hashtag",
    post="story.php permalink.php story posts notes note.php stories questions polls topic topics topic.php",
    photo="photo.php photo photos photos.php album.php media",
    video="watch video.php videos video reel reels live",
    search="search search.php srch.php directory find-friends places nearby local pages_browser public",
    message="messages messenger msg",
    developer="ajax api rsrc.php images connect.php dialog feeds ads adsmanager ad_center apps application.php"
    " developers platform fbml restserver.php v js css favicon.ico robots.txt xti.php x a n ufi 2008 embed",
    policy="policies policy.php policy privacy legal terms terms.php help help.php about about.php business"
    " careers jobs settings me home.php home index.php index.html bookmarks download mobile lite games gaming"
    " marketplace fundraisers donate safety security communitystandards cookies brand press ad_campaign"
    " campaign latest pokes lists friends saved feed offers crisisresponse whitehat badges gifts gettingstarted.php"
    " advertising advertise adpreferences memories weather dating creators accountquality ad-library support"
    " facebookmobile editprofile.php invite.php inbox unsupportedbrowser site findfriends hacked"
    " votinginformationcenter coronavirus_info",
)
_TABS = names(
    "about about_details about_contact_and_basic_info about_profile_transparency app_page_browser community events"
    " followers following friends friends_likes groups home info info_contact insights inbox jobs likes live"
    " live_videos map map_media mentions menu music notes offers page_internal past_hosted_events photos photos_all"
    " photos_albums photos_by photos_of photos_stream playlists posts posts_to_page publishing_tools questions reels"
    " reels_tab reviews services shop shop_tab stories timeline upcoming_hosted_events videos videos_by wall"
    " transparency timeline/ manager settings support fundraisers sport places_visited likes_all sports"
    " directory_results directory_contact_info directory_basic_info notifications wall.php"
    " subscribe ads grid featured impressum page_created_stories"
)
_CONTENT = {
    "posts": "post", "permalink": "post", "notes": "post", "questions": "post", "activity": "post",
    "stories": "post", "photos": "photo", "photo": "photo", "photos_albums": "photo", "albums": "photo",
    "media": "photo", "videos": "video", "video": "video", "reels": "video", "reel": "video", "live": "video",
    "events": "event", "event": "event", "offers": "post",
}
_ID = re.compile(r"\d{5,20}")
_ID_AT_END = re.compile(r".*-(\d{8,20})")
# Word characters only: usernames are letters, digits and dots, page names in old addresses carry dashes.
_NAME = re.compile(r"(?=.*\w)[\w.\-]{2,100}")
_CODE = re.compile(r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{6,14}")
_VERSION = re.compile(r"v\d{1,2}(?:\.\d+)?")
_PLUGINS_OF_PAGES = names(
    "page.php page likebox.php likebox fan.php like.php like follow.php follow facepile.php subscribe.php"
    " like_box.php group.php group connect.php activity.php"
)


def read(address: Address) -> Answer:
    """Return the page, profile or group that a Facebook address names, or why it names none."""
    if address.fragment.startswith("!/"):
        address = moved(address, address.fragment[1:])
    if address.host in _MESSENGER:
        return rejected(CHANNEL, "message")
    if address.host == "fb.watch":
        return rejected(CHANNEL, "video")
    if address.host == "on.fb.me" or (address.host.endswith("fb.me") and _is_code(address)):
        return rejected(CHANNEL, "short")
    segments = address.segments
    if segments and _VERSION.fullmatch(segments[0]):
        segments = segments[1:]
    if segments and segments[0].lower() in ("l.php", "plugins", "widgets", "connect"):
        return _outer(address, segments)
    if address.host in ("l.facebook.com", "lm.facebook.com"):
        return Wrapped(address.query["u"]) if "u" in address.query else rejected(CHANNEL, "unknown")
    return _inner(address, segments)


def _outer(address: Address, segments: tuple[str, ...]) -> Answer:
    """Read an address that carries another one: the outgoing-link page and the plugins."""
    if segments[0].lower() == "l.php":
        return Wrapped(address.query["u"]) if "u" in address.query else rejected(CHANNEL, "unknown")
    plugin = segments[1].lower() if len(segments) > 1 else ""
    if "share" in plugin:
        return rejected(CHANNEL, "share")
    if plugin not in _PLUGINS_OF_PAGES:
        return rejected(CHANNEL, "plugin")
    target = address.query.get("href", "")
    if target.startswith("/") and not target.startswith("//"):
        target = f"https://www.facebook.com{target}"
    if "facebook.com" in target or "fb.com" in target or "fb.me" in target:
        return Wrapped(target)
    # The fan box of before 2011, and its successor, took the page's number or name.
    number = address.query.get("id") or address.query.get("page_id") or address.query.get("profile_id") or target
    if _ID.fullmatch(number):
        return AccountUrl(CHANNEL, number, "page")
    name = address.query.get("name", "")
    return _named(name) if plugin in ("fan.php", "connect.php") and name else rejected(CHANNEL, "plugin")


def _inner(address: Address, segments: tuple[str, ...]) -> Answer:
    """Read an address that opens something on Facebook itself."""
    if not segments:
        return rejected(CHANNEL, "front")
    first, rest = segments[0].lower(), segments[1:]
    number = bare_name(address.query.get("id", ""))
    if first in ("profile.php", "people"):
        number = number or next((part for part in rest if _ID.fullmatch(part)), "")
        return AccountUrl(CHANNEL, number, "profile") if _ID.fullmatch(number) else rejected(CHANNEL, "unknown")
    if first == "groups" and address.query.get("view") == "permalink":
        return rejected(CHANNEL, "post")
    if first in ("groups", "group.php"):
        return _group(rest, address.query.get("gid", ""))
    if first == "pages":
        return _old_page(rest)
    if first in ("pg", "p"):
        return _page(rest) if rest else rejected(CHANNEL, "unknown")
    if "facebook.com" in first and rest:
        # An editor pasted a whole address behind the platform's own.
        return _inner(address, rest)
    if first in ("https:", "http:") and rest:
        return _inner(address, rest[1:] if "facebook.com" in rest[0].lower() else rest)
    if first == "home.php" and not address.query:
        return rejected(CHANNEL, "front")
    if first in _RESERVED:
        return rejected(CHANNEL, _RESERVED[first])
    return _page(segments)


def _page(segments: tuple[str, ...]) -> Answer:
    """Read `name`, `number` or `Name-number`, and the tab or the content that may follow."""
    rest = tuple(part.lower() for part in segments[1:])
    if len(rest) > 1 and rest[0] in _CONTENT:
        return rejected(CHANNEL, _CONTENT[rest[0]])
    if rest and not (rest[0] in _TABS or rest[0].startswith(("app_", "app", "?", "&", "sk="))):
        return rejected(CHANNEL, _CONTENT.get(rest[0], "unknown"))
    return _named(segments[0])


def _named(name: str) -> Answer:
    name = bare_name(name.removeprefix("@"))
    if _ID.fullmatch(name):
        return AccountUrl(CHANNEL, name, "page")
    numbered = _ID_AT_END.fullmatch(name)
    if numbered:
        return AccountUrl(CHANNEL, numbered[1], "page")
    is_placeholder = name.isdigit() or name.lower() in PLACEHOLDERS
    if not _NAME.fullmatch(name) or is_placeholder or name.lower().endswith((".php", ".html", ".js", ".htm")):
        return rejected(CHANNEL, "unknown")
    return AccountUrl(CHANNEL, name.lower(), "page")


def _old_page(rest: tuple[str, ...]) -> Answer:
    """Read what follows `/pages/`: `Name/ID`, `City/Name/ID`, `category/Kind/Name-ID`, `category/Kind/name`."""
    if rest and rest[0].lower() == "category":
        return _page(rest[2:]) if len(rest) > 2 else rejected(CHANNEL, "search")
    for index in (1, 2, 0, 3):
        if index < len(rest) and _ID.fullmatch(rest[index]):
            return _page(rest[index:])
    numbered = _ID_AT_END.fullmatch(rest[0]) if rest else None
    return AccountUrl(CHANNEL, numbered[1], "page") if numbered else rejected(CHANNEL, "unknown")


def _group(rest: tuple[str, ...], number: str) -> Answer:
    if len(rest) > 2 and rest[1].lower() in ("permalink", "posts", "user", "photos", "files"):
        return rejected(CHANNEL, "post")
    name = rest[0] if rest else number
    if not _NAME.fullmatch(name) or name.lower() in ("discover", "feed", "create", "search", "joins", "joinsearch"):
        return rejected(CHANNEL, "unknown")
    return AccountUrl(CHANNEL, f"groups/{name.lower()}", "group")


def _is_code(address: Address) -> bool:
    """Tell a made-up short code (`fb.me/6kX2QbYlA`) from a username; `fb.me/e/…` is an event's short form."""
    return bool(address.segments) and (len(address.segments) > 1 or bool(_CODE.fullmatch(address.segments[0])))


def opens(native_id: str) -> str:
    """Return an address that opens the account."""
    return f"https://www.facebook.com/{native_id}"
