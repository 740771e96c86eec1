"""How well the rule for enquiries (`barometer/parse/enquiry.py`) does on the labelled tables; said on the method page.

The tables lie with the tests, and `tests/test_enquiry.py` and `tests/test_enquiry_blind.py` fail when a figure here is
not what they give.
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


BLIND: Final = Measured(texts=160, precision_percent=92.3, recall_percent=60.0)
"""Version 2 on tests/enquiry_blind.csv, written and labelled by somebody who had not seen the rule."""
FRESH: Final = Measured(texts=63, precision_percent=94.4, recall_percent=51.5)
"""Version 3 on tests/enquiry_fresh.csv, by the same person: written after it, nothing changed by it since."""
FRESH_STATED: Final = 14
"""Of the enquiries in that table, the complaints and reports: enquiries that need not ask."""
FRESH_STATED_FOUND: Final = 0
"""Of those, the ones that the rule found."""
KNOWN: Final = Measured(texts=270, precision_percent=100.0, recall_percent=100.0)
"""The table that the rule was written with, tests/enquiry_cases.csv: what it was made to know, not how well it does."""
