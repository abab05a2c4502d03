"""Mornings by the clock on the wall: never at night, once a day, never on a day off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.alerts.digests.rules import BEGINS, ENDS, end_of_morning, is_due, morning_of, rhythm
from webapp.people.rules import Calendar

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "UTC")
MINUTES = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


@given(now=MINUTES, zone=st.sampled_from(ZONES))
def test_a_morning_is_one_there_and_on_that_date(now: datetime, zone: str):
    local, day = now.astimezone(ZoneInfo(zone)), morning_of(zone, now)
    assert (day is not None) == (BEGINS <= local.time() < ENDS)
    assert day in (None, local.date())
    if day is not None:
        assert now < end_of_morning(day, zone) <= now + ENDS_AFTER


ENDS_AFTER = timedelta(hours=4, minutes=30)


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), zone=st.sampled_from(ZONES))
def test_every_date_has_a_morning_of_the_same_length_whatever_the_clocks_do(day: date, zone: str):
    begins = datetime.combine(day, BEGINS, ZoneInfo(zone)).astimezone(UTC)
    ends = end_of_morning(day, zone).astimezone(UTC)
    assert ends - begins == ENDS_AFTER
    assert morning_of(zone, begins) == day
    assert morning_of(zone, begins - timedelta(minutes=1)) is None
    assert morning_of(zone, ends) is None


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weekend=st.frozensets(st.integers(0, 6)),
    rhythm=st.sampled_from(("daily", "weekly", "none")),
)
def test_nothing_is_due_on_a_day_off(day: date, weekend: frozenset[int], rhythm: str):
    calendar = Calendar("DE", None, weekend)
    assert not is_due(rhythm, day, calendar) or calendar.is_working(day)
    if rhythm == "none":
        assert not is_due(rhythm, day, calendar)


def test_the_clocks_of_spring_move_no_morning():
    before, after = (datetime(2026, 3, day, hour, 30, tzinfo=UTC) for day, hour in ((28, 6), (29, 5)))
    assert morning_of("Europe/Berlin", before) == date(2026, 3, 28)
    assert morning_of("Europe/Berlin", after) == date(2026, 3, 29)
    assert before.astimezone(ZoneInfo("Europe/Berlin")).time() == time(7, 30)


@pytest.mark.parametrize(
    ("wished", "reached", "gets"),
    [
        (None, False, "weekly"),
        (None, True, "none"),
        ("daily", True, "daily"),
        ("weekly", True, "weekly"),
        ("none", False, "none"),
    ],
)
def test_push_makes_mail_unneeded_unless_somebody_asks_for_it(wished: str | None, reached: bool, gets: str):
    assert rhythm(wished, reached=reached) == gets
