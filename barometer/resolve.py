"""Which account is an authority's own, its role and its evidence; never a guess.

Official takes a strong proof (a link from the authority's own website, or attested) and none against. The account
of the whole authority (`helhetlig`) is the one that carries its name without a sector's word, or that stands by
itself in the header, the footer or a "follow us" block. Where two claim the place and nothing separates them, both
are candidates for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from barometer.candidates import Candidate, Key, gather
from barometer.decisions import Decision, read_decisions, standing
from barometer.judging import Judge, Judgement
from barometer.months import Month
from barometer.parse.account_url import account_address
from barometer.readings import Account, Visit
from barometer.registry import Country
from barometer.weak_proofs import WeakProof

__all__ = ["Decision", "read_decisions", "resolve"]

_CLEAR_LEAD = 2


def resolve(
    country: Country,
    month: Month,
    visits: Iterable[Visit],
    decisions: tuple[Decision, ...],
    weak: Iterable[WeakProof] = (),
) -> list[Account]:
    """Judge every account that the websites of a month link to.

    Args:
        country: its authorities, words and vendors.
        month: month of the visits; authorities in force on its first day are judged.
        visits: website visits, which give links, and account visits, which give profiles; in any order.
        decisions: what a person decided; they win, and stay as evidence.
        weak: accounts that others name; they make candidates, never more.

    Returns:
        One account per authority, platform and id, in that order; at most one is `official` and `helhetlig` per
        authority and platform.
    """
    authorities = country.in_force(month.first)
    evidence = gather(authorities, visits, month.first, weak)
    judge = Judge(country, authorities, evidence)
    decided = standing(decisions)
    wrong = {_key(each) for each in decided if each.decision == "wrong"}
    judgements: list[Judgement] = []
    for found in evidence.candidates.values():
        judged = [judge.judged(candidate) for candidate in found.values()]
        # What a person has called wrong stands in nobody's way.
        claims = [each for each in judged if _place(each) not in wrong]
        for channel in dict.fromkeys(each.candidate.channel for each in claims):
            _choose([each for each in claims if each.candidate.channel == channel])
        judgements += judged
    attested = {_key(each)[1:]: each.authority_number for each in decided if each.decision == "attested"}
    _settle_shared([each for each in judgements if _place(each) not in wrong], attested)
    accounts = {_place(each): _account(each, month) for each in judgements}
    numbers = {authority.number for authority in authorities}
    for decision in decided:
        if decision.authority_number in numbers:
            _decide(accounts, decision, month)
    return [accounts[key] for key in sorted(accounts)]


def _key(decision: Decision) -> tuple[str, str, str]:
    return decision.authority_number, decision.channel, decision.native_id


def _place(judgement: Judgement) -> tuple[str, str, str]:
    return judgement.candidate.authority.number, *judgement.candidate.key


def _choose(judged: list[Judgement]) -> None:
    """Of the accounts of one authority on one platform that could be its own, leave one official or none."""
    claims = sorted((each for each in judged if each.is_claim), key=lambda each: -each.points)
    if len(claims) < 2:
        return
    if claims[0].candidate.channel == "rss":
        # A site has many feeds, and the one at its root is the one of the whole.
        for each in sorted(claims, key=lambda each: len(each.candidate.native_id))[1:]:
            each.judge("sektor", "official", "another feed of the site")
        return
    best, second = claims[0], claims[1]
    if best.status == "official" and best.points - second.points >= _CLEAR_LEAD:
        for each in claims[1:]:
            each.doubt(f"better proof for {best.candidate.native_id}")
            if each.candidate.outcomes:
                # Looked at, and it showed nothing more; before that it stays among those to look at.
                each.role = "uoffisiell"
        return
    for each in claims:
        others = ", ".join(other.candidate.native_id for other in claims if other is not each)
        each.doubt(f"nothing separates it from {others}")


def _settle_shared(judgements: list[Judgement], attested: dict[tuple[str, str], str]) -> None:
    """Give an account that several authorities claim to the one that it names or links back to, or to none.

    One that a person attested is nobody else's; `attested` is account → authority.
    """
    claims: dict[Key, list[Judgement]] = {}
    hearsay: list[Judgement] = []
    for each in judgements:
        if each.is_claim:
            claims.setdefault(each.candidate.key, []).append(each)
        elif not each.candidate.links and each.status == "kandidat":
            hearsay.append(each)
    for key, shared in claims.items():
        _settle(shared, attested.get(key))
    for each in hearsay:
        owners = [other for other in claims.get(each.candidate.key, ()) if other.status == "official"]
        if owners:
            each.reject(f"belongs to {owners[0].candidate.authority.number}")


def _settle(shared: list[Judgement], attested_for: str | None) -> None:
    """Leave at most one of the authorities that claim an account."""
    ranked = sorted(shared, key=lambda each: -each.own_points)
    owner = attested_for
    if owner is None and (len(shared) < 2 or ranked[0].own_points > ranked[1].own_points):
        owner = ranked[0].candidate.authority.number
    for each in shared:
        number = each.candidate.authority.number
        if owner is None:
            numbers = ", ".join(o.candidate.authority.number for o in shared if o is not each)
            each.doubt(f"claimed by {numbers} as well")
        elif number != owner:
            each.reject(f"belongs to {owner}")


def _account(judgement: Judgement, month: Month) -> Account:
    candidate = judgement.candidate
    return Account(
        month=str(month), authority_number=candidate.authority.number, channel=candidate.channel,
        native_id=candidate.native_id, url=_address(candidate), role=judgement.role, status=judgement.status,
        evidence=tuple(judgement.evidence),
    )  # fmt: skip


def _address(candidate: Candidate) -> str:
    if candidate.channel == "facebook" and candidate.kinds == {"profile"}:
        return f"https://www.facebook.com/profile.php?id={candidate.native_id}"
    return account_address(candidate.channel, candidate.native_id)


def _decide(accounts: dict[tuple[str, str, str], Account], decision: Decision, month: Month) -> None:
    """Let a person's decision replace what was judged."""
    number, channel = decision.authority_number, decision.channel
    said = f"{decision.decision} by {decision.decided_by or 'a person'} on {decision.decided_on}"
    said += f": {decision.note}" if decision.note else ""
    key = (number, channel, decision.native_id)
    judged = accounts.get(key)
    before = judged.evidence if judged else ()
    is_chosen_not = decision.decision == "chosen_not"
    url = "" if is_chosen_not else account_address(channel, decision.native_id)
    role = decision.role if decision.decision == "attested" or judged is None else judged.role
    status = {"attested": "official", "wrong": "rejected", "chosen_not": "chosen_not"}[decision.decision]
    accounts[key] = Account(
        month=str(month), authority_number=number, channel=channel, native_id=decision.native_id,
        url=judged.url if judged else url, role="helhetlig" if is_chosen_not else role,
        status=status,  # type: ignore[arg-type]
        evidence=(said, *before),
    )  # fmt: skip
    if is_chosen_not or (decision.decision == "attested" and decision.role == "helhetlig"):
        for other, account in list(accounts.items()):
            if other[:2] == (number, channel) and other != key and account.role == "helhetlig":
                accounts[other] = _overruled(account, said)


def _overruled(account: Account, said: str) -> Account:
    return replace(account, status="rejected", evidence=(*account.evidence, f"overruled: {said}"))
