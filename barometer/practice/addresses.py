"""How a website writes the address of an account: every form that is found in the wild, some better than others."""

from __future__ import annotations

from urllib.parse import quote

from barometer.practice import draw
from barometer.practice.other_accounts import FEDIVERSE_HOST
from barometer.practice.played import PlayedAccount

_FACEBOOK_HOSTS = (
    ("https://www.facebook.com", 0.62), ("http://www.facebook.com", 0.10), ("https://facebook.com", 0.08),
    ("https://m.facebook.com", 0.05), ("https://nb-no.facebook.com", 0.05), ("//www.facebook.com", 0.05),
    ("https://fb.com", 0.03), ("https://fb.me", 0.02),
)  # fmt: skip
_FACEBOOK_TAILS = (
    ("", 0.50), ("/", 0.20), ("?ref=hl", 0.06), ("/?fref=ts", 0.05), ("/?locale=nb_NO", 0.04), ("/timeline", 0.02),
    ("?utm_source=nettside&utm_medium=bunn", 0.04), ("/about/", 0.03), ("/?ref=bookmarks#", 0.03), ("/posts/", 0.03),
)  # fmt: skip


def written(account: PlayedAccount, seed: int, path: str | None = None) -> str:
    """Return the address of an account as its owner's website writes it; `path` replaces today's path."""
    if account.channel == "facebook":
        return _facebook(account, seed, account.path if path is None else path)
    name = account.path.lstrip("/")
    forms = {
        "instagram": (f"https://www.instagram.com/{name}/", f"https://instagram.com/{name}?igshid=YmMyMTA2M2Y="),
        "x": (f"https://twitter.com/{name}", f"https://x.com/{name}", f"https://twitter.com/#!/{name}"),
        "youtube": (f"https://www.youtube.com/{name}", f"https://youtube.com/{name}/videos"),
        "linkedin": (f"https://www.linkedin.com/{name}", f"https://no.linkedin.com/{name}/about/"),
        "bluesky": (f"https://bsky.app/{name}",),
        "mastodon": (f"https://{FEDIVERSE_HOST}/{name}",),
        "tiktok": (f"https://www.tiktok.com/{name}", f"https://www.tiktok.com/{name}?lang=nb-NO"),
        "snapchat": (f"https://www.snapchat.com/{name}",),
        "flickr": (f"https://www.flickr.com/{name}/",),
        "vimeo": (f"https://vimeo.com/{name}",),
        "issuu": (f"https://issuu.com/{name}",),
        "threads": (f"https://www.threads.net/{name}", f"https://www.threads.com/{name}"),
    }
    return draw.choice(forms[account.channel], seed, "written", account.key)


def _facebook(account: PlayedAccount, seed: int, path: str) -> str:
    about = (seed, "written", account.key)
    if "?" in path:
        plain = f"https://www.facebook.com{path}"
        return f"{plain}&sk=about" if draw.happens(0.2, *about, "sk") else plain
    if path.startswith(("/pages/", "/p/", "/groups/")):
        readable = path.startswith("/pages/") and draw.happens(0.4, *about, "category")
        path = path.replace("/pages/", "/pages/category/Government-organization/") if readable else path
        path = path if "category" not in path else "-".join(path.rsplit("/", 1)) + "/"
        return f"https://www.facebook.com{path}"
    if draw.happens(0.03, *about, "hash"):
        return f"https://www.facebook.com/#!{path}"
    whole = draw.weighted(_FACEBOOK_HOSTS, *about, "host") + path + draw.weighted(_FACEBOOK_TAILS, *about, "tail")
    if draw.happens(0.03, *about, "wrapped"):
        clean = whole if whole.startswith("http") else f"https:{whole}"
        return f"https://l.facebook.com/l.php?u={quote(clean, safe='')}&h=AT2x"
    return whole


def share_addresses(page_url: str, title: str) -> list[tuple[str, str, str]]:
    """Return (platform, link text, address) of the share buttons under a page."""
    address, words = quote(page_url, safe=""), quote(title)
    return [
        ("facebook", "Del på Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        ("x", "Del på X", f"https://twitter.com/intent/tweet?url={address}&text={words}"),
        ("linkedin", "Del på LinkedIn", f"https://www.linkedin.com/shareArticle?mini=true&url={address}&title={words}"),
        ("email", "Tips en venn", f"mailto:?subject={words}&body={address}"),
    ]
