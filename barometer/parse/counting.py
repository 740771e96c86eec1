"""From labelled numbers of several places on one page to the account's counters: one of each kind, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from barometer.parse.account_url import AccountUrl, account_of
from barometer.parse.numerals import LARGEST, plain
from barometer.parse.text import LabelledNumber, counters
from barometer.readings import Channel, Counter, CounterKind, Page

Found = tuple[LabelledNumber, str]
"""A labelled number and the part of the page it stood in."""

_TOLERANCE = 0.01
"""Share by which two places of one page may differ: descriptions are cached for hours or days."""
_CHAIN = re.compile(r"[\s.,;·•|&–—-]*")
_AFTER_NAME = re.compile(r"\s*(?:$|[.,:;·•|(–—-])")
_LONGEST_NAME = 150


def asked_id(page: Page, channel: Channel, *others: str | None) -> str | None:
    """Return the account id that a page was asked for: from its address, else from the others in order."""
    for url in (page.url, page.final_url, *others):
        account = account_of(url) if url else None
        if isinstance(account, AccountUrl) and account.channel == channel:
            return account.native_id
    return None


def account_counters(channel: Channel, native_id: str, found: Sequence[Found]) -> tuple[Counter, ...]:
    """Return one counter a kind: of the numbers that agree the most precise, the first of equals.

    Numbers of one kind that contradict each other give none: one of them is somebody else's.
    """
    kinds: dict[CounterKind, list[Found]] = {}
    for each in found:
        kinds.setdefault(each[0].kind, []).append(each)
    chosen = []
    for kind, numbers in kinds.items():
        # Who agrees with the lowest agrees with all.
        lowest = min((each for each, _ in numbers), key=lambda each: each.high)
        if all(_agree(each, lowest) for each, _ in numbers):
            best, source = min(numbers, key=lambda each: each[0].high - each[0].low)
            chosen.append(Counter(
                channel=channel, native_id=native_id, kind=kind, low=best.low, high=best.high,
                precision=best.precision, text=best.text, source=source,
            ))  # fmt: skip
    return tuple(chosen)


def _agree(first: LabelledNumber, other: LabelledNumber) -> bool:
    slack = _TOLERANCE * max(first.high, other.high)
    return first.low <= other.high + slack and other.low <= first.high + slack


def exact(kind: CounterKind, value: object, field: str) -> list[Found]:
    """Return a field of an answer as an exact number; nothing where it is no whole number that can be a count."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LARGEST:
        return []
    return [(LabelledNumber(value, value, kind, "exact", str(value)), field)]


def described(text: str, language: str, name: str | None) -> list[LabelledNumber]:
    """Return the counters of a page's description: `Name, Place. 5,941 likes · 7 talking about this. About`.

    Only the run of labelled numbers right after the name counts; what a post or an "about" text says of
    followers is prose. Without a known name the run must begin within the first sentence.
    """
    line = plain(" ".join(text.split()))
    before, run, _ = _run(line, language)
    # Facebook's own "5,941 likes · 7 talking about this" is known by its form, whatever stands before it.
    return run if _is_name(before, name) or (len(run) > 1 and "·" in line and before.endswith(". ")) else []


def whole_line(line: str, language: str) -> list[LabelledNumber]:
    """Return the counters of a line that is labelled numbers and nothing else: "5.9K likes • 6.1K followers"."""
    before, run, after = _run(plain(line), language)
    return run if _CHAIN.fullmatch(before) and _CHAIN.fullmatch(after) else []


def _run(line: str, language: str) -> tuple[str, list[LabelledNumber], str]:
    """Return the first unbroken run of labelled numbers, with what stands before and after it."""
    run: list[LabelledNumber] = []
    start = position = 0
    for each in counters(line, language):
        match = re.compile(re.escape(each.text).replace(r"\ ", " +")).search(line, position)
        if match is None or (run and not _CHAIN.fullmatch(line[position : match.start()])):
            break
        start = start if run else match.start()
        run.append(each)
        position = match.end()
    return line[:start], run, line[position:]


def _is_name(before: str, name: str | None) -> bool:
    """Whether what stands before the first number is the page's name, perhaps with its place."""
    if not before.strip():
        return True
    whole = plain(" ".join((name or "").split()))
    for said in (whole, whole.split(" | ")[0]) if whole else ():  # "Name | Place" is one form of the title.
        is_said = before.casefold().startswith(said.casefold())
        if is_said and _AFTER_NAME.match(before[len(said) :]) and before.rstrip()[-1] in ".·•|,:–—-":
            return True
    if whole:
        return False
    return len(before) <= _LONGEST_NAME and before.rstrip().endswith((".", "·", "•", "|", ":"))


def only(numbers: Iterable[LabelledNumber], *kinds: CounterKind) -> list[LabelledNumber]:
    """Return the numbers of these kinds."""
    return [each for each in numbers if each.kind in kinds]
