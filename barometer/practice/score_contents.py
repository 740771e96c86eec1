"""The parts of the score that look inside accounts: counters, use classes, posts and replies."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from barometer.practice.truth import TrueAuthority, Truth, exact_count

Row = dict[str, Any]
_COUNTS = ("page_acts", "enquiries", "answered_enquiries")


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def score_counters(true: Truth, ranking: dict[str, Row], counters: list[Row]) -> Row:
    """Compare the ranking's followers, and every counter that was read, with the true counts.

    A counter is right when its closed interval holds the truth. `missing`: some route shows it, the edition has none.
    """
    right, wrong, missing = 0, [], []
    for number, authority in sorted(true.authorities.items()):
        page, row = authority.page, ranking.get(number, {})
        if page is None or page.hidden or not page.routes:
            continue
        low, high = row.get("followers_low"), row.get("followers_high")
        count = exact_count(page.account, row.get("counter_kind") or "followers", true.seed)
        if low is None or high is None:
            missing.append(f"{number} {row.get('state')}")
        elif count is not None and low <= count <= high:
            right += 1
        else:
            wrong.append(f"{number} [{low}, {high}] is {count}")
    observable = right + len(wrong) + len(missing)
    return {
        "observable": observable,
        "right": right,
        "wrong": len(wrong),
        "missing": len(missing),
        "right_percent": _percent(right, observable),
        "wrong_authorities": wrong,
        "missing_authorities": missing,
        "every_counter": _every_counter(true, counters),
    }


def _every_counter(true: Truth, counters: list[Row]) -> dict[str, Row]:
    found: dict[str, Row] = defaultdict(lambda: {"read": 0, "right": 0, "unknown_account": 0, "wrong_counters": []})
    for row in counters:
        tally = found[f"{row['channel']} {row['kind']}"]
        account = true.account(row["channel"], row["native_id"])
        if account is None:
            tally["unknown_account"] += 1
            continue
        count = exact_count(account, row["kind"], true.seed)
        is_right = count is not None and row["low"] <= count <= row["high"]
        tally["read"] += 1
        tally["right"] += is_right
        if not is_right:
            tally["wrong_counters"].append(f"{row['native_id']} {row['text']} is {count}")
    return dict(sorted(found.items()))


def score_use(true: Truth, ranking: dict[str, Row]) -> Row:
    """Return use classes as confusion matrices: true class → told class → pages.

    Where the class is not observable `ukjent` is the honest answer; such pages have a matrix of their own.
    """
    confusion: dict[str, dict[str, int]] = {}
    beyond: dict[str, dict[str, int]] = {}
    right = total = 0
    wrong = []
    for number, authority in sorted(true.authorities.items()):
        page = authority.page
        if page is None or page.use is None or page.hidden:
            continue
        told = ranking.get(number, {}).get("use_class") or "uten klasse"
        table = confusion if page.is_class_observable else beyond
        row = table.setdefault(page.use.use_class, {})
        row[told] = row.get(told, 0) + 1
        if page.is_class_observable:
            total += 1
            right += told == page.use.use_class
            if told != page.use.use_class:
                wrong.append(f"{number} is {page.use.use_class}, told {told}")
    return {
        "observable": total,
        "right": right,
        "right_percent": _percent(right, total),
        "confusion": confusion,
        "not_observable": beyond,
        "wrong_authorities": wrong,
    }


def score_contents(true: Truth, ranking: dict[str, Row]) -> Row:
    """Compare posts and replies counted with the true ones, over pages that opened their threads to the API."""
    from barometer.practice.graph_errors import permission_of

    counts = {name: {"counted": 0, "true": 0} for name in _COUNTS}
    pages = exact = 0
    off = []
    for number, authority in sorted(true.authorities.items()):
        page = authority.page
        if page is None or page.hidden or permission_of(true.seed, page.account) != "granted":
            continue
        row, truly = ranking.get(number, {}), _true_counts(authority)
        if row.get("page_acts") is None:
            continue
        pages += 1
        is_exact = True
        for name in _COUNTS:
            counted = int(row.get(name) or 0)
            counts[name]["counted"] += counted
            counts[name]["true"] += truly[name]
            is_exact = is_exact and counted == truly[name]
        exact += is_exact
        if not is_exact:
            off.append(f"{number} {[row.get(name) for name in _COUNTS]} is {list(truly.values())}")
    return {"pages": pages, "exact": exact, "counts": counts, "differing": off}


def _true_counts(authority: TrueAuthority) -> dict[str, int]:
    use = authority.page.use if authority.page else None
    if use is None:
        return dict.fromkeys(_COUNTS, 0)
    return {
        "page_acts": use.posts + use.replies,
        "enquiries": use.enquiries,
        "answered_enquiries": use.answered,
    }
