"""What one person read on one page: counts over a window of days. Neither the coder's name nor a note has a field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from barometer.vocabulary import Channel

SETTLED = 3
"""The `coder` of a row that settles a disagreement between the first and the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One person's look at one page of the sample."""

    month: str
    """Month of the edition it belongs to, `YYYY-MM`."""
    authority_number: str
    """Authority of the page."""
    channel: Channel
    """Platform."""
    native_id: str
    """Page, canonical form."""
    coder: int
    """1 or 2 in order of the sheets; 3 settles what the two disagreed on."""
    window_from: date
    """First day looked at."""
    window_to: date
    """Last day looked at; 90 days with the first."""
    coded_on: date
    """Day the person looked."""
    is_seen: bool
    """Every post of the window and who answered could be seen; if not, the counts are NULL."""
    posts: int | None
    """Posts by the page in the window."""
    replies: int | None
    """Comments and replies by the page under posts of the window."""
    last_act_on: date | None
    """Day of the page's latest post or reply in the window; NULL when there is none."""
    enquiries: int | None
    """Citizens' enquiries in the window (METRICS M6)."""
    answered_enquiries: int | None
    """Of those, answered by the page."""
    threads_with_reply: int | None
    """Posts under which a citizen wrote and the page replied."""
    comments_open: bool | None
    """Whether citizens may comment on any of the posts; NULL when that cannot be told."""
    stratum: str
    """Stratum of the sample that the page was drawn in."""
    drawn: int
    """Pages drawn in that stratum."""
    drawn_of: int
    """Pages it holds: drawn ÷ drawn_of is the page's probability of being in the sample."""
    type: Literal["coding"] = "coding"

    def __post_init__(self) -> None:
        counts = (self.posts, self.replies, self.enquiries, self.answered_enquiries, self.threads_with_reply)
        if self.is_seen and None in counts:
            raise ValueError(f"{self.native_id}: a page that was seen has every count")
        if not self.is_seen and any(each is not None for each in (*counts, self.last_act_on)):
            raise ValueError(f"{self.native_id}: a page that was not seen has no counts")
        if not 1 <= self.drawn <= self.drawn_of:
            raise ValueError(f"{self.native_id}: {self.drawn} of {self.drawn_of} pages is no draw")
