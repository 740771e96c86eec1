"""Times as people write them; each group says why its cases matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from barometer.parse.text import moment
from barometer.parse.times import stated

SEEN = datetime(2026, 10, 20, 4, 0, tzinfo=UTC)  # a Tuesday
MOMENTS = {
    "how long ago": [
        ("3 t", "nb", "2026-10-20 01:00"), ("3 timer", "nb", "2026-10-20 01:00"),
        ("for 3 timer siden", "nb", "2026-10-20 01:00"),
        ("5 min", "nb", "2026-10-20 03:55"), ("2 d", "nb", "2026-10-18 04:00"), ("1 u", "nb", "2026-10-13 04:00"),
        ("3h", "en", "2026-10-20 01:00"), ("2 days ago", "en", "2026-10-18 04:00"), ("223w", "en", "2022-07-12 04:00"),
        ("3 tim", "sv", "2026-10-20 01:00"), ("vor 3 Stunden", "de", "2026-10-20 01:00"),
        ("3 u", "nl", "2026-10-20 01:00"),
        ("il y a 2 heures", "fr", "2026-10-20 02:00"), ("Nå nettopp", "nb", "2026-10-20 04:00"),
        ("2 tuntia sitten", "fi", "2026-10-20 02:00"), ("3 t", "de", "2026-10-17 04:00"),
    ],
    "a day by its name": [
        ("I går kl. 14:05", "nb", "2026-10-19 14:05"), ("I går kl. 14:05", "nn", "2026-10-19 14:05"),
        ("Yesterday at 5:33 PM", "en", "2026-10-19 17:33"), ("Wczoraj o 02:18", "pl", "2026-10-19 02:18"),
        ("mandag kl. 10:00", "nb", "2026-10-19 10:00"), ("måndag kl. 10:00", "nn", "2026-10-19 10:00"),
        ("tirsdag kl. 10:00", "nb", "2026-10-13 10:00"), ("Gestern um 14:05", "de", "2026-10-19 14:05"),
    ],
    "a date, the latest of its name where no year stands": [
        ("4 June at 17:33", "en", "2026-06-04 17:33"), ("June 4, 2021 at 5:33 PM", "en", "2021-06-04 17:33"),
        ("12. mai kl. 08:11", "nb", "2026-05-12 08:11"), ("12. desember kl. 08:11", "nb", "2025-12-12 08:11"),
        ("12. mars 2024", "nb", "2024-03-12 00:00"), ("den 4 juni kl 17:33", "sv", "2026-06-04 17:33"),
        ("4. kesäkuuta klo 17.33", "fi", "2026-06-04 17:33"), ("4. juni um 17:33 Uhr", "de", "2026-06-04 17:33"),
        ("4 juin, 17:33", "fr", "2026-06-04 17:33"), ("4 de junio a las 17:33", "es", "2026-06-04 17:33"),
        ("4 de junho de 2021 às 17:33", "pt", "2021-06-04 17:33"),
        ("4 giugno alle ore 17:33", "it", "2026-06-04 17:33"),
        ("4. júní kl. 17:33", "is", "2026-06-04 17:33"), ("4. juni kl. 17.33", "da", "2026-06-04 17:33"),
        ("11 sierpnia o 02:49", "pl", "2026-08-11 02:49"), ("04.06.2024 17:33", "nb", "2024-06-04 17:33"),
        ("12:00 AM", "en", None), ("4 June at 12:05 AM", "en", "2026-06-04 00:05"),
        ("4 June at 17:33", "nb", "2026-06-04 17:33"),
    ],
    "machine form": [
        ("2026-10-19T12:00:33+0200", "nb", "2026-10-19 10:00"), ("2026-10-19", "en", "2026-10-19 00:00"),
        ("2026-10-19T12:00:00Z", "en", "2026-10-19 12:00"), ("2026-13-19", "en", None),
    ],
    "not a time": [
        ("3 in a row", "en", None), ("3", "nb", None), ("", "nb", None), ("31. juni kl. 10:00", "nb", None),
        ("12. mai kl. 25:00", "nb", None), ("2 y", "en", None), ("12. mai 2031", "nb", None),
        ("06/07/2024", "en", None),
        ("12. mai kl. 08:11 og mer", "nb", None),
    ],
}


def _cases(table):
    return [
        pytest.param(*case, id=f"{why}: {case[0][:40]!r} {case[1]}") for why, cases in table.items() for case in cases
    ]


@pytest.mark.parametrize(("text", "language", "expected"), _cases(MOMENTS))
def test_a_time_is_read_whole_or_not_at_all(text, language, expected):
    read = moment(text, language, SEEN)
    assert (None if read is None else f"{read:%Y-%m-%d %H:%M}") == expected
    assert read is None or read.tzinfo is UTC


def test_clock_times_are_those_of_the_viewer():
    oslo = timezone(timedelta(hours=2))
    assert moment("I går kl. 01:05", "nb", SEEN.astimezone(oslo)) == datetime(2026, 10, 18, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize(("value", "expected"), [
    ("2022-11-08T00:00:00.000Z", datetime(2022, 11, 8, tzinfo=UTC)),
    ("2022-11-08T01:30:00+02:00", datetime(2022, 11, 7, 23, 30, tzinfo=UTC)),
    ("2022-11-08", datetime(2022, 11, 8, tzinfo=UTC)),
    ("0001-01-01T00:00:00+10:00", None), ("2022-13-08", None), ("i fjor", None), ("", None), (None, None),
    (1667865600, None), (True, None),
])  # fmt: skip
def test_a_field_of_an_answer_is_an_iso_time_or_nothing(value: object, expected: datetime | None) -> None:
    assert stated(value) == expected
