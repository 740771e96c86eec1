"""Is this account official, for whom, since when, by what proof? Whose website is this?

Answers from the register in the warehouse, and from decisions written down since it was built. Nothing is fetched.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from barometer.decisions import Decision, read_decisions
from barometer.months import Month
from barometer.parse.account_url import AccountUrl, account_address, account_of
from barometer.registry import Country
from barometer.site_owners import SiteOwners, bare_host
from barometer.storage import DataFolder

Answer = Literal["official", "candidate", "no longer official", "not official", "never seen", "no account", "website"]

_ORDER: tuple[Answer, ...] = ("official", "candidate", "no longer official", "not official")
_DECIDED: dict[str, Answer] = {"attested": "official", "wrong": "not official"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one account is to one authority."""

    answer: Answer
    """Its standing for this authority."""
    authority_number: str
    """Official number."""
    authority: str
    """Name."""
    native_id: str
    """The id that the register knows it by."""
    role: str
    """What it stands for; only `helhetlig` is the whole authority."""
    since: str | None
    """First month in which the authority's website linked to it, `YYYY-MM`; None when it never did."""
    last_seen: str | None
    """Last such month."""
    until: str | None
    """That month again when the website has been read since without the link; None while it may still be there."""
    last_checked_on: str | None
    """Day the website or the account was last read."""
    evidence: str
    """Proofs for and against, joined by semicolons."""
    decision: str
    """What a person decided, and who; empty when nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one address."""

    url: str
    """As it was asked."""
    answer: Answer
    """The best standing of all; `never seen`, `no account` or `website` where there is none."""
    detail: str
    """In a sentence."""
    month: str
    """Month of the register that answered."""
    channel: str | None = None
    """Platform of the account; None where the address names none."""
    native_id: str | None = None
    """Account, canonical form."""
    opens: str | None = None
    """An address that opens it."""
    authorities: tuple[Standing, ...] = ()
    """For whom."""

    def as_row(self) -> dict[str, Any]:
        """Return the verdict as plain values, fit for JSON."""
        return asdict(self)


def verify(url: str, country: Country, month: Month, folder: DataFolder) -> Verdict:
    """Answer one address, in any form of it, from the newest register up to a month.

    Raises:
        WarehouseError: there is no warehouse, or nothing in it up to that month.
        UsageError: `accounts.csv` holds a line that cannot be meant.
    """
    from warehouse.read import open_warehouse
    from warehouse.register import month_known, rows_of_account

    account = account_of(url.strip())
    with open_warehouse(folder.warehouse) as connection:
        known = month_known(connection, str(month))
        if not isinstance(account, AccountUrl):
            return _without_account(url, country, known, account.reason if account else "")
        found = rows_of_account(connection, known, account.channel, account.native_id)
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    decisions = [each for each in read_decisions(folder.accounts) if each.channel == account.channel]
    standings = [_standing({str(name): value for name, value in row.items()}, decisions) for row in rows]
    standings += _decided_since(standings, decisions, account.native_id, country)
    standings.sort(key=lambda each: (_ORDER.index(each.answer), each.authority_number))
    verdict = Verdict(
        url=url, answer=standings[0].answer if standings else "never seen", detail="", month=known,
        channel=account.channel, native_id=account.native_id, authorities=tuple(standings),
        opens=account_address(account.channel, account.native_id),
    )  # fmt: skip
    return replace(verdict, detail=_detail(verdict))


def _without_account(url: str, country: Country, month: str, reason: str) -> Verdict:
    in_force = country.in_force(Month.parse(month).first)
    owners = SiteOwners({each.number: {bare_host(each.website)} for each in in_force if each.website})
    number = None if reason else owners.owner(url)
    owner = next((each for each in in_force if each.number == number), None)
    if owner is None:
        detail = f"names no account: {reason}" if reason else "names no account, and is no authority's website"
        return Verdict(url=url, answer="no account", detail=detail, month=month)
    return Verdict(
        url=url, answer="website", month=month,
        detail=f"lies on the website of {owner.number} {owner.name}, by the country's register",
    )  # fmt: skip


def _standing(row: dict[str, Any], decisions: list[Decision]) -> Standing:
    key = (row["authority_number"], row["native_id"])
    own = [each for each in decisions if (each.authority_number, each.native_id) == key]
    answer: Answer = "not official"
    if row["status"] == "official":
        answer = "official" if row["is_current"] else "no longer official"
    elif row["status"] == "kandidat" and row["is_current"]:
        answer = "candidate"
    return Standing(
        answer=_DECIDED.get(own[-1].decision, answer) if own else answer,
        authority_number=row["authority_number"], authority=row["authority"], native_id=row["native_id"],
        role=own[-1].role if own and own[-1].decision == "attested" else row["role"], since=row["seen_from"],
        last_seen=row["last_seen"], until=row["seen_to"],
        last_checked_on=str(row["last_checked_on"])[:10] if row["last_checked_on"] else None,
        evidence=row["evidence"], decision=_said(own[-1]) if own else "",
    )  # fmt: skip


def _decided_since(
    standings: list[Standing], decisions: list[Decision], native_id: str, country: Country
) -> list[Standing]:
    """Return the decisions on an account that the register does not know for that authority yet."""
    known = {each.authority_number for each in standings}
    names = {each.number: each.name for each in country.authorities}
    latest = {each.authority_number: each for each in decisions if each.native_id == native_id}
    return [
        Standing(
            answer=_DECIDED[each.decision], authority_number=number, authority=names.get(number, ""),
            native_id=native_id, role=each.role, since=None, last_seen=None, until=None, last_checked_on=None,
            evidence="", decision=_said(each),
        )
        for number, each in latest.items()
        if number not in known
    ]  # fmt: skip


def _said(decision: Decision) -> str:
    said = f"{decision.decision} by {decision.decided_by or 'a person'} on {decision.decided_on}"
    return f"{said}: {decision.note}" if decision.note else said


def _detail(verdict: Verdict) -> str:
    account = f"{verdict.channel} account '{verdict.native_id}'"
    if not verdict.authorities:
        return f"{account} stands on no website that was read up to {verdict.month}"
    best = [each for each in verdict.authorities if each.answer == verdict.answer]
    whose = ", ".join(f"{each.authority_number} {each.authority} ({each.role})" for each in best)
    return f"{account}: {verdict.answer} for {whose}"


def lines(verdict: Verdict) -> list[str]:
    """Return a verdict for a person."""
    said = [f"{verdict.answer.upper()}: {verdict.detail}"]
    if verdict.opens:
        said.append(f"  opens at   {verdict.opens}")
    for each in verdict.authorities:
        whose = f"{each.authority_number} {each.authority}"
        said.append(f"  {whose}: {each.answer}, {each.role}, known as '{each.native_id}'")
        if each.since:
            until = f"until {each.until}, gone since" if each.until else f"last seen {each.last_seen}"
            said.append(f"    linked     from {each.since}, {until}")
        if each.last_checked_on:
            said.append(f"    checked    {each.last_checked_on}")
        said += [f"    decision   {each.decision}"] if each.decision else []
        said += [f"    proof      {phrase}" for phrase in each.evidence.split("; ") if phrase]
    return [*said, f"  register of {verdict.month}"]
