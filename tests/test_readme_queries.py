"""The ten questions of the README are asked of a practice warehouse, as an analyst would: through `barometer query`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from barometer.months import Month
from barometer.registry import load_country
from barometer.storage import DataFolder
from tests.make_edition import make_edition, rows_of
from warehouse.read import query

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"\*\*(\d+)\. ([^*]+)\*\* ([^\n]+)\n\n```sql\n(.*?)```", README, re.DOTALL)
COLUMNS = {
    1: "rank rank_band_low rank_band_high authority followers coverage_percent",
    2: "size_class measured authorities quartiles",
    3: "state authorities who",
    4: "authority followers growth_persons growth_percent_per_30_days",
    5: "month authority followers_low followers_high coverage_percent rank use_class",
    6: "authority enquiries response_percent median_hours",
    7: "use_class pages measured mean_coverage_percent",
    8: "channel authorities",
    9: "counter_kind value_low value_high precision route source observed_at is_chosen",
    10: "measure name month_before value unit",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Two months of the practice country."""
    made, _ = make_edition(tmp_path_factory.mktemp("readme"), rows=rows_of(load_country("xx"), Month(2026, 10))[:150])
    return made


def test_there_are_ten_each_with_what_it_answers() -> None:
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 11))
    assert all(question.endswith("?") and answer.endswith(".") for _, question, answer, _ in QUESTIONS)


@pytest.mark.parametrize(("number", "sql"), [(int(number), sql) for number, _, _, sql in QUESTIONS])
def test_a_question_of_the_readme_is_answered(folder: DataFolder, number: int, sql: str) -> None:
    assert not re.search(r"\b(raw|core|metrics|mart)\.", sql), "an analyst needs no layer"
    answer = query(folder.warehouse, sql)
    assert len(answer) > 0
    assert list(answer.columns) == COLUMNS[number].split()
    assert answer.notna().any().all(), "a column that is always empty answers nothing"


def test_the_other_examples_are_answered_too(folder: DataFolder) -> None:
    section = README[README.index("## For analysts") : README.index("## Where things stand")]
    asked = re.findall(r'barometer query "([^"]+)"', section)
    assert len(asked) == 2
    for sql in asked:
        assert len(query(folder.warehouse, sql)) > 0
