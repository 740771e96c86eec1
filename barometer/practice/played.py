"""What one account of the practice world is in one month: its addresses, its owner, its exact counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from barometer.practice.life import Behaviour
from barometer.readings import Channel, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedAccount:
    """One account, as true as the practice world knows it."""

    key: str
    """Name of the account in the practice world; the same through renames."""
    authority_number: str
    """Authority it belongs to, or is about."""
    channel: Channel
    """Platform."""
    native_id: str
    """Today's key in the barometer's canonical form."""
    ids: frozenset[str]
    """Every canonical key that means this account: numeric ids, names of today and before."""
    role: Role
    """What it stands for."""
    name: str
    """Displayed name."""
    path: str
    """Canonical path on the platform, as it writes it: `/Fjellvik.kommune`, `/profile.php?id=…`."""
    exists: bool = True
    """False once it is closed: its addresses then lead nowhere."""
    is_public: bool = True
    """False for a friend profile, which shows nothing to strangers."""
    website: str | None = None
    """Website that the account names as its own."""
    followers: int = 0
    """Exact count."""
    likes: int = 0
    """Exact count; Facebook only."""
    talking_about: int = 0
    """Exact count; Facebook only."""
    were_here: int = 0
    """Exact count; Facebook only."""
    post_total: int = 0
    """Posts, videos or photos ever made, exact."""
    about: str = ""
    """Its own description."""
    behaviours: tuple[Behaviour, Behaviour] = ("enveis", "enveis")
    """How it is used, before and from `turn` on; steers its posts."""
    turn: int = 0
    """Month (index) from which the second behaviour holds."""
    audience: int = 100
    """Followers when the history began: steers its posts, and unlike `followers` it stays."""
    opened_on: date | None = None
    """First day of the account when that lies in the history."""
    page_id: str = ""
    """Facebook: numeric id of the page."""
    profile_id: str = ""
    """Facebook: numeric id in `profile.php?id=`; YouTube: the `UC…` id."""
    former: tuple[str, ...] = field(default=())
    """Names it had before, which still lead to it."""

    def behaviour_in(self, month_index: int) -> Behaviour:
        """Return how the account is used in a month."""
        return self.behaviours[1] if month_index >= self.turn else self.behaviours[0]
