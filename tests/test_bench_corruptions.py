"""A few of the bench's corruptions on a small month's readings: `make bench-checks` has them all, ten seeds each."""

from __future__ import annotations

import pytest

from tests.bench.corruption_rows import TABLE
from tests.bench.corruptions import Bench
from tests.bench.spoilt_readings import load
from tests.checks_month import MONTH, clean_month

SHORT = ("website not visited", "jump", "interval turned round", "one page for two authorities")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder, country = clean_month(tmp_path_factory.mktemp("clean"))
    return Bench(load(folder.root / "readings", MONTH, country, every=1), MONTH, tmp_path_factory.mktemp("spoilt"))


@pytest.mark.parametrize("name", SHORT)
def test_a_spoilt_readings_file_is_stopped_at_its_severity(bench: Bench, name: str) -> None:
    [corruption] = [each for each in TABLE if each.name == name]
    assert bench.is_stopped(corruption, 1, everything=False) == ""


def test_the_bench_has_thirty_corruptions_of_different_names() -> None:
    assert len({each.name for each in TABLE}) == len(TABLE) >= 30
