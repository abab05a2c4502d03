"""Instants and local dates."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.clock import at_hour, days, local_day, midnight, zones
from webapp.core.columns import Instant
from webapp.extensions import db

instants = st.integers(946_684_800, 2_200_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(at=instants, zone=st.sampled_from(sorted(zones())))
def test_an_instant_lies_between_its_dates_midnights(at: datetime, zone: str):
    day = local_day(at, zone)
    assert midnight(day, zone) <= at < midnight(day + timedelta(days=1), zone) or _twice(at, zone)


def _twice(at: datetime, zone: str) -> bool:
    """Where clocks go back over midnight, an hour of the old date comes again after the new one began."""
    return at.astimezone(ZoneInfo(zone)).fold == 1


def test_where_a_clock_change_skips_midnight_the_day_begins_at_one():
    begins = midnight(date(2026, 9, 6), "America/Santiago")
    assert local_day(begins, "America/Santiago") == date(2026, 9, 6)
    assert local_day(begins - timedelta(seconds=1), "America/Santiago") == date(2026, 9, 5)


def test_three_in_the_morning_is_three_by_the_clock_on_the_wall():
    assert at_hour(date(2026, 3, 29), 3, "Europe/Berlin") == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert at_hour(date(2026, 10, 25), 3, "Europe/Berlin") == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_days_runs_from_first_to_last_and_backwards_is_empty():
    monday = date(2026, 11, 23)
    assert days(monday, monday) == [monday]
    assert len(days(monday, monday + timedelta(days=6))) == 7
    assert days(monday, monday - timedelta(days=1)) == []


def test_an_instant_is_kept_in_utc_and_a_naive_one_is_refused(app: Flask):
    kept, dialect = Instant(), db.engine.dialect
    noon_in_tokyo = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=9)))
    stored = kept.process_bind_param(noon_in_tokyo, dialect)
    assert kept.process_result_value(stored, dialect) == noon_in_tokyo
    assert kept.process_bind_param(None, dialect) is None
    with pytest.raises(ValueError, match="zone"):
        kept.process_bind_param(datetime(2026, 11, 24, 12), dialect)  # noqa: DTZ001
