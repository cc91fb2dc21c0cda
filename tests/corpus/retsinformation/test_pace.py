"""The delay between calls and the hours of the harvest interface, on a clock that stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from loopback_retsinformation import NOON, StoppedClock

from lawtext.corpus.retsinformation.pace import Pace, harvest_is_open


def test_the_first_call_waits_for_nothing_and_the_next_for_the_rest() -> None:
    clock = StoppedClock()
    pace = Pace(clock, 10)
    pace.turn()
    assert clock.waits == []
    clock.wait(4)
    pace.turn()
    assert clock.waits == [4, 6]


def test_a_call_of_an_earlier_run_counts() -> None:
    clock = StoppedClock()
    Pace(clock, 10, NOON - timedelta(seconds=3)).turn()
    Pace(clock, 10, NOON - timedelta(hours=1)).turn()
    assert clock.waits == [7]


def test_a_clock_set_back_costs_one_pause_and_no_more() -> None:
    clock = StoppedClock()
    Pace(clock, 10, NOON + timedelta(days=300)).turn()
    assert clock.waits == [10]


def test_a_call_is_noted_before_it_is_made() -> None:
    noted: list[datetime] = []
    Pace(StoppedClock(), 10, note=noted.append).turn()
    assert noted == [NOON]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T02:00", True),  # winter: 03.00 in Denmark
        ("2026-11-20T01:59", False),
        ("2026-11-20T22:44", True),
        ("2026-11-20T22:45", False),
        ("2026-07-01T01:00", True),  # summer: 03.00
        ("2026-07-01T00:59", False),
        ("2026-07-01T21:44", True),
        ("2026-07-01T21:45", False),
    ],
)
def test_the_harvest_is_open_from_three_to_a_quarter_to_twelve_danish_time(moment: str, is_open: bool) -> None:
    assert harvest_is_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is is_open
