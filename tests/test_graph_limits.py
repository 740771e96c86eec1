"""Graph API: versions with their end dates, and the allowance that its headers tell of."""

from __future__ import annotations

import json
from datetime import date

import pytest

from barometer.errors import UsageError
from barometer.graph_versions import VERSIONS, version_warning
from barometer.settings import Settings
from spiders.graph_usage import Usage, usage_of


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("v25.0", date(2026, 11, 21), ""),
        ("v21.0", date(2026, 11, 21), ""),
        ("v21.0", date(2026, 11, 22), "ends on 2027-01-21, in 60 days: move to v26.0"),
        ("v21.0", date(2027, 1, 20), "in 1 days"),
        ("v26.0", date(2030, 1, 1), ""),
        ("v27.0", date(2027, 2, 1), "not known here"),
    ],
)
def test_a_version_near_its_end_is_told_of(name, on, said):
    warning = version_warning(name, on)
    assert said in warning and bool(said) == bool(warning)


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("v20.0", date(2026, 9, 24), "ended on 2026-09-24: set BAROMETER_GRAPH_VERSION, for example to v26.0"),
        ("v20.0", date(2026, 11, 21), "ended on"),
        ("v2.4", date(2026, 11, 21), "is gone"),
        ("25", date(2026, 11, 21), "_VERSION like v26.0"),
        ("v25.0/../x", date(2026, 11, 21), "_VERSION like"),
        ("", date(2026, 11, 21), "_VERSION like"),
    ],
)
def test_a_version_that_does_not_answer_stops_the_run_before_its_first_request(name, on, said):
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        version_warning(name, on)


def test_the_table_is_in_order_and_holds_the_version_that_is_set():
    assert [each.released_on for each in VERSIONS] == sorted(each.released_on for each in VERSIONS)
    assert all(each.ends_on is None or each.ends_on > each.released_on for each in VERSIONS)
    assert Settings.model_fields["graph_version"].default in {each.name for each in VERSIONS}


def meter(**more):
    return {"call_count": 12, "total_cputime": 4, "total_time": 7, **more}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], Usage()),
        (["", "no JSON", "[]", "3", '{"call_count": "many"}', '{"call_count": true}', '{"call_count": -4}'], Usage()),
        ([json.dumps(meter())], Usage(12)),
        ([json.dumps(meter(total_time=88))], Usage(88)),
        ([json.dumps(meter(call_count=3.5)), json.dumps(meter(total_cputime=101))], Usage(101)),
        ([json.dumps({"1001": [meter(type="pages", estimated_time_to_regain_access=0)]})], Usage(12)),
        ([json.dumps({"1001": [meter(), meter(call_count=100, estimated_time_to_regain_access=7)], "2": [meter()]})],
         Usage(100, 420)),
    ],
)  # fmt: skip
def test_the_fullest_allowance_counts(values, expected):
    assert usage_of(values) == expected


@pytest.mark.parametrize(
    ("usage", "seconds"),
    [(Usage(0), 0), (Usage(79.9), 0), (Usage(80), 5), (Usage(99), 5), (Usage(100), 300), (Usage(110), 300),
     (Usage(100, 420), 420), (Usage(12, 60), 60)],
)  # fmt: skip
def test_requests_are_spaced_when_it_fills_and_held_when_it_is_full(usage, seconds):
    assert usage.pause(first=5, longest=300) == seconds
