"""M8: the warehouse's Kaplan–Meier curve beside that of lifelines, over samples with ties, censoring and one row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from warehouse.header import HERE

END = datetime.fromisoformat("2026-10-26T04:00")
"""The night after summer time ended in Norway; elapsed time takes no notice."""
Sample = list[tuple[int, bool]]
"""Minutes until the answer, or until the end of the window, and whether there was an answer."""


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute((HERE / "macros.sql").read_text())
        made.execute("create macro method_version() as 'test'")
        made.execute("create schema core; create schema metrics")
        yield made


Found = tuple[str, int, float | None, float | None, float | None]


def measured(connection: duckdb.DuckDBPyConnection, samples: list[Sample]) -> list[Found]:
    """Return state, enquiries, median, median of the answered, share within 24 h; each sample is an authority."""
    connection.execute(
        "create or replace table core.own_page_window as select '2026-10' as month, n::varchar as authority_number,"
        " 'page' as native_id, 'målt' as sight, ?::timestamp as window_to from range(?) as t (n)", [END, len(samples)]
    )  # fmt: skip
    connection.execute(
        "create or replace table core.enquiry_seen (month varchar, authority_number varchar, channel varchar,"
        " native_id varchar, post_days_before double, asked_at timestamp, answered_at timestamp)"
    )
    for number, sample in enumerate(samples):
        for minutes, is_answered in sample:
            asked = END - timedelta(minutes=minutes if not is_answered else minutes + 60 * 24 * 30)
            answered = asked + timedelta(minutes=minutes) if is_answered else None
            connection.execute("insert into core.enquiry_seen values (?, ?, ?, ?, ?, ?, ?)",
                               ["2026-10", str(number), "facebook", "page", 1.0, asked, answered])  # fmt: skip
    for name in ("core/response_curve", "metrics/m08_response_time"):
        text = (HERE / f"{name}.sql").read_text()
        connection.execute(f"create or replace table {name.replace('/', '.')} as {text}")
    return connection.execute(
        "select response_time_state, enquiries, median_hours, median_answered_hours, within_24_hours_percent"
        " from metrics.m08_response_time order by authority_number::integer"
    ).fetchall()


samples = st.lists(
    st.lists(st.tuples(st.one_of(st.integers(0, 40), st.integers(0, 60 * 24 * 89)), st.booleans()), min_size=1,
             max_size=30),
    min_size=1, max_size=4,
)  # fmt: skip


@given(drawn=samples)
@settings(max_examples=40, deadline=None)
def test_the_curve_and_its_median_are_those_of_lifelines(
    connection: duckdb.DuckDBPyConnection, drawn: list[Sample]
) -> None:
    rows = measured(connection, drawn)
    for number, sample in enumerate(drawn):
        hours, answered = [minutes / 60 for minutes, _ in sample], [is_answered for _, is_answered in sample]
        fitted = KaplanMeierFitter().fit(hours, answered)
        curve = connection.execute(
            "select hours, unanswered_share from core.response_curve where authority_number = ? order by hours",
            [str(number)],
        ).fetchall()
        for at, share in curve:
            assert share == pytest.approx(float(fitted.predict(at)), abs=1e-9)
        # Where the curve meets one half exactly, lifelines' own rounding decides on which side it falls.
        if all(abs(share - 0.5) > 1e-9 for _, share in curve):
            expected = float(fitted.median_survival_time_)
            assert (rows[number][2] is None) == (expected == float("inf"))
            assert rows[number][2] is None or rows[number][2] == pytest.approx(expected, abs=1e-9)


def hours(*waits: float, unanswered: tuple[float, ...] = ()) -> Sample:
    return [*((round(each * 60), True) for each in waits), *((round(each * 60), False) for each in unanswered)]


def test_the_vectors_of_fanpage_karma(connection: duckdb.DuckDBPyConnection) -> None:
    """Response hours 0.17, 0.75, 0.88, 2, 20: median 0.88, to the minute that times are kept in."""
    [found] = measured(connection, [hours(0.17, 0.75, 0.88, 2, 20)])
    assert found[2:] == (pytest.approx(0.88, abs=1 / 60), pytest.approx(0.88, abs=1 / 60), 100.0)


CASES = [
    ("one answered", hours(5), 5.0, 5.0), ("one unanswered", hours(unanswered=(50,)), None, None),
    ("all unanswered", hours(unanswered=(1, 2, 3)), None, None),
    ("exactly half answered", hours(1, 2, unanswered=(90, 90)), 2.0, 1.5),
    ("fewer than half", hours(1, unanswered=(90, 90)), None, 1.0),
    ("ties", hours(3, 3, 3, 7), 3.0, 3.0),
    ("unanswered counts: six days beside one hour", hours(1, 1, 150, unanswered=(200, 200)), 150.0, 1.0),
    ("asked a moment ago: hardly counts", hours(1, 2, 3, unanswered=(0.1,)), 2.0, 2.0),
    ("answered at once", hours(0, 0), 0.0, 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sample", "expected", "of_answered"), CASES, ids=[each[0] for each in CASES])
def test_medians_worked_out_by_hand(
    connection: duckdb.DuckDBPyConnection, why: str, sample: Sample, expected: float | None, of_answered: float | None
) -> None:
    [found] = measured(connection, [sample])
    assert (found[2], found[3]) == (expected, of_answered), why


def test_m08_zero(connection: duckdb.DuckDBPyConnection) -> None:
    """Answered in the same minute is 0 hours; asked of nobody is no time at all."""
    at_once, nothing = measured(connection, [hours(*[0] * 10), []])
    assert at_once == ("målt", 10, 0.0, 0.0, 100.0)
    assert nothing == ("for få", 0, None, None, None)


def test_the_share_within_a_day_counts_those_whose_day_has_passed(connection: duckdb.DuckDBPyConnection) -> None:
    [found] = measured(connection, [hours(2, 24, 24.1, unanswered=(23.9, 24, 500))])
    assert found[4] == pytest.approx(100 * 2 / 5)


def test_the_median_of_many_is_pythons(connection: duckdb.DuckDBPyConnection) -> None:
    waits = [each / 7 for each in range(1, 52)]
    [found] = measured(connection, [hours(*waits)])
    assert found[2] == pytest.approx(median(round(each * 60) / 60 for each in waits))
