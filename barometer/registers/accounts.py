"""What Wikidata names, as the table of weak proofs, and websites beside the authorities' own."""

from __future__ import annotations

from collections.abc import Sequence

from barometer.registers.authorities import propose_website
from barometer.registers.proposal import Proposal
from barometer.registers.wikidata import Statement
from barometer.weak_proofs import FILE

_SOURCE = "Wikidata"
_LARGEST_LOSS = 0.20


def propose_accounts(
    proposal: Proposal, statements: Sequence[Statement], unread: int, listed: dict[str, set[str]]
) -> None:
    """Replace the table of weak proofs by what is named today; keep websites that differ as unconfirmed."""
    rows = proposal.in_force(proposal.read_on)
    before = proposal.tables[FILE]
    days = {(row["number"], row["channel"], row["native_id"]): row for row in before}
    accounts = [each for each in statements if each.channel is not None and each.number in rows]
    proposal.tables[FILE] = [
        {"number": each.number, "channel": each.channel or "", "native_id": each.value, "qid": each.qid,
         "read_on": str(proposal.read_on)}
        for each in accounts
    ]  # fmt: skip
    keys = {(each.number, each.channel or "", each.value) for each in accounts}
    for number, channel, native_id in sorted(keys - days.keys()):
        proposal.differ(FILE, "added", number, f"{channel} {native_id}", _SOURCE)
    for number, channel, native_id in sorted(days.keys() - keys):
        proposal.differ(FILE, "removed", number, f"{channel} {native_id}", _SOURCE)
    if unread:
        proposal.differ(FILE, "unconfirmed", "", f"{unread} statements name no account that can be read", _SOURCE)
    if len(keys) < (1 - _LARGEST_LOSS) * len(days):
        proposal.refuse("accounts", f"Wikidata named {len(days)} accounts, and names {len(keys)} now")
    for each in statements:
        if each.channel is None and each.number in rows:
            propose_website(proposal, rows[each.number], each.value, f"{_SOURCE} {each.qid}", listed)
