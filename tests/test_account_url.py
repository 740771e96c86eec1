"""Any address to an account: true forms by platform, refusals by reason, and tricks that must never pass."""

import csv
import json

import pytest

from barometer.parse.account_url import AccountUrl, Rejected, account_address, account_of
from tests.shared import HOSTILE, REAL, needs_hostile, needs_real

KEY = "UCl_oXkXkPj6t9RoAgUKiYuQ"

# why -> (address, channel, native id, kind)
TRUE_FORMS = {
    "facebook: a name": [
        ("https://www.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/Oslo.Kommune/", "facebook", "oslo.kommune", "page"),
        ("http://facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("HTTPS://WWW.FACEBOOK.COM/OsloKommune", "facebook", "oslokommune", "page"),
        ("//www.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("www.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("  https://www.facebook.com/oslokommune\u200b ", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/oslokommune%20", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com:443/oslokommune", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/@oslokommune", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/sømnakommune", "facebook", "sømnakommune", "page"),
    ],
    "facebook: a number": [
        ("https://www.facebook.com/260769680665568", "facebook", "260769680665568", "page"),
        ("https://www.facebook.com/pages/Oslo-kommune/122435867794519", "facebook", "122435867794519", "page"),
        ("https://www.facebook.com/pages/Oslo-kommune/122435867794519?ref=hl", "facebook", "122435867794519", "page"),
        ("https://www.facebook.com/pages/Oslo-Norway/Oslo-kommune/122435867794519", "facebook", "122435867794519",
         "page"),
        ("https://www.facebook.com/pages/S%F8mna/122435867794519?sk=wall", "facebook", "122435867794519", "page"),
        ("https://www.facebook.com/pages/category/Government-Organization/Oslo-kommune-122435867794519/", "facebook",
         "122435867794519", "page"),
        ("https://www.facebook.com/p/Oslo-kommune-100064716853098/", "facebook", "100064716853098", "page"),
        ("https://www.facebook.com/Point-Of-Sail-Kiel-POS-368722207189/", "facebook", "368722207189", "page"),
        ("https://www.facebook.com/Sømna-kommune-122435867794519/?fref=ts", "facebook", "122435867794519", "page"),
    ],
    "facebook: a person or a group is said to be one": [
        ("https://www.facebook.com/profile.php?id=100012241140363", "facebook", "100012241140363", "profile"),
        ("https://www.facebook.com/profile.php?v=info&id=100012241140363", "facebook", "100012241140363", "profile"),
        ("https://www.facebook.com/people/Ola-Nordmann/100020635422861/", "facebook", "100020635422861", "profile"),
        ("https://www.facebook.com/groups/159674260852951/", "facebook", "groups/159674260852951", "group"),
        ("https://www.facebook.com/groups/Oslo.Bygger", "facebook", "groups/oslo.bygger", "group"),
        ("https://www.facebook.com/group.php?gid=14448723154", "facebook", "groups/14448723154", "group"),
    ],
    "facebook: other hosts": [
        ("https://m.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://mbasic.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://touch.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://web.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://nb-no.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://nn-no.facebook.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://es-la.facebook.com/periodicojuventudrebelde", "facebook", "periodicojuventudrebelde", "page"),
        ("https://fb.com/oslokommune", "facebook", "oslokommune", "page"),
        ("https://fb.me/oslokommune", "facebook", "oslokommune", "page"),
    ],
    "facebook: wrapped in another address": [
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Foslokommune&h=AT0", "facebook", "oslokommune",
         "page"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.instagram.com%2Foslokommune%2F", "instagram", "oslokommune",
         "account"),
        ("https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Foslokommune&tabs=timeline",
         "facebook", "oslokommune", "page"),
        ("//www.facebook.com/plugins/likebox.php?href=http://www.facebook.com/pages/Oslo/122435867794519", "facebook",
         "122435867794519", "page"),
        ("http://www.facebook.com/plugins/likebox.php?id=122435867794519&width=300", "facebook", "122435867794519",
         "page"),
        ("https://www.facebook.com/v2.7/plugins/page.php?href=https://www.facebook.com/oslokommune/", "facebook",
         "oslokommune", "page"),
        ("http://www.facebook.com/connect/connect.php?id=122435867794519&connections=10", "facebook", "122435867794519",
         "page"),
        ("https://www.facebook.com/https://www.facebook.com/oslokommune/", "facebook", "oslokommune", "page"),
    ],
    "facebook: trailing noise": [
        ("https://www.facebook.com/oslokommune/posts/", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/oslokommune/about/?ref=page_internal", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/oslokommune?mibextid=ZbWKwL", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/oslokommune/?locale=nb_NO#", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/pg/oslokommune/photos/", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/#!/oslokommune", "facebook", "oslokommune", "page"),
        ("https://www.facebook.com/home.php?#!/pages/Oslo/122435867794519?ref=ts", "facebook", "122435867794519",
         "page"),
        ("https://www.facebook.com/oslokommune/app_123456", "facebook", "oslokommune", "page"),
    ],
    "instagram": [
        ("https://www.instagram.com/Oslo_Kommune/", "instagram", "oslo_kommune", "account"),
        ("https://instagram.com/oslo.kommune?igshid=1abc", "instagram", "oslo.kommune", "account"),
        ("https://www.instagram.com/_u/oslokommune/", "instagram", "oslokommune", "account"),
        ("https://www.instagram.com/oslokommune/tagged/", "instagram", "oslokommune", "account"),
    ],
    "x": [
        ("https://twitter.com/Oslokommune", "x", "oslokommune", "account"),
        ("https://x.com/oslokommune?lang=no", "x", "oslokommune", "account"),
        ("https://mobile.twitter.com/oslokommune", "x", "oslokommune", "account"),
        ("http://www.twitter.com/#!/oslokommune", "x", "oslokommune", "account"),
        ("https://www.twitter.com/@oslokommune", "x", "oslokommune", "account"),
        ("https://twitter.com/oslokommune/with_replies", "x", "oslokommune", "account"),
    ],
    "youtube": [
        ("https://www.youtube.com/@OsloKommune", "youtube", "@oslokommune", "handle"),
        ("https://www.youtube.com/@oslokommune/videos", "youtube", "@oslokommune", "handle"),
        (f"https://www.youtube.com/channel/{KEY}", "youtube", KEY, "channel"),
        (f"https://m.youtube.com/channel/{KEY}/featured?view_as=subscriber", "youtube", KEY, "channel"),
        ("https://www.youtube.com/c/OsloKommune", "youtube", "c/oslokommune", "custom"),
        ("https://www.youtube.com/user/oslokommune?feature=mhum", "youtube", "user/oslokommune", "user"),
        ("http://no.youtube.com/user/oslokommune", "youtube", "user/oslokommune", "user"),
        ("https://www.youtube.com/oslokommune", "youtube", "c/oslokommune", "custom"),
    ],
    "linkedin": [
        ("https://www.linkedin.com/company/oslo-kommune/", "linkedin", "company/oslo-kommune", "company"),
        ("https://no.linkedin.com/company/Oslo-Kommune/about/", "linkedin", "company/oslo-kommune", "company"),
        ("https://www.linkedin.com/company/12345?trk=x", "linkedin", "company/12345", "company"),
        ("https://www.linkedin.com/school/university-of-oslo/", "linkedin", "school/university-of-oslo", "school"),
        ("https://www.linkedin.com/edu/school?id=19136", "linkedin", "school/19136", "school"),
        ("https://www.linkedin.com/showcase/oslo-jobb/", "linkedin", "showcase/oslo-jobb", "showcase"),
        ("https://www.linkedin.com/in/ola-nordmann-1a2b/", "linkedin", "in/ola-nordmann-1a2b", "profile"),
        ("https://www.linkedin.com/groups/1234567/", "linkedin", "groups/1234567", "group"),
        ("https://www.linkedin.com/company/chicago-teachers%27-pension-fund", "linkedin",
         "company/chicago-teachers'-pension-fund", "company"),
    ],
    "other platforms": [
        ("https://www.tiktok.com/@oslokommune?lang=no", "tiktok", "oslokommune", "account"),
        ("https://www.threads.net/@oslokommune", "threads", "oslokommune", "account"),
        ("https://www.threads.com/@oslokommune", "threads", "oslokommune", "account"),
        ("https://bsky.app/profile/oslo.kommune.no", "bluesky", "oslo.kommune.no", "account"),
        ("https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur", "bluesky", "did:plc:z72i7hdynmk6r22z27h6tvur",
         "account"),
        ("https://oslo.bsky.social/", "bluesky", "oslo.bsky.social", "account"),
        ("https://mastodon.social/@Oslo", "mastodon", "oslo@mastodon.social", "account"),
        ("https://snabelen.no/web/@oslo", "mastodon", "oslo@snabelen.no", "account"),
        ("https://social.kommune.xx/@lillevik", "mastodon", "lillevik@social.kommune.xx", "account"),
        ("https://www.snapchat.com/add/oslokommune", "snapchat", "oslokommune", "account"),
        ("https://www.snapchat.com/@oslokommune", "snapchat", "oslokommune", "account"),
        ("https://www.flickr.com/photos/oslokommune/albums", "flickr", "oslokommune", "account"),
        ("https://www.flickr.com/photos/53058076@N05/", "flickr", "53058076@N05", "account"),
        ("https://www.flickr.com/groups/oslo/", "flickr", "groups/oslo", "group"),
        ("https://vimeo.com/oslokommune", "vimeo", "oslokommune", "account"),
        ("https://vimeo.com/channels/oslo", "vimeo", "channels/oslo", "channel"),
        ("https://issuu.com/oslokommune/docs", "issuu", "oslokommune", "account"),
        ("https://no.pinterest.com/oslokommune/", "pinterest", "oslokommune", "account"),
        ("https://www.pinterest.co.uk/oslokommune/", "pinterest", "oslokommune", "account"),
        ("https://oslokommune.wordpress.com/", "blog", "oslokommune.wordpress.com", "account"),
        ("https://feeds.feedburner.com/OsloKommune", "rss", "feeds.feedburner.com/oslokommune", "feed"),
    ],
}

# reason's kind -> addresses
REFUSED = {
    "share": [
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.oslo.kommune.no",
        "https://www.facebook.com/sharer.php?u=a",
        "https://www.facebook.com/share.php?u=a", "https://www.facebook.com/share/1AbCdEfGhi/",
        "https://twitter.com/share?url=a",
        "https://twitter.com/home?status=a", "https://www.linkedin.com/shareArticle?mini=true&url=a",
        "https://www.linkedin.com/sharing/share-offsite/?url=a", "https://www.linkedin.com/cws/share?url=a",
        "https://pinterest.com/pin-builder/?url=a", "https://mastodon.social/share?text=a",
        "https://www.snapchat.com/scan?a=b",
    ],
    "intent": ["https://twitter.com/intent/tweet?text=a", "https://x.com/intent/post?text=a",
               "https://www.threads.net/intent/post?text=a", "https://bsky.app/intent/compose?text=a"],
    "login": ["https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Foslokommune",
              "https://www.facebook.com/login.php", "https://www.instagram.com/accounts/login/",
              "https://www.linkedin.com/uas/login?x=y", "https://twitter.com/login"],
    "pixel": ["https://www.facebook.com/tr?id=638588492963657&ev=PageView&noscript=1"],
    "event": ["https://www.facebook.com/events/123456789/", "https://www.facebook.com/oslokommune/events/123456789/",
              "https://www.linkedin.com/events/1234/"],
    "hashtag": ["https://www.facebook.com/hashtag/oslo", "https://twitter.com/hashtag/oslo",
        "https://www.tiktok.com/tag/oslo",
                "https://www.instagram.com/explore/tags/oslo/", "https://www.youtube.com/hashtag/oslo"],
    "post": ["https://www.facebook.com/oslokommune/posts/1234567890",
        "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
             "https://www.facebook.com/groups/1234567/permalink/123",
             "https://www.facebook.com/story.php?story_fbid=1&id=22222",
             "https://www.instagram.com/p/CZWjRrNsnRa/", "https://twitter.com/oslokommune/status/123",
             "https://www.threads.net/@oslokommune/post/abc", "https://bsky.app/profile/oslo.no/post/3k",
             "https://mastodon.social/@oslo/1099", "https://www.linkedin.com/posts/oslo_activity-1",
             "https://no.pinterest.com/pin/1/",
             "https://www.linkedin.com/feed/update/urn:li:activity:1"],
    "photo": ["https://www.facebook.com/oslokommune/photos/a.1/2", "https://www.facebook.com/photo.php?fbid=1",
              "https://www.flickr.com/photos/oslokommune/4521017219/",
              "https://www.instagram.com/stories/oslokommune/1/"],
    "video": ["https://www.facebook.com/oslokommune/videos/123", "https://www.facebook.com/watch/?v=1",
        "https://fb.watch/abc/",
              "https://www.youtube.com/watch?v=kxZ8Qe5TZT4", "https://youtu.be/6g4e-4JNVNQ",
              "https://vimeo.com/12345678",
              "https://www.youtube.com/embed/pNUwfgeFZBQ", "https://player.vimeo.com/video/1",
              "https://www.tiktok.com/@oslo/video/7",
              "https://www.youtube.com/shorts/abc", "https://www.instagram.com/reel/abc/"],
    "document": ["https://issuu.com/oslokommune/docs/plan_2020"],
    "policy": ["https://www.facebook.com/policies/cookies/", "https://www.facebook.com/help/123",
        "https://www.facebook.com/privacy",
               "https://twitter.com/privacy", "https://www.instagram.com/legal/privacy/",
               "https://www.youtube.com/t/terms",
               "https://vimeo.com/privacy", "https://www.linkedin.com/legal/privacy-policy"],
    "developer": ["https://connect.facebook.net/nb_NO/sdk.js", "https://developers.facebook.com/docs/plugins/",
                  "https://platform.twitter.com/widgets.js", "https://www.youtube.com/iframe_api",
                  "http://www.facebook.com/2008/fbml",
                  "https://www.facebook.com/v2.7/dialog/feed?app_id=1", "https://graph.facebook.com/oslokommune",
                  "https://scontent.cdninstagram.com/v/t51.jpg"],
    "front": ["https://www.facebook.com/", "http://facebook.com", "https://www.instagram.com", "https://twitter.com/",
        "https://x.com",
              "https://www.youtube.com/", "https://www.linkedin.com", "https://www.tiktok.com/", "https://bsky.app/"],
    "search": ["https://www.youtube.com/results?search_query=oslo", "https://twitter.com/search?q=oslo",
               "https://www.facebook.com/search/top?q=oslo"],
    "list": ["https://www.youtube.com/playlist?list=PLX61", "https://twitter.com/oslokommune/lists/etater",
             "https://www.pinterest.com/oslokommune/tavle/"],
    "short": ["https://t.co/abcdef", "https://lnkd.in/abc", "https://vm.tiktok.com/ZM1/", "https://fb.me/6kX2QbYlA",
        "https://pin.it/abc",
              "https://flic.kr/p/abc"],
    "message": ["https://m.me/oslokommune", "https://www.facebook.com/messages/t/1"],
    "plugin": ["https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.oslo.kommune.no%2F",
               "https://www.facebook.com/plugins/video.php?href=https://www.facebook.com/oslo/videos/1"],
    "unknown": ["https://www.facebook.com/pages/Oslo", "https://www.facebook.com/profile.php",
        "https://www.facebook.com/<script>",
                "https://www.youtube.com/channel/kort", "https://www.facebook.com/oslo%2Fkommune",
                "https://www.facebook.com/123"],
}

TRICKS = [
    "http://facebook.com.evil.no/oslo", "http://facebook.com@evil.no/oslo", "http://facebook.com:x@evil.no/",
    "http://user@facebook.com/oslo", "http://evil.no\\@facebook.com/oslo", "http://facebook.com\\@evil.no/oslo",
    "http://facebook.com\\.evil.no/oslo", "https://ｆａｃｅｂｏｏｋ.com/oslo", "https://facebook。com/oslo",
    "https://facebook.com%2eevil.no/oslo",
    "https://%66acebook.com/oslo", "https://facebook.com:8080/oslo", "https://fa\tcebook.com/oslo",
    "https://facebook.com./oslo",
    "https:///facebook.com/oslo", "https:\\\\facebook.com\\oslo", "javascript://facebook.com/oslo",
    "ftp://facebook.com/oslo",
    "https://facebook.com%00.evil.no/oslo", "https://evil.no/https://www.facebook.com/oslo",
    "https://evil.no#@facebook.com/oslo",
    "https://evil.no?facebook.com/oslo", "https://www.facebook.com/l.php?u=https://www.facebook.com@evil.no/x",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.no%2Foslo", "https://myfacebook.com/oslo",
    "https://facebook.no/oslo",
    "https://faceb00k.com/oslo", "https://evil.no/@oslo", "https://medium.evil.no/@oslo",
    "https://www.oslo.kommune.no/rss.xml", "oslo", "",
    "https://www.facebook.com/" + "a" * 5000, "https://facebook.com/oslo\x00", "https://[::1]/oslo",
    "https://1.1.1.1/@oslo",
]


@pytest.mark.parametrize(
    ("url", "expected"),
    [(url, AccountUrl(*rest)) for rows in TRUE_FORMS.values() for url, *rest in rows],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_true_form_names_its_account_and_opens_again(url, expected):
    found = account_of(url)
    assert found == expected
    again = account_of(account_address(expected.channel, expected.native_id))
    assert (again.channel, again.native_id) == (expected.channel, expected.native_id)


def test_there_are_enough_true_forms():
    assert len({url for rows in TRUE_FORMS.values() for url, *_ in rows}) >= 60


@pytest.mark.parametrize(("kind", "url"), [(kind, url) for kind, urls in REFUSED.items() for url in urls])
def test_what_names_no_account_says_what_it_is(kind, url):
    found = account_of(url)
    assert isinstance(found, Rejected)
    assert found.kind == kind
    assert found.reason
    assert found.channel


@pytest.mark.parametrize("url", TRICKS)
def test_a_trick_is_nobodys_account(url):
    assert not isinstance(account_of(url), AccountUrl)


def test_what_a_link_says_of_itself_opens_any_instance_and_feed():
    assert account_of("https://toot.oslo.no/@by", said="mastodon") == AccountUrl("mastodon", "by@toot.oslo.no",
    "account")
    assert account_of("https://oslo.no/@by", said="mastodon") == AccountUrl("mastodon", "by@oslo.no", "account")
    assert account_of("https://medium.com/@by", said="mastodon") == AccountUrl("blog", "medium.com/@by", "account")
    assert account_of("https://oslo.no/nyheter/rss.xml", said="rss") == AccountUrl("rss", "oslo.no/nyheter/rss.xml",
    "feed")
    assert account_of("https://oslo.no/nyheter/", said="rss") is None


def test_wrapping_without_end_ends():
    url = "https://www.facebook.com/l.php?u=x"
    for _ in range(6):
        url = f"https://www.facebook.com/l.php?u={url.replace('&', '%26').replace('?', '%3F')}"
    assert not isinstance(account_of(url), AccountUrl)


@needs_hostile
def test_no_lookalike_host_is_accepted():
    hosts = set((HOSTILE / "lookalike-hosts.txt").read_text().split())
    own = {"facebook.com", "instagram.com", "x.com"}
    assert own < hosts, "the list holds the three originals that it was made from"
    paths = ("", "/oslo", "/@oslo", "/company/oslo", f"/channel/{KEY}", "/add/oslo", "/pages/Oslo/123456",
    "/web/@oslo", "/rss")
    wrong = [
        url for host in sorted(hosts - own) for path in paths
        for url in (f"https://{host}{path}", f"{host}{path}") if isinstance(account_of(url), AccountUrl)
    ]
    assert wrong == []


@needs_hostile
def test_no_conformance_case_is_an_account():
    cases = [case for case in json.loads((HOSTILE / "whatwg-urls.json").read_text()) if isinstance(case, dict)]
    assert len(cases) > 400
    assert [case["input"] for case in cases if isinstance(account_of(case["input"]), AccountUrl)] == []


@needs_real
def test_official_accounts_of_a_government_get_their_platform():
    rows = list(csv.DictReader((REAL / "accounts_canada.csv").open(encoding="utf-8-sig")))
    spelled = {"intagram": "instagram"}
    wrong = []
    for row in rows:
        platform = row["Platform"].lower()
        found = account_of(row["URL"])
        if not isinstance(found, AccountUrl) or found.channel != spelled.get(platform, platform):
            wrong.append(row["URL"])
    # Both are filed under another platform than the one they lead to.
    assert wrong == [
        "https://www.flickr.com/photos/66821901@N06/", "https://www.youtube.com/channel/UCmTy_tW98KaJN-48OMQEfOg",
    ]
    assert len(rows) == 922


@needs_real
def test_real_facebook_forms_are_told_apart():
    urls = sorted({row["url"] for row in csv.DictReader((REAL / "facebook_url_forms.csv").open())})
    found = [account_of(url) for url in urls]
    kinds = [answer.kind if answer else None for answer in found]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "page": 5, "profile": 3, "group": 2, "post": 13, "photo": 7, "video": 3, None: 1,
    }
