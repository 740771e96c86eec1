"""Where the real pages and hostile inputs lie, beside the checkout; a user's clone has none of them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL = SHARED / "real"
HOSTILE = SHARED / "hostile"

needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the folder ../shared/real of real pages is not here")
needs_hostile = pytest.mark.skipif(
    not HOSTILE.is_dir(), reason="the folder ../shared/hostile of hostile inputs is not here"
)
