"""How well the rule for enquiries (`barometer/parse/enquiry.py`) does on the labelled tables; said on the method page.

The tables lie with the tests, and `tests/test_enquiry.py` fails when a figure here is not what they give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The rule on one table of labelled texts."""

    texts: int
    """Texts in the table."""
    precision_percent: float
    """Of the texts called enquiries, those that are, %, one decimal."""
    recall_percent: float
    """Of the enquiries, those that were called so, %, one decimal."""


KNOWN: Final = Measured(texts=270, precision_percent=100.0, recall_percent=100.0)
"""The table that the rule was written with: tests/enquiry_cases.csv."""
HELD_OUT: Final = Measured(texts=52, precision_percent=92.6, recall_percent=96.2)
"""Texts that the rule was not written with, half of them chosen to be hard: tests/enquiry_held_out.csv."""
