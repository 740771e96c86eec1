"""Every type that crosses a stage. Nothing personal has a field; instants are UTC and aware, intervals closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from barometer.vocabulary import Channel, CounterKind, Outcome, PageRole, Place, Precision, Role, Status

__all__ = ["Account", "Channel", "Comment", "Counter", "CounterKind", "Feed", "Link", "Outcome", "Page", "PageReading",
           "PageRecord", "PageRole", "Place", "Post", "Precision", "Profile", "Reading", "Role", "Status", "Visit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched or imported document, as bytes, with what is known of its fetching. Never stored as a reading."""

    url: str
    """Address that was asked for."""
    final_url: str
    """Address after redirects; equals `url` when there were none."""
    status: int
    """HTTP status; 200 for a saved file."""
    content_type: str
    """Value of Content-Type, or a guess from the file name; may be empty."""
    body: bytes
    """Content after decompression."""
    fetched_at: datetime
    """When it was fetched or saved, UTC."""
    language: str = "nb"
    """Language of the labels beside numbers: a key of the label table in `parse/text.py`."""
    viewer: str = "logged_out"
    """Who saw it: `logged_out`, `app_token`, `page_token`, `person`."""
    is_rendered: bool = False
    """True when `body` is what a browser made of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on an authority's website that names a social-media platform, accepted or rejected."""

    page_url: str
    """Address of the page the link stands on."""
    page_role: PageRole
    """Which page of the website that is."""
    url: str
    """The link as an absolute address."""
    channel: Channel
    """Platform that the address belongs to."""
    native_id: str | None
    """The account's key on the platform, canonical form; None when rejected."""
    kind: str
    """What the address is: `page`, `profile`, `group`, `company`, `handle`, `share`, `post`…"""
    rejected: str | None
    """Why it names no account (`share link`, `platform front page`…); None when it does."""
    place: Place
    """Where on the page it stands."""
    text: str
    """Link text, white space folded, at most 200 characters."""
    label: str
    """ARIA label, title, alternative text or icon name, at most 200 characters."""
    context: str
    """Nearest heading or block label above it, at most 200 characters."""
    type: Literal["link"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an account says of itself."""

    channel: Channel
    """Platform."""
    native_id: str
    """The account's key as the platform gives it, canonical form."""
    username: str | None
    """Vanity name or handle, canonical form."""
    name: str
    """Displayed name."""
    website: str | None
    """The address the account gives as its own website."""
    category: str | None
    """The platform's word for what it is, such as `Government organization`."""
    is_verified: bool | None
    """Verified by the platform; None when not shown."""
    last_post_at: datetime | None
    """Latest post that the platform reports; None when not shown."""
    created_at: datetime | None = None
    """When the account was opened, by the platform's own word; None when not shown."""
    type: Literal["profile"] = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A number that stood beside its label, as a closed interval."""

    channel: Channel
    """Platform."""
    native_id: str
    """Account it belongs to, canonical form."""
    kind: CounterKind
    """What is counted."""
    low: int
    """Smallest true value that fits what was shown, persons (or posts)."""
    high: int
    """Largest true value that fits."""
    precision: Precision
    """`exact` exactly when low equals high by what the source says."""
    text: str
    """The characters it was read from."""
    source: str
    """Part of the page or field that won: `og:description`, `embedded_json`, `followers_count`…"""
    type: Literal["counter"] = "counter"

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"{self.kind} of {self.native_id}: [{self.low}, {self.high}] is no interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How far back the posts seen on one visit reach, so that a window can be called covered or not."""

    channel: Channel
    """Platform."""
    native_id: str
    """Account whose posts they are."""
    covers_from: datetime | None
    """Every post since this instant was seen; None when no post could be seen at all."""
    post_count: int
    """Posts seen."""
    threads_visible: bool
    """True when every post showed as many comments as it counts, with who wrote them: page or citizen."""
    type: Literal["feed"] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post on an account: its time, who wrote it (page or visitor) and its counts. No text, no names."""

    channel: Channel
    """Platform."""
    native_id: str
    """Account it stands on."""
    post_id: str
    """The platform's key of the post, or a key made from time and order where the page shows none."""
    posted_at: datetime
    """When, cut to the minute."""
    by: Literal["page", "visitor"]
    """Who wrote it."""
    is_enquiry: bool | None
    """For a visitor's post: a question, request, complaint or report. None for the page's own."""
    comments_open: bool | None
    """Whether citizens may comment; None when not shown."""
    reactions_low: int | None
    """Reactions, smallest fitting value; None when not shown."""
    reactions_high: int | None
    """Reactions, largest fitting value."""
    comments_low: int | None
    """Comments and replies by anyone."""
    comments_high: int | None
    """Likewise, largest fitting value."""
    shares_low: int | None
    """Shares."""
    shares_high: int | None
    """Likewise, largest fitting value."""
    type: Literal["post"] = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment or reply under a post: a time and "page or citizen", nothing else of its author."""

    channel: Channel
    """Platform."""
    native_id: str
    """Account it stands on."""
    post_id: str
    """Post it stands under."""
    thread: int
    """Order of its top-level comment under the post, from 0."""
    position: int
    """0 for the top-level comment, 1… for the replies under it."""
    commented_at: datetime
    """When, cut to the minute."""
    by: Literal["page", "citizen"]
    """Who wrote it."""
    is_enquiry: bool
    """A citizen's question, request, complaint or report; always False for the page's own."""
    type: Literal["comment"] = "comment"


Reading = Link | Profile | Counter | Feed | Post | Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What a parser saw on one page."""

    outcome: Outcome
    """`ok`, or why nothing was read."""
    detail: str = ""
    """For a person: what was missing or in the way."""
    readings: tuple[Reading, ...] = ()
    """Empty unless the outcome is `ok`."""
    next_urls: tuple[str, ...] = ()
    """Addresses the parser asks to be read next (contact page, next page of posts), best first."""
    needs_browser: bool = False
    """True when the plain page shows no account and is built by script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """One document fetched on a visit."""

    url: str
    """Address asked for."""
    final_url: str
    """Address after redirects."""
    status: int
    """HTTP status; 0 when there was no answer."""
    outcome: Outcome
    """How reading it ended."""
    fetched_at: datetime
    """When, UTC."""
    is_rendered: bool
    """Rendered in a browser."""
    size: int
    """Bytes of content after decompression."""
    sha256: str
    """Hash of the content; empty when there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One target, one month, one route: what was fetched, how it ended, what was read."""

    visit_id: str
    """`<month>:<route>:<target>`: one visit per target, route and month."""
    month: str
    """Month of the edition it belongs to, `YYYY-MM`."""
    route: str
    """Way in: `website`, `facebook`, `graph_api`, `bluesky`, `mastodon`, `youtube`… or `import`."""
    target: str
    """Authority number for a website; `<channel>:<native id>` for an account."""
    authority_number: str | None
    """Authority it was made for; None when an imported page is not tied to one."""
    channel: Channel | None
    """Platform of the account; None for a website."""
    native_id: str | None
    """Account as it was asked for; None for a website."""
    url: str
    """First address asked for."""
    started_at: datetime
    """When the visit began."""
    finished_at: datetime
    """When it ended."""
    outcome: Outcome
    """How it ended as a whole."""
    detail: str
    """For a person: why, when it is not `ok`."""
    viewer: str
    """Who saw it: see `Page.viewer`."""
    parser_version: str
    """Version of the parser that made the readings."""
    archive: str | None
    """WARC file (relative to the month's archive folder) with the pages; None when none is kept."""
    archive_offset: int | None
    """First byte of this visit's records in that file."""
    archive_length: int | None
    """Bytes of them."""
    pages: tuple[PageRecord, ...]
    """Every document fetched, in order."""
    readings: tuple[Reading, ...] = field(default=())
    """What the parsers read."""
    type: Literal["visit"] = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The month's judgement on one account of one authority, with its evidence."""

    month: str
    """Month of the judgement, `YYYY-MM`."""
    authority_number: str
    """Authority."""
    channel: Channel
    """Platform."""
    native_id: str
    """Account; empty for `chosen_not` (the authority chose not to be on the platform)."""
    url: str
    """An address that opens it; empty for `chosen_not`."""
    role: Role
    """What it stands for."""
    status: Status
    """How sure: see Status."""
    evidence: tuple[str, ...]
    """Proofs for and against, one phrase each, for example `linked: front page, footer`."""
    type: Literal["account"] = "account"
