"""Comments that a route reads page by page, joined with the posts they stand under.

An answer about a post shows its first comments; where there are more, all of them come again on pages of their own,
whole threads at a time. Those stand in for what the post's answer showed, in the order they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from barometer.readings import Comment, Reading

Readings = tuple[Reading, ...]


def joined(documents: Sequence[Readings]) -> list[Readings]:
    """Return the readings of a visit's documents, each post's comments from one kind of document only.

    Threads of a later page are counted on from those before; comments get the account's id from their post.
    """
    accounts = {each.post_id: each.native_id for readings in documents for each in readings if each.type == "post"}
    beside = [{each.post_id for each in readings if each.type == "post"} for readings in documents]
    paged = {
        each.post_id
        for readings, shown in zip(documents, beside, strict=True)
        for each in readings
        if each.type == "comment" and each.post_id not in shown
    }
    if not paged:
        return list(documents)
    threads: dict[str, int] = {}
    found = []
    for readings, shown in zip(documents, beside, strict=True):
        before = dict(threads)
        kept: list[Reading] = []
        for each in readings:
            if each.type != "comment" or each.post_id not in paged:
                kept.append(each)
            elif each.post_id not in shown:
                moved = _moved(each, accounts, before.get(each.post_id, 0))
                threads[each.post_id] = max(threads.get(each.post_id, 0), moved.thread + 1)
                kept.append(moved)
        found.append(tuple(kept))
    return found


def _moved(comment: Comment, accounts: dict[str, str], threads_before: int) -> Comment:
    native_id = accounts.get(comment.post_id, comment.native_id)
    return replace(comment, native_id=native_id, thread=comment.thread + threads_before)
