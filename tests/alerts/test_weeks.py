"""Where a week begins, and which of its days is the first that somebody works."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.alerts.weeks import first_weekday, is_first_working_day
from webapp.people.rules import Calendar

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("weekend", "first"),
    [({5, 6}, 0), ({4, 5}, 6), ({6}, 0), ({2, 5, 6}, 0), (set(), 0), (set(range(7)), 0), ({0, 6}, 1)],
)
def test_a_week_begins_after_the_weekend(weekend: set[int], first: int):
    assert first_weekday(frozenset(weekend)) == first


def test_who_comes_back_on_wednesday_begins_the_week_then():
    away = Calendar("DE", absences=frozenset({(MONDAY, MONDAY + DAY)}))
    assert [n for n in range(7) if is_first_working_day(MONDAY + n * DAY, away)] == [2]


def test_a_holiday_on_monday_leaves_tuesday_the_first():
    easter_monday = date(2026, 4, 6)
    assert not is_first_working_day(easter_monday, Calendar("DE"))
    assert is_first_working_day(easter_monday + DAY, Calendar("DE"))


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weekend=st.frozensets(st.integers(0, 6)),
    away=st.sets(st.integers(0, 6)),
)
def test_a_week_has_one_first_working_day_at_most_and_it_is_worked(day: date, weekend: frozenset[int], away: set[int]):
    begins = day - ((day.weekday() - first_weekday(weekend)) % 7) * DAY
    absences = frozenset((begins + n * DAY, begins + n * DAY) for n in away)
    calendar = Calendar("DE", None, weekend, absences)
    week = [begins + n * DAY for n in range(7)]
    first = [one for one in week if is_first_working_day(one, calendar)]
    assert first == [one for one in week if calendar.is_working(one)][:1]
