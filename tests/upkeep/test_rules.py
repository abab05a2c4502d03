"""Every worker finds the same stretch of time, wherever in it they look."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.upkeep.rules import slot

INSTANTS = st.integers(0, 20 * 365 * 24 * 3600).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=n))
PAUSES = st.integers(1, 7 * 24 * 60).map(lambda n: timedelta(minutes=n))


@given(INSTANTS, PAUSES)
def test_an_instant_is_in_its_stretch(now: datetime, pause: timedelta):
    assert slot(now, pause) <= now < slot(now, pause) + pause


@given(INSTANTS, PAUSES, st.floats(0, 0.999))
def test_all_who_look_in_one_stretch_find_the_same(now: datetime, pause: timedelta, share: float):
    assert slot(slot(now, pause) + pause * share, pause) == slot(now, pause)


@given(INSTANTS, PAUSES)
def test_the_next_stretch_is_another(now: datetime, pause: timedelta):
    assert slot(now + pause, pause) == slot(now, pause) + pause
